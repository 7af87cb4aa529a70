"""`claimweave next`: show the next sentence that waits for a claim, and take the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.article.sentence_texts import sentence_texts
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.claim_dialogue import ask_claim
from claimweave.authoring.encoding import asserting_nothing, finished_stub, joining, own_comments
from claimweave.authoring.known_words import recognised
from claimweave.authoring.next_sentence import (
    proposed_answers,
    stub_of,
    waiting_sentences,
)
from claimweave.authoring.plain_input import AnswerError, fitting
from claimweave.authoring.proposal import free_id, suggested_id
from claimweave.authoring.terminal import (
    AnswersEndedError,
    Question,
    StepBackError,
    ask,
)
from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.commands.new_claim import asked_proposal, offer, weaves
from claimweave.commands.session import Session, ended, finish, refuse, start, today, tried
from claimweave.commands.source_files import draft_of_file
from claimweave.commands.terminal import INTRODUCTION, asks, terminal
from claimweave.reports.sentence_text import sentence_lines
from claimweave.review.fields import Note
from claimweave.words.counting import listed, plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.change import Change
    from claimweave.review.stub import Stub
    from claimweave.rules.weaving import WeavingPlace

ACTIONS = {
    "encode": "answer what is open, and write its claim",
    "claim": "name a claim that says it already: the sentence joins its places",
    "skip": "go to the next one; nothing is written",
    "nothing": "say why it asserts nothing: an aim, a pointer, a call for studies",
    "quit": "end here",
}

UNASKED = ("check", "formerly")
"""Fields that are not asked for: a stub that has one is not written anew."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("next", help="show the next sentence to encode, and encode it")
    about = "begin at this sentence, or in this part, such as S3.2"
    parser.add_argument("place", nargs="?", metavar="PLACE", help=about)
    about = "the article, in any form that `source import` reads: its text is shown with each "
    about += "sentence, and kept nowhere"
    parser.add_argument("--article", metavar="FILE", help=about)
    parser.add_argument("--bib", metavar="FILE", help="its bibliography, as for `source import`")
    parser.add_argument("--no-comments", dest="comments", action="store_false",
                        help="leave out the comments that explain each field")  # fmt: skip
    parser.set_defaults(run=run, clock=today, added=None, dry_run=False, id=None, weave=None)


@dataclass
class _Encoding:
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
            raise UsageError(f"there is no place {printable(place)}: `claimweave explain S1` lists "
                             "those of a section")  # fmt: skip
        return [at for at in found if order.index(at) >= order.index(first)]


def run(options: argparse.Namespace) -> int:
    """Show the next sentence; on a terminal ask what to do with it, and with each that follows.

    Raises:
        UsageError: when there is no such place or article, or the answers end.
    """
    return ended(lambda: _begin(options), {})


def _begin(options: argparse.Namespace) -> int:
    if options.bib and not options.article:
        raise UsageError("--bib goes with --article: it is the article's bibliography")
    draft = draft_of_file(options.article, options.bib) if options.article else None
    session = start(project_root(options), options)
    texts = sentence_texts(session.review.sentences, draft) if draft else None
    encoding = _Encoding(session, texts)
    waiting = encoding.waiting()
    if not waiting:
        print(_nothing_waits(session))
        return CLEAN
    if not asks():
        print("\n".join(_shown(encoding, waiting[0])))
        return CLEAN
    terminal().say(INTRODUCTION)
    try:
        return _one_after_another(encoding)
    except (AnswersEndedError, KeyboardInterrupt):
        if not encoding.written:
            raise
        said = f"{plural(encoding.written, 'change')} before it stand"
        raise UsageError(f"broken off: of this sentence nothing was written; {said}") from None


def _one_after_another(encoding: _Encoding) -> int:
    """Take sentence after sentence, until none waits or somebody ends it."""
    while True:
        waiting = [at for at in encoding.waiting() if at not in encoding.seen]
        if not waiting:
            print(_nothing_waits(encoding.session, skipped=len(encoding.seen)))
            return CLEAN
        locator = waiting[0]
        terminal().say("\n".join(["", *_shown(encoding, locator)]))
        try:
            action = _asked_action()
            if action == "quit":
                return CLEAN
            if action == "encode":
                _encode(encoding, locator)
            elif action in _SAID:
                _SAID[action](encoding, locator)
            encoding.seen.append(locator)
        except StepBackError:
            if encoding.seen:
                encoding.seen.pop()
            else:
                terminal().say("  this is the first sentence")
        except AnswerError as error:
            terminal().say(f"  {printable(str(error))}")


def _asked_action() -> str:
    def read(text: str) -> str:
        begun = [word for word in ACTIONS if word.startswith(text.casefold())]
        return begun[0] if len(begun) == 1 else recognised(text, ACTIONS, "something to do")

    text = "What now: encode, claim (one says it already), skip, nothing (it asserts nothing), quit"
    return read(ask(terminal(), Question(text, read, "encode", ACTIONS)))


def _encode(encoding: _Encoding, locator: str) -> None:
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


def _say_nothing(encoding: _Encoding, locator: str) -> None:
    """Ask why a sentence asserts nothing, and write it into the ledger; its stub goes."""
    session = encoding.session
    question = Question("Why it asserts nothing", lambda text: fitting(text, Note))
    why = ask(terminal(), question)
    _write(encoding, asserting_nothing(session.root, session.review, locator, why))


def _name_claim(encoding: _Encoding, locator: str) -> None:
    """Ask which claim says a sentence already, and add the sentence to its places."""
    session = encoding.session
    claims = session.known.claims

    def read(text: str) -> str:
        return recognised(text, claims, "the id of a claim")

    claim_id = read(ask(terminal(), Question("Id of the claim that says it", read, "", claims)))
    _write(encoding, joining(session.root, session.review, locator, claim_id))


_SAID = {"claim": _name_claim, "nothing": _say_nothing}
"""What can be said of a sentence without a claim of its own."""


def _write(encoding: _Encoding, change: Change) -> None:
    """Write a change when all rules let it pass."""
    trial = tried(encoding.session, change)
    if trial.forbidding:
        refuse(trial.change)
        return
    finish(encoding.session, trial)
    _read_again(encoding)


def _read_again(encoding: _Encoding) -> None:
    """Read the review as it is now; if it is another one, something was written."""
    before = encoding.session
    encoding.session = start(before.root, before.options)
    encoding.written += encoding.session.review.files != before.review.files


def _shown(encoding: _Encoding, locator: str) -> Sequence[str]:
    """Return all that is known of a sentence, in lines."""
    base = encoding.session.before.base
    return [printable(line) for line in sentence_lines(base, locator, encoding.texts)]


def _nothing_waits(session: Session, skipped: int = 0) -> str:
    if skipped and waiting_sentences(session.review):
        left = plural(len(waiting_sentences(session.review)), "sentence waits", "sentences wait")
        return f"That was the last one; {left} still."
    if session.options.place:
        return f"From {printable(session.options.place)} on, no sentence waits for a claim."
    if not session.review.sentences:
        return "The ledger has no sentence: `claimweave source import FILE` makes a draft of it."
    return "No sentence waits: each is encoded, or the ledger says why it asserts nothing."
