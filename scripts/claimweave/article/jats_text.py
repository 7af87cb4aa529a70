"""The text of a paragraph in JATS, its citations as marks.

Source: the Journal Article Tag Suite (ANSI/NISO Z39.96), version 1.3 and those before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.article.marks import LEVEL, RAISED, Mark, Marks, unmarked
from claimweave.review.reading.latex_math import NoPlainFormError, plain_of_formula

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Set as AbstractSet
    from xml.etree.ElementTree import Element

_LEFT_OUT = {
    "fig": "figure", "fig-group": "figure", "graphic": "figure", "media": "file beside the text",
    "inline-graphic": "picture within a sentence", "table-wrap": "table", "table": "table",
    "table-wrap-group": "table", "disp-formula": "formula on a line of its own",
    "disp-formula-group": "formula on a line of its own", "fn": "footnote",
    "supplementary-material": "file beside the text", "boxed-text": "box", "code": "block of code",
    "preformat": "block of code", "chem-struct-wrap": "figure", "array": "table",
    "inline-supplementary-material": "file beside the text",
}  # fmt: skip
"""What is no prose, and how it is counted."""

_SILENT = frozenset({"label", "object-id", "alt-text", "long-desc", "processing-meta", "index-term",
                     "target", "milestone-start", "milestone-end", "permissions"})  # fmt: skip
_CITES = re.compile(r"bib(?:r|liography)?|ref(?:erence)?", re.IGNORECASE)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def own_text(element: Element) -> str:
    """Return all text of an element, blanks folded."""
    return " ".join(unmarked("".join(element.itertext())).split())


@dataclass
class JatsText:
    """Makes text of elements; `works` are the identifiers of the list of references."""

    marks: Marks
    counted: Counter[str]
    works: AbstractSet[str]

    def of(self, element: Element) -> str:
        """Return the text within an element."""
        made = [unmarked(element.text or "")]
        for child in element:
            made += [self._one(child), unmarked(child.tail or "")]
        return "".join(made)

    def _one(self, element: Element) -> str:
        name = local(element)
        if name in _LEFT_OUT:
            self.counted[_LEFT_OUT[name]] += 1
            return ""
        if name in _SILENT or not name:
            return ""
        made = {
            "xref": self._reference,
            "sup": self._raised,
            "break": lambda _: " ",
            "inline-formula": self._formula,
            "tex-math": self._formula,
            "math": self._formula,
            "alternatives": self._first,
        }.get(name, self.of)
        return made(element)

    def _first(self, element: Element) -> str:
        return self._one(element[0]) if len(element) else ""

    def _raised(self, element: Element) -> str:
        inner = self.of(element).replace(RAISED, "").replace(LEVEL, "")
        return f"{RAISED}{inner}{LEVEL}"

    def _reference(self, element: Element) -> str:
        """Return the mark of a citation, or the text of another link."""
        kind = element.get("ref-type", "")
        names = element.get("rid", "").split()
        if any(name in self.works for name in names) or (_CITES.fullmatch(kind) and names):
            printed = re.sub(f"[{RAISED}{LEVEL}]", "", self._without_marks(element))
            sign = self.marks.put(Mark(tuple(names), printed))
            raised = any(local(child) == "sup" for child in element)
            return f"{RAISED}{sign}{LEVEL}" if raised else sign
        if kind in ("fn", "table-fn", "author-notes", "corresp", "aff"):
            self.counted["footnote mark"] += 1
            return ""
        return self.of(element)

    def _without_marks(self, element: Element) -> str:
        inner = JatsText(Marks(), self.counted.copy(), frozenset())
        return inner.of(element)

    def _formula(self, element: Element) -> str:
        """Return a formula as a line of text: of its LaTeX, or else what its MathML prints."""
        tex = next((one for one in element.iter() if local(one) == "tex-math"), None)
        if tex is not None:
            try:
                return unmarked(plain_of_formula(_formula_in("".join(tex.itertext()))))
            except NoPlainFormError:
                self.counted["formula without a plain form"] += 1
        math = next((one for one in element.iter() if local(one) == "math"), None)
        shown = math if math is not None else element
        if tex is not None and math is None:
            return " ".join(_formula_in("".join(tex.itertext())).split())
        return "".join(_mathml(shown).split())


def _formula_in(source: str) -> str:
    """Return the formula of a whole LaTeX document, such as Springer writes."""
    found = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.DOTALL)
    return (found[1] if found else source).strip().strip("$").strip()


def _mathml(element: Element) -> str:
    if local(element) in ("annotation", "annotation-xml"):
        return ""
    made = [unmarked(element.text or "")]
    for child in element:
        made += [_mathml(child), unmarked(child.tail or "")]
    return "".join(made)
