"""Texts that are not what was meant: cut by a comment, in quotes of print, or still to be written.

A file without a suspicious sign is not looked at a second time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.reading.yaml_places import composed
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimweave.disk.text_files import TextFile

RULE = "misread-text"

Keys = tuple[str | int, ...]

_CLOSING = {
    "“": '”“"', "„": '“”"', "”": '”"', "″": "″", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’‘'", "‚": "‘’'", "’": "’'", "´": "´",
}  # fmt: skip
"""Quotes of print, with those that may close them. YAML takes them for letters."""

_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_COMMENT = re.compile(r"[ \t]+#[^\n]*")
_BEHIND = re.compile(r"^[ \t]*[^#\s][^\n]*[ \t]#", re.MULTILINE)
_OPENING = re.compile(f"[{''.join(_CLOSING)}]")
_LONGEST_SHOWN = 30
_END_OF_LINE = re.compile(r"\n(?<=['\"\s]\n)")
"""The end of a line behind a quote or a blank."""

_ENDS_IN_QUOTE = re.compile(r"[^\s\d\"]\"$|[.!?,;:]'$")
"""A quote behind a letter or a stop: the last two signs of a line."""
_WAITING = ("TODO", "TBD", "FIXME", "XXX", "…", "...")
_TO_BE_WRITTEN = pattern(rf"(?:{'|'.join(map(re.escape, _WAITING))})(?!\w)")
_SAYS_NOTHING = re.compile(r"(?:TODO|TBD|FIXME|XXX)(?!\w).*|\s*(?:…|\.{3})\s*", re.DOTALL)


def misread_texts(source: TextFile, is_prose: Callable[[Keys], bool]) -> list[tuple[Keys, Problem]]:
    """Return the texts that are not read as they were meant, each with its key path.

    `is_prose` says whether the field at a key path holds a text in words: only there a comment
    behind it is taken for a part of it. The text is one that the parser can read.
    """
    text = source.text
    if not may_be_misread_text(text):
        return []
    lines = text.split("\n")
    found = []
    for keys, node in _texts(composed(text), ()):
        problem = None if node.style else _in_quotes_of_print(source.path, node)
        if problem is None and is_prose(keys):
            problem = _of_prose(source.path, node, lines)
        if problem:
            found.append((keys, problem))
    more = unlisted(source.path, len(found) - MOST_FAULTS, RULE)
    return [*found[:MOST_FAULTS], *(((), problem) for problem in more)]


def may_be_misread_text(text: str) -> bool:
    """Whether a file has a sign that what is misread has, too."""
    commented = (" #" in text or "\t#" in text) and _BEHIND.search(text)
    printed = not text.isascii() and _OPENING.search(text)
    if commented or printed or _is_open_ended(text):
        return True
    for word in _WAITING:  # whether it is there is sooner known than where a pattern finds it
        if word in text:
            return bool(_TO_BE_WRITTEN.search(text))
    return False


def _is_open_ended(text: str) -> bool:
    """Whether a line ends in a quote that nothing on it has opened."""
    if "'" not in text and '"' not in text:
        return False
    text = f"{text}\n"
    for end in _END_OF_LINE.finditer(text):
        line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()].rstrip()
        if not line.endswith(("'", '"')) or not _ENDS_IN_QUOTE.search(line, len(line) - 2):
            continue
        if _APOSTROPHE.sub("", line).count(line[-1]) == 1:
            return True
    return False


def _texts(node: yaml.Node | None, keys: Keys) -> Iterator[tuple[Keys, yaml.ScalarNode]]:
    """Yield each value with its key path."""
    if isinstance(node, yaml.ScalarNode):
        yield keys, node
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _texts(item, (*keys, index))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _texts(value, (*keys, key.value))


def _of_prose(path: str, node: yaml.ScalarNode, lines: list[str]) -> Problem | None:
    """Return what is wrong with a text in words."""
    if node.value and _SAYS_NOTHING.fullmatch(node.value):
        return _to_be_written(path, node)
    return None if node.style else _cut(path, node, lines) or _with_one_quote(path, node)


def _to_be_written(path: str, node: yaml.ScalarNode) -> Problem:
    start = node.start_mark
    shown = " ".join(node.value.split())[:_LONGEST_SHOWN]
    span = Span(path, start.line + 1, start.column + 1, len(shown))
    message = f'"{shown}" stands in the place of a text that is still to be written'
    return Problem(span, message, "write it, or leave the field out where it may be missing", RULE)


def _with_one_quote(path: str, node: yaml.ScalarNode) -> Problem | None:
    """Return the problem of a quote at a text's end that nothing has opened."""
    text: str = node.value
    sign = text[-1:]
    if not _ENDS_IN_QUOTE.search(text[-2:]) or _APOSTROPHE.sub("", text).count(sign) % 2 == 0:
        return None
    end = node.end_mark
    span = Span(path, end.line + 1, end.column, 1)
    message = f"this {sign} stands at the text's end, and none at its beginning: readers see it"
    fix = Fix("remove it", (Edit(span, ""),))
    return Problem(span, message, "remove it, or put one before the text", RULE, fix)


def _cut(path: str, node: yaml.ScalarNode, lines: list[str]) -> Problem | None:
    end = node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    comment = _COMMENT.match(rest)
    if comment is None:
        return None
    sign = end.column + comment[0].index("#")
    span = Span(path, end.line + 1, sign + 1, len(lines[end.line].rstrip()) - sign)
    text = node.value
    shown = f"…{text[-_LONGEST_SHOWN:]}" if len(text) > _LONGEST_SHOWN else text
    kept = f'the text ends at "{shown}"' if text else "the text is empty"
    message = f"{kept}: from # on it is a comment"
    help_ = "put the whole text into quotes, or the comment on a line of its own"
    start = node.start_mark
    fix = None
    if text and start.line == end.line and _COMMENT.fullmatch(rest):
        whole = lines[end.line][start.column :].rstrip()
        put = Span(path, start.line + 1, start.column + 1, len(whole))
        fix = Fix("put the whole text into quotes", (Edit(put, _quoted(whole)),))
    return Problem(span, message, help_, RULE, fix)


def _quoted(text: str) -> str:
    from claimweave.review.reading.yaml_texts import quoted  # noqa: PLC0415 - seldom needed

    return quoted(text)


def in_quotes_of_print(text: str) -> bool:
    """Whether a text is one quotation from its first sign to its last, or never closes it."""
    opening, closing = text[:1], _CLOSING.get(text[:1], "")
    inner = _APOSTROPHE.sub("", text[1:])
    if not closing or not inner.strip():
        return False
    if inner[-1:] not in ("'", '"'):  # then straight quotes in it are a quotation within
        closing = closing.rstrip("'\"")
    ends = [index for index, sign in enumerate(inner) if sign in closing]
    if not ends:
        return opening not in "’´"
    return ends == [len(inner) - 1] and opening not in inner[:-1]


def _in_quotes_of_print(path: str, node: yaml.ScalarNode) -> Problem | None:
    text: str = node.value
    if not in_quotes_of_print(text):
        return None
    opening, closing = text[0], _CLOSING[text[0]]
    start = node.start_mark
    span = Span(path, start.line + 1, start.column + 1, 1)
    message = f"{opening} is no quote of YAML: it stands in the text, and readers see it"
    inner = text[1:-1] if text[-1] in closing else text[1:]
    written = f'"{inner}"' if len(inner) <= _LONGEST_SHOWN and '"' not in inner else 'straight: "'
    fix = None
    if start.line == node.end_mark.line:
        put = Span(path, start.line + 1, start.column + 1, node.end_mark.column - start.column)
        fix = Fix("write the quotes straight", (Edit(put, _quoted(inner)),), safe=True)
    return Problem(span, message, f"write the quotes {written}, or leave them out", RULE, fix)
