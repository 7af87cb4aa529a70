"""The kinds of claims are words of the review: what depends on them asks what a kind declares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimweave.derived.issue_forms import issue_forms
from claimweave.derived.schema import schemas
from claimweave.evidence import wording
from claimweave.evidence.audit.not_taken_up import not_taken_up
from claimweave.evidence.audit.text_and_table import text_against_table
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.registry import exemptable_rules
from claimweave.site.parts.index_filter import filters, indexed, types_of_works
from shaped import SHAPED, shaped_base, shaped_text

VOCABULARY = "claims/_review/vocabulary.yml"
KINDS = ["relation", "outcome", "verdict-on-all", "advice"]


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def test_schema_forms_and_filters_have_the_kinds_of_the_review(base: EvidenceBase) -> None:
    review = base.review
    assert list(review.kinds) == KINDS
    schema = json.loads(schemas(review, exemptable_rules())["claim.schema.json"])
    assert schema["properties"]["kind"]["enum"] == KINDS
    form = next(form for form in issue_forms(review) if form.name == "propose-a-claim")
    (field,) = [field for field in form.fields if field.field == "kind"]
    assert field.options is not None
    assert list(field.options) == KINDS
    claims = [indexed(base, claim, types_of_works(base)) for claim in review.claims.values()]
    (kinds,) = [one for one in filters(base, claims) if one.name == "kind"]
    assert [(value, label) for value, label, _ in kinds.options] == [
        (name, wording.kind_label(base, name)) for name in KINDS
    ]


def test_whether_citations_are_evidence_is_declared_and_not_in_the_name(tmp_path: Path) -> None:
    """A relation whose kind tells of no evidence is background, whatever it is called."""
    plain = shaped_text(VOCABULARY, ("go together., evidence: true}", "go together.}"))
    silent = shaped_base(tmp_path, {VOCABULARY: plain})
    whole = EvidenceBase(read_review(SHAPED))
    named, unnamed = (
        {d.references[0] for d in text_against_table(base.facts) if d.filing == "not-in-text"}
        for base in (whole, silent)
    )
    assert "Adler2001" not in named
    assert "Adler2001" in unnamed
    taken = [{(n.axis, n.term) for n in not_taken_up(base.facts)} for base in (whole, silent)]
    assert ("nutrient", "phosphate") in taken[0] - taken[1]


def test_without_kinds_of_its_own_a_review_has_those_of_every_review(tmp_path: Path) -> None:
    text = shaped_text(VOCABULARY)
    base = shaped_base(tmp_path, {VOCABULARY: text.partition("\n# The kinds")[0]})
    telling = [name for name, kind in base.review.kinds.items() if kind.evidence]
    assert telling == ["association", "effect", "synthesis"]
