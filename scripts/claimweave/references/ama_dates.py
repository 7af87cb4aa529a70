"""Dates as AMA prints them: `February 3, 2001`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.review.work_date import WorkDate

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SEASONS = {"autumn": "Fall"}


def day_in_words(date: WorkDate) -> str:
    """Return a date as exactly as it is known; empty when nobody has seen one."""
    if date.year is None:
        return ""
    end = date.end
    if end is None or end.year is None:
        return _one(date)
    if (date.year, date.month, bool(date.day)) == (end.year, end.month, bool(end.day)) and date.day:
        return f"{_MONTHS[(date.month or 1) - 1]} {date.day}-{end.day}, {date.year}"
    if date.year == end.year and date.month and end.month and not date.day:
        return f"{_month(date)}-{_month(end)} {date.year}"
    return f"{_one(date)}-{_one(end)}"


def year_in_words(date: WorkDate, written: str) -> str:
    """Return the year, or the years of a range; what is written where neither can be read."""
    if date.year is None:
        return written
    if date.end and date.end.year not in (None, date.year):
        return f"{date.year}-{date.end.year}"
    return str(date.year)


def _one(date: WorkDate) -> str:
    if date.season:
        return f"{_SEASONS.get(date.season, date.season.capitalize())} {date.year}"
    if not date.month:
        return str(date.year)
    return f"{_month(date)} {date.day}, {date.year}" if date.day else f"{_month(date)} {date.year}"


def _month(date: WorkDate) -> str:
    return _MONTHS[(date.month or 1) - 1]
