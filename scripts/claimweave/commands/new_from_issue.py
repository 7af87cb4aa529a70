"""`claimweave new --from-issue FILE`: a filled issue form becomes files."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.authoring.answers import Fault, FaultyAnswersError
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.filled_form import UnreadableFormError, read_form
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.proposal import propose_claim
from claimweave.authoring.reference_answers import read_reference
from claimweave.authoring.reference_proposal import placing_of, propose_reference
from claimweave.commands.call import CLEAN, TO_MEND, UsageError
from claimweave.commands.session import finish, offer_reference, refuse, tried
from claimweave.derived.issue_forms import CLAIM, IDENTIFY, QUESTION, SAID, issue_forms
from claimweave.diagnostics.problem import Problem
from claimweave.disk.text_files import TextFile, decoded, read_text
from claimweave.references import RefusedError
from claimweave.references.addition import Placing
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.authoring.filled_form import FilledForm
    from claimweave.commands.session import Session

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
        filled = read_form(source.text, issue_forms(session.review))
    except UnreadableFormError as error:
        print(f"{shown}:{error.line}: {printable(str(error))}\nNothing was written.")
        return TO_MEND
    print(f"{shown}: {filled.form.title}")
    try:
        return _make(session, filled)
    except FaultyAnswersError as error:
        for fault in error.faults:
            print(
                f"{shown}:{_place(filled, fault)}: {_label(filled, fault)}: "
                f"{printable(fault.message)}"
            )
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
    if filled.form.name in SAID:
        print(
            "A question makes no file: somebody has to answer it."
            if filled.form.name == QUESTION
            else "A report of a mistake makes no file: somebody has to look, and to correct it."
        )
        for field in filled.form.fields:
            for text in filled.answers.get(field.field, ()):
                print(f"  {field.label}: {printable(text)}")
        return CLEAN
    return (_claim if filled.form.name == CLAIM else _reference)(session, filled)


def _claim(session: Session, filled: FilledForm) -> int:
    options = session.options
    read = read_claim(session.known, filled.answers, session.added)
    proposal = propose_claim(session.known, read, options.id, comments=options.comments)
    change = proposal.change(session.root, session.review, weave=bool(options.weave))
    trial = tried(session, change)
    if trial.forbidding:
        return refuse(change)
    return finish(session, trial, proposal.place)


def _reference(session: Session, filled: FilledForm) -> int:
    """Add a work, or put it in the place of an unidentified reference."""
    answers = read_reference(filled.answers)
    if filled.form.name == IDENTIFY:
        placing = _identified(session, filled)
    else:
        placing = Placing("", answers.number, "" if answers.number else session.added)
    key = session.options.key or placing.key
    placing = replace(placing, identity=answers.identity, note=answers.note, key=key)
    try:
        proposal = propose_reference(session.root, session.review, answers.record, placing)
    except RefusedError as error:
        raise FaultyAnswersError([Fault(error.field or "title", 0, str(error))]) from None
    return offer_reference(session, proposal, asking=False)


def _identified(session: Session, filled: FilledForm) -> Placing:
    try:
        return placing_of(session.known, filled.answers["unidentified"][0], session.added)
    except AnswerError as error:
        raise FaultyAnswersError([Fault("unidentified", 0, str(error))]) from None


def _place(filled: FilledForm, fault: Fault) -> int:
    return filled.line(fault.field, fault.index)


def _label(filled: FilledForm, fault: Fault) -> str:
    named = {field.field: field.label for field in filled.form.fields}
    return printable(named.get(fault.field, fault.field.capitalize()))
