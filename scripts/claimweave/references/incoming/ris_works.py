"""What the tags of RIS say of each type of work.

Sources: the RIS specification of Reference Manager, and the tags of EndNote's reference types. In
one record, `A1` and `AU` both name authors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.identifiers.doi import DOI, without_address
from claimweave.references.incoming.source_fields import (
    incoming_record,
    tagged_names,
    with_one_address,
    year_in,
)
from claimweave.references.kinds import KINDS, kind_of
from claimweave.review.work_date import read_date

if TYPE_CHECKING:
    from claimweave.references.incoming.source_fields import SourceFields
    from claimweave.references.record import BibliographicRecord

RIS_KINDS = {kind.ris: name for name, kind in KINDS.items()} | {
    "ADVS": "video", "AGGR": "dataset", "ART": "artwork", "BILL": "legislation", "BLOG": "online",
    "CASE": "jurisdiction", "COMP": "software", "CONF": "proceedings", "DATA": "dataset",
    "DBASE": "dataset", "DICT": "inreference", "EBOOK": "book", "ECHAP": "incollection",
    "EDBOOK": "book", "EJOUR": "article", "ELEC": "online", "ENCYC": "inreference",
    "FIGURE": "artwork", "GOVDOC": "techreport", "ICOMM": "online", "INPR": "article",
    "JFULL": "periodical", "LEGAL": "legal", "MANSCPT": "unpublished", "MGZN": "article",
    "MPCT": "movie", "MULTI": "online", "MUSIC": "music", "NEWS": "article", "PAMP": "booklet",
    "PAT": "patent", "PCOMM": "letter", "SER": "book", "SLIDE": "misc", "SOUND": "audio",
    "STAND": "standard", "STAT": "legislation", "UNPB": "unpublished", "VIDEO": "video",
    "WEB": "online",
}  # fmt: skip
"""Type of RIS to the type of BibTeX; of another one `misc` is made, and it is told."""

_SUBTYPES = {"MGZN": "magazine", "NEWS": "newspaper"}
_TEXTS = {
    "title": ("TI", "T1", "CT"),
    "volume": ("VL",),
    "number": ("IS",),
    "publisher": ("PB",),
    "address": ("CY", "PP"),
    "edition": ("ET",),
    "eid": ("C7",),
    "volumes": ("NV",),
    "language": ("LA",),
    "type": ("M3",),
}
_CONTAINER = ("JF", "T2", "JO", "BT", "J1", "J2", "JA")
_BOOKS = ("book", "incollection", "proceedings", "inproceedings", "inreference", "booklet")
_PMC = re.compile(r"(?:PMCID:\s*)?(PMC[0-9]+)")
_PMID = re.compile(r"(?:https?://)?(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/([0-9]{1,9})/?")


def ris_record(fields: SourceFields) -> tuple[BibliographicRecord, str]:
    """Return what a record says, and its key in the file; what is left in `fields` is not taken."""
    type_ = fields.first("TY").upper()
    known = {"title": fields.first("BT")} if type_ in ("BOOK", "UNPB") else {}
    known |= {n: text for n, tags in _TEXTS.items() if (text := fields.first(*tags))}
    within = fields.first(*_CONTAINER)
    kind = _kind(type_, known.get("type", ""), within)
    known |= _numbers(fields, kind) | _dates(fields) | _identifiers(fields, known)
    known |= _of_its_kind(fields, type_, kind, within, known)
    texts, bad = with_one_address(known)
    if bad:
        fields.put_back(known["url"])
    people = {
        "author": tagged_names(fields.every("A1", "AU")),
        "editor": tagged_names(fields.every("A2", "ED", *(["A3"] if kind == "book" else []))),
        "translator": tagged_names(fields.every("A4")),
    }
    unknown = "" if type_ in RIS_KINDS else type_
    edited = type_ == "EDBOOK"
    record = incoming_record(kind, texts, people, edited=edited, unknown_type=unknown)
    return record, fields.first("ID")


def _kind(type_: str, sort: str, within: str) -> str:
    kind = RIS_KINDS.get(type_, "misc")
    if kind == "proceedings" and within:  # what most write for a paper, too
        return "inproceedings"
    if kind == "phdthesis" and re.match(r"master|m\.?sc|diplom", sort, re.IGNORECASE):
        return "mastersthesis"
    return kind


def _numbers(fields: SourceFields, kind: str) -> dict[str, str]:
    """Return the pages, and the number of the book or of the journal."""
    first, last = fields.first("SP"), fields.first("EP")
    whole = f"{first}-{last}" if last and last != first and "-" not in first else first or last
    known = {"pages": whole, ("isbn" if kind in _BOOKS else "issn"): fields.first("SN")}
    if kind in ("incollection", "inbook", "inreference"):
        known["chapter"] = fields.first("SE")
    return {name: text for name, text in known.items() if text}


def _dates(fields: SourceFields) -> dict[str, str]:
    """Return the year, month and day, and the day on which an address was read."""
    written = fields.first("PY", "Y1")
    day = fields.first("DA") or written
    known = {"year": year_in(written or day)}
    if not re.fullmatch(r"[0-9/-]*", written) and written != known["year"]:
        fields.put_back(written)
    parts = re.match(r"([12][0-9]{3})[/-]([0-9]{1,2})(?:[/-]([0-9]{1,2}))?(?![0-9])", day)
    if parts and parts[1] == known["year"] and _is_date(day):
        known |= {"month": parts[2].lstrip("0"), "day": (parts[3] or "").lstrip("0")}
    elif day and day != written and day.strip("/") != known["year"]:
        fields.put_back(day)
    if read := fields.first("Y2"):
        known["urldate"] = _iso(read)
        if not _is_date(read):
            known["urldate"] = ""
        if not _is_date(read) or not re.fullmatch(r"[0-9/:. TZ-]*", read):
            fields.put_back(read)
    return {name: text for name, text in known.items() if text}


def _iso(text: str) -> str:
    """Return `2001/2/3/` as `2001-02-03`."""
    parts = re.match(r"([0-9]{4})(?:[/-]([0-9]{1,2}))?(?:[/-]([0-9]{1,2}))?", text)
    return "-".join(part.zfill(2) for part in parts.groups() if part) if parts else ""


def _is_date(text: str) -> bool:
    return bool(read_date(_iso(text)))


def _identifiers(fields: SourceFields, known: dict[str, str]) -> dict[str, str]:
    """Return the DOI, also where older exports have it, the address, and PubMed's numbers."""
    found = {"doi": fields.first("DO"), "pmcid": fields.matching("C2", _PMC)}
    if not found["doi"] and DOI.fullmatch(without_address(known.get("type", ""))):
        found["doi"] = known.pop("type")
    database = fields.first("DB")
    if database:
        fields.put_back(database)
    found["pmid"] = fields.matching("UR", _PMID)
    if not found["pmid"] and re.search(r"pubmed|medline", database, re.IGNORECASE):
        found["pmid"] = fields.matching("AN", re.compile(r"([0-9]{1,9})"))
    found["url"] = fields.first("UR")
    return {name: text for name, text in found.items() if text}


def _of_its_kind(
    fields: SourceFields, type_: str, kind: str, within: str, known: dict[str, str]
) -> dict[str, str]:
    """Return what one type of work says under a tag that means another thing elsewhere."""
    container = kind_of(kind).within
    if container == "series":  # of two, the other one is told
        more = {"series": within or fields.first("T3")}
    else:
        more = {container: within, "series": fields.first("T3")}
    if known.get("type") == "PhD thesis" and kind == "phdthesis":
        known.pop("type")
    if kind in ("dataset", "software") and "edition" in known:
        more["version"] = known.pop("edition")
    if known.get("pages") and known.get("pages") == known.get("eid"):
        known.pop("pages")
    more["entrysubtype"] = _SUBTYPES.get(type_, "")
    return {name: text for name, text in more.items() if text}
