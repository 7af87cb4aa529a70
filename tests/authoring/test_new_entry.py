"""One entry more in a bibliography: at its place, and nothing else touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.references.bibtex import UnwritableEntryError, entry_text
from claimweave.references.entry_place import with_entry, with_entry_replaced
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import split_names
from full_runs import examples

HEAD = "% The references.\n\n@misc{Source,\n  title = {The review},\n}\n"
ASH = "@article{Ash2001,\n  title = {Ash},\n  doi = {10.1000/ash},\n  reviewnumber = {1},\n}\n"
ELM = (
    "% About elms.\n@article{Elm2004,\n  title = {Elm},\n  pmid = {12},\n  reviewnumber = {4},\n}\n"
)
LATER = "@article{Fir2005,\n  title = {Fir},\n  added = {2026-01-31},\n}\n"
WHOLE = f"{HEAD}\n{ASH}\n{ELM}\n{LATER}"


def entry(key: str = "Birch2002", **fields: str) -> str:
    return entry_text("article", key, {"title": "Birch", **fields})


def keys(text: str) -> list[str]:
    entries, problems = read_bibtex(TextFile("", text))
    assert problems == []
    return [found.key for found in entries]


@pytest.mark.parametrize(
    ("number", "order"),
    [
        ("2", ["Source", "Ash2001", "New", "Elm2004", "Fir2005"]),
        ("9", ["Source", "Ash2001", "Elm2004", "New", "Fir2005"]),
        ("", ["Source", "Ash2001", "Elm2004", "Fir2005", "New"]),
    ],
)
def test_an_entry_stands_where_its_number_belongs(number: str, order: list[str]) -> None:
    new = entry("New", reviewnumber=number)
    result = with_entry(WHOLE, new)
    assert keys(result) == order
    assert WHOLE in (result.replace(f"{new}\n\n", ""), result.replace(f"\n{new}\n", ""))


def test_before_all_others_it_stands_above_their_comment() -> None:
    new = entry("New", reviewnumber="2")
    assert with_entry(f"{HEAD}\n{ELM}", new) == f"{HEAD}\n{new}\n\n{ELM}"


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("Abel2000", ["Source", "Abel2000", "Ash2001", "Elm2004", "Fir2005"]),
        ("birch2002", ["Source", "Ash2001", "birch2002", "Elm2004", "Fir2005"]),
        ("Elm2005", ["Source", "Ash2001", "Elm2004", "Elm2005", "Fir2005"]),
        ("Zeder2003", ["Source", "Ash2001", "Elm2004", "Fir2005", "Zeder2003"]),
    ],
)
def test_without_a_number_an_entry_stands_where_its_key_belongs(key: str, order: list[str]) -> None:
    assert keys(with_entry(WHOLE, entry(key))) == order


def test_an_empty_bibliography() -> None:
    assert keys(with_entry("", entry("New", reviewnumber="2"))) == ["New"]
    assert keys(with_entry("% A comment.\n", entry("New"))) == ["New"]


def test_a_canonical_bibliography_stays_canonical() -> None:
    text = form_of_bibliography(WHOLE)
    for number in ("2", "9", ""):
        result = with_entry(text, entry("New", reviewnumber=number))
        assert form_of_bibliography(result) == result
    result = with_entry_replaced(text, "Elm2004", entry("New", reviewnumber="4"))
    assert form_of_bibliography(result) == result


def test_an_entry_in_the_place_of_another() -> None:
    result = with_entry_replaced(
        WHOLE, "Ash2001", entry("New", doi="10.1000/ash", reviewnumber="1")
    )
    assert keys(result) == ["Source", "New", "Elm2004", "Fir2005"]
    assert result.startswith(HEAD)
    assert result.endswith(f"{ELM}\n{LATER}")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (entry("ash2001"), "Ash2001 has the same key"),
        (entry(doi="10.1000/ASH"), "Ash2001 has the same doi"),
        (entry(pmid="12"), "Elm2004 has the same pmid"),
        (f"{entry()}\n{entry('Two')}", "not one entry"),
        ("@article{", "cannot be read"),
    ],
)
def test_what_is_there_already_is_refused(new: str, said: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(said)):
        with_entry(WHOLE, new)


def test_an_entry_that_cannot_be_read_stays_as_it_is() -> None:
    broken = WHOLE.replace("{Elm},", "{Elm,")
    assert len(read_bibtex(TextFile("", broken))[1]) == 1
    added = with_entry(broken, entry())
    assert added.replace(entry(), "").split() == broken.split()
    assert len(read_bibtex(TextFile("", added))[1]) == 1
    # What a missing comma hides is known all the same.
    with pytest.raises(RefusedError, match="has the same pmid"):
        with_entry(broken, entry(pmid="12"))
    with pytest.raises(RefusedError, match="cannot be read"):
        with_entry(
            f"@misc{{Broken, doi = {{10.1000/ELM}}, x = {{\n{WHOLE}", entry(doi="10.1000/elm")
        )
    with pytest.raises(UnwritableEntryError, match="has no entry Oak2000"):
        with_entry_replaced(WHOLE, "Oak2000", entry())


@examples(150)
@given(st.text(max_size=40) | st.text("${}\\%&#_~^'\"@,=-` a", max_size=20))
def test_a_text_is_read_back_as_it_is_or_refused(text: str) -> None:
    fields = {"title": " ".join(text.split()), "note": " ".join(f"x {text}".split())}
    try:
        written = entry_text("misc", "Key", fields)
    except UnwritableEntryError:
        return
    (found,), problems = read_bibtex(TextFile("", f"{written}\n"))
    assert problems == []
    assert found.fields == {name: value for name, value in fields.items() if value}
    assert with_entry(WHOLE, written).count("@misc{Key,") == 1


def test_ordinary_texts_are_not_refused() -> None:
    for text in ("5% at $3 & more_so #1", "Łódź: β-blockers, “x” (y)", 'He said "so"', "a@b.c"):
        assert entry_text("misc", "Key", {"title": text, "note": text})


def test_a_body_among_the_authors() -> None:
    text = entry_text("misc", "Key", {"author": "{Ministry of Barley and Beans} and Adler, Ida"})
    (found,), _ = read_bibtex(TextFile("", text))
    assert split_names(found.source_of("author"))[0].literal == "Ministry of Barley and Beans"
