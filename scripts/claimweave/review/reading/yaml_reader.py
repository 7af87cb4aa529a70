"""YAML, strictly: YAML 1.2 scalars, no duplicate keys, no aliases or tags.

What is not in the plain form is composed by the C parser of PyYAML; only the data is kept. Where a
place has to be shown, it is looked up in the text (`yaml_places.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.reading.plain_yaml import plain_data, plain_value
from claimweave.review.reading.yaml_places import (
    MAX_DEPTH,
    Loader,
    composed_within,
)
from claimweave.review.reading.yaml_suspects import has_suspect, may_be_misread

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

Data = Any  # None | bool | int | float | str | list[Data] | dict[str, Data]

MOST_VALUES = 250_000
"""Lines, items and fields of a file: 10,000 sentences have 90,000, and each takes up to 1.3 KB."""

_SUSPECT = re.compile(r"[&*!](?<![^\s\[{,:].)(?:(?<=!)|(?=\S))")
"""Signs of an alias or a tag, where one can begin. A class of signs at its start is found soon."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Control characters, and what only the parser takes for the end of a line."""


def read_yaml(source: TextFile) -> tuple[Data, list[Problem]]:
    """Return the file's data (None when it cannot be read) and what is wrong with it.

    Problems carry the rule `invalid-yaml` or `duplicate-key`. Of a duplicate key the first
    value counts.
    """
    plain = None if _may_have_too_many(source.text) else plain_data(source.text)
    if plain:
        return plain, []
    problem = _first_sign_problem(source)
    if problem:
        return None, [problem]
    try:
        node, is_deep = composed_within(source.text)
        problem = _first_forbidden(source) if is_deep else None
    except yaml.YAMLError as error:
        problem = _syntax_problem(source, error)
    if problem:
        return None, [problem]
    problems: list[Problem] = []
    suspects: list[yaml.MappingNode] = []
    data = None if node is None else _plain(node, source.path, problems, suspects)
    if node is not None and (suspects or may_be_misread(source)) and has_suspect(node):
        misread, much = _misread(source, node)
        problems = sorted([*problems, *misread], key=_place)
        data = None if much else data
    if data is None and not problems:
        problems.append(
            Problem(Span(source.path), "this file is empty", "write the fields", "invalid-yaml")
        )
    more = unlisted(source.path, len(problems) - MOST_FAULTS, "invalid-yaml")
    return data, problems[:MOST_FAULTS] + more


def _place(problem: Problem) -> Span:
    assert isinstance(problem.where, Span)
    return problem.where


# Who has no fault does without what looks for its cause: it costs a twentieth of a check.


def _syntax_problem(source: TextFile, error: yaml.YAMLError) -> Problem:
    from claimweave.review.reading.yaml_faults import syntax_problem  # noqa: PLC0415

    return syntax_problem(source, error)


def _misread(source: TextFile, node: yaml.Node) -> tuple[list[Problem], bool]:
    """Return what is misread, and whether whole groups are."""
    from claimweave.review.reading.yaml_misreadings import (  # noqa: PLC0415
        loses_much,
        misread_groups,
    )

    misread = list(misread_groups(source, node))
    return misread, any(map(loses_much, misread))


def _forbidden_sign(source: TextFile, line: int, column: int, message: str) -> Problem:
    from claimweave.review.reading.yaml_faults import forbidden_sign  # noqa: PLC0415

    return forbidden_sign(source, line, column, message)


def _first_sign_problem(source: TextFile) -> Problem | None:
    """Find what the parser would accept but this project does not: control signs, aliases, tags."""
    control = _control_in(source.text)
    if control:
        line = source.text.count("\n", 0, control.start()) + 1
        column = control.start() - source.text.rfind("\n", 0, control.start())
        code = f"U+{ord(control.group()):04X}"
        span = Span(source.path, line, column)
        return Problem(span, f"control character {code}", "remove it", "invalid-yaml")
    if _may_have_too_many(source.text):
        message = f"this file has more than {MOST_VALUES:,} lines and values"
        return Problem(Span(source.path), message, "split or shorten it", "invalid-yaml")
    may_have = any(sign in source.text for sign in "&*!") and _SUSPECT.search(source.text)
    return _first_forbidden(source) if may_have else None


def _control_in(text: str) -> re.Match[str] | None:
    """Return the first control character; that there is none is mostly seen without a pattern."""
    return None if text.replace("\n", "").isprintable() else _CONTROL.search(text)


def _may_have_too_many(text: str) -> bool:
    if len(text) <= MOST_VALUES:
        return False
    return sum(text.count(sign) for sign in (",", "\n", ": ")) > MOST_VALUES


def _first_forbidden(source: TextFile) -> Problem | None:
    """Return the problem of the first alias, tag or group that lies too deep."""
    depth = 0
    try:
        for event in yaml.parse(source.text, Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            message = _forbidden(event, depth)
            mark = event.start_mark
            if message and mark:
                return _forbidden_sign(source, mark.line + 1, mark.column + 1, message)
    except yaml.YAMLError as error:
        return _syntax_problem(source, error)
    return None


def _forbidden(event: yaml.Event, depth: int) -> str:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors and aliases (& and *) are not allowed"
    if getattr(event, "tag", None):
        return "tags (a leading !) are not allowed"
    if depth > MAX_DEPTH:
        return f"more than {MAX_DEPTH} levels of nesting"
    return ""


def _plain(
    node: yaml.Node, path: str, problems: list[Problem], suspects: list[yaml.MappingNode]
) -> Data:
    """Return a node's data; note what is wrong, and which groups have to be looked at again."""
    if isinstance(node, ScalarNode):
        if node.style == '"' and (control := _control_in(node.value)):
            problems.append(_disguised(node, path, control.group()))
        return node.value if node.style else plain_value(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(value, path, problems, suspects) for value in node.value]
    assert isinstance(node, MappingNode)
    result: dict[str, Data] = {}
    for key_node, value_node in node.value:
        # A word without quotes is its own key, and most are: nothing is called for these.
        bare = isinstance(key_node, ScalarNode) and not key_node.style
        key = key_node.value if bare else _key(key_node, path, problems)
        if key is None:
            continue
        if key in result:
            suspects.append(node)
            continue
        result[key] = value = _plain(value_node, path, problems, suspects)
        if value is None and node.flow_style:
            suspects.append(node)
    return result


def _key(node: yaml.Node, path: str, problems: list[Problem]) -> str | None:
    """Return the word of a key; None for one that is none, which is noted."""
    if isinstance(node, yaml.ScalarNode):
        key: str = node.value
        if node.style != '"' or not (control := _control_in(key)):
            return key
        problems.append(_disguised(node, path, control.group()))
        return None
    span = Span(path, node.start_mark.line + 1, node.start_mark.column + 1)
    problems.append(Problem(span, "a key must be a word", "write `key: value`", "invalid-yaml"))
    return None


def _disguised(node: yaml.ScalarNode, path: str, control: str) -> Problem:
    mark = node.start_mark
    message = f"control character U+{ord(control):04X}, written as an escape"
    return Problem(Span(path, mark.line + 1, mark.column + 1), message, "remove it", "invalid-yaml")
