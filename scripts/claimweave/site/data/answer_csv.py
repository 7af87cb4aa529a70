"""The works behind an answer as a table: how the table lists each, and what it reports itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.site.data.data_files import csv_text
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.publication import Publication

_COLUMNS = (
    "reference", "number", "name", "year", "doi", "listed", "agreement", "design",
    "participants", "reported_question", "reported_direction", "asked", "address", "as_of",
)  # fmt: skip


def answer_csv(
    base: EvidenceBase, answer: Answer, asked: str, path: str, publication: Publication
) -> str:
    """Return CSV with a row for each result of each work that the table lists on the pair.

    A work of which no result on the pair is known has one row. Each row carries the question, the
    address of its page and the day, so that it can be told later where it is from.

    Args:
        base: the evidence of the review.
        answer: the answer whose works are listed.
        asked: its question in words.
        path: its page.
        publication: the site.
    """
    origin = (asked, publication.url(path), publication.created[:10])
    return csv_text(_COLUMNS, ((*row, *origin) for row in _rows(base, answer)))


def _rows(base: EvidenceBase, answer: Answer) -> Iterator[Sequence[object]]:
    for item in answer.synthesis.reported if answer.synthesis else ():
        work, study, agreement = item.use.reference, item.use.study, item.use.agreement
        known = (
            work.key,
            work.number,
            work.short_name,
            work.year,
            work.field("doi"),
            item.use.evidence.stance,
            labels.AGREEMENTS[agreement].label if agreement else "",
            wording.design_label(base, study.record.design) if study else "",
            study.record.participants if study else "",
        )
        results = [
            (wording.question_label(base, question), said.label)
            for question, said in wording.reported(base, item)
            if question
        ]
        for result in results or [("", "")]:
            yield (*known, *result)
