"""What entries take from others: `crossref`, `xdata` and `@set`.

Source: biblatex's manual, appendix B (the default rules of inheritance) and sections 2.1.1, 2.2.3
and 3.13; BibTeX takes all missing fields under the same name. What identifies the other work, such
as its DOI, or says what the review makes of it, is not taken: it is not true of this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from claimweave.review.reading.entry_values import EntryValues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.review.reading.bibtex_entry import BibtexEntry

_OWN = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related
    relatedoptions relatedstring relatedtype shortauthor shorteditor shorthand shorthandintro
    shorttitle sortkey sortname sortshorthand sorttitle sortyear indextitle indexsorttitle keywords
    abstract annotation annote file pdf doi url urldate eprint eprinttype eprintclass archiveprefix
    primaryclass pmid pmcid reviewnumber identity metadatasource added note pages pagetotal
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_PARTS = frozenset(
    """
    inbook incollection inproceedings inreference bookinbook suppbook suppcollection conference
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_WHOLES = frozenset({"book", "collection", "proceedings", "reference"})
_SERIES = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_IN_PERIODICALS = frozenset({"article", "suppperiodical", "review"})
_TITLES = ("title", "subtitle", "titleaddon")
MOST_GENERATIONS = 10
"""Entries that take from entries that take from others. A circle ends here."""


class Untaken(NamedTuple):
    """An entry that names another that is not there: the field, and the name."""

    entry: BibtexEntry
    field: str
    name: str


def with_inherited(
    entries: Iterable[BibtexEntry],
) -> tuple[list[BibtexEntry], list[Untaken]]:
    """Return the entries that are works, each with what it takes from others."""
    listed = list(entries)
    if not any(e.kind in ("set", "xdata") or _names_others(e.sources) for e in listed):
        return listed, []
    known = {entry.key: entry for entry in listed}
    untaken = [missing for entry in listed for missing in _untaken(entry, known)]
    works = [entry for entry in listed if entry.kind not in ("set", "xdata")]
    return [_completed(entry, known, MOST_GENERATIONS) for entry in works], untaken


def others_named(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the keys of other entries by the field that names them."""
    listed = {name: sources[name].split(",") for name in ("xdata", "entryset") if name in sources}
    single = {"crossref": [sources["crossref"]]} if "crossref" in sources else {}
    found = {**listed, **single}
    return {name: [key.strip() for key in keys if key.strip()] for name, keys in found.items()}


def _names_others(sources: Mapping[str, str]) -> bool:
    return "crossref" in sources or "xdata" in sources or "entryset" in sources


def _untaken(entry: BibtexEntry, known: Mapping[str, BibtexEntry]) -> list[Untaken]:
    named = others_named(entry.sources)
    return [Untaken(entry, f, key) for f, keys in named.items() for key in keys if key not in known]


def _completed(entry: BibtexEntry, known: Mapping[str, BibtexEntry], left: int) -> BibtexEntry:
    """Return an entry with the fields that it takes; its own come first."""
    named = others_named(entry.sources)
    named.pop("entryset", None)
    if not named or not left:
        return entry
    taken: dict[str, str] = {}
    for field in ("xdata", "crossref"):
        for key in named.get(field, ()):
            other = known.get(key)
            if other is None or other is entry:
                continue
            whole = _completed(other, known, left - 1)
            found = whole.sources if field == "xdata" else _passed_on(whole, entry.kind)
            for name, value in found.items():
                taken.setdefault(name, value)
    sources = {**entry.sources, **{n: v for n, v in taken.items() if n not in entry.sources}}
    parents = tuple(key for keys in named.values() for key in keys)
    return replace(entry, fields=EntryValues(sources), sources=sources, parents=parents)


def _passed_on(parent: BibtexEntry, kind: str) -> dict[str, str]:
    """Return what a parent passes on to an entry of a kind, under the names that it has there."""
    before = ""
    if kind in _PARTS and parent.kind in _WHOLES:
        before = "book"
    elif parent.kind in _SERIES and (kind in _PARTS or kind in _WHOLES):
        before = "main"
    elif parent.kind == "periodical" and kind in _IN_PERIODICALS:
        before = "journal"
    passed = {n: v for n, v in parent.sources.items() if n not in _OWN}
    if not before:
        return passed
    titles = {name: passed.pop(name) for name in _TITLES if name in passed}
    return {f"{before}{name}": value for name, value in titles.items()} | passed
