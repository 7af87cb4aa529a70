"""Claim files in which something is left open: what is filled in is read, the rest is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.review.claim import ClaimRecord
from claimweave.review.reading.record_reader import read_record, record_of
from claimweave.review.reading.yaml_reader import Data, read_yaml
from claimweave.review.stub import OPEN, ClaimFile, Keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimweave.diagnostics.problem import Problem
    from claimweave.disk.text_files import TextFile

_STOPGAPS = {
    "claim": "?",
    "kind": "method",
    "stance": "background",
    "sql": "?",
    "says": "?",
    "verdict": "undetermined",
}
"""A value for each field that a claim cannot do without: it is never shown, and never counts."""

_MAY_BE_OPEN = frozenset({*_STOPGAPS, "in_text", "strength", "topic", "note"})
"""What only a reader of the article can say, with all that is in a topic. Places and keys are
never open: they lead somewhere, or nowhere."""


def read_claim_file(
    source: TextFile, rule: str, ahead: Mapping[str, Data] | None = None
) -> tuple[ClaimFile | None, list[Problem]]:
    """Read a claim file, with what is left open in it; None when any of it is not valid.

    `ahead` has the data of files that were read already, and in which nothing is amiss.
    """
    if OPEN not in source.text:
        record, told = read_record(source, ClaimRecord, rule, ahead)
        return ClaimFile(record) if record else None, told
    data, problems = read_yaml(source)
    open_ = tuple(_open(data, ()))
    record, told = record_of(_filled(data, open_), problems, ClaimRecord, source, rule, open_)
    return ClaimFile(record, open_) if record else None, told


def _open(data: Data, keys: Keys) -> Iterator[Keys]:
    """Yield the key path of each field that is left open."""
    if data == OPEN and _may_be_open(keys):
        yield keys
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _open(value, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _open(value, (*keys, index))


def _may_be_open(keys: Keys) -> bool:
    return keys[:1] == ("topic",) or (keys and keys[-1] in _MAY_BE_OPEN) or False


def _filled(data: Data, open_: Sequence[Keys], keys: Keys = ()) -> Data:
    """Return the data without what is left open; where a claim needs it, a stopgap stands there."""
    if isinstance(data, dict):
        return {
            key: _filled(value, open_, (*keys, key))
            for key, value in data.items()
            if (*keys, key) not in open_ or (key in _STOPGAPS and keys[:1] != ("topic",))
        }
    if isinstance(data, list):
        return [_filled(item, open_, (*keys, index)) for index, item in enumerate(data)]
    return _STOPGAPS[str(keys[-1])] if keys in open_ else data
