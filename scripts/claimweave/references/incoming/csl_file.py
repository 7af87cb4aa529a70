"""A file of CSL-JSON that is brought in, as Zotero, Mendeley and pandoc write it.

Source: the CSL-JSON schema 1.0.2 of citationstyles.org. What is written by `references/csl_json.py`
is read here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.references.eprints import eprint_of
from claimweave.references.incoming.csl_dates import all_dates
from claimweave.references.incoming.csl_names import csl_names, csl_text, joined_names
from claimweave.references.incoming.incoming_entry import (
    IncomingEntry,
    IncomingFile,
    UnreadableFileError,
    refuse_too_many,
)
from claimweave.references.incoming.source_fields import SourceFields, displayed, with_one_address
from claimweave.references.kinds import kind_of
from claimweave.references.record import BibliographicRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.names import NameList

CSL_KINDS = {
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "bill": "legislation", "book": "book",
    "broadcast": "video", "chapter": "incollection", "classic": "book", "dataset": "dataset",
    "document": "misc", "entry": "inreference", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "figure": "artwork", "graphic": "artwork",
    "legal_case": "jurisdiction", "legislation": "legislation", "manuscript": "unpublished",
    "motion_picture": "movie", "pamphlet": "booklet", "paper-conference": "inproceedings",
    "patent": "patent", "performance": "performance", "periodical": "periodical",
    "personal_communication": "letter", "post": "online", "post-weblog": "online",
    "report": "techreport", "review": "review", "software": "software", "song": "music",
    "standard": "standard", "thesis": "phdthesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip
"""Type of CSL to the type of BibTeX; of another one `misc` is made, and it is told."""

_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_TEXTS = {
    "title": "title", "volume": "volume", "pages": "page", "doi": "DOI", "pmid": "PMID",
    "pmcid": "PMCID", "url": "URL", "address": "publisher-place", "publisher": "publisher",
    "edition": "edition", "version": "version", "volumes": "number-of-volumes",
    "pagetotal": "number-of-pages", "chapter": "chapter-number", "isbn": "ISBN", "issn": "ISSN",
    "language": "language", "eventtitle": "event-title", "venue": "event-place",
    "maintitle": "volume-title", "series": "collection-title", "pubstate": "status",
    "type": "genre",
}  # fmt: skip
_ROLES = {
    "editor": ("editor", "collection-editor"),
    "translator": ("translator",),
    "bookauthor": ("container-author",),
}


def read_csl_file(text: str) -> IncomingFile:
    """Return the works of a list in CSL-JSON, or of one work, or of a list under `items`.

    Raises:
        UnreadableFileError: when it is not JSON, or lies too deep.
    """
    start = len(text) - len(text.lstrip())
    try:
        if text[start : start + 1] == "[":
            return IncomingFile(tuple(_listed(text, start + 1)))
        found, end = _DECODER.raw_decode(text, start)
        _refuse_rest(text, end)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(_not_json(error)) from None
    items = found.get("items") if isinstance(found, dict) else None
    if isinstance(items, list):
        refuse_too_many(len(items))
        return IncomingFile(tuple(_entry(item, 0) for item in items))
    return IncomingFile((_entry(found, _line(text, start)),))


class _Twice(dict[str, Any]):
    """An object, with the names in it that stand there twice."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Twice:
    found = _Twice(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        found.twice = tuple(name for name, number in counts.items() if number > 1)
    return found


def _number(text: str) -> str:
    """Keep a number as it is written: `10.10` is an issue, and no fraction."""
    return text


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_number, parse_float=_number, parse_constant=_number
)


def _listed(text: str, at: int) -> Iterator[IncomingEntry]:
    """Yield the works of a list, each with the line on which it begins."""
    at, last, line, count = _behind_blanks(text, at), 0, 1, 0
    while text[at : at + 1] != "]":
        item, end = _DECODER.raw_decode(text, at)
        line += text.count("\n", last, at)
        last = at
        count += 1
        refuse_too_many(count)
        yield _entry(item, line)
        at = _behind_blanks(text, end)
        if text[at : at + 1] == ",":
            at = _behind_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    _refuse_rest(text, at + 1)


def _behind_blanks(text: str, at: int) -> int:
    found = re.compile(r"[ \t\n\r]*").match(text, at)
    return found.end() if found else at


def _refuse_rest(text: str, end: int) -> None:
    at = _behind_blanks(text, end)
    if at < len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"the JSON cannot be read: line {error.lineno}, column {error.colno}: {error.msg}"
    why = "too many things lie in it, one within the other"
    return f"the JSON cannot be read: {why if isinstance(error, RecursionError) else error}"


def _entry(item: Any, line: int) -> IncomingEntry:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(item, _Twice):
        return IncomingEntry(line, fault="this is no work of CSL-JSON: it begins with { and a name")
    key = csl_text(item.get("id"))
    if item.twice:
        fault = f"this work has a field twice: {', '.join(item.twice)}; keep one of them"
        return IncomingEntry(line, key=key, fault=fault)
    names = {role: csl_names(item.get(role)) for role in ("author", *sum(_ROLES.values(), ()))}
    plain = {n: [csl_text(value)] for n, value in item.items() if n not in ("id", "type", *names)}
    fields = SourceFields({n: texts for n, texts in plain.items() if texts[0]})
    odd = [n for n, value in item.items() if n in names and value and not names[n].names]
    odd += [n for n, value in item.items() if n not in (*names, "id", "type") and _is_deep(value)]
    record, used = _record(item, fields, names)
    left = [*fields.left(), *odd]
    return IncomingEntry(line, record, key, left_out=tuple(n for n in left if n not in used))


def _is_deep(value: object) -> bool:
    return isinstance(value, list | dict) and bool(value)


def _record(
    item: dict[str, Any], fields: SourceFields, names: dict[str, NameList]
) -> tuple[BibliographicRecord, set[str]]:
    """Return the record of a work, and the names of its dates that are in it."""
    type_ = displayed(csl_text(item.get("type")))
    kind = CSL_KINDS.get(type_, "misc")
    known = {name: fields.first(csl) for name, csl in _TEXTS.items()}
    if kind == "phdthesis" and re.match(r"master|m\.?sc|diplom", known["type"], re.IGNORECASE):
        kind = "mastersthesis"
    elif kind == "phdthesis" and known["type"] == "PhD thesis":
        known["type"] = ""
    within = fields.first("container-title")
    container = _container(kind)
    if within and known.get(container, within) not in ("", within):
        fields.put_back(within)
    else:
        known[container] = within or known.get(container, "")
    known |= _numbered(fields, kind, known) | _archived(fields)
    known["entrysubtype"] = _SUBTYPES.get(type_, "")
    dates, used = all_dates(item)
    known |= dates
    texts, bad = with_one_address(known)
    if bad:
        fields.put_back(known["url"])
    told = f'a work of the type "{type_}" is not known here, and is kept as @misc'
    people = {role: joined_names(names, own) for role, own in _ROLES.items()}
    return BibliographicRecord(
        kind,
        names["author"].names,
        texts,
        remarks=() if type_ in CSL_KINDS else (told,),
        more_authors=names["author"].more,
        people={role: found for role, found in people.items() if found.names},
    ), used


def _container(kind: str) -> str:
    return kind_of(kind).within if kind != "book" else "maintitle"


def _numbered(fields: SourceFields, kind: str, known: dict[str, str]) -> dict[str, str]:
    """Return the issue, the number in a series, or an own number; an article's is its place."""
    issue, own = fields.first("issue"), fields.first("number")
    server, colon, place = own.partition(":")
    named = {"archiveprefix": server, "eprint": place}
    if colon and (eprint := eprint_of(named)) and eprint.is_preprint:
        return named | ({"number": issue} if issue else {})
    in_series = fields.first("collection-number")
    if kind in ("article", "periodical", "review"):
        found = {"number": issue, "eid": own if own != known.get("pages") else ""}
    else:
        number = in_series or own or issue
        found = {"number": number}
        for text in (own, issue):
            if text and text != number:
                fields.put_back(text)
        in_series = ""
    if in_series:
        fields.put_back(in_series)
    return {name: text for name, text in found.items() if text}


def _archived(fields: SourceFields) -> dict[str, str]:
    """Return the number of a work on a server that is known; another archive is told."""
    archive, place = fields.first("archive"), fields.first("archive_location")
    named = {"archiveprefix": archive, "eprint": place}
    known = eprint_of(named)
    if archive and place and known and (known.is_preprint or known.address):
        return named
    for text in (archive, place):
        if text:
            fields.put_back(text)
    return {}
