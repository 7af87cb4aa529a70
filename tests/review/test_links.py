"""Addresses are relative to the page that links, so that the site works in any folder."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.addresses.links import Links, claim_page, reference_page, rule_page, url_of
from full_runs import examples

PAGES = (
    "index.md",
    "table-1.md",
    "claims/index.md",
    "claims/il6-predicts.md",
    "references/Kruse2018.md",
    "references/help-identify.md",
    "rules/unknown-claim.md",
    "review/3-2-ect.md",
    "a/b/c/d.md",
    "a/b/c/index.md",
)
TARGETS = (*PAGES, "data/evidence.sqlite", "assets/claimweave.css")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("table-1.md", "table-1/"),
        ("claims/index.md", "claims/"),
        ("claims/x.md", "claims/x/"),
        ("reindex.md", "reindex/"),
        ("claims/reindex.md", "claims/reindex/"),
        ("data/claims.json", "data/claims.json"),
        ("review/é b.md", "review/%C3%A9%20b/"),
    ],
)
def test_url_of(path: str, address: str) -> None:
    assert url_of(path) == address


@pytest.mark.parametrize(
    ("page", "root"),
    [
        ("index.md", "./"),
        ("table-1.md", "../"),
        ("claims/index.md", "../"),
        ("claims/x.md", "../../"),
        ("review/3-2-ect.md", "../../"),
        ("a/b/c/d.md", "../../../../"),
    ],
)
def test_root(page: str, root: str) -> None:
    assert Links(page).root == root


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/some/folder/"])
@pytest.mark.parametrize("page", PAGES)
def test_from_every_page_to_every_other(page: str, base: str) -> None:
    here = base + url_of(page)
    for target in TARGETS:
        assert urljoin(here, Links(page).to(target)) == base + url_of(target)
        assert urljoin(here, Links(page).to(target, "c-x")) == f"{base}{url_of(target)}#c-x"


def test_pages_of_claims_references_and_rules() -> None:
    links = Links("review/3-2-ect.md")
    assert claim_page("il6-predicts") == "claims/il6-predicts.md"
    assert links.claim("il6-predicts") == "../../claims/il6-predicts/"
    assert reference_page("Kruse2018") == "references/Kruse2018.md"
    assert links.reference("Kruse2018") == "../../references/Kruse2018/"
    assert rule_page("unknown-claim") == "rules/unknown-claim.md"


def test_anchor_is_quoted() -> None:
    assert Links("index.md").to("table-1.md", "T1.ect.none.TNF-α") == (
        "./table-1/#T1.ect.none.TNF-%CE%B1"
    )
    assert '"' not in Links("index.md").to("table-1.md", '"><script>')


PART = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda part: "/" not in part and part.strip(".") != ""
)


@examples(100, derandomize=True)
@given(st.lists(PART, min_size=1, max_size=4), st.lists(PART, min_size=1, max_size=4))
def test_any_page_reaches_any_other(source: list[str], target: list[str]) -> None:
    page, other = "/".join(source) + ".md", "/".join(target) + ".md"
    base = "https://example.org/site/"
    found = urljoin(base + url_of(page), Links(page).to(other))
    assert unquote(found) == unquote(base + url_of(other))
