"""Texts and signs that YAML takes otherwise: each told for what it is, and mended to what is meant.

The remedy is applied, and what is read then is held against what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.claim import ClaimRecord
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.yaml_places import locate
from yaml_slips import fixed

if TYPE_CHECKING:
    from claimweave.diagnostics.fix import Fix

CLAIM = """claim: Tea goes with sleep.
kind: association
asserted: [S1.p1.s1]
topic:
  drink: tea
  question: before
evidence:
  - cites: Ash2001
    stance: supports
    at: [S1.p1.s1]
  - {cites: Birch2002, stance: supports, at: [S1.p1.s1], note: It is new.}
note: A note.
"""


def read(text: str) -> tuple[ClaimRecord | None, list[Problem]]:
    return read_record(TextFile("f.yml", text), ClaimRecord, "invalid-claim")


def placed(text: str, problem: Problem) -> Span:
    where = problem.where
    return locate(TextFile("f.yml", text), where) if isinstance(where, AtKey) else where


def mended(text: str) -> tuple[ClaimRecord | None, list[Problem]]:
    """Apply the first fix again and again; return what is read, and what was told first each time.

    What one remedy leaves wrong is told next.
    """
    told = []
    for _ in range(6):
        record, problems = read(text)
        if not problems:
            return record, told
        told.append(problems[0])
        fix: Fix[Span | AtKey] | None = problems[0].fix
        if fix is None:
            break
        edits = [
            one._replace(where=placed(text, problems[0]._replace(where=one.where)))
            for one in fix.edits
        ]
        text = fixed(text, fix._replace(edits=tuple(edits)))
    return None, told


def said_alone(old: str, new: str, meant: str | None = None) -> Problem:
    """Return the one problem of a slip, after whose remedy the claim reads as it is meant."""
    text = CLAIM.replace(old, new, 1)
    assert text != CLAIM
    record, told = mended(text)
    assert len(told) == 1, told
    assert record == read(CLAIM.replace(old, meant, 1) if meant else CLAIM)[0]
    return told[0]


@pytest.mark.parametrize(
    ("new", "line", "meant"),
    [
        ("A note on #3\n  of four.", 12, '"A note on #3 of four."'),
        ("A note\n  on # three\n  of four.", 13, '"A note on # three of four."'),
        ("A note\n\n  on # three\n\n  of: four.", 14, '"A note\\non # three\\nof: four."'),
        ('A "note"\n  on #3 of\n  four.', 13, "'A \"note\" on #3 of four.'"),
        ("A 'no\"te'\n  on #3 of\n  four.", 13, '"A \'no\\"te\' on #3 of four."'),
        ("\n  A note on\n  line #3\n  of four.", 14, '"A note on line #3 of four."'),
        ("A note\n  # on\n  of four.", 13, '"A note # on of four."'),
        ("A note\t# on\n  of four.", 12, '"A note\t# on of four."'),
    ],
)
def test_a_text_of_several_lines_that_a_comment_cuts(new: str, line: int, meant: str) -> None:
    problem = said_alone("A note.", new, meant)
    assert placed("", problem).line == line
    assert "a # behind a space begins a comment, and the text goes on below" in problem.message
    assert "put quotes round the whole text" in problem.help
    assert problem.fix is not None
    assert not problem.fix.safe, "it may be a comment"


def test_a_text_within_braces_that_a_comment_cuts() -> None:
    problem = said_alone("It is new.}", "It is #1\n     of two}", '"It is #1 of two"}')
    assert "begins a comment" in problem.message


@pytest.mark.parametrize(
    ("new", "meant"),
    [
        ("A note\n  that says: no.", '"A note that says: no."'),
        ("A note: it\n  says no.", '"A note: it says no."'),
        ("@A note\n  of two.", '"@A note of two."'),
        ("“A note:\n  of two.”", '"A note: of two."'),
        ("'A note\n  that's new.'", '"A note that\'s new."'),
        ("'It's\n  a note.'", '"It\'s a note."'),
        ('"A note\n  of two.', '"A note of two."'),
        ('"A note" of\n  two.', "'\"A note\" of two.'"),
        ('"A "note"\n  of two."', "'A \"note\" of two.'"),
    ],
)
def test_a_text_of_several_lines_is_quoted_as_a_whole(new: str, meant: str) -> None:
    said_alone("A note.", new, meant)


@pytest.mark.parametrize(
    ("new", "meant", "help_"),
    [
        ("'It's open.'", '"It\'s open."', "write '' for each ' within the text, or"),
        ("'It's open'", '"It\'s open"', '"It\'s open"'),
        ("'The farmers' fields.'", '"The farmers\' fields."', '"The farmers\' fields."'),
        ("'It's: 'open'.'", "\"It's: 'open'.\"", "write '' for each '"),
        ("'It''s 'open'.'", "\"It's 'open'.\"", "write '' for each '"),
        ("'It's \"open\".'", '"It\'s \\"open\\"."', "write '' for each '"),
        ('"It is "open"."', "'It is \"open\".'", 'write \\" for each " within the text, or'),
        ('"It is 5" long."', "'It is 5\" long.'", "'It is 5\" long.'"),
        ('"Yes" and "no"', '\'"Yes" and "no"\'', '\'"Yes" and "no"\''),
        ("'Yes' and 'no'", "\"'Yes' and 'no'\"", "\"'Yes' and 'no'\""),
        ("'Yes', or 'no'.", "\"'Yes', or 'no'.\"", "\"'Yes', or 'no'.\""),
        ("'It's open.", '"It\'s open."', '"It\'s open."'),
        ('"Yes": it is.', "'\"Yes\": it is.'", "'\"Yes\": it is.'"),
    ],
)
def test_quotes_within_a_text(new: str, meant: str, help_: str) -> None:
    for old in ("A note.", "It is new."):
        problem = said_alone(old, new, meant)
        within = "a comma ends a text", "ends the text, and more follows"
        assert any(said in problem.message for said in within)
        assert help_ in problem.help


@pytest.mark.parametrize(
    ("new", "meant"),
    [
        ("note: one, two: three}", 'note: "one, two: three"}'),
        ("note: one, two words: three}", 'note: "one, two words: three"}'),
        ("note: one, two: three, four: five}", 'note: "one, two: three, four: five"}'),
        ("note: one, two, three: four}", 'note: "one, two, three: four"}'),
        ("note: one, two: [three]}", 'note: "one, two: [three]"}'),
    ],
)
def test_a_comma_and_a_colon_within_braces(new: str, meant: str) -> None:
    problem = said_alone("note: It is new.}", new, meant)
    assert "a comma ends a text within { }" in problem.message
    assert "put the text into quotes: " in problem.help


def test_a_text_within_braces_ends_where_a_known_field_begins() -> None:
    old = "{cites: Birch2002, stance: supports, at: [S1.p1.s1], note: It is new.}"
    new = "{cites: Birch2002, note: one, two: three, stance: supports, at: [S1.p1.s1]}"
    meant = new.replace("one, two: three", '"one, two: three"')
    said_alone(old, new, meant)


@pytest.mark.parametrize(
    "new", ["note: one, stance: three}", "note: one, stanse: three}", 'note: "one", two: three}']
)
def test_what_may_be_a_field_is_not_taken_for_a_text(new: str) -> None:
    text = CLAIM.replace("note: It is new.}", new)
    _, problems = read(text)
    assert problems
    assert not any(problem.fix and '"one' in str(problem.fix) for problem in problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(
            (f"{field}: ", f"{field}{sign}")
            for field in ("claim", "kind", "asserted", "drink", "- cites", "stance", "note")
            for sign in ("：", "： ", " ： ", "﹕")
        ),
        *((f"{field}:\n", f"{field}：\n") for field in ("topic", "evidence")),
        ("kind:", "“kind”:"),
        ("kind: ", "“kind”："),
        ("[S1.p1.s1]\nt", "［S1.p1.s1］\nt"),
        ("[S1.p1.s1]\nt", "【S1.p1.s1】\nt"),
        ("[S1.p1.s1]\nt", "［S1.p1.s1]\nt"),
        ("[S1.p1.s1]\nt", "[S1.p1.s1］\nt"),
        ("  - cites", "  – cites"),
        ("  - cites", "  • cites"),
        ("  - cites", "  －cites"),
        ("  - {", "  — {"),
        ("{cites: Birch2002, stance: supports", "｛cites: Birch2002, stance: supports"),
        ("new.}", "new.｝"),
        ("{cites: Birch2002, stance: supports,", "{cites：Birch2002, stance：supports,"),
        ("{cites: Birch2002, stance: supports,", "{cites: Birch2002，stance: supports，"),
        ("{cites: Birch2002, stance: supports,", "｛cites：Birch2002，stance：supports，"),
        ("{cites: Birch2002, stance: supports,", "{cites: Birch2002, stance：supports,"),
        ("  drink: tea\n  question: before", "  drink：tea\n  question: before"),
        ("\n  drink: tea\n  question: before", " ｛drink: tea, question: before｝"),
        ("\n  drink: tea\n  question: before", " ｛drink：tea，question：before｝"),
    ],
)
def test_signs_that_only_look_like_those_of_yaml(old: str, new: str) -> None:
    problem = said_alone(old, new)
    assert "of YAML: it only looks like one" in problem.message
    assert problem.help.startswith("write ")
    assert problem.fix is not None
    assert problem.fix.safe


def test_a_comma_of_full_width_between_two_places() -> None:
    for sign in "，、":
        problem = said_alone("[S1.p1.s1]", f"[S1.p1.s1{sign}S1.p1.s2]", "[S1.p1.s1, S1.p1.s2]")
        assert "is no comma of YAML" in problem.message


def test_lookalikes_on_every_line_are_told_once() -> None:
    text = CLAIM.replace(": ", "：").replace("- cites", "– cites")
    record, told = mended(text)
    assert record == read(CLAIM)[0]
    assert len(told) == 1
    assert "and so in" in told[0].help


@pytest.mark.parametrize(
    "new",
    [
        "这是：一个",
        "【注】这是，一个。",
        "– a dash",
        "— and another",
        "A note – of “three”.",
        "这是，\n  结果：好",
        "• a bullet",
        "A “note”：no",
    ],
)
def test_such_signs_within_a_text_are_its_own(new: str) -> None:
    for old in ("A note.", "Tea goes with sleep."):
        record, problems = read(CLAIM.replace(old, new))
        assert problems == []
        assert record is not None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  - cites: A", "  -\tcites: A", "write one space behind the hyphen: `- cites:`"),
        ("  - cites: A", "  - \tcites: A", "write one space behind the hyphen: `- cites:`"),
        ("  - cites: A", "\t- cites: A", "use two spaces for each level"),
        ("    stance", "\t\tstance", "use two spaces for each level"),
        ("    stance", "  \tstance", "use two spaces for each level"),
        (
            "  - cites: Ash2001\n    stance: supports\n    at",
            "  -\tcites: Ash2001\n  \tstance: supports\n  \tat",
            "and so in 2 more lines",
        ),
        ("  drink: tea\n  q", "\tdrink: tea\n\tq", "and so in 1 more line"),
    ],
)
def test_tabs(old: str, new: str, says: str) -> None:
    problem = said_alone(old, new)
    assert problem.message == "a tab, where YAML wants spaces"
    assert says in problem.help


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  drink", "\u00a0\u00a0drink", "no-break space"),
        ("  drink", " \u00a0drink", "no-break space"),
        ("  drink", "\u3000drink", "wide space"),
        ("  drink", "\u2003drink", "wide space"),
        ("kind: ", "kind:\u3000", "wide space"),
        ("kind: ", "kind\u00a0: ", "no-break space"),
        ("kind: ", "\ufeffkind: ", "U+FEFF"),
    ],
)
def test_spaces_that_are_none(old: str, new: str, says: str) -> None:
    problem = said_alone(old, new)
    assert says in problem.message


ITEM = "  - cites: Birch2002\n    stance: contradicts\n    at: [S1.p1.s2]\n"
TWO = CLAIM.replace(
    "  - {cites: Birch2002, stance: supports, at: [S1.p1.s1], note: It is new.}\n", ITEM
)


@pytest.mark.parametrize("item", [0, 1])
@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_an_item_of_three_lines_that_is_indented_otherwise(item: int, shift: int) -> None:
    lines = TWO.split("\n")
    start = 7 + 3 * item
    for at in range(start, start + 3):
        lines[at] = " " * shift + lines[at] if shift > 0 else lines[at][-shift:]
    record, told = mended("\n".join(lines))
    assert record == read(TWO)[0]
    assert len(told) == 1
    assert "this line is indented by" in told[0].message
    assert "the lines below it" in told[0].help


@pytest.mark.parametrize(("name", "group"), [("question", "topic"), ("readings", "check")])
def test_a_field_that_belongs_into_a_group_is_told_so(name: str, group: str) -> None:
    _, problems = read(f"{CLAIM}{name}: x\n")
    (problem,) = problems
    assert problem.message == f'unknown field "{name}"'
    assert f"is a field of {group}: put two spaces before it, below `{group}:`" in problem.help


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\n  drink: tea\n  question: before", " {drink: tea question: before}", "behind tea"),
        ("{cites: Birch2002, stance", "{cites: Birch2002 stance", "behind Birch2002"),
        ("supports, at: [S1.p1.s1], note", "supports at: [S1.p1.s1], note", "behind supports"),
    ],
)
def test_a_comma_that_is_missing_within_braces(old: str, new: str, says: str) -> None:
    problem = said_alone(old, new)
    assert problem.message == f"a comma is missing {says}"
    assert problem.help.startswith(f"write `{says.removeprefix('behind ')}, ")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("supports\n    at", "supports at", "at"),
        ("Ash2001\n    stance", "Ash2001 stance", "stance"),
        ("tea\n  question", "tea question", "question"),
        ("association\nasserted", "association asserted", "asserted"),
    ],
)
def test_two_fields_on_one_line(old: str, new: str, word: str) -> None:
    problem = said_alone(old, new)
    assert problem.message == f"a second field begins here: {word}"


@pytest.mark.parametrize("sign", ["; ", " ", " | ", ";"])
def test_places_without_a_comma_between_them(sign: str) -> None:
    _, (problem,) = read(CLAIM.replace("[S1.p1.s1]", f"[S1.p1.s1{sign}S1.p1.s2]", 1))
    assert problem.help == "a comma belongs between two of them: S1.p1.s1, S1.p1.s2"


def test_round_brackets_are_no_list() -> None:
    said_alone("[S1.p1.s1]", "(S1.p1.s1; S1.p1.s2)", "[S1.p1.s1, S1.p1.s2]")
