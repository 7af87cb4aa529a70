"""SVG pictures, strictly: an SVG file that somebody opens is a page, and could run anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from msgspec import Struct, field

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.reading.svg_words import (
    ELEMENTS,
    INERT,
    LOCAL,
    NAMED,
    PLAIN,
    RULE,
    STYLED,
    SVG,
    XLINK,
    XML,
    style_fault,
)
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.disk.text_files import TextFile

HELP = "take it out, or save the picture as PNG"

DEEPEST = 100
"""Elements within elements. Browsers stop somewhere, each at another depth."""

LONGEST_CHAIN = 8
"""Parts that are drawn by way of another part: a chain without end would be a circle."""

MOST_DRAWN = 100_000
"""Elements that a browser draws when each part is drawn as often as the picture asks for it."""

_DECLARATION = pattern(
    r"<\?xml\s+version\s*=\s*(['\"])1\.0\1(?:\s+encoding\s*=\s*(['\"])utf-8\2)?"
    r"(?:\s+standalone\s*=\s*(['\"])(?:yes|no)\3)?\s*\?>",
    re.IGNORECASE,
)


class _Element(Struct, eq=False):
    """What an element draws: itself, what lies in it, and the parts that it names."""

    parent: int
    names: list[str] = field(default_factory=list)


def svg_faults(source: TextFile) -> list[Problem]:
    """Return what a picture must not hold: all but shapes, text and styles of its own."""
    text = source.text
    declared = re.match(r"<\?xml\s[^>]*>?", text)
    if declared and not _DECLARATION.fullmatch(declared[0]):
        message = "a picture is XML 1.0 in UTF-8, and its first line says something else"
        span = Span(source.path, 1, 1, len(declared[0].partition("\n")[0]))
        return [Problem(span, message, "save it as UTF-8, or as PNG", RULE)]
    reader = _Reader(source)
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    reader.place = lambda: (parser.parser.CurrentLineNumber, parser.parser.CurrentColumnNumber)
    try:
        parser.feed(text)
        parser.close()
    except ParseError as error:
        why = str(error).partition(": line ")[0]
        message = f"this is no SVG picture: {why}"
        reader.problems.append(Problem(reader.span(error.position), message, "save it anew", RULE))
    except DefusedXmlException:
        message = "a DOCTYPE is not allowed in a picture, and no browser needs one"
        reader.problems.append(Problem(reader.span(), message, "take <!DOCTYPE …> out", RULE))
    if not reader.problems:
        reader.problems += _excess(source.path, reader.elements, reader.parts)
    return reader.problems + unlisted(source.path, reader.faults - MOST_FAULTS, RULE)


class _Reader:
    """Looks at each element as the parser comes to it."""

    def __init__(self, source: TextFile) -> None:
        self._path, self._lines = source.path, source.text.split("\n")
        self._open: list[int] = []
        self._style: list[str] | None = None
        self._refused = 0
        """The depth of the element that was refused: what lies in it goes with it."""
        self.place: Callable[[], tuple[int, int]] = lambda: (1, 0)
        """Where the parser is: a line from 1, and a column from 0."""
        self.faults = 0
        self.elements: list[_Element] = []
        self.parts: dict[str, int] = {}
        self.problems: list[Problem] = []

    def span(self, position: tuple[int, int] | None = None, shown: str = "") -> Span:
        """Return a place; where none is given, the one that the parser has come to."""
        line, column = position or self.place()
        line = min(max(line, 1), len(self._lines))
        column = min(max(column, 0), len(self._lines[line - 1]))
        found = self._lines[line - 1].find(shown, column) if shown else column
        return Span(self._path, line, max(found, column) + 1, max(len(shown), 1))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element and its attributes."""
        namespace, word = _split(tag)
        known = namespace == SVG and word in ELEMENTS
        element = _Element(self._open[-1] if self._open else -1)
        self._open.append(len(self.elements))
        self.elements.append(element)
        if self._refused:
            return
        fault = ""
        if len(self._open) == 1 and (namespace, word) != (SVG, "svg"):
            fault = f"an SVG picture begins with <svg xmlns='{SVG}'>"
        elif (not known and namespace not in INERT) or self._style is not None:
            fault = f"<{word[:40]}> is not allowed in a picture"
        elif len(self._open) > DEEPEST:
            fault = f"more than {DEEPEST} elements, one within the other"
        if fault:
            self._refuse(f"<{word}", fault)
            self._refused = len(self._open)
            return
        for name, value in attributes.items():
            self._attribute(element, *_split(name), value)
        if word == "style":
            self._style = []

    def _attribute(self, element: _Element, space: str, name: str, value: str) -> None:
        if name == "href" and space in ("", XLINK):
            if not re.fullmatch(r"#[^\s#]+", value):
                self._refuse(name, f'"{value[:40]}" leads out of the picture')
            element.names.append(value[1:])
        elif space == XML and name in ("space", "lang"):
            return
        elif space in INERT or (not space and (name in PLAIN or NAMED.fullmatch(name))):
            if name == "id" and not space:
                self.parts.setdefault(value, len(self.elements) - 1)
        elif not space and name in STYLED:
            fault = style_fault(value)
            if fault:
                self._refuse(name, f'"{fault[:40]}" in a style could lead out of the picture')
            element.names += (match[2] for match in LOCAL.finditer(value))
        else:
            self._refuse(name, f'the attribute "{name[:40]}" is not allowed in a picture')

    def data(self, text: str) -> None:
        """Collect the text of a style."""
        if self._style is not None:
            self._style.append(text)

    def end(self, tag: str) -> None:
        """Look at a style as a whole."""
        self._refused = 0 if self._refused == len(self._open) else self._refused
        self._open.pop()
        if self._style is not None and _split(tag)[1] == "style":
            style, self._style = "".join(self._style), None
            # A rule can hold for any element: what it draws could not be counted.
            local = LOCAL.search(style)
            fault = local[0] if local else style_fault(style)
            if fault:
                self._refuse("</style", f'"{fault[:40]}" is not allowed in <style>')

    def pi(self, target: str, _: str) -> None:
        """Refuse what tells a program to do something, such as to fetch a stylesheet."""
        self._refuse(f"<?{target}", f"<?{target[:40]} …?> is not allowed in a picture")

    def close(self) -> None:
        """The parser calls this at the end; there is nothing to hand back."""

    def _refuse(self, shown: str, message: str) -> None:
        self.faults += 1
        if self.faults <= MOST_FAULTS:
            self.problems.append(Problem(self.span(shown=shown), message, HELP, RULE))


def _split(name: str) -> tuple[str, str]:
    """Return the namespace and the word of a name as the parser writes it."""
    namespace, _, word = name.rpartition("}")
    return namespace.removeprefix("{"), word


def _excess(path: str, elements: list[_Element], parts: dict[str, int]) -> list[Problem]:
    """Say that a small file draws without end: parts that draw parts that draw parts."""
    sizes = [1] * len(elements)
    for _ in range(LONGEST_CHAIN + 1):
        before, sizes = sizes, [1] * len(elements)
        for index in range(len(elements) - 1, -1, -1):
            element = elements[index]
            sizes[index] += sum(before[parts[name]] for name in element.names if name in parts)
            if element.parent >= 0:
                sizes[element.parent] += sizes[index]
        if max(sizes, default=0) > MOST_DRAWN:
            message = f"this picture makes a browser draw more than {MOST_DRAWN:,} elements"
            return [Problem(Span(path), message, "save it as PNG", RULE)]
        if sizes == before:
            return []
    message = f"parts of this picture draw one another, more than {LONGEST_CHAIN} in a chain"
    return [Problem(Span(path), message, "save it as PNG", RULE)]
