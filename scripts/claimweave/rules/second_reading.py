"""What two readers are said to have differed on, held against the claims and the sheets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, misspelt
from claimweave.review.claim import ClaimRecord, Evidence, Topic
from claimweave.review.paths import SECOND_READING, STUDIES
from claimweave.review.record import record_fields
from claimweave.review.study import SourceFinding, StudyRecord
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.review import Review
    from claimweave.review.second_reading import ReadClaims, ReadSheets


def second_reading_faults(review: Review) -> Iterator[Problem]:
    """Yield what cannot be so: a claim that is not there, a field, or more differences than both.

    A claim may stand there under an id that it had when it was read.
    """
    if review.second_reading is None:
        return
    for name, part in review.second_reading.parts:
        yield from _unread(review, name, part)
        yield from _unknown_fields(review, name, part)
        yield from _misplaced(name, part)
        yield from _too_many(name, part)


def _unread(review: Review, name: str, part: ReadClaims | ReadSheets) -> Iterator[Problem]:
    for index, subject in enumerate(part.read):
        where = AtKey(SECOND_READING, (name, "read", index))
        if name == "sheets":
            if subject not in review.studies and not review.is_broken(STUDIES):
                message = f'there is no study sheet "{subject}"'
                yield misspelt(where, message, subject, review.studies, "name the sheets of today")
        elif not _is_known(review, subject):
            message = f'there is no claim "{subject}", and none has it under `formerly`'
            help_ = "write it under `formerly` of the claim, or claims, that it has become"
            yield misspelt(where, message, subject, review.claims, help_)


def _is_known(review: Review, claim_id: str) -> bool:
    there = claim_id in review.taken_ids or claim_id in review.former_names
    return there or review.may_be_former(claim_id)


def _unknown_fields(review: Review, name: str, part: ReadClaims | ReadSheets) -> Iterator[Problem]:
    if review.vocabulary is None:
        return
    models = (ClaimRecord, Topic, Evidence) if name == "claims" else (StudyRecord, SourceFinding)
    known = [*(field for model in models for field in record_fields(model)), *review.axes]
    for field in part.compared:
        if field not in known:
            where = AtKey(SECOND_READING, (name, "compared", field), on_key=True)
            of = "a claim" if name == "claims" else "a study sheet"
            allowed = f"allowed: {', '.join(dict.fromkeys(known))}"
            yield misspelt(where, f'"{field}" is no field of {of}', field, known, allowed)


def _misplaced(name: str, part: ReadClaims | ReadSheets) -> Iterator[Problem]:
    read = set(part.read)
    seen: set[tuple[str, str, str | None]] = set()
    one = "claim" if name == "claims" else "sheet"
    for index, difference in enumerate(part.differences):
        keys = (name, "differences", index)
        subject, field = difference.subject, difference.field
        if subject not in read:
            message = f'"{subject}" is not among those that were read by two'
            help_ = f"correct it, or add it to `read`, if both have read this {one}"
            yield misspelt(AtKey(SECOND_READING, (*keys, one)), message, subject, read, help_)
        if field not in part.compared:
            message = f'"{field}" was not compared'
            help_ = "say under `compared` how many answers were"
            where = AtKey(SECOND_READING, (*keys, "field"))
            yield misspelt(where, message, field, part.compared, help_)
        if (subject, field, difference.part) in seen:
            message = f"a difference on {field} of {subject} stands here already"
            help_ = "keep one of the two, or say with `part` which part of it each is about"
            yield Problem(AtKey(SECOND_READING, keys), message, help_)
        seen.add((subject, field, difference.part))


def _too_many(name: str, part: ReadClaims | ReadSheets) -> Iterator[Problem]:
    counted = Counter(difference.field for difference in part.differences)
    for field, compared in part.compared.items():
        if counted[field] > compared:
            where = AtKey(SECOND_READING, (name, "compared", field))
            message = f"{plural(counted[field], 'difference')} on {field}, and only {compared} "
            yield Problem(where, f"{message}compared", "count again how many answers were compared")
