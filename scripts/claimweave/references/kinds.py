"""Kinds of work, each once: its BibTeX type, what it is called in words, in RIS and in CSL-JSON.

Sources: Patashnik, "BibTeXing"; the RIS specification of Reference Manager; the CSL 1.0.2 schema.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work as each format names it; `within` is the field of what it is a part of."""

    words: str
    ris: str
    csl: str
    within: str = "journal"


KINDS = {
    "article": WorkKind("an article in a journal", "JOUR", "article-journal"),
    "book": WorkKind("a book", "BOOK", "book"),
    "incollection": WorkKind("a chapter of a book", "CHAP", "chapter", "booktitle"),
    "inproceedings": WorkKind("a paper at a conference", "CPAPER", "paper-conference", "booktitle"),
    "phdthesis": WorkKind("a thesis", "THES", "thesis"),
    "techreport": WorkKind("a report", "RPRT", "report"),
    "misc": WorkKind("something else", "GEN", "document"),
}
"""BibTeX type of an entry to what it is; what brings a work in makes one of these."""

WEB_PAGE = WorkKind("a web page", "ELEC", "webpage", "howpublished")
"""A page of the site is one; BibTeX has no type for it."""


def kind_of(name: str) -> WorkKind:
    """Return what a BibTeX type means; an unknown one is something else."""
    return {"online": WEB_PAGE, **KINDS}.get(name, KINDS["misc"])
