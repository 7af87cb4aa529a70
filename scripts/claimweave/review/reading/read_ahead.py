"""The files of a large review, read ahead by two processes.

A child reads claims and study sheets while the rules are loaded here, and the ledger and the
bibliography read. It sends the text of each and its data. A file in which anything is amiss is left
out: it is read again, in its turn, by what tells of it.
"""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Self, TypeVar, cast

from claimweave.diagnostics.problem import Problem
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import CLAIM_LIMIT, LARGE_LIMIT, TextFile
from claimweave.disk.two_processes import SharedJobs
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.misread_text import may_be_misread_text
from claimweave.review.reading.repeated_items import may_repeat
from claimweave.review.reading.yaml_reader import Data, read_yaml
from claimweave.review.stub import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

T = TypeVar("T")

_A_BATCH = 25
"""Files that are one job: so few that both processes end at about the same time."""

Batch = dict[str, tuple[str, Data]]
"""Path to the text and the data of each file in which nothing is amiss."""


class ReadAhead(FreshFiles):
    """Files that were read ahead are handed out, each once; all others are read now."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        """Note which files are to be read ahead."""
        super().__init__()
        most = max(_A_BATCH, len(paths) // 1000)
        self._root = root
        self._batches = [paths[at : at + most] for at in range(0, len(paths), most)]
        self._jobs = SharedJobs(len(self._batches), self._batch, marshal)
        self._texts: dict[str, TextFile] = {}
        self._entries: tuple[TextFile, object] | None = None

    def __enter__(self) -> Self:
        """Let a child begin."""
        self._jobs.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the child."""
        self._jobs.__exit__(kind, error, at)

    def finish(self) -> dict[str, Data]:
        """Read the bibliography, and the files that are left; wait for the child.

        Return the data of each file in which nothing is amiss.
        """
        source = super().text(self._root, BIBLIOGRAPHY, LARGE_LIMIT)
        if isinstance(source, TextFile):
            self._texts[source.path] = source
            self._entries = source, read_bibtex(source)
        found: dict[str, Data] = {}
        for batch in self._jobs.results():
            for path, (text, data) in batch.items():
                self._texts[path] = TextFile(path, text)
                found[path] = data
        return found

    def text(self, root: Path, path: str, limit: int = CLAIM_LIMIT) -> TextFile | Problem:
        """Return a text that was read ahead, or read it."""
        return self._texts.pop(path, None) or super().text(root, path, limit)

    def parsed(self, source: TextFile, what: str, parse: Callable[[TextFile], T]) -> T:
        """Return the entries that were read ahead, or what `parse` makes of a text."""
        if self._entries and self._entries[0] is source:
            return cast("T", self._entries[1])
        return super().parsed(source, what, parse)

    def _batch(self, number: int) -> Batch:
        """Read some files; return those in which nothing is amiss."""
        found: Batch = {}
        for path in self._batches[number]:
            source = super().text(self._root, path)
            if isinstance(source, Problem) or OPEN in source.text:
                continue
            data, problems = read_yaml(source)
            amiss = problems or may_be_misread_text(source.text)
            if isinstance(data, dict) and not amiss and not may_repeat(data):
                found[path] = source.text, data
        return found
