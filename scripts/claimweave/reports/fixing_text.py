"""What fixes change, for people: a diff, what was mended, and what was not and why."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.authoring.fixing import Fixing


def as_text(fixing: Fixing, *, written: bool) -> str:
    """Return the diff of each file, then how much was mended, and each fix that was left out.

    Args:
        fixing: what was tried.
        written: whether it was written, or is only shown.
    """
    lines = [*_diffs(fixing)]
    files = len({p for p in fixing.texts if p not in fixing.moves})
    would = "" if written else "would be "
    mended = f"{plural(len(fixing.done), 'thing')} {would}mended in {plural(files, 'file')}"
    lines.append(mended if fixing.done else "nothing can be mended safely")
    for refusal in fixing.refused:
        span = refusal.diagnostic.span
        place = f"{span.path}:{span.line}: {refusal.diagnostic.rule}"
        lines.append(printable(f"not applied: {place}: {refusal.why}"))
    left = sum(bool(d.fix and not d.fix.safe) for d in fixing.report.diagnostics)
    if left:
        lines.append(f"{plural(left, 'more remedy', 'more remedies')} to be looked at before use")
    return "\n".join(lines) + "\n"


def _diffs(fixing: Fixing) -> Iterator[str]:
    came_from = {new: old for old, new in fixing.moves.items()}
    files = fixing.before.files
    for path, text in sorted(fixing.texts.items()):
        if text is None:
            continue
        old = came_from.get(path, path)
        if old != path:
            yield printable(f"moved: {old} to {path}")
        before = files[old].text if old in files else fixing.unread.get(old)
        if old not in files and old in fixing.before.derived:
            yield printable(f"made anew: {path}")
            continue
        lines = unified_diff(
            (before or "").split("\n"), text.split("\n"), f"a/{old}", f"b/{path}", lineterm="", n=1
        )
        yield from map(printable, lines)
