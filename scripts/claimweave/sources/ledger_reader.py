"""The ledger's two oracles: the sentences of the source review, and its table as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics import MOST_FAULTS, AtKey, Problem, unlisted
from claimweave.model.ledger import Sentence, SentenceLedger, Table, TableEntry
from claimweave.model.review import LEDGER
from claimweave.sources.files import LARGE_LIMIT
from claimweave.sources.record_reader import build_record
from claimweave.sources.yaml_reader import Data, read_yaml

if TYPE_CHECKING:
    from claimweave.sources.review_reader import Reading

RULE = "invalid-ledger"
SENTENCES = f"{LEDGER}/sentences.yml"


def table_path(table: Table) -> str:
    """Return where the table's transcription lies: `claims/_review/table-1.yml` for T1."""
    number = table.locator.removeprefix("T")
    return f"{LEDGER}/table-{number}.yml"


def read_sentences(reading: Reading) -> dict[str, Sentence]:
    """Return the sentences by locator, in reading order; empty when the ledger is broken."""
    ledger = reading.record(SENTENCES, SentenceLedger, RULE, LARGE_LIMIT)
    return ledger.sentences if ledger else {}


def read_table(reading: Reading, table: Table) -> tuple[TableEntry, ...]:
    """Return the table's entries as printed; an entry that is not valid is left out and told."""
    path = table_path(table)
    source = reading.text(path, RULE, LARGE_LIMIT)
    if source is None:
        return ()
    data, problems = reading.known.parsed(source, "data", read_yaml)
    reading.problems += problems
    if problems:
        reading.broken.add(path)
    rows = data.get("entries") if isinstance(data, dict) else None
    for key in data if isinstance(data, dict) else ():
        if key != "entries" and rows is not None:
            where = AtKey(path, (key,), on_key=True)
            message = f'unknown field "{key}"'
            reading.problems.append(Problem(where, message, "allowed here: entries", RULE))
    if not isinstance(rows, list):
        if not problems:
            message = 'the field "entries" is missing, or is no list'
            reading.problems.append(Problem(AtKey(path), message, "", RULE))
        reading.broken.add(path)
        return ()
    entries: list[TableEntry] = []
    before = len(reading.problems)
    for index, row in enumerate(rows):
        if len(reading.problems) - before > MOST_FAULTS:
            reading.problems += unlisted(path, len(rows) - index, RULE)
            break
        record, faults = build_record(_axes_named(row, table), TableEntry, path, RULE)
        reading.problems += [_below(fault, index, table) for fault in faults]
        if record is None:
            reading.broken.add(path)
        else:
            entries.append(record)
    return tuple(entries)


def _axes_named(row: Data, table: Table) -> Data:
    """Rename the fields of the table's two axes to `row` and `column`."""
    if not isinstance(row, dict):
        return row
    names = {table.rows: "row", table.columns: "column"}
    return {names.get(key, key): value for key, value in row.items()}


def _below(fault: Problem, index: int, table: Table) -> Problem:
    assert isinstance(fault.where, AtKey)
    written = {"row": table.rows, "column": table.columns}
    keys = (written.get(str(key), key) for key in fault.where.keys)
    where = AtKey(fault.where.path, ("entries", index, *keys), fault.where.on_key)
    return Problem(where, fault.message, fault.help, fault.rule)
