"""An article in LaTeX, with natbib, biblatex, or a list of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.article.article import Article, ListedWork, NoArticleError
from claimweave.article.pandoc import pandoc_tree
from claimweave.article.tree_article import TreeReading
from claimweave.references.incoming.printed_works import read_printed_work
from claimweave.review.reading.latex_text import plain_of_latex
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.article.pandoc import PandocTree

_KNOWN_AS = {
    "Citet": "citet", "Citep": "citep", "Citealt": "citealt", "Citealp": "citealp",
    "Citeauthor": "citeauthor", "citeA": "citet", "shortciteA": "citet", "citeNP": "citep",
    "shortcite": "citep", "shortciteNP": "citep", "shortciteN": "citet", "citeN": "citet",
    "onlinecite": "cite", "citen": "cite", "citenum": "cite", "fullcite": "cite",
    "footfullcite": "footcite", "citetalias": "citet", "citepalias": "citep",
    "Textcite": "textcite", "Autocite": "autocite", "Cite": "cite", "upcite": "cite",
    "ycite": "citet", "sidecite": "cite", "volcite": "cite", "mkbibcite": "cite",
    "citeyearNP": "citeyear", "footcitealp": "footcite", "citeps": "citep",
    "citeasnoun": "citet", "possessivecite": "citet", "citeaffixed": "citep", "bcite": "cite",
    "Parencites": "parencites", "Textcites": "textcites", "Autocites": "autocites",
    "supercites": "autocites", "footcites": "footcites", "notecite": "cite", "pnotecite": "cite",
    "citetitle": "cite",
}  # fmt: skip
"""Commands that cite, which pandoc does not know, to one that it knows."""

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_COMMAND = re.compile(r"\\([A-Za-z]+)(?=\*?\s*[\[{<(])")
_OPTIONS = r"(?:\s*(?:\[[^\[\]]{0,200}\]|<[^<>\n]{0,100}>|\([^()\n]{0,100}\)))*"
_CITES = re.compile(
    r"\\(?P<name>(?!nocite|bibcite|defcite|newcite|renewcite|setcite|DeclareCite)"
    rf"[A-Za-z]*[cC]ite[A-Za-z]*)\*?(?P<groups>(?:{_OPTIONS}\s*\{{[^{{}}]{{1,2000}}\}})+)"
)
_KEYS = re.compile(r"\{([^{}]+)\}")
_APACITE = re.compile(r"(\\(?:cite|citep|citet|citeA|shortcite)\*?)<([^<>\n]{0,100})>(\[[^\]]*\])?")
_ITEM = re.compile(r"\\bibitem\s*(\[(?:[^\[\]{}]|\{[^{}]*\})*\])?\s*\{([^{}]+)\}")
_LIST = re.compile(
    r"\\begin\{thebibliography\}(?:\{[^{}]*\})?(.*?)\\end\{thebibliography\}", re.DOTALL
)
_FILES = re.compile(r"\\(?:bibliography|addbibresource(?:\[[^\]]*\])?)\s*\{([^{}]+)\}")
_INCLUDES = re.compile(
    r"\\(?:input|include|subfile|import\{[^{}]*\})\s*\{([^{}]+)\}|\\input\s+(\S+)"
)


def read_latex(text: str, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a LaTeX file; `works` are those of its bibliography.

    Raises:
        NoArticleError: when pandoc is missing or cannot read it.
    """
    source = _COMMENT.sub(r"\1%", text)
    own = _own_list(source)
    renamed = _COMMAND.sub(lambda m: f"\\{_KNOWN_AS.get(m[1], m[1])}", source)
    renamed = _APACITE.sub(lambda m: f"{m[1]}[{m[2]}]{m[3] or '[]'}", renamed)
    tree = _body_alone(pandoc_tree(_LIST.sub("", renamed).encode(), "latex"), renamed)
    article = TreeReading("LaTeX", tree, list(works) or own).article()
    article.works = own
    article.unread += _unread(source, article)
    article.unread += [name[:80] for name, _ in tree.skipped if _CITES.match(name)]
    names = [*(name for name, _ in tree.not_included), *included_files(source)]
    taken_in = list(dict.fromkeys(name.strip().removesuffix(".tex") for name in names))
    if taken_in:
        article.incomplete.append(
            f"it takes in {listed(taken_in)}, which {'is' if len(taken_in) == 1 else 'are'} not "
            "read: put all into one file, for example with `latexpand ARTICLE.tex > whole.tex`, "
            "and import that"
        )
    if not article.blocks and r"\begin{document}" not in source and r"\section" not in source:
        raise NoArticleError("it has no text that can be read as LaTeX")
    return article


def _body_alone(tree: PandocTree, source: str) -> PandocTree:
    """Return a tree without what pandoc says of the preamble, which has no text."""
    before, found, _ = source.partition(r"\begin{document}")
    first = before.count("\n") + 1 if found else 0
    return replace(tree, skipped=tuple(one for one in tree.skipped if one[1] >= first))


def included_files(source: str) -> list[str]:
    """Return the names of files that a source takes in within its text."""
    _, _, body = source.partition(r"\begin{document}")
    return [(found[1] or found[2]) for found in _INCLUDES.finditer(body or source)]


def bibliography_files(text: str) -> list[str]:
    """Return the names of the bibliographies that a LaTeX file names."""
    named = (
        name.strip()
        for found in _FILES.finditer(_COMMENT.sub(r"\1", text))
        for name in found[1].split(",")
    )
    return [name if name.endswith(".bib") else f"{name}.bib" for name in named if name]


def _own_list(source: str) -> list[ListedWork]:
    """Return the works of a `thebibliography`; its numbers are printed unless it gives labels."""
    works: list[ListedWork] = []
    for whole in _LIST.finditer(source):
        items = list(_ITEM.finditer(whole[1]))
        for item, after in zip(items, [*items[1:], None], strict=True):
            raw = whole[1][item.end() : after.start() if after else len(whole[1])]
            shown = plain_of_latex(re.sub(r"\\newblock\b\s*|%\s*", " ", raw))
            printed = " ".join(shown.split())
            key = item[2].strip()
            number = None if item[1] else len(works) + 1
            works.append(ListedWork(key, number, printed, read_printed_work(printed, key)))
    return works


def _unread(source: str, article: Article) -> list[str]:
    """Return the citations of the source whose keys came to nothing in the text."""
    _, _, body = source.partition(r"\begin{document}")
    read = {cite for mark in article.marks.known for cite in mark.cites}
    unread = []
    for found in _CITES.finditer(body or source):
        keys = [k.strip() for group in _KEYS.findall(found["groups"]) for k in group.split(",")]
        if any(key and key not in read for key in keys):
            unread.append(found[0][:80])
    return unread
