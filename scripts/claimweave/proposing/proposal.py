"""What a claim, a study sheet or a reference changes: new files, and those that name them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.derived_files import derived_files
from claimweave.formatting.entry_place import with_entry
from claimweave.formatting.new_entry import UnwritableEntryError
from claimweave.model.fields import ClaimId
from claimweave.model.key_word import word_of
from claimweave.model.review import BIBLIOGRAPHY, CLAIMS, FORM_FOLDER, SCHEMA_FOLDER, STUDIES
from claimweave.proposing.change import Change, snapshot
from claimweave.proposing.claim_ids import proposed_id
from claimweave.proposing.file_text import claim_text, study_text
from claimweave.proposing.plain_input import fitting
from claimweave.proposing.weaving import weaving_place
from claimweave.starting.answers import AnswerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimweave.formatting.whole_file import Snapshot
    from claimweave.model.review import Review
    from claimweave.proposing.claim_answers import ClaimAnswers
    from claimweave.proposing.known_words import KnownWords
    from claimweave.proposing.reference_answers import ReferenceAnswers
    from claimweave.proposing.weaving import WeavingPlace
    from claimweave.sources.yaml_reader import Data


@dataclass(frozen=True)
class ClaimProposal:
    """A new claim: its id, its path, the text of its file, and where it could be woven in."""

    id: str
    path: str
    text: str
    place: WeavingPlace | None
    woven: bool
    """Whether a page weaves it already: a run was killed, or somebody wrote the page first."""

    def change(self, root: Path, *, weave: bool) -> Change:
        """Return what is to be written.

        Raises:
            AnswerError: when it is to be woven in, and there is no page, or it cannot be read.
        """
        if self.woven or not weave:
            return Change({self.path: self.text})
        if self.place is None:
            raise AnswerError("no page weaves claims of this section: weave it in by hand")
        read = snapshot(root, self.place.path)
        woven = in_its_line_ends(read, self.place.woven)
        return Change({self.path: self.text}, {self.place.path: (read, woven)})


def propose_claim(
    known: KnownWords, answers: ClaimAnswers, claim_id: str | None, *, comments: bool
) -> ClaimProposal:
    """Return the proposal of a claim; without an id, one is made of its statement.

    Raises:
        AnswerError: when the id is taken, or is none, or just this claim is there already.
    """
    review = known.base.review
    _refuse_same(known, answers, comments=comments)
    name = free_id(review, claim_id) if claim_id else suggested_id(review, answers.data["claim"])
    path = f"{CLAIMS}/{answers.folder}/{name}.yml"
    text = claim_text(answers.data, path, known.vocabulary, comments=comments)
    asserted = answers.data.get("asserted", ())
    place = weaving_place(known.base, answers.folder, asserted, name)
    woven = any(name == other for page in review.pages for other, _ in page.woven)
    return ClaimProposal(name, path, text, place, woven)


def _refuse_same(known: KnownWords, answers: ClaimAnswers, *, comments: bool) -> None:
    """Refuse to write a claim a second time, as after a run that was killed at its end."""
    review = known.base.review
    for claim in review.claims.values():
        if claim.folder == answers.folder and claim.record.claim == answers.data["claim"]:
            text = claim_text(answers.data, claim.path, known.vocabulary, comments=comments)
            if claim.path in review.files and review.files[claim.path].text == text:
                raise AnswerError(f"{claim.path} is there already, with just these answers")


def suggested_id(review: Review, statement: str) -> str:
    """Return an id that no claim has."""
    return proposed_id(statement, {*review.claims, *review.unreadable})


def free_id(review: Review, text: str) -> str:
    """Return an id that was typed.

    Raises:
        AnswerError: when it has not the form of one, or is taken.
    """
    try:
        name = fitting(text, ClaimId)
    except AnswerError:
        message = f'"{text[:60]}" is no id: lower-case letters, digits and single hyphens'
        raise AnswerError(message) from None
    if name in review.claims or name in review.unreadable:
        taken = review.claims[name].path if name in review.claims else "a file"
        raise AnswerError(f'the id "{name}" is taken by {taken}')
    return name


def propose_study(
    known: KnownWords, key: str, data: dict[str, Data], *, comments: bool
) -> tuple[str, str]:
    """Return the path and the text of a study sheet."""
    path = f"{STUDIES}/{word_of(key)}.yml"
    return path, study_text(data, path, known.vocabulary, comments=comments)


def propose_reference(root: Path, answers: ReferenceAnswers) -> Change:
    """Return the change that adds an entry to the bibliography.

    Raises:
        AnswerError: when the work is there already, or the bibliography cannot be read.
    """
    read = snapshot(root, BIBLIOGRAPHY)
    try:
        text = in_its_line_ends(read, lambda text: with_entry(text, answers.entry))
    except UnwritableEntryError as error:
        raise AnswerError(str(error)) from None
    return Change({}, {BIBLIOGRAPHY: (read, text)})


def in_its_line_ends(read: Snapshot, edit: Callable[[str], str]) -> str:
    r"""Return a file's edited text; the edit sees `\n` only, and the file keeps what it had.

    Raises:
        AnswerError: when the file is not UTF-8.
    """
    try:
        text = read.text()
    except UnicodeDecodeError:
        raise AnswerError(f"{read.path.name} is not UTF-8: mend it first") from None
    return read.encoded(edit(text)).decode()


def with_derived_files(root: Path, change: Change, before: Review, after: Review) -> Change:
    """Add the schemas and issue forms that a change makes out of date, where they were current."""
    replaced = dict(change.replaced)
    folders = (SCHEMA_FOLDER, FORM_FOLDER)
    new = derived_files(after, folders)
    for path, text in derived_files(before, folders).items():
        if new[path] == text or not (root / path).is_file():
            continue
        read = snapshot(root, path)
        if read.content == text.encode():
            replaced[path] = (read, new[path])
    return replace(change, replaced=replaced)
