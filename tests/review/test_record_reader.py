"""Faults of the real records, in words, each at its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.claim import BOTH, NEITHER_NOR, ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.reading.record_reader import build_record, read_record
from claimweave.review.reading.yaml_places import locate
from claimweave.review.record import Record
from claimweave.review.study import StudyRecord
from claimweave.review.vocabulary import Vocabulary
from full_runs import examples

RULE = "invalid-claim"
CLAIM = "claim: Higher IL-6 goes with improvement.\nkind: association\n"
ITEM = CLAIM + "evidence:\n  - cites: A\n    stance: supports\n    at: [S1]\n"
STUDY = "design: cohort\nread: abstract\n"
FINDING = "{marker: CRP, question: baseline, direction: positive, says: It rose.}"

Shown = tuple[int, int, str]


def faults(text: str, model: type[Record] = ClaimRecord) -> list[Problem]:
    record, problems = read_record(TextFile("f.yml", text), model, RULE)
    assert (record is None) == any(p.rule != "duplicate-key" for p in problems)
    return problems


def fault(text: str, model: type[Record] = ClaimRecord) -> tuple[Shown, str]:
    """Return (line, column, message) and help of the only fault."""
    (problem,) = faults(text, model)
    assert problem.rule == RULE
    return shown(text, problem), problem.help


def shown(text: str, problem: Problem) -> Shown:
    where = problem.where
    span = locate(TextFile("f.yml", text), where) if isinstance(where, AtKey) else where
    assert isinstance(span, Span)
    return span.line, span.column, problem.message


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (CLAIM, ClaimRecord),
        (ITEM, ClaimRecord),
        (
            CLAIM + "evidence: []\nrests_on: [a-b, c1]\nopposes: []\ncheck: null\nnote: x\n",
            ClaimRecord,
        ),
        (CLAIM + "topic: {marker: IL-6, treatment: ect, question: baseline}\n", ClaimRecord),
        (CLAIM + "evidence: [{cites: A, stance: background, added: 2026-01-31}]\n", ClaimRecord),
        (STUDY, StudyRecord),
        (STUDY + f"participants: 556\ncohort: null\nfindings: [{FINDING}]\n", StudyRecord),
        (
            "sentences:\n  S1: {cites: [1, 2], length: 9, sha256: " + "a" * 64 + "}\n",
            SentenceLedger,
        ),
        ("exemptions: {unused-reference: {Ref1: not yet}}\n", Exemptions),
    ],
)
def test_valid_records(text: str, model: type[Record]) -> None:
    assert faults(text, model) == []


@pytest.mark.parametrize(
    ("text", "where", "help_"),
    [
        # Missing fields, with what belongs there.
        ("kind: effect\n", (1, 1, 'the field "claim" is missing'), "assertion, in our own words"),
        ("claim: x\n", (1, 1, 'the field "kind" is missing'), "What sort of assertion"),
        (CLAIM + "check: {sql: SELECT 1}\n", (3, 8, 'the field "verdict" is missing'), "verdict"),
        (
            CLAIM + "evidence:\n  - {stance: supports, at: [S1]}\n",
            (4, 5, 'the field "cites" is missing'),
            "cites",
        ),
        # Unknown fields, with the nearest known one or all of them.
        (CLAIM + "knid: x\n", (3, 1, 'unknown field "knid"'), 'did you mean "kind"?'),
        (
            CLAIM + "qqqqqq: x\n",
            (3, 1, 'unknown field "qqqqqq"'),
            "asserted, check, claim, evidence, formerly, in_text, kind, note, opposes, rests_on",
        ),
        (ITEM + "    stnace: x\n", (7, 5, 'unknown field "stnace"'), 'did you mean "stance"?'),
        (
            CLAIM + "check: {sql: x, verdict: holds, sqll: y}\n",
            (3, 33, 'unknown field "sqll"'),
            'did you mean "sql"?',
        ),
        # Words that are not allowed.
        (
            CLAIM + "strength: plian\n",
            (3, 11, '"plian" is not a valid strength'),
            'did you mean "plain"? allowed: tentative, plain, strong',
        ),
        (
            CLAIM + "strength: Strong\n",
            (3, 11, '"Strong" is not a valid strength'),
            'did you mean "strong"?',
        ),
        (
            ITEM.replace("supports", "suports"),
            (5, 13, '"suports" is not a valid stance'),
            'did you mean "supports"? allowed: supports, contradicts, neither, background',
        ),
        (
            CLAIM + "topic: {direction: up}\n",
            (3, 20, '"up" is not a valid direction'),
            "allowed: positive, negative, none, mixed, unsigned, not-reported",
        ),
        (
            CLAIM + "check: {sql: SELECT 1, verdict: hold}\n",
            (3, 33, '"hold" is not a valid verdict'),
            'did you mean "holds"?',
        ),
        # Wrong types.
        (
            "claim: 5\nkind: effect\n",
            (1, 8, 'claim: expected text, found a number "5"'),
            'put quotes around it: "5"',
        ),
        (
            "claim: [a]\nkind: effect\n",
            (1, 8, "claim: expected text, found a list"),
            "write a text",
        ),
        (
            "claim: {a: b}\nkind: effect\n",
            (1, 8, "claim: expected text, found a group of fields"),
            "put the text into quotes",
        ),
        (
            "claim:\nkind: effect\n",
            (1, 7, "claim: expected text, found nothing"),
            "leave the field out",
        ),
        (
            CLAIM + "asserted: S1\n",
            (3, 11, 'asserted: expected a list, found text "S1"'),
            "write it as a list: [S1]",
        ),
        (CLAIM + "asserted:\n", (3, 10, "asserted: expected a list, found nothing"), ""),
        (
            CLAIM + "evidence:\n  cites: A\n",
            (4, 3, "evidence: expected a list, found a group of fields"),
            "each item begins with a hyphen: `- cites:`",
        ),
        (
            CLAIM + "evidence: [A]\n",
            (3, 12, 'evidence: expected a group of fields, found text "A"'),
            "write its fields below `evidence:`",
        ),
        (
            CLAIM + "topic: CRP\n",
            (3, 8, 'topic: expected a group of fields, found text "CRP"'),
            "write its fields below `topic:`",
        ),
        (
            CLAIM + "topic: {marker: 6}\n",
            (3, 17, 'marker: expected text, found a number "6"'),
            'put quotes around it: "6"',
        ),
        (
            ITEM.replace("cites: A", "cites: 2018"),
            (4, 12, 'cites: expected text, found a number "2018"'),
            'put quotes around it: "2018"',
        ),
        (
            ITEM.replace("[S1]", "S1"),
            (6, 9, 'at: expected a list, found text "S1"'),
            "write it as a list: [S1]",
        ),
        # Empty, and too long.
        ("claim: ''\nkind: effect\n", (1, 8, "claim is empty"), "write it"),
        ("claim: '  '\nkind: effect\n", (1, 8, "claim is empty"), "write it"),
        (
            f"claim: {'x' * 601}\nkind: effect\n",
            (1, 8, "claim is longer than 600 characters"),
            "shorten it",
        ),
        (CLAIM + "note: ''\n", (3, 7, "note is empty"), "leave the field out"),
        # Wrong shapes.
        (
            CLAIM + "asserted: [s1]\n",
            (3, 12, '"s1" is not a valid asserted'),
            "a locator looks like S3.2.p4.s1",
        ),
        (ITEM.replace("[S1]", "[S1, S 2]"), (6, 14, '"S 2" is not a valid at'), "a locator"),
        (
            ITEM.replace("cites: A", "cites: A B"),
            (4, 12, '"A B" is not a valid cites'),
            "a citation key has no white space",
        ),
        (
            CLAIM + "rests_on: [ok, Not-ok]\n",
            (3, 16, '"Not-ok" is not a valid rests_on'),
            "a claim id has lower-case letters, digits and single hyphens",
        ),
        (CLAIM + "opposes: [a--b]\n", (3, 11, '"a--b" is not a valid opposes'), "a claim id"),
        (
            CLAIM + "evidence: [{cites: A, stance: supports, added: 31.1.2026}]\n",
            (3, 48, '"31.1.2026" is not a valid added'),
            "a date looks like 2026-01-31",
        ),
        # `at` or `added`, and not both.
        (
            ITEM.replace("    at: [S1]\n", ""),
            (4, 5, NEITHER_NOR),
            "add `at: […]`",
        ),
        (
            ITEM + "    added: 2026-01-31\n",
            (4, 5, BOTH),
            "keep `at` if the review cites the work there",
        ),
        # No group of fields at all.
        (
            "just text\n",
            (1, 1, 'file: expected a group of fields, found text "just text"'),
            "one field on each line",
        ),
        ("[1]\n", (1, 1, "file: expected a group of fields, found a list"), ""),
    ],
)
def test_faults_of_a_claim(text: str, where: Shown, help_: str) -> None:
    found, found_help = fault(text)
    assert found == where
    assert help_ in found_help
    assert bool(help_) == bool(found_help)


@pytest.mark.parametrize(
    ("text", "model", "where"),
    [
        (
            STUDY + "participants: '5'\n",
            StudyRecord,
            (3, 15, 'participants: expected a whole number, found text "5"'),
        ),
        (
            STUDY + "participants: 5.5\n",
            StudyRecord,
            (3, 15, 'participants: expected a whole number, found a number "5.5"'),
        ),
        (
            STUDY + "participants: 1,000\n",
            StudyRecord,
            (3, 15, 'participants: expected a whole number, found text "1,000"'),
        ),
        (
            STUDY + "participants: true\n",
            StudyRecord,
            (3, 15, "participants: expected a whole number, found true or false"),
        ),
        (STUDY + "participants: 0\n", StudyRecord, (3, 15, "participants: ")),
        (
            STUDY + "where: not an address\n",
            StudyRecord,
            (3, 8, '"not an address" is not a valid where'),
        ),
        ("design: cohort\nread: fulltext\n", StudyRecord, (2, 7, '"fulltext" is not a valid read')),
        (
            STUDY + f"findings: [{FINDING.replace('positive', 'no')}]\n",
            StudyRecord,
            (3, 57, '"no" is not a valid direction'),
        ),
        (
            STUDY + f"findings:\n  - {FINDING}\n  - {FINDING.replace('says', 'sayz')}\n",
            StudyRecord,
            (5, 5, 'the field "says" is missing'),
        ),
        (
            "sentences:\n  S1: {cites: [forty], length: 9, sha256: " + "a" * 64 + "}\n",
            SentenceLedger,
            (2, 16, 'cites: expected a whole number, found text "forty"'),
        ),
        (
            "sentences:\n  S1: {cites: [1, 0], length: 9, sha256: " + "a" * 64 + "}\n",
            SentenceLedger,
            (2, 19, "cites: "),
        ),
        (
            "sentences:\n  S1: {length: 9, sha256: abc}\n",
            SentenceLedger,
            (2, 27, '"abc" is not a valid sha256'),
        ),
        (
            "sentences: []\n",
            SentenceLedger,
            (1, 12, "sentences: expected a group of fields, found a list"),
        ),
        (
            "axes: {marker: {label: M, terms: {CRP: CRP}}}\nquestions: {}\ndesigns: {}\n",
            Vocabulary,
            (1, 40, 'CRP: expected a group of fields, found text "CRP"'),
        ),
        ("exmptions: {}\n", Exemptions, (1, 1, 'unknown field "exmptions"')),
        ("exemptions: {unused-reference: {A: ''}}\n", Exemptions, (1, 36, "A is empty")),
        (
            "title: t\nsubject: s\nsource: A B\nsections: {}\n",
            ReviewSettings,
            (3, 9, '"A B" is not a valid source'),
        ),
    ],
)
def test_faults_of_other_records(text: str, model: type[Record], where: Shown) -> None:
    (line, column, message), _ = fault(text, model)
    assert (line, column) == where[:2]
    assert message.startswith(where[2])


def test_all_faults_of_a_file_at_once_in_its_order() -> None:
    text = (
        "claim: 5\nstrength: plian\nevidence:\n  - {cites: A, stance: x, at: [S1]}\n"
        "  - {cites: B, at: [S1]}\nknid: x\n"
    )
    found = [shown(text, p) for p in faults(text)]
    assert [place[:2] for place in found] == [(1, 8), (1, 1), (2, 11), (4, 24), (5, 5), (6, 1)]


def test_duplicate_key_does_not_hide_other_faults() -> None:
    text = CLAIM + "kind: effect\nknid: x\n"
    assert [(p.rule, shown(text, p)[:2]) for p in faults(text)] == [
        ("duplicate-key", (3, 1)),
        (RULE, (4, 1)),
    ]


def test_record_with_a_duplicate_key_keeps_the_first_value() -> None:
    record, problems = read_record(TextFile("f.yml", CLAIM + "kind: effect\n"), ClaimRecord, RULE)
    assert record is not None
    assert record.kind == "association"
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["", "a: *x\n", "a: 'x\n", "? [a]\n: b\n"])
def test_unreadable_yaml_gives_only_its_own_problem(text: str) -> None:
    record, problems = read_record(TextFile("f.yml", text), ClaimRecord, RULE)
    assert record is None
    assert [p.rule for p in problems] == ["invalid-yaml"]


def test_long_values_are_cut_in_messages() -> None:
    (_, _, message), _ = fault(CLAIM + f"strength: {'y' * 500}\n")
    assert len(message) < 100
    assert "…" in message


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 10**18),
        st.floats(allow_nan=False),
        st.text(max_size=12),
        st.sampled_from(["association", "supports", "S1", "a-b", "2026-01-31", "holds"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "claim",
                    "kind",
                    "evidence",
                    "cites",
                    "stance",
                    "at",
                    "added",
                    "topic",
                    "check",
                    "sql",
                    "verdict",
                    "note",
                    "design",
                    "read",
                    "findings",
                    "question",
                    "direction",
                    "says",
                    "sentences",
                    "length",
                    "x",
                    "[key]",
                    "",
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
MODELS = st.sampled_from(
    [ClaimRecord, StudyRecord, SentenceLedger, Vocabulary, ReviewSettings, Exemptions]
)


@examples(200, derandomize=True)
@given(JSON, MODELS)
def test_any_data_is_a_record_or_has_faults(data: object, model: type[Record]) -> None:
    record, problems = build_record(data, model, TextFile("f.yml", ""), RULE)
    assert (record is None) == bool(problems)
    for problem in problems:
        assert problem.rule == RULE
        assert problem.message
        assert isinstance(problem.where, AtKey)
        assert "pydantic" not in problem.message.lower()


TABLE = """title: T
subject: t
source: S
sections: {}
table:
  locator: T1
  title: Table 1
  rows: a
  columns: b
  row_terms: []
  column_terms: []
  question: q
  relations: {}
"""


@pytest.mark.parametrize(
    ("caption", "written"),
    [
        ("What it gave", '{says: "What it gave"}'),
        ('"What: it gave"  # ours', '{says: "What: it gave"}'),
        ("'What \"it\" gave'", "{says: 'What \"it\" gave'}"),
        ("2020-01-01", '{says: "2020-01-01"}'),
        # What stands on several lines is told; one line of it is not all of it.
        (">-\n    What it\n    gave", None),
        ("|\n    What it gave", None),
        ("What it\n    gave", None),
        ('"What it\n    gave"', None),
        ("12", None),
        ("[a, b]", None),
    ],
)
def test_a_caption_of_the_older_form_is_told_and_what_is_safe_is_mended(
    caption: str, written: str | None
) -> None:
    (problem,) = faults(f"{TABLE}  caption: {caption}\n", ReviewSettings)
    assert problem.message.startswith("caption: expected a group of fields, found ")
    edits = problem.fix.edits if problem.fix else ()
    assert [edit.text for edit in edits] == ([written] if written else [])
    if isinstance(problem.where, AtKey) and not caption.startswith(("12", "[")):
        assert "`caption: {says: …}`" in problem.help


@pytest.mark.parametrize("value", [">-\n  S1.p1.s1", "|\n  S1.p1.s1\n  S1.p1.s2"])
def test_no_remedy_for_one_line_is_offered_for_a_text_of_several(value: str) -> None:
    assert [problem.fix for problem in faults(f"{CLAIM}asserted: {value}\n")] == [None]


def test_a_caption_of_each_field_is_read() -> None:
    caption = "{says: Ours., printed: As printed, designs: [trial]}"
    source = TextFile("f.yml", f"{TABLE}  caption: {caption}\n")
    record, problems = read_record(source, ReviewSettings, RULE)
    assert problems == []
    assert record is not None
    assert record.table is not None
    assert record.table.caption is not None
    assert record.table.caption.designs == ("trial",)
