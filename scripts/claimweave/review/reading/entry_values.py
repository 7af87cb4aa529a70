"""The fields of an entry as they stand in its file, and decoded when somebody asks for them.

A library of thousands of entries has abstracts and lists of files that nobody reads: they are
never decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimweave.review.reading.latex_addresses import plain_address
from claimweave.review.reading.latex_text import PlainText, read_latex

ADDRESSES = frozenset(
    """
    doi url file pdf eprint metadatasource crossref xdata xref entryset related ids
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Fields that are addresses or names of entries: their signs stand for themselves."""

RANGES = frozenset(
    """
    pages volume number issue year month day date urldate eventdate origdate isbn issn pmid pmcid
    reviewnumber identity added eid article-number pagetotal
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Fields in which two hyphens say `from … to`, and are no dash yet."""


_UNSHOWN = frozenset(
    """
    abstract file pdf keywords keyword annote annotation comment comments review owner timestamp
    groups creationdate modificationdate date-added date-modified mendeley-tags affiliation
    references author_keywords funding_text correspondence_address options internal-note ids
    langid hyphenation gender presort sortkey sortname sorttitle sortyear label execute skipbib
    skipbiblist skiplab useprefix useauthor useeditor related relatedtype relatedoptions crossref
    xdata xref entryset entrysubtype index read ranking priority printed qualityassured
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Fields of programs, and options: no page has them, so a check decodes none of them."""


def is_shown(name: str) -> bool:
    """Whether a field is one that pages or downloads may show."""
    return name not in _UNSHOWN and not name.startswith(
        ("bdsk-", "mendeley-", "zotero-", "citeulike-")
    )


def read_value(name: str, source: str) -> PlainText:
    """Return the plain text of a field, and what of it has no plain form."""
    if name in ADDRESSES:
        return PlainText(*plain_address(source))
    return read_latex(source, ranges=name in RANGES)


class EntryValues(Mapping[str, str]):
    """Fields by name as plain texts; each is decoded once, and only if it is asked for."""

    __slots__ = ("_known", "sources")

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources
        self._known: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return the plain text of a field."""
        known = self._known.get(name)
        if known is None:
            known = self.sources[name]
            if not known.isalnum():  # in letters and digits alone there is nothing to decode
                known = read_value(name, known).text
            self._known[name] = known
        return known

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Return the plain text of a field, or the default; asked for more often than all else."""
        known = self._known.get(name)
        if known is None:
            return self[name] if name in self.sources else default
        return known

    def __contains__(self, name: object) -> bool:
        """Whether there is a field of this name; nothing is decoded for it."""
        return name in self.sources

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of the file."""
        return iter(self.sources)

    def __len__(self) -> int:
        """Return how many fields there are."""
        return len(self.sources)

    def __repr__(self) -> str:
        """Return the fields as a mapping is shown."""
        return repr(dict(self))
