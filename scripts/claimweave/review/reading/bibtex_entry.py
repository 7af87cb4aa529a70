"""An entry of a bibliography as it stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping


class BibtexEntry(Struct, frozen=True):
    """One entry as it stands in the file: its type, key, fields and the line of each field.

    `parents` are the keys of entries that it takes fields from; these have no line of their own.
    """

    kind: str
    key: str
    fields: Mapping[str, str]
    lines: Mapping[str, int]
    line: int
    sources: Mapping[str, str] = field(default_factory=dict)
    """The fields as they stand in the file, LaTeX and braces included: names are read of them."""
    parents: tuple[str, ...] = ()

    def source_of(self, name: str) -> str:
        """Return a field as it stands in the file; empty when there is none."""
        return self.sources.get(name) or self.fields.get(name, "")
