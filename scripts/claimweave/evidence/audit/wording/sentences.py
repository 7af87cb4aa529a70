"""What the audit says: one sentence for each finding, and this is the one door to it.

The modules beside it word them by subject. Pages link the names in a sentence, and the published
data have it as plain text.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from claimweave.evidence.audit.abstract import OneSidedAbstract
from claimweave.evidence.audit.both_sides import OnBothSides
from claimweave.evidence.audit.caption import CaptionDiffers
from claimweave.evidence.audit.conclusion_citations import CitedAnew, FirstInConclusion, LeftOut
from claimweave.evidence.audit.meanings import TwoMeanings
from claimweave.evidence.audit.mirrored import MirroredCells
from claimweave.evidence.audit.not_taken_up import NotTakenUp
from claimweave.evidence.audit.plain_findings import (
    PointsBothWays,
    SourceDiffers,
    Unidentified,
    WithoutCitation,
)
from claimweave.evidence.audit.strength import FirmerThanBasis, FirmerWhileDenied
from claimweave.evidence.audit.text_and_table import Divergence
from claimweave.evidence.audit.unlisted import UnlistedResult
from claimweave.evidence.audit.without_number import WithoutNumber
from claimweave.evidence.audit.wording import (
    sentences_on_citing,
    sentences_on_sources,
    sentences_on_tables,
    sentences_on_words,
)

if TYPE_CHECKING:
    from claimweave.evidence.audit.finding import Finding
    from claimweave.evidence.audit.wording.told import Sentence
    from claimweave.evidence.base import EvidenceBase


@singledispatch
def sentence(found: Finding, base: EvidenceBase) -> Sentence:
    """Return what a finding says, with the names in it.

    Raises:
        TypeError: for a finding that nobody has words for.
    """
    del base
    raise TypeError(f"nobody has words for {type(found).__name__}")


sentence.register(Divergence, sentences_on_tables.text_against_table_said)
sentence.register(WithoutNumber, sentences_on_tables.without_number_said)
sentence.register(UnlistedResult, sentences_on_tables.unlisted_result_said)
sentence.register(CaptionDiffers, sentences_on_tables.caption_differs_said)
sentence.register(FirstInConclusion, sentences_on_citing.first_in_conclusion_said)
sentence.register(CitedAnew, sentences_on_citing.cited_anew_said)
sentence.register(LeftOut, sentences_on_citing.left_out_said)
sentence.register(OnBothSides, sentences_on_citing.on_both_sides_said)
sentence.register(FirmerThanBasis, sentences_on_words.firmer_than_basis_said)
sentence.register(FirmerWhileDenied, sentences_on_words.firmer_while_denied_said)
sentence.register(OneSidedAbstract, sentences_on_words.one_sided_abstract_said)
sentence.register(NotTakenUp, sentences_on_words.not_taken_up_said)
sentence.register(TwoMeanings, sentences_on_words.two_meanings_said)
sentence.register(MirroredCells, sentences_on_words.mirrored_cells_said)
sentence.register(SourceDiffers, sentences_on_sources.source_differs_said)
sentence.register(PointsBothWays, sentences_on_sources.points_both_ways_said)
sentence.register(WithoutCitation, sentences_on_sources.without_citation_said)
sentence.register(Unidentified, sentences_on_sources.unidentified_said)
