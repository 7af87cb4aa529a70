"""Macros of BibTeX: what `@string` defines, and the months that everybody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.review.reading.bibtex_grammar import RawField
    from claimweave.review.reading.bibtex_values import Piece

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Macros:
    """The macros at one place of a file. Letter case does not count in their names."""

    def __init__(self) -> None:
        self._known = {month: month for month in MONTHS}
        self._later: dict[str, RawField] = {}
        self._own: set[str] = set()

    def announce(self, definitions: Iterable[RawField]) -> None:
        """Note all definitions of a file: one that is used above its place counts all the same."""
        for one in definitions:
            self._later.setdefault(one.name.lower(), one)

    def define(self, name: str, value: str) -> bool:
        """Give a macro its value from here on; whether the file has given it one before."""
        lowered = name.lower()
        before = lowered in self._own
        self._own.add(lowered)
        self._known[lowered] = value
        return before

    def value(self, pieces: tuple[Piece, ...], depth: int = 0) -> tuple[str, tuple[str, ...]]:
        """Return pieces joined, and the names that nothing defines: they stay as they are."""
        joined, unknown = [], []
        for text, bare in pieces:
            if not bare or (text.isascii() and text.isdigit()):
                joined.append(text)
                continue
            found = self._known.get(text.lower())
            later = self._later.get(text.lower()) if depth < len(MONTHS) else None
            if found is None and later is not None:
                found = self.value(later.pieces, depth + 1)[0]
            if found is None:
                unknown.append(text)
            joined.append(text if found is None else found)
        return "".join(joined), tuple(unknown)
