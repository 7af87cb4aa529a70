"""Which conclusions come to the same in every reading, and which of these keep it under lenses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.verdicts.claim_verdicts import ClaimVerdict
    from claimweave.review.claim import Claim


@dataclass(frozen=True, slots=True)
class Stability:
    """The conclusions that come to the same in every reading, and those that do not.

    `kept`, `moved` and `untried` hold, or fail, in each of their readings. Those `kept` come to
    nothing else under any lens that leaves enough evidence to decide; those `moved` do under one;
    of those `untried` not all lenses could be tried, and none that was changed anything. Those
    `depending` come to something else in another reading, and those `undecided` are undetermined
    in all, or count only their own citations. `lenses` says how many lenses there are.
    """

    kept: tuple[Claim, ...]
    moved: tuple[Claim, ...]
    untried: tuple[Claim, ...]
    depending: tuple[Claim, ...]
    undecided: tuple[Claim, ...]
    lenses: int

    @property
    def same(self) -> int:
        """How many come to the same in every reading."""
        return len(self.kept) + len(self.moved) + len(self.untried)

    @property
    def total(self) -> int:
        """How many conclusions there are."""
        return self.same + len(self.depending) + len(self.undecided)


def stability(base: EvidenceBase) -> Stability:
    """Return which conclusions are stable, each list by claim id."""
    names = ("kept", "moved", "untried", "depending", "undecided")
    found: dict[str, list[Claim]] = {name: [] for name in names}
    for claim_id in sorted(base.check_results):
        found[stability_of(base, claim_id)].append(base.review.claims[claim_id])
    lists = {name: tuple(claims) for name, claims in found.items()}
    return Stability(**lists, lenses=len(base.lens_results.effects))


def stability_of(base: EvidenceBase, claim_id: str) -> str:
    """Return which list of `Stability` a conclusion is in."""
    result, found = base.check_results[claim_id], base.lens_results
    if result.verdict == "depends":
        return "depending"
    if result.verdict not in ("holds", "fails"):
        return "undecided"
    results = [name for name, r in result.readings.items() if r.record.counts is None]
    under = {
        found.verdicts.get((claim_id, name, lens)) for name in results for lens in found.effects
    }
    # A lens that leaves a reading nothing to decide from says nothing against its verdict.
    if under - {result.verdict, "undetermined", None}:
        return "moved"
    return "untried" if None in under else "kept"


def counted_verdicts(base: EvidenceBase, claim_id: str) -> Counter[ClaimVerdict]:
    """Return how often a conclusion comes to what: over all evidence, and under each lens."""
    under = base.lens_results.of_claim(base.check_results, claim_id)
    return Counter([base.check_results[claim_id].verdict, *under.values()])
