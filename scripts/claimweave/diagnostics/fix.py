"""What a diagnostic can mend by itself: edits of files, carried along to whoever applies them.

Source: SARIF 2.1.0, section 3.55 (fix objects): a fix is a set of replacements, all or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Place = TypeVar("Place")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Edit(Generic[Place]):
    """New text for the run of characters at one place of a file."""

    where: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix(Generic[Place]):
    """Edits that belong together, and what they do, in a few words that begin with a verb.

    `safe` ones may be applied unseen: no evidence goes, and no link leads to another claim.
    """

    says: str
    edits: tuple[Edit[Place], ...]
    safe: bool = False

    def placed(self, place: Callable[[Place], Found]) -> Fix[Found]:
        """Return the same fix with each place looked up."""
        edits = tuple(Edit(place(edit.where), edit.text) for edit in self.edits)
        return Fix(self.says, edits, self.safe)
