"""What a reference changes, however it was brought in: by a look-up, a paste, options or a form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.renaming import renamed_key, still_named
from claimweave.references.addition import Placing, add
from claimweave.references.many_additions import Manner, ManyAdditions, add_many
from claimweave.review.paths import BIBLIOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from claimweave.authoring.known_words import KnownWords
    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.record import BibliographicRecord
    from claimweave.review.review import Review


@dataclass(frozen=True)
class ReferenceProposal:
    """An entry, under which key, the change that brings it in, and what one must read before.

    `instead_of` is the key of the unidentified reference that it names, or an empty text.
    """

    key: str
    entry: str
    change: Change
    remarks: tuple[str, ...] = ()
    instead_of: str = ""

    def left_to_do(self, root: Path) -> Iterator[str]:
        """Yield what a person has to do once a reference is identified."""
        old = self.instead_of
        if not old:
            return
        if old != self.key:
            for path, line in still_named(root, self.change, old):
                yield f"{path}:{line} still names {old}; it is {self.key} now"
        for _, sheet in self.change.moved.values():
            yield f"{sheet} was written for {old}: hold it against the work"
        if not self.change.moved:
            yield f"read it, and write what it reports: claimweave new --study {self.key}"
        yield "a second person reads it at its source before this is merged"


def propose_reference(
    root: Path, review: Review, record: BibliographicRecord, placing: Placing
) -> ReferenceProposal:
    """Return the change that adds an entry, or puts it in the place of an unidentified one.

    Raises:
        RefusedError: when the work is there already, a field has not its form, no key can be made,
            or a file that names the old key cannot be read.
        AnswerError: when a file cannot be replaced.
    """
    read = snapshot(root, BIBLIOGRAPHY, review)
    addition = add(read.text(), record, placing)
    change = Change()
    if placing.instead_of:
        change = renamed_key(root, review, placing.instead_of, addition.key)
    entry = {BIBLIOGRAPHY: edited(read, lambda _: addition.bibliography)}
    whole = replace(change, replaced={**change.replaced, **entry})
    return ReferenceProposal(
        addition.key, addition.entry, whole, addition.remarks, placing.instead_of
    )


@dataclass(frozen=True)
class ManyReferencesProposal:
    """What becomes of the entries of a file, and the one change that brings all in that are new."""

    additions: ManyAdditions
    change: Change


def propose_references(
    root: Path,
    review: Review,
    incoming: Iterable[IncomingEntry],
    manner: Manner,
    prepared: Callable[[str], str] = str,
) -> ManyReferencesProposal:
    """Return the change that adds the works of a file; see `add_many`.

    `prepared` edits the bibliography before.

    Raises:
        RefusedError: when the bibliography cannot be read.
        AnswerError: when it cannot be replaced.
    """
    read = snapshot(root, BIBLIOGRAPHY, review)
    additions = add_many(prepared(read.text()), incoming, manner)
    entry = edited(read, lambda _: additions.bibliography)
    return ManyReferencesProposal(additions, Change(replaced={BIBLIOGRAPHY: entry}))


def placing_of(known: KnownWords, text: str, added: str) -> Placing:
    """Return the place of an unidentified reference, for the work that it turns out to be.

    Its number stays, or the day on which it was added. The review's own entry has neither, and
    keeps its key.

    Args:
        known: the review's words.
        text: its key, or its number in the review.
        added: the day for one that has neither number nor day.

    Raises:
        AnswerError: when there is no such reference, or it is identified already.
    """
    review = known.base.review
    reference = review.references[known.key(text)]
    key = reference.key
    if reference.identity != "unidentified":
        message = f"{key} is not among the unidentified references: correct its entry by hand"
        raise AnswerError(message)
    if key == review.source_key:
        return Placing("", key=key, instead_of=key)
    day = "" if reference.number else reference.field("added") or added
    return Placing("", reference.number, day, instead_of=key)
