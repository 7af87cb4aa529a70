"""An article as a Word document: the fields of reference managers, or raised and typed numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.article.article import Doubt, ListedWork, NoArticleError
from claimweave.article.docx_fields import FoundFields, mark_fields
from claimweave.article.docx_parts import packed, parsed_part, unpacked
from claimweave.article.docx_sources import word_sources
from claimweave.article.groups import grouped_blocks
from claimweave.article.marks import Marks, unmarked
from claimweave.article.pandoc import pandoc_tree
from claimweave.article.printed_lists import numbers_in
from claimweave.article.tree_article import TreeReading
from claimweave.words.spelling import composed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from claimweave.article.article import Article

_MARKED = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def read_docx(raw: bytes, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a Word document.

    Raises:
        NoArticleError: when it is broken, or pandoc is missing or cannot read it.
    """
    parts = unpacked(raw)
    found = FoundFields(Marks())
    changed = {}
    for name in _MARKED:
        if name in parts:
            root = parsed_part(parts[name])
            _clean(root)
            mark_fields(root, found)
            changed[name] = root
    found.works |= {k: e for k, e in word_sources(parts).items() if k not in found.works}
    tree = pandoc_tree(packed(raw, changed), "docx")
    if not tree.blocks:
        raise NoArticleError("it has no text")
    listed = _listed(found)
    reading = TreeReading("Word document", tree, works or listed, marks=found.marks, clean=composed)
    article = reading.article()
    if listed:
        article.works = listed
        article.blocks = grouped_blocks(article.blocks, listed, found.marks)
        article.style = "marked"
    if found.lists:
        article.doubts.append(Doubt(0, "the list that the reference manager writes is no prose"))
    article.unread += found.unread
    return article


def _clean(root: Element) -> None:
    """Take out of all texts what would be taken for a mark."""
    for element in root.iter():
        if element.text and not element.text.isascii():
            element.text = unmarked(element.text)


def _listed(found: FoundFields) -> list[ListedWork]:
    """Return the works of the fields, with the numbers that their citations print."""
    cited = dict.fromkeys(str(cite) for mark in found.marks.known for cite in mark.cites)
    numbers: dict[str, int] = {}
    for several in (False, True):
        for mark in found.marks.known:
            printed = numbers_in(re.sub(r"^[\[(]|[\])]$", "", mark.printed.strip()))
            if printed is None or len(printed) != len(mark.cites):
                continue
            known = set(numbers.values())
            left = [str(cite) for cite in mark.cites if str(cite) not in numbers]
            free = [number for number in printed if number not in known]
            if len(left) == len(free) and (several or len(left) == 1):
                numbers |= dict(zip(left, free, strict=True))
    entries = found.works
    works = []
    for key in cited:
        entry = replace(entries[key], key=key) if key in entries else None
        works.append(ListedWork(key, numbers.get(key), "", entry))
    return works
