"""What makes a list of names none: one name that looks like several."""

from __future__ import annotations

import re

from claimweave.review.name_words import EXTENDED, is_suffix
from claimweave.review.reading.latex_text import plain_of_latex

MOST_PARTS = 3
"""Parts of a name between commas: the family name, a suffix, the given names."""

_BRACED = re.compile(r"\{[^{}]*\}")
_SIGNS = (
    (re.compile(";"), 'has a semicolon: put "and" between two names'),
    (
        re.compile(r"\bet[\s~.]+al\b", re.IGNORECASE),
        'holds "et al.": write "and others" at the end of the list',
    ),
    (re.compile("&"), 'has a &: put "and" between two names, and a body into braces'),
)
_FAMILY_AND_INITIALS = re.compile(r"[^\W\d_]{2,}[\s~][A-Z]{1,3}\.?")


def name_faults(text: str) -> list[str]:
    """Return what is wrong with a name, as a sentence; `text` is its source on one line."""
    if EXTENDED.match(text):
        return []
    bare = _BRACED.sub("", _BRACED.sub("", text))
    what = next((said for sign, said in _SIGNS if sign.search(bare)), "") or _comma_fault(bare)
    return [f'"{plain_of_latex(text)[:60]}" {what}'] if what else []


def _comma_fault(bare: str) -> str:
    parts = [part.strip() for part in bare.split(",")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) > MOST_PARTS:
        return f'has {len(parts) - 1} commas: put "and" between two names'
    if len(parts) == MOST_PARTS and not (is_suffix(parts[1]) or is_suffix(parts[2])):
        return 'has two commas: put "and" between two names, or write a suffix such as Jr.'
    if len(parts) > 1 and all(map(_FAMILY_AND_INITIALS.fullmatch, parts)):
        return 'looks like several names: put "and" between two of them'
    return ""
