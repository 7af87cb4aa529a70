"""An unidentified reference gets its entry: in its old place, and under its key in each claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, snapshot
from claimweave.authoring.new_review.answers import AnswerError
from claimweave.authoring.proposal import in_its_line_ends
from claimweave.disk.text_files import TextFile
from claimweave.references.entry_place import with_entry_replaced
from claimweave.references.identification import UnreadableFileError, with_key
from claimweave.references.new_entry import UnwritableEntryError
from claimweave.review.review import BIBLIOGRAPHY, EXEMPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.authoring.reference_answers import ReferenceAnswers
    from claimweave.disk.whole_file import Snapshot
    from claimweave.review.claim import Claim
    from claimweave.review.review import Review


def propose_identity(root: Path, review: Review, old: str, answers: ReferenceAnswers) -> Change:
    """Return the change that puts an entry in the place of an unidentified one.

    Raises:
        AnswerError: when the old entry is not unidentified, the work is there already, or a
            study sheet or a claim file would have to be changed by a person.
    """
    if old in review.studies:
        sheet = review.studies[old].path
        raise AnswerError(
            f"{sheet} says what {old} reports: rename it to {answers.key}.yml, read it against "
            "the work, and change the entry by hand"
        )
    read = snapshot(root, BIBLIOGRAPHY)
    try:
        text = in_its_line_ends(read, lambda t: with_entry_replaced(t, old, answers.entry))
    except UnwritableEntryError as error:
        raise AnswerError(str(error)) from None
    replaced: dict[str, tuple[Snapshot, str]] = {BIBLIOGRAPHY: (read, text)}
    for claim in review.claims.values():
        if any(item.cites == old for item in claim.evidence):
            replaced[claim.path] = _renamed(root, claim, old, answers.key)
    return Change({}, replaced)


def still_naming(review: Review, key: str) -> Iterator[tuple[str, int]]:
    """Yield (path, line) of each place in claims, pages and exemptions that still has a key."""
    word = re.compile(rf"(?<![\w.:+-]){re.escape(key)}(?![\w:+-])")
    for path, source in sorted(review.files.items()):
        if path.startswith("claims/_review/") and path != EXEMPTIONS:
            continue
        for number, line in enumerate(source.text.split("\n"), start=1):
            if path != BIBLIOGRAPHY and word.search(line):
                yield path, number


def _renamed(root: Path, claim: Claim, old: str, new: str) -> tuple[Snapshot, str]:
    """Return a claim file with a key renamed, and nothing else."""
    read = snapshot(root, claim.path)
    try:
        text = in_its_line_ends(read, lambda text: with_key(TextFile(claim.path, text), old, new))
    except UnreadableFileError:
        raise AnswerError(
            f"in {claim.path}, {old} cannot be renamed: write {new} there by hand"
        ) from None
    return read, text
