"""Sentences about conclusions: how they are read, under which lenses they hold, how firmly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.verdicts.claim_verdicts import CheckResult, CheckResults, ClaimVerdict
    from claimweave.evidence.what_if.lenses import LensEffect
    from claimweave.evidence.what_if.stability import Stability
    from claimweave.evidence.what_if.thresholds import ThresholdMoves
    from claimweave.review.lenses import Threshold

_VERBS: dict[ClaimVerdict, str] = {
    "holds": "holds",
    "fails": "fails",
    "depends": "depends on the reading",
    "undetermined": "cannot be decided",
    "own-citations": "counts only its own citations",
}

_MANY: dict[ClaimVerdict, str] = {
    "holds": "hold",
    "fails": "fail",
    "depends": "depend on the reading",
    "undetermined": "cannot be decided",
    "own-citations": "count only their own citations",
}


def readings_summary(result: CheckResult) -> str:
    """Say in how many ways a sentence is read, and how often it comes out how."""
    readings = result.readings.values()
    own = sum(reading.record.counts is not None for reading in readings)
    if len(readings) == 1:
        return "Its sentence is read in one way."
    counted: Counter[ClaimVerdict] = Counter(r.verdict for r in readings if r.record.counts is None)
    parts = [f"{_VERBS[verdict]} in {counted[verdict]}" for verdict in _VERBS if counted[verdict]]
    parts += [f"counts only its own citations in {own}"] if own else []
    return f"Its sentence is read in {len(readings)} ways: it {listed(parts)}."


def under_lenses(counted: Counter[ClaimVerdict], verdict: ClaimVerdict) -> str:
    """Say how often a conclusion comes to what: over all evidence, and under each lens."""
    total = counted.total()
    if total == 1:
        return ""
    if len(counted) == 1:
        said = f"it {_VERBS[verdict]}: {total} of {total}"
        return f"Over all evidence and under each lens on it, {said}."
    order = sorted(counted, key=lambda found: (found != verdict, -counted[found], found))
    parts = [f"{_VERBS[found]} in {counted[found]} of {total}" for found in order]
    return f"Over all evidence and under each lens on it, it {listed(parts)}."


def lens_effect(effect: LensEffect) -> str:
    """Say how many rows of the evidence fall out under a lens, and of how many nobody knows."""
    if not effect.rows_out:
        return f"None of {plural(effect.rows, 'row')} of evidence falls out."
    verb = "falls" if effect.rows_out == 1 else "fall"
    said = f"{effect.rows_out} of {plural(effect.rows, 'row')} of evidence {verb} out"
    parts = []
    if effect.missing:
        parts.append(f"{effect.missing} because what the lens asks for is not known")
    if effect.merged:
        parts.append(f"{effect.merged} because another report of the same sample counts already")
    return f"{said}, {listed(parts)}." if parts else f"{said}."


def threshold_moves(threshold: Threshold, found: ThresholdMoves) -> str:
    """Say what a number was chosen for, and with which other numbers the verdict is another one."""
    said = f"{threshold.says} The number is {found.value}."
    parts = list(_other_values(found))
    if not parts:
        return f"{said} No number from {found.first} to {found.last} changes the verdict."
    tried = f"from {found.first} to {found.last} were tried"
    return f"{said} {listed(parts)[0].upper()}{listed(parts)[1:]} ({tried})."


def _other_values(found: ThresholdMoves) -> Iterator[str]:
    ends = [*(step for step, _ in found.steps[1:]), found.last + 1]
    for (first, verdict), end in zip(found.steps, ends, strict=True):
        last = end - 1
        if first <= found.value <= last:
            continue
        if last == found.last:
            where = f"from {first} on" if first < last else f"with {first}"
        elif first == found.first:
            where = f"up to {last}" if first < last else f"with {first}"
        else:
            where = f"from {first} to {last}" if first < last else f"with {first}"
        yield f"{where} it {_VERBS[verdict]}"


def counted_conclusions(results: CheckResults) -> str:
    """Say how many conclusions come to what; what none comes to is left out."""
    counted = Counter(result.verdict for result in results.values())
    parts = [
        f"{counted[verdict]} {_VERBS[verdict] if counted[verdict] == 1 else many}"
        for verdict, many in _MANY.items()
        if counted[verdict]
    ]
    return f"{listed(parts)}." if parts else ""


def stability_summary(found: Stability) -> str:
    """Say how many conclusions come to the same in every reading, and how many keep it."""
    verb = "comes" if found.same == 1 else "come"
    said = f"{found.same} of {found.total} {verb} to the same in every reading."
    return f"{said} {under_all_lenses(found)}".rstrip()


def under_all_lenses(found: Stability) -> str:
    """Say how many of those that are the same in every reading stay so under every lens."""
    if not found.lenses or not found.same:
        return ""
    if found.lenses == 1:
        under, parts_of = "under the lens, if it leaves enough to decide", "under it"
    else:
        under = f"under each of {found.lenses} lenses that leaves enough to decide"
        parts_of = "under all of them"
    kept, moved, untried = len(found.kept), len(found.moved), len(found.untried)
    if found.same == 1:
        verb = "stays so" if kept else "does not stay so" if moved else "could not be tried"
        return f"It {verb} {under if kept or moved else parts_of}."
    parts = [f"{kept} {'stays' if kept == 1 else 'stay'} so {under}"]
    parts += [f"{moved} {'does' if moved == 1 else 'do'} not"] if moved else []
    parts += [f"{untried} could not be tried {parts_of}"] if untried else []
    return f"Of these {found.same}, {listed(parts)}."
