"""The fields of an entry in a foreign format while its reader takes them: the rest is told."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from claimweave.identifiers.doi import DOI, doi_in_address, without_address
from claimweave.references.lookup.plain_text import without_hidden
from claimweave.references.record import BibliographicRecord
from claimweave.review.name_words import is_suffix
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SIGNS_OF_ADDRESSES = "/:?#[]@!$&'()*+,;=%-._~"
_MORE = re.compile(r"(?:and\s+)?(?:others|et\s+al\.?)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")


_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub|sc|scp|span)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def displayed(text: str) -> str:
    """Return a text as it is shown: without marks of type, entities and hidden characters.

    Anything else between `<` and `>` stays: it may be a text.
    """
    if _ADDRESS.match(text):
        return without_hidden(text)
    return without_hidden(_ENTITY.sub(lambda found: html.unescape(found[0]), _MARKUP.sub("", text)))


class SourceFields:
    """Texts by the names that the file gives them. Whoever takes one says where it goes."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._left = {name: [displayed(t) for t in texts] for name, texts in values.items()}
        self._taken: dict[str, str] = {}

    def first(self, *names: str) -> str:
        """Take the first text of the first of these fields that has one; empty for none."""
        for name in names:
            for index, text in enumerate(self._left.get(name, ())):
                if text:
                    del self._left[name][index]
                    self._taken[text.casefold()] = name
                    return text
        return ""

    def every(self, *names: str) -> list[str]:
        """Take all texts of these fields, in the order of the names."""
        texts = [(text, name) for name in names for text in self._left.pop(name, ()) if text]
        self._taken.update((text.casefold(), name) for text, name in texts)
        return [text for text, _ in texts]

    def matching(self, name: str, form: re.Pattern[str]) -> str:
        """Take the first text of a field that has a form; return its first group."""
        for index, text in enumerate(self._left.get(name, ())):
            found = form.fullmatch(text)
            if found:
                del self._left[name][index]
                self._taken[found[1].casefold()] = name
                return str(found[1])
        return ""

    def put_back(self, text: str) -> None:
        """Leave a text that was taken, because it is not what it was taken for."""
        name = self._taken.pop(text.casefold(), "")
        if name:
            self._left.setdefault(name, []).append(text)

    def left(self) -> tuple[str, ...]:
        """Return the names of the fields that nobody took; a text that was taken is said."""
        return tuple(
            name
            for name, texts in self._left.items()
            if any(text and text.casefold() not in self._taken for text in texts)
        )


def year_in(text: str) -> str:
    """Return the first year of a text, or else the whole text, so that the rules can judge it."""
    found = _YEAR.search(text)
    return found[0] if found else text


def tagged_names(texts: Iterable[str]) -> NameList:
    """Return names that stand as `Family, Given` or `Family, Given, Suffix`, each once.

    A name without a comma is that of a body, or of somebody with one name.
    """
    names: dict[Author, None] = {}
    more = False
    for text in texts:
        if _MORE.fullmatch(text.strip(" ,")):
            more = True
        elif name := _tagged_name(text):
            names[name] = None
    return NameList(tuple(names), more)


def _tagged_name(text: str) -> Author | None:
    parts = [part.strip() for part in text.split(",")]
    family, rest = parts[0], [part for part in parts[1:] if part]
    if not family:
        return Author(" ".join(rest)) if rest else None
    if len(rest) > 1 and is_suffix(rest[-1]):
        return Author(family, " ".join(rest[:-1]), rest[-1])
    if len(rest) > 1 and is_suffix(rest[0]):
        return Author(family, " ".join(rest[1:]), rest[0])
    return Author(family, " ".join(rest))


def doubtful_names(names: Iterable[Author]) -> tuple[str, ...]:
    """Return a sentence on each name that is taken for a body, and looks like a person's."""
    return tuple(
        f'"{name.literal}" has no comma, and is taken for the name of a body'
        for name in names
        if re.fullmatch(r"[^\W\d_][\w'’-]+ [A-Z]{1,3}|[^\W\d_][\w'’-]+(?: [A-Z]\.)+", name.literal)
    )


def with_one_address(fields: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return fields whose `url` is an address, and the names of those that are left out for it.

    The address of a DOI is the DOI. Signs that no address may have are written as `%20`.
    """
    known = {name: text for name, text in fields.items() if text}
    url = known.pop("url", "")
    if not url:
        return known, ()
    bare = doi_in_address(url)
    if DOI.fullmatch(bare):
        told = ("url",) if "doi" in known else ()
        known.setdefault("doi", bare)
        if without_address(known["doi"]) == bare:
            return known, told
    if not _ADDRESS.match(url):
        return known, ("url",)
    return known | {"url": quote(url, safe=_SIGNS_OF_ADDRESSES)}, ()


def incoming_record(
    kind: str,
    texts: dict[str, str],
    people: Mapping[str, NameList],
    *,
    edited: bool,
    unknown_type: str,
) -> BibliographicRecord:
    """Return a work of RIS or of EndNote, whose types and names mean the same.

    Args:
        kind: its type as BibTeX calls it.
        texts: its fields.
        people: by role, as the source calls them.
        edited: whether the source's type says that its authors are editors, where none are named.
        unknown_type: the source's type, where it is none that is known here.
    """
    roles = dict(people)
    if edited and not roles["editor"].names:
        roles["editor"], roles["author"] = roles["author"], roles["editor"]
    authors = roles.pop("author")
    remarks = doubtful_names(authors.names)
    if unknown_type:
        told = f'a work of the type "{unknown_type}" is not known here, and is kept as @misc'
        remarks += (told,)
    return BibliographicRecord(
        kind,
        authors.names,
        texts,
        remarks=remarks,
        more_authors=authors.more,
        people={role: names for role, names in roles.items() if names.names},
    )
