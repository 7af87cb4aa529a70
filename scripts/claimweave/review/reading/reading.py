"""One run of the reader: the files that it has seen, and what was wrong with them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import CLAIM_LIMIT, TextFile, list_files, unified
from claimweave.review.reading.file_names import hidden_fault
from claimweave.review.reading.merge_marks import unfinished_merge
from claimweave.review.reading.record_reader import read_record
from claimweave.review.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Reading(Struct, eq=False):
    """What one run of the reader has seen so far."""

    root: Path
    proposed: Mapping[str, str | None] = field(default_factory=dict)
    known: FreshFiles = field(default_factory=FreshFiles)
    files: dict[str, TextFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)

    def count(self, rule: str) -> None:
        """Note that a file was looked at for a rule."""
        self.counts[rule] = self.counts.get(rule, 0) + 1

    def text(self, path: str, rule: str, limit: int = CLAIM_LIMIT) -> TextFile | None:
        """Read a file, count it under the rule, and note what is wrong with it."""
        self.count(rule)
        source = self.proposed_text(path) or self.known.text(self.root, path, limit)
        if isinstance(source, Problem):
            self.problems.append(source._replace(rule=rule))
            self.broken.add(path)
            return None
        self.files[path] = source
        self.count("unfinished-merge")
        mark = unfinished_merge(source)
        if mark:
            self.problems.append(mark)
            self.broken.add(path)
        return None if mark else source

    def proposed_text(self, path: str) -> TextFile | None:
        """Return the text that is proposed for a file; None where there is none."""
        text = self.proposed.get(path)
        return None if text is None else TextFile(path, unified(text.removeprefix("\ufeff")))

    def paths(self, folder: str, suffix: str, hidden: list[str] | None = None) -> list[str]:
        """Return the files below a folder, sorted, with those that are only proposed."""
        there = list(list_files(self.root, folder, suffix, others=True, hidden=hidden))
        new = {path: text for path, text in self.proposed.items() if path.startswith(f"{folder}/")}
        if not new:
            return there
        return sorted({path for path in (*there, *new) if new.get(path, "") is not None})

    def told(self, path: str) -> bool:
        """Whether something is wrong with the file itself, so that its name matters less."""
        return any(problem.where == Span(path) for problem in self.problems)

    def tell_name(self, fault: Problem) -> None:
        """Note that a file has a wrong name: for that alone the right one is missing."""
        for _, to in fault.fix.moved if fault.fix else ():
            if not os.path.lexists(self.root / to):
                missing = Span(to)
                self.problems = [one for one in self.problems if one.where != missing]
        self.problems.append(fault)

    def pass_over(self, hidden: list[str], what: str) -> None:
        """Count what is hidden by its name, and tell what somebody may miss."""
        faults = [fault for fault in map(hidden_fault, hidden) if fault]
        self.problems += faults
        self.counts[what] = len(hidden) - len(faults)

    def record(self, path: str, model: type[R], rule: str, limit: int = CLAIM_LIMIT) -> R | None:
        """Read a YAML file as a record, and note what is wrong with it."""
        read = partial(read_record, model=model, rule=rule)
        return self.read_with(read, path, model.__name__, rule, limit)

    def read_with(
        self,
        read: Callable[[TextFile], tuple[T | None, list[Problem]]],
        path: str,
        what: str,
        rule: str,
        limit: int = CLAIM_LIMIT,
    ) -> T | None:
        """Read a YAML file with its own reader, and note what is wrong with it.

        Args:
            read: what makes something of the file.
            path: where it lies.
            what: what it becomes, in a word.
            rule: the rule that counts it.
            limit: bytes that it may have.
        """
        source = self.text(path, "invalid-yaml", limit)
        if source is None:
            return None
        self.count(rule)
        record, problems = self.known.parsed(source, what, read)
        self.problems += problems
        if record is None:
            self.broken.add(path)
        return record
