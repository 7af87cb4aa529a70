"""Signs that nobody sees, and words of two alphabets, at their places in a text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""Without a width, or turning the direction. Joiners (U+200C, U+200D) are letters' and emoji's."""

_MARKS = "\u061c\u200e\u200f\u2066-\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0400-\u052f"
_FOUND = re.compile(
    f"(?P<hidden>[{_HIDDEN}])"
    rf"|\b(?=\w{{0,80}}[{_CYRILLIC}])(?=\w{{0,80}}[{_LATIN}])\w{{1,80}}"
)

_SOUGHT = re.compile(f"[{_HIDDEN}{_CYRILLIC}]")
"""A line without any of these has nothing that is told."""


def hidden_signs(path: str, text: str) -> Iterator[Problem]:
    """Yield each hidden sign of a text, and each word of Latin and Cyrillic letters."""
    found = _all(path, text)
    yield from islice(found, MOST_FAULTS)
    yield from unlisted(path, sum(1 for _ in found), "hidden-sign")


def _all(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() or not _SOUGHT.search(line):
            continue
        for match in _FOUND.finditer(line):
            span = Span(path, number, match.start() + 1, match.end() - match.start())
            if match["hidden"] is None:
                message = f'"{match[0]}" has Latin and Cyrillic letters in one word'
                yield Problem(span, message, "type the word anew")
            elif not (re.match(f"[{_MARKS}]", match[0]) and _RIGHT_TO_LEFT.search(line)):
                message = f"a sign that nobody sees, U+{ord(match[0]):04X}"
                yield Problem(span, message, "remove it")
