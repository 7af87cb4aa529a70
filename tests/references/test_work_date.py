"""The date of a work: a day, a month, a season, a year or a range, in BibTeX and in biblatex."""

from __future__ import annotations

import pytest

from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reference import Reference
from claimweave.review.work_date import NO_DATE, WorkDate, date_of_parts, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2001", WorkDate(2001)),
        ("2001-02", WorkDate(2001, 2)),
        ("2001-02-03", WorkDate(2001, 2, 3)),
        ("2001-02-03T10:00:00Z", WorkDate(2001, 2, 3)),
        ("2001-21", WorkDate(2001, season="spring")),
        ("2001-24", WorkDate(2001, season="winter")),
        ("2001?", WorkDate(2001, unsure=True)),
        ("2001-02~", WorkDate(2001, 2, unsure=True)),
        ("2001/2003", WorkDate(2001, end=WorkDate(2003))),
        ("2001-02-03/2001-03", WorkDate(2001, 2, 3, end=WorkDate(2001, 3))),
        ("2001/", WorkDate(2001, open_range=True)),
        ("2001/..", WorkDate(2001, open_range=True)),
    ],
)
def test_a_date_of_biblatex(text: str, date: WorkDate) -> None:
    assert read_date(text) == date
    assert bool(date)


@pytest.mark.parametrize(
    "text",
    ["", "in press", "2001-13", "2001-02-30", "20012", "01", "2001-2", "n.d.", "/2001", "２００１"],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) == NO_DATE
    assert not read_date(text)


@pytest.mark.parametrize(
    ("month", "day", "found"),
    [
        ("", "", (None, None, "")),
        ("feb", "", (2, None, "")),
        ("February", "3", (2, 3, "")),
        ("2", "03", (2, 3, "")),
        ("02", "", (2, None, "")),
        ("feb 3", "", (2, 3, "")),
        ("3 feb.", "", (2, 3, "")),
        ("Summer", "", (None, None, "summer")),
        ("Fall", "", (None, None, "autumn")),
        ("13", "", (None, None, "")),
        ("feb", "30", (2, None, "")),
        ("soon", "", (None, None, "")),
    ],
)
def test_a_date_of_bibtex(month: str, day: str, found: tuple[int | None, int | None, str]) -> None:
    date = date_of_parts("2001", month, day)
    assert (date.year, date.month, date.day, date.season) == (2001, *found)


def test_without_a_year_there_is_no_date() -> None:
    assert date_of_parts("in press", "feb") == NO_DATE


@pytest.mark.parametrize(
    ("date", "iso"),
    [("2001-02-03", "2001-02-03"), ("2001-21/2002", "2001"), ("2001-02", "2001-02")],
)
def test_a_date_as_iso_has_it(date: str, iso: str) -> None:
    assert read_date(date).iso == iso


def reference(**fields: str) -> Reference:
    return Reference.of(BibtexEntry("article", "K", fields, {}, 1))


def test_a_date_stands_as_year_month_and_day() -> None:
    found = reference(date="2001-02-03", title="T")
    assert dict(found.fields) == {"title": "T", "year": "2001", "month": "2", "day": "3"}
    assert found.origin("year") == found.origin("day") == "date"
    assert (found.year, found.year_number) == ("2001", 2001)


def test_what_is_no_date_stays_a_year_that_is_told() -> None:
    found = reference(date="in press")
    assert (found.year, found.year_number, bool(found.date)) == ("in press", None, False)


def test_a_date_counts_before_a_year() -> None:
    assert reference(date="2002", year="2001", month="feb").date == WorkDate(2002)


def test_other_dates_are_read_as_well() -> None:
    found = reference(urldate="2024-02-03", eventdate="2001-02-03/2001-02-05")
    assert found.date_in("urldate") == WorkDate(2024, 2, 3)
    assert found.date_in("eventdate").end == WorkDate(2001, 2, 5)
    assert found.date_in("origdate") == NO_DATE
