"""The index of claims as a list that can be filtered: what each claim has, and what to choose from.

The list stands in the page whole, by section; `assets/index-filter.js` hides and sorts its items.
In a long index it reads them from a JSON file instead, and shows them by the hundred.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.references.kinds import kind_of
from claimweave.references.record import BibliographicRecord
from claimweave.references.work import Work
from claimweave.words import labels
from claimweave.words.escape import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.fields import Stance
    from claimweave.review.reference import Reference

WORKS = "cites"
"""The name of the filter by the types of the works that are cited for or against a claim."""

_OWN = frozenset({"verdict", "kind", "section", "sort", WORKS})
"""Names that the address has for other things: an axis that is called so has no filter."""

_SIDES: tuple[Stance, Stance] = ("supports", "contradicts")


@dataclass(frozen=True, slots=True)
class IndexedClaim:
    """A claim in the index: its verdict, how many works are cited for and against it, its values.

    `values` maps the name of each filter to the claim's value, or values, where it has any.
    """

    claim: Claim
    verdict: str
    for_: int
    against: int
    values: Mapping[str, str | list[str]]

    @property
    def data(self) -> str:
        """The values as JSON, for the script."""
        return json.dumps(dict(self.values), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in the address, its label, and (value, label, number of claims)."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]


def indexed(base: EvidenceBase, claim: Claim, types: Mapping[str, str]) -> IndexedClaim:
    """Return a claim as the index has it; the counts are the review's own citations.

    `types` are those of the works, as `types_of_works` has them.
    """
    for_, against = (
        len({use.reference.key for use in base.facts.cited_uses(claim.id, stance)})
        for stance in _SIDES
    )
    verdict = base.verdict(claim)
    values = claim.topic.written
    values |= {"verdict": verdict, "kind": claim.record.kind, "section": claim.folder}
    cited = {u.reference.key for u in base.facts.citations(claim)}
    if own := sorted({types[key] for key in cited if key in types}):
        values[WORKS] = own
    return IndexedClaim(claim, verdict, for_, against, values)


def types_of_works(base: EvidenceBase) -> dict[str, str]:
    """Return citation key to what sort of work it is, where somebody says it.

    Of a review whose works are all of one type there is nothing to tell: it has none.
    """
    types = {key: type_in_words(reference) for key, reference in base.review.references.items()}
    said = {key: words for key, words in types.items() if words}
    return said if len({*said.values()}) > 1 else {}


def type_in_words(reference: Reference) -> str:
    """Return what sort of work a reference is, such as `Data set`; "" where nobody says it."""
    kind = Work.of(BibliographicRecord.of(reference)).kind
    if reference.identity == "unidentified" or kind is kind_of("misc"):
        return ""
    plain = kind.words.removeprefix("an ").removeprefix("a ")
    return plain[:1].upper() + plain[1:]


def counted_verdicts(claims: Iterable[IndexedClaim]) -> Counter[str]:
    """Return how many of the claims have each verdict."""
    return Counter(c.verdict for c in claims)


def claims_json(claims: Iterable[IndexedClaim]) -> str:
    """Return the claims as JSON, in their order: what the script filters in a long index."""
    listed = [
        {
            "id": c.claim.id,
            "claim": plain_line(c.claim.text),
            "for": c.for_,
            "against": c.against,
            "values": dict(c.values),
        }
        for c in claims
    ]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def filters(base: EvidenceBase, claims: Iterable[IndexedClaim]) -> list[Filter]:
    """Return the filters: verdict, kind, each axis, section, and the types of the works cited.

    Only what a claim has can be chosen, in the order of the words, the vocabulary or the review.
    Where all works are of one type there is no choice among types.
    """
    shown = list(claims)
    known: dict[str, tuple[str, Mapping[str, str]]] = {
        "verdict": ("Verdict", {name: w.label for name, w in labels.VERDICTS.items()}),
        "kind": ("Kind", {name: kind.label for name, kind in base.review.kinds.items()}),
    }
    for name, axis in base.review.axes.items():
        if name not in _OWN:
            known[name] = (axis.label, {term: said.label for term, said in axis.terms.items()})
    sections = base.review.sections.values()
    known["section"] = ("Section", {s.folder: s.title for s in sections})
    types = sorted({value for claim in shown for value in _all(claim.values.get(WORKS, []))})
    if len(types) > 1:
        known[WORKS] = ("What is cited", {value: value for value in types})
    return [_filter(name, label, labels, shown) for name, (label, labels) in known.items()]


def _filter(name: str, label: str, labels: Mapping[str, str], claims: list[IndexedClaim]) -> Filter:
    counted = Counter(value for c in claims for value in _all(c.values.get(name, [])))
    options = ((value, text, counted[value]) for value, text in labels.items())
    return Filter(name, label, tuple(option for option in options if option[2]))


def _all(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
