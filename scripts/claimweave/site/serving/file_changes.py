"""Which files have changed: told by the operating system, and gathered until they come to rest."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

QUIET = 0.03
"""Seconds without a further event after which a save is taken to be complete."""

LONGEST = 0.3
"""Seconds after which changes are looked at even when others keep coming."""

_READING = ("opened", "closed_no_write")
"""Events that our own reading causes."""


class FileChanges(FileSystemEventHandler):
    """Paths of changed files, absolute, until somebody takes them. `wake` may be called, too."""

    def __init__(self, concerns: Callable[[Path], bool]) -> None:
        self._concerns = concerns
        self._changed: set[Path] = set()
        self._awake = False
        self._condition = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what watchdog tells."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return
        paths = {Path(str(p)) for p in (event.src_path, event.dest_path) if p}
        self.note(path for path in paths if self._concerns(path))

    def note(self, paths: Iterable[Path]) -> None:
        """Note changed files."""
        with self._condition:
            self._changed.update(paths)
            self._condition.notify_all()

    def wake(self) -> None:
        """Have `wait` return, although no file has changed."""
        with self._condition:
            self._awake = True
            self._condition.notify_all()

    @property
    def waiting(self) -> bool:
        """Whether there are changes that nobody has taken."""
        return bool(self._changed)

    def wait(self, seconds: float | None) -> None:
        """Wait for a change, at most so long."""
        with self._condition:
            self._condition.wait_for(lambda: self._changed or self._awake, seconds)
            self._awake = False

    def take(self) -> frozenset[Path]:
        """Wait until the changes have come to rest, and return them; they are then forgotten."""
        end = time.monotonic() + LONGEST
        with self._condition:
            # A save is several events of one file: emptied, written, closed.
            while self._condition.wait(QUIET) and time.monotonic() < end:
                pass
            taken = frozenset(self._changed)
            self._changed.clear()
        return taken


@contextlib.contextmanager
def watched(changes: FileChanges, places: Iterable[tuple[Path, bool]]) -> Iterator[None]:
    """Watch folders, each with what lies below it or without, while the context lasts.

    Where the system can watch no more, they are looked through once a second.
    """
    wanted = [(place, deep) for place, deep in places if place.is_dir()]
    observer = Observer()
    try:
        for place, deep in wanted:
            observer.schedule(changes, str(place), recursive=deep)
        observer.start()
    except OSError:
        observer = PollingObserver()
        for place, deep in wanted:
            observer.schedule(changes, str(place), recursive=deep)
        observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()
