"""What may stand in the files of a review that cannot be read.

One broken file must not make others look wrong: what it may hold is neither missing nor unused.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from claimweave.review.paths import BIBLIOGRAPHY, PAGES
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.disk.text_files import TextFile
    from claimweave.review.reference import Reference

# No part of them goes on without end: then a long run of brackets or blanks takes its square.
_KEY_OF_ENTRY = re.compile(r"[{(]\s{0,20}([^,\s{}()=]{1,200})\s{0,20},")
_NUMBER_OF_ENTRY = pattern(
    r"reviewnumber\s{0,20}=\s{0,20}[{\"]?\s{0,20}([0-9]{1,6})", re.IGNORECASE
)


class UnreadFiles:
    """The part of a review that knows what cannot be read of it, and what may stand there."""

    references: Mapping[str, Reference]
    files: Mapping[str, TextFile]
    unreadable: Mapping[str, str]
    broken: frozenset[str]

    @cached_property
    def references_by_number(self) -> dict[int, Reference]:
        """Reference of each number of the source review; of a doubled number the first."""
        result: dict[int, Reference] = {}
        for reference in self.references.values():
            if reference.number is not None:
                result.setdefault(reference.number, reference)
        return result

    def may_be_former(self, claim_id: str) -> bool:
        """Whether a claim file that cannot be read may say that it once stood under this id."""
        behind = (text.partition("formerly:")[2] for text in self.unreadable.values())
        return any(claim_id in text for text in behind)

    @cached_property
    def unreadable_text(self) -> str:
        """The text of all broken claim files: what it names is neither missing nor unused."""
        return "\n".join(self.unreadable.values())

    @cached_property
    def _unread_bibliography(self) -> str | None:
        """The bibliography's text when it is broken; empty when it is not, None when unreadable."""
        if BIBLIOGRAPHY not in self.broken:
            return ""
        return self.files[BIBLIOGRAPHY].text if BIBLIOGRAPHY in self.files else None

    @cached_property
    def _unread_keys(self) -> frozenset[str]:
        return frozenset(_KEY_OF_ENTRY.findall(self._unread_bibliography or ""))

    @cached_property
    def _unread_numbers(self) -> frozenset[int]:
        text = self._unread_bibliography or ""
        return frozenset(map(int, _NUMBER_OF_ENTRY.findall(text))) - set(self.references_by_number)

    def may_have_key(self, key: str) -> bool:
        """Whether an entry that could not be read may have this key."""
        if self._unread_bibliography is None:
            return True
        return key in self._unread_keys and key not in self.references

    def may_have_number(self, number: int) -> bool:
        """Whether an entry that could not be read may have this number of the source review."""
        return self._unread_bibliography is None or number in self._unread_numbers

    def is_broken(self, path: str) -> bool:
        """Whether a file cannot be read, or one of the files of a folder."""
        return path in self.broken or any(one.startswith(f"{path}/") for one in self.broken)

    def may_be_woven(self, claim_id: str) -> bool:
        """Whether a page that could not be read may weave a claim in."""
        unread = [path for path in self.broken if path.startswith(f"{PAGES}/")]
        return any(
            path not in self.files or f"[[{claim_id}]]" in self.files[path].text for path in unread
        )
