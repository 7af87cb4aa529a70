"""What the page says of a cell whose evidence a reader changed, beside what the engine says."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from importlib import resources
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from claimweave.evidence import answer_sentences, answer_wording
from claimweave.evidence.answers import Answer, Count, answers, turning
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.sources_say import SourceReport
from claimweave.site.data.ask_data import ask_data

SCRIPT = Path(__file__).parents[1] / "node" / "ask-words.cjs"
Entry = tuple[str, str, str | None, int]
"""Stance, work, agreement, and whether it was read."""
SOURCES = (("agrees", 1), ("null", 1), (None, 0))
MOST = 7


def entries_of(base: EvidenceBase, for_: int, against: int, said: tuple[int, ...]) -> list[Entry]:
    """So many works on each side; `said` has the place in `SOURCES` of what each reports."""
    keys = [key for key, work in base.review.references.items() if work.number]
    stances = ["supports"] * for_ + ["contradicts"] * against
    return [
        (stance, key, *SOURCES[one]) for stance, key, one in zip(stances, keys, said, strict=False)
    ]


def cases(base: EvidenceBase) -> list[list[Entry]]:
    """Up to seven works in all, on each side, in each mixture of what they report."""
    return [
        entries_of(base, for_, against, said)
        for for_, against in product(range(MOST + 1), repeat=2)
        if for_ + against <= MOST
        for said in combinations_with_replacement(range(len(SOURCES)), for_ + against)
    ]


def worded(base: EvidenceBase, answer: Answer, entries: list[Entry]) -> list[str]:
    for_, against = (
        {key for stance, key, *_ in entries if stance == side}
        for side in ("supports", "contradicts")
    )
    assert answer.report
    said = [agreement for *_, agreement, read in entries if read]
    changed = replace(
        answer,
        count=Count(len(for_), len(against)),
        report=SourceReport(len(entries), len(said), answer.report.exact, Counter(said)),  # type: ignore[arg-type]
        turning=turning(for_, against),
    )
    return [answer_wording.found(base, changed), answer_wording.turned(base, changed)]


@pytest.mark.parametrize("exact", [True, False])
def test_whatever_a_cell_holds_both_word_it_alike(base: EvidenceBase, *, exact: bool) -> None:
    answer = next(one for one in answers(base) if one.count.total)
    assert answer.report
    answer = replace(answer, report=replace(answer.report, exact=exact))
    data = json.loads(ask_data(base)) | {"exact": ["claim"] if exact else []}
    tried = cases(base)
    assets = resources.files("claimweave.site") / "assets"
    done = subprocess.run(
        ["node", str(SCRIPT), str(assets)],
        input=json.dumps({"data": data, "cases": tried}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    wanted = [worded(base, answer, entries) for entries in tried]
    assert said == wanted
    sentences = " ".join(text for both in wanted for text in both)
    for many in (answer_sentences.LISTED, answer_sentences.TURNED):
        for name, sentence in many.items():
            if name in ("apart", "beside"):  # this table files nothing on neither side
                continue
            words = max(re.split(r"\{\w+\}", sentence), key=len)
            assert words in sentences, "each is tried"
