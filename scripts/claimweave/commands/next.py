"""`claimweave next`: show the next sentence that waits for a claim, and take the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.article.sentence_texts import sentence_texts
from claimweave.authoring.known_words import recognised
from claimweave.authoring.next_sentence import (
    waiting_sentences,
)
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.terminal import (
    AnswersEndedError,
    Question,
    StepBackError,
    ask,
)
from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.commands.next_encoding import Encoding, encode, name_claim, say_nothing
from claimweave.commands.session import Session, ended, start, today
from claimweave.commands.source_files import draft_of_file
from claimweave.commands.terminal import INTRODUCTION, asks, terminal
from claimweave.reports.sentence_text import sentence_lines
from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


ACTIONS = {
    "encode": "answer what is open, and write its claim",
    "claim": "name a claim that says it already: the sentence joins its places",
    "skip": "go to the next one; nothing is written",
    "nothing": "say why it asserts nothing: an aim, a pointer, a call for studies",
    "quit": "end here",
}


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("next", help="show the next sentence to encode, and encode it")
    about = "begin at this sentence, or in this part, such as S3.2"
    parser.add_argument("place", nargs="?", metavar="PLACE", help=about)
    about = "the article, in any form that `source import` reads: its text is shown with each "
    about += "sentence, and kept nowhere"
    parser.add_argument("--article", metavar="FILE", help=about)
    parser.add_argument("--bib", metavar="FILE", help="its bibliography, as for `source import`")
    parser.add_argument(
        "--no-comments",
        dest="comments",
        action="store_false",
        help="leave out the comments that explain each field",
    )
    parser.set_defaults(run=run, clock=today, added=None, dry_run=False, id=None, weave=None)


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
    encoding = Encoding(session, texts)
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


def _one_after_another(encoding: Encoding) -> int:
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
                encode(encoding, locator)
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


_SAID = {"claim": name_claim, "nothing": say_nothing}
"""What can be said of a sentence without a claim of its own."""


def _shown(encoding: Encoding, locator: str) -> Sequence[str]:
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
