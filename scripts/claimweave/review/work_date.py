"""The date of a work, as far as its entry says it.

Source: biblatex's manual, section 2.3.8: ISO 8601-2 (EDTF) level 1, with ranges, seasons and marks
of what is not sure; the months of BibTeX.
"""

from __future__ import annotations

import re
from typing import NamedTuple

YEAR = re.compile(r"[12][0-9]{3}")
"""A year has four digits. Letters that tell works of one year apart stand in the key."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DAY = re.compile(
    r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T[0-9:.]{5,15}(?:Z|[+-][0-9:]{4,6})?)?([?~%]?)"
)
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_AUTUMN = {"fall": "autumn"}


class WorkDate(NamedTuple):
    """A day, a month, a season or a year, and the end of a range; what nobody has seen is None.

    `open_range` says that a range has no end yet; `unsure` that the source does (`2001?`).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    end: WorkDate | None = None
    open_range: bool = False
    unsure: bool = False

    def __bool__(self) -> bool:
        """Whether there is a year at all."""
        return self.year is not None

    @property
    def iso(self) -> str:
        """The day, month or year as `2001-02-03`; without a season and without the end."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04}"]
        if self.month:
            parts += [f"{self.month:02}"] + ([f"{self.day:02}"] if self.day else [])
        return "-".join(parts)


NO_DATE = WorkDate()


def read_date(text: str) -> WorkDate:
    """Return a date as biblatex writes it, such as `2001-02-03` or `2001-21/2002`; else no date."""
    first, slash, last = text.strip().partition("/")
    begin = _one_date(first.strip())
    if begin is None:
        return NO_DATE
    if not slash:
        return begin
    if last.strip() in ("", ".."):
        return begin._replace(open_range=True)
    end = _one_date(last.strip())
    return begin._replace(end=end) if end else NO_DATE


def date_of_parts(year: str, month: str = "", day: str = "") -> WorkDate:
    """Return the date of BibTeX's `year`, `month` and `day`."""
    if not YEAR.fullmatch(year):
        return NO_DATE
    number, season, rest = _month(month)
    days = day.strip().lstrip("0") or rest
    known = WorkDate(int(year), number, season=season)
    if number and days.isdigit() and 1 <= int(days) <= _LONGEST_MONTH[number - 1]:
        return known._replace(day=int(days))
    return known


def _one_date(text: str) -> WorkDate | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    season = _SEASONS.get(month or 0, "")
    if season and not day:
        return WorkDate(year, season=season, unsure=bool(found[4]))
    if month is not None and not 1 <= month <= len(_MONTHS):
        return None
    if month and day is not None and not 1 <= day <= _LONGEST_MONTH[month - 1]:
        return None
    return WorkDate(year, month, day, unsure=bool(found[4]))


def _month(text: str) -> tuple[int | None, str, str]:
    """Return the number of a month, or else the season, and a day that stands beside its name."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", text.casefold())
    names = [word for word in words if not word.isdigit()]
    digits = [word.lstrip("0") for word in words if word.isdigit()]
    if not names:
        number = int(digits[0]) if len(digits) == 1 and digits[0] else 0
        return (number, "", "") if 1 <= number <= len(_MONTHS) else (None, "", "")
    season = _AUTUMN.get(names[0], names[0])
    if season in _SEASONS.values():
        return None, season, ""
    found = _MONTHS.index(names[0][:3]) + 1 if names[0][:3] in _MONTHS else None
    return found, "", digits[0] if digits else ""
