"""A bibliographic work as schema.org has it.

Sources: schema.org/ScholarlyArticle, Book, Chapter, Thesis, Report, Dataset and the other types of
`references/kinds.py`; schema.org/PublicationIssue (a journal is an issue of a periodical at once).
What schema.org has no property for stands in `additionalProperty`, with its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.identifiers.doi import doi_address
from claimweave.references.pages import with_hyphens
from claimweave.references.remaining_fields import RemainingFields, names_as_text

if TYPE_CHECKING:
    from claimweave.references.work import Work
    from claimweave.review.names import Author
    from claimweave.review.work_date import WorkDate

_TEXTS = {
    "abstract": "abstract",
    "annote": "description",
    "keywords": "keywords",
    "shorttitle": "alternateName",
    "pagetotal": "numberOfPages",
}
_IDENTIFIERS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}


def described(work: Work) -> dict[str, Any]:
    """Return the properties of a work but its type; what is not known is an empty value."""
    rest = RemainingFields(work.fields)
    known = {
        "name": rest.take("title"),
        "author": [_agent(author) for author in work.authors],
        "datePublished": _interval(work.date) or work.field("year"),
        "isPartOf": _whole(work, rest),
        "pagination": with_hyphens(rest.take("pages")) or rest.take("eid"),
        "identifier": _identifiers(work, rest),
        "sameAs": _addresses(work),
    }
    for name in ("doi", "url", "year", "month"):
        rest.take(name)
    return known | _own(work, rest) | _left_over(work, rest)


def _addresses(work: Work) -> str | list[str]:
    """Return the address of the DOI and that of the work; one alone stands for itself."""
    doi = work.field("doi")
    found = [address for address in (doi_address(doi) if doi else "", work.url) if address]
    return found[0] if len(found) == 1 else found


def _agent(author: Author) -> dict[str, str]:
    if author.literal:
        return {"@type": "Thing", "name": author.literal}
    person = {"@type": "Person", "familyName": author.family, "givenName": author.given}
    return person | ({"honorificSuffix": author.suffix} if author.suffix else {})


def _whole(work: Work, rest: RemainingFields) -> object:
    """Return what a work is a part of: an issue of a journal, a book, a series or a site."""
    container, field = rest.take(work.container_field), work.container_field
    found = [_container(container, work, rest) if container and field != "series" else None]
    found.append(_series(container if field == "series" else rest.take("series"), rest))
    known = [whole for whole in found if whole]
    return known[0] if len(known) == 1 else known


def _container(name: str, work: Work, rest: RemainingFields) -> dict[str, Any]:
    if work.container_field == "journal":
        return _journal(name, rest)
    if work.kind.form == "page":
        return {"@type": "WebSite", "name": name}
    series = _series(rest.take("series"), rest)
    return {"@type": "Book", "name": name, **_book(work, rest), "isPartOf": series}


def _journal(name: str, rest: RemainingFields) -> dict[str, Any]:
    volume, number = rest.take("volume"), rest.take("number")
    types = ["Periodical", *["PublicationVolume"] * bool(volume)]
    types += ["PublicationIssue"] * bool(number)
    return {
        "@type": types if len(types) > 1 else types[0],
        "name": name,
        "volumeNumber": volume,
        "issueNumber": number,
        "issn": rest.take("issn"),
        "alternateName": rest.take("shortjournal"),
    }


def _book(work: Work, rest: RemainingFields) -> dict[str, Any]:
    """Return the properties of a book: as a work of its own, or as what a chapter is in."""
    return {
        "editor": [_agent(name) for name in work.names("editor").names],
        "bookEdition": rest.take("edition"),
        "volumeNumber": rest.take("volume"),
        "isbn": rest.take("isbn"),
        "publisher": _publisher(work, rest),
    }


def _series(name: str, rest: RemainingFields) -> dict[str, Any] | None:
    if not name:
        return None
    number = rest.take("number")
    return {
        "@type": "CreativeWorkSeries",
        "name": name,
        "position": number,
        "issn": rest.take("issn"),
    }


def _publisher(work: Work, rest: RemainingFields) -> dict[str, Any] | None:
    name, place = rest.take(work.publisher_field), rest.take("address")
    if not name and not place:
        return None
    return {"@type": "Organization", "name": name, "location": place}


def _identifiers(work: Work, rest: RemainingFields) -> list[dict[str, str]]:
    found = [(label, rest.take(name)) for name, label in _IDENTIFIERS.items()]
    if work.eprint and work.eprint.number:
        found.append((work.eprint.server or "eprint", work.eprint.number))
        rest.take("eprint")
        rest.take("archiveprefix")
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in found
        if value
    ]


def _own(work: Work, rest: RemainingFields) -> dict[str, Any]:
    """Return the properties that only some kinds of work have."""
    item: dict[str, Any] = {schema: rest.take(name) for name, schema in _TEXTS.items()}
    item |= {
        "translator": [_agent(name) for name in work.names("translator").names],
        "inLanguage": rest.take("language") or work.language,
        "genre": _genre(work),
    }
    rest.take("type")
    if work.server:
        item["creativeWorkStatus"] = "Preprint"
    if work.kind.form == "thesis":
        item["inSupportOf"] = work.genre
    if work.kind.schema == "Report":
        item["reportNumber"] = rest.take("number")
    if work.kind.schema == "SoftwareApplication":
        item["softwareVersion"] = rest.take("version")
    item["version"] = rest.take("version")
    if work.kind.form != "part" or not work.container_field:
        item |= {name: value for name, value in _book(work, rest).items() if value}
    if event := rest.take("eventtitle"):
        when, where = _interval(work.date_in("eventdate")), rest.take("venue")
        rest.take("eventdate")
        item["recordedAt"] = {"@type": "Event", "name": event, "startDate": when, "location": where}
    return item


def _genre(work: Work) -> str:
    """Return the sort of work in words, where its type in schema.org does not say it."""
    if work.genre or work.kind.schema != "CreativeWork":
        return work.genre
    return "" if work.kind.csl == "document" else work.kind.words.removeprefix("a ")


def _left_over(work: Work, rest: RemainingFields) -> dict[str, Any]:
    roles = [role for role in work.people if role not in ("author", "editor", "translator")]
    named = rest.left() | {role: names_as_text(work, role) for role in roles}
    return {
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": text} for name, text in named.items()
        ]
    }


def _interval(date: WorkDate) -> str:
    """Return a date, or a range of dates, as ISO 8601 has it."""
    return f"{date.iso}/{date.end.iso}" if date.end else date.iso
