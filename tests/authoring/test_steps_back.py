"""One question back: in a claim, a study sheet and an entry, from wherever somebody is."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from assembly import BASE
from claimweave.authoring.claim_dialogue import ask_claim
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.study_dialogue import ask_study
from claimweave.authoring.terminal import (
    AnswersEndedError,
    Question,
    StepBackError,
    Terminal,
    ask,
    ask_alone,
    from_the_first,
    one_by_one,
)
from claimweave.commands import cite_answers
from claimweave.commands.command_line import main
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from terminals import Dialogue

DAY = "2026-01-31"


class Typing:
    """A terminal at which answers are typed, one for each prompt; it keeps the prompts."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.prompts: list[str] = []
        self.said: list[str] = []
        self.terminal = Terminal(self._read, self.said.append)

    def _read(self, prompt: str, _words: Collection[str]) -> str:
        self.prompts.append(prompt.strip())
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)


@pytest.fixture(scope="module")
def known() -> KnownWords:
    return KnownWords(EvidenceBase(read_review(BASE)))


# Steps


def steps(typing: Typing, *names: str) -> list[Callable[[], bool]]:
    def step(name: str) -> bool:
        if name.startswith("!"):
            return False
        ask(typing.terminal, Question(name, str))
        return True

    return [lambda name=name: step(name) for name in names]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("names", "typed", "prompts"),
    [
        (("a", "b", "c"), ("1", "<", "1", "2", "3"), "abab c"),
        (("a", "b", "c"), ("1", "2", "<", "<", "1", "2", "3"), "abcbabc"),
        (("a", "!", "!", "b"), ("1", "<", "1", "2"), "abab"),
        (("!", "a", "b", "!"), ("1", "<", "1", "2"), "abab"),
        (("!", "a", "!"), ("<", "1"), "aa"),
        (("a", "b"), ("<", "<", "1", "2"), "aaab"),
        (("!", "!"), (), ""),
        ((), (), ""),
    ],
)
def test_each_step_back_leads_to_the_question_before(
    names: tuple[str, ...], typed: tuple[str, ...], prompts: str
) -> None:
    typing = Typing(*typed)
    from_the_first(typing.terminal, steps(typing, *names))
    assert "".join(prompt[0] for prompt in typing.prompts) == prompts.replace(" ", "")
    assert typing.answers == []


def test_before_the_first_there_is_none() -> None:
    typing = Typing("<", "1")
    from_the_first(typing.terminal, steps(typing, "a"))
    assert typing.said == ["  this is the first question"]
    with pytest.raises(StepBackError):
        one_by_one(steps(Typing("<"), "a"))
    typing = Typing("<", "x")
    assert ask_alone(typing.terminal, Question("a", str)) == "x"


def test_from_the_last_step() -> None:
    typing = Typing("<", "1", "2")
    from_the_first(typing.terminal, steps(typing, "a", "b", "!"), from_the_last=True)
    assert [prompt[0] for prompt in typing.prompts] == ["b", "a", "b"]


def test_an_end_of_the_input_is_no_step_back() -> None:
    typing = Typing("1")
    with pytest.raises(AnswersEndedError):
        from_the_first(typing.terminal, steps(typing, "a", "b"))


# A claim

CLAIM = {
    "The assertion": "Beans grow.",
    "Kind": "effect",
    "Section": "fields",
    "How firmly": "plain",
    "Where the review": "S1.p1.s2",
    "Nutrient": "nitrate",
    "Crop": "beans",
    "Question": "before-sowing",
    "Direction": "",
    "Reference 1": "Brandt2005",
    "Brandt2005: stance": "supports",
    "Where the review cites": "S1.p1.s2",
    "A note for": "",
    "Reference 2": "",
    "Claims that it": "",
    "Claims that cannot": "",
    "A note": "Said.",
}
"""Each question of a claim, in their order, and its answer."""


def test_from_every_question_of_a_claim_one_comes_back(known: KnownWords) -> None:
    """Wherever `<` is typed once, the question before comes again, and Enter keeps its answer."""
    plain = Typing(*CLAIM.values())
    whole = ask_claim(plain.terminal, known, {}, DAY, {})
    questions = list(plain.prompts)
    assert len(questions) == len(CLAIM)
    for place in range(1, len(CLAIM)):
        values = list(CLAIM.values())
        again = "" if questions[place - 1].endswith(("none):", "more:")) else values[place - 1]
        typing = Typing(*values[:place], "<", again, *values[place:])
        answers = ask_claim(typing.terminal, known, {}, DAY, {})
        came = typing.prompts[place + 1].partition(" [")[0].rstrip(":")
        assert came == questions[place - 1].partition(" [")[0].rstrip(":"), questions[place]
        assert answers == whole, questions[place]


def test_an_answer_that_was_given_is_proposed_again(known: KnownWords) -> None:
    values = list(CLAIM.values())
    typing = Typing(*values[:3], "<", "", *values[3:])
    ask_claim(typing.terminal, known, {}, DAY, {})
    assert typing.prompts[4] == "Section [fields]:"


def test_what_options_give_is_passed_over_on_the_way_back(known: KnownWords) -> None:
    values = [CLAIM[name] for name in CLAIM if name not in ("Kind", "Section")]
    typing = Typing(values[0], "<", "", *values[1:])
    given = {"kind": ["effect"], "section": ["1-fields"]}
    answers = ask_claim(typing.terminal, known, given, DAY, {})
    assert typing.prompts[2].startswith("The assertion")
    assert answers["claim"] == ["Beans grow."]


def test_a_topic_that_is_taken_back_leaves_nothing(known: KnownWords) -> None:
    """Without a term neither question nor direction stays, whatever was answered before."""
    values = list(CLAIM.values())
    back = ["<", "<", "<", "-", "-"]  # from the direction to the nutrient; no term at all
    typing = Typing(*values[:8], *back, *values[9:])
    assert ask_claim(typing.terminal, known, {}, DAY, {})["topic"] == []


def test_the_last_reference_can_be_taken_back(known: KnownWords) -> None:
    values = list(CLAIM.values())
    until = values[:13]
    back = ["<", "<", "<", "<"]  # through note, place and stance to the reference itself
    typing = Typing(*until, *back, "Adler2001", "contradicts", "-", "", "", *values[13:])
    evidence = ask_claim(typing.terminal, known, {}, DAY, {})["evidence"]
    assert evidence == [f"Adler2001 contradicts added={DAY}"]


def test_a_round_can_begin_with_the_last_question(known: KnownWords) -> None:
    whole = ask_claim(Typing(*CLAIM.values()).terminal, known, {}, DAY, {})
    typing = Typing("Otherwise.")
    again = ask_claim(typing.terminal, known, {}, DAY, whole, from_the_last=True)
    assert again == {**whole, "note": ["Otherwise."]}
    typing = Typing("<", "", "")
    assert ask_claim(typing.terminal, known, {}, DAY, whole, from_the_last=True) == whole
    assert typing.prompts[1].startswith("Claims that cannot hold with it")


# A study sheet, and an entry by hand


def test_a_study_sheet_goes_back_into_its_findings(known: KnownWords) -> None:
    finding = ["nitrate", "beans", "before-sowing", "positive"]
    typing = Typing("field-trial", "", "", "", "abstract", "", "",
                    "More beans.", "<", "More beans.", *finding,
                    "<", "", *[""] * 4, "")  # fmt: skip
    answers = ask_study(typing.terminal, known, {}, {})
    pairs = "nutrient=nitrate crop=beans question=before-sowing direction=positive"
    assert answers["findings"] == [f"{pairs} -- More beans."]


def test_a_study_sheet_goes_back_from_its_first_finding(known: KnownWords) -> None:
    typing = Typing("field-trial", "", "", "", "abstract", "", "", "<", "Small.", "")
    assert ask_study(typing.terminal, known, {}, {})["limits"] == ["Small."]


def test_an_entry_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    typing = Typing("Sils", "<", "Soils", "2020", "", "", "", "", "", "<", "", "Cole, Ann")
    monkeypatch.setattr(cite_answers, "terminal", lambda: typing.terminal)
    options = argparse.Namespace(author=[], **dict.fromkeys(cite_answers.FIELDS))
    from_the_first(typing.terminal, cite_answers._steps(options))  # noqa: SLF001 - the questions
    assert (options.title, options.year, options.author) == ("Soils", "2020", ["Cole, Ann"])
    assert typing.prompts[2] == "Title [Sils]:"


# Sections by what they are called


@pytest.mark.parametrize(
    "typed", ["1-fields", "S1", "s1", "1", "Fields", "fields", "FIELDS", "claims/1-fields/"]
)
def test_a_section_is_known_by_number_name_and_short_name(known: KnownWords, typed: str) -> None:
    assert known.section(typed) == "1-fields"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("feilds", 'did you mean "Fields"?'), ("9", "known: 1-fields"), ("", "a section is wanted")],
)
def test_another_section_is_not_guessed(known: KnownWords, typed: str, said: str) -> None:
    with pytest.raises(AnswerError, match=said.replace("?", r"\?")):
        known.section(typed)


def test_the_sections_of_this_review(project: Path) -> None:
    words = KnownWords(EvidenceBase(read_review(project)))
    for typed in ("3.2", "S3.2", "ect", "ECT", "electroconvulsive", "Electroconvulsive therapy"):
        assert words.section(typed) == "3-2-ect"
    assert words.section("t1") == "table-1"
    with pytest.raises(AnswerError, match="may be 1-inflammation or 2-biomarkers: type one"):
        words.section("the")


# On a real terminal


def test_back_from_the_id_and_out_by_ctrl_c(tmp_path: Path) -> None:
    review = Path(shutil.copytree(BASE, tmp_path / "review"))
    given = [
        "--claim=Beans grow.",
        "--kind=effect",
        "--section=1",
        "--strength=plain",
        "--asserted=S1.p1.s2",
        "--topic=crop=beans",
        "--evidence=Brandt2005 supports S1.p1.s2",
    ]
    dialogue = Dialogue(review, ["new", *given[:-1]])
    dialogue.answer("< goes one question back", "")
    dialogue.answer("Reference 1: ", "<\n")
    dialogue.answer("this is the first question", "")
    dialogue.answer("Reference 1: ", "2\n")
    dialogue.answer("stance: ", "supports\n")
    dialogue.answer("[S1.p1.s2]: ", "\n")
    dialogue.answer("A note for readers", "\n")
    dialogue.answer("Reference 2: ", "\n")
    dialogue.answer("drawn from", "\n")
    dialogue.answer("cannot hold", "\n")
    dialogue.answer("A note for readers (Enter: none): ", "One.\n")
    dialogue.answer("Id, ", "<\n")
    dialogue.answer("A note for readers (Enter: none) [One.]: ", "\x03")
    assert dialogue.ended(again="\x03") == 2
    assert "nothing was written" in dialogue.said
    assert not (review / "claims/1-fields/beans-grow.yml").exists()


@pytest.mark.parametrize("command", ["new", "cite"])
def test_ctrl_c_while_nothing_is_asked_says_that_nothing_was_written(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"claimweave.commands.{command}.start", interrupted)
    assert main(["--project", str(BASE), command]) == 3
    assert "broken off: nothing was written" in capsys.readouterr().err
