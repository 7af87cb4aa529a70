"""Files of references as others write them: each format is read, and what is left out is named."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.references.incoming.csl_file import CSL_KINDS
from claimweave.references.incoming.endnote_file import ENDNOTE_KINDS
from claimweave.references.incoming.file_formats import (
    FORMATS,
    format_of,
    read_file,
    the_one_entry,
)
from claimweave.references.incoming.incoming_entry import IncomingEntry, UnreadableFileError
from claimweave.references.incoming.ris_works import RIS_KINDS
from claimweave.references.record import BibliographicRecord
from claimweave.references.ris import ris_text
from claimweave.review.names import Author
from full_runs import examples

BOMB = """<?xml version="1.0"?>
<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xml><records><record><titles><title>&b;</title></titles></record></records></xml>
"""


def one(text: str, format_: str = "") -> IncomingEntry:
    return the_one_entry(read_file(text, format_))


def record(text: str) -> BibliographicRecord:
    found = one(text).record
    assert found is not None
    return found


def ris(*lines: str, type_: str = "JOUR") -> str:
    return "\n".join([f"TY  - {type_}", *lines, "ER  - ", ""])


def csl(**item: object) -> str:
    return json.dumps([{"type": "article-journal", "title": "Rye"} | item])


def endnote(inner: str, type_: str = "Journal Article") -> str:
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n<record><ref-type name="{type_}">'
    )
    return f"{head}17</ref-type>{inner}</record></records></xml>"


# Which format it is


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("@article{a, title = {Rye}}", "bibtex"),
        ("Written by Zotero.\n\n@article{a,\n abstract = {\nTY  - JOUR\n}}", "bibtex"),
        ("\ufeffProvider: Fields\n\nTY  - JOUR\nAB  - see @article{x}\nER  -\n", "ris"),
        ("\n\nPMID- 12\nTI  - Rye\n", "nbib"),
        ('\n[{"title": "Rye"}]', "csl-json"),
        ('{"items": []}', "csl-json"),
        ('<?xml version="1.0"?><xml><records/></xml>', "endnote-xml"),
    ],
)
def test_a_format_is_known_by_how_it_begins(text: str, format_: str) -> None:
    assert format_of(text.removeprefix("\ufeff")) == format_
    read_file(text)


def test_what_cannot_be_told_says_how_to_tell_it() -> None:
    with pytest.raises(UnreadableFileError, match="--format"):
        read_file("10.1000/rye")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_do_not_matter(ending: str) -> None:
    text = "\ufeff" + ris("TI  - Rye", "AU  - Adler, Ann", "PY  - 2001").replace("\n", ending)
    assert record(text).fields == {"title": "Rye", "year": "2001"}


# RIS


def test_both_kinds_of_authors_are_authors_the_first_ones_first() -> None:
    text = ris("AU  - Bern, Ben, Jr.", "A1  - Adler, Ann", "AU  - Cole, Cy", "AU  - Adler, Ann")
    assert record(text).authors == (
        Author("Adler", "Ann"),
        Author("Bern", "Ben", "Jr."),
        Author("Cole", "Cy"),
    )


def test_article_numbers_addresses_types_and_editors_are_kept() -> None:
    found = one(
        ris(
            "TI  - Rye",
            "C7  - e12",
            "UR  - https://example.org/r;a=1",
            "M3  - Review",
            "A2  - Cole, Cy",
            "A4  - Dorn, Dan",
            "DO  - 10.1000/rye",
            "ID  - r7",
        )
    )
    assert found.record is not None
    assert found.record.fields == {
        "title": "Rye",
        "eid": "e12",
        "url": "https://example.org/r;a=1",
        "type": "Review",
        "doi": "10.1000/rye",
    }
    assert found.record.people["editor"].names == (Author("Cole", "Cy"),)
    assert found.record.people["translator"].names == (Author("Dorn", "Dan"),)
    assert (found.key, found.left_out) == ("r7", ())


def test_what_ris_says_twice_or_nobody_takes_is_named() -> None:
    found = one(
        ris(
            "TI  - Rye",
            "T1  - Rye",
            "JO  - J Fields",
            "T2  - Journal of Fields",
            "SN  - 1234-5678",
            "SN  - 8765-4321",
            "AB  - Long",
            "  and longer",
            "XY  - odd",
            "KW  - a",
            "UR  - https://x.example",
            "UR  - https://y.example",
        )
    )
    assert set(found.left_out) == {"JO", "SN", "AB", "XY", "KW", "UR"}


@pytest.mark.parametrize("address", ["see the library", "https://doi.org/10.1000/rye"])
def test_an_address_beside_a_doi_is_kept_or_named(address: str) -> None:
    text = f"TY  - JOUR\nTI  - Rye\nAU  - Adler, I\nDO  - 10.1000/rye\nUR  - {address}\nER  - \n"
    (entry,) = read_file(text).entries
    assert entry.record.fields["doi"] == "10.1000/rye"
    assert "url" not in entry.record.fields
    assert entry.left_out == ("UR",)


def test_an_older_doi_and_the_address_of_one() -> None:
    assert record(ris("M3  - doi: 10.1000/RYE")).fields == {"doi": "doi: 10.1000/RYE"}
    assert record(ris("UR  - https://doi.org/10.1000/RYE")).fields == {"doi": "10.1000/rye"}
    assert one(ris("UR  - <Go to ISI>://WOS:1")).left_out == ("UR",)
    assert (
        record(ris("UR  - https://x.example/a ü")).fields["url"] == "https://x.example/a%20%C3%BC"
    )


@pytest.mark.parametrize(
    ("lines", "kind", "field"),
    [
        (("T2  - Day of Fields",), "inproceedings", "booktitle"),
        ((), "proceedings", ""),
    ],
)
def test_a_conference_is_a_paper_where_it_names_what_it_is_in(
    lines: tuple[str, ...], kind: str, field: str
) -> None:
    found = record(ris("TI  - Rye", *lines, type_="CONF"))
    assert found.kind == kind
    assert not field or found.fields[field] == "Day of Fields"


def test_an_unknown_type_is_told() -> None:
    found = record(ris("TI  - Rye", type_="ODD"))
    assert found.kind == "misc"
    assert "ODD" in found.remarks[0]


@pytest.mark.parametrize("type_", sorted(RIS_KINDS))
def test_each_type_of_ris_keeps_its_title(type_: str) -> None:
    assert record(ris("TI  - Rye", type_=type_)).fields["title"] == "Rye"


def test_dates_of_ris() -> None:
    def dated(*lines: str) -> dict[str, str]:
        return dict(record(ris(*lines)).fields)

    assert dated("PY  - 2001/02/03/") == {"year": "2001", "month": "2", "day": "3"}
    assert dated("PY  - 2001", "DA  - 2001/02//") == {"year": "2001", "month": "2"}
    assert dated("Y1  - 2001//", "Y2  - 2024/2/3/") == {"year": "2001", "urldate": "2024-02-03"}
    assert one(ris("PY  - 2001", "DA  - Spring 2001")).left_out == ("DA",)
    assert one(ris("PY  - 2001", "Y2  - last week")).left_out == ("Y2",)
    assert dated("PY  - in press") == {"year": "in press"}


def test_a_record_that_is_cut_off_is_a_fault_at_its_place() -> None:
    found = read_file(f"{ris('TI  - Rye')}TY  - JOUR\nTI  - Oats\n{ris('TI  - Barley')}TY  - BOOK")
    assert [(e.line, bool(e.fault)) for e in found.entries] == [
        (1, False),
        (4, True),
        (6, False),
        (9, True),
    ]


def test_lines_outside_of_records_are_counted() -> None:
    found = read_file("Provider: x\n\n" + ris("TI  - Rye") + "and so on\n")
    assert found.passed_over == ("2 lines outside of any record are passed over: 1, 6",)


FORMS = st.sampled_from(
    ["{}", "https://x.example/{}", "{} [doi]", "2001 {}", "10.1000/{}", "A, {}"]
)


def marked(form: str, number: int) -> str:
    return form.format(f"x{number}y")


def unsaid(found: IncomingEntry, names: list[str]) -> list[str]:
    """Return the names of fields, in their order, that are neither said nor left out."""
    assert found.record is not None
    said = repr((found.record, found.key))
    return [
        name
        for number, name in enumerate(names)
        if f"x{number}y" not in said and name not in found.left_out
    ]


WORDS = st.text("abcÄłø αβ&<>{}%$#;:,-", min_size=1, max_size=20).filter(str.strip)
TAGS = st.sampled_from([f"{a}{b}" for a in "ABCDJKLMNPRSTUVXY" for b in "123ABDEFJNPTWY"]).filter(
    lambda tag: tag not in ("TY", "ER")
)


@examples(120)
@given(st.lists(st.tuples(TAGS, FORMS, WORDS), max_size=12), st.sampled_from(sorted(RIS_KINDS)))
def test_nothing_of_a_record_of_ris_goes_in_silence(
    lines: list[tuple[str, str, str]], type_: str
) -> None:
    """Each text stands in the record, or its tag is named among what is left out."""
    texts = [f"{t}  - {marked(form, n)} {words}" for n, (t, form, words) in enumerate(lines)]
    assert unsaid(one(ris(*texts, type_=type_)), [tag for tag, _, _ in lines]) == []


# What is written is read back


@examples(60)
@given(
    st.sampled_from(
        [
            "article",
            "book",
            "incollection",
            "inproceedings",
            "techreport",
            "online",
            "dataset",
            "software",
            "patent",
            "standard",
            "mastersthesis",
        ]
    ),
    st.text("abcÄłø αβ", min_size=1, max_size=20).map(str.split).map(" ".join).filter(bool),
    st.lists(st.sampled_from(["volume", "address", "edition", "year", "doi"]), unique=True),
)
def test_what_ris_writes_is_read_as_it_was(kind: str, title: str, names: list[str]) -> None:
    values = {"volume": "7", "address": "Oslo", "edition": "2", "year": "2003", "doi": "10.1000/r"}
    if kind in ("dataset", "software"):
        values["version"] = values.pop("edition")
        names = ["version" if name == "edition" else name for name in names]
    fields = {"title": title} | {name: values[name] for name in names}
    work = BibliographicRecord(kind, (Author("van der Berg", "Ann", "Jr."),), fields)
    found = record(ris_text(work, "K"))
    left = {"type": "Master's thesis"} if kind == "mastersthesis" else {}
    read = {n: v for n, v in found.fields.items() if n != "url"}
    assert (found.kind, found.authors, read) == (kind, work.authors, fields | left)


# nbib

NBIB = """
PMID- 123
OWN - NLM
TI  - Nitrate and barley in the long
      summers of the coast.
FAU - Adler, Ann
AU  - Adler A
CN  - Field Group
FAU - Bern, Ben Jr
AU  - Bern B Jr
JT  - Journal of fields
TA  - J Fields
IS  - 1234-5678 (Electronic)
IS  - 8765-4321 (Print)
VI  - 3
IP  - 2
PG  - 637-41
DP  - 2001 Feb 3
LID - 10.1000/182 [doi]
LID - e12 [pii]
AID - 10.1000/182 [doi]
PMC - PMC77
PT  - Journal Article
PT  - Retracted Publication
AB  - Long.

PMID- 124
TI  - Rye.
AU  - Cole CD
AU  - Dorn E Jr
DP  - 1998 Dec-1999 Jan
AB  - TY  - JOUR

PMID- 125
TI  - [Not Available].
TT  - Roggen.
FED - Bern, Ben
BTI - Handbook of fields
PB  - Field Press
PL  - Oslo
DP  - 2001
"""


def test_records_of_pubmed() -> None:
    first, second, third = read_file(NBIB).entries
    assert first.record is not None
    assert first.record.fields == {
        "title": "Nitrate and barley in the long summers of the coast.",
        "journal": "Journal of fields",
        "volume": "3",
        "number": "2",
        "pages": "637-41",
        "year": "2001",
        "month": "2",
        "day": "3",
        "doi": "10.1000/182",
        "pmid": "123",
        "issn": "1234-5678",
        "pmcid": "PMC77",
    }
    assert first.record.authors == (
        Author("Adler", "Ann"),
        Author("Field Group"),
        Author("Bern", "Ben Jr"),
    )
    assert first.record.remarks == ("PubMed marks it as retracted",)
    assert first.record.seen == "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert set(first.left_out) == {"OWN", "TA", "IS", "LID", "PT", "AB"}
    assert second.record is not None
    assert second.record.authors == (Author("Cole", "CD"), Author("Dorn", "E", "Jr"))
    assert second.record.fields["year"] == "1998"
    assert "DP" in second.left_out
    assert third.record is not None
    assert third.record.kind == "incollection"
    assert third.record.fields["title"] == "Roggen."
    assert third.record.fields["booktitle"] == "Handbook of fields"
    assert [entry.line for entry in (first, second, third)] == [2, 27, 34]


# CSL-JSON


def test_a_work_of_csl() -> None:
    found = one(
        csl(
            id="Adler2001",
            issue=10.10,
            volume=3,
            page="1-9",
            DOI="10.1000/rye",
            PMID=12,
            abstract="Long",
            issued={"date-parts": [["2001", 2, 3]]},
            author=[
                {
                    "family": "Berg",
                    "given": "Ann",
                    "non-dropping-particle": "van der",
                    "suffix": "Jr.",
                },
                {"literal": "Field Group"},
            ],
        )
    )
    assert found.record is not None
    assert found.record.fields == {
        "title": "Rye",
        "volume": "3",
        "number": "10.1",
        "pages": "1-9",
        "doi": "10.1000/rye",
        "pmid": "12",
        "year": "2001",
        "month": "2",
        "day": "3",
    }
    assert found.record.authors == (
        Author("van der Berg", "Ann", "Jr."),
        Author("Field Group"),
    )
    assert (found.key, found.left_out) == ("Adler2001", ("abstract",))


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ({"date-parts": [[2001]]}, {"year": "2001"}),
        ({"date-parts": [["2001", "02"]]}, {"year": "2001", "month": "2"}),
        ({"date-parts": [[2001, 2], [2001, 4]]}, {"date": "2001-02/2001-04"}),
        ({"date-parts": [[2001]], "season": 1}, {"date": "2001-21"}),
        ({"date-parts": [[2001]], "circa": True}, {"date": "2001?"}),
        ({"raw": "2001-02-03"}, {"year": "2001", "month": "2", "day": "3"}),
        ({"raw": "2001-02/2001-04"}, {"date": "2001-02/2001-04"}),
        ({"literal": "in press"}, {"year": "in press"}),
        ({"raw": "February 2001"}, {"year": "2001", "month": "2", "day": ""}),
        ({"date-parts": [[None]]}, {}),
        ({"date-parts": "2001"}, {}),
        ("2001", {}),
    ],
)
def test_dates_of_csl(issued: object, fields: dict[str, str]) -> None:
    found = one(csl(issued=issued))
    assert found.record is not None
    wanted = {"title": "Rye"} | {name: text for name, text in fields.items() if text}
    assert found.record.fields == wanted
    assert ("issued" in found.left_out) is (not fields)


def test_works_of_csl_have_their_lines_and_what_is_none_is_a_fault() -> None:
    text = '[\n {"title": "Rye"},\n 7,\n {"title": "A", "title": "B"}\n]\n'
    entries = read_file(text).entries
    assert [(entry.line, bool(entry.fault)) for entry in entries] == [
        (2, False),
        (3, True),
        (4, True),
    ]
    assert "title" in entries[2].fault


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[{}",
        "[{},]x",
        "[{} {}]",
        '{"a": ',
        "[" * 100_000,
        '[{"a": ' * 50_000,
        '["\\ud800"',
        "[1]]",
    ],
)
def test_what_is_no_json_is_said_with_its_place(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="JSON cannot be read"):
        read_file(text)


@examples(80)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "author",
                "issued",
                "issue",
                "number",
                "page",
                "URL",
                "DOI",
                "archive",
                "archive_location",
                "editor",
                "custom",
                "type",
                "id",
                "event",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["family", "literal", "date-parts"]), inner)
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_json_holds_is_read_or_named(item: dict[str, Any]) -> None:
    (found,) = read_file(json.dumps([item])).entries
    assert found.record is not None
    for name, value in item.items():
        if isinstance(value, dict | list) and value and name in ("custom", "title", "page"):
            assert name in found.left_out


# EndNote XML


def test_a_record_of_endnote() -> None:
    style = '<style face="normal" font="default">{}</style>'.format
    inner = (
        f"<contributors><authors><author>{style('Adler, Ann')}</author>"
        f"<author>{style('van der Berg, Ben, Jr.')}</author></authors><secondary-authors><author>"
        "Cole, Cy</author></secondary-authors></contributors><titles><title>Rye in "
        f"{style('CO')}{style('2')}</title><secondary-title>Journal of Fields</secondary-title>"
        "</titles><periodical><full-title>Journal of Fields</full-title></periodical>"
        "<pages>637-41</pages><volume>7</volume><number>2</number><dates><year>2001</year>"
        "<pub-dates><date>Feb 3</date></pub-dates></dates><isbn>1234-5678</isbn>"
        "<electronic-resource-num>https://doi.org/10.1000/RYE</electronic-resource-num>"
        "<custom2>PMC12</custom2><custom7>e12</custom7><keywords><keyword>rye</keyword></keywords>"
        "<urls><related-urls><url>https://example.org/r?a=1&amp;b=2</url></related-urls></urls>"
        "<label>Adler2001</label><rec-number>4</rec-number>"
    )
    found = one(endnote(inner))
    assert found.record is not None
    assert found.record.fields == {
        "title": "Rye in CO2",
        "journal": "Journal of Fields",
        "pages": "637-41",
        "volume": "7",
        "number": "2",
        "year": "2001",
        "month": "2",
        "day": "3",
        "issn": "1234-5678",
        "doi": "https://doi.org/10.1000/RYE",
        "pmcid": "PMC12",
        "eid": "e12",
        "url": "https://example.org/r?a=1&b=2",
    }
    assert found.record.authors == (Author("Adler", "Ann"), Author("van der Berg", "Ben", "Jr."))
    assert found.record.people["editor"].names == (Author("Cole", "Cy"),)
    assert (found.line, found.key) == (3, "Adler2001")
    assert found.left_out == ("keywords/keyword", "rec-number")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "document type or entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>', "document type or entities"),
        ("<xml><records>", "line 1"),
        ("<html><body/></html>", "not EndNote's"),
        ("<" * 2_000_001, "tags"),
    ],
)
def test_xml_that_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read_file(text)


def test_depth_ends_no_program() -> None:
    deep = 20_000
    (found,) = read_file(endnote("<a>" * deep + "x" + "</a>" * deep)).entries
    assert len(found.left_out) == 1


# BibTeX


def test_each_entry_of_bibtex_is_read_and_a_bad_one_is_told_at_its_place() -> None:
    text = (
        "@article{A,\n title = {Rye},\n year = 2001}\n\n@article{B, title = {Oats,\n}\n"
        "@book{two words, title = {Wheat}, file = {x}, abstract = {y}}\n"
        "@book{A, title = {Barley}}\n@misc{C, title = {Beans}, year = {2001}, year = {2002}}\n"
    )
    found = read_file(text).entries
    titles = [(e.line, e.key, e.record.fields["title"]) for e in found if e.record]
    assert titles == [(1, "A", "Rye"), (7, "two words", "Wheat"), (8, "A", "Barley")]
    assert [entry.line for entry in found if entry.fault] == [5, 9]
    assert found[2].left_out == ("abstract", "file")


# Nothing goes in silence: what is marked stands in the record, or its field is named

NBIB_TAGS = st.sampled_from(
    ["TI", "TT", "BTI", "CTI", "FAU", "AU", "CN", "FED", "ED", "JT", "TA", "VI", "IP", "PG", "PB",
     "PL", "DP", "AID", "LID", "IS", "PMC", "PT", "LA", "ISBN", "EN", "AB", "RIN", "XYZ"]
)  # fmt: skip
CSL_NAMES = st.sampled_from(
    ["title", "container-title", "collection-title", "collection-number", "issue", "number",
     "volume", "page", "DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN", "publisher", "genre",
     "publisher-place", "edition", "version", "archive", "archive_location", "event-title",
     "event-place", "language", "status", "note", "abstract", "title-short", "volume-title",
     "medium", "my-own"]
)  # fmt: skip
ENDNOTE_PATHS = st.sampled_from(
    ["titles/title", "titles/secondary-title", "titles/tertiary-title", "titles/alt-title",
     "titles/short-title", "periodical/full-title", "periodical/abbr-1",
     "contributors/authors/author", "contributors/secondary-authors/author",
     "contributors/tertiary-authors/author",
     "contributors/subsidiary-authors/author", "pages", "volume", "number", "num-vols", "section",
     "edition", "dates/year", "dates/pub-dates/date", "pub-location", "publisher", "isbn", "label",
     "accession-num", "electronic-resource-num", "urls/related-urls/url", "urls/web-urls/url",
     "custom1", "custom2", "custom7", "work-type", "remote-database-name", "notes", "language"]
)  # fmt: skip


@examples(150)
@given(st.lists(st.tuples(NBIB_TAGS, FORMS), max_size=12))
def test_nothing_of_a_record_of_pubmed_goes_in_silence(fields: list[tuple[str, str]]) -> None:
    lines = [f"{tag:<4}- {marked(form, number)}" for number, (tag, form) in enumerate(fields)]
    found = one("\n".join(["PMID- 7", *lines]), "nbib")
    tags = [tag for tag, _ in fields]
    once_more = {s for f, s in (("FAU", "AU"), ("FED", "ED")) if tags.count(f) == tags.count(s)}
    assert set(unsaid(found, tags)) <= once_more


@examples(150)
@given(
    st.lists(st.tuples(CSL_NAMES, FORMS), max_size=12, unique_by=lambda one: one[0]),
    st.sampled_from(sorted(CSL_KINDS)),
)
def test_nothing_of_a_work_of_csl_goes_in_silence(
    fields: list[tuple[str, str]], type_: str
) -> None:
    item = {name: marked(form, number) for number, (name, form) in enumerate(fields)}
    found = one(json.dumps([item | {"type": type_}]))
    assert unsaid(found, [name for name, _ in fields]) == []


@examples(150)
@given(
    st.lists(st.tuples(ENDNOTE_PATHS, FORMS), max_size=12), st.sampled_from(sorted(ENDNOTE_KINDS))
)
def test_nothing_of_a_record_of_endnote_goes_in_silence(
    fields: list[tuple[str, str]], type_: str
) -> None:
    inner = ""
    for number, (path, form) in enumerate(fields):
        names = path.split("/")
        inner += "".join(f"<{name}>" for name in names) + marked(form, number)
        inner += "".join(f"</{name}>" for name in reversed(names))
    found = one(endnote(inner, type_.title()))
    assert unsaid(found, [path for path, _ in fields]) == []


# Whatever it is


@examples(150)
@given(
    st.sampled_from(sorted(FORMATS)),
    st.text(max_size=60)
    | st.text('TYERAUPMID-@{}[]":,<>/xmlrecord= \n0123', max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "TY  - JOUR",
                "ER  -",
                "PMID- 1",
                "AU  - A",
                "@article{a,",
                "}",
                "title = {x},",
                '[{"title": 1',
                "}]",
                "<xml>",
                "<record>",
            ]
        )
    ).map("\n".join),
)
def test_no_text_ends_the_program(format_: str, text: str) -> None:
    try:
        found = read_file(text, format_)
    except UnreadableFileError:
        return
    for entry in found.entries:
        assert (entry.record is None) is bool(entry.fault)
        assert re.fullmatch(r"\d+", str(entry.line))


# Signs that nobody sees, and marks of type

ODD = "Mo\u202e\u200b\ue000ss"


@pytest.mark.parametrize(
    "text",
    [
        ris("TI  - Rye", f"AU  - {ODD}, <i>I</i>da", f"A2  - {ODD}, Ida"),
        f"PMID- 12\nTI  - Rye\nFAU - {ODD}, <i>I</i>da\nFED - {ODD}, Ida\n",
        csl(
            author=[{"family": ODD, "given": "<i>I</i>da"}],
            editor=[{"family": ODD, "given": "Ida"}],
        ),
        endnote(
            f"<contributors><authors><author>{ODD}, &lt;i&gt;I&lt;/i&gt;da</author></authors>"
            f"<secondary-authors><author>{ODD}, Ida</author></secondary-authors>"
            "</contributors><titles><title>Rye</title></titles>"
        ),
        f"@article{{a, title = {{Rye}}, author = {{{ODD}, <i>I</i>da}}, editor = {{{ODD}, Ida}}}}",
    ],
    ids=["ris", "nbib", "csl-json", "endnote-xml", "bibtex"],
)
def test_names_are_as_they_are_shown_in_each_format(text: str) -> None:
    found = record(text)
    assert found.authors == (Author("Moss", "Ida"),)
    assert found.people["editor"].names == (Author("Moss", "Ida"),)
