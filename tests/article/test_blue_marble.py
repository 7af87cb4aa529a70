"""An article that nobody wrote for us, whole: each sentence and each citation as counted by hand.

It is open access (CC BY) and of another field; `tests/blue_marble/LICENCE.md` says whose it is.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from claimweave.article.draft import Draft, draft_of
from claimweave.article.forms import read_article_file
from claimweave.authoring.imported_article import numbered_entries
from claimweave.disk.text_files import TextFile
from claimweave.references.addition import Placing
from claimweave.references.many_additions import Manner, ManyAdditions, add_many
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference

FOLDER = Path(__file__).parents[1] / "blue_marble"
COUNTED: dict[str, Any] = json.loads((FOLDER / "counted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of(read_article_file(FOLDER / "article.xml", ()))


@pytest.fixture(scope="module")
def added(draft: Draft) -> ManyAdditions:
    manner = Manner(Placing("named"), "the article's list")
    return add_many("", numbered_entries(draft, draft.article.works), manner)


def article_tree() -> ET.Element:
    text = (FOLDER / "article.xml").read_text(encoding="utf-8")
    return ET.fromstring(text.encode())  # noqa: S314 - the file lies here


def by_number(added: ManyAdditions) -> dict[int, Reference]:
    entries, problems = read_bibtex(TextFile("bibliography.bib", added.bibliography))
    assert not problems
    references = [Reference.of(entry) for entry in entries]
    return {reference.number: reference for reference in references if reference.number}


def test_the_licence_is_kept_beside_it() -> None:
    licence = (FOLDER / "LICENCE.md").read_text(encoding="utf-8")
    article = (FOLDER / "article.xml").read_text(encoding="utf-8")
    assert len(article) == 87_014
    assert "Creative Commons Attribution License" in article
    assert "Peter J. Hotez" in licence
    assert "10.1371/journal.pntd.0002570" in licence


def test_sections_paragraphs_and_sentences(draft: Draft) -> None:
    assert draft.sections == COUNTED["sections"]
    paragraphs = Counter(s.locator.rpartition(".")[0] for s in draft.sentences)
    assert dict(paragraphs) == COUNTED["sentences"]
    begins = {s.locator: s.text for s in draft.sentences}
    for locator, words in COUNTED["begins"].items():
        assert begins[locator].startswith(words)


def test_each_citation(draft: Draft) -> None:
    cited = {s.locator: list(s.cites) for s in draft.sentences if s.cites}
    assert cited == COUNTED["cites"]
    assert draft.numbered_by == "printed"
    assert not any(re.search(r"\[\d", s.text) for s in draft.sentences)


def test_each_reference_is_there_with_what_is_printed_of_it(added: ManyAdditions) -> None:
    references = by_number(added)
    assert not added.faulty
    assert sorted(references) == list(range(1, COUNTED["references"] + 1))
    dois = {str(n): one.field("doi") for n, one in references.items() if one.field("doi")}
    assert dois == COUNTED["dois"]
    assert not [n for n, one in references.items() if one.field("pmid")]
    for number in COUNTED["printed_with_author_and_year_alone"]:
        one = references[number]
        assert (one.identity, one.entry.kind, bool(one.year)) == ("named", "misc", True)
        assert one.authors
    assert references[43].field("howpublished") == "G-FINDER, December 2012"
    assert references[43].authors[0].family == "Policy Cures"


def test_what_is_tagged_of_a_work_is_taken_as_it_is(added: ManyAdditions) -> None:
    references = by_number(added)
    tagged = 0
    for place, ref in enumerate(article_tree().iter("ref"), start=1):
        title = ref.find(".//article-title")
        if title is None:
            continue
        tagged += 1
        one = references[place]
        assert one.title == "".join(title.itertext())
        assert one.field("journal") == ref.findtext(".//source")
        assert one.field("volume") == ref.findtext(".//volume")
        assert one.year == ref.findtext(".//year")
        names = [name.text for name in ref.iter() if name.tag in ("surname", "collab")]
        assert [author.family for author in one.authors] == names
    assert tagged == COUNTED["references"] - len(
        COUNTED["web_pages_without_author_and_year"] + COUNTED["printed_with_author_and_year_alone"]
    )


def test_a_web_page_whose_parts_nobody_can_tell_apart_is_kept_as_printed(
    added: ManyAdditions,
) -> None:
    references = by_number(added)
    unidentified = [n for n, one in references.items() if one.identity == "unidentified"]
    assert unidentified == COUNTED["web_pages_without_author_and_year"]
    declared = references[49]
    assert declared.key == "Ref49"
    assert "ntd_event_london_declaration_on_ntds.pdf, accessed May 26, 2013" in declared.field(
        "note"
    )
    assert "http" not in declared.title


def test_what_is_no_prose_is_told(draft: Draft) -> None:
    told = " ".join(doubt.message for doubt in draft.doubts)
    for what, number in COUNTED["left_out"].items():
        assert f"left out: {what}, {number} times" in told
