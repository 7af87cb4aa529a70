"""The rules of the bibliography, held against a new entry before it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import claimweave.rules.bibliography
import claimweave.rules.entry_fields  # noqa: F401 - importing registers the rules
from claimweave.citing import RefusedError
from claimweave.diagnostics import Span
from claimweave.evidence.base import EvidenceBase
from claimweave.model.reference import Reference
from claimweave.model.review import BIBLIOGRAPHY
from claimweave.rules.registry import RULES, Tally
from claimweave.sources.bibtex_reader import read_bibtex
from claimweave.sources.files import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.citing.addition import Addition
    from claimweave.model.review import Review

HELD = ("missing-field", "malformed-doi", "identity-mismatch", "misspelt-entry")


class EntryFaultError(RefusedError):
    """The entry would not pass `claimweave check`; the message says why."""


def refuse_faulty(review: Review, addition: Addition, number: int | None) -> None:
    """Make sure that the entry passes the rules that are about an entry alone.

    Raises:
        EntryFaultError: when it does not.
    """
    faults = list(_faults(review, addition, number))
    if faults:
        raise EntryFaultError("; ".join(faults))


def _faults(review: Review, addition: Addition, number: int | None) -> Iterator[str]:
    source = TextFile(BIBLIOGRAPHY, addition.bibliography)
    read, _ = read_bibtex(source)
    (entry,) = (one for one in read if one.key == addition.key)
    source_review = review.references.get(review.source_key)
    kept = {source_review.key: source_review} if source_review else {}
    references = kept | {entry.key: Reference(entry.key, number, entry)}
    files = {**review.files, BIBLIOGRAPHY: source}
    base = EvidenceBase(replace(review, references=references, files=files, broken=frozenset()))
    lines = range(entry.line, max(entry.lines.values(), default=entry.line) + 1)
    for rule_id in HELD:
        for problem in RULES[rule_id].run(base, Tally(base.review, rule_id)):
            if isinstance(problem.where, Span) and problem.where.line in lines:
                yield f"{problem.message} ({problem.help})" if problem.help else problem.message
