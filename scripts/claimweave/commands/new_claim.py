"""`claimweave new` from a dialogue or from options: a claim, or with `--study` a study sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from claimweave.authoring import claim_answers, study_answers
from claimweave.authoring.answers import read_answers
from claimweave.authoring.change import Change
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.claim_dialogue import ask_claim
from claimweave.authoring.proposal import free_id, propose_claim, propose_study, suggested_id
from claimweave.authoring.study_answers import read_study
from claimweave.authoring.study_dialogue import ask_study
from claimweave.authoring.terminal import Question, StepBackError, ask, confirmed
from claimweave.commands.call import CLEAN, UsageError
from claimweave.commands.new_options import SEVERAL, SINGLE, STUDY
from claimweave.commands.session import finish, refuse, show, tried, twins
from claimweave.commands.terminal import INTRODUCTION, asks, terminal
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.change import Trial
    from claimweave.authoring.claim_answers import ClaimAnswers
    from claimweave.authoring.proposal import ClaimProposal
    from claimweave.commands.session import Session
    from claimweave.rules.weaving import WeavingPlace


class Asking(Protocol):
    """Asks for what is not given; `back` begins with the last question."""

    def __call__(self, given: Given, earlier: Given, *, back: bool) -> Given:
        """Return all answers."""


_NOT_ASKED = ("says", "sql", "verdict", "check_note", "in_text")
"""Fields of a claim that only options give."""


def new_claim(session: Session) -> int:
    """Ask for a claim, or take it from the options; write it when it passes.

    Raises:
        UsageError, AnswerError, FaultyAnswersError, AnswersEndedError: when it cannot be made.
    """
    known, added = session.known, session.added
    given = _given(session, [*SINGLE, *SEVERAL, "evidence"])
    read_answers(given, claim_answers.readers(known, added), ())
    asking = _asking(given, claim_answers.NEEDED, [("evidence", "rests_on")])

    def asked(given: Given, earlier: Given, *, back: bool) -> Given:
        return ask_claim(terminal(), known, given, added, earlier, from_the_last=back)

    def made(answers: Given) -> tuple[Change, WeavingPlace | None]:
        proposal = asked_proposal(session, read_claim(known, answers, added), asking=asking)
        weave = weaves(session, proposal, asking=asking)
        return proposal.change(session.root, session.review, weave=weave), proposal.place

    return offer(session, given, made, asked if asking else None)


def new_study(session: Session) -> int:
    """Ask for a study sheet, or take it from the options; write it when it passes.

    Raises:
        UsageError, AnswerError, FaultyAnswersError, AnswersEndedError: when it cannot be made.
    """
    known = session.known
    key = known.key(session.options.study)
    if key in session.review.studies:
        path = session.review.studies[key].path
        raise UsageError(f"{path} is there already: correct it in an editor")
    given = _given(session, [*STUDY, "findings"])
    read_answers(given, study_answers.readers(known), ())
    asking = _asking(given, study_answers.NEEDED, [("where",), ("findings",)])

    def asked(given: Given, earlier: Given, *, back: bool) -> Given:  # noqa: ARG001 - nothing follows
        return ask_study(terminal(), known, given, earlier)

    def made(answers: Given) -> tuple[Change, WeavingPlace | None]:
        data, comments = read_study(known, answers), session.options.comments
        return Change(dict([propose_study(known, key, data, comments=comments)])), None

    return offer(session, given, made, asked if asking else None)


def offer(
    session: Session,
    given: Given,
    made: Callable[[Given], tuple[Change, WeavingPlace | None]],
    asked: Asking | None,
    proposed: Given | None = None,
) -> int:
    """Make the change of the answers and write it; where a rule forbids it, ask again.

    `asked` takes what is given and the answers of an earlier round; it is None where nobody can
    be asked. What is `proposed` stands for the answers of a round before the first.
    """
    earlier: Given = proposed or {}
    back = False
    while True:
        answers = asked(given, earlier, back=back) if asked else given
        try:
            change, place = made(answers)
        except StepBackError:  # from a question that follows the answers
            given, earlier, back = _again(given), answers, True
            continue
        trial = tried(session, change)
        if not trial.forbidding:
            return finish(session, trial, place) if not asked or _agreed(trial) else CLEAN
        if not asked or not confirmed(terminal(), "Go through the answers again?"):
            return refuse(change)
        given, earlier, back = _again(given), answers, False


def _again(given: Given) -> Given:
    """Return what stays given when all is asked again."""
    return {k: v for k, v in given.items() if k in _NOT_ASKED}


def _given(session: Session, names: Iterable[str]) -> Given:
    fields = {name.replace("-", "_") for name in names}
    options = vars(session.options)
    return {field: options[field] for field in sorted(fields) if options[field] is not None}


def _asking(given: Given, needed: Sequence[str], more: Sequence[tuple[str, ...]]) -> bool:
    """Whether there is something to ask; `more` are fields of which one of each group is wanted.

    Raises:
        UsageError: when a needed answer is missing, and nobody can be asked.
    """
    missing = [field for field in needed if field not in given]
    if missing and not asks():
        listed = ", ".join(f"--{field}" for field in missing)
        raise UsageError(f"nobody can be asked here: give {listed}")
    open_ = missing or any(not set(group) & set(given) for group in more)
    if open_ and asks():
        terminal().say(INTRODUCTION)
    return bool(open_) and asks()


def asked_proposal(session: Session, read: ClaimAnswers, *, asking: bool) -> ClaimProposal:
    """Return the proposal of a claim; its id is asked for where somebody can be asked.

    Raises:
        AnswerError: when the id is taken, or is none, or just this claim is there already.
    """
    claim_id = session.options.id
    if asking and not claim_id:
        review = session.review
        question = Question(
            "Id, the name of its file",
            lambda text: free_id(review, text),
            suggested_id(review, read.data["claim"]),
        )
        claim_id = ask(terminal(), question)
    return propose_claim(session.known, read, claim_id, comments=session.options.comments)


def weaves(session: Session, proposal: ClaimProposal, *, asking: bool) -> bool:
    """Whether a claim is to be woven in: by its option, or as somebody says who is asked."""
    wanted: bool | None = session.options.weave
    if wanted is not None or not asking or proposal.woven or proposal.place is None:
        return bool(wanted)
    place = proposal.place
    terminal().say(
        f"[[{proposal.id}]] belongs on line {place.number} of {printable(place.path)}, behind "
        f"[[{place.neighbour}]]."
    )
    return confirmed(terminal(), "Weave it in there?")


def _agreed(trial: Trial) -> bool:
    show(trial.change)
    for twin in twins(trial):
        terminal().say(f"look first: {printable(twin)}")
    if confirmed(terminal(), "Write it?"):
        return True
    print("Nothing was written.")
    return False
