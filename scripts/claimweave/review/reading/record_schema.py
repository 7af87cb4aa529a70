"""What a model says of the field at a key path: which fields it has, and whether it holds prose."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimweave.review.fields import Record

Keys = tuple[str | int, ...]

_PROSE = r"\S"
"""The pattern of a text in words: it holds something. A single word has none with white space."""


def field_names(model: type[Record], keys: Keys) -> set[str]:
    """Return the fields that are known at a key path."""
    return set(_at(model, keys).get("properties", ()))


def group_with(model: type[Record], name: str) -> str:
    """Return the one field of a file that is a group with a field of this name; else nothing."""
    groups = [field for field in model.model_fields if name in field_names(model, (field,))]
    return groups[0] if len(groups) == 1 else ""


def is_prose(model: type[Record], keys: Keys) -> bool:
    """Whether the field at a key path is a text in words, and no id, word or number."""
    return _at(model, keys).get("pattern") == _PROSE


def _at(model: type[Record], keys: Keys) -> dict[str, Any]:
    """Walk the model's schema along a key path; it is empty where there is no such field."""
    schema = _schema(model)
    node: dict[str, Any] = schema
    for key in keys:
        node = _resolved(schema, node)
        if isinstance(key, int):
            node = node.get("items", {})
        else:
            patterns = node.get("patternProperties", {})
            others = next(iter(patterns.values()), node.get("additionalProperties"))
            node = node.get("properties", {}).get(key) or others or {}
        if not isinstance(node, dict):
            return {}
    return _resolved(schema, node)


@lru_cache
def _schema(model: type[Record]) -> dict[str, Any]:
    return model.model_json_schema()


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            node = option
            break
    if "$ref" in node:
        found: dict[str, Any] = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return found
    return node
