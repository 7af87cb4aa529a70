"""The rule about files that stand in a form of before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.claim import AS_STATED
from claimweave.review.reading.yaml_places import extent
from claimweave.rules.registry import Tally, rule
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.disk.text_files import TextFile
    from claimweave.evidence.base import EvidenceBase

_NOW = pattern(r"^ +readings:", re.MULTILINE)


@rule("executable claims", optional=True)
def outdated_form(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file stands in a form of before, which is still read.

    What it checks:
        The check of each executable claim has `readings`, and no `sql` or `verdict` of its own.
    Why:
        A conclusion can be read in more than one way. A check with one query does not say in
        which way it reads the sentence, so nobody can say that it means something else.
    Fails:
        check:
          sql: SELECT supports > contradicts FROM cells WHERE crop = 'barley'
          verdict: holds
    How to mend:
        `claimweave check --fix` makes one reading of it, which says what the claim says. Then
        write what the query really asks into `says`, and add the other ways to read the sentence.
    """
    for claim in base.review.claims.values():
        if claim.record.check is None:
            continue
        tally.checked += 1
        source = base.review.files.get(claim.path)
        if source and AS_STATED in claim.record.check.readings and _outdated(source):
            yield _problem(source)


def _outdated(source: TextFile) -> bool:
    """Whether `sql` or `verdict` stands in the check itself; what has readings is not parsed."""
    if _NOW.search(source.text):
        return False
    return any(extent(source, ("check", name)) != (0, 0) for name in ("sql", "verdict"))


def _problem(source: TextFile) -> Problem:
    from claimweave.rules.migrating import (  # noqa: PLC0415 - who has no such file needs none
        migration,
    )

    where = AtKey(source.path, ("check",), on_key=True)
    message = "this check has one query, and does not say how it reads the sentence"
    fix = migration(source)
    how = "`claimweave check --fix` makes one reading of it" if fix else _BY_HAND
    return Problem(where, message, how, fix=fix)


_BY_HAND = (
    "write `readings:` below `check:`, below it a name, and below that `says`, `sql` and `verdict`"
)
