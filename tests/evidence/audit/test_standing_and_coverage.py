"""What stands how: assertions without a citation, executable conclusions, and what is encoded."""

from __future__ import annotations

from msgspec import structs

from altered import with_claim, without_citation
from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.audit.plain_findings import (
    cells_both_ways,
    sources_that_differ,
    unidentified,
)
from claimweave.evidence.audit.plain_findings import (
    without_citation as claims_without_citation,
)
from claimweave.evidence.audit.standing import asserted_only, conclusions
from claimweave.evidence.base import EvidenceBase
from claimweave.review.table import Pair


def test_assertions_without_a_citation(base: EvidenceBase) -> None:
    claims = asserted_only(base.facts)
    assert claims
    for claim in claims:
        assert {e.cites for e in claim.evidence} == {base.review.source_key}
    assert [f.claims for f in claims_without_citation(base.facts)] == [(c.id,) for c in claims]


def test_a_claim_that_gets_a_citation_is_no_longer_among_them(base: EvidenceBase) -> None:
    first = asserted_only(base.facts)[0]
    cited = [structs.replace(e, cites="Kruse2018") for e in first.evidence]
    changed = with_claim(base, first.id, evidence=tuple(cited))
    assert first.id not in {c.id for c in asserted_only(changed.facts)}


def test_a_citation_that_is_dropped_shows(base: EvidenceBase) -> None:
    covered = coverage(base.facts)
    assert covered.pairs_encoded == covered.pairs
    dropped = without_citation(base, "tnf-fall-tracks-fluoxetine-improvement", "Amitai2016")
    assert coverage(dropped.facts).pairs_encoded == covered.pairs - 1


def test_the_prevailing_conclusion_depends_on_its_reading(base: EvidenceBase) -> None:
    claim = base.review.claims["supporting-studies-clearly-prevail-ect-ketamine"]
    assert base.verdict(claim) == "depends"
    assert claim in conclusions(base)


def test_sorri_and_pinna_point_in_opposite_directions_in_one_cell(base: EvidenceBase) -> None:
    found = {f.cells[0]: set(f.references) for f in cells_both_ways(base)}
    assert {"Sorri2018", "Pinna2018"} <= found[Pair("ect", "TNF-α", "T1")]


def test_du_looked_before_ect_and_found_nothing(base: EvidenceBase) -> None:
    found = {(f.claims[0], f.references[0]): f.agreement for f in sources_that_differ(base.facts)}
    assert found["ect-il6-predicts-response", "Du2024"] == "null"


def test_a_reference_that_nobody_can_look_up_leads_to_the_claims_that_lean_on_it(
    base: EvidenceBase,
) -> None:
    found = {f.references[0]: f.claims for f in unidentified(base.facts)}
    assert "crp-can-predict-antidepressant-response" in found["Ref28"]
    assert not any(base.review.references[key].identity == "named" for key in found)
