"""A work as a list of references prints it: authors, year, title, and where it appeared.

Sources: the forms of Vancouver and AMA (`Adler A, Bern B. Title. J Fields. 2003;3(2):5-9.`), of APA
and Harvard (`Adler, A., & Bern, B. (2003). Title. J Fields, 3(2), 5–9.`), and of Chicago (`Adler,
Ann, and Ben Bern. 2003. “Title.” J Fields 3: 5–9.`). What has none of these forms is at fault: no
part of it is guessed, but for what says of itself what it is, a DOI or a PMID.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.identifiers.doi import doi_in_address, doi_within
from claimweave.references.incoming.incoming_entry import IncomingEntry
from claimweave.references.incoming.printed_names import (
    leading_names,
    names_before_year,
    vancouver_names,
)
from claimweave.references.incoming.printed_reports import (
    read_dated_report,
    without_day_of_reading,
)
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_READ = (
    "its printed form cannot be read: bring it in from a bibliography, with --bib FILE, or by its "
    "DOI, with `claimweave cite`"
)
LONGEST = 3000
"""Letters of a printed work that are looked at; one has some hundred."""

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_LINK = re.compile(
    r"[\s.,;]*(?:\[?(?:doi|available (?:at|from)|url|accessed|retrieved)\b[:\s]*)?"
    r"(?:https?://\S+|\bdoi:?\s*10\.\S+|\b10\.[0-9]{4,9}/\S+)",
    re.IGNORECASE,
)
_PMID = re.compile(r"\bPMID:?\s*([0-9]{1,9})", re.IGNORECASE)
_PMCID = re.compile(r"\b(PMC[0-9]{4,9})\b")
_NUMBERS = re.compile(r"[\s.,;]*(?:PMID:?\s*[0-9]+|PMCID:?\s*PMC[0-9]+|PMC[0-9]{4,9})[\s.;]*")
_LINK_WORDS = re.compile(
    r"(?:[\s.;|]*[\[(]?\b(?:Cross\s?Ref|PubMed(?: Central)?|Google Scholar|PMC free article|"
    r"View Article|Web of Science|Medline|Scopus|DOI|doi|CAS|ISI|Full Text|Article)\b[\])]?)+\s*\Z"
)
"""What web pages print behind a work, as links."""

_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_DATED = re.compile(
    rf"(?P<names>.{{2,1500}}?)[.,]?\s\(?(?P<year>{_YEAR})[a-z]?(?:,\s[A-Z][a-z]+(?:\s[0-9]+)?)?"
    r"\)?[.,:;]?\s+(?P<rest>.+)"
)
_QUOTED = re.compile(r"[“\"‘'](?P<title>.+?)[.,]?[”\"’'][.,]?\s+(?P<rest>.+)")
_TITLE = re.compile(r"(?P<title>.+?[^\s.](?:[?!]|(?=\.\s)))\.?\s+(?P<rest>.+)")
_PAGES = r"(?P<pages>[A-Za-z]{0,3}[0-9]+[A-Za-z]?(?:\s?[-–—]\s?[A-Za-z]{0,3}[0-9]+[A-Za-z]?)?)"
_VOLUME = r"(?P<volume>[0-9]+[A-Za-z]?)(?:\s?[-–]\s?[0-9]+)?"
_ISSUE = r"(?:\s?\((?P<number>[^()]{1,30})\)|,?\s(?:no|nr|issue)\.?\s(?P<issue>[0-9]+))?"
_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTHS = r"(?:\s(?:[A-Z][a-z]{2,8}\.?)(?:[-–/][A-Z][a-z]{2,8})?(?:\s[0-9]{1,2})?)?"
_BY_COMMAS = re.compile(
    rf"(?P<title>[^.]+?[^.,]),\s(?P<journal>[^,0-9]{{3,80}}),?\s{_VOLUME}{_ISSUE}"
    rf"\s\((?P<year>{_YEAR})\),?\s{_PAGES}\W*"
)
"""`Title, Journal of Fields 12 (2010) 101–110`."""

_IN_ARTICLE = (
    re.compile(
        rf"(?P<journal>[^0-9;“”]+?),\s{_VOLUME}{_ISSUE}\s?:\s?{_PAGES},{_MONTHS}"
        rf"\s(?P<year>{_YEAR})\W*"
    ),
    re.compile(
        rf"(?P<journal>[^0-9;“”]+?),?\s{_VOLUME}{_ISSUE}(?:[,:]\s?(?:pp?\.?\s)?{_PAGES})?"
        rf"[,.]?\s\((?P<year>{_YEAR})\)\W*"
    ),
    re.compile(
        rf"(?P<journal>[^0-9;“”]+?),\svol\.\s{_VOLUME}(?:,\sno\.\s(?P<number>[^,]+))?"
        rf"(?:,\s(?:pp?|Art\.\sno)\.\s{_PAGES})?,{_MONTHS}\s(?P<year>{_YEAR})\W*"
    ),
    re.compile(
        rf"(?P<journal>[^;]+?)[.,]?\s(?P<year>{_YEAR}){_MONTHS}\s?[;,]\s?{_VOLUME}{_ISSUE}"
        rf"(?:\s?:\s?{_PAGES})?\W*"
    ),
    re.compile(
        rf"(?P<journal>[^0-9;“”]+?),?\s(?:vol\.?\s)?{_VOLUME}{_ISSUE}"
        rf"(?:\s?\({_YEAR}\))?(?:[,:]\s?(?:pp?\.?\s)?{_PAGES})?\W*",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<journal>[^0-9;]+?)[.,]?\s(?P<year>{_YEAR})\W*"),
)
_BOOK = re.compile(
    rf"(?:(?P<edition>[0-9]+(?:st|nd|rd|th)|[A-Z][a-z]+) ed(?:ition|n)?\.?[\s,;]+)?"
    rf"(?:(?P<address>[A-Z][^:;.]{{1,40}}):\s)?"
    rf"(?P<publisher>[^;:,]*?(?:Press|Publish\w*|Verlag|Books?|Sons|Springer|Elsevier|Wiley|"
    rf"Routledge|University|Society|Institute|Academic)[^;:,0-9]*?)[;,.]?"
    rf"(?:\s(?P<year>{_YEAR}))?\W*"
)
_PLACED = re.compile(
    rf"\(?(?:(?P<address>[A-ZÀ-Þ][^:;.0-9]{{1,40}}):\s)?(?P<publisher>[^;:,.0-9]{{3,80}})"
    rf"(?:[;,]\s(?P<year>{_YEAR}))\)?\W*|"
    rf"(?P<place>[A-ZÀ-Þ][^:;.0-9]{{1,40}}):\s(?P<house>[^;:,.0-9]{{3,80}})\W*|"
    rf"(?P<firm>[A-ZÀ-Þ][^;:,.0-9]{{3,80}}),\s(?P<town>[A-ZÀ-Þ][^;:,.0-9]{{1,30}})\W*"
)
"""`Oxford: Hill Press, 2005`, `(Hill Press, 2005)`, and with the year elsewhere."""

_CHAPTER = re.compile(
    r"[Ii]n:?\s(?:(?P<editors>.+?),?\s\(?[Ee]ds?(?:itors?)?\.?\)?[.,]?\s)?(?P<booktitle>[^.(]+?)"
    r"(?:,\sedited by\s(?P<edited>[^.]+))?"
    r"(?:,?\s\(?pp?\.?\s(?P<pages>[0-9]+\s?[-–]\s?[0-9]+)\)?)?\.\s(?P<rest>.+)"
)
_OF_A_BODY = r"(?:[A-ZÀ-Þ][\w’'-]+|of|for|the|and|on|&)"
_BODY = re.compile(rf"{_OF_A_BODY}(?:\s{_OF_A_BODY}){{1,9}}")
"""The name of a body: words with capitals, and what joins them."""

_LAST_PAGES = re.compile(r"(?::\s?|[.;,]\s?pp?\.\s?)([0-9]+\s?[-–]\s?[0-9]+)\W*$")


def read_printed_work(text: str, key: str = "") -> IncomingEntry:
    """Return what a printed work says of itself; one that cannot be read is at fault."""
    shown = re.sub(r"\s+", " ", text)[:LONGEST].strip()
    known = _identifiers(shown)
    rest = _LINK_WORDS.sub("", _NUMBERS.sub(" ", _LINK.sub("", shown))).strip(" ;")
    rest, day = without_day_of_reading(rest)
    known |= {"urldate": day} if day else {}
    read = _vancouver(rest) or _late_dated(rest) or _dated(rest) or read_dated_report(rest)
    authors, fields = read or (NameList(), {})
    if not authors.names or not fields.get("title") or not fields.get("year"):
        return IncomingEntry(0, key=key, fault=NOT_READ)
    kind = fields.pop("kind")
    editors = vancouver_names(fields.pop("editors", "")) or _straight(fields.pop("edited", ""))
    if kind in ("book", "incollection") and not fields.get("publisher"):
        kind = "misc" if kind == "book" else kind
    record = BibliographicRecord(
        kind,
        authors.names,
        {name: value for name, value in (fields | known).items() if value},
        more_authors=authors.more,
        people={"editor": editors} if editors and editors.names else {},
    )
    return IncomingEntry(0, record, key)


def identifiers_in(text: str) -> dict[str, str]:
    """Return the DOI, the PMID and the like that a text names."""
    return _identifiers(re.sub(r"\s+", " ", text)[:LONGEST])


def _identifiers(text: str) -> dict[str, str]:
    pmid, pmcid = _PMID.search(text), _PMCID.search(text)
    doi = doi_within(text)
    url = next((m[0] for m in _URL.finditer(text) if not doi_in_address(m[0])), "")
    found = {"doi": doi, "pmid": pmid[1] if pmid else "", "pmcid": pmcid[1] if pmcid else ""}
    return {name: value for name, value in (found | {"url": "" if doi else url}).items() if value}


def _vancouver(text: str) -> tuple[NameList, dict[str, str]] | None:
    """Read `Adler A, Bern B. Title. Where it appeared`."""
    names, _, rest = text.partition(". ")
    authors = vancouver_names(names)
    if authors is None:
        names, _, rest = text.partition(": ")
        authors = vancouver_names(names)
    if authors is not None:
        found = _titled(rest)
        return (authors, found) if found and "year" in found else None
    body, _, rest = text.partition(". ")
    found = _titled(rest) if _BODY.fullmatch(body) else None
    return (NameList((Author(body),)), found) if found and "year" in found else None


def _late_dated(text: str) -> tuple[NameList, dict[str, str]] | None:
    """Read `King, A. B. & Lowe, C. Title. Where (2010)`, and `A. B. King, “Title,” where, 2010`."""
    found = leading_names(text)
    fields = _titled(found[1]) if found else None
    return (found[0], fields) if found and fields and "year" in fields else None


def _dated(text: str) -> tuple[NameList, dict[str, str]] | None:
    """Read `Adler, A., & Bern, B. (2003). Title. Where`, and the same without brackets."""
    match = _DATED.fullmatch(text)
    if not match:
        return None
    authors = names_before_year(match["names"])
    found = _titled(match["rest"])
    if authors is None or found is None:
        return None
    return authors, found | {"year": match["year"]}


def _titled(text: str) -> dict[str, str] | None:
    """Return the fields of a title and of what stands behind it; None where it has no form."""
    commas = _BY_COMMAS.fullmatch(text)
    if commas:
        return {"kind": "article"} | _groups(commas)
    match = _QUOTED.match(text) or _TITLE.match(text)
    if not match:
        return None
    title, rest = match["title"].strip(), match["rest"].strip()
    chapter = _CHAPTER.fullmatch(rest)
    if chapter:
        return {"title": title} | _of_chapter(chapter)
    book = _BOOK.fullmatch(rest) or _PLACED.fullmatch(rest)
    if book:
        return {"kind": "book", "title": title} | _groups(book)
    for form in _IN_ARTICLE:
        found = form.fullmatch(rest)
        if found and not _is_a_day(found):
            fields = _groups(found)
            fields["number"] = fields.pop("issue", "") or fields.get("number", "")
            fields["journal"] = fields["journal"].strip(" .,")
            return {"kind": "article", "title": title} | fields
    return None


def _is_a_day(match: re.Match[str]) -> bool:
    """Whether what was taken as a journal ends in a day: `Paper for the Field Day, May 3, 2012`."""
    return bool(re.search(rf"[\s,](?:{_MONTH_NAMES})\.?\Z", match["journal"].strip(" .,")))


def _of_chapter(match: re.Match[str]) -> dict[str, str]:
    fields = {"kind": "incollection", "booktitle": match["booktitle"].strip(" .,")}
    fields |= {"editors": match["editors"] or "", "edited": match["edited"] or ""}
    rest = match["rest"]
    pages = _LAST_PAGES.search(rest)
    fields["pages"] = match["pages"] or (pages[1] if pages else "")
    book = _BOOK.fullmatch(_LAST_PAGES.sub("", rest))
    return fields | (_groups(book) if book else {})


def _straight(text: str) -> NameList | None:
    """Read `Ben Bern and Cy Cole`."""
    parts = re.split(r",\s+(?:and\s)?|\sand\s", text.strip(" .")) if text else []
    names = [Author(*reversed(part.rsplit(" ", 1))) for part in parts if " " in part]
    return NameList(tuple(names)) if names and len(names) == len(parts) else None


def _groups(match: re.Match[str]) -> dict[str, str]:
    found: Mapping[str, str | None] = match.groupdict()
    other = {"place": "address", "house": "publisher", "firm": "publisher", "town": "address"}
    return {other.get(name, name): value.strip(" .,") for name, value in found.items() if value}
