"""A problem that no rule tells is a fault of the tool: exit status 3, and never a clean check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

import claimweave.commands.check as command
from assembly import BASE
from claimweave.commands.command_line import main
from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import UntoldProblemError, check

if TYPE_CHECKING:
    from claimweave.review.review import Review


def with_problem(rule: str) -> Review:
    review = read_review(BASE)
    problem = Problem(Span("claims/x.yml"), "it is not what it should be", rule=rule)
    return structs.replace(review, problems=(*review.problems, problem))


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("invalid-clame", 'the rule "invalid-clame"'),  # there is no such rule
        ("unused-reference", 'the rule "unused-reference"'),  # it tells nothing that readers find
        ("", "no rule"),
    ],
)
def test_a_problem_that_no_rule_tells_is_raised(rule: str, named: str) -> None:
    with pytest.raises(UntoldProblemError) as raised:
        check(with_problem(rule))
    message = f"under {named}: claims/x.yml: it is not what it should be"
    assert str(raised.value).endswith(message)


def test_a_problem_that_its_rule_tells_is_a_diagnostic() -> None:
    assert [d.rule for d in check(with_problem("invalid-claim")).diagnostics] == ["invalid-claim"]


def test_the_command_ends_as_a_tool_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "read_review", lambda *_, **__: with_problem("invalid-clame"))
    assert main(["--project", str(BASE), "check"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("claimweave: this is a fault of the tool itself: UntoldProblemError")
