"""Figures and boxes as places: in the ledger with a hash, asserted there, and counted apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimweave.commands.command_line import main
from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.audit.wording.summaries import of_ledger
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.place_wording import place
from claimweave.evidence.progress import progress_of
from claimweave.review.reading.review_reader import read_review
from claimweave.review.sentence_hash import length_and_hash
from claimweave.rules.checking import check
from shaped import SHAPED, shaped, shaped_text

SETTINGS = "claims/_review/review.yml"
LEDGER = "claims/_review/sentences.yml"
CLAIM = "claims/figure-1/barley-grows-with-nitrate.yml"


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def test_they_are_no_sentences_and_counted_apart(base: EvidenceBase) -> None:
    covered = coverage(base.facts)
    in_text = [at for at in base.review.sentences if at.startswith("S")]
    assert (covered.sentences, covered.encoded) == (len(in_text), len(in_text))
    assert (covered.apart, covered.apart_encoded) == (2, 2)
    assert "In figures and boxes it is 2 of 2 places." in of_ledger(base).sentence
    parts = {part.name: (part.done, part.total) for part in progress_of(base.facts).parts}
    assert parts["apart"] == (2, 2)


def test_places_are_called_by_the_titles_of_their_parts(base: EvidenceBase) -> None:
    assert place(base, "F1") == "Figure 1"
    assert place(base, "F1.left") == "Figure 1, left"
    assert place(base, "B1.p1.s1") == "Box 1, paragraph 1, sentence 1"


@pytest.mark.parametrize(
    ("path", "change", "rule", "told"),
    [
        (CLAIM, ("asserted: [F1]", "asserted: []"), "sentence-not-encoded", "the figure F1"),
        (CLAIM, ("asserted: [F1]", "asserted: [F1, F2]"), "unknown-locator", "no place F2"),
        (CLAIM, ("at: [F1]", "at: [B1.p1.s1]"), "citation-mismatch", "F1 cites 1 (Adler2001)"),
        (SETTINGS, (", shape: figure", ""), "invalid-ledger", "F1 is a part of the review"),
        (SETTINGS, ("shape: figure", "shape: map"), "invalid-ledger", "map"),
    ],
)
def test_rules_hold_them_as_they_hold_sentences(
    tmp_path: Path, path: str, change: tuple[str, str], rule: str, told: str
) -> None:
    report = check(read_review(shaped(tmp_path, {path: shaped_text(path, change)})))
    found = [f"{d.message} {d.help}" for d in report.diagnostics if d.rule == rule]
    assert any(told in text for text in found), report.diagnostics


def test_a_caption_that_asserts_nothing_says_why(tmp_path: Path) -> None:
    cited = "  B1.p1.s1:\n    cites: []"
    why = f"{cited}\n    asserts_nothing: It lists the signs."
    silent = shaped_text(LEDGER, (cited, why))
    root = shaped(tmp_path, {LEDGER: silent})
    (root / "claims/box-1/test-soil-in-winter.yml").unlink()
    covered = coverage(EvidenceBase(read_review(root)).facts)
    assert (covered.apart, covered.apart_encoded) == (2, 2)


def test_length_and_hash_of_a_caption_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Height of barley by nitrate."
    (tmp_path / "caption.txt").write_text(f"{text}\n", encoding="utf-8")
    assert main(["source", "hash", str(tmp_path / "caption.txt")]) == 0
    length, digest = length_and_hash(text)
    assert capsys.readouterr().out == f"length: {length}\nsha256: {digest}\n"
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    assert main(["source", "hash", str(tmp_path / "empty.txt")]) != 0
