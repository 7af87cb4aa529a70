"""What a diagnostic can mend by itself: carried along to whoever applies it.

A fix edits texts, moves files, or gives a file that is made of others its text.

Source: SARIF 2.1.0, section 3.55 (fix objects): a fix is a set of replacements, all or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Place_co = TypeVar("Place_co", covariant=True)
Found = TypeVar("Found")


class Edit(NamedTuple, Generic[Place_co]):
    """New text for the run of characters at one place of a file; a run may have no length."""

    where: Place_co
    text: str


class Fix(NamedTuple, Generic[Place_co]):
    """Edits that belong together, and what they do, in a few words that begin with a verb.

    `safe` ones may be applied unseen: no evidence goes, and no link leads to another claim.
    `moved` are pairs of paths: where a file lies, and where it belongs. `made` maps the path of a
    file that is made of others to its whole text.
    """

    says: str
    edits: tuple[Edit[Place_co], ...] = ()
    safe: bool = False
    moved: tuple[tuple[str, str], ...] = ()
    made: tuple[tuple[str, str], ...] = ()

    def placed(self, place: Callable[[Place_co], Found]) -> Fix[Found]:
        """Return the same fix with each place looked up."""
        edits = tuple(Edit(place(edit.where), edit.text) for edit in self.edits)
        return Fix(self.says, edits, self.safe, self.moved, self.made)
