"""One writer for each format, and each kind of work: what is written is read back as it was."""

from __future__ import annotations

import json

import pytest

from assembly import BASE
from claimweave.references.addition import Placing, add
from claimweave.references.bibtex import UnwritableEntryError, entry_text, exported_entry
from claimweave.references.csl_json import csl_json
from claimweave.references.incoming.file_formats import read_file, the_one_entry
from claimweave.references.kinds import KINDS
from claimweave.references.normal_form import in_house_style
from claimweave.references.record import BibliographicRecord
from claimweave.references.ris import ris_text
from claimweave.review.reference import Author

TYPES = {
    "article": ("JOUR", "article-journal"),
    "book": ("BOOK", "book"),
    "incollection": ("CHAP", "chapter"),
    "inproceedings": ("CPAPER", "paper-conference"),
    "phdthesis": ("THES", "thesis"),
    "techreport": ("RPRT", "report"),
    "misc": ("GEN", "document"),
}


def work(kind: str) -> BibliographicRecord:
    return BibliographicRecord(
        kind,
        (Author("van der Berg", "Ann B."), Author("Ministry of Tea & Rye")),
        {
            "title": "50% of $5 & more: a_b #1",
            KINDS[kind].within: "On tea",
            "year": "2003",
            "volume": "7",
            "number": "2",
            "pages": "637--641",
            "doi": "10.1000/rye",
        }
        | ({} if kind == "article" else {"publisher": "Tea House"}),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_own_type_in_each_format(kind: str) -> None:
    ris, csl = TYPES[kind]
    assert exported_entry(work(kind), "K").startswith(f"@{kind}{{K,\n")
    assert ris_text(work(kind), "K").startswith(f"TY  - {ris}\n")
    (item,) = json.loads(csl_json(work(kind), "K"))
    within = "collection-title" if KINDS[kind].within == "series" else "container-title"
    assert (item["type"], item[within]) == (csl, "On tea")
    assert item.get("publisher", "Tea House") == "Tea House"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", [exported_entry, ris_text, csl_json])
def test_what_is_written_is_read_back(kind: str, written: object) -> None:
    assert callable(written)
    record = the_one_entry(read_file(written(work(kind), "K"))).record
    assert record is not None
    read = in_house_style(record)
    assert (read.kind, read.authors, read.fields) == (
        kind,
        work(kind).authors,
        in_house_style(work(kind)).fields,
    )
    assert read.remarks == ()


def test_an_institution_is_who_published_a_report() -> None:
    report = BibliographicRecord("techreport", fields={"title": "T", "institution": "Ministry"})
    assert "PB  - Ministry\n" in ris_text(report, "K")
    assert "  institution = {Ministry},\n" in exported_entry(report, "K")


def test_what_bibtex_cannot_hold_is_refused_and_from_a_registry_told() -> None:
    with pytest.raises(UnwritableEntryError, match="title cannot be written"):
        entry_text("misc", "K", {"title": "A {brace}"})
    record = BibliographicRecord(
        "misc", (Author("King, Zed", "Ann"),), {"title": "A {brace}", "year": "2003"}
    )
    bibliography = (BASE / "bibliography.bib").read_text(encoding="utf-8")
    added = add(bibliography, record, Placing("named", added="2026-01-31"))
    assert "  title          = {{A brace}},\n" in added.entry
    assert added.remarks == (
        "a comma or a brace is left out of the name King, Zed, Ann",
        "braces are left out of the title",
    )
