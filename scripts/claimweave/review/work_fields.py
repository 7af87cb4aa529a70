"""The fields of an entry under one name each: what biblatex calls otherwise than BibTeX.

This is the one place that knows the other names. Source: biblatex's manual, section 2.2.5 (field
aliases); `article-number` is what Crossref and publishers call an `eid`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from claimweave.review.work_date import read_date

if TYPE_CHECKING:
    from collections.abc import Callable

ALIASES = {
    "journaltitle": "journal",
    "location": "address",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "annotation": "annote",
    "article-number": "eid",
    "articleno": "eid",
    "organisation": "organization",
}
"""Another name of a field to the one that it has here."""

_OF_A_THESIS = {"institution": "school"}
_THESES = frozenset({"phdthesis", "mastersthesis", "thesis"})
_JOINED = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "maintitle": "mainsubtitle",
    "journal": "journalsubtitle",
    "issuetitle": "issuesubtitle",
}
_OTHERWISE = {*ALIASES, *_OF_A_THESIS, *_JOINED.values(), "date", "issue"}


class WorkFields(Mapping[str, str]):
    """Fields by their BibTeX names, decoded when they are asked for.

    A title stands with its subtitle, and a `date` as `year`, `month` and `day`.
    """

    def __init__(self, made: Mapping[str, Callable[[], str]], origins: Mapping[str, str]) -> None:
        self._made = made
        self.origins = origins
        """Name of a field here to the one that it has in the file, where that is another."""

    def __getitem__(self, name: str) -> str:
        """Return a field's text, decoded now."""
        return self._made[name]()

    def __contains__(self, name: object) -> bool:
        """Whether the entry has a field; nothing is decoded for it."""
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many fields there are."""
        return len(self._made)


def work_fields(kind: str, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fields of an entry of a kind under their usual names."""
    if _OTHERWISE.isdisjoint(fields):
        return fields
    aliases = ALIASES | (_OF_A_THESIS if kind in _THESES else {})
    made: dict[str, Callable[[], str]] = {}
    origins: dict[str, str] = {}
    for name in fields:
        usual = aliases.get(name, name)
        if usual == name or usual not in fields:
            made.setdefault(usual, lambda name=name: fields[name])  # type: ignore[misc]
            if usual != name:
                origins.setdefault(usual, name)
    if "issue" in made and "number" not in made and kind in ("article", "periodical"):
        made["number"] = made.pop("issue")
        origins["number"] = "issue"
    for whole, rest in _JOINED.items():
        if whole in made and rest in made:
            made[whole] = _with_subtitle(made[whole], made.pop(rest))
    _dated(made, origins)
    return WorkFields(made, origins)


def _with_subtitle(title: Callable[[], str], rest: Callable[[], str]) -> Callable[[], str]:
    return lambda: joined_title(title(), rest())


def joined_title(title: str, subtitle: str) -> str:
    """Return a title with its subtitle behind it; a title's own last sign parts them."""
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title.endswith((":", "?", "!", ".")) else f"{title}: {subtitle}"


def _dated(made: dict[str, Callable[[], str]], origins: dict[str, str]) -> None:
    """Put year, month and day in the place of a date that can be read; another stays a year."""
    if "date" not in made:
        return
    text = made.pop("date")()
    date = read_date(text)
    parts = {"year": date.year, "month": date.month, "day": date.day}
    known = {name: str(part) for name, part in parts.items() if part}
    if not date:
        known = {"year": text}
    for name in parts:
        made.pop(name, None)
    for name, part in known.items():
        made[name] = lambda part=part: part  # type: ignore[misc]
        origins[name] = "date"
