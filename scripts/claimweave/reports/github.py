"""The report for GitHub Actions: annotations on the lines of a pull request.

Source: GitHub's workflow commands (`::error file=…,line=…,col=…::message`). Of more than ten
annotations of a step GitHub drops the rest without a word, so at most nine are made, and a
tenth says how many there are. Of a draft, one of the nine says how far it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Diagnostic
from claimweave.reports.change_markdown import code
from claimweave.reports.text import as_text, draft_lines
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.yaml_places import locate
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.rules.checking import Report

MOST = 9


def as_github(report: Report, folder: str = "") -> str:
    """Return at most ten annotations, and the report as text for the log in a group.

    The files of annotations are named from the top of the repository, in which the review lies in
    `folder`: GitHub shows no annotation of a file that it does not find.
    """
    drafts = [_annotation(diagnostic, folder) for diagnostic in _draft(report)]
    most = MOST - len(drafts)
    lines = drafts + [_annotation(diagnostic, folder) for diagnostic in report.diagnostics[:most]]
    rest = len(report.diagnostics) - most
    if rest > 0:
        lines.append(
            f"::error title=claimweave::{rest} more to mend: they stand in this step's log"
        )
    # Text of strangers is printed while workflow commands are switched off.
    lines += ["::group::All diagnostics", "::stop-commands::claimweave-log", as_text(report)]
    return "\n".join([*lines, "::claimweave-log::", "::endgroup::"])


def run_summary(report: Report) -> str:
    """Return what the page of a run says of a draft, as Markdown; nothing of another review."""
    progress = report.base.progress
    if progress is None:
        return ""
    told = [progress.sentences, *(part.said for part in progress.parts[1:] if part.total)]
    lines = "".join(f"- {code(text)}\n" for text in told)
    return f"### This review is a draft\n\n{lines}"


def _draft(report: Report) -> Iterator[Diagnostic]:
    """Yield the warning that a review is a draft, at the line that says so."""
    source = report.base.review.files.get(SETTINGS)
    lines = draft_lines(report)
    if lines and source:
        where = locate(source, AtKey(SETTINGS, ("state",)))
        yield Diagnostic("claimweave: a draft", "warning", where, "\n".join(lines))


def _annotation(diagnostic: Diagnostic, folder: str) -> str:
    span = diagnostic.span
    end = span.column + span.length - 1
    properties = {
        "file": printable(f"{folder}/{span.path}" if folder else span.path),
        "line": str(span.line),
        "endLine": str(span.line),
        "col": str(span.column),
        "endColumn": str(end),
        "title": diagnostic.rule,
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    message = "\n".join(printable(line) for line in text.split("\n"))
    return f"::{diagnostic.severity} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
