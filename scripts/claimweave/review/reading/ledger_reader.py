"""The ledger's two oracles: the sentences of the source review, and its tables as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import MOST_FAULTS, AtKey, Problem, unlisted
from claimweave.disk.text_files import LARGE_LIMIT
from claimweave.review.ledger import Sentence, SentenceLedger
from claimweave.review.paths import LEDGER
from claimweave.review.reading.misread_text import misread_texts
from claimweave.review.reading.record_reader import build_record, without_followers
from claimweave.review.reading.record_schema import is_prose
from claimweave.review.reading.yaml_reader import Data, read_yaml
from claimweave.review.table import Table, TableEntry

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.reading import Reading

RULE = "invalid-ledger"
SENTENCES = f"{LEDGER}/sentences.yml"


def table_path(table: Table) -> str:
    """Return where the table's transcription lies: `claims/_review/table-1.yml` for T1."""
    return f"{LEDGER}/{table.file_stem}.yml"


def read_sentences(reading: Reading) -> dict[str, Sentence]:
    """Return the sentences by locator, in reading order; empty when the ledger is broken."""
    ledger = reading.record(SENTENCES, SentenceLedger, RULE, LARGE_LIMIT)
    return ledger.sentences if ledger else {}


def read_table(reading: Reading, table: Table) -> tuple[TableEntry, ...]:
    """Return the table's entries as printed; an entry that is not valid is left out and told."""
    source = reading.text(table_path(table), RULE, LARGE_LIMIT)
    if source is None:
        return ()
    rows = _rows(reading, source)
    entries: list[TableEntry] = []
    faults: list[Problem] = []
    for index, row in enumerate(rows):
        if len(faults) > MOST_FAULTS:
            faults += unlisted(source.path, len(rows) - index, RULE)
            break
        below = ("entries", index)
        record, found = build_record(_axes_named(row, table), TableEntry, source, RULE, below)
        faults += (_as_written(fault, table) for fault in found)
        if record is None:
            reading.broken.add(source.path)
        else:
            entries.append(record)
    misread = misread_texts(source, lambda keys: is_prose(TableEntry, keys[2:])) if rows else []
    reading.problems += without_followers(misread, faults)
    return tuple(entries)


def _rows(reading: Reading, source: TextFile) -> list[Data]:
    """Return the entries as data; none when the file is none of a table, which is told."""
    data, problems = reading.known.parsed(source, "data", read_yaml)
    reading.problems += problems
    rows = data.get("entries") if isinstance(data, dict) else None
    if problems or not isinstance(rows, list):
        reading.broken.add(source.path)
    for key in data if isinstance(data, dict) else ():
        if key != "entries" and rows is not None:
            where = AtKey(source.path, (key,), on_key=True)
            message = f'unknown field "{key}"'
            reading.problems.append(Problem(where, message, "allowed here: entries", RULE))
    if not problems and not isinstance(rows, list):
        message = 'the field "entries" is missing, or is no list'
        reading.problems.append(Problem(AtKey(source.path), message, "", RULE))
    return rows if isinstance(rows, list) else []


def _axes_named(row: Data, table: Table) -> Data:
    """Rename the fields of the table's two axes to `row` and `column`."""
    if not isinstance(row, dict):
        return row
    names = {table.rows: "row", table.columns: "column"}
    return {names.get(key, key): value for key, value in row.items()}


def _as_written(fault: Problem, table: Table) -> Problem:
    """Return a fault at the field as the file calls it: by the name of its axis."""
    if not isinstance(fault.where, AtKey):
        return fault
    names = {"row": table.rows, "column": table.columns}
    keys = tuple(names.get(str(key), key) for key in fault.where.keys)
    return fault._replace(where=fault.where._replace(keys=keys))
