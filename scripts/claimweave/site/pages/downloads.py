"""The page of downloads: each published file with its fields, size and licence, and how to load it.

Fields and sizes are read from the files themselves; the results of the queries come from them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.derived.schema import schemas
from claimweave.evidence.database import FORMAT
from claimweave.rules.registry import exemptable_rules
from claimweave.rules.site_paths import table_data
from claimweave.site.data.data_fields import Fields, fields_of
from claimweave.site.data.data_package import PACKAGE, data_package
from claimweave.site.data.nanopublications import CITO, LOCAL, NANOPUBLICATIONS, nanopublications
from claimweave.site.environment import page
from claimweave.site.parts.citation_formats import reference_citation
from claimweave.site.parts.query_examples import answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.publication import Publication

PAGE = "downloads.md"
DATABASE = "data/evidence.sqlite"
BIBLIOGRAPHY = "data/references.bib"
TABLE = "data/table-1.csv"

DESCRIPTIONS = {
    "data/claims.json": "Each claim with its evidence, its topic and its verdict.",
    "data/references.json": "Each reference, and the claims that cite it.",
    "data/audit.json": "Each finding of the audit, with what it is about.",
    "data/evidence.csv": "A row for each citation of a claim and each place where it stands.",
    TABLE: "The entries of the review's table, as the claims have them.",
    "data/readings.csv": "A row for each way to read an executable claim, and what it comes to.",
    "data/lens-verdicts.csv": "A row for each such reading under each lens on the evidence.",
    "data/former-ids.csv": "A row for each id that a claim had before, and for its claim of now.",
    "data/reader-comparisons.csv": "A row for each field in which two blind readers were compared.",
    "data/reader-differences.csv": "A row for each answer in which they differed.",
    DATABASE: "The evidence base that the checks run on, as a SQLite database.",
    NANOPUBLICATIONS: "Each claim as a nanopublication: linked data with its provenance.",
    PACKAGE: "Which files there are, with their fields, and the number of their form.",
    BIBLIOGRAPHY: "The references whose identity is known, as BibTeX for a reference manager.",
}
"""Path to what the file holds, of a review with one table; a test holds it against the files."""


def descriptions(base: EvidenceBase) -> dict[str, str]:
    """Return path to what the file holds, with a file for each table of the review."""
    tables = base.review.tables
    if len(tables) < 2:  # noqa: PLR2004 - several
        own = dict.fromkeys(table_data(tables), DESCRIPTIONS[TABLE])
    else:
        named = zip(table_data(tables), tables, strict=True)
        own = {path: f"The entries of {t.title}, as the claims have them." for path, t in named}
    found: dict[str, str] = {}
    for path, said in DESCRIPTIONS.items():
        found |= own if path == TABLE else {path: said}
    return found


@dataclass(frozen=True, slots=True)
class DataFile:
    """One published file: where it is, what it holds, its fields by part, and its bytes."""

    path: str
    description: str
    size: int
    fields: Fields

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def kind(self) -> str:
        """The ending of the name."""
        return self.name.rpartition(".")[2]

    @property
    def kilobytes(self) -> str:
        """The size in KB of 1,000 bytes: one decimal below 10, none above."""
        size = self.size / 1000
        return f"{size:.1f}" if size < 10 else f"{size:,.0f}"  # noqa: PLR2004 - as said


def linked_data(base: EvidenceBase, publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of the files that are made for other tools."""
    yield NANOPUBLICATIONS, nanopublications(base, publication)
    known = (r for r in base.review.references.values() if r.identity != "unidentified")
    yield BIBLIOGRAPHY, "\n".join(reference_citation(reference).bibtex for reference in known)


def downloads_page(
    base: EvidenceBase, data: Mapping[str, str | bytes], publication: Publication
) -> Iterator[tuple[str, str]]:
    """Yield the page about the data files, and the schemas of what contributors write."""
    schema = {
        f"schema/{name}": text for name, text in schemas(base.review, exemptable_rules()).items()
    }
    yield from schema.items()
    database = data[DATABASE]
    assert isinstance(database, bytes)
    settings = base.review.settings
    described = descriptions(base)
    files = [
        _data_file(base, path, data[path], said)
        for path, said in described.items()
        if path != PACKAGE
    ]
    package = data_package(
        base, {file.path: (file.description, file.fields) for file in files}, data
    )
    yield PACKAGE, package
    yield (
        PAGE,
        page(
            "downloads.md.j2",
            PAGE,
            base,
            files=[*files, DataFile(PACKAGE, DESCRIPTIONS[PACKAGE], _size(package), {})],
            schemas=[DataFile(path, "", _size(text), {}) for path, text in schema.items()],
            licence=settings.licence if settings else None,
            form=FORMAT,
            answers=answers(database),
            cito={s: p for s, p in CITO.items() if s != "neither" or base.facts.on_no_side},
            local="" if publication.address else LOCAL,
            dated=bool(publication.created),
        ),
    )


def _data_file(base: EvidenceBase, path: str, content: str | bytes, said: str) -> DataFile:
    return DataFile(path, said, _size(content), fields_of(base, path, content))


def _size(content: str | bytes) -> int:
    return len(content.encode() if isinstance(content, str) else content)
