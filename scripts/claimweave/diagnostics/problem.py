"""What is wrong, where, and how to mend it: diagnostics are values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.words.suggestions import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Collection

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters in one line of a file.

    `path` is relative to the project's root, with forward slashes.
    `line` and `column` count from 1; `length` is in characters, at least 1.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class AtKey:
    """A place in a YAML file by its key path, looked up only when it has to be shown.

    `keys` are mapping keys and list indices; `on_key` points at the key and not at its value.
    """

    path: str
    keys: tuple[str | int, ...] = ()
    on_key: bool = False


Where = Span | AtKey


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader or a rule found, before its place is looked up."""

    where: Where
    message: str
    help: str = ""
    rule: str = ""
    fix: Fix[Where] | None = None


def misspelt(where: Where, message: str, word: str, known: Collection[str]) -> Problem:
    """Return the problem of a word that is not among the known ones; the nearest one is its fix."""
    found = nearest(word, known)
    fix = Fix(f'write "{found}"', (Edit(where, found),)) if found else None
    return Problem(where, message, did_you_mean(word, known), fix=fix)


MOST_FAULTS = 500
"""Faults of one file that are listed. Nobody reads more, and each costs time and memory."""


def unlisted(path: str, more: int, rule: str) -> list[Problem]:
    """Return what is said in place of the faults of a file that are too many to list."""
    message = f"{more:,} more faults in this file are not listed"
    return [Problem(Span(path), message, "mend those that are first", rule)] if more > 0 else []


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem with its rule, its severity and its exact place."""

    rule: str
    severity: Severity
    span: Span
    message: str
    help: str = ""
    fix: Fix[Span] | None = None

    def order(self) -> tuple[Span, str, str]:
        """Sort key: by place, then by rule, then by message."""
        return (self.span, self.rule, self.message)
