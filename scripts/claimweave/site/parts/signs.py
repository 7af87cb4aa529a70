"""The signs that stand on a page, with what each means: one legend for all pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.site.parts.notices import STATES
from claimweave.words import labels

if TYPE_CHECKING:
    from claimweave.words.labels import Wording

# Begins with its letters, not with the border before them: so far a page is only searched.
_USED = re.compile(r"cw-(?<!\wcw-)([svai]|n)-([a-z-]+)")
_FAMILIES = {
    "s": ("How the review uses a work", labels.STANCES),
    "v": ("How a claim stands", labels.VERDICTS),
    "a": ("Whether the work reports what it is cited for", labels.AGREEMENTS),
    "i": ("How sure it is which work is meant", labels.IDENTITIES),
    "n": ("Retractions and corrections", STATES),
}
_FILLED = re.compile(r"\bcw-mx-(full|hollow|dashed)\b")


def signs_on(content: str) -> list[tuple[str, list[Wording]]]:
    """Return (what is told, its signs) of the signs on a page, by the classes in its HTML.

    Each sign has one meaning within its family, and stands in the order of `words/labels.py`.
    """
    used = {(family, name) for family, name in _USED.findall(content)}
    found = [
        (title, [said for name, said in words.items() if (family, name) in used])
        for family, (title, words) in _FAMILIES.items()
    ]
    if _FILLED.search(content):
        found.append(("How the mark of an entry is filled", list(labels.FILLS.values())))
    return [(title, signs) for title, signs in found if signs]
