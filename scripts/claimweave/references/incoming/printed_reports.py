"""Works that no journal and no publisher is printed of: reports, web pages, papers of a body.

`Ministry of Soil (2010) Clay in the north. https://example.org/clay, accessed May 19, 2013.` has
names, a year and a title; what is printed behind the title is kept as it stands.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from claimweave.references.incoming.printed_names import names_before_year

if TYPE_CHECKING:
    from claimweave.review.names import NameList

_DATED = re.compile(
    r"(?P<names>.{2,1500}?)[.,]?\s\((?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?\)[.,:;]?\s+(?P<rest>.+)"
)
_TITLE = re.compile(r"(?P<title>.+?[^\s.](?:[?!]|(?=\.\s)))\.?\s+(?P<rest>.+)")
_OF_A_BODY = r"(?:[A-ZÀ-Þ][\w’'-]*|of|for|the|and|on|in|&)"
_BODY = re.compile(rf"[A-ZÀ-Þ][\w’'-]*(?:\s{_OF_A_BODY}){{0,12}}")
"""The name of a body: words with capitals, and what joins them."""

_READ = re.compile(
    r"[\s.,;([]*\b(?:accessed|retrieved|last accessed|viewed|cited)\b(?:\son)?:?\s"
    r"(?P<day>[A-Z][a-z]+\s[0-9]{1,2},?\s[0-9]{4}|[0-9]{1,2}\s[A-Z][a-z]+\s[0-9]{4}|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2})[\s.)\]]*",
    re.IGNORECASE,
)
_DAYS = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d")


def read_dated_report(text: str) -> tuple[NameList, dict[str, str]] | None:
    """Return the names and the fields of a work that says when it appeared, and not in what.

    `text` has no addresses, and no day of reading. None where it has no names of a known form
    before a year in brackets.
    """
    match = _DATED.fullmatch(text)
    authors = _names(match["names"]) if match else None
    if match is None or authors is None:
        return None
    rest = match["rest"]
    titled = _TITLE.fullmatch(rest)
    title = titled["title"] if titled else rest
    fields = {"kind": "misc", "title": title.strip(" .,;"), "year": match["year"]}
    fields["howpublished"] = titled["rest"].strip(" .,;") if titled else ""
    return authors, fields


def without_day_of_reading(text: str) -> tuple[str, str]:
    """Return a text without `accessed May 19, 2013`, and that day as 2013-05-19, or nothing."""
    found = _READ.search(text)
    day = _day(found["day"]) if found else ""
    return (_READ.sub(" ", text, count=1).strip(), day) if day else (text, "")


def _day(text: str) -> str:
    for form in _DAYS:
        try:
            return datetime.strptime(text.replace(",", ""), form).strftime("%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return ""


def _names(text: str) -> NameList | None:
    """Return names of people, or that of a body, whose words have capitals."""
    names = names_before_year(text)
    if names is None or len(names.names) > 1 or names.names[0].given:
        return names
    return names if _BODY.fullmatch(text.strip(" .")) else None
