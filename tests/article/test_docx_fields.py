"""Citations that reference managers keep in fields of a Word document."""

from __future__ import annotations

import pytest

from claimweave.article.article import NoArticleError
from claimweave.article.docx_file import read_docx
from claimweave.article.draft import Draft, draft_of
from claimweave.article.pandoc import NoPandocError
from drafted import fields_of, said, told
from made_docx import (
    complex_field,
    content_control,
    csl_field,
    csl_item,
    document,
    endnote_cite,
    endnote_field,
    heading,
    list_field,
    paragraph,
    text_run,
)
from pandoc import absent

WORKS = {
    1: ("A1", "Adler", 2001, "Oats in the first year"),
    2: ("B2", "Bern", 2002, "Rye in the second year"),
    3: ("C3", "Cole", 2003, "Barley in the third year"),
}
NAMES = {1: "Adler, 2001", 2: "Bern, 2002", 3: "Cole, 2003"}


def csl(numbers: tuple[int, ...]) -> list[dict[str, object]]:
    return [csl_item(*WORKS[number]) for number in numbers]


def cites(numbers: tuple[int, ...]) -> str:
    return "".join(endnote_cite(10 + n, *WORKS[n][1:]) for n in numbers)


MANAGERS = {
    "zotero": lambda n, shown: csl_field(csl(n), shown, "ADDIN ZOTERO_ITEM CSL_CITATION"),
    "mendeley": lambda n, shown: csl_field(csl(n), shown, "ADDIN CSL_CITATION"),
    "mendeley cite": lambda n, shown: content_control(csl(n), shown),
    "endnote": lambda n, shown: endnote_field(cites(n), shown, packed=False),
    "endnote, packed": lambda n, shown: endnote_field(cites(n), shown, packed=True),
}
SAID = [
    ("S1.p1.s1", (1,), "Oats grow."),
    ("S1.p1.s2", (1, 2), "Rye too."),
    ("S1.p1.s3", (), "No one knows."),
    ("S2.1.p1.s1", (2, 3), "Barley (48 plots) grew; oats did not."),
]


def draft(body: str, parts: dict[str, str] | None = None) -> Draft:
    try:
        return draft_of(read_docx(document(body, parts)))
    except NoPandocError:
        absent("pypandoc is not installed")


def body(manager: str, form: str) -> str:
    def cited(*numbers: int) -> str:
        names = "; ".join(NAMES[n] for n in numbers)
        shown = f"({names})" if form == "names" else form.format(",".join(map(str, numbers)))
        return MANAGERS[manager](numbers, shown)

    return (
        heading("Introduction")
        + paragraph(
            text_run("Oats grow "),
            cited(1),
            text_run(". Rye too "),
            cited(1, 2),
            text_run(". No one knows."),
        )
        + heading("Results")
        + heading("Wet", 2)
        + paragraph(
            text_run("Barley (48 plots) grew "),
            cited(2, 3),
            text_run("; oats did not "),
            cited(3),
            text_run("."),
        )
    )


@pytest.mark.parametrize("form", ["[{}]", "names"])
@pytest.mark.parametrize("manager", MANAGERS)
def test_fields_are_citations_however_they_are_printed(manager: str, form: str) -> None:
    found = draft(body(manager, form))
    assert said(found) == SAID
    assert found.sections == {"S1": "Introduction", "S2": "Results", "S2.1": "Wet"}
    assert found.numbered_by == ("first-mention" if form == "names" else "printed")
    assert found.unread == []


@pytest.mark.parametrize("manager", MANAGERS)
def test_the_works_of_fields_are_read(manager: str) -> None:
    fields = fields_of(draft(body(manager, "[{}]")), 3)
    assert fields["title"] == "Barley in the third year"
    assert fields["names"] == "Cole"
    assert fields["year"] == "2003"
    assert fields["doi"] == ("10.1000/en.13" if "endnote" in manager else "10.1000/C3")


@pytest.mark.parametrize("head", [heading("References"), ""])
def test_the_list_that_zotero_writes_is_no_prose(head: str) -> None:
    listed = list_field("1. Adler A. Oats. 2001.", "2. Bern B. Rye. 2002.", "3. Cole C. 2003.")
    found = draft(body("zotero", "[{}]") + head + listed)
    assert said(found) == SAID
    assert told(found) == ["the list that the reference manager writes is no prose"]


def test_words_own_citations_and_sources() -> None:
    sources = """<b:Sources xmlns:b="urn:b"><b:Source><b:Tag>Adl01</b:Tag>
        <b:SourceType>JournalArticle</b:SourceType><b:Title>Oats now</b:Title>
        <b:Year>2001</b:Year><b:JournalName>J Fields</b:JournalName><b:Author><b:Author>
        <b:NameList><b:Person><b:Last>Adler</b:Last><b:First>Ann</b:First></b:Person>
        </b:NameList></b:Author></b:Author></b:Source></b:Sources>"""
    field = complex_field(r" CITATION Adl01 \l 1033 ", "(Adler, 2001)")
    text = paragraph(text_run("Oats grow "), field, text_run("."))
    found = draft(heading("Introduction") + text, {"customXml/item1.xml": sources})
    assert said(found) == [("S1.p1.s1", (1,), "Oats grow.")]
    entry = found.article.works[0].entry
    assert entry is not None
    assert entry.record is not None
    assert entry.record.fields == {"title": "Oats now", "journal": "J Fields", "year": "2001"}


def test_a_field_that_cannot_be_read_is_counted() -> None:
    broken = complex_field(" ADDIN ZOTERO_ITEM CSL_CITATION {bad", "[1]")
    page = complex_field(" PAGE ", "7")
    text = paragraph(text_run("Oats grow "), broken, text_run(". And page "), page, text_run("."))
    found = draft(heading("Introduction") + text)
    assert "[1]" in found.unread
    assert [s.text for s in found.sentences][1] == "And page 7."


def test_exponents_are_no_citations() -> None:
    text = paragraph(
        text_run("Oats grow"),
        text_run("1,2", raised=True),
        text_run(" at 10"),
        text_run("6", raised=True),
        text_run(" seeds on 5 m"),
        text_run("2", raised=True),
        text_run(". Rye too"),
        text_run("3(p12)", raised=True),
        text_run("."),
    )
    assert [s.cites for s in draft(heading("Introduction") + text).sentences] == [(1, 2), (3,)]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"PK\x03\x04" + b"\0" * 40, "the Word document is broken"),
        (document("<w:p>")[:-30], "the Word document is broken"),
        (document("<w:p>"), "a part of it is no XML"),
        (document('</w:body></w:document><!DOCTYPE a [<!ENTITY b "c">]>'), "no XML"),
    ],
)
def test_a_broken_document_says_so(raw: bytes, why: str) -> None:
    with pytest.raises(NoArticleError, match=why):
        read_docx(raw)
