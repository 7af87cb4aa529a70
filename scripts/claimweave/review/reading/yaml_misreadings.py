"""Groups of fields that a parser reads, and reads otherwise than they were meant.

A comma within braces begins another field, a hyphen without a space is a part of a word, and where
the hyphen of a second item is missing, its fields are those of the first once more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading.yaml_suspicions import ODD_SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.disk.text_files import TextFile

UNREADABLE, TWICE = "invalid-yaml", "duplicate-key"

_ODD = re.compile(f"^[{ODD_SPACES}]+|[{ODD_SPACES}]+$")
_GLUED = re.compile(r"-[^\W\d_]\w*")
_GLUED_VALUE = re.compile(r"([\w.-]+)(:| +(?:= *)?)(?=[{\[\"'])")
_NO_COLON = "a colon is missing behind"
_SECOND_ITEM = "a second item begins here"
_TWO_GROUPS = "put what both hold under one"

Pair = tuple[yaml.Node, yaml.Node]


def misread_groups(source: TextFile, node: yaml.Node) -> Iterator[Problem]:
    """Yield what is misread in a file that can be parsed: each group by itself."""
    waiting: list[tuple[yaml.Node, yaml.SequenceNode | None]] = [(node, None)]
    while waiting:
        current, listed = waiting.pop()
        if isinstance(current, yaml.MappingNode):
            yield from _group(source, current, listed)
            waiting += [(value, None) for _, value in reversed(current.value)]
        elif isinstance(current, yaml.SequenceNode):
            waiting += [(item, current) for item in reversed(current.value)]


def loses_much(problem: Problem) -> bool:
    """Whether a file with this problem is not to be judged: whole groups of it are not read."""
    return problem.rule == TWICE and (
        problem.message.startswith(_SECOND_ITEM) or problem.help.startswith(_TWO_GROUPS)
    )


def _group(
    source: TextFile, group: yaml.MappingNode, listed: yaml.SequenceNode | None
) -> Iterator[Problem]:
    seen: dict[str, yaml.Node] = {}
    again: list[Pair] = []
    told = False
    for key, value in group.value:
        if isinstance(key, yaml.ScalarNode) and not key.style:
            yield from _key_faults(source, key)
        if group.flow_style and not told and _is_bare(key, value):
            yield _cut_by_comma(source, group.value, group.value.index((key, value)))
            told = True
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                again.append((key, value))
            seen.setdefault(key.value, value)
    first = group.value[0][0].value if group.value else ""
    head = again[0][0].value if again else ""
    if again and listed is not None and (head == first or len(again) > 1):
        yield from (_second_item(source, group, k) for k, _ in again if k.value == head)
    else:
        yield from (_twice(source, key, seen[key.value], value) for key, value in again)


def _span(source: TextFile, node: yaml.Node, length: int | None = None) -> Span:
    mark, end = node.start_mark, node.end_mark
    wide = max(1, end.column - mark.column) if end.line == mark.line else 1
    return Span(source.path, mark.line + 1, mark.column + 1, length or wide)


def _key_faults(source: TextFile, key: yaml.ScalarNode) -> Iterator[Problem]:
    odd = None if key.value.isascii() else _ODD.search(key.value)
    if odd:
        yield _odd_space(source, key, odd)
    elif not key.value.isascii() and (found := re.search(f":[{ODD_SPACES}]+", key.value)):
        start = found.start() + 1
        yield _odd_space(
            source, key, re.compile(f"[{ODD_SPACES}]+").match(key.value, start) or found
        )
    elif glued := _GLUED_VALUE.match(key.value):
        span = _span(source, key, len(glued[1]) + 1)
        put = Span(source.path, span.line, span.column + len(glued[1]), len(glued[2]))
        what = "a space is missing behind the colon of" if glued[2] == ":" else _NO_COLON
        help_ = f"write `{glued[1]}: …`"
        fix = Fix(help_, (Edit(put, ": "),), safe=True)
        yield Problem(span, f"{what} {glued[1]}", help_, UNREADABLE, fix)
    elif _GLUED.fullmatch(key.value):
        span = _span(source, key, 1)
        message = "a hyphen begins an item only with a space behind it"
        put = Span(source.path, span.line, span.column + 1, 0)
        help_ = f"write `- {key.value[1:]}:`"
        yield Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, " "),), safe=True))


def _odd_space(source: TextFile, node: yaml.Node, found: re.Match[str]) -> Problem:
    start = node.start_mark
    column = start.column + found.start() + 1
    span = Span(source.path, start.line + 1, column, found.end() - found.start())
    message = "a no-break space: to YAML it is a letter, and no space"
    fix = Fix("write plain spaces", (Edit(span, " " * span.length),), safe=True)
    return Problem(span, message, "write plain spaces", UNREADABLE, fix)


def _is_bare(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a field within braces has neither a colon nor a value."""
    empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    return empty and value.start_mark.index <= key.end_mark.index


def _cut_by_comma(source: TextFile, pairs: Sequence[Pair], at: int) -> Problem:
    """Say that a comma has ended a text: what follows it is read as a field without a value."""
    from claimweave.review.reading.yaml_remedies import is_field  # noqa: PLC0415 - seldom needed
    from claimweave.review.reading.yaml_texts import quoted, shown_quoted  # noqa: PLC0415

    bare = at
    while bare + 1 < len(pairs) and _is_bare(*pairs[bare + 1]):
        bare += 1
    text, last = pairs[at - 1][1], pairs[bare][0]
    span = _span(source, pairs[at][0])
    glued = re.fullmatch(r"([^\W\d]\w*):(\S.*)", str(pairs[at][0].value))
    if glued:
        message = f"a space is missing behind the colon of {glued[1]}"
        put = Span(source.path, span.line, span.column + len(glued[1]) + 1, 0)
        help_ = f"write `{glued[1]}: {glued[2][:40]}`"
        return Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, " "),), safe=True))
    odd = re.search(f"[{ODD_SPACES}]+", str(pairs[at][0].value))
    if odd:
        return _odd_space(source, pairs[at][0], odd)
    split = re.fullmatch(r"([^\W\d][\w-]*)( +(?:[=;] *)?)(\S+)", str(pairs[at][0].value))
    if split and (at == 0 or is_field(split[1])):
        message = f"{_NO_COLON} {split[1]}"
        put = Span(source.path, span.line, span.column + len(split[1]), len(split[2]))
        help_ = f"write `{split[1]}: {split[3][:40]}`"
        return Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, ": "),), safe=True))
    if at == 0:
        message = f'"{pairs[0][0].value}" stands where a field belongs, and has neither colon nor '
        return Problem(span, f"{message}value", "within { } write `field: value`", UNREADABLE)
    message = "a comma ends a text within { }: what follows is read as a field without a value"
    start, end = text.start_mark, last.end_mark
    plain = isinstance(text, yaml.ScalarNode) and not text.style
    if not plain or start.line != end.line or not text.value:
        return Problem(span, message, "put the whole text into quotes", UNREADABLE)
    line = source.text.split("\n")[start.line]
    whole = line[start.column : end.column]
    put = Span(source.path, start.line + 1, start.column + 1, len(whole))
    fix = Fix("put the text into quotes", (Edit(put, quoted(whole)),), safe=True)
    return Problem(_span(source, text), message, shown_quoted(whole), UNREADABLE, fix)


def _second_item(source: TextFile, group: yaml.MappingNode, key: yaml.Node) -> Problem:
    span = _span(source, key, len(key.value))
    message = f"{_SECOND_ITEM}: {key.value} stands above already"
    if group.flow_style:
        help_ = f"close the first with }}, and begin the second with `- {{{key.value}:`"
        return Problem(span, message, help_, TWICE)
    message = f"{_SECOND_ITEM}, and its hyphen is missing: {key.value} stands above already"
    help_ = f"write `- {key.value}:`"
    line = source.text.split("\n")[span.line - 1]
    before = line[: span.column - 1]
    fix = None
    if len(before) > 1 and not before.strip():
        put = Span(source.path, span.line, span.column - 2, 2)
        fix = Fix(help_, (Edit(put, "- "),), safe=True)
    return Problem(span, message, help_, TWICE, fix)


def _twice(source: TextFile, key: yaml.Node, first: yaml.Node, second: yaml.Node) -> Problem:
    message = f'the key "{key.value}" is here twice'
    span = _span(source, key, len(key.value) or 1)
    if not isinstance(first, yaml.ScalarNode) or not isinstance(second, yaml.ScalarNode):
        return Problem(span, message, f"{_TWO_GROUPS} `{key.value}:`", TWICE)
    if first.value == second.value:
        return Problem(span, message, "remove this one: both say the same", TWICE)
    help_ = f"the first counts, in line {first.start_mark.line + 1}: write into it what is meant, "
    return Problem(span, message, f"{help_}or what both say, and remove this one", TWICE)
