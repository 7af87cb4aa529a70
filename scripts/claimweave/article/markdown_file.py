"""An article in Markdown, as pandoc and Manubot read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.article.pandoc import pandoc_tree
from claimweave.article.tree_article import TreeReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.article.article import Article, ListedWork

_ALIAS = re.compile(r"^ {0,3}\[@(?:tag:)?([^\]\s]+)\]:\s*<?(\S+?)>?(?:\s.*)?$", re.MULTILINE)
_FILES = re.compile(
    r"^bibliography:[ \t]*(?:\n((?:[ \t]*-[ \t]*\S+[ \t]*\n?)+)|(.+)$)", re.MULTILINE
)


def read_markdown(text: str, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a Markdown file; `works` are those of its bibliography.

    Raises:
        NoArticleError: when pandoc is missing or cannot read it.
    """
    aliases = {f"tag:{tag}": key for tag, key in _ALIAS.findall(text)}
    aliases |= {tag.removeprefix("tag:"): key for tag, key in aliases.items()}
    tree = pandoc_tree(_ALIAS.sub("", text).encode(), "markdown-markdown_in_html_blocks")
    return TreeReading("Markdown", tree, works, aliases).article()


def bibliography_files(text: str) -> list[str]:
    """Return the names of the bibliographies that the head of a Markdown file names."""
    head = re.match(r"---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", text, re.DOTALL)
    found = _FILES.search(head[1] + "\n") if head else None
    if not found:
        return []
    names = re.findall(r"-[ \t]*(\S+)", found[1]) if found[1] else found[2].strip("[] ").split(",")
    return [name.strip(" \"'") for name in names if name.strip(" \"'")]
