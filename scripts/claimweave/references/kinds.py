"""Kinds of work, each once: its BibTeX type, what it is called in words and in each format.

Sources: Patashnik, "BibTeXing"; biblatex's manual, section 2.1; the RIS specification of Reference
Manager with EndNote's types; the CSL 1.0.2 schema; schema.org.
"""

from __future__ import annotations

from msgspec import Struct


class WorkKind(Struct, frozen=True):
    """A kind of work as each format names it.

    `within` is the field of what it is a part of, `form` how its citation is built
    (`ama_sources`), and `schema` its type in schema.org, whose `genre` says the rest.
    """

    words: str
    ris: str
    csl: str
    within: str = "journal"
    form: str = "other"
    schema: str = "CreativeWork"


_BOOK = WorkKind("a book", "BOOK", "book", "series", "book", "Book")
_CHAPTER = WorkKind("a chapter of a book", "CHAP", "chapter", "booktitle", "part", "Chapter")
_PAPER = WorkKind(
    "a paper at a conference",
    "CPAPER",
    "paper-conference",
    "booktitle",
    "part",
    "ScholarlyArticle",
)
_THESIS = WorkKind("a thesis", "THES", "thesis", "series", "thesis", "Thesis")
_REPORT = WorkKind("a report", "RPRT", "report", "series", "report", "Report")
_PICTURE = WorkKind("a picture", "ART", "graphic", "series", "other", "VisualArtwork")
_SOUND = WorkKind("a recording", "SOUND", "song", "series", "other", "AudioObject")
_LAW = WorkKind("a law", "STAT", "legislation", "series", "other", "Legislation")

KINDS = {
    "article": WorkKind(
        "an article in a journal",
        "JOUR",
        "article-journal",
        "journal",
        "article",
        "ScholarlyArticle",
    ),
    "book": _BOOK,
    "incollection": _CHAPTER,
    "inproceedings": _PAPER,
    "phdthesis": _THESIS,
    "techreport": _REPORT,
    "misc": WorkKind("something else", "GEN", "document"),
}
"""BibTeX type of an entry to what it is; what brings a work in makes one of these."""

WEB_PAGE = WorkKind("a web page", "ELEC", "webpage", "howpublished", "page", "WebPage")
"""Also what BibTeX, which has no type for it, calls `misc` with an address."""

PREPRINT = WorkKind("a preprint", "UNPB", "article", "journal", "preprint", "ScholarlyArticle")
"""What stands on a server of preprints and in no journal, whatever type its entry has."""

EDITED_BOOK = WorkKind("an edited book", "EDBOOK", "book", "series", "book", "Book")
"""A book that names editors, and nobody who wrote it."""

PART_OF_A_BOOK = WorkKind("a part of a book", "CHAP", "chapter", "series", "book", "Chapter")
"""Pages or a chapter of a book by its author: BibTeX names the book alone."""

MAGAZINE = WorkKind("an article in a magazine", "MGZN", "article-magazine", "journal", "article", "Article")  # fmt: skip  # noqa: E501
NEWSPAPER = WorkKind("an article in a newspaper", "NEWS", "article-newspaper", "journal", "article", "NewsArticle")  # fmt: skip  # noqa: E501

_OTHERS = {
    "artwork": _PICTURE,
    "audio": _SOUND,
    "booklet": WorkKind("a booklet", "PAMP", "pamphlet", "series", "book", "Book"),
    "bookinbook": _CHAPTER,
    "collection": EDITED_BOOK,
    "commentary": WorkKind("a legal commentary", "LEGAL", "book", "series", "book", "Book"),
    "conference": _PAPER,
    "dataset": WorkKind("a data set", "DATA", "dataset", "series", "data", "Dataset"),
    "electronic": WEB_PAGE,
    "image": _PICTURE,
    "inbook": _CHAPTER,
    "inreference": WorkKind(
        "an entry of a reference work",
        "ENCYC",
        "entry-encyclopedia",
        "booktitle",
        "part",
        "Article",
    ),
    "jurisdiction": WorkKind("a court's decision", "CASE", "legal_case", "series"),
    "legal": WorkKind("a treaty", "LEGAL", "treaty", "series", "other", "Legislation"),
    "legislation": _LAW,
    "letter": WorkKind("a letter", "PCOMM", "personal_communication", "series"),
    "manual": WorkKind("a manual", "BOOK", "book", "series", "report", "Book"),
    "mastersthesis": _THESIS,
    "movie": WorkKind("a film", "MPCT", "motion_picture", "series", "other", "Movie"),
    "music": _SOUND,
    "mvbook": _BOOK,
    "mvcollection": EDITED_BOOK,
    "mvproceedings": WorkKind("proceedings", "CONF", "book", "series", "book", "Book"),
    "mvreference": WorkKind("a reference work", "EDBOOK", "book", "series", "book", "Book"),
    "online": WEB_PAGE,
    "patent": WorkKind("a patent", "PAT", "patent", "series", "patent"),
    "performance": WorkKind("a performance", "GEN", "performance", "series"),
    "periodical": WorkKind(
        "an issue of a journal",
        "JFULL",
        "periodical",
        "journal",
        "periodical",
        "PublicationIssue",
    ),
    "proceedings": WorkKind("proceedings", "CONF", "book", "series", "book", "Book"),
    "reference": WorkKind("a reference work", "EDBOOK", "book", "series", "book", "Book"),
    "report": _REPORT,
    "review": WorkKind(
        "a review of another work", "JOUR", "review", "journal", "article", "Review"
    ),
    "software": WorkKind(
        "software", "COMP", "software", "series", "software", "SoftwareApplication"
    ),
    "standard": WorkKind("a standard", "STAND", "standard", "series", "standard"),
    "suppbook": _CHAPTER,
    "suppcollection": _CHAPTER,
    "suppperiodical": KINDS["article"],
    "thesis": _THESIS,
    "unpublished": WorkKind(
        "an unpublished manuscript", "UNPB", "manuscript", "series", "manuscript", "Manuscript"
    ),
    "video": WorkKind("a video", "VIDEO", "motion_picture", "series", "other", "VideoObject"),
    "www": WEB_PAGE,
}


def kind_of(name: str) -> WorkKind:
    """Return what a type of BibTeX or biblatex means; an unknown one is something else."""
    return KINDS.get(name) or _OTHERS.get(name) or KINDS["misc"]


CHOSEN = (
    *KINDS, "collection", "dataset", "manual", "mastersthesis", "online", "patent", "proceedings",
    "software", "standard", "unpublished",
)  # fmt: skip
"""The types that somebody may choose who types an entry; a file may bring in any."""
