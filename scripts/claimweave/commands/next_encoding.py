"""What `claimweave next` writes of a sentence: its claim, a place of another, or why none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.claim_dialogue import ask_claim
from claimweave.authoring.encoding import asserting_nothing, finished_stub, joining, own_comments
from claimweave.authoring.known_words import recognised
from claimweave.authoring.next_sentence import proposed_answers, stub_of, waiting_sentences
from claimweave.authoring.plain_input import AnswerError, fitting
from claimweave.authoring.proposal import free_id, suggested_id
from claimweave.authoring.terminal import Question, ask
from claimweave.commands.call import UsageError
from claimweave.commands.new_claim import asked_proposal, offer, weaves
from claimweave.commands.session import Session, finish, refuse, start, tried
from claimweave.commands.terminal import terminal
from claimweave.review.fields import Note
from claimweave.words.counting import listed
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.authoring.answers import Given
    from claimweave.authoring.change import Change
    from claimweave.review.stub import Stub
    from claimweave.rules.weaving import WeavingPlace

UNASKED = ("check", "formerly")
"""Fields that are not asked for: a stub that has one is not written anew."""


@dataclass
class Encoding:
    """The run: the review as it is now, the article's texts, and the sentences that were left."""

    session: Session
    texts: Mapping[str, str] | None
    seen: list[str] = field(default_factory=list)
    written: int = 0

    def waiting(self) -> list[str]:
        """Return the sentences that wait, from where the run began."""
        review, place = self.session.review, self.session.options.place
        found = waiting_sentences(review)
        if not place:
            return found
        order = list(review.sentences)
        first = next((at for at in order if at == place or at.startswith(f"{place}.")), None)
        if first is None:
            raise UsageError(
                f"there is no place {printable(place)}: `claimweave explain S1` lists "
                "those of a section"
            )
        return [at for at in found if order.index(at) >= order.index(first)]


def encode(encoding: Encoding, locator: str) -> None:
    """Ask for the claim of a sentence, and write it."""
    session = encoding.session
    stub = stub_of(session.review, locator)
    beyond = [name for name in UNASKED if stub and getattr(stub.rest.record, name)]
    if stub and beyond:
        raise AnswerError(f"{stub.rest.path} has {listed(beyond)}: finish it in an editor")
    proposed = proposed_answers(session.review, locator)
    given: Given = {}
    if section := _section(session, locator):
        given = {"section": [section], "asserted": proposed["asserted"]}
    if "in_text" in proposed:
        given = {**given, "in_text": proposed["in_text"]}

    def asked(given: Given, earlier: Given, *, back: bool) -> Given:
        return ask_claim(
            terminal(), session.known, given, session.added, earlier, from_the_last=back
        )

    def made(answers: Given) -> tuple[Change, WeavingPlace | None]:
        return _change(session, stub, answers)

    offer(session, given, made, asked, proposed)
    _read_again(encoding)


def _section(session: Session, locator: str) -> str:
    """Return the folder of a sentence's section; empty where review.yml has none."""
    part = session.known.settings.section_of(locator)
    return session.known.settings.sections[part].folder if part else ""


def _change(
    session: Session, stub: Stub | None, answers: Given
) -> tuple[Change, WeavingPlace | None]:
    """Return what the answers change: a stub becomes the claim, or the claim is new."""
    known, review = session.known, session.review
    read = read_claim(known, answers, session.added)
    if stub is None:
        proposal = asked_proposal(session, read, asking=True)
        weave = weaves(session, proposal, asking=True)
        return proposal.change(session.root, review, weave=weave), proposal.place
    for comment in own_comments(known, stub):
        terminal().say(f"not kept, as it stands in the stub alone: {printable(comment)}")

    def name(text: str) -> str:
        return text if text == stub.rest.id else free_id(review, text)

    suggested = suggested_id(review, str(read.data["claim"]))
    claim_id = ask(terminal(), Question("Id, the name of its file", name, suggested))
    comments = bool(session.options.comments)
    return finished_stub(session.root, known, stub, read, claim_id, comments=comments), None


def say_nothing(encoding: Encoding, locator: str) -> None:
    """Ask why a sentence asserts nothing, and write it into the ledger; its stub goes."""
    session = encoding.session
    question = Question("Why it asserts nothing", lambda text: fitting(text, Note))
    why = ask(terminal(), question)
    _write(encoding, asserting_nothing(session.root, session.review, locator, why))


def name_claim(encoding: Encoding, locator: str) -> None:
    """Ask which claim says a sentence already, and add the sentence to its places."""
    session = encoding.session
    claims = session.known.claims

    def read(text: str) -> str:
        return recognised(text, claims, "the id of a claim")

    claim_id = read(ask(terminal(), Question("Id of the claim that says it", read, "", claims)))
    _write(encoding, joining(session.root, session.review, locator, claim_id))


def _write(encoding: Encoding, change: Change) -> None:
    """Write a change when all rules let it pass."""
    trial = tried(encoding.session, change)
    if trial.forbidding:
        refuse(trial.change)
        return
    finish(encoding.session, trial)
    _read_again(encoding)


def _read_again(encoding: Encoding) -> None:
    """Read the review as it is now; if it is another one, something was written."""
    before = encoding.session
    encoding.session = start(before.root, before.options)
    encoding.written += encoding.session.review.files != before.review.files
