"""A stub: a claim file in which something is left open, for a reader of the article to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimweave.review.claim import Claim, ClaimRecord

OPEN = "TODO"
"""What stands in a field that nobody has filled in."""

Keys = tuple[str | int, ...]


class ClaimFile(NamedTuple):
    """The content of a claim file: a claim, and the fields that are left open in it.

    `open_` are their key paths, in the file's order. Where there are any, the record has a stopgap
    in each: of a stub only its places count, and what it cites there.
    """

    record: ClaimRecord
    open_: tuple[Keys, ...] = ()


class Stub(NamedTuple):
    """A claim file with open fields. It is no claim: it counts as no evidence, and has no page."""

    rest: Claim
    open_: tuple[Keys, ...]

    @property
    def asserted(self) -> tuple[str, ...]:
        """Where the review asserts what the claim will say."""
        return self.rest.record.asserted

    @property
    def open_fields(self) -> list[str]:
        """The open fields in words: `claim`, `kind`, `stance of Adler2001`."""
        return list(dict.fromkeys(map(self._said, self.open_)))

    def _said(self, keys: Keys) -> str:
        match keys:
            case ("evidence", int(index), "stance"):
                return f"stance of {self.rest.evidence[index].cites}"
            case (field, *_):
                return str(field)
        return "claim"
