"""The report for programs: one JSON object, stable for those who build on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.rules.checking import Report


def as_json(report: Report) -> str:
    """Return `{"diagnostics": […], "checked": {rule: {"checked": n, "skipped": n}}}`."""
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
        for d in report.diagnostics
    ]
    checked = {
        rule: {"checked": count.checked, "skipped": count.skipped_total}
        for rule, count in report.counts.items()
    }
    return json.dumps({"diagnostics": diagnostics, "checked": checked}, indent=2)
