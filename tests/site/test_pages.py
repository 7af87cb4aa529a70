"""Each page of the site as HTML: nothing wrong with it, light, and few files to ask for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from claimweave.evidence.base import EvidenceBase
from element_kinds import (
    ARTICLE,
    SHARE,
    WHOLE,
    blocks_of,
    commit_of,
    covering,
    drawn,
    kinds_of,
    parts_of,
)
from page_faults import page_faults
from page_tree import parsed
from site_survey import Survey, file_of

# What the theme ships: each of its pages asks for these.
THEME = ("assets/stylesheets/", "assets/javascripts/")
MOST_FILES = 10
BUDGET = 60_000
"""Bytes of a page and of what it asks for beyond the theme, packed as a host packs them."""


def test_nothing_is_wrong_with_any_page(survey: Survey, base: EvidenceBase) -> None:
    assert len(survey.pages) > 300
    # What only leads on to a claim's page of today is not for search engines.
    former = {f"claims/{old}/": ["kept from search engines"] for old in base.review.former_ids}
    assert former
    assert {page: faults for page, faults in survey.faults.items() if faults} == former


def test_each_page_asks_for_few_files(survey: Survey) -> None:
    for page, files in survey.files.items():
        assert 5 < len(files) <= MOST_FILES, f"/{page} asks for {files}"


def test_the_weight_of_each_page_is_within_the_budget(site: Path, survey: Survey) -> None:
    packed: dict[str, int] = {}
    for page, files in survey.files.items():
        ours = [file for file in files if not file.startswith(THEME)]
        for file in ours:
            packed.setdefault(file, len(gzip.compress((site / file).read_bytes(), 6)))
        assert len(ours) > 3, f"{page}: its style and script count"
        weight = sum(packed[file] for file in ours)
        assert weight < BUDGET, f"/{page} weighs {weight:,} bytes"


# The pages that axe-core is asked about.


def test_the_pages_that_are_looked_at_hold_each_kind_of_element(site: Path, survey: Survey) -> None:
    held = set()
    for page, part in survey.covering.items():
        tree = parsed((site / file_of(page)).read_text(encoding="utf-8"))
        blocks = blocks_of(tree)
        looked_at = [blocks[block][0] for block in part.split(", ")] if part != WHOLE else []
        held |= set().union(*looked_at) if looked_at else kinds_of(tree)
    assert len(held) == survey.kinds > 500
    assert len(survey.covering) < len(survey.pages) / 5, "few pages are enough"


def test_few_pages_hold_all_kinds() -> None:
    kinds = {
        "a": frozenset([(1,), (2,)]),
        "b": frozenset([(2,), (3,)]),
        "c": frozenset([(3,)]),
        "d": frozenset([(4,)]),
        "e": frozenset([(2,), (3,), (5,)]),
    }
    assert covering(kinds) == ["e", "a", "d"]


def test_of_two_pages_that_hold_the_same_the_smaller_is_taken() -> None:
    kinds = dict.fromkeys("ab", frozenset([(1,), (2,)])) | {"c": frozenset([(1,), (3,)])}
    assert covering(kinds, {"a": 9, "b": 2, "c": 9}) == ["b", "c"]


def test_the_text_of_a_page_is_told_from_what_is_around_it() -> None:
    page = parsed("<header><p>A</p></header><article><h1>B</h1><p>C</p></article><p>D</p>")
    parts = parts_of(page)
    assert parts[ARTICLE][0] | parts[WHOLE][0] == kinds_of(page)
    assert (len(parts[ARTICLE][0]), parts[ARTICLE][1]) == (3, 3)
    assert len(parts[WHOLE][0]) == 3
    assert parts_of(parsed("<p>no article</p>"))[ARTICLE][0] == frozenset()


def test_the_text_of_a_page_is_taken_apart_into_its_blocks() -> None:
    page = parsed("<p>A</p><article>words<h1>B</h1><ul><li>C<li>D</ul></article>")
    blocks = blocks_of(page)
    assert list(blocks) == ["article > :nth-child(1)", "article > :nth-child(2)"]
    assert [number for _, number in blocks.values()] == [1, 3]
    own, inner = parts_of(page)[ARTICLE][0], set().union(*(kinds for kinds, _ in blocks.values()))
    assert len(own - inner) == 1, "the article itself is in no block"
    assert not inner - own


PLAIN = '<main><p class="a b">One <a href="x/">two</a></p></main>'


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace('class="a b"', 'class="a"'),
        PLAIN.replace("main>", "nav>"),
        PLAIN.replace("<p ", '<p role="note" '),
        PLAIN.replace("<p ", '<p aria-hidden="true" '),
        PLAIN.replace(' href="x/"', ""),
        PLAIN.replace("two", "<b>two</b>"),
        PLAIN.replace("two", '<input type="radio">'),
    ],
)
def test_an_element_of_another_kind_is_told_apart(other: str) -> None:
    kinds = {"plain": kinds_of(parsed(PLAIN)), "other": kinds_of(parsed(other))}
    assert kinds["other"] - kinds["plain"]
    assert "other" in covering(kinds)


def test_other_words_and_addresses_make_no_other_kind() -> None:
    other = '<main><p class="b a">Other <a href="y/">words</a>, <a href="z/">more</a></p></main>'
    assert kinds_of(parsed(other)) == kinds_of(parsed(PLAIN))


def test_each_commit_draws_a_tenth_of_its_own(project: Path) -> None:
    pages = [f"claims/{number}/" for number in range(200)]
    one = drawn(pages, "one")
    assert one == drawn(reversed(pages), "one")
    assert len(one) == len(pages) / SHARE
    seen = {page for commit in range(80) for page in drawn(pages, str(commit))}
    assert len(seen) == len(pages), "in the long run each page is drawn"
    assert drawn(["only"], "one") == ["only"]
    assert len(commit_of(project)) == 40 or not (project / ".git").exists()


def test_without_git_the_same_tenth_is_drawn(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == "none"


# What is found on a page without a browser.

PAGE = """<!doctype html><html lang="en"><head><title>Title</title>
<meta name="description" content="About it"><meta name="viewport" content="width=device-width">
</head><body><main><h1 id="a">One</h1><h2 id="b">Two</h2><h3>Three</h3><h2>Two again</h2>
<p><a href="x/">go</a> <a id="place"></a> <a href="y/"><img src="y.png" alt="why"></a>
<a href="z/" aria-label="to z"><svg></svg></a> <a href="q/" aria-labelledby="a b"></a></p>
<button type="button" title="Close"></button> <img src="line.png" alt="">
<svg role="img" aria-label="A figure"></svg> <details><summary>More</summary></details>
<form><label for="f">Field</label><input id="f"> <label>Box <input type="checkbox"></label>
<select aria-label="Sort by"></select> <input type="hidden"><input type="submit"></form>
</main></body></html>"""


def test_a_page_without_fault() -> None:
    assert page_faults(parsed(PAGE)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' lang="en"', "", "without a language"),
        ("<title>Title</title>", "<title> </title>", "without a title"),
        ('name="description"', 'name="other"', "without description"),
        ('content="About it"', 'content=""', "without description"),
        ('name="viewport"', 'name="other"', "without viewport"),
        ("width=device-width", "width=device-width,user-scalable=no", "cannot be enlarged"),
        ("</head>", '<meta name="robots" content="noindex"></head>', "kept from search engines"),
        ('id="b"', 'id="a"', "the id 'a' stands 2 times"),
        ('id="b"', 'id="b" aria-describedby="gone"', "names no element"),
        ('for="f"', 'for="gone"', "names no element"),
        ("h1", "h2", "do not begin with the one h1"),
        ("<h3>Three</h3>", "<h1>Three</h1>", "do not begin with the one h1"),
        ('<h2 id="b">Two</h2>', "", "h3 after h1: 'Three'"),
        ("Three", " ", "an empty heading: <h3>"),
        (">go<", "><", 'without a name: <a href="x/">'),
        (">go<", '><i aria-hidden="true">go</i><', 'without a name: <a href="x/">'),
        (' alt="why"', ' alt=""', 'without a name: <a href="y/">'),
        (' aria-label="to z"', "", 'without a name: <a href="z/"'),
        ('labelledby="a b"', 'labelledby="place"', 'without a name: <a href="q/"'),
        (' title="Close"', "", "without a name: <button"),
        (">More<", "><", "without a name: <summary>"),
        (' alt=""', "", "without an alternative: <img"),
        (' aria-label="A figure"', "", "without an alternative: <svg"),
        (">Field<", "><", 'without a label: <input id="f">'),
        ("Box <input", "<input", 'without a label: <input type="checkbox">'),
        ("Box <input", "</label><input", 'without a label: <input type="checkbox">'),
        (' aria-label="Sort by"', "", "without a label: <select>"),
    ],
)
def test_each_fault_is_found(old: str, new: str, said: str) -> None:
    assert old in PAGE
    faults = page_faults(parsed(PAGE.replace(old, new)))
    assert any(said in fault for fault in faults), faults
    assert len(faults) <= 2
