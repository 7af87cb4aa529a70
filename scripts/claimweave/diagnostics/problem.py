"""What is wrong, where, and how to mend it: diagnostics are values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Collection

Severity = Literal["error", "warning"]


class Span(NamedTuple):
    """A run of characters in one line of a file.

    `path` is relative to the project's root, with forward slashes.
    `line` and `column` count from 1; `length` is in characters: at least 1, and 0 where an edit
    only puts something in.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


class AtKey(NamedTuple):
    """A place in a YAML file by its key path, looked up only when it has to be shown.

    `keys` are mapping keys and list indices; `on_key` points at the key and not at its value.
    """

    path: str
    keys: tuple[str | int, ...] = ()
    on_key: bool = False


Where = Span | AtKey


class Problem(NamedTuple):
    """What a reader or a rule found, before its place is looked up.

    `not_yet` says that something is only missing, and may still be written: in a review that is a
    draft it is counted, and is no error.
    """

    where: Where
    message: str
    help: str = ""
    rule: str = ""
    fix: Fix[Where] | None = None
    not_yet: bool = False


def missing(where: Where, message: str, help_: str) -> Problem:
    """Return the problem of what is not encoded yet: a fault once the review is no draft."""
    return Problem(where, message, help_, not_yet=True)


def misspelt(
    where: Where, message: str, word: str, known: Collection[str], otherwise: str = ""
) -> Problem:
    """Return the problem of a word that points at something, and is not among the known ones.

    Only the word that it surely misspells is offered, and is its fix: blindly followed, the
    nearest one might point at another thing. `otherwise` is the help where there is none.
    """
    return meant(where, message, misspelling_of(word, known), otherwise)


def unknown_word(where: Where, word: str, what: str, known: Collection[str]) -> Problem:
    """Return the problem of a word of a review that is not `what` it should be, such as "an axis".

    The first of those that are known are listed.
    """
    listed = f"known: {', '.join(list(known)[:20])}"
    return misspelt(where, f'"{word}" is not {what}', word, known, listed)


def meant(where: Where, message: str, word: str | None, otherwise: str = "") -> Problem:
    """Return the problem of a word for which another one is meant; None: nobody knows which."""
    if word is None:
        return Problem(where, message, otherwise)
    fix = Fix(f'write "{word}"', (Edit(where, word),), safe=True)
    return Problem(where, message, f'did you mean "{word}"? {otherwise}'.strip(), fix=fix)


def moving(path: str, to: str) -> Fix[Where]:
    """Return the fix that puts a file where it belongs, or gives it its right name."""
    return Fix(f"move it to {to}", safe=True, moved=((path, to),))


MOST_FAULTS = 500
"""Faults of one file that are listed. Nobody reads more, and each costs time and memory."""


def unlisted(path: str, more: int, rule: str) -> list[Problem]:
    """Return what is said in place of the faults of a file that are too many to list."""
    message = f"{more:,} more faults in this file are not listed"
    return [Problem(Span(path), message, "mend those that are first", rule)] if more > 0 else []


class Diagnostic(NamedTuple):
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
