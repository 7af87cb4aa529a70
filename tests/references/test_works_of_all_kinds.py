"""Works of kinds for which there is no oracle: how each is cited, and that no field is lost.

The citations are written out by hand, after the AMA Manual of Style, 11th edition.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.references.ama_style import ama
from claimweave.references.kinds import KINDS, kind_of
from claimweave.references.record import BibliographicRecord
from claimweave.references.work import Work
from claimweave.review.entry_words import KINDS as TYPES
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.site.data.structured_work import described
from claimweave.site.parts.citation_formats import reference_citation
from full_runs import examples

WORKS = Path(__file__).resolve().parents[1] / "citations"


def cited_by_hand() -> dict[str, str]:
    lines = (WORKS / "by_hand.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def reference(text: str) -> Reference:
    (entry,), problems = read_bibtex(TextFile("works.bib", text))
    assert problems == []
    return Reference.of(entry)


def test_each_work_is_cited_as_the_manual_has_it() -> None:
    source = TextFile("by_hand.bib", (WORKS / "by_hand.bib").read_text(encoding="utf-8"))
    entries, problems = read_bibtex(source)
    assert problems == []
    cited = {entry.key: html.unescape(str(ama(Reference.of(entry)))) for entry in entries}
    assert cited == cited_by_hand()
    assert len(cited) > 30


NAMES = {"author", "editor", "translator", "editora", "bookauthor", "holder"}
ALL_FIELDS = {
    "author": "Adler, Ann", "editor": "Bern, Ben", "translator": "Cole, Cy", "editora": "Dorn, Dan",
    "bookauthor": "Ehm, Eva", "holder": "Fink, Flo", "title": "Rye", "booktitle": "Handbook",
    "maintitle": "Works", "journal": "J Grain", "series": "Library", "publisher": "Press",
    "institution": "Office", "organization": "Society", "address": "Oslo", "edition": "7",
    "version": "8.1", "year": "2001", "month": "March", "volume": "31", "number": "41",
    "chapter": "51", "pages": "61--71", "eid": "e81", "isbn": "978-3", "issn": "1234-5678",
    "doi": "10.1000/all", "pmid": "91", "pmcid": "PMC92", "eprint": "93", "eprinttype": "jstor",
    "eprintclass": "sub", "url": "https://example.org/all", "urldate": "2024-04-05",
    "type": "Working paper", "volumes": "9", "pagetotal": "999", "language": "english",
    "abstract": "We saw.", "keywords": "rye, oats", "eventtitle": "Day", "venue": "Bergen",
    "eventdate": "2001-06-07", "howpublished": "Mail", "shorttitle": "R", "shortjournal": "JG",
    "library": "B77", "annotation": "Read.", "pubstate": "forthcoming", "origdate": "1901",
    "origtitle": "Roggen", "titleaddon": "Notes", "issuetitle": "Grains", "shelf": "S12",
    "addendum": "With maps",
}  # fmt: skip
SHOWN = {
    "month": ("march", "mar", "2001-03", "2001/03", "[2001, 3]"),
    "pages": ("61--71", "61-71", "SP  - 61\nEP  - 71"),
    "urldate": ("2024-04-05", "2024/04/05", "[2024, 4, 5]"),
    "eventdate": ("2001-06-07", "[2001, 6, 7]"),
    "origdate": ("1901",),
    "keywords": ("rye, oats", "KW  - rye\nKW  - oats"),
    "year": ("2001",),
}
"""Field to the forms in which a format may write its text."""


def every_kind() -> list[str]:
    return sorted((TYPES | KINDS.keys() | {"zine"}) - {"set", "xdata", "bibnote", "commentary"})


@pytest.mark.parametrize("kind", every_kind())
def test_no_field_is_lost_in_any_download(kind: str) -> None:
    """An entry with every field at once: none can hide another, whatever the kind."""
    fields = ", ".join(f"{name} = {{{text}}}" for name, text in ALL_FIELDS.items())
    whole = reference(f"@{kind}{{K, {fields}}}")
    cited = reference_citation(whole)
    data = json.dumps(described(Work.of(BibliographicRecord.of(whole))), ensure_ascii=False)
    assert cited.bibtex.startswith(f"@{kind}{{K,")
    texts = {
        "bib": cited.bibtex,
        "ris": cited.ris,
        "csl": json.dumps(json.loads(cited.csl)),
        "ld": data,
    }
    assert [
        (label, name) for label, text in texts.items() for name in ALL_FIELDS if lost(name, text)
    ] == []


def lost(name: str, text: str) -> bool:
    folded, value = text.casefold(), ALL_FIELDS[name]
    if name in NAMES:
        return not all(part.casefold() in folded for part in value.split(", "))
    return not any(form.casefold() in folded for form in SHOWN.get(name, (value,)))


@pytest.mark.parametrize("kind", every_kind())
def test_a_kind_has_a_type_in_each_format(kind: str) -> None:
    known = kind_of(kind)
    assert known.ris.isupper()
    assert known.csl
    assert known.schema
    if kind not in (
        "misc",
        "zine",
        "customa",
        "customb",
        "customc",
        "customd",
        "custome",
        "customf",
    ):
        assert known is not KINDS["misc"], "a known type has a kind of its own"


@pytest.mark.parametrize(
    ("entry", "types"),
    [
        ("@incollection{k, title={R}, booktitle={B}}", ("CHAP", "chapter", "Chapter")),
        ("@phdthesis{k, title={R}}", ("THES", "thesis", "Thesis")),
        ("@mastersthesis{k, title={R}}", ("THES", "thesis", "Thesis")),
        ("@report{k, title={R}}", ("RPRT", "report", "Report")),
        ("@dataset{k, title={R}}", ("DATA", "dataset", "Dataset")),
        ("@software{k, title={R}}", ("COMP", "software", "SoftwareApplication")),
        ("@misc{k, title={R}, url={https://example.org}}", ("ELEC", "webpage", "WebPage")),
        ("@misc{k, title={R}, eprint={2001.01234}}", ("UNPB", "article", "ScholarlyArticle")),
        ("@patent{k, title={R}}", ("PAT", "patent", "CreativeWork")),
        ("@standard{k, title={R}}", ("STAND", "standard", "CreativeWork")),
        ("@proceedings{k, title={R}}", ("CONF", "book", "Book")),
        ("@book{k, title={R}, editor={Bern, Ben}}", ("EDBOOK", "book", "Book")),
        ("@zine{k, title={R}}", ("GEN", "document", "CreativeWork")),
    ],
)
def test_types(entry: str, types: tuple[str, str, str]) -> None:
    kind = Work.of(BibliographicRecord.of(reference(entry))).kind
    assert (kind.ris, kind.csl, kind.schema) == types


def test_what_is_inherited_is_cited_and_downloaded_without_the_link() -> None:
    text = """@inproceedings{part, author={Adler, Ann}, title={Rye}, crossref={whole}, pages={1--2}}
        @proceedings{whole, editor={Bern, Ben}, title={Day of fields}, publisher={Field Press},
          year={2001}}"""
    entries, problems = read_bibtex(TextFile("works.bib", text))
    assert problems == []
    part = next(Reference.of(entry) for entry in entries if entry.key == "part")
    shown = "Adler A. Rye. In: Bern B, ed. <i>Day of Fields</i>. Field Press; 2001:1-2."
    assert str(ama(part)) == shown
    bibtex = reference_citation(part).bibtex
    assert "crossref" not in bibtex
    assert "  booktitle = {{Day of fields}},\n" in bibtex


def test_what_is_ours_stays_at_home() -> None:
    entry = (
        "@book{k, title={Rye}, note={Our note}, identity={named}, added={2026-01-01}, "
        "reviewnumber={4}, metadatasource={https://example.org}}"
    )
    cited = reference_citation(reference(entry))
    assert cited.bibtex == "@book{k,\n  title = {{Rye}},\n}\n"
    assert json.loads(cited.csl) == [{"id": "k", "type": "book", "title": "Rye"}]
    assert cited.ris == "TY  - BOOK\nTI  - Rye\nID  - k\nER  - \n"


def test_latex_without_a_plain_form_stays_as_it_was_written() -> None:
    entry = r"@book{k, title={A \foo{bar} of 5\% \alpha}, publisher={Rye \& Sons}, shelf={\baz}}"
    cited = reference_citation(reference(entry))
    assert r"title     = {{A \foo{bar} of 5\% \alpha}}," in cited.bibtex
    assert r"publisher = {Rye \& Sons}," in cited.bibtex
    assert r"shelf     = {\baz}," in cited.bibtex


def test_what_programs_note_for_themselves_is_in_no_download_but_bibtex() -> None:
    entry = "@book{k, title={Rye}, file={:home/a b_c.pdf:PDF}, mendeley-groups={x}, owner={ann}}"
    cited = reference_citation(reference(entry))
    assert "file            = {:home/a b_c.pdf:PDF}," in cited.bibtex
    assert json.loads(cited.csl) == [{"id": "k", "type": "book", "title": "Rye"}]
    assert cited.ris == "TY  - BOOK\nTI  - Rye\nID  - k\nER  - \n"


def names(entry: str) -> tuple[dict[str, Any], str, str]:
    cited = reference_citation(reference(entry))
    (item,) = json.loads(cited.csl)
    return item["author"][0], cited.ris, cited.bibtex


@pytest.mark.parametrize(
    ("name", "csl", "ris", "bib"),
    [
        (
            "Ludwig van Berg",
            {"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van"},
            "van Berg, Ludwig",
            "van Berg, Ludwig",
        ),
        (
            "Cole, Jr., Cy",
            {"family": "Cole", "given": "Cy", "suffix": "Jr."},
            "Cole, Cy, Jr.",
            "Cole, Jr., Cy",
        ),
        (
            "{de la Fuenta}, Juana",
            {"family": "de la Fuenta", "given": "Juana"},
            "de la Fuenta, Juana",
            "{de la Fuenta}, Juana",
        ),
        ("{Field Office}", {"literal": "Field Office"}, "Field Office", "{Field Office}"),
        (
            "family=Berg, given=Ann, prefix=van der",
            {"family": "Berg", "given": "Ann", "non-dropping-particle": "van der"},
            "van der Berg, Ann",
            "van der Berg, Ann",
        ),
    ],
)
def test_names_keep_particle_and_suffix(name: str, csl: dict[str, str], ris: str, bib: str) -> None:
    item, lines, entry = names(f"@book{{k, author={{{name}}}, title={{Rye}}}}")
    assert item == csl
    assert f"AU  - {ris}\n" in lines
    assert f"author = {{{bib}}},\n" in entry


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("date={2001-02-03}", {"date-parts": [[2001, 2, 3]]}),
        ("date={2001-02/2002-03}", {"date-parts": [[2001, 2], [2002, 3]]}),
        ("date={2001-21}", {"date-parts": [[2001]], "season": 1}),
        ("date={2001?}", {"date-parts": [[2001]], "circa": True}),
        ("year={2001}, month=feb", {"date-parts": [[2001, 2]]}),
        ("year={in press}", {"literal": "in press"}),
    ],
)
def test_dates_in_csl(date: str, issued: dict[str, Any]) -> None:
    (item,) = json.loads(reference_citation(reference(f"@book{{k, title={{Rye}}, {date}}}")).csl)
    assert item["issued"] == issued


@pytest.mark.parametrize(
    ("pages", "shown", "bibtex", "first", "last"),
    [
        ("637-41", "637-641", "637--641", "637", "641"),
        ("123–127", "123-127", "123--127", "123", "127"),
        ("S1--S9", "S1-S9", "S1--S9", "S1", "S9"),
        ("S1-S9", "S1-S9", "S1--S9", "S1", "S9"),
        ("A-12--A-15", "A-12-A-15", "A-12--A-15", "A-12", "A-15"),
        ("e2019-05", "e2019-05", "e2019-05", "e2019-05", ""),
        ("12---34", "12-34", "12--34", "12", "34"),
        ("5+", "5+", "5+", "5+", ""),
        ("1-10, 15-20", "1-10, 15-20", "1--10, 15--20", "1-10, 15-20", ""),
        ("S637--41", "S637-S641", "S637--S641", "S637", "S641"),
    ],
)
def test_pages_survive_each_download(
    pages: str, shown: str, bibtex: str, first: str, last: str
) -> None:
    whole = reference(
        f"@article{{k, title={{Rye}}, volume={{1}}, year={{2001}}, pages={{{pages}}}}}"
    )
    cited = reference_citation(whole)
    assert str(ama(whole)) == f"Rye. 2001;1:{shown}."
    assert f"  pages  = {{{bibtex}}},\n" in cited.bibtex
    (item,) = json.loads(cited.csl)
    assert item["page"] == shown
    assert f"SP  - {first}\n" + (f"EP  - {last}\n" if last else "") in cited.ris


TEXTS = st.one_of(
    st.text(max_size=15).map(lambda text: " ".join(text.split())),
    st.sampled_from([*ALL_FIELDS.values(), "2001-02-03/2002", "2001-99", "and", "arXiv", "1-2-3"]),
)


@examples(150, derandomize=True)
@given(
    st.sampled_from(every_kind()),
    st.dictionaries(st.sampled_from([*ALL_FIELDS, "date"]), TEXTS, max_size=8),
)
def test_any_text_in_any_field_is_cited_in_one_line_and_in_each_format(
    kind: str, fields: dict[str, str]
) -> None:
    whole = Reference("K", 1, BibtexEntry(kind, "K", fields, {}, 1))
    shown = str(ama(whole))
    bare = shown.replace("<i>", "").replace("</i>", "")
    assert not {"<", ">", "\n"} & set(bare)
    cited = reference_citation(whole)
    assert json.loads(cited.csl)[0]["id"] == "K"
    assert cited.ris.count("\nER  - ") == 1
    (read,), problems = read_bibtex(TextFile("cited.bib", cited.bibtex))
    assert (read.kind, problems) == (kind, [])
    json.dumps(described(Work.of(BibliographicRecord.of(whole))))
