"""The lines at a page's top that MkDocs takes for settings: few, each of its type, no markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.yaml_places import locate
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimweave.review.reading.page_reader import Page
    from claimweave.review.reading.yaml_reader import Data

LONGEST = 600
"""Characters of a title or a description: those of a claim."""

HEAVIEST = 100
"""How much more than another page one may count in a search."""

PARTS = ("navigation", "toc", "path", "footer")
"""Parts of the theme that a page may hide."""

_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_BARE = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
"""MkDocs reads such a first line as a setting, too, and takes it out of the page."""

_PLAIN = re.compile(r"[^<>{}\\\[\]`]*")


def without_front_matter(text: str) -> str:
    """Return a page's text without the block between two lines of three hyphens at its top."""
    return _BLOCK.sub("", text, count=1) if _BLOCK.match(text) else text


def blank_front_matter(text: str) -> str:
    """Return a page's text with blanks in the place of its settings, so that all else stays put."""
    block = _BLOCK.match(text)
    return re.sub(r"[^\n]", " ", block[0]) + text[block.end() :] if block else text


def front_matter_faults(page: Page) -> Iterator[Problem]:
    """Yield what a page's settings must not hold."""
    bare = _BARE.match(page.text)
    if bare:
        span = Span(page.path, 1, bare.start(1) + 1, len(bare[1]) + 1)
        message = f'the site takes "{bare[1]}:" in the first line for a setting, and drops the line'
        yield Problem(span, message, "begin the page with its heading")
    block = _BLOCK.match(page.text)
    if block is None:
        return
    source = TextFile(page.path, "#" + page.text[1 : block.end(1)])
    data, problems = read_yaml(source)
    yield from (problem._replace(rule="") for problem in problems)
    if not isinstance(data, dict):
        if not problems:
            yield Problem(Span(page.path), "settings are lines like `title: …`", "")
        return
    read_by_site = _as_the_site_reads(block[1])
    for key, value in data.items():
        on_key = key not in SETTINGS
        message, help_ = _fault(key, value, read_by_site.get(key))
        if message:
            yield Problem(locate(source, AtKey(page.path, (key,), on_key)), message, help_)


def _fault(key: str, value: Data, read_by_site: Data) -> tuple[str, str]:
    """Return what is wrong with a setting and how to mend it; two empty texts where it is right."""
    if key not in SETTINGS:
        help_ = did_you_mean(key, SETTINGS) or f"allowed: {', '.join(SETTINGS)}"
        return f'"{key}" is not a setting of a page', help_
    wrong = SETTINGS[key](value)
    if wrong:
        return f"{key} {wrong[0]}", wrong[1]
    if repr(read_by_site) != repr(value):
        return f"the site would take this {key} for something else", "put it into quotes"
    return "", ""


def _as_the_site_reads(block: str) -> dict[str, Data]:
    """Return the settings as MkDocs reads them: in YAML 1.1, where `no` is no text."""
    try:
        data = yaml.load(block, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _text_fault(value: Data) -> tuple[str, str] | None:
    if not isinstance(value, str) or not value.strip():
        return "is no text", "write it as a text in quotes"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST} characters", "shorten it"
    return None if _PLAIN.fullmatch(value) else ("holds markup", "write it in plain words")


def _hide_fault(value: Data) -> tuple[str, str] | None:
    if isinstance(value, list) and all(part in PARTS for part in value):
        return None
    return (
        "is no list of parts of the theme",
        f"write hide: [navigation]; allowed: {', '.join(PARTS)}",
    )


def _search_fault(value: Data) -> tuple[str, str] | None:
    help_ = f"write search: {{exclude: true}}, or search: {{boost: 2}}, at most {HEAVIEST}"
    if not isinstance(value, dict) or not value or value.keys() - {"exclude", "boost"}:
        return "is no group of exclude and boost", help_
    boost = value.get("boost", 1)
    number = isinstance(boost, int | float) and not isinstance(boost, bool)
    if number and 0 < boost <= HEAVIEST and isinstance(value.get("exclude", False), bool):
        return None
    return "has a value that it may not have", help_


SETTINGS: dict[str, Callable[[Data], tuple[str, str] | None]] = {
    "title": _text_fault,
    "description": _text_fault,
    "hide": _hide_fault,
    "search": _search_fault,
}
"""Setting to what is wrong with a value: all that a page may say to the theme."""
