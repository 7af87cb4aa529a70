"""The sources that Word itself keeps for its citations.

Source: ECMA-376, part 1, 22.6 (bibliography).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.article.docx_parts import parsed_part
from claimweave.references.incoming.incoming_entry import IncomingEntry
from claimweave.references.incoming.source_fields import year_in
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_KINDS = {
    "JournalArticle": "article",
    "ArticleInAPeriodical": "article",
    "Book": "book",
    "BookSection": "incollection",
    "ConferenceProceedings": "inproceedings",
    "Report": "techreport",
    "InternetSite": "online",
    "DocumentFromInternetSite": "online",
}
_FIELDS = {"Title": "title", "JournalName": "journal", "PeriodicalTitle": "journal",
           "BookTitle": "booktitle", "ConferenceName": "booktitle", "Publisher": "publisher",
           "City": "address", "Volume": "volume", "Issue": "number", "Pages": "pages",
           "Edition": "edition", "DOI": "doi", "URL": "url", "Institution": "institution",
           "Month": "month"}  # fmt: skip


def word_sources(parts: Mapping[str, bytes]) -> dict[str, IncomingEntry]:
    """Return the sources of a document by their tags."""
    found = {}
    for name, part in parts.items():
        if name.startswith("customXml/item") and b"Sources" in part:
            for source in parsed_part(part).iter():
                if _local(source) == "Source":
                    tag = _text(source, "Tag")
                    found[tag] = _entry(source, tag)
    return found


def _entry(source: Element, tag: str) -> IncomingEntry:
    texts = {field: _text(source, name) for name, field in _FIELDS.items() if _text(source, name)}
    texts["year"] = year_in(_text(source, "Year"))
    people = {role: list(_people(source, role)) for role in ("Author", "Editor")}
    others = {"editor": NameList(tuple(people["Editor"]))} if people["Editor"] else {}
    record = BibliographicRecord(
        _KINDS.get(_text(source, "SourceType"), "misc"),
        tuple(people["Author"]),
        {name: text for name, text in texts.items() if text},
        people=others,
    )
    return IncomingEntry(0, record, tag)


def _people(source: Element, role: str) -> Iterator[Author]:
    for holder in source.iter():
        if _local(holder) == role and holder is not source:
            for one in holder.iter():
                if _local(one) == "Person":
                    given = " ".join(filter(None, (_text(one, "First"), _text(one, "Middle"))))
                    yield Author(_text(one, "Last"), given)
                elif _local(one) == "Corporate" and one.text:
                    yield Author(one.text.strip())
            if any(_local(one) in ("Person", "Corporate") for one in holder.iter()):
                return


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    return next((" ".join((e.text or "").split()) for e in element if _local(e) == name), "")
