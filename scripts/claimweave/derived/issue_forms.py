"""The issue forms of a review: which there are, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.derived.form_fields import (
    claim_fields,
    mistake_fields,
    question_fields,
    reference_fields,
    unidentified,
)
from claimweave.references.asked_fields import FIELDS

if TYPE_CHECKING:
    from claimweave.derived.form_fields import FormField
    from claimweave.review.review import Review


@dataclass(frozen=True)
class IssueForm:
    """A form: its file's name, what it is for, its fields in order, and what must be ticked."""

    name: str
    title: str
    about: str
    fields: tuple[FormField, ...]
    ticked: tuple[str, ...] = ()


CLAIM, REFERENCE = "propose-a-claim", "add-a-reference"
IDENTIFY, MISTAKE = "identify-a-reference", "report-a-mistake"
QUESTION = "ask-a-question"
SAID = (MISTAKE, QUESTION)
"""Forms that say something to people, and of which no file is made."""

OWN_WORDS = "It is worded by me: no sentence is copied from the review or from a source."
SEEN = "I have seen each of these details at the addresses above, and invented none."


def issue_forms(review: Review) -> tuple[IssueForm, ...]:
    """Return the forms of a review; without a readable ledger the words are left open."""
    return (
        IssueForm(
            CLAIM,
            "Propose a claim",
            "Add one assertion, with the references for it and against it.",
            tuple(claim_fields(review)),
            (OWN_WORDS,),
        ),
        IssueForm(
            REFERENCE,
            "Add a reference",
            "Add a work that the bibliography does not have yet.",
            tuple(reference_fields(FIELDS)),
            (SEEN,),
        ),
        IssueForm(
            IDENTIFY,
            "Identify a reference",
            "Say which work a reference is that nobody could look up so far.",
            (unidentified(), *reference_fields(n for n in FIELDS if n != "reviewnumber")),
            (SEEN,),
        ),
        IssueForm(
            MISTAKE,
            "Report a mistake",
            "Say what is wrong in a claim, a reference, a study sheet or a page.",
            tuple(mistake_fields()),
        ),
        IssueForm(
            QUESTION,
            "Ask a question",
            "Ask about a claim or a table cell, say with some of the evidence changed.",
            tuple(question_fields()),
        ),
    )
