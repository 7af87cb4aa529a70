"""What a field says stands on the built site as text, wherever the theme shows it.

The site is built with the addresses that the publishing workflow sets, clean and with a text of
strangers in each field of each file: both have the same elements and attributes.
"""

from __future__ import annotations

import html
import json
import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import once
from mkdocs.config import load_config
from playwright.sync_api import Browser

from browsing import served
from claimweave.diagnostics.problem import Span
from claimweave.review.ledger import ReviewSettings, SentenceLedger
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.yaml_places import locate
from claimweave.review.record import Record
from claimweave.review.vocabulary import Vocabulary
from claimweave.site.import_settings import import_settings
from claimweave.site.mkdocs_internals import strict_build
from claimweave.site.parts.synonyms import SEARCH_WORDS
from full_runs import in_small
from hostile_review import (
    BARE_PAGE,
    HOSTILE,
    OTHER_PAGE,
    PAGE,
    QUOTED,
    TIGHT,
    HostileReview,
    Name,
    with_strange_names,
)
from read_pages import Read, folded, read_site
from shared_pages import page_at

PROJECT = Path(__file__).resolve().parents[2]
ADDRESSES = {
    "SITE_URL": "https://some.github.io/review",
    "REPO_URL": "https://github.com/some/review",
}
SITE_NAME, LABEL = "Fields", "How it was done"
CLAIM = "claims/nitrate-feeds-barley"
KINDS = ("", "methods/", f"{CLAIM}/", "references/Adler2001/", "claims/", "audit/conclusions/")


def configuration(site_name: str, label: str) -> str:
    """Return the settings of this project's site, with the pages of the miniature."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"  # By default it would show a crash.*?(?=\n\n)", "", text, flags=re.DOTALL)
    text = re.sub(
        r"^site_description: .*$",
        lambda _: f"site_description: {quoted(site_name)}",
        text,
        flags=re.MULTILINE,
    )
    nav = [
        "index.md",
        {label: [{label: "methods.md"}, "audit/conclusions.md"]},
        "claims/index.md",
        "references/index.md",
    ]
    return f"{text.split('# Automatic navigation')[0]}nav: {json.dumps(nav)}\nnot_in_nav: '*'\n"


def quoted(text: str) -> str:
    return json.dumps(text)


@dataclass
class Built:
    """A review, its site, and what stands on its pages."""

    review: HostileReview
    pages: dict[str, Read]
    site_name: str
    label: str
    folder: Path


def built(review: HostileReview, site_name: str, label: str) -> Built:
    """Build a review's site as the workflow does, and read it."""
    root = review.root
    shutil.copytree(PROJECT / "docs" / "assets", root / "docs" / "assets")
    (root / "mkdocs.yml").write_text(configuration(site_name, label), encoding="utf-8")
    workflow = yaml.safe_load((PROJECT / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    (set_there,) = (step["env"] for step in steps if step.get("run") == "make site")
    assert set(set_there) == {*ADDRESSES, "EDIT_URI"}
    environment = (
        import_settings()
        | ADDRESSES
        | {
            "EDIT_URI": set_there["EDIT_URI"],
            "SITE_NAME": site_name,
            "SOURCE_DATE_EPOCH": "0",
        }
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        strict_build(config)
        config.plugins.on_shutdown()
    return Built(review, read_site(root / "site"), site_name, label, root / "site")


def built_once(shared: Path, name: str, make: Callable[[Path], Built]) -> Built:
    """Build a site for all workers: the first builds, and the others wait for it."""

    def build() -> str:
        folder = shared / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        made = folder / "built"
        made.write_bytes(pickle.dumps(make(folder / "review")))
        return str(made)

    built: Built = pickle.loads(Path(once(shared, name, build)).read_bytes())  # noqa: S301 - ours
    return built


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Built:
    def make(root: Path) -> Built:
        review = HostileReview(root)
        review.settle()
        return built(review, f"{SITE_NAME} {HOSTILE}", f"{LABEL} {HOSTILE}")

    return built_once(shared, "hostile-texts", make)


@pytest.fixture(scope="module")
def clean(shared: Path, hostile: Built) -> Built:
    """The same review, its texts without their signs."""

    def make(root: Path) -> Built:
        review = HostileReview(root)
        review.tries, review.harmless = hostile.review.tries, True
        review.write()
        return built(review, SITE_NAME, LABEL)

    return built_once(shared, "clean-texts", make)


def test_each_field_is_shown_or_refused_at_its_line(hostile: Built) -> None:
    review = hostile.review
    held = {name[-1] for name, tries in review.tries.items() if tries and tries[0] == HOSTILE}
    assert {"claim", "note", "says", "population", "limits", "title", "subject", "printed",
            "label", "definition", "short", "disclaimer", "reference_list", "reason",
            "journal", "metadatasource", "asserts_nothing", "name"} <= held  # fmt: skip
    tight = {name[-1] for name, tries in review.tries.items() if tries and tries[0] == TIGHT}
    assert tight == {"author", "cohort", "url"}  # they hold no blank
    refused = {name[-1] for name in review.clean if not review.tries[name]}
    assert {"folder", "kind", "stance", "crop", "nutrient", "question", "design", "relation",
            "cites", "sql", "doi", "where", "address", "locator", "rows", "columns",
            "verdict"} <= refused  # fmt: skip
    assert all(review.refused[name] for name in review.clean if not review.tries[name])


@pytest.mark.parametrize(
    ("path", "model", "names"),
    [
        ("claims/_review/vocabulary.yml", Vocabulary, 35),
        ("claims/_review/review.yml", ReviewSettings, 30),
        ("claims/_review/sentences.yml", SentenceLedger, 15),
    ],
)
def test_no_name_can_hold_signs_of_markup(path: str, model: type[Record], names: int) -> None:
    tried = list(with_strange_names(path))
    assert len(tried) >= names
    for line, source in tried:
        _, problems = read_record(source, model, "invalid-ledger")
        places = (
            p.where if isinstance(p.where, Span) else locate(source, p.where) for p in problems
        )
        assert line in {place.line for place in places}, source.text.split("\n")[line - 1]


def test_a_site_has_the_same_elements_and_attributes_whatever_its_texts(
    clean: Built, hostile: Built
) -> None:
    assert clean.pages.keys() == hostile.pages.keys()
    assert len(clean.pages) > 50
    for path, page in clean.pages.items():
        forms = [element.form for element in page.elements]
        assert [element.form for element in hostile.pages[path].elements] == forms, path


def test_a_page_says_one_title_wherever_it_stands(hostile: Built) -> None:
    seen = 0
    for path, page in hostile.pages.items():
        if path in ("", "404.html"):
            continue
        seen += HOSTILE.split()[0] in page.heading
        named = hostile.label if path == "methods/" else page.heading
        assert page.sticky == page.meta(property="og:title") == folded(named), path
        assert page.title == folded(f"{named} - {hostile.site_name}"), path
    assert seen > 5


def test_settings_of_a_page_come_back_as_they_were_written(hostile: Built) -> None:
    page, review = hostile.pages[""], hostile.review
    assert QUOTED in review.tries[PAGE, "title"]
    title, description = review.text((PAGE, "title")), review.text((PAGE, "description"))
    assert page.sticky == page.meta(property="og:title") == title
    assert page.title == f"{title} - {folded(hostile.site_name)}"
    assert page.meta(name="description") == page.meta(property="og:description") == description
    assert page.heading == review.text((PAGE, "heading"))
    assert page.meta(property="og:site_name") == folded(hostile.site_name)


def test_a_page_without_a_heading_has_its_title_for_one(hostile: Built) -> None:
    page, title = hostile.pages["notes/"], hostile.review.text((BARE_PAGE, "title"))
    assert page.heading == page.sticky == page.meta(property="og:title") == title
    index = json.loads((hostile.folder / "search/search_index.json").read_text(encoding="utf-8"))
    (entry,) = (found for found in index["docs"] if found["location"] == "notes/")
    # The script of the search takes it for HTML.
    assert folded(html.unescape(entry["title"])) == title


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"{CLAIM}/", ("claims/1-fields/nitrate-feeds-barley.yml", "claim")),
        ("methods/", (OTHER_PAGE, "heading")),
    ],
)
def test_a_field_is_read_back_from_the_heading(hostile: Built, path: str, name: Name) -> None:
    text = hostile.review.text(name)
    page = hostile.pages[path]
    assert page.heading == text
    if path == f"{CLAIM}/":
        assert page.meta(name="description") == page.meta(property="og:description") == text
    else:
        said = page.meta(name="description")
        assert said == page.meta(property="og:description")
        assert said != folded(hostile.site_name)
        assert said in folded(page.texts), "it is what the page says first"


def test_labels_of_the_navigation_are_read_back(hostile: Built) -> None:
    for path, page in hostile.pages.items():
        if path == "404.html":
            continue
        links = [
            e for e in page.elements if e.attributes.get("class", "").startswith("md-nav__link")
        ]
        shown = {folded(e.text) for e in links}
        assert folded(hostile.label) in shown, path
        assert path or hostile.review.text((PAGE, "part")) in shown
        tabs = {
            folded(e.text) for e in page.elements if e.attributes.get("class") == "md-tabs__link"
        }
        assert {folded(hostile.label), hostile.review.text((PAGE, "title"))} <= tabs, path


def test_no_heading_takes_the_place_of_a_part_of_the_site(hostile: Built) -> None:
    page = hostile.pages["methods/"]
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert {"part-matrix", "part-__config"} <= {*ids}
    assert "matrix" not in ids
    assert [e.tag for e in page.elements if e.attributes.get("id") == "__config"] == ["script"]
    assert len(ids) == len({*ids})


UNSEEN = {
    *("definition", "short", "cohort", "author", "pages", "url", "metadatasource"),
    *("departures", "exemptions", "phosphate", "during-growth", "survey", "directions"),
}
"""What no page shows, or shows in part: the name of a host, the first author, a term in use."""


def test_each_text_stands_on_a_page_as_it_was_written(hostile: Built) -> None:
    everything = "\n".join(page.texts for page in hostile.pages.values())
    # Other words for a term are in no text: the search knows them.
    words = json.loads((hostile.folder / SEARCH_WORDS).read_text(encoding="utf-8"))
    everything += "\n".join(folded(w) for _, *lists in words for names in lists for w in names)
    review = hostile.review
    shown = [name for name, tries in review.tries.items() if tries and not UNSEEN & {*name}]
    shown = [name for name in shown if name[1:] not in (("title",), ("subject",))]
    assert len(shown) > 30
    assert [name for name in shown if review.text(name) not in everything] == []


def addresses(page: Read) -> Iterator[tuple[str, str]]:
    for element in page.elements:
        for name in ("href", "src"):
            if name in element.attributes:
                yield element.tag, element.attributes[name]


def test_links_lead_where_those_of_the_clean_site_do(clean: Built, hostile: Built) -> None:
    for path, page in clean.pages.items():
        before, after = list(addresses(page)), list(addresses(hostile.pages[path]))
        for (tag, old), (_, new) in zip(before, after, strict=True):
            kept = urlsplit(old)
            assert urlsplit(new)[:2] == kept[:2], (path, tag, new)


def test_the_link_for_editing_leads_to_the_file(hostile: Built) -> None:
    page = hostile.pages[f"{CLAIM}/"]
    edit = "https://github.com/some/review/edit/main/claims/1-fields/nitrate-feeds-barley.yml"
    assert page.one("a", rel="edit").attributes["href"] == edit


def test_the_theme_is_told_not_to_ask_for_stars(hostile: Built) -> None:
    for path, page in hostile.pages.items():
        assert not any(e.attributes.get("data-md-component") == "source" for e in page.elements)
        link = page.one("a", **{"class": "md-source"})
        assert link.attributes["href"] == ADDRESSES["REPO_URL"], path


@pytest.mark.browser
def test_the_sticky_header_says_the_title_after_a_scroll(hostile: Built, browser: Browser) -> None:
    with served(hostile.folder) as address:
        for path in list(KINDS)[::3] if in_small() else KINDS:
            with page_at(browser, address + path, viewport={"width": 1000, "height": 300}) as page:
                page.mouse.wheel(0, 600)
                page.wait_for_selector(".md-header__title--active")
                shown = page.locator(".md-header__topic").nth(1)
                assert folded(shown.inner_text()) == hostile.pages[path].sticky, path
