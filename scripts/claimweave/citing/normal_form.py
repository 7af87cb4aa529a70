"""The house style of an entry's fields, and of its key."""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING
from urllib.parse import unquote

from claimweave.citing import RefusedError
from claimweave.model.reference import YEAR
from claimweave.rules.bibliography import DOI
from claimweave.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimweave.lookup.record import BibliographicRecord
    from claimweave.model.reference import Author

LONGEST_NAME = 24
"""Letters of a name in a key: of a body, as many whole words as have no more."""


_BEFORE_DOI = re.compile(r"^\s*(?:https?://)?(?:dx\.|www\.)?doi\.org/|^\s*doi:\s*", re.IGNORECASE)


class NotInFormError(RefusedError):
    """A field or a key cannot be put into its form; the message says what is wrong."""


def bare_doi(text: str) -> str:
    """Return a DOI in lower case and without the address before it.

    Raises:
        NotInFormError: when it is none.
    """
    bare = re.sub(
        r"^\s*(?:https?://)?(?:dx\.|www\.)?doi\.org/|^\s*doi:\s*", "", text, flags=re.IGNORECASE
    )
    bare = (unquote(bare) if "%2f" in bare.lower() else bare).strip().rstrip(".,;:").lower()
    if not DOI.fullmatch(bare):
        raise NotInFormError(f'"{text[:80]}" is not a DOI: it begins with 10. and has a /')
    return bare


def in_house_style(record: BibliographicRecord) -> BibliographicRecord:
    """Return a record with its fields as the bibliography writes them.

    Raises:
        NotInFormError: when a DOI, a PMID or a year has not the form of one.
    """
    fields = {name: re.sub(r"\s+", " ", value).strip() for name, value in record.fields.items()}
    if "doi" in fields:
        fields["doi"] = bare_doi(fields["doi"])
    if "pmid" in fields:
        fields["pmid"] = re.sub(r"^pmid:?\s*", "", fields["pmid"], flags=re.IGNORECASE)
        if not re.fullmatch(r"[0-9]{1,9}", fields["pmid"]):
            raise NotInFormError(f'"{fields["pmid"][:40]}" is not a PMID: it has digits only')
    if "pages" in fields:
        fields["pages"] = _pages(fields["pages"])
    if "year" in fields:
        fields["year"] = fields["year"][:4]
        if not YEAR.fullmatch(fields["year"]):
            raise NotInFormError(f'"{record.fields["year"][:40]}" is not a year')
    if "title" in fields:
        fields["title"] = re.sub(r"(?<!\.)\.$", "", fields["title"]).strip()
    return replace(record, fields={name: value for name, value in fields.items() if value})


def _pages(text: str) -> str:
    """Return pages with a double hyphen, and a shortened last page in full: 637-41 is 637--641."""
    dashed = re.sub(r"(?<=\w)\s*[-\u2010-\u2015\u2212]+\s*(?=\w)", "--", text)
    return re.sub(r"\b([0-9]+)--([0-9]+)\b", _whole_range, dashed)


def _whole_range(found: re.Match[str]) -> str:
    first, last = found.groups()
    return f"{first}--{first[: max(0, len(first) - len(last))]}{last}"


def citation_key(authors: Collection[Author], year: str, taken: Collection[str]) -> str:
    """Return a key such as Adler2001; where that is taken, Adler2001a, and so on.

    Letter case does not make two keys of one.

    Raises:
        NotInFormError: when there is no author or no year to make it of.
    """
    name = _letters(next(iter(authors)).family) if authors else ""
    if not name or not year:
        what = "a year" if name else "an author whose name can be spelt in plain letters"
        raise NotInFormError(f"no key can be made: the entry has not {what}; give one with --key")
    known = {key.casefold() for key in taken}
    for suffix in ("", *ascii_lowercase):
        key = f"{name}{year}{suffix}"
        if key.casefold() not in known:
            return key
    raise NotInFormError(f"all keys from {name}{year} to {name}{year}z are taken: give --key")


def _letters(family: str) -> str:
    """Return a name in plain letters, each of its words with a capital."""
    words = re.findall(r"[A-Za-z]+", _unaccented(family).replace("'", ""))
    name = ""
    for word in words:
        if name and len(name) + len(word) > LONGEST_NAME:
            break
        name += word[0].upper() + word[1:]
    return name


def _unaccented(text: str) -> str:
    """Return the text without accents, its capitals kept."""
    return "".join(
        plain.capitalize() if char.isupper() else plain
        for char in text
        for plain in (folded(char),)
    )
