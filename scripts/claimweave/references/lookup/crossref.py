"""Crossref's REST API: a work by its DOI, and the notices on it, asked for in both directions.

Source: api.crossref.org. `GET /works/{doi}` has `updated-by`, the notices that Crossref knows of
the work, those of Retraction Watch among them; `GET /works?filter=updates:{doi}` lists the works
that are themselves notices on it, each with `update-to`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import structs

from claimweave.references.lookup.crossref_message import (
    Message,
    doi_in,
    read_message,
    says_retracted,
    titles_of,
    updates,
    years_of,
)
from claimweave.references.lookup.web import LookupFailedError
from claimweave.review.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.references.lookup.web import Web

CROSSREF = "https://api.crossref.org"
MOST_NOTICES = 100


@dataclass(frozen=True, slots=True)
class Work:
    """A work as Crossref describes it: `message` is the whole description, as it came.

    `asked` is the DOI that was asked for: another one where that was merged into this work.
    """

    doi: str
    asked: str
    titles: tuple[str, ...]
    years: tuple[int, ...]
    notices: tuple[Notice, ...]
    message: Message
    seen: str


@dataclass(frozen=True, slots=True)
class Crossref:
    """Crossref, or a server that speaks its format, at an address."""

    web: Web
    address: str = CROSSREF

    def work(self, doi: str) -> Work:
        """Return the work of a DOI; of one that was merged into another, that other.

        Raises:
            LookupFailedError: when it is not known, or there is no readable answer.
        """
        asked = self.work_address(doi)
        answer = self.web.get(asked)
        message = read_message(answer.body)
        found = doi_in(message.get("DOI"))
        if not found or (found != doi.lower() and answer.address == asked):
            raise LookupFailedError("unreadable", "the answer is about another DOI")
        notices = updates(message, "updated-by")
        titles = titles_of(message)
        if not any(n.kind == "retraction" for n in notices) and says_retracted(titles):
            notices = [*notices, Notice(kind="retraction", type="retraction", sources=("title",))]
        return Work(found, doi.lower(), titles, years_of(message), merged(notices), message, asked)

    def notices_to(self, doi: str) -> tuple[Notice, ...]:
        """Return the notices that name a DOI as what they are about.

        Raises:
            LookupFailedError: when there is no readable answer, or it cannot be asked: a comma
                ends the value of a filter.
        """
        if "," in doi:
            raise LookupFailedError("unreadable", "a DOI with a comma cannot be searched for")
        answer = self.web.get(
            f"{self.address}/works?filter=updates:{quote(doi, safe='/()')}"
            f"&select=DOI,update-to&rows={MOST_NOTICES}"
        )
        message = read_message(answer.body)
        items = message.get("items")
        total = message.get("total-results")
        if not isinstance(items, list) or not isinstance(total, int) or total > len(items):
            raise LookupFailedError("unreadable", "the answer does not list all notices")
        return merged(n for item in items for n in updates(item, "update-to", doi.lower()))

    def work_address(self, doi: str) -> str:
        """Return the address of a work's description."""
        return f"{self.address}/works/{quote(doi, safe='/()')}"


def merged(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return notices sorted by day, those that two sources report once, with both sources."""
    found: dict[tuple[str, str], Notice] = {}
    for notice in notices:
        key = (notice.kind, notice.doi or "")
        other = found.get(key, notice)
        sources = tuple(sorted({*other.sources, *notice.sources}))
        dates = sorted(date for date in (other.date, notice.date) if date)
        update = {"sources": sources, "date": dates[0] if dates else None}
        found[key] = structs.replace(other, **update)
    return tuple(sorted(found.values(), key=lambda n: (n.date or "", n.kind, n.doi or "")))
