"""What looks like a citation and was not read as one: it is counted, and may stop the import."""

from __future__ import annotations

import re

from claimweave.article.marks import MARK, RAISED

_READ = re.compile(rf"[,\s{RAISED}]*{MARK}")
"""What follows on a name and a year that a citation by number stands behind."""

_FORMS = (
    re.compile(r"\[(?:[A-Z][A-Za-zÀ-ÿ+]{1,6}[0-9]{2}[a-z]?(?:\s?[,;]\s?)?)+\]"),
    re.compile(r"\{[0-9]{1,3}(?:\s?[,–-]\s?[0-9]{1,3})*\}"),
    re.compile(r"<[0-9]{1,3}(?:\s?[,–-]\s?[0-9]{1,3})*>"),
    re.compile(r"\[[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})*\]"),
    re.compile(r"\[-?@[\w:.#$%&+?<>~/-]+[^\]\n]{0,200}\]"),
    re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]\n]{0,80}\]){0,2}\{[^{}\n]{1,300}\}"),
    re.compile(
        r"(?<=[a-z])\^[0-9]{1,3}(?:,[0-9]{1,3})*\^?|(?<=[a-z.,])[⁰¹²³⁴-⁹]{1,3}(?:[,˒][⁰¹²³⁴-⁹]{1,3})+"
    ),
    re.compile(r"\((?:refs?\.?\s)?[0-9]{1,3}(?:(?:\s?[,;]\s?|\s?[–-]\s?)[0-9]{1,3})+\)"),
    re.compile(r"(?<=[a-z])\s?[†‡§]{1,3}(?=[\s.,;])"),
)
_NAMED = (
    re.compile(
        r"\((?:see\s|e\.g\.,?\s|cf\.\s)?[A-ZÀ-Þ][\w’'-]+(?:(?:,?\s(?:and|&)\s|,\s)[A-ZÀ-Þ][\w’'-]+|"
        r"\set\sal\.?){0,3},?\s(?:19|20)[0-9]{2}[a-z]?(?:[;,][^()\n]{0,300})?\)"
    ),
    re.compile(
        r"[A-ZÀ-Þ][\w’'-]+\set\sal\.?,?\s\(?(?:19|20)[0-9]{2}[a-z]?\)?(?!\s?\[|\s[0-9]{1,3}\b)"
    ),
)
_MONTH = re.compile(
    r"\W*(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Table|Figure|Fig|Version|Spring|Summer|Autumn|Winter|Since|From|In)\b"
)
LONGEST = 5_000
"""Letters of a sentence that are looked at."""

FREQUENT = 3
"""Citations from which on it is no slip that none was read."""


def unread_in(text: str, *, named: bool = False) -> list[str]:
    """Return what looks like a citation in a sentence whose citations that were read are marks.

    Where an article cites by names, whoever reads these has noted those that name no work.
    """
    found: dict[tuple[int, int], str] = {}
    for form in _FORMS if named else (*_FORMS, *_NAMED):
        for match in form.finditer(text[:LONGEST]):
            inside = any(a <= match.start() and match.end() <= b for a, b in found)
            read = _READ.match(text, match.end())
            if not inside and not read and not _MONTH.match(match[0]):
                found[match.span()] = match[0]
    return [found[span] for span in sorted(found)]


def is_frequent(unread: int, read: int) -> bool:
    """Whether so many citations were not understood that the ledger would be wrong."""
    return unread >= FREQUENT and 4 * unread > read
