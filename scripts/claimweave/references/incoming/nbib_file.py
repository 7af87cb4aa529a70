"""A file of nbib, which PubMed exports (`Cite`, `Download .nbib`).

Source: the National Library of Medicine's "MEDLINE/PubMed Data Element (Field) Descriptions": a tag
of up to four signs, a hyphen, a text; a line that begins with blanks goes on with it.
"""

from __future__ import annotations

import re

from claimweave.identifiers.pubmed import pubmed_address
from claimweave.references.incoming.incoming_entry import (
    IncomingEntry,
    IncomingFile,
    outside_said,
    refuse_too_many,
)
from claimweave.references.incoming.source_fields import SourceFields, displayed, tagged_names
from claimweave.references.lookup.pubmed import REMARKS
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList
from claimweave.review.work_date import date_of_parts

_TAG = re.compile(r"([A-Z][A-Z0-9 ]{0,3}?) *-(?: (.*)|\s*)\Z")
_TEXTS = {
    "journal": ("JT", "TA"),
    "volume": ("VI",),
    "number": ("IP",),
    "pages": ("PG",),
    "publisher": ("PB",),
    "edition": ("EN",),
    "series": ("CTI",),
    "language": ("LA",),
    "isbn": ("ISBN",),
}
_DOI = re.compile(r"(\S+) \[doi\]", re.IGNORECASE)
_ISSN = re.compile(r"([0-9]{4}-[0-9]{3}[0-9X])(?: \(\w+\))?", re.IGNORECASE)
_PMC = re.compile(r"(PMC[0-9]+)(?:\.[0-9]+)?")
_INITIALS = re.compile(r"(.+?) ([A-Z]{1,4})(?: (\S+))?")
_NOT_THERE = "[Not Available]."
_NOTICES = {
    "RIN": "PubMed names a notice of its retraction",
    "EIN": "PubMed names a correction of it",
    "ECI": "PubMed names an expression of concern about it",
}


def read_nbib_file(text: str) -> IncomingFile:
    """Return the records of a text of nbib; each begins with its PMID."""
    records: list[tuple[int, list[tuple[str, list[str]]]]] = []
    outside = 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.match(line)
        if found and found[1].strip() == "PMID":
            refuse_too_many(len(records))
            records.append((number, []))
        if not records or (line.strip() and not found and not line[:1].isspace()):
            outside += bool(line.strip())
        elif found:
            records[-1][1].append((found[1].strip(), [(found[2] or "").strip()]))
        elif line.strip():
            records[-1][1][-1][1].append(line.strip())
    entries = (
        _entry(line, [(tag, " ".join(texts)) for tag, texts in tags]) for line, tags in records
    )
    return IncomingFile(tuple(entries), (outside_said(outside),) if outside else ())


def _entry(line: int, lines: list[tuple[str, str]]) -> IncomingEntry:
    values: dict[str, list[str]] = {}
    for tag, text in lines:
        values.setdefault(tag, []).append(text)
    fields = SourceFields(values)
    remarks = [said for tag, said in _NOTICES.items() if tag in values]
    remarks += [REMARKS[type_] for type_ in values.get("PT", ()) if type_ in REMARKS]
    shown = [(tag, displayed(text)) for tag, text in lines]
    authors = _names(fields, shown, "FAU", "AU", "CN")
    editors = _names(fields, shown, "FED", "ED", "")
    pmid = fields.first("PMID")
    record = BibliographicRecord(
        _kind(values),
        authors.names,
        _fields(fields, values) | ({"pmid": pmid} if pmid else {}),
        pubmed_address(pmid) if re.fullmatch(r"[0-9]{1,9}", pmid) else "",
        tuple(dict.fromkeys(remarks)),
        more_authors=authors.more,
        people={"editor": editors} if editors.names else {},
    )
    return IncomingEntry(line, record, left_out=fields.left())


def _kind(values: dict[str, list[str]]) -> str:
    if "BTI" not in values:
        return "article"
    return "incollection" if "TI" in values else "book"


def _fields(fields: SourceFields, values: dict[str, list[str]]) -> dict[str, str]:
    known = {name: fields.first(*tags) for name, tags in _TEXTS.items()}
    title = fields.first("TI")
    if not title or title == _NOT_THERE:
        title = fields.first("TT") or title
    known["title"] = title or fields.first("BTI")
    known["booktitle"] = fields.first("BTI")
    if "BTI" in values:
        known["address"] = fields.first("PL")
    known["doi"] = next(filter(None, (fields.matching(tag, _DOI) for tag in ("AID", "LID"))), "")
    while doi := fields.matching("LID", _DOI) or fields.matching("AID", _DOI):
        if doi.casefold() != known["doi"].casefold():
            fields.put_back(doi)
            break
    known["issn"] = fields.matching("IS", _ISSN)
    known["pmcid"] = fields.matching("PMC", _PMC)
    return {name: text for name, text in (known | _date(fields)).items() if text}


def _date(fields: SourceFields) -> dict[str, str]:
    """Return year, month and day of `2001 Feb 3`; a range or a season is told as left out."""
    text = fields.first("DP")
    parts = re.fullmatch(r"([12][0-9]{3})(?: ([A-Za-z]{3})(?: ([0-9]{1,2}))?)?", text)
    if parts is None:
        year = re.search(r"[12][0-9]{3}", text)
        if text:
            fields.put_back(text)
        return {"year": year[0] if year else text}
    date = date_of_parts(parts[1], parts[2] or "", parts[3] or "")
    return {"year": parts[1], "month": str(date.month or ""), "day": str(date.day or "")}


def _names(
    fields: SourceFields, lines: list[tuple[str, str]], full: str, short: str, body: str
) -> NameList:
    """Return the names in their order: in full where they are, and bodies among them."""
    tags = [tag for tag, text in lines if text]
    person = full if full in tags else short
    fields.every(person, body)
    if tags.count(full) == tags.count(short):  # the same names once more, with initials
        fields.every(short)
    names = []
    for tag, text in lines:
        if tag == body and text:
            names.append(NameList((Author(text),)))
        elif tag == person and text:
            names.append(tagged_names([text]) if "," in text or tag == full else _short(text))
    return NameList(
        tuple(dict.fromkeys(name for one in names for name in one.names)),
        any(one.more for one in names),
    )


def _short(text: str) -> NameList:
    """Return a name with initials behind it: `Adler A`, `Adler AB Jr`."""
    found = _INITIALS.fullmatch(text)
    if not found:
        return tagged_names([text])
    return NameList((Author(found[1], found[2], found[3] or ""),))
