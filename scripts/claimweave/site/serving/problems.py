"""What has to be mended, for the browser: the same diagnostics as on the terminal, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimweave.reports.text import excerpt
from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.rules.checking import Report

MOST = 20
"""Diagnostics that a browser shows; the terminal shows all of them."""

NONE = "null"
_LAST_GOOD = "Until then this is the site as it last was."


def report_problems(report: Report) -> str:
    """Return the diagnostics of a check as the browser's script takes them; `null` for none."""
    found = report.diagnostics
    if not found:
        return NONE
    items = [_item(report, diagnostic) for diagnostic in found[:MOST]]
    title = f"{plural(len(found), 'thing')} to mend"
    more = f" The terminal shows all {len(found)}." if len(found) > MOST else ""
    note = _LAST_GOOD if report.errors else "The site is up to date all the same."
    return _as_json(title, note + more, items)


def failure_problems(message: str) -> str:
    """Return what failed beside the check, such as a notebook, in the same form."""
    first, _, rest = message.partition("\n")
    item = {"place": printable(first), "rule": "", "message": "", "help": ""}
    note = f"{_LAST_GOOD} The terminal may say more."
    return _as_json("The site could not be built", note, [{**item, "source": _lines(rest)}])


def _item(report: Report, diagnostic: Diagnostic) -> dict[str, str]:
    span = diagnostic.span
    return {
        "place": printable(f"{span.path}:{span.line}:{span.column}"),
        "rule": diagnostic.rule,
        "message": printable(diagnostic.message),
        "source": "\n".join(excerpt(report, span)),
        "help": printable(diagnostic.help),
    }


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _as_json(title: str, note: str, items: list[dict[str, str]]) -> str:
    return json.dumps({"title": title, "note": note, "items": items})
