"""The report for people: each diagnostic with its source line and a caret, then the counts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.words.counting import listed, plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Diagnostic, Span
    from claimweave.rules.checking import Report

WIDTH = 100
"""Characters of a source line that are shown."""

_COLORS = {"error": "31;1", "warning": "33;1", "note": "36", "dim": "2", "good": "32;1"}


def as_text(report: Report, *, color: bool = False, ledger: bool = True) -> str:
    """Return the report as a terminal shows it.

    Args:
        report: the result of a check.
        color: whether to colour it with ANSI codes.
        ledger: whether to list, rule by rule, how much was checked.
    """
    # What is to be mended stands at the end: a terminal shows that first.
    parts = [_ledger(report, color=color)] if ledger else []
    parts += [_diagnostic(report, d, color=color) for d in report.diagnostics]
    parts.append(_summary(report, color=color))
    parts += [_paint(line, "note", color=color) for line in draft_lines(report)]
    return "\n".join(parts)


def draft_lines(report: Report) -> list[str]:
    """Return how far a draft is, and by which rules something is missing; none for another one."""
    progress = report.base.progress
    if progress is None:
        return []
    lines = [f"draft: {progress.said}"]
    missing = [f"{number:,} by {rule}" for rule, number in report.not_yet.items()]
    if missing:
        lines.append(f"Not encoded yet, and no error in a draft: {listed(missing)}")
    return [*map(printable, lines)]


def _paint(text: str, style: str, *, color: bool) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if color else text


def _diagnostic(report: Report, diagnostic: Diagnostic, *, color: bool) -> str:
    span = diagnostic.span
    place = printable(f"{span.path}:{span.line}:{span.column}")
    rule = _paint(diagnostic.rule, diagnostic.severity, color=color)
    mild = " (warning)" if diagnostic.severity == "warning" else ""
    lines = [f"{place}: {rule}{mild}: {printable(diagnostic.message)}"]
    lines += excerpt(report, span, color=color)
    if diagnostic.help:
        help_ = _paint("help:", "note", color=color)
        lines.append(f"  = {help_} {printable(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def excerpt(report: Report, span: Span, *, color: bool = False) -> list[str]:
    """Return the source line of a place and a line with a caret; none where there is no line."""
    source = report.base.review.files.get(span.path)
    lines = _lines(source.text) if source else []
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return []
    line, start = lines[span.line - 1], span.column - 1
    first = max(0, min(start - WIDTH // 2, len(line) - WIDTH))
    before = printable(line[first:start])
    marked = printable(line[start : min(start + span.length, first + WIDTH)]) or " "
    after = printable(line[start + span.length : first + WIDTH])
    gutter = f"{span.line:>4} | "
    caret = _paint("^" * _columns(marked), "error", color=color)
    blank = " " * (len(gutter) - 2) + "| "
    return [f"{gutter}{before}{marked}{after}".rstrip(), f"{blank}{' ' * _columns(before)}{caret}"]


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    """Split a text once, however many of its lines are shown one after the other."""
    return text.split("\n")


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes; wide East Asian characters take two."""
    import unicodedata  # noqa: PLC0415 - needed only when something is wrong

    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide


def _ledger(report: Report, *, color: bool) -> str:
    width = max(len(rule) for rule in report.counts)
    from claimweave.rules.registry import RULES  # noqa: PLC0415 - it imports every rule

    lines = ["Checked, rule by rule:"]
    for rule_id, count in report.counts.items():
        line = f"  {rule_id:<{width}}  {count.checked:>6} {RULES[rule_id].counts}"
        lines.append(line)
        if count.not_yet:
            waiting = f"  {'':<{width}}  {count.not_yet:>6} not encoded yet"
            lines.append(_paint(waiting, "dim", color=color))
        for reason, number in count.skipped.items():
            lines.append(
                _paint(f"  {'':<{width}}  {number:>6} skipped: {reason}", "dim", color=color)
            )
    return "\n".join(lines) + "\n"


def _summary(report: Report, *, color: bool) -> str:
    checked = sum(count.checked for count in report.counts.values())
    skipped = sum(count.skipped_total for count in report.counts.values())
    work = f"{checked:,} checks by {plural(len(report.counts), 'rule')}, {skipped:,} skipped"
    if not report.diagnostics:
        return _paint(f"clean: {work}", "good", color=color)
    if not report.errors:
        warnings = plural(len(report.diagnostics), "warning")
        return _paint(f"clean but for {warnings}: {work}", "warning", color=color)
    found = len(report.diagnostics)
    files = len({d.span.path for d in report.diagnostics})
    message = f"{plural(found, 'thing')} to mend in {plural(files, 'file')} ({work})"
    return (
        _paint(message, "error", color=color)
        + "\nFor a rule's reason and remedy: claimweave explain RULE"
    )
