"""What pages call a source: a data set or a program is no study, and nobody took part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimweave.references.kinds import kind_of
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.review.reference import Reference


class SourceWords(NamedTuple):
    """How pages speak of a source of one kind.

    `mark` stands behind its name; `reports`, `covered` and `looked` are headings; `unseen` and
    `silent` are sentences; `counted` is what a sheet counts as `participants`.
    """

    mark: str
    reports: str
    covered: str
    looked: str
    unseen: str
    silent: str
    counted: tuple[str, str]


_WORK = SourceWords(
    "",
    "What it reports",
    "Who was studied",
    "What we read",
    "We have not seen what it reports.",
    "What we read of it does not speak of this.",
    ("participant", "participants"),
)
_SILENT = "What we looked at does not tell of this."
_DATA = SourceWords(
    "data set",
    "What was found in it",
    "What it covers",
    "What we looked at",
    "We have not looked into these data.",
    _SILENT,
    ("record", "records"),
)
_PROGRAM = SourceWords(
    "program",
    "What was found with it",
    "What it covers",
    "What we looked at",
    "We have not tried or read this program.",
    _SILENT,
    ("case", "cases"),
)
_OTHERS = {"data": _DATA, "software": _PROGRAM}


def source_words(reference: Reference | None) -> SourceWords:
    """Return how pages speak of a work, by the type of its entry."""
    if reference is None or reference.identity == "unidentified":
        return _WORK
    return _OTHERS.get(kind_of(reference.entry.kind).form, _WORK)


def size_text(reference: Reference | None, participants: int | None) -> str:
    """Return how large a study is, or how many records data have; empty where it was not seen."""
    return plural(participants, *source_words(reference).counted) if participants else ""
