"""Reading a whole project: claims, study sheets, bibliography, ledger and pages."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import LARGE_LIMIT, is_folder, too_many
from claimweave.review.key_word import key_of
from claimweave.review.ledger import Exemptions, ReviewSettings
from claimweave.review.lenses import LensesFile, ThresholdsFile
from claimweave.review.notices import NoticesFile
from claimweave.review.paths import (
    BIBLIOGRAPHY,
    EXEMPTIONS,
    LEDGER,
    LENSES,
    NOTICES,
    SECOND_READING,
    SETTINGS,
    STUDIES,
    THRESHOLDS,
)
from claimweave.review.reading.bibtex_reader import is_whole, read_bibtex
from claimweave.review.reading.claims_reader import ClaimFiles, claim_files, read_claims
from claimweave.review.reading.docs_reader import read_docs
from claimweave.review.reading.file_names import (
    file_stem,
    ledger_name_fault,
    stray_bibliography_fault,
    study_name_fault,
)
from claimweave.review.reading.ledger_reader import read_sentences, read_table, table_path
from claimweave.review.reading.other_texts import look_at_other_texts, noted_as_current
from claimweave.review.reading.reading import Reading
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.renamed import with_meanings
from claimweave.review.reading.site_reader import read_site
from claimweave.review.record import Record
from claimweave.review.reference import Reference
from claimweave.review.review import Review, unread_review
from claimweave.review.study import Study, StudyRecord
from claimweave.review.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from claimweave.review.reading.read_ahead import ReadAhead
    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.second_reading import SecondReading

R = TypeVar("R", bound=Record)

WORTH_A_CHILD = 200
"""Files below `claims/` from which on a second process saves more time than it takes."""


def read_review(
    root: Path,
    proposed: Mapping[str, str | None] | None = None,
    *,
    known: FreshFiles | None = None,
    two_processes: bool = False,
    meanwhile: Callable[[], object] | None = None,
) -> Review:
    """Read the project in `root`. Nothing is raised for what the files say.

    `proposed` maps paths to texts that are read as though they were those files, or to None for a
    file that is not there any more: so a change is judged before it is made. Whoever reads it
    again and again passes what is known from the last time (`KnownFiles`). Two processes read a
    large review, where they may, and nothing is proposed or known: while the other one begins, this
    one does what there is to do `meanwhile`, which is not done otherwise.
    """
    reading = Reading(root, proposed or {}, known or FreshFiles())
    crowded = tuple(too_many(root))
    if crowded:
        return unread_review(crowded)
    files = claim_files(reading)
    if two_processes and len(files.there) >= WORTH_A_CHILD and not (proposed or known):
        from claimweave.review.reading.read_ahead import ReadAhead  # noqa: PLC0415 - seldom needed

        with ReadAhead(root, [*files.of_claims, *files.of_studies]) as ahead:
            reading.known = ahead
            if meanwhile:
                meanwhile()
            return _read(reading, files, ahead)
    return _read(reading, files)


def _read(reading: Reading, files: ClaimFiles, ahead: ReadAhead | None = None) -> Review:
    """Read all of a project, of which claims and study sheets may be read ahead meanwhile."""
    settings = reading.record(SETTINGS, ReviewSettings, "invalid-ledger")
    vocabulary = reading.record(f"{LEDGER}/vocabulary.yml", Vocabulary, "invalid-ledger")
    sentences = read_sentences(reading)
    listed = settings.all_tables if settings else ()
    entries_of = {table.locator: read_table(reading, table) for table in listed}
    exemptions = _optional(reading, EXEMPTIONS, Exemptions) or Exemptions()
    notices = _optional(reading, NOTICES, NoticesFile)
    lenses = _optional(reading, LENSES, LensesFile)
    thresholds = _optional(reading, THRESHOLDS, ThresholdsFile)
    second_reading = _optional_second_reading(reading)
    _ledger_names(reading, settings)
    data = ahead.finish() if ahead else {}
    claims, stubs = read_claims(reading, files, data)
    references = _references(reading)
    studies = _studies(reading, references, data)
    pages, docs = read_docs(reading)
    site = read_site(reading)
    derived = look_at_other_texts(reading)
    review = Review(
        settings=settings,
        vocabulary=vocabulary,
        claims=claims,
        stubs=stubs,
        studies=studies,
        references=references,
        sentences=sentences,
        entries_of=entries_of,
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
        derived=derived,
        found_current=noted_as_current(reading) if derived else "",
        lenses=lenses.lenses if lenses else {},
        thresholds=thresholds.thresholds if thresholds else {},
        second_reading=second_reading,
    )
    return with_meanings(review, reading.root)


def _optional(reading: Reading, path: str, model: type[R]) -> R | None:
    """Read a file of the ledger that a review may do without."""
    if not os.path.lexists(reading.root / path):
        return None
    return reading.record(path, model, "invalid-ledger", LARGE_LIMIT)


def _optional_second_reading(reading: Reading) -> SecondReading | None:
    if not os.path.lexists(reading.root / SECOND_READING):
        return None
    # Who has none does without its model: building it costs time.
    from claimweave.review.second_reading import SecondReading  # noqa: PLC0415

    return reading.record(SECOND_READING, SecondReading, "invalid-ledger", LARGE_LIMIT)


def _ledger_names(reading: Reading, settings: ReviewSettings | None) -> None:
    tables = None
    if settings is not None:
        tables = [table_path(table).rpartition("/")[2] for table in settings.all_tables]
    there = reading.paths(LEDGER, ".yml")
    for path in there:
        if path == LEDGER:  # one may not look into it, and each of its files says so
            continue
        fault = ledger_name_fault(path, tables, there)
        if fault and not reading.told(path):
            reading.tell_name(fault)


def _studies(
    reading: Reading, keys: Collection[str], ahead: Mapping[str, Data]
) -> dict[str, Study]:
    studies: dict[str, Study] = {}
    there = reading.paths(STUDIES, ".yml")
    known = set(there)
    read = partial(read_record, model=StudyRecord, rule="invalid-study", ahead=ahead)
    for path in there:
        folder = not path.endswith(".yml") and is_folder(reading.root, path)
        fault = None if folder else study_name_fault(path, known)
        if fault:
            reading.problems.append(fault)
            reading.broken.add(path)
            continue
        record = reading.read_with(read, path, StudyRecord.__name__, "invalid-study")
        if record is None:
            continue
        key = key_of(file_stem(path), keys)
        if key in studies:
            message = f'{studies[key].path} is the study sheet of "{key}" already'
            help_ = "put what both say into one of the two"
            reading.problems.append(Problem(Span(path), message, help_, "invalid-study"))
        else:
            studies[key] = Study(key, path, record)
    return studies


def _references(reading: Reading) -> dict[str, Reference]:
    source = reading.text(BIBLIOGRAPHY, "invalid-bibtex", LARGE_LIMIT)
    there = {entry.name for entry in os.scandir(reading.root) if entry.is_file()}
    proposed = {path: text for path, text in reading.proposed.items() if "/" not in path}
    beside = sorted(
        name for name in (there | proposed.keys()) if proposed.get(name, "") is not None
    )
    for fault in (stray_bibliography_fault(name, beside) for name in beside):
        if fault:
            reading.tell_name(fault)
    if source is None:
        return {}
    entries, problems = reading.known.parsed(source, "bibliography", read_bibtex)
    reading.problems += problems
    references: dict[str, Reference] = {}
    for entry in entries:
        references.setdefault(entry.key, Reference.of(entry))
    if not is_whole(problems):
        reading.broken.add(BIBLIOGRAPHY)
    return references
