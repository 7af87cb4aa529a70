"""What is said of the entries of a table in either state: as filed, and as their sources report.

A number leads, and a sentence goes on from it. Each is counted from the marks that a page draws.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimweave.evidence import answer_wording, wording
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.filed_and_found import FiledAndFound

_UNREAD = ("was not read", "were not read")
_UNCOMPARED = ("is too general to be compared", "are too general to be compared")


class Said(NamedTuple):
    """What stands above a state: a number, the sentence that goes on from it, and details.

    `limits` is what counting cannot tell.
    """

    lead: str
    sentence: str
    details: str
    limits: str


def filed(marks: FiledAndFound) -> Said:
    """Say how many entries the table lists, and under what it files them."""
    title, number = marks.table.title, len(marks.entries)
    under = Counter(mark.filed for mark in marks.entries)
    ways = [
        f"{under[name]} under “{relation.label}”"
        for name, relation in marks.table.relations.items()
        if under[name]
    ]
    beside = len(marks.left_out)
    are = "is" if beside == 1 else "are"
    return Said(
        plural(number, "entry", "entries") if number else "No entry",
        f"in {title}: {listed(ways)}." if number else f"is in {title} yet.",
        f"Not in it {are} {plural(beside, 'result')} on its own question, of works that the "
        f"review cites: the {'diamond' if beside == 1 else 'diamonds'}."
        if beside
        else "",
        "Where the review files a work is the review’s word: "
        "it does not say what the work itself reports.",
    )


def found(base: EvidenceBase, marks: FiledAndFound) -> Said:
    """Say how many entries have a source that reports what it is filed for; the rest, too."""
    counted, total = marks.agreements, len(marks.entries)
    unread = total - counted["not-read"] == 0
    asked = wording.question_label(base, marks.table.question).lower()
    agree = counted["agrees"]
    if unread:
        have = "has a source that was read" if total == 1 else "have a source that was read"
        sentence = f"{have}: what {'it' if total == 1 else 'they'} report is not known yet."
    else:
        have = "has" if agree == 1 else "have"
        sentence = (
            f"{have} a source that, as far as we read it, reports on the {asked} "
            "what it is filed for."
        )
    return Said(
        f"{agree or 'None'} of {total}" if total else "No entry",
        sentence if total else "is there whose source could be read.",
        " ".join(filter(None, ("" if unread else _others(counted), _beside(marks)))),
        answer_wording.limits(base, marks.table.question),
    )


def _others(counted: Counter[str]) -> str:
    parts = "; ".join(_parts(counted))
    return f"Of the others, {parts}." if parts else ""


def _parts(counted: Counter[str]) -> Iterator[str]:
    """Yield, most first, how many entries do not agree with their sources, and how."""
    said = labels.REPORTS | {"not-read": _UNREAD, "": _UNCOMPARED}
    for agreement, number in sorted(counted.items(), key=lambda item: -item[1]):
        if agreement != "agrees":
            one, many = said[agreement]
            yield f"{number} {one if number == 1 else many}"


def _beside(marks: FiledAndFound) -> str:
    beside, title = len(marks.left_out), marks.table.title
    if not beside:
        return ""
    are = "diamond is 1 more result" if beside == 1 else f"{beside} diamonds are more results"
    return (
        f"The {are} on this question, of works that the review cites and {title} does not list "
        "there."
    )
