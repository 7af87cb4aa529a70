"""Signs for which a file of YAML is looked at again: without one of them, no group is misread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are letters to YAML."""

COLONS, COMMAS = "：﹕꞉∶", "，、﹐"
BRACKETS = {"［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "﹛": "{", "﹜": "}"}
QUOTES = "“”„″＂‘’‚＇´`"
"""Signs that only look like those of YAML."""

_SUSPECT = re.compile(r"\n *+(?:-[^\W\d_]|[\w.-]++(?::| +(?:= *)?)[{\[\"'])")
"""A line that is looked at. What begins with one sign, here the end of the line before, is found
soon in a text."""

_ODD_SIGNS = f"{ODD_SPACES}{COLONS}{COMMAS}{''.join(BRACKETS)}"
_ODD = re.compile(f"[{_ODD_SIGNS}{QUOTES}](?:(?<=[{_ODD_SIGNS}])|\\s*:)")
_NO_NAME = "{[\"'"
"""Signs in the name of a field for which it is looked at."""
_NO_ITEM = (*COMMAS, *BRACKETS)
"""Signs in an item of a list in brackets for which it is looked at."""


def may_be_misread(source: TextFile) -> bool:
    """Whether a text holds a sign for which each of its groups has to be looked at."""
    text = source.text
    return bool((not text.isascii() and _ODD.search(text)) or _SUSPECT.search(f"\n{text}"))


def has_suspect(node: yaml.Node) -> bool:
    """Whether any group has what may be told of it: without it, nothing that tells it is loaded."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, yaml.MappingNode):
            if _is_suspect(current):
                return True
            waiting += [value for _, value in current.value]
        elif isinstance(current, yaml.SequenceNode):
            if current.flow_style and any(map(_is_odd_item, current.value)):
                return True
            waiting += current.value
    return False


def _is_suspect(group: yaml.MappingNode) -> bool:
    """Whether a field has no plain name, is there twice, or has no value within braces."""
    if not all(_is_plain_name(key) for key, _ in group.value):
        return True
    twice = len({key.value for key, _ in group.value}) < len(group.value)
    return twice or (bool(group.flow_style) and not all(value.value for _, value in group.value))


def _is_plain_name(key: yaml.Node) -> bool:
    if not isinstance(key, yaml.ScalarNode) or key.style:
        return False
    name: str = key.value
    odd = name.startswith("-") or any(sign in name for sign in _NO_NAME)
    return name.isascii() and not odd


def _is_odd_item(item: yaml.Node) -> bool:
    if not isinstance(item, yaml.ScalarNode) or item.value.isascii():
        return False
    return any(sign in item.value for sign in _NO_ITEM)
