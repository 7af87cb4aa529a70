"""The workbench: a page on which a reader runs a query of her own over the published evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.site.data.data_fields import fields_of
from claimweave.site.environment import page
from claimweave.site.parts.query_examples import answers
from claimweave.site.site_assets import SECONDS, loaded_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

PAGE = "workbench.md"


def workbench_page(base: EvidenceBase, path: str, database: bytes) -> Iterator[tuple[str, str]]:
    """Yield the page of the workbench.

    Args:
        base: the evidence of the review.
        path: where the database is published.
        database: its bytes.
    """
    yield (
        PAGE,
        page(
            "workbench.md.j2",
            PAGE,
            base,
            seconds=SECONDS,
            kilobytes=f"{loaded_bytes(database) / 1000:,.0f}",
            answers=answers(database),
            fields=fields_of(base, path, database),
        ),
    )
