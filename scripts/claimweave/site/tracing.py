"""What a part of the site was made from, so that it is rendered anew only when that has changed.

A part is given a report that notes what is read of it. The trace holds for another report when
all that was read is the same there, and then the part would come out the same: rendering is a
pure function. Nobody has to list by hand what a page depends on.
Source: verifying traces, in Mokhov, Mitchell and Peyton Jones, "Build systems à la carte" (2018).
"""

from __future__ import annotations

import dataclasses
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.facts import Facts
from claimweave.review.record import Record
from claimweave.review.review import Review

if TYPE_CHECKING:
    from claimweave.rules.checking import Report

_ALL, _ABSENT = object(), object()
_Place = tuple[tuple[str, ...], object]
"""Names of attributes from the report on, and a key of the mapping there, or all that is there."""


class Trace:
    """What was read of a report: the value at each place."""

    def __init__(self) -> None:
        self._seen: dict[_Place, object] = {}

    def watch(self, report: Report) -> Report:
        """Return the report in a form that notes here what is read of it."""
        return cast("Report", _Watched(report, (), self._seen))

    def holds(self, report: Report) -> bool:
        """Whether all that was read is the same in this report."""
        for place, before in self._seen.items():
            now = _value(report, place)
            if now is not before:
                if not same(before, now):
                    return False
                self._seen[place] = now
        return True


def same(one: object, other: object) -> bool:
    """Whether two values render the same: as equal, and with equal order in every mapping.

    A record of a file is the same only as long as it is the same object: it is read anew when a
    character of the file changes, and equal records may still differ in the order of a mapping.
    """
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, Record):
        return False
    if isinstance(one, Struct) or dataclasses.is_dataclass(one):
        return all(same(getattr(one, name), getattr(other, name)) for name in _names(one))
    if isinstance(one, tuple | list):
        assert isinstance(other, tuple | list)
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping):
        assert isinstance(other, Mapping)
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return one == other


def _names(one: Any) -> tuple[str, ...]:  # noqa: ANN401 - with fields, of either kind
    if isinstance(one, Struct):
        return one.__struct_fields__
    return tuple(field.name for field in dataclasses.fields(one))


def _value(report: Report, place: _Place) -> object:
    names, key = place
    found: Any = report
    for name in names:
        found = getattr(found, name)
    return found if key is _ALL else found.get(key, _ABSENT)


class _Watched:
    """Stands for a report, its evidence base, facts or review; their functions see only this."""

    def __init__(self, real: object, names: tuple[str, ...], seen: dict[_Place, object]) -> None:
        self._real, self._names, self._seen = real, names, seen

    def __getattr__(self, name: str) -> object:
        real = object.__getattribute__(self, "_real")
        if isinstance(getattr(type(real), name, None), FunctionType):
            return partial(getattr(type(real), name), self)
        value = getattr(real, name)
        names = (*self._names, name)
        if isinstance(value, EvidenceBase | Facts | Review):
            value = _Watched(value, names, self._seen)
        elif isinstance(value, Mapping):
            value = _WatchedMapping(value, names, self._seen)
        else:
            self._seen[names, _ALL] = value
            return value
        self.__dict__[name] = value  # next time it is found without this function
        return value


class _WatchedMapping(Mapping[Any, object]):
    """A mapping that notes which of its keys are read."""

    def __init__(
        self, real: Mapping[Any, object], names: tuple[str, ...], seen: dict[_Place, object]
    ) -> None:
        self._real, self._names, self._seen = real, names, seen

    def __getitem__(self, key: object) -> object:
        value = self.get(key, _ABSENT)
        if value is _ABSENT:
            raise KeyError(key)
        return value

    def get(self, key: object, default: object = None) -> object:
        value = self._real.get(key, _ABSENT)
        self._seen[self._names, key] = value
        return default if value is _ABSENT else value

    def __contains__(self, key: object) -> bool:
        return self.get(key, _ABSENT) is not _ABSENT

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def keys(self) -> KeysView[Any]:
        return self._all().keys()

    def items(self) -> ItemsView[Any, object]:
        return self._all().items()

    def values(self) -> ValuesView[object]:
        return self._all().values()

    def _all(self) -> Mapping[Any, object]:
        self._seen[self._names, _ALL] = self._real
        return self._real
