"""A table that is a matrix of studies becomes a draft of its transcription."""

from __future__ import annotations

import pytest
import yaml
from test_jats import NUMBERED, draft, sec, xref

from claimweave.review.ledger import TableEntry
from drafted import said


def table(
    *rows: str, head: str = "<th>Crop</th><th>Relation</th><th>Rain</th><th>Soil</th>"
) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        "<table-wrap><label>Table 1</label><caption><p>Studies.</p></caption><table><thead><tr>"
        f"{head}</tr></thead><tbody>{body}</tbody></table></table-wrap>"
    )


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def test_a_matrix_of_studies() -> None:
    made = table(
        cells("Oats", "found", f"Adler1 2001 [{xref('B1', '1')}]", f"{xref('B2', '2')}"),
        cells("", "none", f"[{xref('B3', '3')}–{xref('B5', '5')}]", ""),
        cells("Rye", "found", "", f"{xref('B6', '6')}, {xref('B1', '1')}"),
    )
    found = draft(sec(f"Oats [{xref('B1', '1')}].") + made, NUMBERED)
    assert said(found) == [("S1.p1.s1", (1,), "Oats.")]
    (one,) = found.tables
    assert one.caption == "Table 1 Studies."
    entries = [TableEntry(**entry) for entry in yaml.safe_load(one.text)["entries"]]
    assert [(e.row, e.relation, e.column, e.author, e.year, e.number) for e in entries] == [
        ("Oats", "found", "Rain", "Adler1", 2001, 1),
        ("Oats", "found", "Soil", "Adler2", 2002, 2),
        ("Oats", "none", "Rain", "Adler3", 2003, 3),
        ("Oats", "none", "Rain", "Adler4", 2004, 4),
        ("Oats", "none", "Rain", "Adler5", 2005, 5),
        ("Rye", "found", "Soil", "Adler6", 2006, 6),
        ("Rye", "found", "Soil", "Adler1", 2001, 1),
    ]


@pytest.mark.parametrize(
    "made",
    [
        table(cells("Oats", "found", "12", "13"), cells("Rye", "none", "2", "3")),
        table(cells("Oats", f"[{xref('B1', '1')}]", "12 plots", "14 weeks"),
              cells("Rye", f"[{xref('B2', '2')}]", "9 plots", "3 weeks"),
              cells("Hay", f"[{xref('B3', '3')}]", "5 plots", "1 week")),
        "<table-wrap><table/></table-wrap>",
        table(),
    ],
)  # fmt: skip
def test_another_table_is_none(made: str) -> None:
    assert draft(sec("Oats.") + made, NUMBERED).tables == []
