"""What a page is shared and found by: what is said of it, or what it says first, and no more."""

from __future__ import annotations

import html
import re

LONGEST = 200
"""Of a description: what comes later, those who show it cut anyway."""

_PARAGRAPH = re.compile(r"<p\b([^>]*)>(.*?)</p>", re.DOTALL)
_FOR_SOME = re.compile(r'<span class="cw-sr">.*?</span>|<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_STATE = re.compile(r'\bhidden\b|class="cw-(?:ix|mx|ways|printed|site)')
_FEWEST = 20


def description_of(content: str) -> str:
    """Return the first paragraph of a page's HTML as plain text, cut at a sentence or a word.

    Paragraphs that are hidden, or only say how something is shown, are passed over; "" if there
    is no other.
    """
    for attributes, inner in _PARAGRAPH.findall(content):
        text = " ".join(html.unescape(_TAG.sub("", _FOR_SOME.sub("", inner))).split())
        if not _STATE.search(attributes) and len(text) >= _FEWEST:
            return shortened(text)
    return ""


def shortened(text: str) -> str:
    """Return a description that is too long cut at a sentence or a word."""
    if len(text) <= LONGEST:
        return text
    start = text[:LONGEST]
    sentence = max(start.rfind(mark) for mark in (". ", "? ", "! "))
    if sentence > LONGEST // 3:
        return start[: sentence + 1]
    return f"{start[: LONGEST - 1].rpartition(' ')[0] or start[: LONGEST - 1]}…"
