"""Which conclusions come out the same in every reading and under every lens, and which do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.check_results import ClaimVerdict
    from claimweave.review.claim import Claim


@dataclass(frozen=True, slots=True)
class Stability:
    """The conclusions that stay the same whatever is tried, and those that do not.

    `stable` hold, or fail, in each of their readings and under every lens. `unstable` come to
    something else under a lens, depend on the reading, or are decided under some lenses only.
    `undecided` are undetermined whatever is tried, or count only their own citations. `untried`
    are those for which not all could be tried. `lenses` says under how many.
    """

    stable: tuple[Claim, ...]
    unstable: tuple[Claim, ...]
    undecided: tuple[Claim, ...]
    untried: tuple[Claim, ...]
    lenses: int


def stability(base: EvidenceBase) -> Stability:
    """Return which conclusions are stable, each list by claim id."""
    found: dict[str, list[Claim]] = {"stable": [], "unstable": [], "undecided": [], "untried": []}
    for claim_id in sorted(base.check_results):
        found[stability_of(base, claim_id)].append(base.review.claims[claim_id])
    lists = {name: tuple(claims) for name, claims in found.items()}
    return Stability(**lists, lenses=len(base.lens_results.effects))


def stability_of(base: EvidenceBase, claim_id: str) -> str:
    """Return which list of `Stability` a conclusion is in."""
    result = base.check_results[claim_id]
    under = base.lens_results.of_claim(base.check_results, claim_id)
    if any(reading.fault for reading in result.readings.values()):
        return "untried"
    verdicts = {result.verdict, *under.values()}
    if verdicts <= {"undetermined", "own-citations"}:
        return "undecided"
    if len(verdicts) > 1 or "depends" in verdicts:
        return "unstable"
    return "stable" if len(under) == len(base.lens_results.effects) else "untried"


def counted_verdicts(base: EvidenceBase, claim_id: str) -> Counter[ClaimVerdict]:
    """Return how often a conclusion comes to what: over all evidence, and under each lens."""
    under = base.lens_results.of_claim(base.check_results, claim_id)
    return Counter([base.check_results[claim_id].verdict, *under.values()])
