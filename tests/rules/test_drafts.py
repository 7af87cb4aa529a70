"""A review in draft state: what is not encoded yet is counted, and what is wrong stays an error."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, CASES, assemble, check_in_process, edited
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INDEX = "docs/index.md"
FILES = {
    name: f"claims/{name}.yml"
    for name in (
        "1-fields/nitrate-feeds-barley",
        "2-conclusion/soil-tests-pay",
        "table-1/barley-nitrate",
        "table-1/beans-nitrate",
    )
}
LEADING_NOWHERE = {"unknown-claim", "unknown-woven-claim"}


def text_of(path: str) -> str:
    return (BASE / path).read_text(encoding="utf-8")


def as_draft(text: str) -> str:
    return text.replace("subject:", "state: draft\nsubject:", 1)


def checked(changed: Mapping[str, str | None], *, draft: bool) -> Report:
    settings = changed.get(SETTINGS) or text_of(SETTINGS)
    state = {SETTINGS: as_draft(settings) if draft else settings}
    return check(read_review(BASE, {**changed, **state}))


def told(report: Report) -> set[tuple[str, str, str]]:
    """Return what is wrong; lines differ by the one that says that it is a draft."""
    return {(d.rule, d.span.path, d.message) for d in report.diagnostics if d.severity == "error"}


@pytest.mark.parametrize("gone", [c for n in range(5) for c in combinations(FILES, n)])
def test_whatever_is_missing_is_counted_in_a_draft_and_an_error_without(
    gone: tuple[str, ...],
) -> None:
    """Of the claims that are gone, no page and no other claim speaks any more."""
    changed: dict[str, str | None] = {FILES[name]: None for name in gone}
    left = "\n".join(
        line
        for line in text_of(INDEX).split("\n")
        if not any(name.partition("/")[2] in line for name in gone)
    )
    changed[INDEX] = left
    conclusion = FILES["2-conclusion/soil-tests-pay"]
    if conclusion not in changed:
        kept = [
            i
            for i in ("nitrate-feeds-barley", "beans-nitrate")
            if not any(name.endswith(i) for name in gone)
        ]
        old = "rests_on: [nitrate-feeds-barley, beans-nitrate]"
        changed[conclusion] = text_of(conclusion).replace(old, f"rests_on: [{', '.join(kept)}]")
    draft, whole = checked(changed, draft=True), checked(changed, draft=False)
    assert told(draft) == set()
    empty = [d for d in whole.diagnostics if "so this rule checked nothing" in d.message]
    assert sum(draft.not_yet.values()) == whole.errors - len(empty)
    assert bool(gone) == bool(draft.not_yet)
    assert bool(gone) == bool(whole.errors)
    assert whole.base.progress is None
    assert not whole.not_yet


def test_a_draft_without_a_claim_is_clean_and_says_that_nothing_is_encoded() -> None:
    changed: dict[str, str | None] = dict.fromkeys(FILES.values())
    report = checked(changed | {INDEX: "# Nitrate\n"}, draft=True)
    assert told(report) == set()
    progress = report.base.progress
    assert progress is not None
    assert progress.sentences == "1 of 4 sentences encoded"
    assert {part.name: (part.done, part.total) for part in progress.parts} == {
        "sentences": (1, 4),
        "citations": (0, 3),
        "entries": (0, 2),
        "cells": (0, 2),
        "references": (0, 3),
        "woven": (0, 0),
    }
    skipped = report.counts["unknown-woven-claim"].skipped
    assert skipped == {"the review is a draft, and has no woven claims yet": 1}


FAULTS = {
    "cites another work there": (
        FILES["1-fields/nitrate-feeds-barley"],
        "[S1.p1.s1]\n",
        "[S1.p1.s1, S1.p1.s2]\n",
        "citation-mismatch",
    ),
    "names no place": (
        FILES["1-fields/nitrate-feeds-barley"],
        "asserted: [S1.p1.s1]",
        "asserted: [S1.p1.s9]",
        "unknown-locator",
    ),
    "cites nobody": (
        FILES["1-fields/nitrate-feeds-barley"],
        "cites: Adler2001",
        "cites: Zorn1999",
        "unknown-reference",
    ),
    "turns a stance": (
        FILES["table-1/beans-nitrate"],
        "stance: contradicts",
        "stance: supports",
        "table-mismatch",
    ),
    "has no kind": (FILES["table-1/beans-nitrate"], "kind: association\n", "", "invalid-claim"),
    "rests on nothing": (
        FILES["2-conclusion/soil-tests-pay"],
        "rests_on: [nitrate-feeds-barley, ",
        "rests_on: [",
        "",
    ),
    "rests on what is gone": (
        FILES["2-conclusion/soil-tests-pay"],
        "rests_on: [n",
        "rests_on: [m",
        "unknown-claim",
    ),
    "is woven under another name": (
        INDEX,
        "[[soil-tests-pay]]",
        "[[what-of-soil]]",
        "unknown-woven-claim",
    ),
    "is cited in prose": (
        INDEX,
        "What follows from it:",
        "As Adler (2001) shows:",
        "citation-in-prose",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_wrong_in_a_draft_too(name: str) -> None:
    path, old, new, rule = FAULTS[name]
    text = text_of(path)
    assert old in text
    changed: dict[str, str | None] = {path: new.join(text.rsplit(old, 1))}
    draft, whole = checked(changed, draft=True), checked(changed, draft=False)
    assert ({d.rule for d in draft.diagnostics if d.severity == "error"} == set()) == (not rule)
    if rule:
        assert rule in {d.rule for d in draft.diagnostics if d.severity == "error"}
    assert told(draft) <= told(whole)


DRAFTS = sorted(CASES.glob("*/*-draft*"))


@pytest.mark.parametrize("case", DRAFTS, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_without_its_state_each_draft_is_told_by_the_rule_it_stands_for(
    case: Path, tmp_path: Path
) -> None:
    project = assemble(case, tmp_path / "project")
    before = check_in_process(project).report
    edited(project, SETTINGS, "state: draft\n", "")
    after = check_in_process(project).report
    assert case.parent.name in {d.rule for d in after.diagnostics}
    if before.base.review.stubs:  # what a stub is for, is then told once: at the stub
        more = after.errors - before.errors
        assert len(before.base.review.stubs) <= more <= sum(before.not_yet.values())
    else:
        assert after.errors == before.errors + sum(before.not_yet.values())
    assert told(before) <= told(after)


def test_there_is_a_draft_for_each_rule_that_speaks_of_drafts() -> None:
    speaking = {
        r.id
        for r in RULES.values()
        if "is a\ndraft" in str(r.documentation) or "draft" in r.documentation["What it checks"]
    } - {"needless-draft"}
    assert {case.parent.name for case in DRAFTS if case.name.startswith("good")} == speaking


def test_what_a_broken_file_hides_is_not_called_encoded() -> None:
    changed: dict[str, str | None] = {FILES["table-1/barley-nitrate"]: "claim: ["}
    report = checked(changed, draft=True)
    assert "needless-draft" not in {d.rule for d in report.diagnostics}
    assert "a file cannot be read" in str(report.counts["needless-draft"].skipped)


@pytest.mark.parametrize("state", ["drfat", "Draft", "whole", "[draft]", "true", "{draft: yes}"])
def test_of_another_word_for_the_state_only_that_is_told(state: str) -> None:
    changed: dict[str, str | None] = {
        SETTINGS: text_of(SETTINGS).replace("subject:", f"state: {state}\nsubject:", 1),
        FILES["1-fields/nitrate-feeds-barley"]: None,
        FILES["2-conclusion/soil-tests-pay"]: None,
        INDEX: "# Nitrate\n\n[[!table]]\n",
    }
    report = checked(changed, draft=False)
    assert {d.rule for d in report.diagnostics} == {"invalid-ledger"}
    assert "whether the review is a draft cannot be told" in str(
        report.counts["sentence-not-encoded"].skipped
    )


def test_an_empty_state_is_none() -> None:
    settings = text_of(SETTINGS).replace("subject:", "state:\nsubject:", 1)
    report = checked({SETTINGS: settings, FILES["2-conclusion/soil-tests-pay"]: None}, draft=False)
    assert not report.base.review.is_draft
    assert "sentence-not-encoded" in {d.rule for d in report.diagnostics}


def test_exempted_sentences_are_told_beside_those_that_a_claim_asserts(tmp_path: Path) -> None:
    project = assemble(CASES / "sentence-not-encoded" / "good-draft", tmp_path / "project")
    exempt = "exemptions:\n  sentence-not-encoded:\n    S2.p1.s1: Its data are not published.\n"
    (project / "claims/_review/exemptions.yml").write_text(exempt, encoding="utf-8")
    progress = check(read_review(project)).base.progress
    assert progress is not None
    assert progress.said.startswith(
        "4 of 4 sentences encoded (of these, 1 asserts nothing and 1 is exempted), 3 of 3 "
    )
