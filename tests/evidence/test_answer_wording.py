"""What an answer says: each sentence alone, with the numbers it is given, and never more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import yaml
from msgspec import structs

from claimweave.evidence import answer_wording
from claimweave.evidence.agreement import Agreement
from claimweave.evidence.answers import Answer, Count, Lean, answers
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.sources_say import SourceReport
from claimweave.review.reading.review_reader import read_review
from claimweave.review.vocabulary import Vocabulary
from miniature import KEYS, VOCABULARY_YML, evidence_base, write_review
from one_cell import LENSES, cell, sheet
from record_data import as_record

ASKED = "asked: 'Does {drink} before bed go with {measure}?', limits: It tells nothing of dreams."


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    return evidence_base(tmp_path_factory.mktemp("mini"), {"table-1/a": cell(2, 1)})


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    """The same with the question's own words, short names of terms, and lenses."""
    root = write_review(tmp_path_factory.mktemp("worded"), {"table-1/a": cell(2, 1)})
    vocabulary = VOCABULARY_YML.replace("{label: Before}", f"{{label: Before, {ASKED}}}")
    vocabulary = vocabulary.replace("{label: Tea}", "{label: Tea, short: black tea}")
    (root / "claims/_review/vocabulary.yml").write_text(vocabulary, encoding="utf-8")
    (root / "claims/_review/lenses.yml").write_text(LENSES, encoding="utf-8")
    return EvidenceBase(read_review(root))


def first(base: EvidenceBase) -> Answer:
    return next(iter(answers(base)))


def report(cited: int, read: int, *, exact: bool = True, **found: int) -> SourceReport:
    names = {name.replace("-", "_"): name for name in get_args(Agreement)}
    return SourceReport(cited, read, exact, {names[n]: k for n, k in found.items()})


def test_the_question_is_asked_in_the_words_of_the_vocabulary(
    mini: EvidenceBase, worded: EvidenceBase
) -> None:
    assert (
        answer_wording.asked(worded, first(worded)) == "Does black tea before bed go with Length?"
    )
    assert answer_wording.asked(mini, first(mini)) == "Length and Tea: Before"
    brief = answer_wording.in_brief(mini, first(mini))
    assert brief.startswith(
        "Length and Tea: Before. Table 1 lists 2 works for it and 1 against it;"
    )
    asked = answer_wording.in_brief(worded, first(worded))
    assert asked.startswith("Does black tea before bed go with Length? Table 1 lists 2 works for ")


@pytest.mark.parametrize("words", ["Is {drink} good?", "Is {drink} as {measure} and {cup}?"])
def test_words_that_name_other_axes_are_not_used(mini: EvidenceBase, words: str) -> None:
    question = structs.replace(mini.review.questions["before"], asked=words)
    vocabulary = mini.review.vocabulary
    assert vocabulary
    changed = structs.replace(vocabulary, questions={"before": question})
    base = EvidenceBase(structs.replace(mini.review, vocabulary=changed))
    assert answer_wording.asked(base, first(base)) == "Length and Tea: Before"


@pytest.mark.parametrize(
    "words", ["{", "}", "{}", "{0.x}", "{drink!r}", "{drink:>9}", "{drink[0]}", "{a b}"]
)
def test_words_with_a_brace_that_is_no_axis_are_refused(words: str) -> None:
    data = yaml.safe_load(VOCABULARY_YML)
    data["questions"]["before"]["asked"] = words
    with pytest.raises(ValueError, match="braces stand in pairs"):
        as_record(Vocabulary, data)


def test_doubled_braces_are_text(worded: EvidenceBase) -> None:
    question = structs.replace(
        worded.review.questions["before"], asked="Is {{this}} {drink} and {measure}?"
    )
    vocabulary = worded.review.vocabulary
    assert vocabulary
    changed = structs.replace(vocabulary, questions={"before": question})
    base = EvidenceBase(structs.replace(worded.review, vocabulary=changed))
    assert answer_wording.asked(base, first(base)) == "Is {this} black tea and Length?"


FOUND = [
    (Count(0, 0), None, "lists no work on this: a gap, which is neither a yes nor a no."),
    (Count(1, 0), report(1, 0), "1 work for it, and none against it; we have not read it."),
    (Count(0, 1), report(1, 1, agrees=1),
     "1 work against it, and none for it; as far as we read it, it reports what it is listed for."),
    (Count(1, 0), report(1, 1, null=1), "it does not report what it is listed for."),
    (Count(2, 1), report(3, 0), "2 works for it and 1 against it; we have read none of them."),
    (Count(2, 1), report(3, 3, agrees=1, null=2),
     "of these 3, as far as we read, 1 reports what it is listed for."),
    (Count(2, 1), report(3, 2, silent=2),
     "of the 2 that we read, none report what they are listed for."),
    (Count(3, 2), report(5, 4, agrees=3, mixed=1),
     "of the 4 that we read, 3 report what they are listed for."),
    (Count(2, 1), report(3, 3, exact=False),
     "what they report is not compared: the claim is too general for that."),
]  # fmt: skip


@pytest.mark.parametrize(("count", "sources", "said"), FOUND)
def test_what_was_found(
    mini: EvidenceBase, count: Count, sources: SourceReport | None, said: str
) -> None:
    answer = replace(first(mini), count=count, report=sources)
    text = answer_wording.found(mini, answer)
    assert text.startswith("Table 1 lists ")
    assert text.endswith(said)


def test_a_question_that_can_be_answered_is_answered_with_yes_and_no(worded: EvidenceBase) -> None:
    assert "2 works for yes and 1 for no" in answer_wording.found(worded, first(worded))


TURNED = [
    (Count(2, 2), KEYS[:4], "The count is even: a single work more, or less, would tip it."),
    (Count(1, 0), KEYS[:1], "It rests on a single work."),
    (Count(3, 0), (), ""),
    (Count(4, 1), (), "No single work turns this count: 3 would have to go to make it even."),
    (Count(2, 1), KEYS[:1], "Without Ash 2001 [1] the count would be even."),
    (
        Count(2, 1),
        KEYS[:2],
        "Without Ash 2001 [1] or without Birch 2002 [2] the count would be even.",
    ),
    (Count(5, 4), KEYS, "Without any one of 5 of them the count would be even."),
    (Count(0, 0), (), ""),
]


@pytest.mark.parametrize(("count", "works", "said"), TURNED)
def test_which_work_turns_it(
    mini: EvidenceBase, count: Count, works: tuple[str, ...], said: str
) -> None:
    assert answer_wording.firm(mini, replace(first(mini), count=count, turning=works)) == said


KEPT = "Of 2 stricter ways to count, it leans the same way in 1, but not for"
NOT_KEPT = "Of 3 stricter ways to count, it leans the same way in none, but not for"
UNDER = [
    ({}, ""),
    ({"read": Count(2, 0)}, "Counted in one stricter way, it leans the same way."),
    ({"read": Count(1, 1)}, "Counted in one stricter way, it does not: “Read” (1 : 1)."),
    (
        {"read": Count(2, 1), "none": Count(9, 8)},
        "Counted in each of 2 stricter ways, it leans the same way.",
    ),
    ({"read": Count(2, 1), "none": Count(0, 0)}, f"{KEPT} “Nothing” (nothing left)."),
    (
        {"read": Count(1, 2)} | dict.fromkeys(["none", "old"], Count(0, 0)),
        f"{NOT_KEPT} “Read” (1 : 2), “Nothing” (nothing left) and “Old” (nothing left).",
    ),
    (
        dict.fromkeys("abcd", Count(0, 0)),
        "Of 4 stricter ways to count, it leans the same way in none.",
    ),
]


@pytest.mark.parametrize(("lenses", "said"), UNDER)
def test_under_which_lenses_it_leans_the_same_way(
    worded: EvidenceBase, lenses: dict[str, Count], said: str
) -> None:
    answer = replace(first(worded), count=Count(5, 1), turning=(), lenses=lenses)
    told = answer_wording.firm(worded, answer)
    alone = answer_wording.firm(worded, replace(answer, lenses={}))
    assert told == f"{alone} {said}".rstrip()
    agreed = replace(answer, count=Count(5, 0), lenses=lenses)
    assert answer_wording.firm(worded, agreed) == said


def test_what_it_does_not_tell(mini: EvidenceBase, worded: EvidenceBase) -> None:
    assert answer_wording.open_(mini, first(mini)) == answer_wording.COUNTED
    assert answer_wording.open_(worded, first(worded)) == "It tells nothing of dreams."


def test_which_other_question_is_answered_instead(tmp_path: Path) -> None:
    other = evidence_base(tmp_path / "a", {"table-1/a": cell(2, 1)}, {KEYS[0]: sheet("after")})
    said = answer_wording.open_(other, first(other))
    assert said == f"1 of the works answers another question: after. {answer_wording.COUNTED}"


def test_what_the_table_leaves_out(mini: EvidenceBase, tmp_path: Path) -> None:
    answer = first(mini)
    nothing = "In what we read, no cited work answers this beside those that Table 1 lists."
    assert answer_wording.left_out(mini, answer) == nothing
    one = answer_wording.left_out(mini, replace(answer, added=1))
    assert one == f"{nothing} 1 work was added here later, and counts in none of this."
    two = answer_wording.left_out(mini, replace(answer, added=2))
    assert two == f"{nothing} 2 works were added here later, and count in none of this."
    empty = replace(answer, count=Count(0, 0), studied=KEYS[:2])
    assert answer_wording.left_out(mini, empty) == "2 works that we read look at the two."
    background = f"{{cites: {KEYS[3]}, stance: background, at: [S1.p1.s1]}}"
    claims = {"table-1/a": cell(1, 0), "1-tea/b": cell(0, 0).replace("[]", f"[{background}]")}
    claims["1-tea/b"] = claims["1-tea/b"].replace(
        "[T1.tea.helps.length, T1.tea.none.length]", "[S1.p1.s1]"
    )
    base = evidence_base(tmp_path, claims, {KEYS[3]: sheet()})
    said = answer_wording.left_out(base, first(base))
    assert said == "With 1 result that Table 1 does not list, it would read 2 : 0."
    turned = "With what Table 1 leaves out it would not lean so."
    assert turned not in answer_wording.firm(base, first(base)), "it leans as before"
    against = replace(first(base), count=Count(0, 1))
    assert answer_wording.firm(base, against) == f"It rests on a single work. {turned}"


def test_no_sentence_of_this_review_has_a_hole(base: EvidenceBase) -> None:
    leans: set[Lean] = set()
    for answer in answers(base):
        leans.add(answer.count.lean)
        said = [
            words(base, answer)
            for words in (
                answer_wording.in_brief,
                answer_wording.found,
                answer_wording.firm,
                answer_wording.open_,
                answer_wording.left_out,
            )
        ]
        assert all(text == text.strip() and "  " not in text for text in said)
        assert all(text.endswith((".", "?")) for text in said if text)
        assert str(answer.count.for_ or answer.count.against or "no work") in said[1]
    assert leans


def test_an_answer_says_of_which_years_its_works_are(base: EvidenceBase) -> None:
    for answer in answers(base):
        reported = answer.synthesis.reported if answer.synthesis else ()
        years = {r.use.reference.year for r in reported if r.use.reference.year.isdigit()}
        said = answer_wording.up_to_date(base, answer)
        assert bool(said) == bool(years)
        assert set(re.findall(r"\b\d{4}\b", said)) == ({min(years), max(years)} if years else set())
