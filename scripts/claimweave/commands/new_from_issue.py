"""`claimweave new --from-issue FILE`: a filled issue form becomes files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.authoring.answers import Fault, FaultyAnswersError
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.filled_form import UnreadableFormError, read_form
from claimweave.authoring.identifying import propose_identity, still_naming
from claimweave.authoring.issue_forms import CLAIM, IDENTIFY, MISTAKE, issue_forms
from claimweave.authoring.new_review.answers import AnswerError
from claimweave.authoring.proposal import propose_claim, propose_reference
from claimweave.authoring.reference_answers import read_reference
from claimweave.commands.call import CLEAN, TO_MEND, UsageError
from claimweave.commands.new_session import finish, refuse, tried
from claimweave.diagnostics.problem import Problem
from claimweave.disk.text_files import TextFile, decoded, read_text
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.authoring.filled_form import FilledForm
    from claimweave.commands.new_session import Session

LIMIT = 256 * 1024
"""Bytes that a form may have. GitHub takes 65,536 characters."""

STANDARD_INPUT = "-"


def new_from_issue(session: Session) -> int:
    """Write what a filled form asks for; 1 when the form or a rule forbids it.

    Raises:
        UsageError: when the file cannot be read.
        AnswerError: when a file cannot be written.
    """
    name = session.options.from_issue
    source = _read(name)
    shown = printable(source.path)
    try:
        filled = read_form(source.text, issue_forms(session.before.base.review))
    except UnreadableFormError as error:
        print(f"{shown}:{error.line}: {printable(str(error))}\nNothing was written.")
        return TO_MEND
    print(f"{shown}: {filled.form.title}")
    try:
        return _make(session, filled)
    except FaultyAnswersError as error:
        for fault in error.faults:
            print(f"{shown}:{_place(filled, fault)}: {_label(filled, fault)}: "
                  f"{printable(fault.message)}")  # fmt: skip
    except AnswerError as error:
        print(f"{shown}: {printable(str(error))}")
    print("Nothing was written.")
    return TO_MEND


def _read(name: str) -> TextFile:
    path = Path(name)
    if name == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(LIMIT + 1)
        source = decoded("(standard input)", raw[:LIMIT])
        if len(raw) > LIMIT:
            raise UsageError(f"the form is larger than {LIMIT // 1024} KB")
    else:
        source = read_text(path.parent, path.name, LIMIT)
    if isinstance(source, Problem):
        raise UsageError(f"{printable(name)}: {source.message}")
    return source


def _make(session: Session, filled: FilledForm) -> int:
    if filled.form.name == MISTAKE:
        print("A report of a mistake makes no file: somebody has to look, and to correct it.")
        for field in filled.form.fields:
            for text in filled.answers.get(field.field, ()):
                print(f"  {field.label}: {printable(text)}")
        return CLEAN
    if filled.form.name == CLAIM:
        return _claim(session, filled)
    return (
        _identity(session, filled) if filled.form.name == IDENTIFY else _reference(session, filled)
    )


def _claim(session: Session, filled: FilledForm) -> int:
    options = session.options
    read = read_claim(session.known, filled.answers, session.added)
    proposal = propose_claim(session.known, read, options.id, comments=options.comments)
    change = proposal.change(session.root, weave=bool(options.weave))
    trial = tried(session, change)
    if trial.forbidding:
        return refuse(change)
    return finish(session, change, trial, proposal.place)


def _reference(session: Session, filled: FilledForm) -> int:
    taken = session.before.base.review.references
    fixed = {} if filled.answers.get("reviewnumber") else {"added": session.added}
    answers = read_reference(filled.answers, taken, fixed)
    change = propose_reference(session.root, answers)
    trial = tried(session, change)
    if trial.forbidding:
        return refuse(change)
    print("\n".join(map(printable, answers.entry.split("\n"))))
    return finish(session, change, trial)


def _identity(session: Session, filled: FilledForm) -> int:
    review = session.before.base.review
    try:
        old = session.known.key(filled.answers["unidentified"][0])
    except AnswerError as error:
        raise FaultyAnswersError([Fault("unidentified", 0, str(error))]) from None
    reference = review.references[old]
    if reference.identity != "unidentified" or old == review.source_key:
        message = f"{old} is not among the unidentified references: correct it by hand"
        raise FaultyAnswersError([Fault("unidentified", 0, message)])
    number = reference.field("reviewnumber")
    day = reference.field("added") or session.added
    fixed = {"reviewnumber": number} if number else {"added": day}
    answers = read_reference(filled.answers, set(review.references) - {old}, fixed)
    change = propose_identity(session.root, review, old, answers)
    trial = tried(session, change)
    if trial.forbidding:
        return refuse(change)
    print("\n".join(map(printable, answers.entry.split("\n"))))
    named = still_naming(trial.report.base.review, old)
    left = [f"{path}:{line} still names {old}; it is {answers.key} now" for path, line in named]
    left.append(f"read it, and write what it reports: claimweave new --study {answers.key}")
    left.append("a second person reads it at its source before this is merged")
    return finish(session, change, trial, left=left)


def _place(filled: FilledForm, fault: Fault) -> int:
    return filled.line(fault.field, fault.index)


def _label(filled: FilledForm, fault: Fault) -> str:
    named = {field.field: field.label for field in filled.form.fields}
    return printable(named.get(fault.field, fault.field.capitalize()))
