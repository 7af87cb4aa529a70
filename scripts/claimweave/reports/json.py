"""The report for programs: one JSON object, stable for those who build on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.diagnostics.fix import Fix
    from claimweave.diagnostics.problem import Span
    from claimweave.rules.checking import Report


def as_json(report: Report) -> str:
    """Return `{"diagnostics": […], "checked": {rule: {"checked": n, "skipped": n}}}`.

    A diagnostic that can be mended by an edit has a `fix`, too. Of a draft, `draft` says how far
    it is: part to `{"done": n, "of": n}`, and rule to how much it found that is not encoded yet.
    """
    diagnostics = [
        {
            "rule": d.rule,
            "severity": d.severity,
            "path": d.span.path,
            "line": d.span.line,
            "column": d.span.column,
            "message": d.message,
            "help": d.help,
        }
        | ({"fix": _fix(d.fix)} if d.fix else {})
        for d in report.diagnostics
    ]
    checked = {
        rule: {"checked": count.checked, "skipped": count.skipped_total}
        for rule, count in report.counts.items()
    }
    return json.dumps({"diagnostics": diagnostics, "checked": checked} | draft(report), indent=2)


def draft(report: Report) -> dict[str, object]:
    """Return how far a draft is, below its name; nothing for a review that is none."""
    progress = report.base.progress
    if progress is None:
        return {}
    parts: dict[str, object] = {
        part.name: {"done": part.done, "of": part.total} for part in progress.parts
    }
    told = {
        "assert_nothing": progress.assert_nothing,
        "exempted": progress.exempted,
        "stubs": progress.stubs,
    }
    return {"draft": parts | told | {"not_yet": dict(report.not_yet)}}


def _fix(fix: Fix[Span]) -> dict[str, object]:
    """Return what a fix does: edits, by which so many characters become a text, and files moved.

    Of files that are made anew the paths are told.
    """
    edits = [
        {
            "path": edit.where.path,
            "line": edit.where.line,
            "column": edit.where.column,
            "length": edit.where.length,
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    shown: dict[str, object] = {"says": fix.says, "safe": fix.safe, "edits": edits}
    if fix.moved:
        shown["moved"] = [{"from": old, "to": new} for old, new in fix.moved]
    if fix.made:
        shown["made"] = [path for path, _ in fix.made]
    return shown
