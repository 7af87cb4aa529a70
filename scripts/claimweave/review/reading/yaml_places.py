"""The nodes of a text of YAML, and where each of its keys and values stands.

A text is composed when somebody asks for a place: as long as nothing is wrong, nobody does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from claimweave.diagnostics.problem import AtKey, Span

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

MAX_DEPTH = 20
"""Levels of nesting. A claim file has four."""

_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG,
    yaml.SequenceNode: yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG,
    yaml.MappingNode: yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
}


class TooDeepError(Exception):
    """Groups stand within one another more deeply than may be."""


class Loader(yaml.CSafeLoader):
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
                raise TooDeepError

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self._depth -= 1

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:  # noqa: ANN401, ARG002 - PyYAML's own
        """Return the tag of a node without one: there is nothing to resolve."""
        return _TAGS[kind]


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
    return composed_within(text)[0]


@lru_cache(maxsize=1)
def composed_within(text: str) -> tuple[yaml.Node | None, bool]:
    """Return the node of a text, and whether it may be deeper than any may be: then maybe none."""
    loader = Loader(text)
    try:
        return loader.get_single_node(), loader.is_deep
    except TooDeepError:
        return None, True


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    return text.split("\n")


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
