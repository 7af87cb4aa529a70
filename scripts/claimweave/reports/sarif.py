"""The report as SARIF 2.1.0: for code scanning, and for viewers in editors.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. What is used of
it: one reporting descriptor for each rule (3.49), results with regions (3.27, 3.30), columns in
code points (3.14.17), braces of a result's message doubled since single ones are placeholders
(3.11.5), and no embedded links in text that comes from others (3.11.6). The rules' own texts take
no arguments; their braces stay single, so that an example of BibTeX can be copied.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from claimweave import __version__
from claimweave.reports.json import draft
from claimweave.reports.text import draft_lines
from claimweave.rules.registry import RULES
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.diagnostics.fix import Fix
    from claimweave.diagnostics.problem import Diagnostic, Span
    from claimweave.rules.checking import Report
    from claimweave.rules.registry import Rule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BASE = "PROJECTROOT"
"""What paths are relative to: the top of the repository, or the folder of a review in none."""

_BASES = {False: "The folder of the review.", True: "The top folder of the repository."}

Object = dict[str, Any]


def as_sarif(report: Report, folder: str = "") -> str:
    """Return one log with one run: all rules, all diagnostics, and how much was checked.

    Paths begin at the top of the repository, in which the review lies in `folder`.
    """
    rules = list(RULES.values())
    index = {rule.id: position for position, rule in enumerate(rules)}
    driver: Object = {
        "name": "claimweave",
        "semanticVersion": __version__,
        "rules": [_descriptor(rule) for rule in rules],
    }
    run: Object = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {BASE: {"description": {"text": _BASES[bool(folder)]}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, index, folder) for d in report.diagnostics],
        "properties": {"checked": _checked(report)} | draft(report),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _invocation(report: Report) -> Object:
    """Return how the run went; a draft says so as a notification (3.20.21)."""
    run: Object = {"executionSuccessful": True, "exitCode": int(bool(report.errors))}
    lines = draft_lines(report)
    if lines:
        told = {"level": "warning", "message": {"text": _message("\n".join(lines))}}
        run["toolExecutionNotifications"] = [told]
    return run


def _descriptor(rule: Rule) -> Object:
    parts = [f"{heading}\n{text}" for heading, text in rule.documentation.items()]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.documentation["What it checks"]},
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(_sections(rule))},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sections(rule: Rule) -> list[str]:
    """Return the documentation as Markdown, the example that fails as a block of code."""
    return [
        f"## {heading}\n\n" + (f"```\n{text}\n```" if heading == "Fails" else text)
        for heading, text in rule.documentation.items()
    ]


def _result(diagnostic: Diagnostic, index: dict[str, int], folder: str) -> Object:
    text = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    place = {
        "artifactLocation": _file(diagnostic.span.path, folder),
        "region": _region(diagnostic.span),
    }
    result = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index[diagnostic.rule],
        "level": diagnostic.severity,
        "message": {"text": _message(text)},
        "locations": [{"physicalLocation": place}],
    }
    fix = diagnostic.fix
    # SARIF knows replacements only: of a fix that moves files, half would be passed on.
    told = fix is not None and fix.edits and not fix.moved and not fix.made
    return result | ({"fixes": [_fix(fix, folder)]} if told and fix else {})


def _fix(fix: Fix[Span], folder: str) -> Object:
    """Return a fix: for each file the replacements in it (SARIF 2.1.0, sections 3.55 to 3.57)."""
    by_path: dict[str, list[Object]] = {}
    for edit in fix.edits:
        replacement = {
            "deletedRegion": _region(edit.where),
            "insertedContent": {"text": edit.text},
        }
        by_path.setdefault(edit.where.path, []).append(replacement)
    changes = [
        {"artifactLocation": _file(path, folder), "replacements": replacements}
        for path, replacements in by_path.items()
    ]
    return {"description": {"text": _message(fix.says)}, "artifactChanges": changes}


def _file(path: str, folder: str) -> Object:
    # A name that is no UTF-8 is written byte by byte, as the system has it.
    named = (f"{folder}/{path}" if folder else path).encode(errors="surrogateescape")
    return {"uri": quote(named), "uriBaseId": BASE}


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.line,
        "endColumn": span.column + span.length,
    }


def _message(text: str) -> str:
    """Return text that holds neither a placeholder nor a link, whatever stands in it."""
    shown = "\n".join(printable(line) for line in text.split("\n"))
    return shown.replace("](", "] (").replace("{", "{{").replace("}", "}}")


def _checked(report: Report) -> Object:
    return {
        rule: {"checked": count.checked, "skipped": dict(count.skipped)}
        | ({"notYet": count.not_yet} if count.not_yet else {})
        for rule, count in report.counts.items()
    }
