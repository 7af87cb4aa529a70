"""Tables that are a matrix of studies: each cell cites the works that stand there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.article.marks import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from claimweave.article.article import Article, ListedWork, StudyTable
    from claimweave.article.marks import Marks

LEAST = 3
"""Citations that a matrix of studies has at least."""

SHARE = 0.6
"""Share of its filled cells that cite."""


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A draft of a table's transcription: its caption, how many entries it has, and its text."""

    caption: str
    entries: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    row: str
    relation: str
    column: str
    cite: int | str


def table_drafts(
    article: Article,
    works: Sequence[ListedWork],
    keys: Mapping[str, int],
    marked: Callable[[str], str],
) -> list[TableDraft]:
    """Return a draft for each table of an article that is a matrix of studies.

    Args:
        article: as it was read.
        works: those that it cites.
        keys: key to the number of each work that is cited by a key.
        marked: puts marks into a text, in the way in which the article cites.
    """
    found = []
    known = {keys.get(work.key, work.number): work for work in works}
    for table in article.tables:
        entries = list(_entries(table, article.marks, marked))
        if entries:
            text = "\n".join(_lines(table.caption, entries, keys, known)) + "\n"
            found.append(TableDraft(bare(table.caption), len(entries), text))
    return found


def _entries(table: StudyTable, marks: Marks, marked: Callable[[str], str]) -> Iterator[_Entry]:
    rows = [tuple(marked(cell) for cell in row) for row in table.rows]
    cited = [[bool(marks.of(cell)) for cell in row] for row in rows]
    first = min((row.index(True) for row in cited if True in row), default=0)
    filled = [cell for row in rows for cell in row[first:] if bare(cell) or marks.of(cell)]
    citing = [cell for cell in filled if marks.of(cell)]
    if not first or len(citing) < LEAST or len(citing) < SHARE * len(filled):
        return
    above = [""] * first
    for row in rows:
        leading = [bare(cell) or kept for cell, kept in zip(row[:first], above, strict=False)]
        above = leading or above
        relation = leading[1] if len(leading) > 1 else "found"
        for at, cell in enumerate(row[first:], start=first):
            column = bare(table.head[at]) if at < len(table.head) else f"column {at + 1}"
            for cite in dict.fromkeys(cite for mark in marks.of(cell) for cite in mark.cites):
                yield _Entry(above[0] if above else "", relation, column, cite)


def _lines(
    caption: str,
    entries: Sequence[_Entry],
    keys: Mapping[str, int],
    works: Mapping[int | None, ListedWork],
) -> Iterator[str]:
    shown = " ".join(bare(caption).split())
    yield "# yaml-language-server: $schema=../../docs/schema/table.schema.json"
    yield "# A draft made by `claimweave source import`: hold it against the table, and call"
    yield "# rows, columns and relations as `table` in review.yml does."
    yield f"# {shown}" if shown else "# The table has no caption."
    yield "entries:"
    for entry in entries:
        number = keys.get(entry.cite) if isinstance(entry.cite, str) else entry.cite
        author, year = _named(works.get(number))
        if not author or not year:
            yield f"  # number {number or entry.cite}: its author and its year were not read"
            continue
        texts = {"row": entry.row, "relation": entry.relation, "column": entry.column}
        named = {name: json.dumps(_term(text), ensure_ascii=False) for name, text in texts.items()}
        fields = {**named, "author": json.dumps(author, ensure_ascii=False), "year": year}
        fields["number"] = "null" if number is None else str(number)
        yield f"  - {{{', '.join(f'{name}: {text}' for name, text in fields.items())}}}"


def _term(text: str) -> str:
    """Return a printed term as a name: without what names cannot have."""
    return re.sub(r"[^\w.+-]+", "-", text).strip("-.") or "unnamed"


def _named(work: ListedWork | None) -> tuple[str, str]:
    record = work.entry.record if work and work.entry else None
    if record is None or not record.named:
        return "", ""
    return record.named[0].family, record.year[:4]
