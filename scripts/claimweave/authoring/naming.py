"""What gets another name: a claim by its id, or a reference by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimweave.review.key_word import word_of

Kind = Literal["claim", "reference"]


@dataclass(frozen=True, slots=True)
class Naming:
    """A claim, or a reference, its old name and its new one."""

    kind: Kind
    old: str
    new: str

    @property
    def folder(self) -> str:
        """The folder of the site in which its page lies."""
        return f"{self.kind}s"

    def word(self, name: str) -> str:
        """Return a name as addresses and file names have it."""
        return name if self.kind == "claim" else word_of(name)
