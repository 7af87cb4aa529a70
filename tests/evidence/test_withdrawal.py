"""If a reference were withdrawn: held against reviews that never had it."""

from __future__ import annotations

import cProfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import structs

from asked import asked
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.what_if.withdrawal import Withdrawal, withdrawals
from element_kinds import commit_of, drawn
from miniature import claim, evidence_base
from review_words import unidentified_key

EACH_PAIR = (
    "SELECT min(supports > contradicts) FROM cells WHERE treatment IN ('ect', 'ketamine') "
    "AND marker IN ('IL-6', 'TNF-α')"
)


@pytest.fixture(scope="module")
def gone(base: EvidenceBase) -> Mapping[str, Withdrawal]:
    return withdrawals(base.facts, base.check_results)


def turned(withdrawal: Withdrawal) -> dict[str, tuple[str, str]]:
    return {(c.claim.id, c.reading): (c.before, c.after) for c in withdrawal.verdicts}


def without(base: EvidenceBase, key: str) -> EvidenceBase:
    """Build the evidence base of the same review, as if the reference had never been cited."""
    review = base.review
    claims = {
        claim_id: structs.replace(
            claim,
            record=structs.replace(
                claim.record, evidence=tuple(e for e in claim.evidence if e.cites != key)
            ),
        )
        for claim_id, claim in review.claims.items()
    }
    return EvidenceBase(
        structs.replace(
            review,
            claims=claims,
            studies={k: s for k, s in review.studies.items() if k != key},
            references={k: r for k, r in review.references.items() if k != key},
        )
    )


def test_each_reference_but_the_review_itself(
    base: EvidenceBase, gone: Mapping[str, Withdrawal]
) -> None:
    assert set(gone) == set(base.review.references) - {"SourceReview"}
    numbered = [key for key in gone if base.review.references[key].number]
    assert len(numbered) == 79  # those of the article, whatever was added since


@pytest.mark.parametrize("key", ["Park2017", "Kiraly2017"])
def test_without_one_entry_against_it_the_supporting_studies_prevail(
    base: EvidenceBase, key: str
) -> None:
    # TNF-α under ketamine stands at two against two, the one pair that fails; both entries
    # against it must be one of these two works, and without either it stands at two to one.
    results = asked(base, one=EACH_PAIR)
    (change,) = withdrawals(base.facts, results, [key])[key].verdicts or ()
    assert (change.reading, change.before, change.after) == ("one", "fails", "holds")


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
def test_verdicts_are_those_of_a_review_without_the_reference(
    base: EvidenceBase, gone: Mapping[str, Withdrawal], project: Path, *, whole: bool
) -> None:
    """For all references, or a 30th that each commit draws, and a few that turn something."""
    turning = [key for key in gone if turned(gone[key])]
    some = {*drawn(gone, commit_of(project), 30), *turning[:5]}
    some_turn = 0
    for key in gone if whole else sorted(some):
        withdrawal = gone[key]
        after = {(c, n): r.verdict for c, n, r in readings_of(without(base, key).check_results)}
        expected = {
            (claim, name): (reading.verdict, after.get((claim, name), "undetermined"))
            for claim, name, reading in readings_of(base.check_results)
            if reading.verdict != after.get((claim, name), "undetermined")
        }
        assert turned(withdrawal) == expected, key
        some_turn += bool(expected)
    assert some_turn >= 5


def test_claims_that_lose_their_only_citation(
    base: EvidenceBase, gone: Mapping[str, Withdrawal]
) -> None:
    connection = build_database(tables(base.facts))
    alone = connection.execute(
        "SELECT claim, min(reference) FROM evidence WHERE at IS NOT NULL "
        "AND reference <> 'SourceReview' GROUP BY claim HAVING count(DISTINCT reference) = 1"
    ).fetchall()
    found = {(claim.id, key) for key, w in gone.items() for claim in w.uncited}
    assert found == set(alone)
    assert len(found) > 20


def test_claims_that_lose_their_last_support(
    base: EvidenceBase, gone: Mapping[str, Withdrawal]
) -> None:
    connection = build_database(tables(base.facts))
    last = connection.execute(
        "SELECT claim, min(reference) FILTER (WHERE stance = 'supports') FROM evidence "
        "WHERE at IS NOT NULL AND reference <> 'SourceReview' GROUP BY claim "
        "HAVING count(DISTINCT reference) > 1 "
        "AND count(DISTINCT reference) FILTER (WHERE stance = 'supports') = 1"
    ).fetchall()
    found = {(claim.id, key) for key, w in gone.items() for claim in w.unsupported}
    assert found == set(last)


def test_a_claim_with_citations_against_it_loses_its_last_support(tmp_path: Path) -> None:
    both = (
        "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}, "
        "{cites: Cedar2003, stance: contradicts, at: [S1.p1.s1]}]"
    )
    small = evidence_base(tmp_path, {"1-tea/a": claim(both)})
    gone = small.withdrawals
    assert [one.id for one in gone["Ash2001"].unsupported] == ["a"]
    assert not gone["Cedar2003"].unsupported


def test_each_reading_is_tried_without_each_reference_in_few_steps_and_nothing_is_changed(
    base: EvidenceBase, gone: Mapping[str, Withdrawal]
) -> None:
    """Calls are counted, also those of SQLite as it works: a busy machine has no more of them.

    What is asked again comes to the same.
    """
    readings = sum(len(result.readings) for result in base.check_results.values())
    profile = cProfile.Profile()
    found = profile.runcall(lambda: dict(withdrawals(base.facts, base.check_results)))
    steps = sum(entry.callcount for entry in profile.getstats())
    assert found == gone
    assert readings * len(found) > 5_000
    assert steps < 200 * readings * len(found)


def test_pages_say_what_would_change(
    base: EvidenceBase, woven: Mapping[str, str | bytes], gone: Mapping[str, Withdrawal]
) -> None:
    for key in ("Park2017", "Kruse2018", unidentified_key(base), "SourceReview"):
        page = woven[f"references/{key}.md"]
        assert isinstance(page, str)
        part = page.partition("## If it were withdrawn")[2].partition("\n## ")[0]
        assert bool(part) == (key in gone)
        if key in gone:
            turning = [change.claim for change in gone[key].verdicts]
            named = [*gone[key].uncited, *gone[key].unsupported, *turning]
            missing = [c.id for c in named if f"claims/{c.id}/" not in part]
            assert missing == [], key
