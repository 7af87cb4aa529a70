"""The list of references of an article in JATS: element citations, mixed ones, and grouped ones.

Source: the Journal Article Tag Suite (ANSI/NISO Z39.96), `ref`, `element-citation`,
`mixed-citation` and, before it, `citation` and `nlm-citation`. What is tagged is taken as it is; a
mixed citation whose parts are not tagged is read as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.identifiers.doi import DOI, doi_in_address, doi_within, without_address
from claimweave.references.incoming.incoming_entry import IncomingEntry
from claimweave.references.incoming.jats_kinds import fields_by_kind, kind_of_citation
from claimweave.references.incoming.printed_names import with_particle
from claimweave.references.incoming.printed_works import identifiers_in, read_printed_work
from claimweave.references.incoming.source_fields import displayed, with_one_address, year_in
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation", "product")
_PARTS = {
    "volume": "volume", "issue": "number", "edition": "edition", "publisher-name": "publisher",
    "publisher-loc": "address", "series": "series", "isbn": "isbn", "issn": "issn",
    "version": "version", "conf-name": "eventtitle", "month": "month", "day": "day",
    "institution": "institution", "elocation-id": "eid", "patent": "number",
}  # fmt: skip
_ROLES = {"author": "author", "authors": "author", "allauthors": "author", "editor": "editor",
          "editors": "editor", "guest-editor": "editor", "translator": "translator",
          "inventor": "author", "curator": "author", "compiler": "author"}  # fmt: skip
_SILENT = frozenset({"label", "comment", "annotation", "date-in-citation", "season", "object-id",
                     "pub-id", "ext-link", "uri", "page-range", "fpage", "lpage", "year",
                     "etal"})  # fmt: skip
_NUMBERED = re.compile(r"\A[\[(]?([0-9]{1,3})[.)\]]?\s+(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class JatsWork:
    """A reference: its identifier, its printed number, its text, and the works under it."""

    key: str
    number: int | None
    text: str
    entries: tuple[IncomingEntry, ...]


def read_jats_list(references: Iterable[Element]) -> list[JatsWork]:
    """Return the works of `ref` elements, in their order; several under one number stay together.

    One without an identifier is called by its place.
    """
    found = []
    for place, reference in enumerate(references, start=1):
        key = reference.get("id") or f"ref-{place}"
        citations = list(_citations(reference))
        shown = " ".join(filter(None, map(_shown, citations)))
        number = _number(reference, citations)
        printed = _NUMBERED.match(shown)
        if number is None and printed:
            number = int(printed[1])
        entries = tuple(_entry(one, key) for one in citations)
        fault = IncomingEntry(0, key=key, fault="the reference has no citation that can be read")
        found.append(JatsWork(key, number, shown, entries or (fault,)))
    return found


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _citations(reference: Element) -> Iterator[Element]:
    """Yield each cited work once: of two forms of one, the one with the more tags."""
    for child in reference:
        name = _local(child)
        if name in _CITATIONS:
            yield child
        elif name == "citation-alternatives":
            forms = [one for one in child if _local(one) in _CITATIONS]
            if forms:
                yield max(forms, key=lambda form: len(list(form.iter())))


def _number(reference: Element, citations: list[Element]) -> int | None:
    labels = [one for holder in (reference, *citations) for one in holder if _local(one) == "label"]
    for label in labels:
        found = re.fullmatch(r"\W*([0-9]{1,4})\W*[a-z]?\W*", "".join(label.itertext()))
        if found:
            return int(found[1])
    return None


def _shown(citation: Element) -> str:
    texts = [citation.text or ""]
    for child in citation:
        texts += ["" if _local(child) == "label" else "".join(child.itertext()), child.tail or ""]
    mixed = not len(citation) or any(re.search(r"[.,;:(]", between) for between in texts[::2])
    return " ".join(displayed(("" if mixed else " ").join(texts)).split())


def _entry(citation: Element, key: str) -> IncomingEntry:
    """Return what a citation says; one whose parts are not tagged is read as it is printed."""
    fields, people, more = _Parts(citation).read()
    kind = kind_of_citation(citation, fields)
    fields = fields_by_kind(kind, fields)
    texts, left = with_one_address(fields)
    tagged = texts.get("title") and (people["author"] or people["editor"] or texts.get("year"))
    if not tagged:
        printed = read_printed_work(_NUMBERED.sub("", _shown(citation), count=1), key)
        if printed.record is None or not texts.get("title"):
            return _with_identifiers(printed, texts)
    authors = tuple(people.pop("author"))
    others = {role: NameList(tuple(names)) for role, names in people.items() if names}
    record = BibliographicRecord(kind, authors, texts, more_authors=more, people=others)
    return IncomingEntry(0, record, key, left_out=left)


def _with_identifiers(printed: IncomingEntry, texts: dict[str, str]) -> IncomingEntry:
    """Return a printed work with what is tagged of it: mostly its DOI and its PMID."""
    if printed.record is None:
        return printed
    known = {name: text for name, text in texts.items() if name in ("doi", "pmid", "pmcid")}
    record = printed.record
    fields = {**record.fields, **known}
    return IncomingEntry(
        0,
        BibliographicRecord(
            record.kind,
            record.authors,
            fields,
            more_authors=record.more_authors,
            people=record.people,
        ),
        printed.key,
    )


class _Parts:
    """The tagged parts of a citation."""

    def __init__(self, citation: Element) -> None:
        self._citation = citation
        self._fields: dict[str, str] = {}
        self._people: dict[str, list[Author]] = {"author": [], "editor": [], "translator": []}
        self._more = False

    def read(self) -> tuple[dict[str, str], dict[str, list[Author]], bool]:
        """Return the fields, the names by role, and whether names are left out."""
        self._all(self._citation, "author")
        self._pages()
        self._identifiers()
        return {n: t for n, t in self._fields.items() if t}, self._people, self._more

    def _all(self, element: Element, role: str) -> None:
        for child in element:
            name = _local(child)
            if name == "person-group":
                kind = child.get("person-group-type", "author")
                self._all(child, _ROLES.get(kind, "editor"))
            elif name in ("name", "string-name", "collab", "anonymous", "name-alternatives"):
                self._name(child, role, name)
            elif name == "etal":
                self._more = True
            elif name in (
                "article-title",
                "chapter-title",
                "part-title",
                "data-title",
                "trans-title",
                "source",
                "trans-source",
            ):
                self._fields.setdefault(name, _text(child))
            elif name in _PARTS:
                self._fields.setdefault(_PARTS[name], _text(child))
            elif name == "year":
                self._fields.setdefault("year", year_in(_text(child)))
            elif name not in _SILENT and len(child):
                self._all(child, role)

    def _name(self, element: Element, role: str, kind: str) -> None:
        if kind == "name-alternatives":
            if len(element):
                self._name(element[0], role, _local(element[0]))
            return
        parts = {_local(part): _text(part) for part in element}
        family, given = parts.get("surname", ""), parts.get("given-names", "")
        prefix, suffix = parts.get("prefix", ""), parts.get("suffix", "")
        if family:
            spaced = re.sub(r"(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ])", " ", given) if given.isupper() else given
            given = re.sub(r"\b([A-ZÀ-Þ])(?=\s|-|$)", r"\1.", spaced)
            family, given = with_particle(family, given)
            titled = prefix if prefix[:1].islower() else ""
            self._people[role].append(Author(f"{titled} {family}".strip(), given, suffix))
        elif _text(element):
            self._people[role].append(Author(_text(element)))

    def _pages(self) -> None:
        found = {
            _local(one): _text(one)
            for one in self._citation.iter()
            if _local(one) in ("fpage", "lpage", "page-range")
        }
        first, last = found.get("fpage", ""), found.get("lpage", "")
        pages = f"{first}--{last}" if last and last != first else first
        if first or "page-range" in found:
            self._fields["pages"] = found.get("page-range") or pages

    def _identifiers(self) -> None:
        for one in self._citation.iter():
            if _local(one) == "pub-id":
                self._identifier(one.get("pub-id-type", ""), _text(one))
            elif _local(one) in ("ext-link", "uri"):
                link = _link(one)
                bare = doi_in_address(link)
                if bare:
                    self._fields.setdefault("doi", bare)
                elif re.match(r"https?://", link):
                    self._fields.setdefault("url", link)
        for name, text in identifiers_in(_shown(self._citation)).items():
            self._fields.setdefault(name, text)
        if not DOI.fullmatch(without_address(self._fields.get("doi", ""))):
            self._fields["doi"] = doi_within(self._fields.pop("doi", ""))

    def _identifier(self, kind: str, text: str) -> None:
        digits = re.search(r"[0-9]{1,9}", text)
        if kind == "doi":
            self._fields["doi"] = text
        elif kind == "pmid" and digits:
            self._fields["pmid"] = digits[0]
        elif kind in ("pmcid", "pmc") and digits:
            self._fields["pmcid"] = f"PMC{digits[0]}"
        elif kind in ("isbn", "issn"):
            self._fields.setdefault(kind, text)
        elif kind == "arxiv" and text:
            self._fields |= {"archiveprefix": "arXiv", "eprint": text.removeprefix("arXiv:")}


def _link(element: Element) -> str:
    address = next((v for n, v in element.attrib.items() if n.rpartition("}")[2] == "href"), "")
    return address or _text(element)


def _text(element: Element) -> str:
    return " ".join(displayed("".join(element.itertext())).split())
