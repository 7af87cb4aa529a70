"""What takes long to search in this project's own review: once it is all known, no worker searches.

Its pages show all of it. So the worker that weaves them leaves what it has found for the others;
until then each searches what it is asked for, and nothing more.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimweave.evidence.base import EvidenceBase

SEARCHED = ("robustness", "withdrawals")


class _Searched(Mapping[str, Any]):
    """Values that are searched on demand, until a file has them all."""

    def __init__(self, own: Callable[[], Mapping[str, Any]], file: Path) -> None:
        self._own, self._file = own, file
        self._mine: Mapping[str, Any] | None = None
        self._left: Mapping[str, Any] | None = None

    @property
    def _now(self) -> Mapping[str, Any]:
        if self._left is None and self._file.exists():
            self._left = pickle.loads(self._file.read_bytes())  # noqa: S301 - our own
        if self._left is None and self._mine is None:
            self._mine = self._own()
        found = self._mine if self._left is None else self._left
        assert found is not None
        return found

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - of either kind
        return self._now[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


def search_once(base: EvidenceBase, shared: Path) -> None:
    """Have an evidence base take what was left in a folder, as soon as it lies there."""
    for name in SEARCHED:
        search = getattr(EvidenceBase, name).func
        vars(base)[name] = _Searched(lambda search=search: search(base), _file(shared, name))


def leave_what_was_searched(base: EvidenceBase, shared: Path) -> None:
    """Leave all that a base has searched, each file in one step."""
    for name in SEARCHED:
        file = _file(shared, name)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(pickle.dumps(dict(getattr(base, name))))
        fresh.replace(file)


def _file(shared: Path, name: str) -> Path:
    return shared / f"{name}.pickle"
