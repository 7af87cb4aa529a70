"""Works as lists of references print them: what is read, and what is left to a person."""

from __future__ import annotations

import pytest

from claimweave.references.incoming.printed_works import NOT_READ, read_printed_work

KING = {
    "names": "King; Lowe",
    "title": "Sorghum and the rain of early summer",
    "journal": "Journal of Dry Fields",
    "year": "2010",
    "volume": "12",
    "pages": "101-110",
}
SHORT = {
    "@T": "Sorghum and the rain of early summer",
    "@U": "Sorghum and the Rain of Early Summer",
    "@J": "Journal of Dry Fields",
    "@N": "10.1000/jdf.2010.12",
    "@D": "https://doi.org/10.1000/jdf.2010.12",
}
ARTICLES = {
    "vancouver": "King AB, Lowe C. @T. @J. 2010;12(3):101-10.",
    "ama": "King AB, Lowe C. @T. @J. 2010;12(3):101-110. doi:10.1000/jdf.2010.12",
    "bmc": "King AB, Lowe C: @T. @J 2010, 12(3):101-110.",
    "lancet": "King AB, Lowe C. @T. @J 2010; 12: 101–10.",
    "apa": "King, A. B., & Lowe, C. (2010). @T. @J, 12(3), 101–110. @D",
    "chicago": "King, Ann B., and Carl Lowe. 2010. “@U.” @J 12 (3): 101–10.",
    "harvard": "King, A.B. and Lowe, C. (2010) ‘@T’, @J, 12(3), pp. 101–110.",
    "elsevier": "King, A.B., Lowe, C., 2010. @T. @J 12, 101–110.",
    "elsevier, numbered": "A. B. King, C. Lowe, @T, @J 12 (2010) 101–110.",
    "nature": "King, A. B. & Lowe, C. @T. @J 12, 101–110 (2010).",
    "ieee": "A. B. King and C. Lowe, “@T,” @J, vol. 12, no. 3, pp. 101–110, 2010, doi: @N.",
    "elife": "King AB, Lowe C. 2010. @T. @J 12:101–110.",
    "springer": "King AB, Lowe C (2010) @T. @J 12:101–110",
    "bibtex": "A. B. King and C. Lowe. @T. @J, 12(3):101–110, 2010.",
    "a web page": "King AB, Lowe C. @T. @J. 2010;12:101-110. [CrossRef] [PubMed] [Google Scholar]",
}


@pytest.mark.parametrize("style", ARTICLES)
def test_an_article_in_each_style(style: str) -> None:
    printed = ARTICLES[style]
    for sign, text in SHORT.items():
        printed = printed.replace(sign, text)
    entry = read_printed_work(printed, "k")
    assert entry.record is not None, entry.fault
    fields = dict(entry.record.fields)
    doi = fields.pop("doi", "")
    assert doi == ("10.1000/jdf.2010.12" if "jdf" in printed else "")
    assert fields.pop("number", "3") == "3"
    pages = fields["pages"].replace("–", "-")
    found = {"names": "; ".join(name.family for name in entry.record.authors), **fields}
    found |= {"pages": pages if len(pages) > 6 else f"{pages[:4]}1{pages[-2:]}"}
    assert found["title"].casefold() == KING["title"].casefold()
    assert {**found, "title": KING["title"]} == KING


@pytest.mark.parametrize(
    ("printed", "kind", "fields"),
    [
        ("Eck E. All about Rye. Field Press; 2009.", "book", {"publisher": "Field Press"}),
        ("Eck, E. (2009). All about rye. Field Press.", "book", {"publisher": "Field Press"}),
        (
            "Eck E. All about rye. 2nd ed. Bern: Field Press; 2009.",
            "book",
            {"publisher": "Field Press", "address": "Bern", "edition": "2nd"},
        ),
        (
            "Cole C. Clay. In: Bern B, ed. Handbook. Field Press; 2005:30-41.",
            "incollection",
            {"booktitle": "Handbook", "publisher": "Field Press", "pages": "30-41"},
        ),
        (
            "World Health Organization. (2010). Report on soil. Geneva: WHO Press.",
            "book",
            {"publisher": "WHO Press", "address": "Geneva"},
        ),
        (
            "Doe D. What is rye? Soil. 2014 Mar 3;12(3):e110-e115. PMID: 1234567; PMC7654321",
            "article",
            {"pmid": "1234567", "pmcid": "PMC7654321", "pages": "e110-e115"},
        ),
    ],
)
def test_other_kinds_and_identifiers(printed: str, kind: str, fields: dict[str, str]) -> None:
    entry = read_printed_work(printed)
    assert entry.record is not None
    assert entry.record.kind == kind
    assert {name: entry.record.fields.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("printed", "name", "fields"),
    [
        ("Ministry of Soil (2010) Clay in the north: a survey, Bern, Switzerland.",
         "Ministry of Soil", {"title": "Clay in the north: a survey, Bern, Switzerland"}),
        ("US Ministry of Soil (2010). Clay. https://example.org/clay.pdf, accessed May 25, 2013.",
         "US Ministry of Soil",
         {"title": "Clay", "url": "https://example.org/clay.pdf", "urldate": "2013-05-25"}),
        ("Ministry of Soil (2010) Clay: a survey. Report, https://a.org/c/, accessed May 26, 2013.",
         "Ministry of Soil",
         {"title": "Clay: a survey", "howpublished": "Report",
          "url": "https://a.org/c/", "urldate": "2013-05-26"}),
        ("Field Cures, King AB, Lowe C, et al. (2010) Rain: A review. F-FINDER, December 2010.",
         "Field Cures", {"title": "Rain: A review", "howpublished": "F-FINDER, December 2010"}),
        ("King AB, Lowe C (2010) Rain. Paper for the Field Day, May 3, 2010, accessed 3 June 2011",
         "King", {"title": "Rain", "howpublished": "Paper for the Field Day, May 3, 2010",
                  "urldate": "2011-06-03"}),
    ],
)  # fmt: skip
def test_what_is_printed_with_names_a_year_and_a_title_alone(
    printed: str, name: str, fields: dict[str, str]
) -> None:
    entry = read_printed_work(printed)
    assert entry.record is not None
    assert (entry.record.kind, entry.record.authors[0].family) == ("misc", name)
    assert {author.family for author in entry.record.authors} <= {name, "King", "Lowe"}
    found = dict(entry.record.fields)
    assert found == {**fields, "year": "2010"}


@pytest.mark.parametrize(
    "printed",
    [
        "See also the report (2010) of the society.",
        "We thank Ann (2010) for her help.",
        "Clay in the north. https://example.org/clay, accessed May 19, 2013.",
        "",
        "Personal communication with the authors.",
        "Adler A. Oats. In press.",
        "See the web page of the society.",
        "2001",
        "A" * 5000,
        "(" * 3000,
        "Adler A, " * 2000,
        ", ".join(["Adler"] * 1000) + " 2001",
        "“" * 2000 + " 2001. A. B. 1",
    ],
)
def test_what_has_no_known_form_is_left_to_a_person(printed: str) -> None:
    entry = read_printed_work(printed)
    assert entry.record is None
    assert entry.fault == NOT_READ
