"""What the site and its theme use for themselves, read from the theme that is installed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import material
import pytest

from claimweave.site.site_assets import SCRIPTS_OF
from claimweave.words.site_marks import free_id, is_own_class, is_own_id

THEME = Path(material.__file__).parent / "templates"
OURS = Path(__file__).parents[2] / "scripts" / "claimweave"

OF_PAGES = {"footnote", "footnote-ref", "highlight", "code"}
"""What the theme looks for and Markdown itself writes: footnotes, and code."""

# An expression within a template stands for a number or a word of the theme.
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUERY = re.compile(r'\b(?:[\w$]{1,3}|closest|matches|querySelector(?:All)?)\("([^"\n]{1,80})"')
_SELECTOR = re.compile(r"(?:a|code|details|input|label|li|ol|pre|table|ul)?[.#\[:]")


@cache
def templates() -> str:
    """Return the templates of pages; the settings of Chinese and the like are no page."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(THEME.rglob("*.html"))
        if "languages" not in path.parts
    )


@cache
def queries() -> set[str]:
    """Return the selectors that the theme's script asks a page for."""
    (bundle,) = THEME.glob("assets/javascripts/bundle.*.js")
    asked = set(_QUERY.findall(bundle.read_text(encoding="utf-8")))
    return {text for text in asked if _SELECTOR.match(text)}


def words(attribute: str, text: str) -> set[str]:
    found = re.findall(rf'\b{attribute}(?:=| = | = class ~ )"([^"]*)"', text)
    return {word for value in found for word in _EXPRESSION.sub("", value).split()}


def test_ids_of_the_theme_are_known() -> None:
    ids = words("id", templates()) - {"_label"}  # behind the name of an entry of the navigation
    paths = set(re.findall(r'set path = "([^"]*)"', templates()))
    asked = {name for query in queries() for name in re.findall(r"#([\w-]+)", query)}
    assert {"__config", "__search", "__drawer"} <= ids
    assert "__config" in asked
    assert "__nav_" in paths
    assert {name for name in ids | paths | asked if not is_own_id(name)} == set()


def test_classes_of_the_theme_are_known() -> None:
    classes = words("class", templates())
    asked = {name for query in queries() for name in re.findall(r"\.([a-z][\w-]*)", query)}
    asked -= {"json"}  # the ending of a file
    assert {"md-dialog", "md-banner", "md-header"} <= classes
    assert {"md-typeset", "annotate", "mermaid"} <= asked
    assert {name for name in classes | asked if not is_own_class(name)} <= OF_PAGES


def test_ids_of_our_own_scripts_and_templates_are_known() -> None:
    scripts = "\n".join(p.read_text(encoding="utf-8") for p in OURS.glob("site/assets/*.js"))
    templates = [*OURS.glob("site/templates/*.j2"), *OURS.glob("site/theme/*.html")]
    pages = "\n".join(p.read_text(encoding="utf-8") for p in templates)
    asked = set(re.findall(r'getElementById\("([\w-]+)"\)', scripts))
    asked -= {"__config"}  # the theme's settings
    marks = set(re.findall(r'id="([\w-]+)"', " ".join(SCRIPTS_OF)))
    ids = set(re.findall(r'\bid="([a-z][\w-]*)"', pages))
    ids |= set(re.findall(r'\.id = "([\w-]+)"', scripts))
    assert marks <= asked <= ids
    assert {name for name in asked | ids if not is_own_id(name)} == set()
    assert is_own_id("card-r-Kruse2018")


def test_classes_of_our_own_are_known() -> None:
    pages = "\n".join(p.read_text(encoding="utf-8") for p in OURS.glob("site/templates/*.j2"))
    classes = {name for name in words("class", pages) if re.fullmatch(r"[a-z][\w-]*", name)}
    assert len(classes) > 50
    assert {name for name in classes if not name.startswith("cw-")} == set()
    assert is_own_class("cw-card")


@pytest.mark.parametrize("name", ["matrixes", "a__b", "md-analysis", "index", "note", "card-game"])
def test_words_of_headings_stay_free(name: str) -> None:
    assert free_id(name) == name


@pytest.mark.parametrize("name", ["__config", "matrix", "matrix-data", "cw-card", "mx-form"])
def test_a_heading_never_bears_an_id_of_the_site(name: str) -> None:
    assert free_id(name) == f"part-{name}"
    assert not is_own_id(free_id(name))
