"""Finding things in a real browser: the index of claims, the search, explained words."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from claimweave.evidence.base import EvidenceBase
from claimweave.references.ama_style import ama
from claimweave.review.reference import Reference
from claimweave.words import labels
from full_runs import in_small
from searching import STATUS, pages_found
from shared_pages import page_at

pytestmark = pytest.mark.browser

PARTS = "details.cw-section"
UNFOLDED = "all => all.map((d) => d.open = true)"
SHOWN = ".cw-claims > li[data-values]:visible"
Claims = list[dict[str, Any]]


@pytest.fixture(scope="module")
def claims(site: Path) -> Claims:
    whole = json.loads((site / "data" / "claims.json").read_text(encoding="utf-8"))
    found: Claims = whole["claims"]
    return found


def shown(page: Page) -> list[str]:
    """Return the ids of the claims that are visible, in their order on the page."""
    links = page.evaluate("""() => [...document.querySelectorAll(".cw-claims > li[data-values]")]
      .filter((item) => item.checkVisibility())
      .map((item) => item.querySelector(":scope > a.cw-mark").href)""")
    return [urlsplit(link).path.strip("/").rpartition("/")[2] for link in links]


def value(claim: dict[str, Any], name: str) -> str:
    top = claim.get(name)
    return str(top if top is not None else (claim["topic"] or {}).get(name, ""))


def side(claim: dict[str, Any], stance: str) -> int:
    """Count the works that the review itself cites on one side of a claim."""
    cited = {e["cites"] for e in claim["evidence"] if e["stance"] == stance and e["at"]}
    return len(cited - {"SourceReview"})


# The filters.


BOXES = "#index-filter input[type=checkbox]"
EACH_BOX = """boxes => boxes.map((box) => {
  box.click();
  const items = [...document.querySelectorAll(".cw-claims > li[data-values]")];
  const ids = items.filter((item) => item.checkVisibility())
    .map((item) => item.querySelector("a.cw-mark").getAttribute("href").split("/").at(-2));
  const said = document.querySelector("#index-filter [role=status]").textContent;
  const beside = box.parentElement.querySelector("small").textContent;
  box.click();
  return [box.name, box.value, ids, said, beside];
})"""


def test_each_filter_shows_what_the_data_say(
    browser: Browser, address: str, claims: Claims
) -> None:
    with page_at(browser, f"{address}claims/") as page:
        page.locator("#index-filter summary").click()
        tried = page.locator(BOXES).evaluate_all(EACH_BOX)
        assert shown(page) == []
        page.locator(PARTS).evaluate_all(UNFOLDED)
        assert len(shown(page)) == len(claims)
    for name, wanted, ids, said, beside in tried:
        expected = {c["id"] for c in claims if value(c, name) == wanted}
        assert set(ids) == expected != set()
        assert f"{len(expected)} of {len(claims)} claims" in said
        assert beside == f"({len(expected)})"
    for name in ("verdict", "kind", "section", "marker", "treatment"):
        found = {value(c, name) for c in claims} - {""}
        assert {wanted for n, wanted, *_ in tried if n == name} == found


def test_filters_join_within_a_group_by_or_and_between_groups_by_and(
    browser: Browser, address: str, claims: Claims
) -> None:
    query = "marker=IL-6&marker=CRP&treatment=ect"
    with page_at(browser, f"{address}claims/?{query}") as page:
        expected = {
            c["id"]
            for c in claims
            if value(c, "marker") in ("IL-6", "CRP") and value(c, "treatment") == "ect"
        }
        assert set(shown(page)) == expected != set()
        text = page.locator(STATUS).inner_text()
        assert (
            text == f"{len(expected)} of {len(claims)} claims: marker CRP or IL-6; treatment ECT."
        )


@pytest.mark.full
def test_the_order(browser: Browser, address: str, claims: Claims) -> None:
    with page_at(browser, f"{address}claims/") as page:
        page.locator(PARTS).evaluate_all(UNFOLDED)
        review = shown(page)
        assert sorted(review) == sorted(c["id"] for c in claims)
        by_id = {c["id"]: c for c in claims}
        for name, stance in (("for", "supports"), ("against", "contradicts")):
            page.locator("select[name=sort]").select_option(name)
            expected = sorted(review, key=lambda i: -side(by_id[i], stance))
            assert shown(page) == expected != review
            assert not page.locator("h2:visible").count()
        page.locator("select[name=sort]").select_option("verdict")
        verdicts = [by_id[i]["verdict"] for i in shown(page)]
        assert len(list(dict.fromkeys(verdicts))) == sum(
            a != b for a, b in zip(["", *verdicts], verdicts, strict=False)
        ), "claims of one verdict stand together"
        page.locator("select[name=sort]").select_option("")
        page.locator(PARTS).evaluate_all(UNFOLDED)
        assert shown(page) == review
        assert page.locator("h2:visible").count() == len({c["section"] for c in claims})


def test_counts_beside_a_claim(browser: Browser, address: str, claims: Claims) -> None:
    with page_at(browser, f"{address}claims/") as page:
        page.locator(PARTS).evaluate_all(UNFOLDED)
        shown_beside = dict(
            page.locator(SHOWN).evaluate_all("""all => all.map((item) =>
          [item.querySelector("a.cw-mark").getAttribute("href").split("/").at(-2),
           [...item.querySelectorAll(".cw-design")].map((e) => e.innerText)])""")
        )
        assert len(shown_beside) == len(claims)
        for claim in claims:
            pair = side(claim, "supports"), side(claim, "contradicts")
            wanted = [f"{pair[0]} for, {pair[1]} against"] if any(pair) else []
            assert shown_beside[claim["id"]] == wanted, claim["id"]


# The address.


def test_the_state_is_in_the_address_and_comes_back(
    browser: Browser, address: str, claims: Claims
) -> None:
    with page_at(browser, f"{address}claims/?utm=kept#table-1") as page:
        page.locator("#index-filter summary").click()
        page.get_by_label("Contested").check()
        page.get_by_label("IL-6").check()
        page.get_by_label("Sort by").select_option("against")
        before, url = shown(page), page.url
        query = parse_qs(urlsplit(url).query)
        assert query == parse_qs("utm=kept&verdict=contested&marker=IL-6&sort=against")
        assert urlsplit(url).fragment == "table-1"
        assert 0 < len(before) < 20
    with page_at(browser, url) as page:
        assert shown(page) == before
        assert page.locator("select[name=sort]").input_value() == "against"
        assert page.locator("input:checked").count() == 2
        page.locator(".cw-claims a.cw-mark:visible").first.click()
        page.wait_for_url("**/claims/*/")
        page.go_back()
        expect(page.locator(STATUS)).to_contain_text(f"{len(before)} of ")
        assert shown(page) == before
        page.get_by_role("button", name="Reset").click()
        expect(page.locator(STATUS)).to_have_text(f"All {len(claims)} claims.")
        assert parse_qs(urlsplit(page.url).query) == {"utm": ["kept"]}


def test_what_the_address_does_not_know_is_passed_over(
    browser: Browser, address: str, claims: Claims
) -> None:
    query = "verdict=nonsense&sort=constructor&marker=%3Cb%3E&kind=%"
    with page_at(browser, f"{address}claims/?{query}") as page:
        expect(page.locator(STATUS)).to_have_text(f"All {len(claims)} claims.")
        page.locator(PARTS).evaluate_all(UNFOLDED)
        assert len(shown(page)) == len(claims)


# Other ways of reading.


def test_by_keyboard_alone(browser: Browser, address: str, claims: Claims) -> None:
    with page_at(browser, f"{address}claims/") as page:
        page.locator("#index-filter summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.value") == "cited-in-support"
        page.keyboard.press("Space")
        expected = [c["id"] for c in claims if c["verdict"] == "cited-in-support"]
        assert sorted(shown(page)) == sorted(expected)
        assert page.evaluate("document.activeElement.value") == "cited-in-support", "focus stays"
        assert page.locator(STATUS).get_attribute("role") == "status"
        page.locator("select[name=sort]").focus()
        page.keyboard.press("m")  # to the first option that begins so: most works cited for
        assert parse_qs(urlsplit(page.url).query)["sort"] == ["for"]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(STATUS)).to_have_text(f"All {len(claims)} claims.")


@pytest.mark.full
def test_without_scripts_the_whole_list_stands_there(
    browser: Browser, address: str, claims: Claims
) -> None:
    with page_at(browser, f"{address}claims/?marker=IL-6", java_script_enabled=False) as page:
        assert not page.locator("#index-filter").is_visible()
        for part in page.locator(f"{PARTS} > summary").all():
            part.click()
        assert page.locator(SHOWN).count() == len(claims)
        assert page.locator("h2:visible").count() == len({c["section"] for c in claims})


def test_each_part_says_how_its_claims_stand(
    browser: Browser, address: str, claims: Claims
) -> None:
    with page_at(browser, f"{address}claims/#table-1") as page:
        assert page.locator(f"{PARTS}[open]").count() == 1, "what the address names is not folded"
        told = page.locator(f"{PARTS} > summary").evaluate_all("""all => all.map((summary) =>
          [summary.querySelector("h2").id, summary.querySelector("b").textContent,
           [...summary.querySelectorAll("[class*=cw-v-]:not(:empty)")]
             .map((e) => e.textContent)])""")
        page.locator("#index-filter summary").click()
        page.get_by_label("Contested").check()
        assert page.locator(f"{PARTS}:visible:not([open])").count() == 0
        page.get_by_label("Contested").uncheck()
        assert page.locator(f"{PARTS}[open]").count() == 1, "folded again"
    counted = Counter((claim["section"], claim["verdict"]) for claim in claims)
    for section, number, standing in told:
        found = {verdict: n for (of, verdict), n in counted.items() if of == section}
        assert int(number) == sum(found.values())
        wanted = [
            f"{words.label}: {found[v]}" for v, words in labels.VERDICTS.items() if v in found
        ]
        assert [re.sub(r"^\W+", "", one) for one in standing] == wanted


PATHS = ("claims/?marker=IL-6&sort=for", "downloads/", "references/Liu2020/")
FOLDED = ("audit/conclusions/", "audit/review-and-sources/", "references/help-identify/")
FOLDS = "article details"


def test_narrow_when_all_is_unfolded(browser: Browser, address: str) -> None:
    with page_at(browser, "about:blank", reduced_motion="reduce") as page:
        for path in PATHS[:1] if in_small() else PATHS:
            page.goto(address + path)
            page.locator(FOLDS).evaluate_all(UNFOLDED)
            for width in (1300, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.full
@pytest.mark.parametrize("width", [1300, 360])
def test_the_whole_page_is_accessible(browser: Browser, address: str, width: int) -> None:
    found = []
    options = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"}
    with page_at(browser, "about:blank", **options) as page:
        for path in (*PATHS, *FOLDED, "review/1-inflammation/"):
            page.goto(address + path)
            page.locator(FOLDS).evaluate_all(UNFOLDED)
            found += [f"{path}: {fault}" for fault in violations(page)]
    assert found == []


# The search.


BY_OTHER_WORDS = [
    ("tumour necrosis", "TNF-α", "terms/marker/tnf-alpha"),
    ("tumor necrosis", "TNF-α", "terms/marker/tnf-alpha"),
    ("C-reactive protein", "CRP", "terms/marker/crp"),
    ("electroconvulsive", "ect", "terms/treatment/ect"),
]


@pytest.mark.full
def test_search_finds_claims_by_other_words_and_a_reference_by_any_author(
    browser: Browser, address: str, claims: Claims, base: EvidenceBase
) -> None:
    long = with_many_authors(base)
    with page_at(browser, address) as page:
        assert pages_found(page, long.authors[4].family)[0] == f"/references/{long.key}/"
        for typed, term, first in BY_OTHER_WORDS:
            about = [c for c in claims if term in (c["topic"] or {}).values()]
            silent = {c["id"] for c in about if typed.lower() not in c["claim"].lower()}
            found = pages_found(page, typed)
            assert found[0] == f"/{first}/", typed
            assert {p.strip("/").rpartition("/")[2] for p in found if "/claims/" in p} & silent


def test_no_page_lists_other_words_for_what_it_says(site: Path, claims: Claims) -> None:
    for claim in claims:
        page = (site / "claims" / claim["id"] / "index.html").read_text(encoding="utf-8")
        assert "(also: " not in page, claim["id"]


def with_many_authors(base: EvidenceBase) -> Reference:
    """Return a work whose citation does not show its fifth author."""
    references = base.review.references.values()
    long = next(r for r in references if len(r.authors) > 6 and len(r.authors[4].family) > 6)
    assert long.authors[4].family not in ama(long)
    return long


def test_the_page_of_a_reference_names_all_authors(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    long = with_many_authors(base)
    with page_at(browser, f"{address}references/{long.key}/") as page:
        shown_authors = page.locator("dt:text-is('All authors') + dd").inner_text()
        assert shown_authors.count(",") == len(long.authors) - 1


# Abbreviations.


@pytest.mark.full
def test_an_abbreviation_is_explained_on_hover_and_focus(browser: Browser, address: str) -> None:
    with page_at(browser, f"{address}review/1-inflammation/") as page:
        term = page.locator("a.cw-term", has_text="IDO")
        assert term.count() == 1, "the first place only"
        for act in (term.hover, term.focus):
            act()
            card = page.locator("#cw-card")
            expect(card).to_be_visible()
            expect(card).to_contain_text("Indoleamine 2,3-dioxygenase")
            page.keyboard.press("Escape")
            expect(card).to_be_hidden()
            page.mouse.move(0, 0)
        term.click()
        page.wait_for_url("**/glossary/#ido")
        assert page.locator("#ido").inner_text().startswith("IDO")


def test_abbreviations_stand_in_claims_and_lead_to_the_glossary(
    browser: Browser, address: str
) -> None:
    with page_at(
        browser, f"{address}review/3-1-antidepressants/", java_script_enabled=False
    ) as page:
        terms = page.locator("a.cw-term")
        assert terms.count() == page.locator(".cw-claim a.cw-term").count() > 2
        texts = terms.all_inner_texts()
        assert len(set(texts)) == len(texts)
        assert "SSRI" in texts
        anchors = terms.evaluate_all("all => all.map((a) => a.hash.slice(1))")
        page.goto(f"{address}glossary/")
        assert [a for a in anchors if page.locator(f"h3[id='{a}']").count() != 1] == []
