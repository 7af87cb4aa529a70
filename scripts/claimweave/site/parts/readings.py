"""The readings of a conclusion, and what each comes to under the lenses and other thresholds."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.verdicts import verdict_wording
from claimweave.evidence.what_if.stability import counted_verdicts
from claimweave.evidence.what_if.thresholds import thresholds_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.verdicts.claim_verdicts import ClaimVerdict
    from claimweave.review.claim import Claim, Reading
    from claimweave.review.fields import CheckVerdict
    from claimweave.site.publication import Publication


@dataclass(frozen=True, slots=True)
class ShownReading:
    """A reading as a page shows it: `firm` and `thresholds` are sentences, `command` runs it."""

    name: str
    record: Reading
    verdict: CheckVerdict
    firm: str
    thresholds: tuple[str, ...]
    deciding: tuple[tuple[str, str, str], ...]
    command: str

    @property
    def is_result(self) -> bool:
        """Whether it counts more than its own sentence's citations."""
        return self.record.counts is None


@dataclass(frozen=True, slots=True)
class LensRow:
    """A row of the table of lenses: its words, what falls out, and the verdict of each reading.

    `verdicts` are (reading, verdict), None where it was not tried; `together` what they come to.
    """

    label: str
    says: str
    effect: str
    verdicts: tuple[tuple[str, CheckVerdict | None], ...]
    together: ClaimVerdict | None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """All that a page shows of the check of a claim."""

    summary: str
    stable: str
    readings: tuple[ShownReading, ...]
    lenses: tuple[LensRow, ...]


def conclusion(base: EvidenceBase, claim: Claim, publication: Publication) -> Conclusion:
    """Return the check of a claim as a page shows it; the claim has one."""
    result = base.check_results[claim.id]
    return Conclusion(
        verdict_wording.readings_summary(result),
        verdict_wording.under_lenses(counted_verdicts(base, claim.id), result.verdict),
        tuple(_readings(base, claim, publication)),
        tuple(_lens_rows(base, claim)),
    )


def _readings(base: EvidenceBase, claim: Claim, publication: Publication) -> Iterator[ShownReading]:
    firm = base.robustness.get(claim.id) or {}
    for name, reading in base.check_results[claim.id].readings.items():
        said = tuple(
            verdict_wording.threshold_moves(base.review.thresholds[threshold], found)
            for threshold in thresholds_named(reading.record.sql)
            if (found := base.threshold_moves.get((claim.id, name, threshold)))
        )
        deciding = firm[name].deciding if name in firm else ()
        yield ShownReading(
            name,
            reading.record,
            reading.verdict,
            wording.robustness(firm.get(name)),
            said,
            deciding,
            command_line(reading.record.sql, publication),
        )


def _lens_rows(base: EvidenceBase, claim: Claim) -> Iterator[LensRow]:
    lenses, found = base.review.lenses, base.lens_results
    result = base.check_results[claim.id]
    if not found.effects:
        return
    own = tuple((name, reading.verdict) for name, reading in result.readings.items())
    yield LensRow("All evidence", "As the review has it.", "", own, result.verdict)
    under = found.of_claim(base.check_results, claim.id)
    for name, effect in found.effects.items():
        verdicts = tuple(
            (reading, found.verdicts.get((claim.id, reading, name))) for reading in result.readings
        )
        lens = lenses[name]
        said = verdict_wording.lens_effect(effect)
        yield LensRow(lens.label, lens.says, said, verdicts, under.get(name))


def command_line(sql: str, publication: Publication) -> str:
    """Return how to run a query in a shell."""
    address = publication.url("data/evidence.sqlite")
    fetch = f"curl -O {shlex.quote(address)}\n" if address else ""
    # SQL quotes with single quotes: within double quotes it stays readable.
    plain = not any(sign in sql for sign in '"$`\\!')
    return f"{fetch}sqlite3 evidence.sqlite " + (f'"{sql}"' if plain else shlex.quote(sql))
