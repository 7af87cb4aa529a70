r"""Formulas within a text of LaTeX: in dollar signs, in `\(` and `\)`, and those of chemistry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.reading.latex_math import NoPlainFormError, plain_of_formula
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from claimweave.review.reading.latex_source import LatexSource, Part

_DOLLAR = pattern(r"\\[\s\S]|\$\$?")
_DIGIT = pattern(r"[0-9]")


class FormulasInText:
    """Reads the formulas of one text; what has no plain form stays as written, and is noted."""

    def __init__(self, source: LatexSource) -> None:
        self.source = source
        self.as_written: list[str] = []

    def kept(self, start: int, stop: int) -> str:
        """Return what has no plain form as it is written, and note it."""
        written = self.source.text[start:stop]
        self.as_written.append(written)
        return written

    def formula(self, at: int, end: int) -> tuple[str, int]:
        """Return what stands between dollar signs in plain text, and the place behind it."""
        text = self.source.text
        opening = "$$" if text.startswith("$$", at) else "$"
        closing = next(
            (f for f in _DOLLAR.finditer(text, at + len(opening), end) if f[0][0] == "$"), None
        )
        if closing is None or self._is_money(at, closing.start()):
            return "$", at + 1
        inner = text[at + len(opening) : closing.start()]
        if inner.count("{") != inner.count("}"):
            return "$", at + 1
        stop = closing.start() + min(len(opening), len(closing[0]))
        return self._math(inner, at, stop), stop

    def _is_money(self, at: int, close: int) -> bool:
        """Whether two dollar signs are prices, as in: from $5 to $10."""
        text = self.source.text
        numbers = _DIGIT.match(text, at + 1) and _DIGIT.match(text, close + 1)
        return bool(numbers) and text[close - 1].isspace()

    def _math(self, formula: str, start: int, stop: int) -> str:
        """Return a formula as plain text, or as it is written."""
        before = self.source.text[max(0, start - 1) : start]
        try:
            return plain_of_formula(formula, before)
        except NoPlainFormError:
            return self.kept(start, stop)

    def displayed(self, at: int, after: int, end: int, sign: str) -> tuple[str, int]:
        r"""Read a formula between `\(` and `\)`."""
        close = self.source.text.find(f"\\{sign}", after, end)
        if close < 0:
            return self.kept(at, after), after
        return self._math(self.source.text[after:close], at, close + 2), close + 2

    def ensured(self, name: str, part: Part) -> str | None:
        """Return a formula that a command holds; None where it has no plain form."""
        inner = self.source.text[part.start : part.end]
        if name == "ce":  # a formula of chemistry: digits behind a letter are below the line
            inner = re.sub(r"(?<=[A-Za-z)\]])([0-9]+)", r"_{\1}", inner)
        try:
            return plain_of_formula(inner)
        except NoPlainFormError:
            return None
