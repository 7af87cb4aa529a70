"""An exemption that lets nothing pass is told, with the rule that finds the thing now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.rules.registry import SUCCESSORS

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "review"))


def exempt(review: Path, rule: str, subject: str) -> None:
    path = review / "claims/_review/exemptions.yml"
    path.write_text(f"exemptions:\n  {rule}:\n    {subject}: It has a reason.\n", encoding="utf-8")


def told(review: Path) -> list[tuple[str, str, str]]:
    found = check(read_review(review)).diagnostics
    return [(d.rule, d.message, d.help) for d in found if d.span.path.endswith("exemptions.yml")]


def test_what_is_not_found_any_more(review: Path) -> None:
    exempt(review, "claim-not-woven", "nitrate-feeds-barley")
    assert told(review) == [
        (
            "claim-not-woven",
            "the exemption for nitrate-feeds-barley is no longer needed",
            "remove it",
        )
    ]


def test_what_another_rule_finds_now(review: Path) -> None:
    edited(review, "docs/index.md", "[[nitrate-feeds-barley]]\n", "")
    exempt(review, "same-assertion", "nitrate-feeds-barley")
    ((_, _, help_),) = told(review)
    assert help_ == "claim-not-woven finds it now: move it there, with its reason"


@pytest.mark.parametrize(
    ("rule", "message", "help_"),
    [
        ("claim-not-wovn", 'there is no rule "claim-not-wovn"', 'did you mean "claim-not-woven"?'),
        ("not-woven", 'there is no rule "not-woven"', "allowed: citation-mismatch, "),
        ("unknown-claim", '"unknown-claim" is not a rule with exemptions', "mend what it finds"),
        ("unwoven-claim", 'the rule "unwoven-claim" is gone', "claim-not-woven does its work"),
        (
            "strange-claim",
            'the rule "strange-claim" is gone; invalid-claim does its work',
            "mend what invalid-claim finds",
        ),
    ],
)
def test_a_rule_that_is_none(
    review: Path, monkeypatch: pytest.MonkeyPatch, rule: str, message: str, help_: str
) -> None:
    monkeypatch.setitem(SUCCESSORS, "unwoven-claim", "claim-not-woven")
    monkeypatch.setitem(SUCCESSORS, "strange-claim", "invalid-claim")
    exempt(review, rule, "nitrate-feeds-barley")
    (found,) = told(review)
    assert found[0] == "invalid-ledger"
    assert message in found[1]
    assert found[2].startswith(help_)
