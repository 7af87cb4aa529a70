"""Texts that YAML cuts or takes for something else: each is told at its place, as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.claim import ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.reading.record_reader import read_record
from claimweave.review.study import StudyRecord
from claimweave.review.vocabulary import Vocabulary

if TYPE_CHECKING:
    from claimweave.review.record import Record

CLAIM = """claim: Tea goes with sleep.
kind: association
topic: {drink: tea, question: before}
evidence:
  - {cites: Ash2001, stance: supports, at: [S1.p1.s1], note: It is new.}
note: A note.
"""


def problems(text: str, model: type[Record] = ClaimRecord) -> list[Problem]:
    return read_record(TextFile("f.yml", text), model, "invalid")[1]


def misread(text: str, model: type[Record] = ClaimRecord) -> list[tuple[int, int]]:
    """Return (line, column) of each misread text; nothing else may be wrong."""
    found = problems(text, model)
    assert {problem.rule for problem in found} <= {"misread-text"}, found
    return [(p.where.line, p.where.column) for p in found if isinstance(p.where, Span)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with sleep.", "with sleep #1 of two."),
        ("with sleep.", "with sleep.   # to be read again"),
        ("with sleep.", "with sleep.\t# to be read again"),
        ("Tea goes with sleep.", "#1 is tea."),
        ("A note.", "A note\n  over two lines # and more"),
        ("new.}", "new # or not\n     }"),
        ("A note.", "“A note.”"),
        ("A note.", "„A note.“"),
        ("A note.", "«A note.»"),
        ("A note.", "‘A note.’"),
        ("A note.", "‘It’s a note.’"),
        ("A note.", '“A note."'),
        ("A note.", "“A note."),
        ("A note.", '“He said "yes"”'),
        ("Tea goes with sleep.", "“Tea goes with sleep.”"),
        ("It is new.", "“It is new.”"),
        ("association", "“association”"),
        ("[S1.p1.s1]", "[‘S1.p1.s1’]"),
    ],
)
def test_a_misread_text_is_the_one_thing_told(old: str, new: str) -> None:
    text = CLAIM.replace(old, new)
    at = min(text.index(sign) for sign in "#“„«‘" if sign in text)
    place = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    assert misread(text) == [place]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with sleep.", 'with sleep#1, or "sleep".'),
        ("Tea goes with sleep.", '"Tea goes with sleep #1."'),
        ("Tea goes with sleep.", "'Tea goes with sleep.' # in quotes"),
        ("Tea goes with sleep.", "|-\n  Tea # is in the text\n"),
        ("Tea goes with sleep.", "> # a text on several lines\n  Tea goes with sleep.\n"),
        ("association\n", "association # of two\n"),
        ("[S1.p1.s1]", "[S1.p1.s1] # the first place\n     "),
        ("evidence:", "# A comment # of its own\nevidence: # the citations"),
        ("evidence:", "  # indented, too\nevidence:"),
        ("A note.", "“Sleep” is said of “rest”"),
        ("A note.", "A “note” in it."),
        ("A note.", "’Tis a note."),
        ("A note.", '"“A note.”"'),
        ("A note.", "“Sleep” is more."),
    ],
)
def test_what_is_read_as_it_stands_is_not_told(old: str, new: str) -> None:
    assert misread(CLAIM.replace(old, new)) == []


@pytest.mark.parametrize(
    ("model", "text", "at"),
    [
        (StudyRecord, "design: trial # of two\nread: abstract\nlimits: One farm # of two", (3, 18)),
        (
            Vocabulary,
            (
                "axes: {}\ndesigns: {}\nquestions:\n  before:\n    label: Before\n"
                "    synonyms:\n      - at first # or not\n"
            ),
            (7, 18),
        ),
        (
            ReviewSettings,
            (
                "title: Tea # and sleep\nsubject: sleep\nsource: Own # its entry\n"
                "sections: {S1: {title: A, folder: a}} # all"
            ),
            (1, 12),
        ),
        (Exemptions, "exemptions:\n  claim-not-woven: # pages\n    x: It is # new\n", (3, 14)),
        (
            SentenceLedger,
            (
                f"sentences:\n  S1.p1.s1:\n    length: 3 # signs\n    sha256: {'a' * 64} # of it\n"
                "    asserts_nothing: An aim # as said\n"
            ),
            (5, 29),
        ),
    ],
)
def test_it_is_so_in_every_file(model: type[Record], text: str, at: tuple[int, int]) -> None:
    assert misread(text, model) == [at]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1.10", "1.10"),
        ("3.0", "3.0"),
        ("0.50", "0.50"),
        ("-0", "-0"),
        ("1.0e3", "1.0e3"),
        ("42", "42"),
        ("true", "true"),
        ("~", "~"),
        ("null", "null"),
    ],
)
def test_a_text_that_became_something_else_is_told_as_it_stands(written: str, shown: str) -> None:
    (problem,) = problems(CLAIM.replace("Tea goes with sleep.", written))
    assert isinstance(problem.where, AtKey)
    assert problem.where.keys == ("claim",)
    assert f'"{shown}"' in problem.message
    assert problem.help == f'put quotes around it: "{shown}"'


@pytest.mark.parametrize(
    "written", ["2026-01-31", "yes", "no", "on", "off", "010", "0x1F", "0o17", "12:30", "1_000"]
)
def test_what_other_readers_of_yaml_turn_stays_the_text_that_it_is(written: str) -> None:
    text = CLAIM.replace("Tea goes with sleep.", written)
    record, found = read_record(TextFile("f.yml", text), ClaimRecord, "invalid")
    assert found == []
    assert record is not None
    assert record.claim == written
