"""Reading Crossref's answers: strictly where a notice could be missed, tolerantly elsewhere."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from claimweave.identifiers.doi import DOI, without_address
from claimweave.references.lookup.plain_text import plain_text
from claimweave.references.lookup.web import LookupFailedError
from claimweave.review.notices import Notice, NoticeKind
from claimweave.review.same_title import RETRACTED_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable

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

MOST_PARTS = 500_000
"""Lists and mappings of an answer: each takes twenty times its bytes in memory."""

Message = dict[str, Any]


def read_message(body: bytes) -> Message:
    """Return the message within an answer.

    Raises:
        LookupFailedError: when it is not JSON, or has none.
    """
    if body.count(b"[") + body.count(b"{") > MOST_PARTS:
        raise LookupFailedError("unreadable", f"the answer has more than {MOST_PARTS:,} parts")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise LookupFailedError("unreadable", "the answer is not JSON") from None
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        raise LookupFailedError("unreadable", "the answer has not the form of Crossref's")
    return message


def updates(message: object, field: str, about: str = "") -> list[Notice]:
    """Return the notices of `updated-by`, or those of `update-to` that are about a DOI.

    In `updated-by` an item's DOI is the notice; in `update-to` it is the work that is updated.
    """
    if not isinstance(message, dict) or not isinstance(message.get(field, []), list):
        raise _unreadable(field)
    notices = []
    for item in message.get(field, []):
        doi = doi_in(item.get("DOI")) if isinstance(item, dict) else ""
        if not doi or not isinstance(item.get("type"), str):
            raise _unreadable(field)
        if not about:
            notices.append(_notice(item, doi))
        elif doi == about:
            notices.append(_notice(item, doi_in(message.get("DOI"))))
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


LONGEST_DOI = 400
"""Signs of what a registry calls a DOI."""


def doi_in(found: object) -> str:
    """Return a DOI in lower case, or an empty string for what is none."""
    text = without_address(found) if isinstance(found, str) and len(found) < LONGEST_DOI else ""
    return text if DOI.fullmatch(text) else ""


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


def year_in(found: object) -> int | None:
    """Return the year of a date of Crossref's, or None for what is none."""
    parts = _parts(found)
    return parts[0] if parts else None


def years_of(message: Message) -> tuple[int, ...]:
    """Return the years that a work was published in: in print, online."""
    return tuple(sorted({year for f in _YEAR_FIELDS if (year := year_in(message.get(f)))}))


def titles_of(message: Message) -> tuple[str, ...]:
    """Return the titles of a work as plain texts; most works have one."""
    found = message.get("title")
    texts = [plain_text(item) for item in found] if isinstance(found, list) else []
    return tuple(text for text in texts if text)


def says_retracted(titles: Iterable[str]) -> bool:
    """Whether a title begins as those of retracted works do, as in `RETRACTED: …`."""
    return any(RETRACTED_TITLE.match(title) for title in titles)
