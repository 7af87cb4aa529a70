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
"""A name with other letters may be misread: see `yaml_suspects`. Nothing else here may."""

_LINE = re.compile(rf"( *+)(- )?({_NAME}):(?: (.+))?")
_ITEM = re.compile(r"( *+)- (.+)")
_WORD = r"[^\W_][\w.()/+;%'-]*+(?: [\w.()/+;%-][\w.()/+;%'-]*+)*+"
"""Words within brackets or braces: nothing in them ends them, or could begin anything else."""

_QUOTED = r'"(?:[^"\\]|\\["\\])*+"'
"""A text in double quotes, in which nothing but these and the stroke itself is an escape."""

_LIST = rf"\[(?:{_WORD}(?:, {_WORD})*+)?\]"
_LISTED = re.compile(_LIST)
_FIELD = re.compile(rf"({_NAME}): (?:({_WORD})|({_LIST})|({_QUOTED}))")
_IN_QUOTES = re.compile(_QUOTED)
_ESCAPED = re.compile(r"\\(.)")

_UNREAD = object()
"""Stands for a value that the parser has to read."""

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
        if line and line[0] != "#" and not _take(groups, line):
            return None
    return groups.whole()


def _take(groups: _Groups, line: str) -> bool:
    """Put what a line says into the group to which it belongs; return whether it is plain."""
    found = _LINE.fullmatch(line)
    if found is None:
        item = _ITEM.fullmatch(line)
        items = groups.items(len(item[1])) if item else None
        if item is None or items is None:
            return False
        items.append(value := _value(item[2]))
        return value is not _UNREAD
    blanks, dash, name, written = found.groups()
    group = groups.item(len(blanks)) if dash else groups.at(len(blanks))
    if group is None or name in group:
        return False
    if written is None:
        groups.waiting = name
        return True
    group[name] = value = _value(written)
    return value is not _UNREAD


class _Groups:
    """The groups of fields that are open at a line: each stands in the one before it."""

    def __init__(self) -> None:
        """Begin with the file's own group."""
        self.root: dict[str, _Value] = {}
        self._columns = [0]
        self._open: list[dict[str, _Value] | list[_Value]] = [self.root]
        self.waiting = ""
        """The name of a field of the last group whose value stands in the lines below it."""

    def at(self, column: int) -> dict[str, _Value] | None:
        """Return the group whose fields begin in a column; None where there is none."""
        if self.waiting or self._columns[-1] != column:
            self._turn_to(column, {})
        group = self._open[-1]
        return group if self._columns[-1] == column and isinstance(group, dict) else None

    def items(self, column: int) -> list[_Value] | None:
        """Return the list whose items begin in a column; None where there is none."""
        if self.waiting or self._columns[-1] != column:
            self._turn_to(column, [])
        group = self._open[-1]
        return group if self._columns[-1] == column and isinstance(group, list) else None

    def item(self, column: int) -> dict[str, _Value] | None:
        """Begin a group of fields that is an item of a list, and return it."""
        items = self.items(column)
        if items is None:
            return None
        group: dict[str, _Value] = {}
        items.append(group)
        self._columns.append(column + len("- "))
        self._open.append(group)
        return group

    def _turn_to(self, column: int, below: dict[str, _Value] | list[_Value]) -> None:
        """Open what stands `below` the field that waits for it, or close what lies deeper."""
        if not self.waiting:
            while self._columns[-1] > column:
                self._columns.pop()
                self._open.pop()
        elif column > self._columns[-1] and len(self._columns) <= _DEEPEST:
            group = self._open[-1]
            assert isinstance(group, dict), "only a field of a group waits for its value"
            group[self.waiting] = below
            self.waiting = ""
            self._columns.append(column)
            self._open.append(below)
        else:
            self._columns[-1] = -1  # no line belongs here: the value is missing, or lies too deep

    def whole(self) -> dict[str, _Value] | None:
        """Return all of the data; None where a value is missing, or all of it."""
        return None if self.waiting else self.root or None


def _value(text: str) -> _Value:
    """Return the value of a text on one line; `_UNREAD` where the parser has to read it."""
    first, last = text[0], text[-1]
    if first.isalnum():
        if ": " in text or " #" in text or last in ": ":
            return _UNREAD
        return plain_value(text)
    if first == "[":
        return _listed(text) if _LISTED.fullmatch(text) else _UNREAD
    if first == "{":
        return _group(text)
    if first == last == "'" and text.count(first) == len("''"):
        return text[1:-1]
    return _unquoted(text) if _IN_QUOTES.fullmatch(text) else _UNREAD


def _unquoted(text: str) -> str:
    """Return a text without its double quotes, and without what lets it have some itself."""
    inner = text[1:-1]
    return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


def _listed(text: str) -> list[_Value]:
    """Return the items of a list in brackets."""
    return [plain_value(item) for item in text[1:-1].split(", ")] if text != "[]" else []


def _group(text: str) -> _Value:
    """Return the fields within braces; `_UNREAD` where one is not plain, or stands there twice."""
    found: dict[str, _Value] = {}
    at = len("{")
    while (field := _FIELD.match(text, at)) and field[1] not in found:
        name, word, items, quoted = field.groups()
        if word:
            found[name] = plain_value(word)
        else:
            found[name] = _listed(items) if items else _unquoted(quoted)
        at = field.end()
        if text[at:] == "}":
            return found
        if not text.startswith(", ", at):
            break
        at += len(", ")
    return _UNREAD
