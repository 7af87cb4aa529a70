"""Fixes applied to texts: those that do not touch each other, all of one at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.diagnostics.fix import Edit, Fix
    from claimweave.diagnostics.problem import Diagnostic, Span


def apart(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those whose fixes can be applied together: of two that overlap, the first."""
    chosen: list[Diagnostic] = []
    edits: list[Edit[Span]] = []
    whole: set[str] = set()
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None:
            continue
        paths = {edit.where.path for edit in fix.edits}
        others = {path for pair in fix.moved for path in pair} | {path for path, _ in fix.made}
        touched = {edit.where.path for edit in edits}
        if (paths | others) & whole or others & touched:
            continue
        if any(_overlap(one, other) for one in fix.edits for other in edits):
            continue
        chosen.append(diagnostic)
        edits += fix.edits
        whole |= others
    return chosen


def _overlap(one: Edit[Span], other: Edit[Span]) -> bool:
    a, b = one.where, other.where
    same_line = (a.path, a.line) == (b.path, b.line)
    return same_line and a.column <= b.column + b.length and b.column <= a.column + a.length


def applied(
    texts: Mapping[str, str], fixes: Iterable[Fix[Span]]
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the new texts by path, None for a file that is moved away, and the moves.

    Args:
        texts: path to text of the files as they are.
        fixes: those of which none overlap.
    """
    new: dict[str, str | None] = {}
    moves: dict[str, str] = {}
    edits: dict[str, list[Edit[Span]]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.where.path, []).append(edit)
        for old, to in fix.moved:
            new[old], new[to] = None, texts[old]
            moves[old] = to
        new |= dict(fix.made)
    for path, own in edits.items():
        new[path] = edited_text(texts[path], own)
    return new, moves


def edited_text(text: str, edits: Iterable[Edit[Span]]) -> str:
    """Return a text with edits, of which none overlap."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: one.where, reverse=True):
        line, start = lines[edit.where.line - 1], edit.where.column - 1
        lines[edit.where.line - 1] = line[:start] + edit.text + line[start + edit.where.length :]
    return "\n".join(lines)
