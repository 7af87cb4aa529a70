"""YAML, strictly: YAML 1.2 scalars, no duplicate keys, no aliases or tags, a place for each key.

The C parser of PyYAML composes the nodes; only the plain data is kept. When a place has to be
shown, the text is composed again: places cost nothing as long as nothing is wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from claimweave.diagnostics.problem import MOST_FAULTS, AtKey, Problem, Span, unlisted
from claimweave.review.reading.yaml_suspects import has_suspect, may_be_misread

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

Data = Any  # None | bool | int | float | str | list[Data] | dict[str, Data]

MAX_DEPTH = 20
"""Levels of nesting. A claim file has four."""

MOST_VALUES = 250_000
"""Lines, items and fields of a file: 10,000 sentences have 90,000, and each takes up to 1.3 KB."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_SUSPECT = re.compile(r"[&*!](?<![^\s\[{,:].)(?:(?<=!)|(?=\S))")
"""Signs of an alias or a tag, where one can begin. A class of signs at its start is found soon."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Control characters, and what only the parser takes for the end of a line."""


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG,
    yaml.SequenceNode: yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG,
    yaml.MappingNode: yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
}


class _TooDeepError(Exception):
    """Groups stand within one another more deeply than may be."""


class _Loader(yaml.CSafeLoader):
    """Composes nodes only: scalars are resolved by `_scalar`, so that nothing is guessed twice.

    It stops before it is so deep within a text that the stack of the process would not hold it.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]
    _depth = 0
    is_deep = False

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:  # noqa: ANN401, ARG002 - PyYAML's own
        """Count how deep a node lies: a value in a group as deep as may be lies one deeper."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self.is_deep = True
            if self._depth > MAX_DEPTH + 1:
                raise _TooDeepError

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self._depth -= 1

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:  # noqa: ANN401, ARG002 - PyYAML's own
        """Return the tag of a node without one: there is nothing to resolve."""
        return _TAGS[kind]


def read_yaml(source: TextFile) -> tuple[Data, list[Problem]]:
    """Return the file's data (None when it cannot be read) and what is wrong with it.

    Problems carry the rule `invalid-yaml` or `duplicate-key`. Of a duplicate key the first
    value counts.
    """
    problem = _first_sign_problem(source)
    if problem:
        return None, [problem]
    try:
        node, is_deep = _composed(source.text)
        problem = _first_forbidden(source) if is_deep else None
    except _TooDeepError:
        problem = _first_forbidden(source)
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


def node_at(text: str, keys: tuple[str | int, ...]) -> yaml.Node | None:
    """Return the node of the value at a key path; None where there is none."""
    node = composed(text)
    for key in keys:
        found = _child(node, key)
        node = found[1] if found else None
    return node


def written(source: TextFile, keys: tuple[str | int, ...]) -> str | None:
    """Return a value as it stands in the file, before it became a number; None for a group."""
    node = node_at(source.text, keys)
    return node.value if isinstance(node, yaml.ScalarNode) else None


def on_one_line(source: TextFile, keys: tuple[str | int, ...]) -> bool:
    """Whether a value stands on one line: what replaces a run of one line replaces all of it."""
    node = node_at(source.text, keys)
    return node is not None and node.start_mark.line == node.end_mark.line


def locate(source: TextFile, where: AtKey) -> Span:
    """Look up the line and column of a key path; of its nearest parent when it does not exist."""
    try:
        node = composed(source.text)
    except yaml.YAMLError:
        return Span(source.path)
    marked: yaml.Node | None = node
    for position, key in enumerate(where.keys):
        last = position == len(where.keys) - 1
        found = _child(node, key)
        if found is None:
            break
        marked, node = (found[0] if last and where.on_key else found[1]), found[1]
    if marked is None or not where.keys:
        return Span(source.path)
    return _node_span(source, marked)


def extent(source: TextFile, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Return where a value begins and ends, counted in characters; nothing where there is none."""
    node = node_at(source.text, keys)
    return (node.start_mark.index, node.end_mark.index) if node else (0, 0)


def composed(text: str) -> yaml.Node | None:
    """Compose a text once, however many of its places are looked up one after the other."""
    return _composed(text)[0]


@lru_cache(maxsize=1)
def _composed(text: str) -> tuple[yaml.Node | None, bool]:
    """Return the node of a text, and whether it may be deeper than any may be."""
    loader = _Loader(text)
    return loader.get_single_node(), loader.is_deep


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    return text.split("\n")


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
        for event in yaml.parse(source.text, _Loader):
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
        return _scalar(node)
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


def _scalar(node: yaml.ScalarNode) -> Data:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and isinstance(key, str):
        return _by_key(node).get(key)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None


@lru_cache(maxsize=64)
def _by_key(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return key to its nodes; of a key that is there twice, the first."""
    pairs = (pair for pair in reversed(node.value) if isinstance(pair[0], yaml.ScalarNode))
    return {key_node.value: (key_node, value_node) for key_node, value_node in pairs}


def _node_span(source: TextFile, node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    lines = _lines(source.text)
    line = lines[start.line] if start.line < len(lines) else ""
    stop = end.column if end.line == start.line else len(line.rstrip())
    return Span(source.path, start.line + 1, start.column + 1, max(1, stop - start.column))
