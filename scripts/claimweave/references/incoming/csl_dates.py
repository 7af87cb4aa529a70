"""Dates of CSL-JSON as the fields of an entry have them. Source: its schema 1.0.2."""

from __future__ import annotations

import re
from typing import Any

from claimweave.review.work_date import date_of_parts, read_date

_SEASONS = {
    "1": "21",
    "2": "22",
    "3": "23",
    "4": "24",
    "spring": "21",
    "summer": "22",
    "autumn": "23",
    "fall": "23",
    "winter": "24",
}
"""Seasons of CSL to those of biblatex."""

_UNSURE = ("1", "true")


def all_dates(item: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """Return the fields of a work that are dates, and the names of what they are made of."""
    known, used = _issued(item)
    for name, field in (("accessed", "urldate"), ("event-date", "eventdate")):
        if day := _iso_day(item.get(name)):
            known[field] = day
            used.add(name)
    return known, used


def _issued(item: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """Return year, month and day of a work, or a date that says more; and what they are made of.

    A text that is no date stays a year: the rules judge it.
    """
    issued = item.get("issued")
    if not isinstance(issued, dict):
        return {}, set()
    days = _days(issued)
    if not days:
        return _written(issued)
    season = _SEASONS.get(str(issued.get("season", "")).casefold(), "")
    circa = str(issued.get("circa", "")).casefold() in _UNSURE or issued.get("circa") is True
    first = f"{days[0]}-{season}" if season and len(days[0]) == len("2001") else days[0]
    if len(days) > 1 or season or circa:
        date = "/".join([first + ("?" if circa else ""), *days[1:2]])
        return ({"date": date}, {"issued"}) if read_date(date) else ({"year": days[0]}, {"issued"})
    return _parts(days[0]), {"issued"}


def _parts(day: str) -> dict[str, str]:
    """Return `2001-02-03` as year, month and day."""
    year, _, rest = day.partition("-")
    month, _, last = rest.partition("-")
    parts = {"year": year, "month": month.lstrip("0"), "day": last.lstrip("0")}
    return {name: text for name, text in parts.items() if text}


def _iso_day(value: object) -> str:
    """Return a date such as `accessed` as `2001-02-03`; empty for none."""
    if not isinstance(value, dict):
        return ""
    days = _days(value)
    return days[0] if len(days) == 1 and read_date(days[0]) else ""


def _days(value: dict[str, Any]) -> list[str]:
    parts = value.get("date-parts")
    if not isinstance(parts, list):
        return []
    days = (_day(one) for one in parts if isinstance(one, list))
    return [day for day in days if day]


def _day(parts: list[Any]) -> str:
    texts = [part.strip() if isinstance(part, str) else "" for part in parts]
    texts = texts[: texts.index("")] if "" in texts else texts
    known = [text.zfill(2) for text in texts if re.fullmatch(r"[0-9]{1,4}", text)]
    return "-".join(known[:3]) if len(known) == len(texts) else ""


def _written(issued: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    text = next((t for n in ("raw", "literal") if isinstance(t := issued.get(n), str) and t), "")
    if not text:
        return {}, set()
    if read_date(text):
        plain = re.fullmatch(r"[0-9-]+", text)
        return (_parts(text) if plain else {"date": text}), {"issued"}
    words = re.fullmatch(r"([12][0-9]{3})[\s,]+(.+)|(.+?)[\s,]+([12][0-9]{3})", text.strip())
    year, rest = (words[1] or words[4], words[2] or words[3]) if words else (text, "")
    date = date_of_parts(year, rest)
    if not date.month and not date.season:
        return {"year": text}, {"issued"}
    month = str(date.month or date.season)
    return {"year": year, "month": month, "day": str(date.day or "")}, {"issued"}
