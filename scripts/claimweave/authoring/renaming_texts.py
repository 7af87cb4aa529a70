"""A new name in pages, notebooks, the site's configuration and the bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.applying import edited_text
from claimweave.diagnostics.fix import Edit
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.mentions import within
from claimweave.review.reading.page_reader import read_page

if TYPE_CHECKING:
    from claimweave.authoring.naming import Naming

_NAMING_OTHERS = ("crossref", "xref", "xdata", "related", "entryset", "ids")
"""Fields of biblatex that hold keys of other entries. Source: biblatex's manual, section 2.2.3."""


def in_page(path: str, text: str, naming: Naming) -> str:
    """Return a page with the new name where it weaves the claim in, names the work, or links."""
    page = read_page(TextFile(path, text))
    names = page.woven if naming.kind == "claim" else page.named
    spans = [within(page, name, span) for name, span in names if name == naming.old]
    text = edited_text(text, [Edit(span, naming.new) for span in spans])
    return in_addresses(text, naming)


def in_notebook(text: str, naming: Naming) -> str:
    """Return a notebook with the new name where a text of its code is the old one."""
    name = re.escape(naming.old)
    return in_addresses(re.sub(rf"(['\"]){name}\1", rf"\g<1>{naming.new}\1", text), naming)


def in_addresses(text: str, naming: Naming) -> str:
    """Return a text with the new name in addresses of the page, and of what is woven in."""
    old, new = re.escape(naming.word(naming.old)), naming.word(naming.new)
    page = rf"(?<![\w-])({naming.folder}/){old}(?=\.md\b|/|[#?\"')\]>\s]|$)"
    text = re.sub(page, rf"\g<1>{new}", text, flags=re.MULTILINE)
    if naming.kind == "claim":
        text = re.sub(rf"(#(?:c|note)-){old}(?![\w-])", rf"\g<1>{new}", text)
    return text


def in_bibliography(text: str, naming: Naming) -> str:
    """Return the bibliography with the new key at its entry, and in entries that name it."""
    old = re.escape(naming.old)
    head = rf"^([ \t]*@\w+[ \t]*[{{(][ \t\n]*){old}(?=[ \t\n]*,)"
    text = re.sub(head, rf"\g<1>{naming.new}", text, count=1, flags=re.MULTILINE)
    fields = "|".join(_NAMING_OTHERS)
    values = re.compile(
        rf"^([ \t]*(?:{fields})[ \t]*=[ \t]*[{{\"])([^{{}}\"]*)", re.MULTILINE | re.IGNORECASE
    )
    word = re.compile(rf"(?<![^,\s]){old}(?![^,\s])")
    return values.sub(lambda found: found[1] + word.sub(lambda _: naming.new, found[2]), text)
