"""A file of EndNote XML that is brought in, as EndNote, Zotero and Mendeley write it.

Source: EndNote's RSXML document type. It is read by defusedxml: entities and document types are
refused, and each text is that of its `style` elements together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.disk.strict_xml import UnreadableXmlError, strict_xml
from claimweave.identifiers.doi import DOI, doi_within, without_address
from claimweave.references.incoming.incoming_entry import (
    IncomingEntry,
    IncomingFile,
    UnreadableFileError,
    refuse_too_many,
)
from claimweave.references.incoming.source_fields import (
    SourceFields,
    incoming_record,
    tagged_names,
    with_one_address,
    year_in,
)
from claimweave.references.kinds import kind_of
from claimweave.review.work_date import date_of_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_TAGS = 2_000_000
"""Tags of a file: each takes many times its bytes in memory. A record has about a hundred."""

DEEPEST = 8
"""Elements one within the other that are told apart; EndNote has four."""

ENDNOTE_KINDS = {
    "artwork": "artwork", "bill": "legislation", "blog": "online", "book": "book",
    "book section": "incollection", "case": "jurisdiction", "computer program": "software",
    "conference paper": "inproceedings", "conference proceedings": "inproceedings",
    "dataset": "dataset", "dictionary": "inreference", "edited book": "book",
    "electronic article": "article", "electronic book": "book",
    "electronic book section": "incollection", "encyclopedia": "inreference", "figure": "artwork",
    "film or broadcast": "movie", "generic": "misc", "government document": "techreport",
    "journal article": "article", "legal rule or regulation": "legal",
    "magazine article": "article", "manuscript": "unpublished", "music": "music",
    "newspaper article": "article", "online database": "dataset", "online multimedia": "online",
    "pamphlet": "booklet", "patent": "patent", "personal communication": "letter",
    "report": "techreport", "serial": "book", "standard": "standard", "statute": "legislation",
    "thesis": "phdthesis", "unpublished work": "unpublished", "web page": "online",
}  # fmt: skip
"""EndNote's name of a type to the type of BibTeX; of another one `misc` is made, and it is told."""

_SUBTYPES = {"magazine article": "magazine", "newspaper article": "newspaper"}
_TEXTS = {
    "title": ("titles/title",),
    "volume": ("volume",),
    "number": ("number",),
    "volumes": ("num-vols",),
    "edition": ("edition",),
    "address": ("pub-location",),
    "publisher": ("publisher",),
    "language": ("language",),
    "type": ("work-type",),
    "eid": ("custom7",),
    "pages": ("pages",),
}
_WITHIN = (
    "titles/secondary-title",
    "periodical/full-title",
    "periodical/abbr-1",
    "titles/alt-title",
)
_ROLES = {
    "editor": "contributors/secondary-authors/author",
    "translator": "contributors/subsidiary-authors/author",
}
_PMC = re.compile(r"(PMC[0-9]+)", re.IGNORECASE)


def read_endnote_file(text: str) -> IncomingFile:
    """Return the records of a text of EndNote XML.

    Raises:
        UnreadableFileError: when it is not XML, defines entities, or has no records.
    """
    try:
        root = strict_xml(text, MOST_TAGS, forbid_dtd=True)
    except UnreadableXmlError as error:
        said = {
            "tags": f"the file has more than {MOST_TAGS:,} tags: split it",
            "declares": "the XML has a document type or entities, which EndNote's has not: they "
            "are not followed",
            "none": str(error),
        }
        raise UnreadableFileError(said[error.because]) from None
    records = list(root.iter("record"))
    refuse_too_many(len(records))
    if not records and root.tag not in ("xml", "records"):
        raise UnreadableFileError("this is XML, and not EndNote's: it has no <record>")
    lines = _lines(text)
    places = lines if len(lines) == len(records) else [0] * len(records)
    return IncomingFile(tuple(map(_entry, records, places)))


def _lines(text: str) -> list[int]:
    found, line, at = [], 1, 0
    for tag in re.finditer(r"<record[\s>]", text):
        line += text.count("\n", at, tag.start())
        at = tag.start()
        found.append(line)
    return found


def _entry(record: Element, line: int) -> IncomingEntry:
    values: dict[str, list[str]] = {}
    for name, text in _texts(record):
        values.setdefault(name, []).append(text)
    fields = SourceFields(values)
    type_ = _type(record)
    kind = ENDNOTE_KINDS.get(type_, "misc")
    known = {name: fields.first(*names) for name, names in _TEXTS.items()}
    known |= _dates(fields) | _identifiers(fields, kind) | _of_its_kind(fields, type_, kind, known)
    texts, bad = with_one_address(known)
    if bad:
        fields.put_back(known["url"])
    roles = {"author": "contributors/authors/author", **_ROLES}
    people = {role: tagged_names(fields.every(path)) for role, path in roles.items()}
    unknown = "" if type_ in ENDNOTE_KINDS else type_
    edited = type_ == "edited book"
    written = incoming_record(kind, texts, people, edited=edited, unknown_type=unknown)
    return IncomingEntry(line, written, fields.first("label"), left_out=fields.left())


def _type(record: Element) -> str:
    found = record.find("ref-type")
    if found is None:
        return ""
    return (found.get("name") or "".join(found.itertext())).strip().casefold()


def _texts(record: Element) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each field; `style` elements are a part of their field."""
    waiting = [("", child) for child in reversed(record)]
    while waiting:
        path, element = waiting.pop()
        name = f"{path}{element.tag}"
        deep = path.count("/") > DEEPEST
        inner = [child for child in element if child.tag != "style" and not deep]
        if inner:
            waiting += [(f"{name}/", child) for child in reversed(inner)]
        elif name != "ref-type" and (text := "".join(element.itertext()).strip()):
            yield name, text.replace("\r", " ; ") if name == "isbn" else text


def _dates(fields: SourceFields) -> dict[str, str]:
    """Return the year, and the month and day where they are one date."""
    whole = fields.first("dates/year")
    known = {"year": year_in(whole)}
    if whole != known["year"]:
        fields.put_back(whole)
    written = fields.first("dates/pub-dates/date")
    date = date_of_parts(known["year"], written)
    without_year = written.replace(known["year"], "").strip(" ,") if known["year"] else written
    date = date if date.month else date_of_parts(known["year"], without_year)
    if date.month and re.fullmatch(r"[A-Za-z]+\.?(?: [0-9]{1,2})?,?", without_year):
        known |= {"month": str(date.month), "day": str(date.day or "")}
    elif written:
        fields.put_back(written)
    return {name: text for name, text in known.items() if text}


def _identifiers(fields: SourceFields, kind: str) -> dict[str, str]:
    books = ("book", "incollection", "inproceedings", "inreference", "booklet")
    found = {
        "doi": fields.first("electronic-resource-num"),
        "pmcid": fields.matching("custom2", _PMC),
        "isbn" if kind in books else "issn": fields.first("isbn"),
        "url": fields.first("urls/related-urls/url", "urls/web-urls/url"),
    }
    if found["doi"] and not DOI.fullmatch(without_address(found["doi"])):
        found["doi"] = doi_within(found["doi"]) or found["doi"]
    database = fields.first("remote-database-name")
    if database:
        fields.put_back(database)
    if re.search(r"pubmed|medline|nlm", database, re.IGNORECASE):
        found["pmid"] = fields.matching("accession-num", re.compile(r"([0-9]{1,9})"))
    return {name: text for name, text in found.items() if text}


def _of_its_kind(
    fields: SourceFields, type_: str, kind: str, known: dict[str, str]
) -> dict[str, str]:
    """Return what one type of work says under a name that means another thing elsewhere."""
    container = kind_of(kind).within
    within = fields.first(*_WITHIN)
    if container == "series":  # of two, the other one is told
        more = {"series": within or fields.first("titles/tertiary-title")}
    else:
        more = {container: within, "series": fields.first("titles/tertiary-title")}
    more["entrysubtype"] = _SUBTYPES.get(type_, "")
    if kind == "incollection":
        more["chapter"] = fields.first("section")
    if known["type"] == "PhD thesis" and kind == "phdthesis":
        known["type"] = ""
    if known["pages"] == known["eid"]:
        known["pages"] = ""
    return {name: text for name, text in more.items() if text}
