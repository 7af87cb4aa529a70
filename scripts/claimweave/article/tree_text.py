"""The text of a paragraph of pandoc's tree, its citations as marks.

Source: pandoc's types, `Text.Pandoc.Definition`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.article.asides import is_aside
from claimweave.article.marks import LEVEL, NAMELESS, RAISED, Mark, Marks, unmarked
from claimweave.review.reading.latex_math import NoPlainFormError, plain_of_formula

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Mapping

    from claimweave.article.pandoc import Node

_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_BLANKS = ("Space", "SoftBreak", "LineBreak")
_CROSS = re.compile(
    r"(?:fig|tbl|tab|eq|sec|lst|thm|lem|def|exm|suppfig|supptbl)[:-]", re.IGNORECASE
)
_PLACES = re.compile(r"[0-9ivxlcIVXLC]+(?:\s?[-–—]\s?[0-9ivxlc]+)?")


@dataclass
class TreeText:
    """Makes text of inline elements.

    `linked` finds the key of a work by the target of a link, or returns an empty text. `names` are
    the names under which works are spoken of, by key. `counted` gathers what is left out.
    """

    marks: Marks
    counted: Counter[str]
    linked: Callable[[str], str] = lambda _: ""
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    clean: Callable[[str], str] = unmarked
    nameless: int = 0

    def of(self, inlines: Iterable[Node]) -> str:
        """Return the text of elements."""
        return "".join(map(self._one, inlines))

    def _one(self, element: Node) -> str:
        kind, content = element["t"], element.get("c")
        if kind in _BLANKS:
            return " "
        made = getattr(self, f"_{kind.casefold()}", None)
        if made is not None:
            return str(made(content))
        if kind == "Str":
            return self.clean(content)
        if isinstance(content, list):  # emphasis and the like
            return self.of(content)
        self.counted[f"element {kind}"] += 1
        return ""

    def _quoted(self, content: Node) -> str:
        before, after = _QUOTES[content[0]["t"]]
        return f"{before}{self.of(content[1])}{after}"

    def _superscript(self, content: Node) -> str:
        return f"{RAISED}{self.of(content).replace(RAISED, '').replace(LEVEL, '')}{LEVEL}"

    def _code(self, content: Node) -> str:
        return unmarked(content[1])

    def _math(self, content: Node) -> str:
        kind, formula = content
        if kind["t"] == "DisplayMath":
            self.counted["formula on a line of its own"] += 1
            return ""
        if re.fullmatch(r"\s*\^\s*\{?[0-9,\s–-]+\}?\s*", formula):
            return f"{RAISED}{re.sub(r'[^0-9,–-]', '', formula)}{LEVEL}"
        try:
            return unmarked(plain_of_formula(formula))
        except NoPlainFormError:
            self.counted["formula without a plain form, kept as LaTeX"] += 1
            return unmarked(formula)

    def _rawinline(self, content: Node) -> str:
        if not content[1].startswith("<!--"):
            self.counted[f"{content[0]} code"] += 1
        return ""

    def _image(self, _: Node) -> str:
        self.counted["figure"] += 1
        return ""

    def _span(self, content: Node) -> str:
        (_, classes, pairs), inner = content
        cites = dict(pairs).get("cites", "")
        if "citation" in classes and cites:
            keys = [self.linked(f"#ref-{key}") or key for key in cites.split()]
            return self._mark(keys, self.plain(inner))
        return self.of(inner)

    def _link(self, content: Node) -> str:
        _, inner, (target, _) = content
        key = self.linked(target)
        return self._mark([key], self.plain(inner)) if key else self.of(inner)

    def _note(self, blocks: Node) -> str:
        """Return the citations of a footnote that only cites; another one is left out."""
        before, counted = len(self.marks.known), self.counted.copy()
        text = " ".join(self.of(inlines) for inlines in inlines_in(blocks))
        cites = [key for mark in self.marks.of(text) for key in mark.cites]
        del self.marks.known[before:]
        self.counted.clear()
        self.counted.update(counted)
        if cites and is_aside(re.sub("[\U000f0000-\U0010ffff]", "", text)):
            return self.marks.put(Mark(tuple(dict.fromkeys(cites)), "(note)"))
        self.counted["footnote"] += 1
        if cites:
            self.counted["citation in a footnote that is left out"] += len(cites)
        return ""

    def plain(self, inlines: Iterable[Node]) -> str:
        """Return a text without marks, such as what a citation prints."""
        other = TreeText(Marks(), self.counted.copy())
        return re.sub("[\U000f0000-\U0010ffff]", "", other.of(inlines))

    def _mark(self, keys: Iterable[str], printed: str) -> str:
        return self.marks.put(Mark(tuple(keys), printed))

    def _cite(self, content: Node) -> str:
        citations, shown = content
        cross = [one["citationId"] for one in citations if _CROSS.match(one["citationId"])]
        if len(cross) == len(citations):
            self.counted["cross-reference to a figure, a table or a section"] += 1
            return ""
        known = [one for one in citations if one["citationId"] not in cross]
        keys = [self.aliases.get(key, key) for key in (one["citationId"] for one in known)]
        kept = [self._said(one, key) for one, key in zip(known, keys, strict=True)]
        raw = str(shown[0].get("c", ["", ""])[1]) if shown and shown[0]["t"] == "RawInline" else ""
        words = "; ".join(filter(None, kept))
        told = citations[0]["citationMode"]["t"] == "AuthorInText"
        if told and not re.match(r"\\cite(?:alt|alp)\b", raw):
            return f"{self._spoken(keys, raw)}{self._mark(keys, '')}"
        return f"{f'({words})' if words else ''}{self._mark(keys, '')}"

    def _spoken(self, keys: list[str], raw: str) -> str:
        """Return the names with which a text speaks of works: it would read on without them."""
        several = keys if raw else keys[:1]
        names = [self.names.get(key, "") for key in several]
        self.nameless += sum(not name for name in names)
        return " and ".join(filter(None, names)) + " " if any(names) else f"{NAMELESS} "

    def _said(self, citation: Node, key: str) -> str:
        """Return the words around a citation that are more than `see` and a page."""
        before, after = (self.plain(citation[f"citation{part}"]) for part in ("Prefix", "Suffix"))
        if key.startswith(("url:", "http")) and after.startswith("="):
            after = ""
        words = [text.strip(" ,;") for text in (before, _PLACES.sub("", after))]
        return " ".join(text for text in words if text and not is_aside(text))


def inlines_in(blocks: Node) -> list[Node]:
    """Return the inline elements of each paragraph of some blocks, lists included."""
    found: list[Node] = []
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            found.append(content)
        elif kind == "Div":
            waiting += reversed(content[1])
        elif kind == "BlockQuote":
            waiting += reversed(content)
        elif kind == "BulletList":
            waiting += [one for item in reversed(content) for one in reversed(item)]
        elif kind == "OrderedList":
            waiting += [one for item in reversed(content[1]) for one in reversed(item)]
    return found
