"""What of a page its search index gets: what a reader sees, and which page of several comes first.

Beside the theme's own settings: signs part words, and a name such as B-12 is one word.
"""

from __future__ import annotations

import re
from typing import Any

SEPARATOR = r"""[\s\-,;:!?="'()\[\]/“”…·]+|\.(?!\d)"""
"""What parts the words of a page: also signs, so that "(NPK)." is found as NPK."""

TAGS_WEIGHT = 1000.0
"""That of a title: by itself the theme has a tag count as much as a thousand titles."""

JOINED = "\N{NON-BREAKING HYPHEN}"
"""Stands in the index for a hyphen that joins a name, where the theme's search would cut it."""

_HIDDEN = re.compile(r'class="(cw-sr|cw-ways)(?=")')
_ENDS = re.compile(r"</(?:dt|dd|td|th|a|span)>(?=<)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[\dα-ω])")


def search_html(content: str) -> str:
    """Return the HTML of a page as the search is to read it.

    Texts for screen readers alone and mere ways to other parts are left out, and what stands in
    cells and lists of facts is kept apart.
    """
    content = _HIDDEN.sub(r'class="\1" data-search-exclude="yes', content)
    return _ENDS.sub(lambda match: f"{match.group()} ", content)


def finish_entry(entry: dict[str, Any]) -> None:
    """Join the names in an entry of the index, and weigh it: of two titles, the shorter is nearer.

    A weight that a page asks for itself is kept, and this one multiplies it.
    """
    for field in ("title", "text"):
        entry[field] = _HYPHEN.sub(JOINED, entry[field])
    if "tags" in entry:
        entry["tags"] = [_HYPHEN.sub(JOINED, tag) for tag in entry["tags"]]
    short = 0.7 + 3 / (len(entry["title"].split()) + 2)
    entry["boost"] = round(float(entry.get("boost", 1)) * short, 2)
