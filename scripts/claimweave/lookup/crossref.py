"""Crossref's REST API: a work by its DOI, and the notices on it, asked for in both directions.

Source: api.crossref.org. `GET /works/{doi}` has `updated-by`, the notices that Crossref knows of
the work, those of Retraction Watch among them; `GET /works?filter=updates:{doi}` lists the works
that are themselves notices on it, each with `update-to`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from claimweave.evidence.same_title import RETRACTED_TITLE
from claimweave.lookup.plain_text import plain_text
from claimweave.lookup.web import LookupFailedError
from claimweave.model.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.lookup.web import Web

CROSSREF = "https://api.crossref.org"
MOST_NOTICES = 100

KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "reinstatement": "reinstatement",
}
"""What Crossref calls a notice to our kind of it; all that is not here is `other`."""

_YEAR_FIELDS = ("published-print", "published-online", "published", "issued")

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """A work as Crossref describes it: `message` is the whole description, as it came."""

    doi: str
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
        message = _message(answer.body)
        found = _doi(message.get("DOI"))
        if not found or (found != doi.lower() and answer.address == asked):
            raise LookupFailedError("unreadable", "the answer is about another DOI")
        notices = _updates(message, "updated-by")
        titles = _titles(message)
        if not any(n.kind == "retraction" for n in notices) and _says_retracted(titles):
            notices = [*notices, Notice(kind="retraction", type="retraction", sources=("title",))]
        return Work(found, titles, _years(message), merged(notices), message, asked)

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
        message = _message(answer.body)
        items = message.get("items")
        total = message.get("total-results")
        if not isinstance(items, list) or not isinstance(total, int) or total > len(items):
            raise LookupFailedError("unreadable", "the answer does not list all notices")
        return merged(n for item in items for n in _updates(item, "update-to", doi.lower()))

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
        found[key] = other.model_copy(update=update)
    return tuple(sorted(found.values(), key=lambda n: (n.date or "", n.kind, n.doi or "")))


def _message(body: bytes) -> Message:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise LookupFailedError("unreadable", "the answer is not JSON") from None
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        raise LookupFailedError("unreadable", "the answer has not the form of Crossref's")
    return message


def _updates(message: object, field: str, about: str = "") -> list[Notice]:
    """Return the notices of `updated-by`, or those of `update-to` that are about a DOI.

    In `updated-by` an item's DOI is the notice; in `update-to` it is the work that is updated.
    """
    if not isinstance(message, dict) or not isinstance(message.get(field, []), list):
        raise _unreadable(field)
    notices = []
    for item in message.get(field, []):
        doi = _doi(item.get("DOI")) if isinstance(item, dict) else ""
        if not doi or not isinstance(item.get("type"), str):
            raise _unreadable(field)
        if not about:
            notices.append(_notice(item, doi))
        elif doi == about:
            notices.append(_notice(item, _doi(message.get("DOI"))))
    return notices


def _unreadable(field: str) -> LookupFailedError:
    return LookupFailedError("unreadable", f"what the answer says under {field} is not readable")


def _notice(item: Message, doi: str) -> Notice:
    type_ = _word(item["type"], "_") or "unnamed"
    source = _word(item.get("source"), "-")
    return Notice(
        kind=KINDS.get(type_, "other"),
        type=type_,
        doi=doi or None,
        date=_day(item.get("updated")),
        sources=(source,) if source else (),
    )


def _word(found: object, joint: str) -> str:
    """Return a word of the registry's with nothing in it but letters, digits and the joint."""
    text = found.lower() if isinstance(found, str) else ""
    return re.sub(r"[^a-z0-9]+", joint, text).strip(joint)[:80]


def _doi(found: object) -> str:
    """Return a DOI in lower case, or an empty string for what is none."""
    text = found.strip().lower() if isinstance(found, str) else ""
    return text if re.fullmatch(r"10\.[!-~]{1,390}", text) else ""


def _parts(found: object) -> list[int]:
    """Return year, month and day of a date of Crossref's, as far as it has them."""
    dates = found.get("date-parts") if isinstance(found, dict) else None
    parts = dates[0] if isinstance(dates, list) and dates and isinstance(dates[0], list) else []
    good: list[int] = []
    for part, (least, most) in zip(parts, ((1000, 9999), (1, 12), (1, 31)), strict=False):
        if type(part) is not int or not least <= part <= most:
            break
        good.append(part)
    return good


def _day(found: object) -> str | None:
    parts = _parts(found)
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else None


def _years(message: Message) -> tuple[int, ...]:
    return tuple(sorted({parts[0] for f in _YEAR_FIELDS if (parts := _parts(message.get(f)))}))


def _titles(message: Message) -> tuple[str, ...]:
    found = message.get("title")
    texts = [plain_text(item) for item in found] if isinstance(found, list) else []
    return tuple(text for text in texts if text)


def _says_retracted(titles: Iterable[str]) -> bool:
    """Whether a title begins as those of retracted works do, as in `RETRACTED: …`."""
    return any(RETRACTED_TITLE.match(title) for title in titles)
