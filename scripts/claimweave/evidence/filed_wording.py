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
    counted, total, question = marks.agreements, len(marks.entries), marks.table.question
    agree = counted["agrees"]
    rest = ""
    if not total:
        sentence = "is there whose source could be read."
    elif counted["not-read"] == total:
        one = total == 1
        sentence = (
            f"{'has' if one else 'have'} a source that was read: what {'it' if one else 'they'} "
            f"{'reports' if one else 'report'} is not known yet."
        )
    else:
        asked = wording.question_label(base, question).lower()
        sentence = (
            f"{'has' if agree == 1 else 'have'} a source that, as far as we read it, reports on "
            f"the {asked} what it is filed for."
        )
        rest = f"Of the rest, {'; '.join(others(counted))}." if agree < total else ""
    lead = f"{agree or 'None'} of {total}" if total else "No entry"
    details = " ".join(filter(None, (rest, _beside(marks))))
    return Said(lead, sentence, details, answer_wording.limits(base, question))


def others(counted: Counter[str]) -> list[str]:
    """Return, most first, how many entries do not agree with their sources, and how."""
    said = labels.REPORTS | {"not-read": _UNREAD, "": _UNCOMPARED}
    return [
        f"{number} {said[agreement][number != 1]}"
        for agreement, number in sorted(counted.items(), key=lambda item: -item[1])
        if agreement != "agrees"
    ]


def _beside(marks: FiledAndFound) -> str:
    beside, title = len(marks.left_out), marks.table.title
    if not beside:
        return ""
    are = "diamond is 1 more result" if beside == 1 else f"{beside} diamonds are more results"
    return (
        f"The {are} on this question, of works that the review cites and {title} does not list "
        "there."
    )
