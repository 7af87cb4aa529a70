"""Places of the ledger in words: a sentence by its section, a cell by its table and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.wording import term_label
from claimweave.words.counting import listed
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase

_SENTENCE = pattern(r"(.+)\.p(\d+)\.s(\d+)")


def place(base: EvidenceBase, locator: str) -> str:
    """Return a locator in words: `Winter wheat, paragraph 4, sentence 1`."""
    match = _SENTENCE.fullmatch(locator)
    if match and base.review.settings:
        section = base.review.sections.get(match.group(1))
        title = section.title if section else match.group(1)
        return f"{title}, paragraph {match.group(2)}, sentence {match.group(3)}"
    if base.review.shape_of(locator) and base.review.settings:
        part = base.review.settings.section_of(locator) or ""
        within = locator.removeprefix(part).removeprefix(".")
        return ", ".join(filter(None, (base.review.sections[part].title, within)))
    table, cell = base.review.table_at(locator), base.cell_places.get(locator)
    if table and cell:
        row, relation, column = cell
        label, name = term_label(base, table.rows, row), term_label(base, table.columns, column)
        return f"{table.title}, {label}, “{table.relations[relation].label}”, {name}"
    return locator


def named_places(base: EvidenceBase, locators: Iterable[str]) -> list[tuple[str, str]]:
    """Return each locator, and what it is in words."""
    return [(locator, place(base, locator)) for locator in locators]


def places(base: EvidenceBase, locators: Iterable[str], *, within: str = "") -> str:
    """Return locators in words, the sentences of a paragraph together.

    A section that is called as that `within` which they are told is not named again.
    """
    sentences: dict[tuple[str, str], list[str]] = {}
    others = []
    for locator in dict.fromkeys(locators):
        match = _SENTENCE.fullmatch(locator)
        if match and base.review.settings:
            section = base.review.sections.get(match[1])
            title = section.title if section else match[1]
            named = "" if title.casefold() == within.casefold() else f"{title}, "
            sentences.setdefault((named, match[2]), []).append(match[3])
        else:
            others.append(place(base, locator))
    said = [
        f"{named}paragraph {paragraph}, sentence{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        for (named, paragraph), numbers in sentences.items()
    ]
    return listed([*said, *others])
