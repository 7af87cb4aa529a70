"""The pages of terms and of the table's pairs: addresses, what they say first, ways to them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from assembly import BASE, CASES, SITE_CONFIGURATION, assemble, edited
from claimweave.addresses.links import Links
from claimweave.addresses.term_addresses import (
    ANSWERS,
    TERMS,
    TermLinks,
    answer_pages,
    answer_table,
    term_pages,
    words_of,
)
from claimweave.evidence import answer_wording
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.facts import Facts
from claimweave.review.claim import Topic
from claimweave.review.key_word import is_device
from claimweave.review.reading.review_reader import read_review
from claimweave.review.table import Pair
from claimweave.rules.checking import check
from claimweave.rules.site_paths import own_pages
from claimweave.site.building import build_site
from claimweave.site.pages.answer_pages import answer_files
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.pages.reference_pages import reference_files
from claimweave.site.pages.term_pages import term_files
from claimweave.site.parts.glossary import with_term_pages
from claimweave.site.parts.matrix import matrix_html
from claimweave.site.parts.synonyms import search_words_file
from claimweave.site.parts.table import table_html
from claimweave.site.publication import Publication
from claimweave.words import labels
from miniature import claim, evidence_base, write_review
from one_cell import cell
from record_data import as_record

PUBLISHED = Publication("Soil", "https://soil.example/", "")
LINK = re.compile(r'href="([^"]+)"')
VOCABULARY = "claims/_review/vocabulary.yml"
SETTINGS = "claims/_review/review.yml"


@pytest.fixture(scope="module")
def small() -> EvidenceBase:
    """The miniature review of the cases."""
    return check(read_review(BASE)).base


def changed(folder: Path, path: str, old: str, new: str) -> EvidenceBase:
    """The miniature review with a text of a file changed."""
    (folder / "none").mkdir()
    root = assemble(folder / "none", folder / "review")
    edited(root, path, old, new)
    return EvidenceBase(read_review(root))


def files_of(base: EvidenceBase, publication: Publication = PUBLISHED) -> dict[str, str]:
    return dict(answer_files(base, publication)) | dict(term_files(base, publication))


def pages_of(base: EvidenceBase, publication: Publication = PUBLISHED) -> dict[str, str]:
    files = files_of(base, publication)
    return {path: page for path, page in files.items() if path.endswith(".md")}


def front_matter(page: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(page.split("---\n")[1])
    return found


def data_of(page: str) -> dict[str, object]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*)</script>', page)
    found: dict[str, object] = json.loads(block)
    return found


# Addresses


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("IL-6", "TNF-α", "IL-1β", "IFN-γ"), ["il-6", "tnf-alpha", "il-1-beta", "ifn-gamma"]),
        (("Öl", "ol", "OL", "ol-2"), ["ol", "ol-2", "ol-3", "ol-2-2"]),
        (("index", "README", "con", "NUL"), ["index-2", "readme-2", "con-2", "nul-2"]),
        (("大麦", "ячмень"), ["5927-9ea6", "44f-447-43c-435-43d-44c"]),
        (("a.b", "a+b", "a(b)"), ["a-b", "a-b-2", "a-b-3"]),
        (("x" * 80, "x" * 79 + "y"), ["x" * 60, "x" * 60 + "-2"]),
        (("ß", "ss"), ["ss", "ss-2"]),
        ((), []),
    ],
)
def test_each_name_has_a_word_of_its_own(names: tuple[str, ...], words: list[str]) -> None:
    assert list(words_of(names).values()) == words


@given(st.lists(st.text(min_size=1, max_size=30), max_size=6, unique=True).map(tuple))
def test_no_two_words_are_one_file(names: tuple[str, ...]) -> None:
    words = words_of(names)
    assert list(words) == list(names)
    assert len(set(words.values())) == len(names)
    for word in words.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word), word
        assert not is_device(word)
        assert word not in ("index", "readme")
        assert len(word) < 80


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=9, unique=True).map(tuple))
def test_a_term_that_joins_leaves_the_other_addresses(names: tuple[str, ...]) -> None:
    before = words_of(names[:-1])
    assert {name: words_of(names)[name] for name in before} == before


def test_the_site_makes_the_pages_that_the_rules_know(small: EvidenceBase) -> None:
    made = {path for path in files_of(small) if path.startswith(("answers/", "terms/"))}
    assert made == {p for p in own_pages(small.facts) if p.startswith(("answers/", "terms/"))}
    assert {ANSWERS, TERMS, "answers/barley/nitrate.md", "terms/crop/beans.md"} <= made
    assert "terms/nutrient/phosphate.md" not in made, "nobody speaks of phosphate"


def test_terms_whose_names_are_alike_have_pages_of_their_own(tmp_path: Path) -> None:
    more = "{label: Barley}\n      Bärley: {label: Other}\n      BARLEY: {label: Third}"
    base = changed(tmp_path, VOCABULARY, "{label: Barley}", more)
    claims = base.review.claims
    barley = claims["nitrate-feeds-barley"]
    topics = ("Bärley", "BARLEY")
    others = {}
    for i, name in enumerate(topics):
        topic = structs.replace(barley.topic, on_axes={"crop": name})
        record = structs.replace(barley.record, topic=topic)
        others[f"c{i}"] = structs.replace(barley, id=f"c{i}", record=record)
    review = structs.replace(base.review, claims={**claims, **others})
    found = term_pages(Facts(review))
    assert [found["crop", name] for name in ("barley", *topics)] == [
        "terms/crop/barley.md",
        "terms/crop/barley-2.md",
        "terms/crop/barley-3.md",
    ]
    assert len({path.casefold() for path in found.values()}) == len(found)


# Pages


def test_the_works_of_an_answer_are_a_table_that_says_where_it_is_from(small: EvidenceBase) -> None:
    files = files_of(small)
    for answer in answers(small):
        path = answer_pages(small.facts)[answer.pair]
        rows = list(csv.DictReader(files[answer_table(path)].splitlines()))
        reported = answer.synthesis.reported if answer.synthesis else ()
        assert {row["reference"] for row in rows} == {r.use.reference.key for r in reported}
        assert {row["asked"] for row in rows} <= {answer_wording.asked(small, answer)}
        assert all(row["address"].startswith("https://soil.example/answers/") for row in rows)
        assert bool(rows) == bool(answer.count.total)
        assert (".csv" in files[path]) == bool(rows), "what has no works offers no table of them"
    assert any(answer.count.total for answer in answers(small))


def test_the_first_words_stand_in_preview_data_and_search(small: EvidenceBase) -> None:
    pages = pages_of(small)
    for answer in answers(small):
        page = pages[answer_pages(small.facts)[answer.pair]]
        matter, data = front_matter(page), data_of(page)
        assert matter["description"] == answer_wording.in_brief(small, answer)
        assert data["@type"] == "Question"
        assert data["name"] == answer_wording.asked(small, answer)
        assert answer_wording.found(small, answer) in json.dumps(data["suggestedAnswer"])
        claim = answer.claim
        stands = [labels.VERDICTS[small.verdict(claim)].label] if claim else []
        assert matter["tags"] == stands, "a result of the search shows the verdict"
    page = pages["terms/nutrient/nitrate.md"]
    matter, data = front_matter(page), data_of(page)
    assert data["@type"] == "DefinedTerm"
    assert data["alternateName"] == ["NO3"]
    assert data["url"] == "https://soil.example/terms/nutrient/nitrate/"
    assert data["disambiguatingDescription"] == matter["description"]
    assert matter["tags"] == ["Nutrient"], "a result says what it is, and lists no other names"
    assert ["Nitrate", ["NO3"], []] in words_of_search(small)


def words_of_search(base: EvidenceBase) -> list[object]:
    """Each term as the search knows it, with its other names and what it includes."""
    ((_, text),) = search_words_file(base)
    return list(json.loads(text))


def test_what_only_belongs_to_a_term_is_no_other_name_for_it(tmp_path: Path) -> None:
    base = changed(tmp_path, VOCABULARY, "synonyms: [NO3]", "includes: [saltpetre], definition: N.")
    page = pages_of(base)["terms/nutrient/nitrate.md"]
    assert ["Nitrate", [], ["saltpetre"]] in words_of_search(base)
    assert "alternateName" not in data_of(page)
    assert "<p>Filed under it: saltpetre.</p>" in page
    assert '<p class="cw-answer-line">N.</p>' in page


def test_a_term_without_a_definition_says_so(small: EvidenceBase) -> None:
    pages = pages_of(small)
    assert "The review has no definition for it." in pages["terms/crop/barley.md"]
    assert pages[TERMS].count("The review has no definition for it.") == 3
    assert "description" not in data_of(pages["terms/crop/barley.md"])


def test_each_way_within_the_pages_leads_somewhere(small: EvidenceBase) -> None:
    pages = pages_of(small)
    there = own_pages(small.facts) | {"index.md"}
    for path, page in pages.items():
        folder = path.removesuffix("index.md").removesuffix(".md")
        for address in LINK.findall(page):
            target = address.partition("#")[0]
            if target.startswith("http") or not target:
                assert not target or target.startswith("https://")
                continue
            parts = [*folder.strip("/").split("/"), *target.split("/")]
            kept: list[str] = []
            for part in filter(None, parts):
                kept = kept[:-1] if part == ".." else [*kept, part]
            found = "/".join(kept)
            assert {f"{found}.md", f"{found}/index.md", found} & there, f"{path}: {address}"


def test_anchors_of_the_ways_below_an_answer_are_there(small: EvidenceBase) -> None:
    for path, page in pages_of(small).items():
        for anchor in re.findall(r'href="#([^"]+)"', page):
            assert f"{{#{anchor} " in page, f"{path}#{anchor}"


def test_a_review_without_a_table_has_words_and_no_questions(tmp_path: Path) -> None:
    text = (BASE / SETTINGS).read_text(encoding="utf-8")
    base = changed(tmp_path, SETTINGS, text[text.index("\ntable:") :], "\n")
    pages = pages_of(base)
    assert [path for path in pages if path.startswith("answers/")] == [ANSWERS]
    assert "This review has no table" in pages[ANSWERS]
    assert "Questions on it" not in pages["terms/crop/barley.md"]
    assert (
        TermLinks(base.facts, Links("a.md")).answer_on(as_record(Topic, {"crop": "barley"})) == ""
    )


@pytest.mark.parametrize("axis", ["row_terms: [barley, beans]", "column_terms: [nitrate]"])
def test_a_table_without_rows_or_columns_has_no_questions(tmp_path: Path, axis: str) -> None:
    base = changed(tmp_path, SETTINGS, axis, f"{axis.partition(':')[0]}: []")
    pages = pages_of(base)
    assert [path for path in pages if path.startswith("answers/")] == [ANSWERS]
    assert "Words" in pages[TERMS]


def test_a_pair_that_no_claim_stands_for_has_a_page(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"table-1/a": cell(2, 1)})
    page = pages_of(base)["answers/milk/depth.md"]
    assert "Table 1 lists no work on this: a gap" in page
    assert "The claim, with all its evidence" not in page
    assert "Counted otherwise" not in page


def test_terms_of_the_table_that_the_vocabulary_has_not(tmp_path: Path) -> None:
    base = changed(tmp_path, SETTINGS, "[barley, beans]", "[barley, beans, rye]")
    assert answer_pages(base.facts)[Pair("rye", "nitrate", "T1")] == "answers/rye/nitrate.md"
    page = pages_of(base)["answers/rye/nitrate.md"]
    assert "# Nitrate and rye" in page
    assert "terms/crop/rye" not in page


def test_many_claims_on_a_term_stand_on_pages_of_their_own(tmp_path: Path) -> None:
    claims = {f"1-tea/c{n}": claim(topic="{drink: tea}") for n in range(260)}
    pages = pages_of(evidence_base(tmp_path, claims | {"table-1/a": cell(1, 0)}))
    listed = [path for path in pages if path.startswith("terms/drink/tea/")]
    assert "terms/drink/tea/derived.md" in listed
    assert sum(pages[path].count("cw-mark") for path in listed) >= 260
    assert pages["terms/drink/tea.md"].count("cw-mark") < 20


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    worst = "\"</script><b>' {{ x }} \\\\ --- # \u2028"
    quoted = json.dumps(worst)
    label = f"{{label: Nitrate, definition: {quoted}, synonyms: [{quoted}], includes: [{quoted}x]}}"
    base = changed(tmp_path, VOCABULARY, "{label: Nitrate, synonyms: [NO3]}", label)
    for path, page in pages_of(base).items():
        assert "<b>" not in page, path
        assert page.count("</script>") == page.count("<script"), path
        if path not in (ANSWERS, TERMS):
            assert front_matter(page)
            assert data_of(page)


# Ways to them


def test_heads_topics_and_sheets_lead_to_terms(small: EvidenceBase) -> None:
    links = Links("table-1.md")
    for shown in (table_html(small, links), matrix_html(small, links)):
        assert '<a href="../terms/nutrient/nitrate/">Nitrate</a>' in shown
        assert '<a href="../terms/crop/barley/">Barley</a>' in shown
    assert 'href="../answers/beans/nitrate/">Answer' in matrix_html(small, links)
    page = claim_page_text(small, small.review.claims["barley-nitrate"])
    assert '<a href="../../terms/crop/barley/">Barley</a>' in page
    assert '<a href="../../answers/barley/nitrate/">The answer in words</a>' in page
    files = dict(reference_files(small, small.review.references["Adler2001"]))
    sheet = files["references/Adler2001.md"]
    assert '<td><a href="../../terms/crop/barley/">Barley</a></td>' in sheet


GLOSSARY = """# Glossary

### Tea

A drink.

### Length {#how-long}

How long it takes.

```
### Milk

No entry.
```

### Other

Nothing of the vocabulary.
"""


def test_the_glossary_and_the_terms_lead_to_each_other(tmp_path: Path) -> None:
    claims = {"table-1/a": cell(1, 0)}
    root = write_review(tmp_path, claims, pages={"glossary.md": GLOSSARY})
    base = EvidenceBase(read_review(root))
    woven = with_term_pages(base, Links("glossary.md"), GLOSSARY)
    assert re.findall(r"\n(<a .*</a>)\n", woven) == [
        '<a href="../terms/drink/tea/">What this review says of Tea</a>',
        '<a href="../terms/measure/length/">What this review says of Length</a>',
    ]
    assert re.sub(r"\n<a .*</a>", "", woven) == GLOSSARY
    pages = pages_of(base)
    assert 'href="../../../glossary/#tea">In the glossary' in pages["terms/drink/tea.md"]
    assert 'href="../../../glossary/#how-long">In the' in pages["terms/measure/length.md"]
    assert "In the glossary" not in pages["terms/drink/milk.md"]


def test_each_term_that_this_review_uses_is_reached(base: EvidenceBase) -> None:
    pages = pages_of(base)
    index = pages[TERMS]
    for path in term_pages(base.facts).values():
        assert f'href="../{path.removesuffix(".md")}/"' in index
    for path in answer_pages(base.facts).values():
        assert f'href="../{path.removesuffix(".md")}/"' in pages[ANSWERS]
    assert all(
        len(str(front_matter(p)["description"])) > 40
        for path, p in pages.items()
        if path in {*term_pages(base.facts).values()}
    )


NAMES_FEW = """strict: true
validation: {nav: {omitted_files: warn}}
not_in_nav: |
  /claims/*
  /references/*
  /rules/*
  /audit/*
  /downloads.md
nav:
  - Home: index.md
"""


def test_a_navigation_need_not_name_these_pages(tmp_path: Path) -> None:
    root = assemble(CASES / "invalid-ledger" / "good-no-table", tmp_path / "review")
    (root / "mkdocs.yml").write_text(SITE_CONFIGURATION + NAMES_FEW, encoding="utf-8")
    site = build_site(root)
    page = (site / "terms/crop/barley/index.html").read_text(encoding="utf-8")
    assert '<meta property="og:title" content="Barley">' in page
    assert '<meta name="description" content="Barley: The review has no definition' in page
    assert (site / "answers/index.html").is_file()
