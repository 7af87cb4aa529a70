"""The published data: stable files for those who build on them, from the same evidence base.

JSON has the number of its form in `format`, the database in `PRAGMA user_version`. CSV can hold
none: that of all files stands in `data/datapackage.json`.
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from claimweave.evidence.database import FORMAT, build_database, record_verdicts, tables
from claimweave.evidence.database_rows import evidence_table
from claimweave.evidence.notices import notice_status
from claimweave.evidence.result_tables import (
    FORMER_IDS,
    LENS_VERDICTS,
    READINGS,
    add_history,
    add_results,
    former_rows,
    lens_rows,
    reading_rows,
)
from claimweave.evidence.sources_say import source_report
from claimweave.evidence.two_readers import (
    COMPARISONS,
    DIFFERENCES,
    comparison_rows,
    difference_rows,
)
from claimweave.rules.site_paths import table_data
from claimweave.site.data.audit_data import audit_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.notices import NoticeStatus
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim
    from claimweave.review.table import Table

_BIBLIOGRAPHIC = {
    "author": "author", "title": "title", "journal": "journal", "year": "year",
    "volume": "volume", "issue": "number", "pages": "pages", "doi": "doi", "pmid": "pmid",
    "url": "url", "note": "note", "metadatasource": "metadatasource",
}  # fmt: skip
"""Name in the published data to BibTeX field; `number` is the one in the review, not the issue."""


def data_files(base: EvidenceBase) -> Iterator[tuple[str, str | bytes]]:
    """Yield (path, content) of each data file."""
    claims = [_claim(base, claim) for _, claim in sorted(base.review.claims.items())]
    yield "data/claims.json", _json({"format": FORMAT, "claims": claims})
    references = {"format": FORMAT, "references": _references(base)}
    yield "data/references.json", _json(references)
    yield "data/audit.json", _json({"format": FORMAT, "audit": audit_items(base)})
    yield "data/evidence.csv", _evidence_csv(base)
    yield from _table_files(base)
    yield "data/readings.csv", csv_text(READINGS, reading_rows(base.check_results))
    lens_verdicts = lens_rows(base.check_results, base.lens_results)
    yield "data/lens-verdicts.csv", csv_text(LENS_VERDICTS, lens_verdicts)
    yield "data/former-ids.csv", csv_text(FORMER_IDS, former_rows(base.review))
    yield "data/reader-comparisons.csv", csv_text(COMPARISONS, comparison_rows(base.review))
    yield "data/reader-differences.csv", csv_text(DIFFERENCES, difference_rows(base.review))
    yield "data/evidence.sqlite", _sqlite(base)


def _claim(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    record = claim.record
    return {
        "id": claim.id,
        "claim": record.claim,
        "in_text": record.in_text,
        "kind": record.kind,
        "strength": record.strength,
        "section": claim.folder,
        "asserted": list(record.asserted),
        "topic": _topic(claim),
        "evidence": [_use(use) for use in base.uses[claim.id]],
        "rests_on": _published(base, record.rests_on),
        "opposes": _published(base, base.opposing.get(claim.id, ())),
        "check": _check(base, claim),
        "verdict": base.verdict(claim),
        "standing": base.standing(claim),
        "review_cites": base.facts.cited(claim),
        "sources": _sources(base, claim),
        "note": record.note,
        "formerly": list(record.formerly),
    }


def _published(base: EvidenceBase, claims: Iterable[str]) -> list[str]:
    """Return the ids of claims; a stub, of which a claim of a draft may speak, is none."""
    return [claim_id for claim_id in claims if claim_id in base.review.claims]


def _sources(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    report = source_report(base.facts, claim)
    return {"cited": report.cited, "read": report.read, "agreements": dict(report.found)}


def _check(base: EvidenceBase, claim: Claim) -> dict[str, Any] | None:
    """Return the note of a claim's check, and its readings as they are in the table of readings."""
    check = claim.record.check
    if check is None:
        return None
    readings = [
        dict(zip(READINGS[1:], row[1:], strict=True))
        for row in reading_rows({claim.id: base.check_results[claim.id]})
    ]
    return {"readings": readings, "note": check.note}


def _topic(claim: Claim) -> dict[str, Any] | None:
    """Return the topic as its file has it: a term on each axis, or a list of several."""
    topic = claim.record.topic
    if topic is None:
        return None
    extra = {"question": topic.question, "direction": topic.direction}
    return topic.written | {name: value for name, value in extra.items() if value}


def _use(use: Use) -> dict[str, Any]:
    evidence = use.evidence
    item: dict[str, Any] = {
        "cites": evidence.cites,
        "number": use.reference.number,
        "stance": evidence.stance,
        "at": list(evidence.at),
        "agreement": use.agreement,
    }
    optional = {
        "added": evidence.added,
        "note": evidence.note,
        "compared_on": list(use.narrower),
        "not_covered": list(use.uncovered),
    }
    return item | {name: value for name, value in optional.items() if value}


def _references(base: EvidenceBase) -> list[dict[str, Any]]:
    result = []
    for key, reference in base.review.references.items():
        item: dict[str, Any] = {
            "key": key,
            "number": reference.number,
            "identity": reference.identity,
            "type": reference.entry.kind,
        }
        seen = ((name, reference.field(field)) for name, field in _BIBLIOGRAPHIC.items())
        item |= {name: text for name, text in seen if text}
        item |= _notices(notice_status(base.review, reference))
        item["claims"] = sorted({use.claim.id for use in base.uses_by_reference[key]})
        result.append(item)
    return result


def _notices(status: NoticeStatus) -> dict[str, Any]:
    return {
        "notice_state": status.state,
        "notices_as_of": status.as_of or None,
        "notices_unknown": status.why,
        "notices": [to_builtins(notice) for notice in status.notices],
    }


def _evidence_csv(base: EvidenceBase) -> str:
    return csv_text(*evidence_table(base.facts))


def _table_files(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield the file of each table; a review without one has an empty one."""
    tables = base.review.tables
    for path, table in zip(table_data(tables), tables, strict=False):
        yield path, _table_csv(base, table)
    if not tables:
        header = ("row", "relation", "column", "reference", "number")
        yield from ((path, csv_text(header, ())) for path in table_data(tables))


def _table_csv(base: EvidenceBase, table: Table) -> str:
    rows: list[Sequence[object]] = []
    for cell in base.facts.cells_of(table):
        for relation in table.relations:
            rows += [
                (cell.row, relation, cell.column, u.reference.key, u.reference.number)
                for u in cell.filed(relation)
            ]
    return csv_text((table.rows, "relation", table.columns, "reference", "number"), rows)


def _sqlite(base: EvidenceBase) -> bytes:
    with closing(build_database(tables(base.facts))) as connection:
        record_verdicts(connection, base.verdicts)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        add_results(connection, base.check_results, base.lens_results)
        add_history(connection, base.review)
        return connection.serialize()


def _json(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows below their header as CSV, in which no cell begins like a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins, for some programs also in full width. Source: OWASP, CSV injection."""


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula is led by an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
