"""What the script of the matrix needs, as one JSON block: the same entries that the page shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimweave.evidence import wording
from claimweave.evidence.finding_text import finding_text
from claimweave.evidence.place_wording import place
from claimweave.evidence.source_words import size_text
from claimweave.references.ama_style import plain
from claimweave.review.table import Pair
from claimweave.site.parts.matrix_entries import NOT_READ, direction_words
from claimweave.site.parts.table import apart
from claimweave.words import labels
from claimweave.words.escape import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.table import Table
    from claimweave.site.parts.matrix_entries import Entry

_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def matrix_json(
    base: EvidenceBase,
    table: Table,
    links: Links,
    entries: Iterable[Entry],
    named: Mapping[str, Any],
) -> Markup:
    """Return the data as JSON that no HTML parser can take for markup."""
    listed = tuple(entries)
    uses = {entry.use.reference.key: entry.use for entry in listed}
    data = {
        "review": base.review.title,
        "table": table.title,
        "locator": table.locator,
        "question": table.question,
        "axes": [table.rows, table.columns],
        **named,
        "fills": {fill: said.sentence for fill, said in labels.FILLS.items()},
        "apart": _apart(base, table),
        "entries": [_entry(base, entry) for entry in listed],
        "studies": {key: _study(links, use) for key, use in uses.items()},
        "claims": {
            f"{cell.row} {cell.column}": {
                "text": cell.claim.text,
                "url": links.claim(cell.claim.id),
            }
            for cell in base.facts.cells_of(table)
        },
    }
    text = json.dumps(_clean(data), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - escaped just now


def _apart(base: EvidenceBase, table: Table) -> dict[str, str]:
    """Return why cells stand empty where a table compares its rows with its columns."""
    if not table.turns:
        return {}
    every = ((row, column) for row in table.row_terms for column in table.column_terms)
    said = {pair: apart(base, table, Pair(*pair, table.locator)) for pair in every}
    return {f"{row} {column}": text for (row, column), text in said.items() if text}


def _entry(base: EvidenceBase, entry: Entry) -> dict[str, Any]:
    use = entry.use
    agreement = labels.AGREEMENTS[use.agreement] if use.agreement else None
    return {
        "row": entry.cell.row,
        "column": entry.cell.column,
        "relation": entry.relation,
        "study": use.reference.key,
        "places": [place(base, locator) for locator in use.evidence.at],
        "note": use.evidence.note or "",
        "agreement": use.agreement or "",
        "fill": labels.fill_of(use.agreement),
        "agrees": [agreement.mark, agreement.label, agreement.sentence] if agreement else [],
        "reports": [
            [question, direction, said.mark, said.label]
            for question, direction in entry.reports
            for said in [direction_words(base, question, direction)]
        ],
        "findings": [
            [finding.question, said.mark, said.label, finding_text(finding)]
            for finding in entry.findings
            for said in [wording.direction(base, finding)]
        ],
    }


def _study(links: Links, use: Use) -> dict[str, Any]:
    reference, record = use.reference, use.study.record if use.study else None
    where = (record.where if record else None) or ""
    return {
        "name": reference.short_name,
        "number": reference.number,
        "citation": plain(reference),
        "year": reference.year_number,
        "identity": reference.identity,
        "identified": labels.IDENTITIES[reference.identity].sentence,
        "url": links.reference(reference.key),
        "design": record.design if record else NOT_READ,
        "population": (record.population if record else None) or "",
        "size": size_text(reference, record.participants if record else None),
        "read": labels.READINGS[record.read] if record else "",
        "where": where if where.startswith(("https://", "http://")) else "",
        "limits": (record.limits if record else None) or "",
        "sheet": use.study.path if use.study else "",
    }


def _clean(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value with control characters of strangers' texts made visible."""
    if isinstance(value, str):
        return plain_line(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
