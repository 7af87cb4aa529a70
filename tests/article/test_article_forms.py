"""One made-up article in seven forms: each gives the ledger of the truth beside it."""

from __future__ import annotations

import pytest

from barley import FORMS, PLAIN, barley_draft, barley_truth
from claimweave.article.ledger_text import ledger_text
from claimweave.review.sentence_hash import length_and_hash


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_ledger_of_the_truth(form: str) -> None:
    truth, draft = barley_truth(), barley_draft(form)
    numbers = truth["numbers"]
    found = []
    for sentence in draft.sentences:
        section, paragraph, place = sentence.locator.rsplit(".", 2)
        where = (draft.sections[section], int(paragraph[1:]), int(place[1:]))
        found.append((*where, sentence.text, sentence.cites))
    assert found == [
        (
            one["section"],
            one["paragraph"],
            one["sentence"],
            one["text"],
            tuple(sorted(numbers[key] for key in one["cites"])),
        )
        for one in truth["sentences"]
    ]
    assert draft.unread == []


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_hashes(form: str) -> None:
    squeezed = ["".join(one["text"].split()) for one in barley_truth()["sentences"]]
    assert [length_and_hash(s.text) for s in barley_draft(form).sentences] == [
        length_and_hash(text) for text in squeezed
    ]


@pytest.mark.parametrize("form", ["md", "tex"])
def test_keys_are_kept_and_numbered_by_first_mention(form: str) -> None:
    draft = barley_draft(form)
    assert draft.keys == barley_truth()["numbers"]
    assert draft.numbered_by == "first-mention"
    assert "numbered_by: first-mention\n" in ledger_text(draft)


@pytest.mark.parametrize("form", ["xml", "docx", "brackets.txt", "vancouver.txt"])
def test_printed_numbers_are_kept(form: str) -> None:
    assert barley_draft(form).numbered_by == "printed"


@pytest.mark.parametrize("form", ["md", "tex", "xml", "docx"])
def test_a_file_that_says_it_tells_which_heading_lies_under_which(form: str) -> None:
    draft = barley_draft(form)
    assert list(draft.sections) == ["S1", "S2", "S2.1", "S2.2", "S3"]
    assert draft.doubts == []


@pytest.mark.parametrize("form", PLAIN)
def test_plain_text_says_that_it_does_not_know_it(form: str) -> None:
    draft = barley_draft(form)
    assert list(draft.sections) == ["S1", "S2", "S3", "S4", "S5"]
    assert any("does not say which lies under which" in doubt.message for doubt in draft.doubts)


TITLES = {
    1: ("barley on wet and on dry ground", "10.1000/f.2001.1"),
    2: ("forty-eight plots with nitrate", "10.1000/f.2003.2"),
    3: ("clay and its yields", ""),
    5: ("all about nitrate", ""),
    9: ("a trial that was stopped", ""),
}


@pytest.mark.parametrize("form", ["xml", "docx", *PLAIN])
def test_the_list_of_references_is_read(form: str) -> None:
    works = barley_draft(form).article.works
    assert len(works) == 9
    for number, (title, doi) in TITLES.items():
        entry = works[number - 1].entry
        assert entry is not None
        assert entry.record is not None
        fields = entry.record.fields
        assert (fields["title"].casefold(), fields.get("doi", "")) == (title, doi)
        assert works[number - 1].number == (None if form == "author-year.txt" else number)
    chapter = works[2].entry
    assert chapter is not None
    assert chapter.record is not None
    assert chapter.record.kind == "incollection"
    assert [name.family for name in chapter.record.people["editor"].names] == ["Bern"]
