"""A made-up article, written out by pandoc in the styles of many journals, and read again."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from barley import article_in
from claimweave.article.article import ListedWork
from claimweave.article.draft import Draft, draft_of
from claimweave.references.incoming.bibtex_file import read_bibtex_file
from claimweave.review.sentence_hash import hashed_text
from pandoc import STYLE, absent

SORGHUM = Path(__file__).parent / "sorghum"
SOURCE = SORGHUM / "sorghum.md"
STYLES = (
    "vancouver", "american-medical-association", "american-medical-association-brackets",
    "american-medical-association-parentheses", "apa", "nature", "ieee", "chicago-author-date",
    "harvard-cite-them-right", "elsevier-harvard", "elsevier-with-titles", "the-lancet", "plos",
    "bmj", "elife", "springer-basic-author-date", "cell",
)  # fmt: skip
FORMS = {"plain": "txt", "html": "html", "docx": "docx", "jats": "xml"}


@cache
def works() -> tuple[ListedWork, ...]:
    text = (SORGHUM / "sorghum.bib").read_text(encoding="utf-8")
    return tuple(ListedWork(entry.key, entry=entry) for entry in read_bibtex_file(text).entries)


@cache
def truth() -> dict[str, tuple[str, frozenset[str]]]:
    """Return sentence to its section and its keys, as the Markdown itself says them."""
    draft = draft_of(article_in(SOURCE, works()), works())
    keys = {number: key for key, number in draft.keys.items()}
    return {
        hashed_text(s.text): (
            draft.sections[s.locator.rsplit(".", 2)[0]],
            frozenset(keys[n] for n in s.cites),
        )
        for s in draft.sentences
    }


def letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def keys_by_number(draft: Draft) -> dict[int, str]:
    """Return number to key, told by the titles that the list prints."""
    found = {}
    for work in draft.article.works:
        titles = {
            own.key: letters(own.entry.record.fields["title"])
            for own in works()
            if own.entry and own.entry.record
        }
        number = draft.keys.get(work.key, work.number)
        key = next((k for k, title in titles.items() if title in letters(work.text)), "")
        if number and key:
            found[number] = key
    return found


@pytest.mark.full
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", ["plain", "html", "docx", "jats"])
def test_each_style_in_each_form_gives_the_same_ledger(
    style: str, form: str, tmp_path: Path
) -> None:
    if not STYLE.exists():
        absent("the citation styles are not installed")
    import pypandoc

    made = tmp_path / f"a.{FORMS[form]}"
    pypandoc.convert_file(
        str(SOURCE),
        form,
        "markdown",
        [
            "-s",
            "--citeproc",
            f"--csl={STYLE.parent / style}.csl",
            f"--bibliography={SORGHUM / 'sorghum.bib'}",
            "-M",
            "link-citations=true",
            "-M",
            "pagetitle=x",
            "--wrap=none",
        ],
        outputfile=str(made),
    )
    draft = draft_of(article_in(made))
    keys = keys_by_number(draft)
    found = {
        hashed_text(s.text): (
            draft.sections[s.locator.rsplit(".", 2)[0]],
            frozenset(keys[n] for n in s.cites),
        )
        for s in draft.sentences
    }
    expected = truth()
    if form == "plain":  # pandoc's plain text has no abstract
        expected = {text: one for text, one in expected.items() if one[0] != "Abstract"}
    assert found == expected
    assert len(draft.article.works) == 11
    assert draft.unread == []


@pytest.mark.full
@pytest.mark.parametrize("package", ["natbib", "biblatex"])
def test_latex_with_either_package_gives_the_same_ledger(package: str, tmp_path: Path) -> None:
    try:
        import pypandoc
    except ImportError:
        absent("pypandoc is not installed")
    made = tmp_path / "a.tex"
    pypandoc.convert_file(
        str(SOURCE), "latex", "markdown", ["-s", f"--{package}"], outputfile=str(made)
    )
    draft = draft_of(article_in(made, works()), works())
    keys = {number: key for key, number in draft.keys.items()}
    assert {hashed_text(s.text): frozenset(keys[n] for n in s.cites) for s in draft.sentences} == {
        text: cites for text, (_, cites) in truth().items()
    }
