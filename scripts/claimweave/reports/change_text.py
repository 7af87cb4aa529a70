"""A change of the evidence as text for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from claimweave.reports.change_wording import Theirs, sections, summary
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.evidence.changes.change import Change
    from claimweave.reports.change_wording import Line
    from claimweave.review.reading.commits import Revision


def as_text(change: Change, revision: Revision) -> str:
    """Return all of it, an item a line, its details indented."""
    lines = [
        f"Compared with {revision.short} ({printable(revision.asked or revision.why)})",
        summary(change),
    ]
    for section in sections(change):
        lines += ["", section.title]
        for item in section.items:
            lines.append(f"  {_plain(item.line)}")
            lines += [f"    {_plain(detail)}" for detail in item.details]
    return "\n".join(lines)


def as_json(change: Change, revision: Revision) -> str:
    """Return one object: `base`, and the lists of what is different."""
    return json.dumps({"base": asdict(revision), **asdict(change)}, indent=2)


def _plain(line: Line) -> str:
    return "".join(
        printable(" ".join(part.text.split())) if isinstance(part, Theirs) else part
        for part in line
    )
