"""Values that are computed when somebody asks for them, once each.

A page shows what holds for one claim or one reference. While a review is served, a page is made
anew within a moment only if it does not wait for what other pages show.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


class OnDemand(Mapping[str, T]):
    """A mapping whose keys are known from the start, and whose values are computed when read."""

    def __init__(
        self, keys: Iterable[str], compute: Callable[[str], T], needs: sqlite3.Connection
    ) -> None:
        """Take the database that `compute` works on; it is closed when no value can be asked for.

        Args:
            keys: all keys, in their order.
            compute: key to value.
            needs: the database.
        """
        self._keys = dict.fromkeys(keys)
        self._found: dict[str, T] = {}
        self._compute = compute
        self._close = weakref.finalize(self, needs.close)
        self._close_if_all_found()

    def _close_if_all_found(self) -> None:
        if len(self._found) == len(self._keys):
            self._close()

    def __getitem__(self, key: str) -> T:
        """Return a value; raise KeyError when the key is none."""
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._found:
            self._found[key] = self._compute(key)
            self._close_if_all_found()
        return self._found[key]

    def get(self, key: str, default: T | None = None) -> T | None:  # type: ignore[override]
        """Return a value, or the default for a key that is none; a fault in computing is raised."""
        return self[key] if key in self._keys else default

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key; nothing is computed."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in their order; nothing is computed."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._keys)
