"""What a page is about, for machines: schema.org in JSON-LD.

Sources: schema.org/Claim (a claim that appears in a work, and what is cited for it) and
schema.org/ScholarlyArticle. The block is data and not a script: no browser runs it. What strangers
wrote is kept from ending it: `<`, `>` and `&` are written as escapes of JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimweave.addresses.links import claim_page, reference_page
from claimweave.addresses.term_addresses import TERMS, answer_pages, term_pages
from claimweave.evidence import wording
from claimweave.identifiers.doi import doi_address
from claimweave.references.record import BibliographicRecord
from claimweave.references.work import Work
from claimweave.site.data.structured_work import described
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Reference
    from claimweave.site.publication import Publication

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def claim_data(base: EvidenceBase, claim: Claim, publication: Publication) -> Markup:
    """Return the block of a claim's page."""
    uses = base.facts.citations(claim)
    resting = [base.review.claims[i] for i in claim.record.rests_on if i in base.review.claims]
    return _block(
        {
            "@type": "Claim",
            **_address(publication, claim_page(claim.id)),
            "identifier": claim.id,
            "alternateName": list(claim.record.formerly),
            "text": claim.text,
            "description": wording.verdict_sentence(base, claim),
            "appearance": _source(base) if claim.record.asserted else None,
            "citation": [_cited(use, publication) for use in uses],
            "isBasedOn": [
                {
                    "@type": "Claim",
                    **_address(publication, claim_page(other.id)),
                    "identifier": other.id,
                    "text": other.text,
                }
                for other in resting
            ],
            "isPartOf": {"@type": "WebSite", "name": publication.name, "url": publication.address}
            if publication.name and publication.address
            else None,
        }
    )


def term_data(
    base: EvidenceBase, axis: str, name: str, said: str, publication: Publication
) -> Markup:
    """Return the block of a term's page; `said` is what the page says first."""
    return _block(defined_term(base, axis, name, publication) | {"disambiguatingDescription": said})


def defined_term(
    base: EvidenceBase, axis: str, name: str, publication: Publication
) -> dict[str, Any]:
    """Return a term as schema.org has it: only what names the very same thing is another name."""
    axis = base.facts.terms.home(axis)
    spec = base.review.axes.get(axis)
    term = spec.terms.get(name) if spec else None
    path = term_pages(base.facts).get((axis, name))
    return {
        "@type": "DefinedTerm",
        **(_address(publication, path) if path else {}),
        "name": term.label if term else name,
        "termCode": name,
        "description": term.definition if term else None,
        "alternateName": list(term.synonyms) if term else [],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            **_address(publication, TERMS),
            "name": f"{base.review.title}: {spec.label}" if spec else base.review.title,
        },
    }


def answer_data(
    base: EvidenceBase, answer: Answer, said: Sequence[str], publication: Publication
) -> Markup:
    """Return the block of an answer's page; `said` is the question, and what is said to it."""
    path = answer_pages(base.facts)[answer.pair]
    question, *sentences = said
    return _block(
        {
            "@type": "Question",
            **_address(publication, path),
            "name": question,
            "suggestedAnswer": {"@type": "Answer", "text": " ".join(filter(None, sentences))},
            "about": [
                defined_term(base, axis, term, publication)
                for axis, term in answer.table.axes_of(answer.pair).items()
            ],
        }
    )


def reference_data(reference: Reference, publication: Publication) -> Markup:
    """Return the block of a reference's page."""
    return _block(work(reference, publication))


def work(reference: Reference, publication: Publication) -> dict[str, Any]:
    """Return a reference as schema.org has it; one that nobody can look up is a `CreativeWork`."""
    return {
        "@type": _type(reference),
        **_address(publication, reference_page(reference.key)),
        **described(Work.of(BibliographicRecord.of(reference))),
    }


def _type(reference: Reference) -> str:
    if reference.identity == "unidentified":
        return "CreativeWork"
    return Work.of(BibliographicRecord.of(reference)).kind.schema


def _cited(use: Use, publication: Publication) -> dict[str, Any]:
    reference = use.reference
    doi = reference.field("doi")
    return {
        "@type": _type(reference),
        **_address(publication, reference_page(reference.key)),
        "name": reference.title,
        "sameAs": doi_address(doi) if doi else None,
        "description": labels.STANCES[use.evidence.stance].sentence,
    }


def _source(base: EvidenceBase) -> dict[str, str] | None:
    source = base.review.references.get(base.review.source_key)
    return {"@type": "ScholarlyArticle", "name": source.title} if source else None


def _address(publication: Publication, path: str) -> dict[str, str]:
    url = publication.url(path)
    return {"@id": url, "url": url} if url else {}


def _block(item: Mapping[str, Any]) -> Markup:
    known = _known({"@context": "https://schema.org", **item})
    text = json.dumps(known, ensure_ascii=True).translate(_ESCAPED)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped


def _known(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out what is not known, at any depth."""
    if isinstance(value, dict):
        return {name: _known(inner) for name, inner in value.items() if inner}
    return [_known(inner) for inner in value] if isinstance(value, list) else value
