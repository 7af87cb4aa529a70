"""A sentence in which names lead somewhere: plain text for programs, links for pages."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Literal

from claimweave.words.labels import DOUBTS

if TYPE_CHECKING:
    from collections.abc import Iterable

What = Literal["claim", "reference"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name within a sentence: what it is the name of, by its id or its citation key."""

    what: What
    id: str
    text: str
    number: int | None = None
    inferred: bool = False
    """Whether it is a reference whose identity is inferred: that is said behind its name."""

    def __str__(self) -> str:
        """The name as it stands in plain text: `Adler 2001 [1] (identity inferred)`."""
        number = f" [{self.number}]" if self.number else ""
        doubt = f" ({DOUBTS['inferred']})" if self.inferred else ""
        return f"{self.text}{number}{doubt}"


Sentence = tuple[str | Named, ...]
"""The parts of a sentence, in their order."""


def told(text: str, **parts: str | Sentence) -> Sentence:
    """Return a sentence with parts put into its braces.

    >>> plain_text(told("{who} reports it.", who=(Named("reference", "Adler2001", "Adler 2001"),)))
    'Adler 2001 reports it.'
    """
    found: list[str | Named] = []
    for before, name, _, _ in Formatter().parse(text):
        found.append(before)
        part = parts[name] if name is not None else ""
        found += [part] if isinstance(part, str) else part
    return _joined(found)


def listed_parts(parts: Iterable[Sentence], last: str = "and") -> Sentence:
    """Return parts as a list has them in a sentence: `a, b and c`."""
    items = list(parts)
    found: list[str | Named] = []
    for index, part in enumerate(items):
        if index:
            found.append(f" {last} " if index == len(items) - 1 else ", ")
        found += part
    return _joined(found)


def plain_text(sentence: Sentence) -> str:
    """Return a sentence as text."""
    return "".join(map(str, sentence))


def _joined(parts: Iterable[str | Named]) -> Sentence:
    """Put texts that follow one another together, and leave out empty ones."""
    found: list[str | Named] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)
