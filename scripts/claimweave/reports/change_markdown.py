"""A change of the evidence as Markdown for a comment on a pull request.

All that comes from files is written by strangers. It stands in code spans: there GitHub makes no
HTML, link, image, mention or reference to an issue of it. Entities would not do, since mentions
are looked for after they are decoded (github/cmark-gfm, issue 181). A reply by mail quotes the
text without its markup, so each @ is parted from its name as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.reports.change_wording import Theirs, sections, summary
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.changes.change import Change
    from claimweave.reports.change_wording import Item, Line, Section
    from claimweave.review.reading.commits import Revision

LONGEST_COMMENT = 60_000
"""Bytes of a comment. GitHub takes 65,536 characters."""

LONGEST_TEXT = 160
"""Characters of somebody's text that are shown."""

_PARTED = "@\u200b"


@dataclass(frozen=True, slots=True)
class _Room:
    """How many items of a section are open, how many more are folded, how many details each."""

    shown: int
    folded: int
    details: int


_ROOMS = (_Room(8, 40, 6), _Room(8, 20, 2), _Room(8, 0, 0), _Room(0, 0, 0))


def as_markdown(change: Change, revision: Revision, longest: int = LONGEST_COMMENT) -> str:
    """Return a comment: a summary, and sections whose long lists are folded.

    The first of several scales that fits into `longest` bytes is taken; the last has headings only.
    """
    for room in _ROOMS[:-1]:
        comment = _comment(change, revision, room)
        if len(comment.encode()) <= longest:
            return comment
    return _comment(change, revision, _ROOMS[-1])


def _comment(change: Change, revision: Revision, room: _Room) -> str:
    lines = ["### What this change does to the evidence", "", f"**{summary(change)}**", ""]
    chosen = code(revision.asked) if revision.asked else revision.why
    lines += [f"Compared with {code(revision.short)} ({chosen}).", ""]
    for section in sections(change):
        lines += _section(section, room)
    return "\n".join(lines)


def _section(section: Section, room: _Room) -> Iterator[str]:
    yield f"#### {section.title}"
    yield ""
    for item in section.items[: room.shown]:
        yield from _item(item, room)
    folded = section.items[room.shown : room.shown + room.folded]
    if folded:
        # The empty lines make Markdown of what stands between the two tags.
        yield from ("", f"<details><summary>{len(folded)} more</summary>", "")
        for item in folded:
            yield from _item(item, room)
        yield from ("", "</details>")
    rest = len(section.items) - room.shown - len(folded)
    if rest > 0:
        yield from ("", f"{rest} not shown here: `claimweave diff` lists all.")
    yield ""


def _item(item: Item, room: _Room) -> Iterator[str]:
    yield f"- {_line(item.line)}"
    for detail in item.details[: room.details]:
        yield f"  - {_line(detail)}"
    rest = len(item.details) - room.details
    if rest > 0:
        yield f"  - and {rest} more"


def _line(line: Line) -> str:
    return "".join(code(part.text) if isinstance(part, Theirs) else part for part in line)


def code(text: str) -> str:
    """Return text as a code span that it cannot leave: its fence is longer than any run in it."""
    folded = printable(" ".join(text.split()))
    if len(folded) > LONGEST_TEXT:
        folded = f"{folded[: LONGEST_TEXT - 1]}…"
    runs = re.findall(r"`+", folded)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    pad = " " if runs or not folded else ""
    return f"{fence}{pad}{folded.replace('@', _PARTED)}{pad}{fence}"
