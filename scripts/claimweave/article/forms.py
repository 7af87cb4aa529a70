"""The one door for an article's file: which form it has, and the reader of that form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.article import html_file, latex_file, markdown_file
from claimweave.article.article import Doubt, NoArticleError
from claimweave.article.docx_file import read_docx
from claimweave.article.jats import read_jats
from claimweave.article.plain_text import read_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from claimweave.article.article import Article, ListedWork

TEXT_LIMIT = 2 * 1024 * 1024
"""Bytes that a text, a Markdown or a LaTeX file may have: a long review has 200 KB."""

PACKED_LIMIT = 64 * 1024 * 1024
"""Bytes that XML, a web page or a Word document may have: some hold their pictures."""

_TEXT = "save the article as plain text in UTF-8"
_REFUSED = (
    (b"%PDF", f"a PDF: take the article as JATS XML, Word or HTML from its journal, or {_TEXT}"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc): save it as .docx, or as plain text"),
    (b"{\\rtf", f"a document with formatting (RTF): save it as .docx, or {_TEXT}"),
    (b"\x1f\x8b", "a packed file: unpack it first"),
    (b"\xff\xfe", f"text in UTF-16: {_TEXT}"),
    (b"\xfe\xff", f"text in UTF-16: {_TEXT}"),
)
"""What people have an article in and cannot be read, by its first bytes."""

_NAMES = {
    "docx": "docx", "docm": "docx", "xml": "jats", "nxml": "jats", "jats": "jats",
    "html": "html", "htm": "html", "xhtml": "html", "tex": "latex", "ltx": "latex",
    "md": "markdown", "markdown": "markdown", "qmd": "markdown", "rmd": "markdown",
    "txt": "text", "text": "text", "asc": "text", "": "",
}  # fmt: skip
"""How a file's name ends, to its form."""

FORMS = {
    "docx": "a Word document",
    "jats": "XML",
    "html": "a web page",
    "latex": "LaTeX",
    "markdown": "Markdown",
    "text": "plain text",
}


def read_article_file(path: Path, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a file.

    Args:
        path: where it lies.
        works: those of a bibliography that was given.

    Raises:
        NoArticleError: when it is none, or cannot be read.
        OSError: when the file cannot be read.
    """
    raw = article_bytes(path)
    named = form_named(path)
    form = form_of(raw, named)
    article = _read(raw, form, works)
    if named and form != named:
        told = f"its name says {FORMS[named]}, and it is {FORMS[form]}: it is read as that"
        article.doubts.insert(0, Doubt(0, told))
    return article


def form_named(path: Path) -> str:
    """Return the form that the name of a file says, or an empty text."""
    return _NAMES.get(path.suffix.lstrip(".").casefold(), "")


def article_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        NoArticleError: when there are more than an article has.
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        raw = stream.read(PACKED_LIMIT + 1)
    if len(raw) > PACKED_LIMIT:
        most = PACKED_LIMIT // (1024 * 1024)
        raise NoArticleError(f"it has more than {most} MB, and an article has not")
    return raw


def form_of(raw: bytes, named: str = "") -> str:
    """Return the form of a file: by what it holds, and where that does not tell, by its name.

    Raises:
        NoArticleError: when it is of a form that cannot be read.
    """
    for sign, kind in _REFUSED:
        if raw.startswith(sign):
            raise NoArticleError(f"it is {kind}")
    held = next((form for form, holds in _SIGNS.items() if holds(raw)), "")
    if held:
        return held
    if named in ("docx", "jats"):
        raise NoArticleError(f"its name says {FORMS[named]}, and it is none, or a broken one")
    if named in ("latex", "markdown", "html"):
        return named
    start = raw[:TEXT_LIMIT]
    if len(re.findall(rb"\[[^\]\n]{0,80}@[\w:]", start)) > 1:
        return "markdown"
    return "latex" if len(re.findall(rb"\\(?:section|cite[a-z]*)\*?[\[{]", start)) > 1 else "text"


def _beginning(raw: bytes) -> bytes:
    return raw[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()


_PAGE = re.compile(rb"<!doctype html|.{0,2000}?<html\b", re.DOTALL)
_XML = (b"<?xml", b"<!doctype", b"<article", b"<pmc-articleset", b"<oai-pmh")
_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "docx": lambda raw: raw.startswith(b"PK\x03\x04"),
    "html": lambda raw: bool(_PAGE.match(_beginning(raw))),
    "jats": lambda raw: _beginning(raw).startswith(_XML),
    "latex": lambda raw: bool(re.search(rb"\\documentclass|\\begin\{document\}", raw[:200_000])),
}
"""Form to how one sees that a file has it, whatever its name."""


def _read(raw: bytes, form: str, works: Sequence[ListedWork]) -> Article:
    if form == "docx":
        return read_docx(raw, works)
    text = decoded_article(raw, form)
    if form == "jats":
        return read_jats(text)
    reader = {
        "html": html_file.read_html,
        "latex": latex_file.read_latex,
        "markdown": markdown_file.read_markdown,
        "text": read_plain_text,
    }[form]
    return reader(text, works)


def decoded_article(raw: bytes, form: str) -> str:
    """Return the text of a file that is UTF-8, or XML that says what it is.

    Raises:
        NoArticleError: when it is too large, or not what it says.
    """
    if form not in ("jats", "html") and len(raw) > TEXT_LIMIT:
        most = TEXT_LIMIT // (1024 * 1024)
        raise NoArticleError(f"it has more than {most} MB, and an article's text has not")
    encoding = _encoding(raw) if form in ("jats", "html") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        shown = f"byte 0x{raw[error.start]:02X} in line {line} is not UTF-8"
        if encoding != "utf-8-sig":
            shown = f"byte 0x{raw[error.start]:02X} in line {line} is not {encoding}"
        raise NoArticleError(f"{shown}: save the article as plain text in UTF-8") from None
    except LookupError:
        raise NoArticleError(f"nobody knows its encoding, {encoding}") from None
    if "\0" in text:
        raise NoArticleError("it holds bytes that are no text: save the article as plain text")
    return text


def _encoding(raw: bytes) -> str:
    """Return the encoding that XML or a web page says it has."""
    said = re.search(rb"(?:encoding|charset)\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", raw[:2000])
    name = said[1].decode().casefold() if said else "utf-8"
    return "utf-8-sig" if name in ("utf-8", "utf8") else name


def named_bibliographies(raw: bytes, form: str) -> list[str]:
    """Return the names of the bibliographies that a file names, as it writes them."""
    finder = {"latex": latex_file.bibliography_files, "markdown": markdown_file.bibliography_files}
    if form not in finder:
        return []
    return finder[form](raw.decode("utf-8", "replace"))
