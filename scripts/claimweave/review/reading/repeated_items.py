"""Words and numbers that a list has twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import MOST_FAULTS, AtKey, Problem, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.reading.yaml_reader import Data

RULE = "duplicate-key"

_GROUPS = (dict, list)


def repeated_items(data: Data, path: str) -> list[Problem]:
    """Return a problem for each word or number that a list of the data has had already.

    Groups of fields may be alike: what they stand for has rules of its own.
    """
    if not may_repeat(data):
        return []
    found = list(_repeated(data, path, ()))
    return found[:MOST_FAULTS] + unlisted(path, len(found) - MOST_FAULTS, RULE)


def may_repeat(data: Data) -> bool:
    """Whether two items of a list may be the same: in hardly any file, so this is all it takes."""
    waiting = [data]
    while waiting:
        group = waiting.pop()
        values = group.values() if isinstance(group, dict) else group
        below = [value for value in values if isinstance(value, _GROUPS)]
        waiting += below
        if values is group and len(group) - len(below) > 1:
            words = [value for value in values if not isinstance(value, _GROUPS)]
            if len(set(words)) < len(words):
                return True
    return False


def _repeated(data: Data, path: str, keys: tuple[str | int, ...]) -> Iterator[Problem]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, _GROUPS):
                yield from _repeated(value, path, (*keys, key))
    elif len(data) > 1 or isinstance(data[0] if data else "", _GROUPS):
        seen: set[tuple[type, Data]] = set()
        for index, item in enumerate(data):
            if isinstance(item, _GROUPS):
                yield from _repeated(item, path, (*keys, index))
            elif (type(item), item) in seen:
                message = f'"{str(item)[:60]}" stands in this list twice'
                yield Problem(
                    AtKey(path, (*keys, index)), message, "remove this one: it is the same", RULE
                )
            else:
                seen.add((type(item), item))
