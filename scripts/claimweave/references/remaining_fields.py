"""The fields of a work while a writer takes them: what has no place of its own is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.review.reading.entry_values import is_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.references.work import Work

_SAID_OTHERWISE = frozenset({"entrysubtype", "langid", "hyphenation", "day"})
"""Fields that are said by another one."""


class RemainingFields:
    """Fields that no writer has taken yet. Whoever takes one says where it goes."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._left = dict(fields)

    def take(self, *names: str) -> str:
        """Return the first of these fields that has a text, which is left no more."""
        name = next((name for name in names if self._left.get(name)), "")
        return self._left.pop(name, "")

    def left(self) -> dict[str, str]:
        """Return what nobody has taken, and what is no matter of a program or of typesetting."""
        return {
            name: text
            for name, text in self._left.items()
            if text and name not in _SAID_OTHERWISE and is_shown(name)
        }


def names_as_text(work: Work, role: str) -> str:
    """Return names in one text, for a format that has no place for what they did."""
    names = work.names(role)
    known = [", ".join(filter(None, (n.family, n.given, n.suffix))) for n in names.names]
    return "; ".join([*known, *(["others"] if names.more else [])])
