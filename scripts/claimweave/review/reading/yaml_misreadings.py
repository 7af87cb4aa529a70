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
from claimweave.review.reading.yaml_commas import (
    NO_COLON,
    UNREADABLE,
    Pair,
    bare_field,
    is_bare,
    odd_space,
    span_of,
)
from claimweave.review.reading.yaml_lookalikes import lookalike
from claimweave.review.reading.yaml_remedies import PROSE, is_field
from claimweave.review.reading.yaml_suspects import ODD_SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.disk.text_files import TextFile

TWICE = "duplicate-key"

_ODD = re.compile(f"^[{ODD_SPACES}]+|[{ODD_SPACES}]+$")
_GLUED = re.compile(r"-[^\W\d_]\w*")
_GLUED_VALUE = re.compile(r"([\w.-]+)(:| +(?:= *)?)(?=[{\[\"'])")
_SECOND_ITEM = "a second item begins here"
_TWO_GROUPS = "put what both hold under one"

_LIKE_A_KEY = re.compile(r"^[“”„″＂‘’‚＇´`].*[“”„″＂‘’‚＇´`]$|[：﹕꞉∶]|^[［【｛﹛]")
_LIKE_ITEMS = re.compile(r"[，、﹐]|[］】]$")
"""What a field's name, and an item of a list in brackets, hold that is meant for a sign."""


def misread_groups(source: TextFile, node: yaml.Node) -> Iterator[Problem]:
    """Yield what is misread in a file that can be parsed: each group by itself."""
    waiting: list[tuple[yaml.Node, yaml.SequenceNode | None]] = [(node, None)]
    while waiting:
        current, listed = waiting.pop()
        if isinstance(current, yaml.MappingNode):
            alike = _looks_alike(source, [key for key, _ in current.value], _LIKE_A_KEY)
            yield from [alike] if alike else _group(source, current, listed)
            waiting += [(value, None) for _, value in reversed(current.value)]
        elif isinstance(current, yaml.SequenceNode):
            alike = _looks_alike(source, current.value, _LIKE_ITEMS) if current.flow_style else None
            yield from [alike] if alike else []
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
        bare = group.flow_style and is_bare(key, value)
        text = bare and told  # what follows a comma is told with the text that it ends
        text = text or (bare and group.value[0][0] is not key and not _begins_field(key))
        if isinstance(key, yaml.ScalarNode) and not key.style and not text:
            yield from _key_faults(source, key)
        if bare and not told:
            yield bare_field(source, group.value, group.value.index((key, value)))
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
        yield from (_twice(source, group, key, seen[key.value]) for key, _ in again)


def _begins_field(key: yaml.Node) -> bool:
    found = re.match(r"[\w-]+", str(key.value))
    return found is not None and is_field(found[0])


def _looks_alike(
    source: TextFile, nodes: Sequence[yaml.Node], suspicious: re.Pattern[str]
) -> Problem | None:
    """Say that a word is taken for one, or a text for an item, for a sign that only looks right."""
    for node in nodes:
        if not isinstance(node, yaml.ScalarNode) or node.style or node.value.isascii():
            continue
        number = node.start_mark.line + 1
        if not suspicious.search(node.value):
            continue
        if found := lookalike(source.text.split("\n")[number - 1]):
            put = (Span(source.path, number, *one[:2]) for one in found.changes)
            edits = tuple(map(Edit, put, (one.text for one in found.changes)))
            fix = Fix(found.help, edits, safe=True)
            span = Span(source.path, number, found.column)
            return Problem(span, found.message, found.help, UNREADABLE, fix)
    return None


def _key_faults(source: TextFile, key: yaml.ScalarNode) -> Iterator[Problem]:
    odd = _ODD.search(key.value)
    if odd:
        yield odd_space(source, key, odd)
    elif found := re.search(f":[{ODD_SPACES}]+", key.value):
        start = found.start() + 1
        yield odd_space(
            source, key, re.compile(f"[{ODD_SPACES}]+").match(key.value, start) or found
        )
    elif glued := _GLUED_VALUE.match(key.value):
        span = span_of(source, key, len(glued[1]) + 1)
        put = Span(source.path, span.line, span.column + len(glued[1]), len(glued[2]))
        what = "a space is missing behind the colon of" if glued[2] == ":" else NO_COLON
        help_ = f"write `{glued[1]}: …`"
        fix = Fix(help_, (Edit(put, ": "),), safe=True)
        yield Problem(span, f"{what} {glued[1]}", help_, UNREADABLE, fix)
    elif _GLUED.fullmatch(key.value):
        span = span_of(source, key, 1)
        message = "a hyphen begins an item only with a space behind it"
        put = Span(source.path, span.line, span.column + 1, 0)
        help_ = f"write `- {key.value[1:]}:`"
        yield Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, " "),), safe=True))


def _second_item(source: TextFile, group: yaml.MappingNode, key: yaml.Node) -> Problem:
    span = span_of(source, key, len(key.value))
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


def _twice(source: TextFile, group: yaml.MappingNode, key: yaml.Node, first: yaml.Node) -> Problem:
    message = f'the key "{key.value}" is here twice'
    span = span_of(source, key, len(key.value) or 1)
    at = next(at for at, (one, _) in enumerate(group.value) if one is key)
    second = group.value[at][1]
    if not isinstance(first, yaml.ScalarNode) or not isinstance(second, yaml.ScalarNode):
        return Problem(span, message, f"{_TWO_GROUPS} `{key.value}:`", TWICE)
    if first.value == second.value:
        return Problem(span, message, "remove this one: both say the same", TWICE)
    help_ = f"the first counts, in line {first.start_mark.line + 1}: write into it what is meant, "
    help_ += "or what both say, and remove this one"
    before, text = group.value[at - 1]
    if group.flow_style and PROSE.match(f"{before.value}: ") and not getattr(text, "style", ""):
        help_ = f"if it is a part of {before.value}, put that whole text into quotes; else {help_}"
    return Problem(span, message, help_, TWICE)
