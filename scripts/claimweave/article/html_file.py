"""An article as a web page: links into its list of references are citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.article.pandoc import pandoc_tree
from claimweave.article.tree_article import TreeReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.article.article import Article, ListedWork

_NO_TEXT = ("script", "style", "nav", "footer", "aside", "noscript", "form", "button", "svg",
            "template", "iframe", "select", "menu")  # fmt: skip
_NAMED = re.compile(
    r"<(p|li|td|dd|dt|div|cite|section)\b([^<>]{0,1000}?\b(?:id|name)\s*=\s*[\"']?([^\s\"'<>]{1,200})"
    r"[\"']?[^<>]{0,1000})>",
    re.IGNORECASE,
)


def read_html(text: str, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a web page.

    Raises:
        NoArticleError: when pandoc is missing or cannot read it.
    """
    page = _article_alone(_without(text, _NO_TEXT))
    named = _NAMED.sub(r'<\1\2><span id="\3"></span>', page)
    tree = pandoc_tree(named.encode(), "html")
    return TreeReading("HTML", tree, works, linking=True).article()


def _without(text: str, names: Sequence[str]) -> str:
    """Return a page without some elements; one that is never closed stays."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL) if "-->" in text else text
    for name in names:
        low = text.lower()
        if f"</{name}" not in low:
            continue
        parts, at = [], 0
        for match in re.finditer(rf"<{name}\b", low):
            if match.start() < at:
                continue
            end = re.compile(rf"</{name}\s*>").search(low, match.end())
            if end is None:
                break
            parts.append(text[at : match.start()])
            at = end.end()
        text = "".join([*parts, text[at:]])
    return text


def _article_alone(text: str) -> str:
    """Return the one `article` or `main` of a page, where it has one, and its list lies in it."""
    for name in ("article", "main"):
        parts = re.split(rf"</?{name}\b[^>]*>", text, flags=re.IGNORECASE)
        if len(parts) == 3 and len(parts[1]) * 2 > len(text):  # noqa: PLR2004 - before, in, behind
            return parts[1]
    return text
