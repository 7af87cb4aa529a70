"""How far a draft is, in each form of a report, in the comment and on the page of a run."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from msgspec import structs

from assembly import BASE, CASES, assemble, run_command
from check_archives import RUN
from claimweave.diagnostics.problem import Diagnostic, Span
from claimweave.reports import FORMATS, report_form
from claimweave.reports.github import run_summary
from claimweave.reports.pull_request.artifact import Artifact, Checked
from claimweave.reports.pull_request.comment import comment
from claimweave.reports.pull_request.origin import Run
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from sarif_constraints import LOG

SAID = "3 of 4 sentences encoded"
CASE = CASES / "sentence-not-encoded" / "good-draft"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check(read_review(assemble(CASE, tmp_path_factory.mktemp("draft") / "project")))


@pytest.fixture(scope="module")
def whole() -> Report:
    return check(read_review(BASE))


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_says_how_far_a_draft_is_and_nothing_of_another_review(
    form: str, report: Report, whole: Report
) -> None:
    told = report_form(form)(report)
    if form == "json":
        assert '"done": 3,\n      "of": 4' in told
    else:
        assert SAID in told
    assert "sentences encoded" not in report_form(form)(whole)
    assert '"draft"' not in report_form(form)(whole)


def test_the_text_ends_with_it(report: Report) -> None:
    *_, summary, draft, missing = report_form("text")(report).split("\n")
    assert summary.startswith("clean: ")
    assert draft == (
        "draft: 3 of 4 sentences encoded (of these, 1 asserts nothing), 3 of 3 citations in "
        "sentences, 2 of 2 entries of Table 1, 2 of 2 cells of Table 1, 3 of 3 references cited "
        "by a claim and 3 of 3 claims on a page"
    )
    assert missing == "Not encoded yet, and no error in a draft: 1 by sentence-not-encoded"


def test_the_annotations_are_ten_at_most_with_it(report: Report) -> None:
    faults = tuple(Diagnostic("invalid-claim", "error", Span(f"{n}.yml"), "") for n in range(30))
    lines = report_form("github")(structs.replace(report, diagnostics=faults)).split("\n")
    (warning,) = [line for line in lines if line.startswith("::warning ")]
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 9
    assert errors[-1] == "::error title=claimweave::22 more to mend: they stand in this step's log"
    assert warning.startswith("::warning file=claims/_review/review.yml,line=2,")
    assert SAID in warning


def test_sarif_and_junit_hold_it_where_a_program_looks(report: Report) -> None:
    log = json.loads(report_form("sarif")(report))
    jsonschema.validate(log, LOG, format_checker=jsonschema.FormatChecker())
    (run,) = log["runs"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert run["properties"]["draft"]["not_yet"] == {"sentence-not-encoded": 1}
    suites = ET.fromstring(report_form("junit")(report))  # noqa: S314 - our own
    (case,) = suites.findall("testsuite[@name='draft']/testcase")
    skipped = case.find("skipped")
    assert skipped is not None
    assert SAID in skipped.attrib["message"]
    assert suites.attrib["failures"] == "0"


def test_the_run_of_a_workflow_says_it_on_its_page(
    report: Report,
    whole: Report,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run_summary(whole) == ""
    assert run_summary(report).startswith(f"### This review is a draft\n\n- `{SAID}`\n- `3 of 3 ")
    folder = tmp_path_factory.mktemp("run")
    project, page = assemble(CASE, folder / "project"), folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run_command(project, "check").returncode == 0
    assert not page.exists()
    assert run_command(project, "check", "--format", "github").returncode == 0
    assert page.read_text(encoding="utf-8") == run_summary(report) + "\n"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    failed = run_command(project, "check", "--format", "github")
    assert failed.returncode == 0
    assert "the run's summary lacks how far the draft is" in failed.stderr


def test_the_comment_on_a_pull_request_says_it(report: Report, whole: Report) -> None:
    def body(of: Report) -> str:
        read = Checked.model_validate_json(report_form("json")(of))
        run = Run.model_validate(RUN | {"conclusion": "success"})
        return comment(Artifact(read, (), None, None), run)

    said = (
        "**The review is a draft:** 3 of 4 sentences encoded, 3 of 3 citations in sentences and "
        "3 of 3 references cited by a claim. Not encoded yet, and no error: 1."
    )
    assert said in body(report)
    assert "is a draft" not in body(whole)
