"""A new name in a YAML file: wherever the old one stands as a name, and nowhere else."""

from __future__ import annotations

from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, TypeVar

from claimweave.diagnostics.problem import AtKey
from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.review.ledger import Exemptions, ReviewSettings
from claimweave.review.paths import CLAIMS, EXEMPTIONS, SECOND_READING, SETTINGS
from claimweave.review.reading.mentions import OF_CLAIMS, OF_SENTENCES
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.stub_reader import read_claim_file
from claimweave.review.reading.yaml_places import extent, locate
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.record import Record
from claimweave.review.writing.yaml_values import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.authoring.naming import Naming
    from claimweave.review.claim import ClaimRecord
    from claimweave.review.reading.yaml_reader import Data

R = TypeVar("R", bound=Record)

HOLDING_NAMES = (EXEMPTIONS, SETTINGS, SECOND_READING)
"""The files of the ledger that name claims or references."""


class UnreadableFileError(RefusedError):
    """A file that may have the name cannot be read, so that nothing is changed."""


def with_new_name(source: TextFile, naming: Naming) -> str:
    """Return the text of a YAML file with the new name wherever the old one stands as a name.

    A text of it is no such place, but the query of a check is, where it compares with the name.

    Raises:
        UnreadableFileError: when it cannot be read as what it should be, or not with the new name.
    """
    if naming.old not in source.text:
        return source.text
    places = list(_places(source, naming))
    asked = _asking(source, naming)
    if not places and not asked:
        return source.text
    text = _replaced(source, places, naming)
    for keys in asked:  # names stand before the queries or behind them, and not in them
        text = _in_query(TextFile(source.path, text), keys, naming)
    before, _ = read_yaml(source)
    after, problems = read_yaml(TextFile(source.path, text))
    for place in places:
        _rename(before, place, naming)
    for keys in asked:
        holder = reduce(getitem, keys[:-1], before)
        holder["sql"] = holder["sql"].replace(f"'{naming.old}'", f"'{naming.new}'")
    if problems or not same(before, after):
        raise UnreadableFileError(f"{naming.old} in {source.path} cannot be replaced")
    return text


def _places(source: TextFile, naming: Naming) -> Iterator[AtKey]:
    """Yield where a file names a claim by its id, or a reference by its key."""
    old, claim = naming.old, naming.kind == "claim"
    if source.path == EXEMPTIONS:
        yield from _exempted(source, naming)
    elif source.path == SETTINGS:
        if not claim and _read(source, ReviewSettings).source == old:
            yield AtKey(source.path, ("source",))
    elif source.path == SECOND_READING:
        if not claim:  # a claim stands there as it was called when it was read
            yield from _sheets_read(source, old)
    elif not source.path.startswith(f"{CLAIMS}/_"):
        for keys, name in _named(_claim(source), claim=claim):
            if name == old:
                yield AtKey(source.path, keys)


def _exempted(source: TextFile, naming: Naming) -> Iterator[AtKey]:
    old, claim = naming.old, naming.kind == "claim"
    for rule, subjects in _read(source, Exemptions).exemptions.items():
        if old in subjects and rule not in OF_SENTENCES and (rule in OF_CLAIMS) == claim:
            yield AtKey(source.path, ("exemptions", rule, old), on_key=True)


def _sheets_read(source: TextFile, key: str) -> Iterator[AtKey]:
    from claimweave.review.second_reading import SecondReading  # noqa: PLC0415 - few have one

    sheets = _read(source, SecondReading).sheets
    for index, read in enumerate(sheets.read if sheets else ()):
        if read == key:
            yield AtKey(source.path, ("sheets", "read", index))
    for index, difference in enumerate(sheets.differences if sheets else ()):
        if difference.sheet == key:
            yield AtKey(source.path, ("sheets", "differences", index, "sheet"))


def _named(record: ClaimRecord, *, claim: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each key path at which a claim names another one, or else a reference."""
    if not claim:
        for index, evidence in enumerate(record.evidence):
            yield ("evidence", index, "cites"), evidence.cites
        return
    for field in ("rests_on", "opposes"):
        for index, other in enumerate(getattr(record, field)):
            yield (field, index), other


def _asking(source: TextFile, naming: Naming) -> list[tuple[str, ...]]:
    """Return the key path of each query that compares something with the name.

    In a file of the form of before, the one query stands in the check itself.
    """
    if source.path.startswith(f"{CLAIMS}/_"):
        return []
    check = _claim(source).check
    named = [
        name
        for name, reading in (check.readings if check else {}).items()
        if reading.compares_with(naming.old)
    ]
    paths = [("check", "readings", name, "sql") for name in named]
    before = ("check", "sql")
    return [keys if extent(source, keys) != (0, 0) else before for keys in paths]


def _in_query(source: TextFile, keys: tuple[str, ...], naming: Naming) -> str:
    start, end = extent(source, keys)
    query = source.text[start:end].replace(f"'{naming.old}'", f"'{naming.new}'")
    return source.text[:start] + query + source.text[end:]


def _claim(source: TextFile) -> ClaimRecord:
    """Return a claim; of a stub, what is filled in."""
    file, problems = read_claim_file(source, "")
    if file is None or problems:
        raise UnreadableFileError(f"{source.path} cannot be read")
    return file.record


def _read(source: TextFile, model: type[R]) -> R:
    record, problems = read_record(source, model, "")
    if record is None or problems:
        raise UnreadableFileError(f"{source.path} cannot be read")
    return record


def _replaced(source: TextFile, places: list[AtKey], naming: Naming) -> str:
    lines = source.text.split("\n")
    for span in sorted((locate(source, place) for place in places), reverse=True):
        line, start = lines[span.line - 1], span.column - 1
        lines[span.line - 1] = line[:start] + naming.new + line[start + span.length :]
    return "\n".join(lines)


def _rename(data: Data, place: AtKey, naming: Naming) -> None:
    for key in place.keys[:-1]:
        data = data[key]
    if place.on_key:
        data[naming.new] = data.pop(naming.old)
    else:
        data[place.keys[-1]] = naming.new
