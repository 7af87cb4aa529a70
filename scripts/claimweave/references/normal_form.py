"""The house style of a record's fields: what every way of bringing a work in comes to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.identifiers.doi import DOI, without_address
from claimweave.references import NotInFormError
from claimweave.references.pages import with_hyphens
from claimweave.review.names import with_suffix_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.references.record import BibliographicRecord
    from claimweave.review.names import Author

_YEAR = re.compile(r"((?:1[5-9]|20)[0-9]{2})(?![0-9])")
"""A year, also at the beginning of a day such as 2003-05."""


def in_house_style(record: BibliographicRecord) -> BibliographicRecord:
    """Return a record with its names and fields as the bibliography writes them.

    What cannot be written in BibTeX is left out, and a remark says so.

    Raises:
        NotInFormError: when a DOI, a PMID or a year has not the form of one.
    """
    folded = {name: re.sub(r"\s+", " ", value).strip() for name, value in record.fields.items()}
    fields = {name: re.sub(r"[{}]", "", value) for name, value in folded.items()}
    named = tuple(map(with_suffix_apart, record.authors))
    authors = tuple(map(_writable, named))
    remarks = (*record.remarks, *_left_out(named, authors, folded, fields))
    if "doi" in fields:
        fields["doi"] = bare_doi(fields["doi"])
    if "pmid" in fields:
        fields["pmid"] = _pmid(fields["pmid"])
    if "pages" in fields:
        fields["pages"] = with_hyphens(fields["pages"], "--")
    if "year" in fields:
        fields["year"] = _year(fields["year"])
    if "title" in fields:
        fields["title"] = re.sub(r"(?<!\.)\.$", "", fields["title"]).strip()
    known = {name: value for name, value in fields.items() if value}
    people = {r: n._replace(names=_tidy(n.names)) for r, n in record.people.items()}
    return replace(record, authors=authors, fields=known, remarks=remarks, people=people)


def bare_doi(text: str) -> str:
    """Return a DOI in lower case, without the address or label before it.

    Raises:
        NotInFormError: when it is none.
    """
    bare = without_address(text)
    if not DOI.fullmatch(bare):
        message = f'"{text[:80]}" is not a DOI: it begins with 10. and has a /'
        raise NotInFormError(message, "doi")
    return bare


def _tidy(names: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(_writable(with_suffix_apart(name)) for name in names)


def _writable(author: Author) -> Author:
    """Return a name without what would make another of it: braces, and commas within a part."""
    family, given = (re.sub(r"[{}]", "", part) for part in (author.family, author.given))
    return author._replace(family=family.replace(",", "") if given else family, given=given)


def _left_out(
    names: tuple[Author, ...],
    written: tuple[Author, ...],
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> Iterator[str]:
    for name, other in zip(names, written, strict=True):
        if name != other:
            yield f"a comma or a brace is left out of the name {name.family}, {name.given}"
    for field, text in before.items():
        if text != after[field]:
            yield f"braces are left out of the {field}"


def _pmid(text: str) -> str:
    bare = re.sub(r"^pmid:?\s*", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{1,9}", bare):
        raise NotInFormError(f'"{bare[:40]}" is not a PMID: it has digits only', "pmid")
    return bare


def _year(text: str) -> str:
    found = _YEAR.match(text)
    if not found:
        raise NotInFormError(f'"{text[:40]}" is no year: write four digits', "year")
    return found[1]
