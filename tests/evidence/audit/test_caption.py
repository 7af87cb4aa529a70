"""The printed caption against the designs of the entries."""

from __future__ import annotations

import pytest
from msgspec import structs

from altered import with_settings, with_sheet
from claimweave.evidence.audit.caption import CaptionDiffers, captions_differ
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.review.table import Caption


@pytest.fixture
def found(base: EvidenceBase) -> CaptionDiffers:
    (differs,) = captions_differ(base.facts)
    return differs


def captioned(base: EvidenceBase, caption: Caption | None) -> EvidenceBase:
    return with_settings(base, table=structs.replace(base.review.tables[0], caption=caption))


def test_the_caption_speaks_of_pooled_studies_and_most_works_are_none(
    found: CaptionDiffers,
) -> None:
    assert found.designs == ("meta-analysis", "systematic-review")
    assert {"Dellink2025", "Kohler2018", "Liu2020"} <= set(found.fitting)
    assert {"Kruse2018", "Carlier2019", "Uher2014"} <= set(found.references)
    assert {"Dahl2014", "Fornaro2013"} <= set(found.unread)


def test_each_work_of_the_table_counts_once(base: EvidenceBase, found: CaptionDiffers) -> None:
    works = {use.reference.key for cell in base.cells for use in cell.entries}
    told = (*found.references, *found.fitting, *found.unread)
    assert sorted(told) == sorted(works)
    assert found.works == len(works)
    said = plain_text(sentence(found, base))
    assert f"{len(found.fitting)} of its {len(works)} works" in said
    assert f"“{found.printed}”" in said


def test_a_caption_that_names_no_design_or_every_one_is_no_finding(base: EvidenceBase) -> None:
    assert captions_differ(captioned(base, None).facts) == []
    assert captions_differ(captioned(base, Caption(printed="A table")).facts) == []
    every = Caption(printed="A table", designs=tuple(base.review.designs))
    assert captions_differ(captioned(base, every).facts) == []


def test_a_design_that_changes_moves_its_work(base: EvidenceBase, found: CaptionDiffers) -> None:
    (changed,) = captions_differ(with_sheet(base, "Kruse2018", design="meta-analysis").facts)
    assert changed is not None
    assert set(changed.fitting) - set(found.fitting) == {"Kruse2018"}
    assert "Kruse2018" not in changed.references
