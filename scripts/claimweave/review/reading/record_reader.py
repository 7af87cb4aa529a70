"""From YAML data to records: each fault of a file at once, in words, at its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import ValidationError, convert

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.reading.misread_text import misread_texts
from claimweave.review.reading.record_schema import is_prose
from claimweave.review.reading.repeated_items import repeated_items
from claimweave.review.reading.yaml_reader import Data, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimweave.disk.text_files import TextFile
    from claimweave.review.record import Record

R = TypeVar("R", bound="Record")

Keys = tuple[str | int, ...]


def read_record(
    source: TextFile, model: type[R], rule: str, ahead: Mapping[str, Data] | None = None
) -> tuple[R | None, list[Problem]]:
    """Read a YAML file as a record of `model`; None when any of it is not valid.

    `ahead` has the data of files that were read already, and in which nothing is amiss.
    """
    data = ahead.get(source.path) if ahead else None
    if data is not None:
        return build_record(data, model, source, rule)
    data, problems = read_yaml(source)
    return record_of(data, problems, model, source, rule)


def record_of(  # noqa: PLR0913 - a file that was read, and what becomes of it
    data: Data,
    problems: list[Problem],
    model: type[R],
    source: TextFile,
    rule: str,
    open_: Collection[Keys] = (),
) -> tuple[R | None, list[Problem]]:
    """Return the record of a file's data, and all that is wrong with the file.

    Args:
        data: what it holds; None where that is no YAML.
        problems: what was found wrong when it was read.
        model: of what the record is.
        source: the file.
        rule: the rule that tells what is not valid.
        open_: key paths of texts that are said to be written later.
    """
    if data is None or any(problem.rule == "invalid-yaml" for problem in problems):
        return None, problems
    record, faults = build_record(data, model, source, rule)
    misread = [
        found for found in misread_texts(source, partial(is_prose, model)) if found[0] not in open_
    ]
    repeated = repeated_items(data, source.path) if isinstance(data, dict) else []
    return record, [*problems, *without_followers(misread, faults), *repeated]


def build_record(
    data: Data, model: type[R], source: TextFile, rule: str, below: Keys = ()
) -> tuple[R | None, list[Problem]]:
    """Validate data as a record; each fault becomes a problem of `rule` at its key.

    `below` is the key path of the data in their file.
    """
    try:
        return convert(model.arranged(model.in_todays_form(data)), model), []
    except ValidationError:
        # What finds all faults, and words them, is loaded for a file that may have some.
        from claimweave.review.reading.record_faults import validated  # noqa: PLC0415

    return validated(data, model, source, rule, below)


def without_followers(
    misread: list[tuple[Keys, Problem]], faults: list[Problem]
) -> Iterator[Problem]:
    """Yield what is misread, and the faults that have another cause."""
    at = {keys for keys, _ in misread}
    yield from (problem for _, problem in misread)
    yield from (f for f in faults if not (isinstance(f.where, AtKey) and f.where.keys in at))
