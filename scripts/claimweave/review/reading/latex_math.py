"""Formulas as plain text, as far as Unicode has them: Greek, signs, sub- and superscripts.

Source: the LaTeX 2e reference manual, chapter 16. A formula that has no plain form is none.
"""

from __future__ import annotations

import unicodedata

from claimweave.review.reading.latex_accents import ACCENTS_OF_FORMULAS, marked
from claimweave.review.reading.latex_commands import FONTS, FUNCTIONS, PRINTED, SWITCHES
from claimweave.review.reading.latex_source import COMMAND, LatexSource
from claimweave.words.scripts import lowered, raised

MOST_NESTED = 30

_ALPHABETS = {
    "mathbb": ("DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "mathcal": ("SCRIPT", "SCRIPT"),
    "mathscr": ("SCRIPT", "SCRIPT"),
    "mathfrak": ("FRAKTUR", "BLACK-LETTER"),
}
_FRACTIONS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗",
    "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_FRACTION = frozenset({"frac", "tfrac", "dfrac", "nicefrac", "sfrac"})
_SIGNS = {"-": "−", "'": "′", "~": " ", "*": "*"}


class NoPlainFormError(Exception):
    """A formula cannot be written as a line of plain text."""


def plain_of_formula(formula: str, before: str = "") -> str:
    """Return a formula as plain text; `before` is the sign that stands before it.

    Raises:
        NoPlainFormError: when it has none.
    """
    return _FormulaReader(LatexSource.of(formula), before).text(0, len(formula)).replace("′′", "″")


class _FormulaReader:
    """Reads one formula from its beginning to its end."""

    def __init__(self, source: LatexSource, before: str) -> None:
        self.source = source
        self._before = before
        self._depth = 0

    def text(self, at: int, end: int) -> str:
        """Return the plain text between two places."""
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise NoPlainFormError
        outer, pieces = self._before, []
        while at < end:
            made, at = self._next(at, end)
            pieces.append(made)
            self._before = made[-1:] or self._before
        self._before, self._depth = outer, self._depth - 1
        return "".join(pieces)

    def _next(self, at: int, end: int) -> tuple[str, int]:
        char = self.source.text[at]
        if char in "^_":
            return self._script(char, at + 1, end)
        if char == "\\":
            return self._command(at, end)
        if char == "{":
            close = self.source.closing.get(at)
            if close is None or close >= end:
                raise NoPlainFormError
            return self.text(at + 1, close), close + 1
        if char in "}&$":
            raise NoPlainFormError
        return _SIGNS.get(char, char), at + 1

    def _script(self, char: str, at: int, end: int) -> tuple[str, int]:
        inner, after = self._argument(at, end)
        made = (raised if char == "^" else lowered)(inner, self._before)
        if made is None:
            raise NoPlainFormError
        return made, after

    def _argument(self, at: int, end: int) -> tuple[str, int]:
        part = self.source.argument(at, end)
        if part is None:
            raise NoPlainFormError
        if self.source.text[at : part.start].strip() != "{" and self.source.text.startswith(
            "\\", part.start
        ):
            return self._command(part.start, end)
        return self.text(part.start, part.end), part.after

    def _command(self, at: int, end: int) -> tuple[str, int]:
        command = COMMAND.match(self.source.text, at, end)
        if command is None:
            raise NoPlainFormError
        name, after = command[1] or command[3], command.end()
        if name in SWITCHES:
            return self._switch(name, after, end)
        if name in FUNCTIONS:
            return name, at + 1 + len(name)
        if name in PRINTED:  # blanks behind a letter only part it from the next one
            sign = PRINTED[name]
            eaten = not command[1] or sign.isalpha() or sign in ("°", " ")
            return sign, after if eaten else at + 1 + len(name)
        return self._with_arguments(name, after, end)

    def _switch(self, name: str, after: int, end: int) -> tuple[str, int]:
        """Read what only changes a look; the full stop of a `left.` is none."""
        stop = name in ("left", "right") and self.source.text.startswith(".", after)
        return "", after + 1 if stop and after < end else after

    def _with_arguments(self, name: str, after: int, end: int) -> tuple[str, int]:
        if name in FONTS:
            return self._argument(after, end)
        if name in ("textsuperscript", "textsubscript"):
            return self._script("^" if name == "textsuperscript" else "_", after, end)
        if name in _FRACTION:
            return self._fraction(after, end)
        inner, after = self._argument(after, end)
        return self._changed(name, inner), after

    def _changed(self, name: str, inner: str) -> str:
        """Return what a command makes of its one argument."""
        if name in _ALPHABETS:
            return "".join(_letter(char, *_ALPHABETS[name]) for char in inner)
        if name in ACCENTS_OF_FORMULAS and len(inner) == 1:
            return marked(ACCENTS_OF_FORMULAS[name], inner)
        if name == "sqrt" and not inner.startswith("["):
            return f"√{inner}" if inner.isalnum() else f"√({inner})"
        if name == "not" and inner:
            return unicodedata.normalize("NFC", f"{inner[0]}\u0338") + inner[1:]
        raise NoPlainFormError

    def _fraction(self, after: int, end: int) -> tuple[str, int]:
        above, after = self._argument(after, end)
        below, after = self._argument(after, end)
        made = f"{above}/{below}"
        if made in _FRACTIONS:
            return _FRACTIONS[made], after
        if not (above.isalnum() and below.isalnum()) or self._before.isalnum():
            raise NoPlainFormError
        return made, after


def _letter(char: str, alphabet: str, older: str) -> str:
    """Return a letter of an alphabet of formulas, such as ℝ."""
    if not (char.isascii() and char.isalpha()):
        return char
    case = "CAPITAL" if char.isupper() else "SMALL"
    for name in (
        f"{older} {case} {char.upper()}",
        f"MATHEMATICAL {alphabet} {case} {char.upper()}",
    ):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char
