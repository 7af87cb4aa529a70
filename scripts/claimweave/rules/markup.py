"""Markup in the prose of strangers: found in the Markdown by its form, and in what becomes of it.

The first look is at the source, where places are exact. A page that could still hold something
is rendered as the site does it, and every tag, attribute and address of the result must be on a
list of what Markdown needs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import span_of
from claimweave.rules.front_matter import blank_front_matter, without_front_matter
from claimweave.rules.own_marks import REMEDIES, may_bear_own_marks, own_marks
from claimweave.rules.page_excess import WOVEN, excess_of
from claimweave.words.pattern import pattern
from claimweave.words.printable import reason
from claimweave.words.site_marks import free_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from claimweave.review.reading.page_reader import Page

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "admonition", "footnotes")
"""What MkDocs and mkdocs.yml switch on; a test holds the two equal."""

TOC = {"permalink": "#", "permalink_title": "Link to this part", "title": "On this page"}

_TAGS = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 ul ol li a em strong code pre blockquote hr br img table thead tbody tr th
    td div sup dl dt dd abbr span
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ATTRIBUTES = frozenset({"id", "class", "href", "title", "alt", "src", "start", "role", "style"})
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_SIZE = pattern(r"[0-9]{1,4}%?")
_ALIGNED = pattern(r"text-align: (?:left|right|center);")
_TAG = pattern(r'</?([a-z][a-z0-9]*)((?:\s+[a-zA-Z:_.-]+="[^"<>]*")*)\s*/?>')
_ATTRIBUTE = pattern(r'([a-zA-Z:_.-]+)="([^"]*)"')
_ROLE = pattern(r"doc-[a-z]+")
"""The roles of footnotes. Others would have a paragraph announced as a message."""

_SCHEME = pattern(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = pattern(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u3000\ufeff]")

_BY_FORM = pattern(
    r"<(?=[A-Za-z/!?])[^>\n]*>?"
    r"|\]\([ \t\n]{0,20}<?[ \t\n]{0,20}(?:javascript|data|vbscript):[^)\n]*"
    r"|^[ \t]{0,20}\[[^\]\n]{1,300}\]:\s{0,20}<?\s{0,20}(?:javascript|data|vbscript):.*"
    r"|!\[[^\]\n]{0,300}\]\(\s{0,20}<?\s{0,20}(?:https?:)?//[^)\n]*"
    r"|\{[:\s][^{}\n]{0,300}\bon\w+\s*=[^}\n]*\}?",
    re.IGNORECASE | re.MULTILINE,
)
_BEGINNINGS = (re.compile(r"<[A-Za-z/!?]", re.IGNORECASE), re.compile(r"\{[:\s]"))
_WORDS = ("![", "pt:", "data:")
"""What any of these forms has: a sign that is soon found, or a word.

Of `script:` it is the end: a pattern that heeds no case takes other signs for its first letters.
"""

_HARMLESS = re.compile(
    r"\]\((?:https?://)?[\w./#-]*\)|\{:? ?(?:[#.][\w-]+ ?)+\}"
    r"|<!-- [\w .,:;/]* -->|\[\[[!@]?[\w-]*(?: \w+)?\]\]",
    re.ASCII,
)
"""Plain links, anchors and woven claims: a page with nothing else need not be rendered."""

_SUSPICIOUS = ("<", "{", "](", "]:", "![")


_FORBIDDEN = "is not allowed here"

_Fault = tuple[tuple[str, str], tuple[str, ...]]
"""(What is shown of a fault, what is said of it), and the pieces of it that its source may hold."""


def by_form(page: Page) -> Iterator[Problem]:
    """Yield what can be seen in the Markdown itself, at its exact place."""
    text = blank_front_matter(blank_code(page.text))
    folded = text.lower()
    if not (any(word in folded for word in _WORDS) or any(b.search(text) for b in _BEGINNINGS)):
        return
    for match in _BY_FORM.finditer(text):
        yield _problem(page, match.group().strip(), match.start(), match.end())


def by_result(page: Page) -> Iterator[Problem]:
    """Yield what only the rendered page shows, at the first place that could be its cause."""
    excess = excess_of(WOVEN.sub("", page.text))
    if excess:
        yield Problem(span_of(page.path, page.text, 0, 1), excess, "split or simplify the page")
        return
    if is_plain(page):
        return
    try:
        result = rendered(page)
    except Exception as error:  # noqa: BLE001 - any extension may raise anything: that is a fault
        yield unrenderable(page, error)
        return
    for (shown, said), tell_tales in dict(_faults(result)).items():
        places = [p for tale in tell_tales if (p := _found(page.text, tale)) is not None]
        start, end = places[0] if places else (0, 1)
        yield _problem(page, shown, start, end, said)


def unrenderable(page: Page, error: Exception) -> Problem:
    """Return what is said of a page that an extension of Markdown cannot take."""
    message = f"this page cannot be rendered: {reason(error)}"
    return Problem(span_of(page.path, page.text, 0, 1), message, "write it in plain Markdown")


def is_plain(page: Page) -> bool:
    """Whether a page's links have the plainest form, and nothing else needs to be rendered."""
    return _is_plain(page.text)


@lru_cache(maxsize=512)  # three rules ask for it, page by page
def _is_plain(text: str) -> bool:
    rest = _HARMLESS.sub("", without_front_matter(text))  # the settings have a rule of their own
    suspicious = any(sign in rest for sign in _SUSPICIOUS)
    return not (suspicious or may_bear_own_marks(text))


def rendered(page: Page) -> str:
    """Return the HTML of a page, with a word in the place of each woven claim.

    Raises:
        Exception: whatever an extension of Markdown raises for a page that it cannot take.
    """
    return rendered_text(WOVEN.sub("claim", without_front_matter(page.text)))


def rendered_text(text: str) -> str:
    """Return the HTML of a Markdown text, as the site makes it.

    Raises:
        Exception: whatever an extension of Markdown raises for a text that it cannot take.
    """
    return str(_markdown().reset().convert(text))


def _problem(page: Page, shown: str, start: int, end: int, said: str = _FORBIDDEN) -> Problem:
    span = span_of(page.path, page.text, start, end)
    return Problem(span, f'"{shown[:40]}" {said}', REMEDIES.get(said, "write it in plain Markdown"))


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    return markdown_of_the_site()


def markdown_of_the_site() -> Markdown:
    """Return a converter that makes of a page what the site makes of it."""
    from markdown import Markdown  # noqa: PLC0415 - a slow import, and most pages need none
    from markdown.extensions.toc import slugify  # noqa: PLC0415

    toc = TOC | {"slugify": free_ids(slugify)}
    return Markdown(extensions=list(EXTENSIONS), extension_configs={"toc": toc})


def _faults(result: str) -> Iterator[_Fault]:
    """Yield what must not be in the HTML of a page."""
    at = result.find("<")
    while at >= 0:
        if result.startswith("<!--", at):
            end = result.find("-->", at + 4)
            comment = result[at + 4 : max(end, at + 4)]
            if end < 0 or comment.startswith((">", "->")) or "<!--" in comment or "--!>" in comment:
                yield ("<!--", _FORBIDDEN), ("<!--",)
            at = result.find("<", max(end, at + 4))
            continue
        match = _TAG.match(result, at)
        if match is None or match[1] not in _TAGS:
            word = re.match(r"</?[\w!?/]*", result[at:]) if match is None else None
            piece = word[0] if word else f"<{match[1]}" if match else "<"
            yield (piece, _FORBIDDEN), (piece, "<")
        else:
            yield from _attribute_faults(match[2])
        at = result.find("<", at + 1)


def _attribute_faults(attributes: str) -> Iterator[_Fault]:
    import html  # noqa: PLC0415 - most pages need not be rendered

    for name, written in _ATTRIBUTE.findall(attributes):
        value = html.unescape(written)
        yield from ((mark, (mark[0], f"{name}=")) for mark in own_marks(name, value))
        if name in ("width", "height") and _SIZE.fullmatch(value):
            continue
        if name not in _ATTRIBUTES or (name == "role" and not _ROLE.fullmatch(value)):
            yield (f"{name}={value}", _FORBIDDEN), (f"{name}=", name, value)
        elif name == "style" and not _ALIGNED.fullmatch(value.strip()):
            yield (f"style={value}", _FORBIDDEN), ("style=", value)
        elif name in ("href", "src") and not _safe_address(name, value):
            tales = (value, written, value[-12:], value.split(":")[-1][:20], f"{name}=")
            yield (value, _FORBIDDEN), tales


def _safe_address(name: str, value: str) -> bool:
    """Whether an address leads nowhere but to a page, or, as a picture, to one of our own."""
    bare = _INVISIBLE.sub("", value)
    scheme = _SCHEME.match(bare)
    if name == "src":
        return scheme is None and not bare.replace("\\", "/").startswith("//")
    return (scheme[1].lower() if scheme else "") in _SCHEMES


def _found(text: str, piece: str) -> tuple[int, int] | None:
    start = text.casefold().find(piece.casefold()) if piece else -1
    return None if start < 0 else (start, min(start + len(piece), len(text)))
