"""YAML as nearly all files here have it, read at once: a field a line, and lists in brackets.

What is in another form in any line is left to the parser, which takes five times as long. So this
knows no fault: either it returns what the parser would return without a problem, or nothing.
"""

from __future__ import annotations

import re
from typing import Any

_Value = Any  # None | bool | int | float | str | list[_Value] | dict[str, _Value]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}+"
_LINE = re.compile(rf"( *+)(- )?({_NAME}):(?: (.+))?")
_WORD = r"[A-Za-z0-9][A-Za-z0-9_.()/+-]*+(?: [A-Za-z0-9_.()/+-]++)*+"
"""Words within brackets or braces: nothing in them ends them, or could begin anything else."""

_LIST = rf"\[(?:{_WORD}(?:, {_WORD})*+)?\]"
_LISTED = re.compile(_LIST)
_FIELD = rf"{_NAME}: (?:{_WORD}|{_LIST})"
_GROUP = re.compile(rf"\{{{_FIELD}(?:, {_FIELD})*+\}}")
_FIELDS = re.compile(rf"({_NAME}): (?:({_WORD})|({_LIST}))")

_DEEPEST = 10
"""Groups within groups; what lies deeper is left to the parser, which knows how deep it may."""


def plain_value(text: str) -> _Value:
    """Return the value of a text without quotes: YAML 1.2 has these words and numbers."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


def plain_data(text: str) -> dict[str, _Value] | None:
    """Return the data of a text in the plain form; None for what the parser has to read."""
    if not text.replace("\n", "").isprintable():  # a tab, a control character, an odd space
        return None
    groups = _Groups()
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        blanks, dash, name, written = found.groups()
        group = groups.at(len(blanks), item=bool(dash))
        if group is None or name in group:
            return None
        if written is None:
            groups.waiting = name
            continue
        group[name] = value = _value(written)
        if value is None:
            return None
    return groups.whole()


class _Groups:
    """The groups of fields that are open at a line: each stands in the one before it."""

    def __init__(self) -> None:
        """Begin with the file's own group."""
        self.root: dict[str, _Value] = {}
        self._columns = [0]
        self._open: list[dict[str, _Value] | list[_Value]] = [self.root]
        self.waiting = ""
        """The name of a field of the last group whose value stands in the lines below it."""

    def at(self, column: int, *, item: bool) -> dict[str, _Value] | None:
        """Return the group to which a line belongs by its column; a new one for an `item`."""
        columns, opened = self._columns, self._open
        if self.waiting:
            if column <= columns[-1] or len(columns) > _DEEPEST:
                return None
            self._enter(column, [] if item else {})
        else:
            while columns[-1] > column:
                columns.pop()
                opened.pop()
        group = opened[-1]
        if columns[-1] != column or isinstance(group, list) is not item:
            return None
        if isinstance(group, dict):
            return group
        new: dict[str, _Value] = {}
        group.append(new)
        columns.append(column + len("- "))
        opened.append(new)
        return new

    def _enter(self, column: int, value: dict[str, _Value] | list[_Value]) -> None:
        group = self._open[-1]
        assert isinstance(group, dict), "only a field of a group waits for its value"
        group[self.waiting] = value
        self.waiting = ""
        self._columns.append(column)
        self._open.append(value)

    def whole(self) -> dict[str, _Value] | None:
        """Return all of the data; None where a value is missing, or all of it."""
        return None if self.waiting else self.root or None


def _value(text: str) -> _Value:
    """Return the value that stands behind a name on its line; None where the parser is asked."""
    first, last = text[0], text[-1]
    if first.isalnum():
        if ": " in text or " #" in text or last in ": ":
            return None
        return plain_value(text)
    if first == "[":
        return _listed(text) if _LISTED.fullmatch(text) else None
    if first == "{":
        return _group(text) if _GROUP.fullmatch(text) else None
    if first in "\"'" and last == first and text.count(first) == len("''") and "\\" not in text:
        return text[1:-1]
    return None


def _listed(text: str) -> list[_Value]:
    """Return the items of a list in brackets."""
    return [plain_value(item) for item in text[1:-1].split(", ")] if text != "[]" else []


def _group(text: str) -> dict[str, _Value] | None:
    """Return the fields within braces; None where one stands there twice, or has no value."""
    found: dict[str, _Value] = {}
    for name, word, items in _FIELDS.findall(text):
        value = plain_value(word) if word else _listed(items)
        if name in found or value is None:
            return None
        found[name] = value
    return found
