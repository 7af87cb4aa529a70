"""Of what kind a work is that JATS cites, and what its parts are called in BibTeX.

Source: the Journal Article Tag Suite (ANSI/NISO Z39.96), `@publication-type`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS = {
    "journal": "article", "article": "article", "article-journal": "article",
    "book": "book", "chapter": "incollection", "book-chapter": "incollection",
    "confproc": "inproceedings", "conf-proc": "inproceedings", "conference": "inproceedings",
    "conference-proceeding": "inproceedings", "thesis": "phdthesis", "dissertation": "phdthesis",
    "report": "techreport", "gov": "techreport", "working-paper": "techreport",
    "preprint": "article", "periodical": "article", "newspaper": "article", "magazine": "article",
    "data": "dataset", "dataset": "dataset", "database": "dataset", "software": "software",
    "patent": "patent", "web": "online", "webpage": "online", "website": "online",
    "online": "online", "standard": "standard", "letter": "article", "review": "article",
}  # fmt: skip
"""Type of a publication to the type of BibTeX; without one, its parts tell."""

_EDITION = re.compile(r"\s*(?:ed(?:ition|n)?\.?)\s*$", re.IGNORECASE)


def kind_of_citation(citation: Element, fields: dict[str, str]) -> str:
    """Return the type of a cited work: as it is said, or else by its parts."""
    named = citation.get("publication-type") or citation.get("citation-type") or ""
    kind = _KINDS.get(named.casefold().replace(" ", "-"), "")
    part = "chapter-title" in fields or ("article-title" in fields and "source" in fields)
    if kind == "book" and part:
        return "incollection"
    if kind:
        return kind
    if "chapter-title" in fields:
        return "incollection"
    if "source" in fields and "publisher" in fields:
        return "incollection" if "article-title" in fields else "book"
    return "article" if "article-title" in fields and "source" in fields else "misc"


_SOURCES = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "online": "howpublished",
    "dataset": "publisher",
    "software": "publisher",
    "phdthesis": "school",
    "techreport": "series",
    "misc": "howpublished",
    "book": "series",
}
"""Kind of a work to the field that has what JATS calls its source."""


def fields_by_kind(kind: str, fields: dict[str, str]) -> dict[str, str]:
    """Return the fields by BibTeX's names: a source is a journal, a book, or the work itself."""
    known = dict(fields)
    titles = [
        known.pop(n, "")
        for n in ("article-title", "chapter-title", "part-title", "data-title", "trans-title")
    ]
    title = next(filter(None, titles), "")
    source = known.pop("source", "") or known.pop("trans-source", "")
    known.pop("trans-source", "")
    if not title:
        title, source = source, ""
    if source:
        known.setdefault(_SOURCES.get(kind, "howpublished"), source)
    if kind == "phdthesis":
        known.setdefault("school", known.pop("publisher", "") or known.pop("institution", ""))
    if kind == "techreport":
        known.setdefault("institution", known.pop("publisher", ""))
    if "edition" in known:
        known["edition"] = _EDITION.sub("", known["edition"])
    known["title"] = title
    return {name: text for name, text in known.items() if text}
