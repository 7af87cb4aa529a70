"""Our downloads as pandoc imports them: a chapter, a thesis, a preprint and a data set, whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rispy

from claimweave.disk.text_files import TextFile
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.site.parts.citation_formats import Citation, reference_citation
from pandoc import read_by_pandoc

CHAPTER = """@incollection{chapter, author={Adler, Jr., Ann and {Field Office}}, title={Nitrate},
  booktitle={Handbook of Fields}, editor={Bern, Ben and Cole, Cy}, translator={Dorn, Dan},
  edition={2}, volume={3}, number={7}, series={Field Library}, publisher={Smith and Sons},
  address={Oslo}, year={2001}, month=feb, pages={11--20}, isbn={978-1}, doi={10.1000/182},
  url={https://example.org/r}, urldate={2024-02-03}, abstract={Long text.}, shelf={B12}}"""
THESIS = """@phdthesis{thesis, author={Bern, Ben}, title={Nitrate}, address={Oslo},
  school={University of Fields}, year={2002}, pagetotal={300},
  url={https://example.org/t}, urldate={2024-02-03}}"""
PREPRINT = """@online{preprint, author={Cole, Cy}, title={Nitrate}, date={2003-03-04},
  eprint={2001.01234}, eprinttype={arxiv}, eprintclass={q-bio.PE}}"""
DATA = """@dataset{data, author={Dorn, Dan}, title={Nitrate data}, publisher={Fieldarchive},
  version={2}, date={2004-02-03}, doi={10.1000/183}}"""

BEN, CY, DAN = (
    {"family": "Bern", "given": "Ben"},
    {"family": "Cole", "given": "Cy"},
    {"family": "Dorn", "given": "Dan"},
)
ACCESSED = {"date-parts": [[2024, 2, 3]]}
WORKS: dict[str, tuple[str, dict[str, Any]]] = {
    "chapter": (
        CHAPTER,
        {
            "type": "chapter",
            "title": "Nitrate",
            "container-title": "Handbook of Fields",
            "author": [
                {"family": "Adler", "given": "Ann", "suffix": "Jr."},
                {"literal": "Field Office"},
            ],
            "editor": [BEN, CY],
            "translator": [DAN],
            "edition": "2",
            "volume": "3",
            "collection-title": "Field Library",
            "collection-number": "7",
            "publisher": "Smith and Sons",
            "publisher-place": "Oslo",
            "page": "11-20",
            "issued": {"date-parts": [[2001, 2]]},
            "ISBN": "978-1",
            "DOI": "10.1000/182",
            "URL": "https://example.org/r",
            "accessed": ACCESSED,
            "abstract": "Long text.",
        },
    ),
    "thesis": (
        THESIS,
        {
            "type": "thesis",
            "title": "Nitrate",
            "author": [BEN],
            "genre": "PhD thesis",
            "publisher": "University of Fields",
            "publisher-place": "Oslo",
            "issued": {"date-parts": [[2002]]},
            "URL": "https://example.org/t",
            "accessed": ACCESSED,
            "number-of-pages": "300",
        },
    ),
    "preprint": (
        PREPRINT,
        {
            "title": "Nitrate",
            "author": [CY],
            "issued": {"date-parts": [[2003, 3, 4]]},
            "URL": "https://arxiv.org/abs/2001.01234",
        },
    ),
    "data": (
        DATA,
        {
            "type": "dataset",
            "title": "Nitrate data",
            "author": [DAN],
            "version": "2",
            "publisher": "Fieldarchive",
            "issued": {"date-parts": [[2004, 2, 3]]},
            "DOI": "10.1000/183",
        },
    ),
}
"""Work to its entry, and to what another tool must know of it, in CSL-JSON by hand."""

UNREAD_IN_RIS = frozenset({
    "accessed", "collection-number", "collection-title", "genre", "ISBN", "number-of-pages",
    "publisher-place", "translator", "version", "volume",
})  # fmt: skip
"""What pandoc's reader of RIS passes over, or files under another name: rispy is asked instead."""


def citation(text: str) -> Citation:
    (entry,), problems = read_bibtex(TextFile("works.bib", text))
    assert problems == []
    return reference_citation(Reference.of(entry))


@pytest.mark.full
@pytest.mark.parametrize("work", WORKS)
def test_bibtex_is_imported_whole(work: str) -> None:
    entry, known = WORKS[work]
    read = read_by_pandoc(citation(entry).bibtex, "biblatex")
    assert {name: read.get(name) for name in known} == known


@pytest.mark.full
@pytest.mark.parametrize("work", WORKS)
def test_csl_json_is_imported_whole(work: str) -> None:
    entry, known = WORKS[work]
    written = citation(entry).csl
    read = read_by_pandoc(written, "csljson")
    assert {name: read.get(name) for name in known} == known
    (own,) = json.loads(written)
    own.pop("custom", None)  # what CSL has no name for: pandoc passes it over
    assert read == own


@pytest.mark.full
@pytest.mark.parametrize("work", WORKS)
def test_ris_is_imported_as_far_as_pandoc_reads_it(work: str) -> None:
    entry, known = WORKS[work]
    read = read_by_pandoc(citation(entry).ris, "ris")
    asked = {n: value for n, value in known.items() if n not in {*UNREAD_IN_RIS, "author"}}
    asked["issued"] = {"date-parts": [known["issued"]["date-parts"][0][:1]]}  # of PY only
    assert {name: read.get(name) for name in asked} == asked
    assert len(read["author"]) == len(known["author"])


def test_ris_holds_what_pandoc_passes_over() -> None:
    (chapter,) = rispy.loads(citation(CHAPTER).ris)
    assert {name: chapter[name] for name in sorted(chapter)} == {
        "abstract": "Long text.",
        "access_date": "2024/02/03/",
        "authors": ["Adler, Ann, Jr.", "Field Office"],
        "date": "2001/02//",
        "doi": "10.1000/182",
        "edition": "2",
        "end_page": "20",
        "id": "chapter",
        "issn": "978-1",
        "notes": ["shelf: B12"],
        "number": "7",
        "place_published": "Oslo",
        "publisher": "Smith and Sons",
        "secondary_authors": ["Bern, Ben", "Cole, Cy"],
        "secondary_title": "Handbook of Fields",
        "start_page": "11",
        "subsidiary_authors": ["Dorn, Dan"],
        "tertiary_title": "Field Library",
        "title": "Nitrate",
        "type_of_reference": "CHAP",
        "urls": ["https://example.org/r"],
        "volume": "3",
        "year": "2001",
    }
    (preprint,) = rispy.loads(citation(PREPRINT).ris)
    assert preprint["accession_number"] == "arXiv:2001.01234"
    assert preprint["name_of_database"] == "arXiv"
    assert preprint["notes"] == ["primaryclass: q-bio.PE"]
    (data,) = rispy.loads(citation(DATA).ris)
    assert data["edition"] == "2"
    (thesis,) = rispy.loads(citation(THESIS).ris)
    assert (thesis["type_of_work"], thesis["place_published"]) == ("PhD thesis", "Oslo")
