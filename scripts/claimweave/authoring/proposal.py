"""What a claim or a study sheet changes: a new file, and the page that it is woven into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.claim_ids import proposed_id
from claimweave.authoring.file_text import claim_text, study_text
from claimweave.authoring.plain_input import AnswerError, fitting
from claimweave.review.fields import ClaimId
from claimweave.review.key_word import sheet_name
from claimweave.review.paths import CLAIMS, STUDIES
from claimweave.rules.weaving import weaving_place
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.authoring.claim_answers import ClaimAnswers
    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.review import Review
    from claimweave.rules.weaving import WeavingPlace


@dataclass(frozen=True)
class ClaimProposal:
    """A new claim: its id, its path, the text of its file, and where it could be woven in."""

    id: str
    path: str
    text: str
    place: WeavingPlace | None
    woven: bool
    """Whether a page weaves it already: a run was killed, or somebody wrote the page first."""

    def change(self, root: Path, review: Review, *, weave: bool) -> Change:
        """Return what is to be written.

        Raises:
            AnswerError: when it is to be woven in, and there is no page, or it cannot be read.
        """
        if self.woven or not weave:
            return Change({self.path: self.text})
        if self.place is None:
            raise AnswerError("no page weaves claims of this section: weave it in by hand")
        read = snapshot(root, self.place.path, review)
        return Change({self.path: self.text}, {self.place.path: edited(read, self.place.woven)})


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
    """Return an id that no claim has, or has had."""
    return proposed_id(statement, {*review.taken_ids, *review.former_names})


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
    if name in review.taken_ids:
        paths = [claim.path for claim in review.claims_and_stubs if claim.id == name]
        raise AnswerError(f'the id "{name}" is taken by {(paths or ["a file"])[0]}')
    if name in review.former_names:
        now = listed(review.former_names[name])
        raise AnswerError(f'"{name}" was the id of {now} before, and still leads there')
    return name


def propose_study(
    known: KnownWords, key: str, data: dict[str, Data], *, comments: bool
) -> tuple[str, str]:
    """Return the path and the text of a study sheet."""
    path = f"{STUDIES}/{sheet_name(key)}.yml"
    return path, study_text(data, path, known.vocabulary, comments=comments)
