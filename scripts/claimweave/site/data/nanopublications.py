"""Nanopublications: each claim as a small unit of linked data of its own, in TriG.

Sources: the Nanopublication Guidelines (nanopub.net/guidelines: a head graph that names the three
others: assertion, provenance, publication info) and CiTO 2.8 (purl.org/spar/cito: the subject of
`supports` and `disputes` is the work that does so, its object what it speaks of). What a claim was
before it got its id is named by DCMI Metadata Terms: `replaces`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from claimweave.addresses.links import claim_page, reference_page, url_of
from claimweave.evidence import wording
from claimweave.evidence.database import FORMAT
from claimweave.identifiers.doi import doi_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Reference
    from claimweave.site.publication import Publication

NANOPUBLICATIONS = "data/nanopublications.trig"
LOCAL = "urn:claimweave:"
"""What names begin with in a build that knows no address: they lead nowhere and invent no host."""

CITO = {
    "supports": "supports",
    "contradicts": "disputes",
    "neither": "discusses",
    "background": "givesBackgroundTo",
}
"""Stance to the CiTO property between the cited work (subject) and the claim (object)."""

_PREFIXES = {
    "cito": "http://purl.org/spar/cito/",
    "dct": "http://purl.org/dc/terms/",
    "hycl": "http://purl.org/petapico/o/hycl#",
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_USE = (
    "The CiTO relations say how the source review uses its citations. "
    "What the cited works themselves report may differ: see the site."
)


def nanopublications(base: EvidenceBase, publication: Publication) -> str:
    """Return all claims as TriG, one nanopublication each, in the order of their ids."""
    prefixes = f"# format {FORMAT}\n" + "".join(
        f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items()
    )
    claims = (claim for _, claim in sorted(base.review.claims.items()))
    return prefixes + "".join(_nanopublication(base, claim, publication) for claim in claims)


def claim_iri(claim_id: str, publication: Publication) -> str:
    """Return the name of a claim: its page's address where the site's is known."""
    return _iri(claim_page(claim_id), publication)


def reference_iri(reference: Reference, publication: Publication) -> str:
    """Return the name of a reference: its DOI, or else its page's address."""
    doi = reference.field("doi")
    if doi:
        return doi_address(doi)
    return _iri(reference_page(reference.key), publication)


def _iri(path: str, publication: Publication) -> str:
    return publication.url(path) or LOCAL + url_of(path).strip("/").replace("/", ":")


def _nanopublication(base: EvidenceBase, claim: Claim, publication: Publication) -> str:
    iri = claim_iri(claim.id, publication)
    graphs = {
        "head": [
            ("sub:nanopub", "a", "np:Nanopublication"),
            ("sub:nanopub", "np:hasAssertion", "sub:assertion"),
            ("sub:nanopub", "np:hasProvenance", "sub:provenance"),
            ("sub:nanopub", "np:hasPublicationInfo", "sub:pubinfo"),
        ],
        "assertion": [
            (f"<{iri}>", "a", "hycl:Statement"),
            (f"<{iri}>", "rdfs:label", _text(claim.text)),
        ],
        "provenance": list(_provenance(base, claim, publication)),
        "pubinfo": list(_publication_info(base, claim, publication)),
    }
    return f"\n@prefix sub: <{iri}#> .\n" + "".join(
        f"sub:{name} {{\n" + "".join(f"  {s} {p} {o} .\n" for s, p, o in triples) + "}\n"
        for name, triples in graphs.items()
    )


def _provenance(
    base: EvidenceBase, claim: Claim, publication: Publication
) -> Iterator[tuple[str, str, str]]:
    """Yield where the assertion comes from, how it stands, and what each cited work is to it."""
    iri = claim_iri(claim.id, publication)
    source = base.review.references.get(base.review.source_key)
    assertion = "sub:assertion"
    if claim.record.asserted and source:
        yield assertion, "prov:wasDerivedFrom", f"<{reference_iri(source, publication)}>"
    known = (other for other in claim.record.rests_on if other in base.review.claims)
    for other in known:  # a stub, on which a claim of a draft may rest, is published nowhere
        basis = f"<{claim_iri(other, publication)}#assertion>"
        yield assertion, "prov:wasDerivedFrom", basis
    yield assertion, "rdfs:comment", _text(wording.verdict_sentence(base, claim))
    for use in base.uses[claim.id]:
        # A claim that cites only the review that asserts it is not supported by that.
        if use.reference is not source:
            work = f"<{reference_iri(use.reference, publication)}>"
            yield work, f"cito:{CITO[use.evidence.stance]}", f"<{iri}>"


def _publication_info(
    base: EvidenceBase, claim: Claim, publication: Publication
) -> Iterator[tuple[str, str, str]]:
    nanopub = "sub:nanopub"
    yield nanopub, "dct:identifier", _text(claim.id)
    yield nanopub, "dct:description", _text(_USE)
    for old in claim.record.formerly:
        yield nanopub, "dct:replaces", f"<{claim_iri(old, publication)}#nanopub>"
    settings = base.review.settings
    if settings and settings.licence:
        yield nanopub, "dct:license", f"<{quote(settings.licence.address, safe=':/?#@=&%~')}>"
    if publication.created:
        yield nanopub, "dct:created", f"{_text(publication.created)}^^xsd:dateTime"
    if publication.address:
        yield nanopub, "dct:isPartOf", f"<{publication.address.rstrip('/')}/>"


def _text(text: str) -> str:
    """Return a TriG literal: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
