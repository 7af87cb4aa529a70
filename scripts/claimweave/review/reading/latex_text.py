"""LaTeX as plain text: nothing is deleted.

A command that has a plain form gets it. What has none stays as written, and is returned apart, so
that a rule can tell it. Sources: the LaTeX 2e reference manual, chapters 4, 16 and 23; the HTML
and entities that registries put into titles are read by `words/markup.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimweave.review.reading.latex_accents import ACCENTS, accented
from claimweave.review.reading.latex_addresses import plain_address
from claimweave.review.reading.latex_commands import (
    ADDRESSES,
    AROUND,
    CASES,
    FONTS,
    PRINTED,
    QUOTES,
    SCRIPTS,
    SECOND,
)
from claimweave.review.reading.latex_formulas import FormulasInText
from claimweave.review.reading.latex_source import COMMAND, LatexSource
from claimweave.review.reading.latex_units import UNITS, plain_of_quantity
from claimweave.words.markup import scripts_left, without_markup
from claimweave.words.pattern import pattern
from claimweave.words.scripts import lowered, raised

if TYPE_CHECKING:
    from claimweave.review.reading.latex_source import Part

MOST_NESTED = 50
"""Commands within commands. Deeper ones stay as they are."""

_SPECIAL = re.compile(r"[\\{}$~`<]|--|''|&[#A-Za-z]")
_PLAIN = re.compile(r"[^\\{}$~`'!?-]+")
_JOINED = re.compile(r"---?|``|''|`|\?`|!`")
_SIGN_OF = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "?`": "¿", "!`": "¡"}
_SINGLE_QUOTE = re.compile(r"(?<![`\\?!])`(?!`)")
_ADDRESS = pattern(r"https?://[^\s{}\\$<>\"]*\Z")
_LONGEST_ADDRESS = 2_000


class PlainText(NamedTuple):
    """A text without LaTeX, and what stands in it as it was written, or was left out."""

    text: str
    as_written: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def plain_of_latex(value: str, *, ranges: bool = False) -> str:
    """Return the plain text of a value; see `read_latex`."""
    return read_latex(value, ranges=ranges).text


def read_latex(value: str, *, ranges: bool = False) -> PlainText:
    """Return a value as plain text on one line.

    In a field of `ranges`, such as pages, two hyphens stay what they are.
    """
    # Braces alone print nothing, and without them most values hold no sign of LaTeX.
    bare = value.replace("{", "").replace("}", "") if "{" in value or "}" in value else value
    if not _SPECIAL.search(bare):
        return PlainText(" ".join(bare.split()))
    return _read(value, ranges)


@lru_cache(maxsize=1024)  # the rule that tells what has no plain form reads what pages read
def _read(value: str, ranges: bool) -> PlainText:  # noqa: FBT001 - the cache takes it so
    reader = _LatexReader(LatexSource.of(value), ranges=ranges)
    text = without_markup(reader.text(0, len(value)))
    as_written = [*reader.as_written, *scripts_left(text)]
    folded = " ".join(text.split())
    return PlainText(
        folded, tuple(dict.fromkeys(as_written)), tuple(dict.fromkeys(reader.left_out))
    )


class _LatexReader(FormulasInText):
    """Reads one value from its beginning to its end."""

    def __init__(self, source: LatexSource, *, ranges: bool = False) -> None:
        super().__init__(source)
        self.ranges = ranges
        self.left_out: list[str] = []
        self._depth = 0
        self._quotes = 0
        self._single = bool(_SINGLE_QUOTE.search(source.text))
        self._addresses = "://" in source.text

    def text(self, at: int, end: int) -> str:
        """Return the plain text between two places."""
        text, pieces = self.source.text, []
        while at < end:
            plain = _PLAIN.match(text, at, end)
            if plain:
                pieces.append(plain[0])
                at = plain.end()
                continue
            piece, at = self._sign(at, end)
            pieces.append(piece)
        return "".join(pieces)

    def _sign(self, at: int, end: int) -> tuple[str, int]:
        """Return what a sign of LaTeX prints, and the place behind what it takes."""
        char = self.source.text[at]
        if char in "{}":
            return "", at + 1
        if char == "\\":
            return self._command(at, end)
        if char == "$":
            return self.formula(at, end)
        return (char, at + 1) if self._in_address(at) else self._ligature(char, at, end)

    def _ligature(self, char: str, at: int, end: int) -> tuple[str, int]:
        """Return what a tie, a quote or some hyphens print."""
        joined = _JOINED.match(self.source.text, at, end)
        if joined and not (self.ranges and joined[0].startswith("-")):
            return _SIGN_OF[joined[0]], joined.end()
        if char == "'" and self._single:
            return "’", at + 1
        return (" " if char == "~" else char), at + 1

    def _in_address(self, at: int) -> bool:
        """Whether a place is in an address that stands in a text as it is."""
        if not self._addresses:
            return False
        return bool(_ADDRESS.search(self.source.text[max(0, at - _LONGEST_ADDRESS) : at]))

    def _command(self, at: int, end: int) -> tuple[str, int]:
        command = COMMAND.match(self.source.text, at, end)
        if command is None:  # a backslash is the last sign
            return self.kept(at, at + 1), at + 1
        name, after = command[1] or command[3], command.end()
        if name in ACCENTS:
            return self._accent(name, at, after, end)
        if name in PRINTED:
            return PRINTED[name], after
        if name in "([":
            return self.displayed(at, after, end, ")" if name == "(" else "]")
        found = None
        if self._depth < MOST_NESTED:
            self._depth += 1
            found = self._with_arguments(name, at, after, end)
            self._depth -= 1
        stop = self.source.whole_command(at, end)
        return found or (self.kept(at, stop), stop)

    def _accent(self, name: str, at: int, after: int, end: int) -> tuple[str, int]:
        part = self.source.argument(after, end)
        if part is None and name in "^~\"'`=.":
            return self.kept(at, at + 2), at + 2
        if part is None or self._depth >= MOST_NESTED:
            return self.kept(at, after), after
        noted = len(self.as_written), len(self.left_out)
        self._depth += 1
        inner = self.text(part.start, part.end)
        self._depth -= 1
        bare = self.source.text.startswith("\\", part.start) and part.after == part.end
        unread = bare and len(self.as_written) > noted[0]  # what it takes stands behind it
        found = None if unread else accented(name, inner)
        if found is not None:
            return found, part.after
        # What it took is read once more, for itself.
        del self.as_written[noted[0] :], self.left_out[noted[1] :]
        return self.kept(at, after), after

    def _with_arguments(self, name: str, at: int, after: int, end: int) -> tuple[str, int] | None:
        """Read a command that takes something; None for one that is not known."""
        source = self.source
        if name in UNITS:
            return plain_of_quantity(source, name, after, end)
        if name in SECOND:
            return self._second(name, after, end)
        option = source.option(after, end)
        part = source.argument(option.after if option else after, end)
        if part is None:
            return None
        found = self._taken(name, part, at)
        return None if found is None else (found, part.after)

    def _taken(self, name: str, part: Part, at: int) -> str | None:
        """Return what a command makes of its one argument."""
        if name in ADDRESSES:
            return plain_address(self.source.text[part.start : part.end]).text
        if name in QUOTES:
            return self._quoted(part.start, part.end)
        if name in SCRIPTS:
            return self._script(name, part, at)
        if name in ("ensuremath", "ce"):
            return self.ensured(name, part)
        return self._changed(name, part, at)

    def _changed(self, name: str, part: Part, at: int) -> str | None:
        if name == "noopsort":  # what it takes is for sorting, and never printed
            self.left_out.append(self.source.text[at : part.after])
            return ""
        if name not in FONTS and name not in CASES and name not in AROUND:
            return None
        around = AROUND.get(name, "")
        before, after = around[:1], around[1:]
        return f"{before}{CASES.get(name, str)(self.text(part.start, part.end))}{after}"

    def _quoted(self, start: int, end: int) -> str:
        self._quotes += 1
        inner = self.text(start, end)
        self._quotes -= 1
        return f"‘{inner}’" if self._quotes % 2 else f"“{inner}”"

    def _script(self, name: str, part: Part, at: int) -> str | None:
        before = self.source.text[max(0, at - 1) : at]
        inner = self.text(part.start, part.end)
        return lowered(inner, before) if "sub" in name else raised(inner, before)

    def _second(self, name: str, after: int, end: int) -> tuple[str, int] | None:
        """Return the second of two arguments; an address that goes is noted."""
        first = self.source.group(after, end)
        second = self.source.argument(first.after, end) if first else None
        if first is None or second is None:
            return None
        shown = self.text(second.start, second.end)
        address = self.source.text[first.start : first.end]
        if name == "href" and address not in shown:
            self.left_out.append(address)
        return shown, second.after
