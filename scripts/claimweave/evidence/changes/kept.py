"""What no remedy may take away: each citation with its stance and place, and each link."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimweave.evidence.finding_text import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.review import Review

Holding = Counter[tuple[str, ...]]

_BEFORE = "was formerly"


def holdings(review: Review) -> Holding:
    """Return all that a review holds of evidence, as far as it can be read.

    That are its works, findings and citations of known works, and its links to claims. Whoever
    changes a file compares two of these.
    """
    return Counter(_held(review))


def lost(before: Holding, after: Holding, renamed: Mapping[str, str] | None = None) -> list[str]:
    """Return in words what is no longer there; what is `renamed` counts under its new name.

    It then counts once: a run that was killed may have left a file under both names.
    """
    wanted = before
    if renamed:
        wanted = Counter({tuple(renamed.get(part, part) for part in held) for held in before})
        for held in [held for held in wanted if held[1:2] == (_BEFORE,) and held[0] == held[2]]:
            del wanted[held]  # a claim that has an old id again
    return sorted(" ".join(held) for held in (wanted - after))


def _held(review: Review) -> Iterator[tuple[str, ...]]:
    yield from (("the work", key) for key in review.references)
    for study in review.studies.values():
        for finding in study.record.findings:
            yield "a sheet reports the direction", finding.direction
            if finding.estimate:
                yield "a sheet reports the estimate", number_text(finding.estimate)
    for claim in review.claims.values():
        yield from ((claim.id, _BEFORE, old) for old in claim.record.formerly)
        for item in claim.evidence:
            if item.cites in review.references:
                for place in item.at or (f"added {item.added}",):
                    yield claim.id, "cites", item.cites, item.stance, place
    for whence, how, claim_id in _links(review):
        if claim_id in review.claims:
            yield whence, how, claim_id


def _links(review: Review) -> Iterator[tuple[str, str, str]]:
    for claim in review.claims.values():
        yield from ((claim.id, "rests on", other) for other in claim.record.rests_on)
        yield from ((claim.id, "opposes", other) for other in claim.record.opposes)
    for page in review.pages:
        yield from ((page.path, "weaves", claim_id) for claim_id, _ in page.woven)
