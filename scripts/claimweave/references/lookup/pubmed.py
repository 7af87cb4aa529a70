"""PubMed's E-utilities: the record of a PMID.

Source: the NCBI E-utilities, `efetch` with `db=pubmed`; the elements are those of PubMed's DTD.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from claimweave.disk.strict_xml import UnreadableXmlError, strict_xml
from claimweave.references.lookup.plain_text import without_hidden
from claimweave.references.lookup.web import LookupFailedError
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from claimweave.references.lookup.web import Web

PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"

MOST_TAGS = 400_000
"""Tags of an answer: each takes twenty times its bytes in memory."""

REMARKS = {
    "Retracted Publication": "PubMed marks it as retracted",
    "Retraction of Publication": "it is itself a notice of retraction",
    "Expression of Concern": "it is itself an expression of concern",
}
"""A type of publication to what somebody who adds it must know."""


@dataclass(frozen=True, slots=True)
class PubMed:
    """The E-utilities, or a server that speaks their format, at an address."""

    web: Web
    address: str = PUBMED
    mail: str = ""

    def record(self, pmid: str) -> BibliographicRecord:
        """Return the record of a PMID.

        Raises:
            LookupFailedError: when it is not known, or there is no readable answer.
        """
        query = {"db": "pubmed", "id": pmid, "retmode": "xml"}
        seen = f"{self.address}/efetch.fcgi?{urlencode(query)}"
        named = {"tool": "claimweave"} | ({"email": self.mail} if self.mail else {})
        root = _parsed(self.web.get(f"{seen}&{urlencode(named)}").body)
        article = root.find("PubmedArticle")
        if root.tag != "PubmedArticleSet":
            raise LookupFailedError("unreadable", "the answer has not the form of PubMed's")
        if article is None and root.find("PubmedBookArticle") is not None:
            raise LookupFailedError("unreadable", "it is a book, which cannot be read from PubMed")
        if article is None:
            raise LookupFailedError("no-such-doi", "PubMed does not know it")
        if _text(article, "MedlineCitation/PMID") != pmid:
            raise LookupFailedError("unreadable", "the answer is about another PMID")
        return _record(article, pmid, seen)


def _parsed(body: bytes) -> Element:
    try:
        return strict_xml(body, MOST_TAGS)
    except UnreadableXmlError as error:
        many = f"the answer has more than {MOST_TAGS:,} tags"
        said = many if error.because == "tags" else "the answer is not XML"
        raise LookupFailedError("unreadable", said) from None


def _record(article: Element, pmid: str, seen: str) -> BibliographicRecord:
    base = "MedlineCitation/Article"
    issue = f"{base}/Journal/JournalIssue"
    found = {
        "title": _text(article, f"{base}/ArticleTitle").removesuffix("."),
        "journal": _text(article, f"{base}/Journal/Title"),
        "year": _year(article, f"{issue}/PubDate"),
        "volume": _text(article, f"{issue}/Volume"),
        "number": _text(article, f"{issue}/Issue"),
        "pages": _text(article, f"{base}/Pagination/MedlinePgn"),
        "doi": _text(article, "PubmedData/ArticleIdList/ArticleId[@IdType='doi']").lower(),
        "pmid": pmid,
    }
    types = {element.text for element in article.iterfind(f"{base}/PublicationTypeList/*")}
    remarks = tuple(remark for type_, remark in REMARKS.items() if type_ in types)
    authors = article.find(f"{base}/AuthorList")
    return BibliographicRecord(
        "article",
        tuple(_authors(article, f"{base}/AuthorList/Author")),
        {name: text for name, text in found.items() if text},
        seen,
        remarks,
        more_authors=authors is not None and authors.get("CompleteYN") == "N",
    )


def _authors(article: Element, path: str) -> Iterator[Author]:
    for author in article.iterfind(path):
        family, suffix = _text(author, "LastName"), _text(author, "Suffix")
        given = _text(author, "ForeName") or _text(author, "Initials")
        body = _text(author, "CollectiveName")
        if family or body:
            yield Author(family, given, suffix) if family else Author(body)


def _year(article: Element, path: str) -> str:
    """Return the year; of a range such as `1998 Dec-1999 Jan` the first."""
    text = _text(article, f"{path}/Year") or _text(article, f"{path}/MedlineDate")
    found = re.search(r"[12][0-9]{3}", text)
    return found.group() if found else ""


def _text(element: Element, path: str) -> str:
    """Return an element's text, that of its inner markup included; empty when there is none."""
    found = element.find(path)
    return without_hidden("".join(found.itertext())) if found is not None else ""
