"""The lines at a page's top that MkDocs takes for settings: few, and none with markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.yaml_reader import locate, read_yaml
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.reading.page_reader import Page
    from claimweave.review.reading.yaml_reader import Data

ALLOWED = ("title", "description", "hide", "search")

_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_BARE = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
"""MkDocs reads such a first line as a setting, too, and takes it out of the page."""

_PLAIN = re.compile(r"[^<>&{}\\\[\]`]*")


def without_front_matter(text: str) -> str:
    """Return a page's text without the block between two lines of three hyphens at its top."""
    return _BLOCK.sub("", text, count=1) if _BLOCK.match(text) else text


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
    yield from (Problem(p.where, p.message, p.help) for p in problems)
    if not isinstance(data, dict):
        if not problems:
            yield Problem(Span(page.path), "settings are lines like `title: …`", "")
        return
    for key, value in data.items():
        if key not in ALLOWED:
            help_ = did_you_mean(key, ALLOWED) or f"allowed: {', '.join(ALLOWED)}"
            where = locate(source, AtKey(page.path, (key,), on_key=True))
            yield Problem(where, f'"{key}" is not a setting of a page', help_)
        elif not _is_plain(value):
            where = locate(source, AtKey(page.path, (key,)))
            yield Problem(where, f"{key} holds markup", "write it in plain words")


def _is_plain(value: Data) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return not isinstance(value, str) or _PLAIN.fullmatch(value) is not None
