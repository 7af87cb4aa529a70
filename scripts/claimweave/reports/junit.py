"""The report as JUnit XML: a test case for each rule and each claim.

An executable claim is a test by nature: it stands in a suite of its own with its verdict. A
verdict of `fails` that was recorded is content and passes; what fails a test is a diagnostic.
Source: the XML that Jenkins and the test tabs of forges read (testsuites, testsuite, testcase,
failure, skipped, properties, system-out); of several failures of a case they keep one, so all
diagnostics stand in one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from claimweave.reports.text import draft_lines
from claimweave.review.paths import CLAIMS, LEDGER, STUDIES
from claimweave.rules.registry import RULES
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.evidence.verdicts.claim_verdicts import CheckResult
    from claimweave.rules.checking import Count, Report


@dataclass
class _Case:
    """A test case: what it is called, what it says, and the diagnostics that fail it."""

    classname: str
    name: str
    file: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    output: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    skipped: str = ""

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity == "error"]


def as_junit(report: Report) -> str:
    """Return the suites `rules`, `claims` and `executable claims`; times are left at nought.

    A draft has a suite of its own, whose one case is skipped and says how far it is.
    """
    plain, executable = _claims(report)
    suites = {
        "rules": [_rule(report, rule_id, count) for rule_id, count in report.counts.items()],
        "claims": plain,
        "executable claims": executable,
        **_draft(report),
    }
    root = ET.Element("testsuites", {"name": "claimweave"})
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for name, cases in suites.items():
        counts = _counts(cases)
        suite = ET.SubElement(root, "testsuite", {"name": name, **_texts(counts), "time": "0"})
        for case in cases:
            _append(suite, case)
        total = {key: total[key] + counts[key] for key in total}
    root.attrib.update(_texts(total))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _draft(report: Report) -> dict[str, list[_Case]]:
    """Return a suite that says how far a draft is; none for another review."""
    lines = draft_lines(report)
    return {"draft": [_Case("draft", "how far it is", skipped=" ".join(lines))]} if lines else {}


def _rule(report: Report, rule_id: str, count: Count) -> _Case:
    case = _Case("rules", rule_id)
    case.output.append(f"{count.checked} {RULES[rule_id].counts} checked")
    case.output += [f"{count.not_yet} not encoded yet"] if count.not_yet else []
    case.output += [f"{number} skipped: {reason}" for reason, number in count.skipped.items()]
    case.diagnostics = [d for d in report.diagnostics if d.rule == rule_id]
    if not count.checked and not case.errors:
        reasons = "; ".join(count.skipped) or f"there are no {RULES[rule_id].counts}"
        case.skipped = f"nothing was checked: {reasons}"
    return case


def _claims(report: Report) -> tuple[list[_Case], list[_Case]]:
    """Return a case for each claim, and one for each executable claim, by id."""
    plain = list(_unreadable(report))
    executable: list[_Case] = []
    for _, claim in sorted(report.base.review.claims.items()):
        case = _Case(f"claims.{claim.folder}", claim.id, claim.path)
        case.diagnostics = [d for d in report.diagnostics if d.span.path == claim.path]
        case.properties["verdict"] = report.base.verdict(claim)
        case.output.append(claim.text)
        if claim.record.check:
            _say_verdicts(case, report.base.check_results[claim.id])
        (executable if claim.record.check else plain).append(case)
    for stub in report.base.review.stubs.values():
        case = _Case(f"claims.{stub.rest.folder}", stub.rest.id, stub.rest.path)
        case.diagnostics = [d for d in report.diagnostics if d.span.path == stub.rest.path]
        case.skipped = "" if case.errors else "a stub: it is not encoded yet"
        plain.append(case)
    return sorted(plain, key=lambda case: (case.name, case.file)), executable


def _say_verdicts(case: _Case, result: CheckResult) -> None:
    for name, reading in result.readings.items():
        case.properties[f"recorded {name}"] = reading.record.verdict
        said = f"{reading.verdict} (recorded: {reading.record.verdict})"
        case.output += [f"{name}: {said}", reading.record.says, reading.record.sql]


def _unreadable(report: Report) -> Iterator[_Case]:
    """Yield a case for each claim file that could not be read: it may not be missing here."""
    for path in sorted(report.base.review.broken):
        if path.startswith(f"{CLAIMS}/") and not path.startswith((f"{STUDIES}/", f"{LEDGER}/")):
            folder = path.removeprefix(f"{CLAIMS}/").rpartition("/")[0]
            case = _Case(f"claims.{folder}", PurePosixPath(path).stem, path)
            case.diagnostics = [d for d in report.diagnostics if d.span.path == path]
            yield case


def _counts(cases: list[_Case]) -> dict[str, int]:
    return {
        "tests": len(cases),
        "failures": sum(bool(case.errors) for case in cases),
        "errors": 0,
        "skipped": sum(bool(case.skipped) for case in cases),
    }


def _texts(counts: dict[str, int]) -> dict[str, str]:
    return {key: str(value) for key, value in counts.items()}


def _append(suite: ET.Element, case: _Case) -> None:
    attributes = {"classname": case.classname, "name": case.name, "time": "0"}
    if case.file:
        attributes["file"] = case.file
    shown = {key: printable(value) for key, value in attributes.items()}
    element = ET.SubElement(suite, "testcase", shown)
    if case.properties:
        listed = ET.SubElement(element, "properties")
        for name, value in case.properties.items():
            ET.SubElement(listed, "property", {"name": name, "value": value})
    if case.errors:
        first = printable(case.errors[0].message)
        kinds = ", ".join(dict.fromkeys(d.rule for d in case.errors))
        failure = ET.SubElement(element, "failure", {"message": first, "type": kinds})
        failure.text = "\n".join(_line(d) for d in case.errors)
    elif case.skipped:
        ET.SubElement(element, "skipped", {"message": printable(case.skipped)})
    output = [_shown(text) for text in case.output]
    output += [_line(d) for d in case.diagnostics if d.severity != "error"]
    if output:
        ET.SubElement(element, "system-out").text = "\n".join(output)


def _line(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = f"{span.path}:{span.line}:{span.column}"
    text = f"{place}: {diagnostic.rule}: {diagnostic.message}"
    return _shown(f"{text}\n  help: {diagnostic.help}" if diagnostic.help else text)


def _shown(text: str) -> str:
    """Return text without control characters, which XML has no way to write."""
    return "\n".join(printable(line) for line in text.split("\n"))
