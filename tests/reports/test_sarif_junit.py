"""The report as SARIF and as JUnit XML.

Where an output is meant to change: UPDATE_GOLDEN=1 pytest tests/reports/test_sarif_junit.py; read
the diff.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from assembly import BASE, edited, run_command
from claimweave.commands.command_line import main
from claimweave.reports import report_form
from claimweave.review.reading.git import path_in_repository
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.rules.registry import RULES
from sarif_constraints import LOG

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FEEDS = "claims/1-fields/nitrate-feeds-barley.yml"
HOSTILE = "<b> & ]]> {0} {x} [go](javascript:1) \u202e \U0001f331 é"


def ailing(project: Path) -> Path:
    """Make a project with faults, a warning's worth of odd signs, and a file nobody can read."""
    shutil.copytree(BASE, project)
    edited(project, FEEDS, "cites: Adler2001", f"cites: {HOSTILE.replace(' ', '')}")
    edited(project, "claims/2-conclusion/soil-tests-pay.yml", "verdict: holds", "verdict: fails")
    (project / "claims/table-1/beans-nitrate.yml").write_text("claim: [", encoding="utf-8")
    (project / "docs/soil, 100% wet ä.md").write_text("# Soil\n\n[[no-claim]]\n", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def ill(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check(read_review(ailing(tmp_path_factory.mktemp("ill") / "review")))


@pytest.fixture(scope="module")
def well() -> Report:
    return check(read_review(BASE))


def sarif(report: Report) -> dict[str, Any]:
    data = json.loads(report_form("sarif")(report))
    assert isinstance(data, dict)
    return data


def junit(report: Report) -> ET.Element:
    return ET.fromstring(report_form("junit")(report).encode())  # noqa: S314 - our own


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{name} written: read it, and run without UPDATE_GOLDEN")
    assert text == path.read_text(encoding="utf-8")


# SARIF


def test_the_constraints_are_a_schema_and_refuse_what_the_standard_refuses(ill: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(LOG)
    log = sarif(ill)
    faults: list[tuple[str, Any]] = [
        ("version", "2.0.0"),
        ("runs", None),
        ("runs/0/tool/driver/name", None),
        ("runs/0/results/0/message", {"markdown": "no text"}),
        ("runs/0/results/0/level", "fatal"),
        ("runs/0/results/0/locations/0/physicalLocation/region/startLine", 0),
        ("runs/0/columnKind", "bytes"),
    ]
    for path, wrong in faults:
        spoilt: Any = json.loads(json.dumps(log))
        *parents, last = [int(part) if part.isdecimal() else part for part in path.split("/")]
        place = spoilt
        for part in parents:
            place = place[part]
        place[last] = wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoilt, LOG)


def test_sarif_is_valid(well: Report, ill: Report, report: Report) -> None:
    for each in (well, ill, report):
        jsonschema.validate(sarif(each), LOG, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def official(node_tools: Path) -> jsonschema.Draft4Validator:
    """The schema that OASIS published, as a package of Microsoft ships it."""
    folder = node_tools / "node_modules/@microsoft/jest-sarif/lib/schemas"
    schema = json.loads((folder / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    assert "SARIF) Version 2.1.0" in schema["title"]
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def test_sarif_is_valid_for_the_official_schema(
    official: jsonschema.Draft4Validator, well: Report, ill: Report, report: Report
) -> None:
    for each in (well, ill, report):
        assert [error.message for error in official.iter_errors(sarif(each))] == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("version",), "2.0.0"),
        (("runs", 0, "tool"), {}),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "message"), {}),
        (("runs", 0, "columnKind"), "bytes"),
        (("runs", 0, "tool", "driver", "rules", 0, "help"), "text"),
    ],
)
def test_the_official_schema_refuses_what_is_wrong(
    place: tuple[str | int, ...], wrong: object, official: jsonschema.Draft4Validator, ill: Report
) -> None:
    log: Any = sarif(ill)
    node = log
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = wrong
    assert not official.is_valid(log)


def test_sarif_has_one_object_for_each_rule(well: Report) -> None:
    (run,) = sarif(well)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == list(RULES)
    assert run["results"] == []
    for rule_id, rule in rules.items():
        assert rule["shortDescription"]["text"] == RULES[rule_id].summary
        for heading, text in RULES[rule_id].documentation.items():
            assert f"{heading}\n{text}" in rule["help"]["text"]
            assert f"## {heading}\n" in rule["help"]["markdown"]
        # An example is code, whatever stands in it; SARIF forbids HTML in Markdown.
        prose = re.sub(r"```.*?```|`[^`]*`", "", rule["help"]["markdown"], flags=re.DOTALL)
        assert "<" not in prose


def test_sarif_tells_the_same_as_the_report(ill: Report) -> None:
    (run,) = sarif(ill)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(ill.diagnostics) > 3
    for result, diagnostic in zip(run["results"], ill.diagnostics, strict=True):
        assert result["ruleId"] == diagnostic.rule == rules[result["ruleIndex"]]["id"]
        assert result["level"] == diagnostic.severity
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == diagnostic.span.path
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        region, span = place["region"], diagnostic.span
        assert (region["startLine"], region["startColumn"]) == (span.line, span.column)
        assert region["endColumn"] - region["startColumn"] == span.length
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    checked = run["properties"]["checked"]
    assert {rule: count["checked"] for rule, count in checked.items()} == {
        rule: count.checked for rule, count in ill.counts.items()
    }


def test_a_region_marks_the_very_characters(ill: Report) -> None:
    (run,) = sarif(ill)["runs"]
    (result,) = [r for r in run["results"] if r["ruleId"] == "unknown-reference"]
    place = result["locations"][0]["physicalLocation"]
    line = ill.base.review.files[FEEDS].text.split("\n")[place["region"]["startLine"] - 1]
    region = place["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    # The emoji is one code point, and would be two units of UTF-16.
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == HOSTILE.replace(" ", "")


def test_a_message_has_no_placeholder_and_no_link(ill: Report) -> None:
    (run,) = sarif(ill)["runs"]
    (result,) = [r for r in run["results"] if r["ruleId"] == "unknown-reference"]
    text = result["message"]["text"]
    assert "{{0}}" in text
    assert not re.search(r"(?<!\{)\{[^{]", text)
    assert "](" not in text
    assert "\u202e" not in text


def test_sarif_golden(ill: Report) -> None:
    log = sarif(ill)
    driver = log["runs"][0]["tool"]["driver"]
    # One rule stands for all: the others have tests of their own, and pages.
    driver["rules"] = [rule for rule in driver["rules"] if rule["id"] == "unknown-reference"]
    driver["semanticVersion"] = "0"
    log["runs"][0]["properties"] = {}
    for result in log["runs"][0]["results"]:
        result["ruleIndex"] = 0
    golden("report.sarif", json.dumps(log, indent=2, ensure_ascii=False) + "\n")


# JUnit


def suites(root: ET.Element) -> dict[str, ET.Element]:
    return {suite.attrib["name"]: suite for suite in root}


def cases(suite: ET.Element) -> dict[str, ET.Element]:
    return {case.attrib["name"]: case for case in suite.iter("testcase")}


def test_junit_has_a_case_for_each_rule_and_each_claim(well: Report, report: Report) -> None:
    for each in (well, report):
        found = suites(junit(each))
        assert list(cases(found["rules"])) == list(RULES)
        executable = {c.id for c in each.base.review.claims.values() if c.record.check}
        assert set(cases(found["executable claims"])) == executable
        assert set(cases(found["claims"])) == set(each.base.review.claims) - executable
        for case in (*cases(found["claims"]).values(), *cases(found["executable claims"]).values()):
            assert case.attrib["classname"].startswith("claims.")
            claim = each.base.review.claims[case.attrib["name"]]
            assert case.attrib["file"] == claim.path


def test_junit_counts_add_up(well: Report, ill: Report) -> None:
    for each in (well, ill):
        root = junit(each)
        for element in (root, *root):
            assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
            assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
            assert int(element.attrib["skipped"]) == len(list(element.iter("skipped")))
            assert element.attrib["errors"] == "0"
    assert junit(well).attrib["failures"] == "0"


def test_an_executable_claim_tells_its_verdict(well: Report, ill: Report) -> None:
    def properties(each: Report) -> dict[str, str]:
        case = cases(suites(junit(each))["executable claims"])["soil-tests-pay"]
        return {p.attrib["name"]: p.attrib["value"] for p in case.iter("property")}

    assert properties(well) == {"verdict": "holds", "recorded as-stated": "holds"}
    case = cases(suites(junit(well))["executable claims"])["soil-tests-pay"]
    assert case.find("failure") is None
    assert "as-stated: holds (recorded: holds)" in (case.findtext("system-out") or "")
    assert properties(ill)["recorded as-stated"] == "fails"


DOUBTFUL = ("fails", "depends")


def test_a_recorded_doubt_about_a_claim_is_no_failure(report: Report) -> None:
    """In the real review some checks do not hold, and say so; its report is clean all the same."""
    failing = [
        case.attrib["name"]
        for case in suites(junit(report))["executable claims"].iter("testcase")
        if any(
            p.attrib["name"] == "verdict" and p.attrib["value"] in DOUBTFUL
            for p in case.iter("property")
        )
    ]
    assert failing
    doubtful = {c for c, r in report.base.check_results.items() if r.verdict in DOUBTFUL}
    assert set(failing) == doubtful


def test_failures_carry_all_their_diagnostics(ill: Report) -> None:
    found = suites(junit(ill))
    rule = cases(found["rules"])["unknown-reference"].find("failure")
    claim = cases(found["claims"])["nitrate-feeds-barley"].find("failure")
    assert rule is not None
    assert claim is not None
    text = claim.text or ""
    for diagnostic in ill.diagnostics:
        if diagnostic.span.path == FEEDS and diagnostic.severity == "error":
            assert f"{FEEDS}:{diagnostic.span.line}:{diagnostic.span.column}: " in text
            assert diagnostic.rule in claim.attrib["type"]
    assert (rule.text or "") in text
    assert "<b>&]]>{0}{x}[go](javascript:1)\\u202e\U0001f331é" in text


def test_a_file_that_cannot_be_read_is_a_failing_case(ill: Report) -> None:
    case = cases(suites(junit(ill))["claims"])["beans-nitrate"]
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "invalid-yaml"
    assert case.attrib["file"] == "claims/table-1/beans-nitrate.yml"


def test_each_failing_rule_fails_and_no_other(ill: Report) -> None:
    failing = {
        case.attrib["name"]
        for case in suites(junit(ill))["rules"].iter("testcase")
        if case.find("failure") is not None
    }
    assert failing == {d.rule for d in ill.diagnostics if d.severity == "error"}


def test_junit_holds_no_character_that_xml_forbids(ill: Report, tmp_path: Path) -> None:
    project = shutil.copytree(BASE, tmp_path / "controls")
    odd = "".join(map(chr, (*range(1, 32), 127, 0x85, 0x2028, 0xFEFF, 0xFFFE)))
    name = f"claims/1-fields/a{odd.replace('/', '')}.yml".replace("\n", "").replace("\r", "")
    (project / name).write_text("claim: [", encoding="utf-8")
    for each in (ill, check(read_review(project))):
        text = report_form("junit")(each)
        ET.fromstring(text.encode())  # noqa: S314 - our own
        forbidden = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
        assert not forbidden.search(text)


def test_junit_golden(ill: Report) -> None:
    root = junit(ill)
    root.remove(suites(root)["rules"])  # it grows with each new rule
    for name in ("tests", "failures", "skipped"):
        del root.attrib[name]
    golden("report.xml", ET.tostring(root, encoding="unicode") + "\n")


# The command


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_the_command_prints_it(form: str, tmp_path: Path) -> None:
    for project, status in ((BASE, 0), (ailing(tmp_path / "review"), 1)):
        result = run_command(project, "check", "--format", form)
        assert (result.returncode, result.stderr) == (status, "")
        shown = report_form(form, path_in_repository(project))
        assert result.stdout == shown(check(read_review(project))) + "\n"


# A review in a subfolder of its repository


@pytest.mark.parametrize("where", ["review", "reviews/tea, 100% ä"])
def test_paths_begin_at_the_top_of_the_repository(
    tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A host of repositories looks there for the file of an annotation."""
    (tmp_path / "top/.git").mkdir(parents=True)
    (tmp_path / "top" / where).parent.mkdir(parents=True, exist_ok=True)
    project = ailing(tmp_path / "top" / where)
    folder = project.relative_to(tmp_path / "top").as_posix()
    assert main(["--project", str(project), "check", "--format", "github"]) == 1
    files = re.findall(r"^::error file=([^,]*)", capsys.readouterr().out, re.MULTILINE)
    assert files
    for file in files:
        named = file.replace("%2C", ",").replace("%3A", ":").replace("%25", "%")
        assert named.startswith(f"{folder}/")
        assert (tmp_path / "top" / named).is_file()
    main(["--project", str(project), "check", "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert (tmp_path / "top" / unquote(place["uri"])).is_file()


def test_without_a_repository_paths_begin_at_the_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = ailing(tmp_path / "review")
    main(["--project", str(project), "check", "--format", "github"])
    assert "::error file=claims/" in capsys.readouterr().out
