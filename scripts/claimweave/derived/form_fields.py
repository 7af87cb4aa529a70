"""What the issue forms ask, field by field, made from the model and the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.wording import directions
from claimweave.references.asked_fields import IDENTITIES, NAMES, NEEDED, TYPES
from claimweave.review.claim import Check, ClaimRecord, Reading, Topic
from claimweave.review.fields import CheckVerdict, Direction, Stance
from claimweave.review.record_descriptions import descriptions
from claimweave.review.term_labels import labels_of_terms
from claimweave.words.counting import listed
from claimweave.words.labels import STRENGTHS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimweave.review.record import Record
    from claimweave.review.review import Review
    from claimweave.words.labels import Wording

TOPIC = "topic."
"""How the field of an axis, of the question or the direction begins."""


@dataclass(frozen=True)
class FormField:
    """One question of a form.

    `field` is the field of the file that it fills; `options` maps each word to what is shown.
    A field that is `long` has several lines; with `lines`, each line is an answer of its own.
    """

    field: str
    label: str
    about: str
    needed: bool = False
    options: Mapping[str, str] | None = None
    long: bool = False
    lines: bool = False
    example: str = ""


def claim_fields(review: Review) -> Iterator[FormField]:
    """Yield what is asked of a claim: what it asserts, its topic, its evidence and its check."""
    yield from _assertion_fields(review)
    yield from _topic_fields(review)
    yield _evidence_field()
    yield FormField("rests_on", "Rests on", _described(ClaimRecord, "rests_on"))
    yield FormField("opposes", "Opposes", _described(ClaimRecord, "opposes"))
    yield from _check_fields()
    yield FormField("in_text", "Short form", _described(ClaimRecord, "in_text"))
    yield FormField("note", "Note", _described(ClaimRecord, "note"), long=True)


def _assertion_fields(review: Review) -> Iterator[FormField]:
    kinds = {name: kind.label for name, kind in review.kinds.items()}
    places = "Places such as S3.2.p4.s1, with a space between them. Empty: the review does not."
    yield FormField("claim", "Claim", _described(ClaimRecord, "claim"), needed=True, long=True)
    yield FormField(
        "kind", "Kind", _described(ClaimRecord, "kind"), needed=True, options=_shown(kinds)
    )
    yield FormField(
        "strength", "Strength", _described(ClaimRecord, "strength"), options=_shown(STRENGTHS)
    )
    yield FormField(
        "section",
        "Section",
        "The part of the review that it belongs to.",
        needed=True,
        options=_shown({s.folder: s.title for s in review.sections.values()}),
    )
    yield FormField("asserted", "Asserted", f"{_described(ClaimRecord, 'asserted')} {places}")


def _evidence_field() -> FormField:
    stances = listed(get_args(Stance), "or")
    items = (
        f"{_described(ClaimRecord, 'evidence')} One a line: the key of an entry in "
        f"bibliography.bib, how the review uses it ({stances}), and the places where it does so. "
        "Without a place it is evidence that the review does not cite. A note may follow after "
        "` -- `."
    )
    return FormField(
        "evidence",
        "Evidence",
        items,
        long=True,
        lines=True,
        example="Adler2001 supports S3.2.p4.s1",
    )


def _check_fields() -> Iterator[FormField]:
    yield FormField(
        "says",
        "Check: how it is read",
        f"{_described(Reading, 'says')} Empty: as the claim says it.",
    )
    yield FormField("sql", "Check: query", _described(Reading, "sql"), long=True)
    yield FormField(
        "verdict",
        "Check: verdict",
        _described(Reading, "verdict"),
        options=_shown(_worded(get_args(CheckVerdict), VERDICTS)),
    )
    yield FormField("check_note", "Check: note", _described(Check, "note"), long=True)


def _topic_fields(review: Review) -> Iterator[FormField]:
    axes = review.axes
    questions = review.questions
    means = directions(EvidenceBase(review))
    for name, axis in axes.items():
        yield FormField(
            f"{TOPIC}{name}",
            f"Topic: {name}",
            f"{axis.label}, if it is about one.",
            options=_shown(labels_of_terms(axis.terms)),
        )
    yield FormField(
        f"{TOPIC}question",
        "Topic: question",
        _described(Topic, "question"),
        options=_shown(labels_of_terms(questions)),
    )
    yield FormField(
        f"{TOPIC}direction",
        "Topic: direction",
        _described(Topic, "direction"),
        options=_shown(_worded(get_args(Direction), means)),
    )


_REFERENCE_TEXTS = {
    "author": ("Authors", "As `Family, Given`, one a line; a body as {Ministry}. Or editors."),
    "editor": ("Editors", "Of a book or of proceedings, one a line, as authors are."),
    "title": ("Title", "As it is printed there."),
    "booktitle": ("Title of the book", "For a chapter, or a paper at a conference."),
    "journal": ("Journal", ""),
    "series": ("Series", ""),
    "edition": ("Edition", "Such as 2nd."),
    "version": ("Version", "Of software, or of data."),
    "publisher": ("Publisher", ""),
    "institution": ("Institution", "The university of a thesis, or who gave out a report."),
    "year": ("Year", "Four digits."),
    "volume": ("Volume", ""),
    "number": ("Issue of the journal", "Or the number of a report or patent."),
    "pages": ("Pages", ""),
    "doi": ("DOI", "Such as 10.1000/example."),
    "pmid": ("PMID", "Digits only."),
    "url": ("Address", "Where the work itself is to be had."),
    "urldate": ("Seen on", "The day on which you saw a web page, as in 2026-02-03."),
    "reviewnumber": ("Number in the review", "Empty: the review does not cite it."),
    "identity": ("Identity", "How sure it is that this is the work."),
    "metadatasource": ("Where you saw these details", "Addresses, one a line."),
    "note": ("Remark", "Needed where the identity is inferred: why this work fits."),
}
"""Field of an entry to its label and what is said about it."""


def reference_fields(names: Iterable[str]) -> Iterator[FormField]:
    """Yield what is asked of a work: its type, and these fields of its entry."""
    yield FormField("kind", "Type", "What sort of work it is.", needed=True, options=_shown(TYPES))
    for name in names:
        label, about = _REFERENCE_TEXTS[name]
        several = name in (*NAMES, "metadatasource")
        options = _shown(IDENTITIES) if name == "identity" else None
        long = several or name in ("title", "note")
        needed = name in NEEDED and name != "author"
        yield FormField(name, label, about, needed, options, long=long, lines=several)


def unidentified() -> FormField:
    """Return the field that says which reference a work is."""
    about = "Its key, as the site lists it under Help identify."
    return FormField("unidentified", "Unidentified reference", about, needed=True, example="Ref17")


def mistake_fields() -> Iterator[FormField]:
    """Yield what is asked of a mistake; no file is made of it."""
    yield FormField(
        "place", "Where it stands", "The address of a page, a claim's id, or a key.", needed=True
    )
    yield FormField(
        "wrong", "What is wrong", "One mistake for each report.", needed=True, long=True
    )
    yield FormField("right", "What it should say", "", long=True)
    yield FormField(
        "source", "Where that can be seen", "An address, or a place in the review.", long=True
    )


def question_fields() -> Iterator[FormField]:
    """Yield what is asked; the page on which a reader changed the evidence fills in the first."""
    yield FormField(
        "place",
        "Where you asked",
        "The address of a page: with what you changed on it, others see the same.",
        needed=True,
    )
    yield FormField("claim", "What it is about", "A claim's sentence or id, or a table cell.")
    yield FormField("changed", "What you changed", "Of the evidence, on that page.", long=True)
    yield FormField("found", "What it then comes to", "", long=True)
    yield FormField("question", "Your question", "", needed=True, long=True)


def _described(model: type[Record], name: str) -> str:
    return descriptions(model).get(name, "")


def _worded(words: Sequence[str], wording: Mapping[str, Wording]) -> dict[str, str]:
    return {word: wording[word].sentence for word in words}


def _shown(words: Mapping[str, str]) -> dict[str, str]:
    """Return word to option, `word: label`.

    A label is told even where it is the word: "none" alone is a word that forms keep for
    themselves.
    """
    return {word: f"{word}: {' '.join(label.split())}" for word, label in words.items()}
