"""Reading a whole project: claims, study sheets, bibliography, ledger and pages."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from claimweave.diagnostics import Problem, Span
from claimweave.model.claim import Claim, ClaimRecord
from claimweave.model.fields import Record
from claimweave.model.ledger import Exemptions, ReviewSettings
from claimweave.model.notices import NoticesFile
from claimweave.model.reference import Reference
from claimweave.model.review import (
    BIBLIOGRAPHY,
    CLAIMS,
    EXEMPTIONS,
    LEDGER,
    NOTICES,
    STUDIES,
    Review,
    unread_review,
)
from claimweave.model.study import Study, StudyRecord
from claimweave.model.vocabulary import Vocabulary
from claimweave.sources.bibtex_reader import read_bibtex
from claimweave.sources.docs_reader import read_docs
from claimweave.sources.file_names import (
    claim_name_fault,
    extension_fault,
    ledger_name_fault,
    study_name_fault,
)
from claimweave.sources.files import (
    CLAIM_LIMIT,
    LARGE_LIMIT,
    TextFile,
    is_folder,
    list_files,
    rough_text,
    too_many,
    unified,
)
from claimweave.sources.known_files import FreshFiles
from claimweave.sources.ledger_reader import read_sentences, read_table, table_path
from claimweave.sources.record_reader import read_record
from claimweave.sources.site_reader import read_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

R = TypeVar("R", bound=Record)


@dataclass
class Reading:
    """What one run of the reader has seen so far."""

    root: Path
    proposed: Mapping[str, str] = field(default_factory=dict)
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
        source = self._proposed(path) or self.known.text(self.root, path, limit)
        if isinstance(source, Problem):
            self.problems.append(replace(source, rule=rule))
            self.broken.add(path)
            return None
        self.files[path] = source
        return source

    def _proposed(self, path: str) -> TextFile | None:
        text = self.proposed.get(path)
        return None if text is None else TextFile(path, unified(text.removeprefix("\ufeff")))

    def paths(self, folder: str, suffix: str) -> list[str]:
        """Return the files below a folder, sorted, with those that are only proposed."""
        there = list(list_files(self.root, folder, suffix, others=True))
        new = [path for path in self.proposed if path.startswith(f"{folder}/")]
        return sorted({*there, *new}) if new else there

    def told(self, path: str) -> bool:
        """Whether something is wrong with the file itself, so that its name matters less."""
        return any(problem.where == Span(path) for problem in self.problems)

    def record(self, path: str, model: type[R], rule: str, limit: int = CLAIM_LIMIT) -> R | None:
        """Read a YAML file as a record, and note what is wrong with it."""
        source = self.text(path, "invalid-yaml", limit)
        if source is None:
            return None
        self.count(rule)
        read = partial(read_record, model=model, rule=rule)
        record, problems = self.known.parsed(source, model.__name__, read)
        self.problems += problems
        if record is None:
            self.broken.add(path)
        return record


def read_review(
    root: Path,
    proposed: Mapping[str, str] | None = None,
    *,
    known: FreshFiles | None = None,
) -> Review:
    """Read the project in `root`. Nothing is raised for what the files say.

    `proposed` maps paths to texts that are read as though they were those files: so a change is
    judged before it is made. Whoever reads it again and again passes what is known from the last
    time (`KnownFiles`).
    """
    reading = Reading(root, proposed or {}, known or FreshFiles())
    crowded = tuple(too_many(root))
    if crowded:
        return unread_review(crowded)
    settings = reading.record(f"{LEDGER}/review.yml", ReviewSettings, "invalid-ledger")
    vocabulary = reading.record(f"{LEDGER}/vocabulary.yml", Vocabulary, "invalid-ledger")
    sentences = read_sentences(reading)
    table_entries = read_table(reading, settings.table) if settings and settings.table else ()
    exemptions = _optional(reading, EXEMPTIONS, Exemptions) or Exemptions()
    notices = _optional(reading, NOTICES, NoticesFile)
    _ledger_names(reading, settings)
    claims = _claims(reading)
    studies = _studies(reading)
    references = _references(reading)
    pages, docs = read_docs(reading)
    site = read_site(reading)
    return Review(
        settings=settings,
        vocabulary=vocabulary,
        claims=claims,
        studies=studies,
        references=references,
        sentences=sentences,
        table_entries=table_entries,
        exemptions=exemptions,
        pages=pages,
        docs=docs,
        site=site,
        files=reading.files,
        unreadable=reading.unreadable,
        broken=frozenset(reading.broken),
        problems=tuple(reading.problems),
        files_read=reading.counts,
        notices=notices,
    )


def _optional(reading: Reading, path: str, model: type[R]) -> R | None:
    """Read a file of the ledger that a review may do without."""
    if not os.path.lexists(reading.root / path):
        return None
    return reading.record(path, model, "invalid-ledger", LARGE_LIMIT)


def _ledger_names(reading: Reading, settings: ReviewSettings | None) -> None:
    table = settings.table if settings else None
    tables = table_path(table).rpartition("/")[2] if table else None if settings is None else ""
    for path in reading.paths(LEDGER, ".yml"):
        if path == LEDGER:  # one may not look into it, and each of its files says so
            continue
        fault = ledger_name_fault(path, tables)
        if fault and not reading.told(path):
            reading.problems.append(fault)


def _claims(reading: Reading) -> dict[str, Claim]:
    claims: dict[str, Claim] = {}
    for path in reading.paths(CLAIMS, ".yml"):
        if f"{path}/".startswith((f"{STUDIES}/", f"{LEDGER}/")):
            continue
        stem = PurePosixPath(path).stem
        other = extension_fault(path, "invalid-claim")
        if not other and not path.endswith(".yml") and not is_folder(reading.root, path):
            continue
        fault = other or claim_name_fault(path)
        record = None if other else reading.record(path, ClaimRecord, "invalid-claim")
        if record is None or fault:
            source = reading.files.get(path)
            reading.unreadable[stem] = source.text if source else rough_text(reading.root, path)
            reading.problems += [fault] if fault and not reading.told(path) else []
            reading.broken.add(path)
        elif stem in claims:
            reading.problems.append(_duplicate_id(path, claims[stem].path, stem))
        else:
            folder = path.removeprefix(f"{CLAIMS}/").rpartition("/")[0]
            claims[stem] = Claim(stem, path, folder, record)
    return claims


def _duplicate_id(path: str, other: str, stem: str) -> Problem:
    message = f'the id "{stem}" is already taken by {other}'
    return Problem(Span(path), message, "rename one of the two files", "duplicate-claim-id")


def _studies(reading: Reading) -> dict[str, Study]:
    studies: dict[str, Study] = {}
    for path in reading.paths(STUDIES, ".yml"):
        fault = None if path == STUDIES else study_name_fault(path)
        if fault:
            reading.problems.append(fault)
            reading.broken.add(path)
            continue
        if not path.endswith(".yml") and not is_folder(reading.root, path):
            continue
        record = reading.record(path, StudyRecord, "invalid-study")
        if record is not None:
            key = PurePosixPath(path).stem
            studies[key] = Study(key, path, record)
    return studies


def _references(reading: Reading) -> dict[str, Reference]:
    source = reading.text(BIBLIOGRAPHY, "invalid-bibtex", LARGE_LIMIT)
    if source is None:
        return {}
    entries, problems = reading.known.parsed(source, "bibliography", read_bibtex)
    reading.problems += problems
    references: dict[str, Reference] = {}
    for entry in entries:
        number = entry.fields.get("reviewnumber", "")
        known = int(number) if re.fullmatch(r"[0-9]{1,6}", number) else None
        references.setdefault(entry.key, Reference(entry.key, known, entry))
    if any(problem.rule == "invalid-bibtex" for problem in problems):
        reading.broken.add(BIBLIOGRAPHY)
    return references
