"""What the cited sources say of a claim: what was not read never counts as compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimweave.addresses.links import Links
from claimweave.evidence.agreement import AGREEMENTS
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.sources_say import SourceReport, source_report, sources_sentence
from claimweave.site.parts.side_notes import side_note
from claimweave.words import labels
from miniature import KEYS, claim, evidence_base

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "{drink: tea, measure: length, question: before, direction: positive}"


def sheet(question: str, direction: str) -> str:
    return (
        "design: trial\nread: abstract\nwhere: https://example.org/a\nfindings:\n"
        f"  - {{drink: tea, measure: length, question: {question}, direction: {direction}, "
        "says: It was seen.}\n"
    )


SILENT = "design: trial\nread: abstract\n"
SHEETS = {
    "agrees": sheet("before", "positive"),
    "null": sheet("before", "none"),
    "opposite": sheet("before", "negative"),
    "mixed": sheet("before", "mixed"),
    "unsigned": sheet("before", "unsigned"),
    "not-reported": sheet("before", "not-reported"),
    "another-question": sheet("after", "positive"),
    "silent": SILENT,
    "not-read": None,
}


def built(root: Path, reports: list[str], topic: str = TOPIC, more: str = "") -> EvidenceBase:
    """A claim that cites one source for each agreement, and what `more` adds."""
    keys = KEYS[: len(reports)]
    items = [f"{{cites: {key}, stance: supports, at: [S1.p1.s1]}}" for key in keys]
    evidence = f"[{', '.join([*items, *([more] if more else [])])}]"
    sheets = {key: SHEETS[name] for key, name in zip(keys, reports, strict=True)}
    known = {key: text for key, text in sheets.items() if text}
    return evidence_base(root, {"1-tea/a": claim(evidence, topic=topic)}, known)


def report_of(base: EvidenceBase) -> SourceReport:
    return source_report(base.facts, base.review.claims["a"])


def test_each_agreement_is_counted_as_itself(tmp_path: Path) -> None:
    assert set(SHEETS) == set(AGREEMENTS) == {*labels.REPORTS, "not-read"}
    for name in AGREEMENTS:
        report = report_of(built(tmp_path / name, [name]))
        assert (report.cited, report.unread) == (1, int(name == "not-read"))
        assert report.found == ({} if name == "not-read" else {name: 1})
        assert sources_sentence(report)


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        (["agrees"], "As far as we read it, it reports what it is cited for."),
        (["not-read"], "We have not read what this source reports."),
        (["not-read", "not-read"], "We have read none of these 2 sources."),
        (["agrees", "agrees"], "As far as we read these 2, 2 report what they are cited for."),
        (
            ["null", "silent"],
            (
                "As far as we read these 2, none reports what it is cited for: "
                "1 found no association and 1 says nothing of this."
            ),
        ),
        (
            ["agrees", "null", "another-question", "another-question", "not-read"],
            (
                "Of these 5 we read 4, and as far as we did, 1 reports what it is cited for, "
                "2 answer another question and 1 found no association."
            ),
        ),
        (
            ["opposite", "not-read"],
            (
                "Of these 2 we read 1, and as far as we did, none reports what "
                "it is cited for: 1 reports the opposite."
            ),
        ),
    ],
)
def test_what_is_said(reports: list[str], said: str, tmp_path: Path) -> None:
    assert sources_sentence(report_of(built(tmp_path, reports))) == said


@pytest.mark.parametrize(
    "more",
    [
        "{cites: Fir2005, stance: background, at: [S1.p1.s1]}",
        "{cites: SourceReview, stance: supports, at: [S1.p1.s1]}",
        "{cites: Fir2005, stance: supports, added: 2026-01-31}",
    ],
)
def test_what_is_not_cited_for_or_against_by_the_review_is_left_out(
    more: str, tmp_path: Path
) -> None:
    alone, beside = (
        built(tmp_path / name, ["agrees"], more=m) for name, m in (("a", ""), ("b", more))
    )
    assert report_of(alone) == report_of(beside)
    assert sources_sentence(report_of(built(tmp_path / "c", [], more=more))) == ""


def test_a_claim_that_is_too_general_is_not_compared(tmp_path: Path) -> None:
    report = report_of(built(tmp_path, ["agrees", "not-read"], topic="{drink: tea}"))
    assert (report.read, report.found) == (1, {})
    assert sources_sentence(report) == (
        "What they report is not compared: the claim is too general for that. 1 was not read."
    )


def test_a_side_note_counts_only_what_was_read(tmp_path: Path) -> None:
    base = built(tmp_path, ["null", "null", "agrees", "not-read", "not-read"])
    note = side_note(base, base.review.claims["a"], Links("review/tea.md"))
    assert note is not None
    assert "found no association" in note.sentence
    assert note.sentence.endswith(
        "Of the 3 sources compared here, 1 more also parts from what is cited."
    )
