"""Pages: a range with one hyphen, its first and its last page.

Sources: AMA Manual of Style, 11th edition, 3.11.3 (both pages in full); BibTeX and biblatex, which
write a range with two hyphens. A hyphen between letters and digits may belong to an article number
(`e2019-05`), so that a range is told by two hyphens or a dash, or stands between plain numbers, or
between numbers with the same letters (`S1-S9`).
"""

from __future__ import annotations

import re

_DASH = re.compile(r"(?<=\w)\s*(?:-{2,}|[\u2010-\u2015\u2212]+)\s*(?=\w)")
_PLAIN = re.compile(r"(?<![\w-])([0-9]+)\s*-\s*([0-9]+)(?![\w-])")
_LETTERED = re.compile(r"\b([^\W\d_]+)([0-9]+)\s*-\s*\1([0-9]+)\b")
_MARK = "\u2013"
_RANGE = re.compile(rf"\b([^\W\d_]*)([0-9]+){_MARK}([0-9]+)\b")
_ONE = re.compile(rf"([^{_MARK},;]+){_MARK}([^{_MARK},;]+)")


def with_hyphens(pages: str, hyphen: str = "-") -> str:
    """Return pages with each range written with a hyphen, and its last page in full: `637-641`."""
    return _ranged(pages).replace(_MARK, hyphen)


def first_and_last(pages: str) -> tuple[str, str]:
    """Return the first and the last page of one range; else the pages as they are, and nothing."""
    found = _ONE.fullmatch(_ranged(pages))
    return (found[1].strip(), found[2].strip()) if found else (with_hyphens(pages), "")


def _ranged(pages: str) -> str:
    dashed = _PLAIN.sub(rf"\1{_MARK}\2", _DASH.sub(_MARK, pages))
    return _RANGE.sub(_whole_range, _LETTERED.sub(rf"\1\2{_MARK}\1\3", dashed))


def _whole_range(found: re.Match[str]) -> str:
    letters, first, last = found.groups()
    missing = max(0, len(first) - len(last))
    return f"{letters}{first}{_MARK}{letters}{first[:missing]}{last}"
