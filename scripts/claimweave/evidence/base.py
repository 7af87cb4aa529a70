"""The evidence base of a review: its facts, and all that is computed from them.

Facts know nothing of what is computed, so each is closed when its base goes: databases that a
value on demand has open are held by nobody else.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from claimweave.evidence.facts import Facts
from claimweave.evidence.synthesis import Synthesis, synthesise
from claimweave.evidence.verdicts.claim_verdicts import run_checks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.audit.unlisted import CellWithResults
    from claimweave.evidence.facts import Standing
    from claimweave.evidence.progress import Progress
    from claimweave.evidence.uses import Cell, Use
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults, ClaimVerdict
    from claimweave.evidence.what_if.lenses import LensResults
    from claimweave.evidence.what_if.robustness import Robustness
    from claimweave.evidence.what_if.thresholds import ThresholdMoves
    from claimweave.evidence.what_if.withdrawal import Withdrawal
    from claimweave.review.claim import Claim
    from claimweave.review.review import Review
    from claimweave.review.table import Pair


class EvidenceBase(Struct, frozen=True, dict=True):
    """Everything that is known of a review; built once, read by pages, data and checks."""

    review: Review

    @cached_property
    def facts(self) -> Facts:
        """What the files of the review say, put together."""
        return Facts(self.review)

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the vocabulary's axes, in its order."""
        return self.facts.axes

    @property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Claim id to its uses, in the file's order."""
        return self.facts.uses

    @property
    def uses_by_reference(self) -> Mapping[str, tuple[Use, ...]]:
        """Citation key to all uses of it, in the order of claim ids."""
        return self.facts.uses_by_reference

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the review's tables, each row by row; none when it has no table."""
        return self.facts.cells

    @property
    def locator_order(self) -> Mapping[str, int]:
        """Locator to its position in the review."""
        return self.facts.locator_order

    @property
    def cell_places(self) -> Mapping[str, tuple[str, str, str]]:
        """Locator of each cell to its row term, relation and column term."""
        return self.facts.cell_places

    @property
    def resting(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id to the ids of the claims that rest on it, sorted."""
        return self.facts.resting

    @property
    def opposing(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id to the ids of the claims that oppose it, sorted."""
        return self.facts.opposing

    @property
    def woven_in(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Claim id to (title, path) of each literate page that weaves it."""
        return self.facts.woven_in

    @cached_property
    def progress(self) -> Progress | None:
        """How far the review is encoded while it is a draft; None for one that is not."""
        if not self.review.is_draft:
            return None
        from claimweave.evidence.progress import progress_of  # noqa: PLC0415 - drafts alone need it

        return progress_of(self.facts)

    @cached_property
    def check_results(self) -> CheckResults:
        """Claim id to what the readings of its check came to."""
        return run_checks_of(self.facts)

    @cached_property
    def syntheses(self) -> tuple[Synthesis, ...]:
        """Each cell of the tables with what its sources report, row by row."""
        return tuple(synthesise(self.facts, cell) for cell in self.cells)

    @cached_property
    def syntheses_of(self) -> Mapping[str, tuple[Synthesis, ...]]:
        """Claim id to the syntheses of the cells that the claim stands for."""
        found: dict[str, list[Synthesis]] = {}
        for synthesis in self.syntheses:
            found.setdefault(synthesis.cell.claim.id, []).append(synthesis)
        return {claim_id: tuple(syntheses) for claim_id, syntheses in found.items()}

    @cached_property
    def unlisted(self) -> Mapping[Pair, CellWithResults]:
        """Cell to the results of cited works that it does not list, and what it would read."""
        from claimweave.evidence.audit.unlisted import (  # noqa: PLC0415 - no check needs it
            unlisted_results,
        )

        return unlisted_results(self.facts)

    @cached_property
    def robustness(self) -> Mapping[str, Mapping[str, Robustness]]:
        """Claim id to how firm the verdict of each reading of its check is, by its name."""
        from claimweave.evidence.what_if.robustness import robustness  # noqa: PLC0415 - costs time

        return robustness(self.facts, self.check_results)

    @cached_property
    def withdrawals(self) -> Mapping[str, Withdrawal]:
        """Citation key to what would change if the reference were withdrawn."""
        from claimweave.evidence.what_if.withdrawal import withdrawals  # noqa: PLC0415 - costs time

        return withdrawals(self.facts, self.check_results)

    @cached_property
    def lens_results(self) -> LensResults:
        """What each reading comes to under each lens on the evidence."""
        from claimweave.evidence.what_if.lenses import lens_results  # noqa: PLC0415 - costs time

        return lens_results(self.facts, self.check_results)

    @cached_property
    def threshold_moves(self) -> Mapping[tuple[str, str, str], ThresholdMoves]:
        """(claim id, reading, threshold) to where its verdict moves when the threshold does."""
        from claimweave.evidence.what_if.thresholds import (  # noqa: PLC0415 - costs time
            threshold_moves,
        )

        return threshold_moves(self.facts, self.check_results)

    def standing(self, claim: Claim) -> Standing:
        """How the claim stands by the review's own citations, and by what it asserts beside it."""
        return self.facts.standing(claim)

    @cached_property
    def verdicts(self) -> Mapping[str, Standing | ClaimVerdict]:
        """Claim id to its verdict."""
        return {claim.id: self.verdict(claim) for claim in self.review.claims.values()}

    def verdict(self, claim: Claim) -> Standing | ClaimVerdict:
        """What its check comes to, in all its readings, or else how it stands by its citations."""
        result = self.check_results.get(claim.id)
        return self.standing(claim) if result is None else result.verdict
