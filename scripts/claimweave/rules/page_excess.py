"""Pages that would keep the site's build busy, or break it: so many signs that Markdown stalls.

Python-Markdown takes the square of the number of some signs, and nested lists take a level of
Python's own stack each. The limits keep a page of the greatest size below a second; no page that
is meant to be read comes near them.
"""

from __future__ import annotations

import re

from claimweave.words.pattern import pattern

WOVEN = re.compile(r"\[\[(?:!?[\w-]*|@[\w:.+-]*)\]\]", re.ASCII)
"""A woven claim, or a work that is named: its brackets are no link's."""

MOST_BRACKETS = 2_000
MOST_IN_A_PARAGRAPH = 200
MOST_FENCES = 500
MOST_HEADINGS = 1_000
MOST_NOTES = 500
DEEPEST_LIST = 30

_HEADING = pattern(r"#+|^(?:=+|-+)[ \t]*$", re.MULTILINE)
_LIST_ITEM = re.compile(r"^([ \t>]*+)((?:(?:[*+-]|[0-9]{1,9}[.)])[ \t]++|>[ \t]*+)+)", re.MULTILINE)
_SIGN = re.compile(r"[*+>-]|[0-9]+[.)]")


def excess_of(text: str) -> str:
    """Return of what a page has too much, or an empty string. Woven claims are left out."""
    for most, found, what in (
        (MOST_BRACKETS, text.count("["), "opening brackets"),
        (MOST_FENCES, text.count("```") + text.count("~~~"), "fences"),
        (MOST_HEADINGS, _headings(text), "headings and signs #"),
        (MOST_NOTES, text.count("[^"), "footnotes"),
        (MOST_NOTES, text.count("!!!"), "boxes (!!!)"),
    ):
        if found > most:
            return f"this page has more than {most:,} {what}"
    paragraphs = (p for p in re.split(r"\n\s*\n", text) if p.count("[") > MOST_IN_A_PARAGRAPH)
    if next(paragraphs, None) is not None:
        return f"a paragraph of this page has more than {MOST_IN_A_PARAGRAPH} opening brackets"
    if any(_depth(item) > DEEPEST_LIST for item in _LIST_ITEM.finditer(text)):
        return f"this page has lists more than {DEEPEST_LIST} deep, one within the other"
    return ""


def _headings(text: str) -> int:
    """Count headings and signs #; where there cannot be too many of them, at most."""
    most = text.count("#") + text.count("\n=") + text.count("\n-") + 1
    return most if most <= MOST_HEADINGS else sum(1 for _ in _HEADING.finditer(text))


def _depth(item: re.Match[str]) -> int:
    return len(item[1].expandtabs(4)) // 4 + len(_SIGN.findall(item[2]))
