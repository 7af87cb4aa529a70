"""A table that is a matrix of studies becomes a draft of its transcription."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_jats import NUMBERED, draft, sec, xref

from claimweave.article.draft import draft_of
from claimweave.article.forms import read_article_file
from claimweave.review.table import TableEntry
from drafted import said
from pandoc import absent


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
        table(
            cells("Oats", f"[{xref('B1', '1')}]", "12 plots", "14 weeks"),
            cells("Rye", f"[{xref('B2', '2')}]", "9 plots", "3 weeks"),
            cells("Hay", f"[{xref('B3', '3')}]", "5 plots", "1 week"),
        ),
        "<table-wrap><table/></table-wrap>",
        table(),
    ],
)
def test_another_table_is_none(made: str) -> None:
    assert draft(sec("Oats.") + made, NUMBERED).tables == []


MATRIX = """# Introduction

Oats like rain [1]. Rye likes soil [2]. Hay likes both [3]. Flax does not [4].

| Crop | Relation | Rain  | Soil  |
|------|----------|-------|-------|
| Oats | found    | [1]   | [2]   |
|      | none     | [3,4] |       |
| Rye  | found    |       | [2,1] |

: Table 1. Studies.

# References

1. Adler A. Oats. J Fields. 2001;1:1-2.

2. Bern B. Rye. J Fields. 2002;1:1-2.

3. Cole C. Hay. J Fields. 2003;1:1-2.

4. Doe D. Flax. J Fields. 2004;1:1-2.
"""
LATEX = r"""\documentclass{article}\begin{document}\section{Introduction}
Oats like rain \cite{a}. Rye likes soil \cite{b}. Hay likes both \cite{c}. Flax does not \cite{d}.
\begin{table}\caption{Table 1. Studies.}\begin{tabular}{llll}
Crop & Relation & Rain & Soil \\
Oats & found & \cite{a} & \cite{b} \\
& none & \cite{c,d} & \\
Rye & found & & \cite{b,a} \\
\end{tabular}\end{table}
\begin{thebibliography}{9}
\bibitem{a} Adler A. Oats. J Fields. 2001;1:1-2.
\bibitem{b} Bern B. Rye. J Fields. 2002;1:1-2.
\bibitem{c} Cole C. Hay. J Fields. 2003;1:1-2.
\bibitem{d} Doe D. Flax. J Fields. 2004;1:1-2.
\end{thebibliography}\end{document}
"""


@pytest.mark.parametrize("form", ["md", "docx", "html", "tex"])
def test_the_same_matrix_in_each_form(form: str, tmp_path: Path) -> None:
    try:
        import pypandoc
    except ImportError:
        absent("pypandoc is not installed")
    path = tmp_path / f"a.{form}"
    if form in ("docx", "html"):
        pypandoc.convert_text(
            MATRIX,
            form,
            "markdown-citations",
            outputfile=str(path),
            extra_args=["--standalone", "--metadata=title:A"],
        )
    else:
        path.write_text(MATRIX if form == "md" else LATEX, encoding="utf-8")
    (one,) = draft_of(read_article_file(path)).tables
    assert one.caption.endswith("Studies.")
    entries = [TableEntry(**entry) for entry in yaml.safe_load(one.text)["entries"]]
    found = [(e.row, e.relation, e.column, e.author, e.number) for e in entries]
    assert sorted(found) == sorted(
        [
            ("Oats", "found", "Rain", "Adler", 1),
            ("Oats", "found", "Soil", "Bern", 2),
            ("Oats", "none", "Rain", "Cole", 3),
            ("Oats", "none", "Rain", "Doe", 4),
            ("Rye", "found", "Soil", "Bern", 2),
            ("Rye", "found", "Soil", "Adler", 1),
        ]
    )
