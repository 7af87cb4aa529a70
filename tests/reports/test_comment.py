"""`claimweave comment`: whatever stands in the archive, the comment is only ever a report."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from check_archives import CHECK, DIFF, HEAD, PULL, RUN, URL, archived, run
from claimweave.reports.change_markdown import LONGEST_COMMENT
from claimweave.reports.pull_request.artifact import Artifact, ArtifactError, Checked, read_artifact
from claimweave.reports.pull_request.comment import MARK, MOST_TOLD, comment
from claimweave.reports.pull_request.origin import Run
from full_runs import examples
from visible_text import HOSTILE, Visible


def told(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a stranger writes
    diagnostic = {
        "rule": "unknown-reference",
        "severity": "error",
        "path": "claims/a.yml",
        "line": 7,
        "column": 12,
        "message": "not there",
        "help": "mend it",
    }
    return diagnostic | changed


def body(path: Path, conclusion: str = "success") -> str:
    return comment(read_artifact(path), Run.model_validate(RUN | {"conclusion": conclusion}))


class Page(Visible):
    """As `Visible`, with the addresses of links; nothing else has an attribute but cells."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links |= {value for _, value in attrs}
        super().handle_starttag(tag, [] if tag in ("a", "th", "td") else attrs)


def page(markdown: str) -> Page:
    shown = Page()
    shown.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    shown.close()
    return shown


TAGS = {"h3", "h4", "p", "strong", "code", "ul", "ol", "li", "details", "summary", "a",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


def assert_harmless(markdown: str) -> None:
    shown = page(markdown.removeprefix(MARK))
    assert shown.tags <= TAGS
    assert shown.links <= {URL}
    for trace in ("@", "evil", "script", "#1", "bold", "onerror", "gnp"):
        assert trace not in shown.outside
    assert not re.search(r"@\w", markdown)
    assert "\u202e" not in markdown


# What it says


def test_a_clean_check(tmp_path: Path) -> None:
    said = body(archived(tmp_path))
    assert said.startswith(f"{MARK}\n")
    assert "**The checks have passed.**\nNothing to mend: 1,234 checks by 1 rule." in said
    assert "| unknown-reference | 1,234 | 2 |" in said
    assert "The evidence is as it was." in said
    assert f"Compared with `{'b' * 10}`" in said
    assert f"Made for `{HEAD[:10]}` by [this run]({URL})." in said
    assert "Not in its form" not in said
    assert_harmless(said)


def test_diagnostics_are_listed_errors_first(tmp_path: Path) -> None:
    diagnostics = [told(severity="warning", message="small"), told(), told(help="")]
    said = body(archived(tmp_path, check=CHECK | {"diagnostics": diagnostics}))
    assert "**2 things to mend.**\n1 warning besides." in said
    lines = [line for line in said.split("\n") if "claims/a.yml" in line]
    assert [line.rpartition(": ")[2] for line in lines] == ["`not there`", "`not there`", "`small`"]
    assert said.count("  - `mend it`") == 2


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    said = body(archived(tmp_path, check=CHECK | {"diagnostics": [told()] * 40}))
    assert said.count("claims/a.yml") == MOST_TOLD
    assert f"- and {40 - MOST_TOLD} more" in said


def test_files_out_of_form_are_named(tmp_path: Path) -> None:
    lines = "".join(f"claims/{n}.yml: would be rewritten\n" for n in range(20))
    said = body(archived(tmp_path, fmt=f"{lines}20 files looked at\n".encode()))
    assert "`claims/0.yml: would be rewritten`" in said
    assert "looked at" not in said
    assert "- and 5 more" in said


def test_without_a_comparison_the_rest_is_told(tmp_path: Path) -> None:
    for missing in (None, b""):
        said = body(archived(tmp_path, diff=missing))
        assert "Nothing to mend" in said
        assert "evidence" not in said


# How the run ended


@pytest.mark.parametrize("conclusion", ["failure", "timed_out", "cancelled", "action_required"])
def test_under_a_red_run_nothing_is_called_well(tmp_path: Path, conclusion: str) -> None:
    """What the archive says is not asked for it: a test fails, or a stranger writes anything."""
    for files in ({}, {"diff": None}, {"check": None}):
        path = archived(tmp_path, **files)
        run = Run.model_validate(RUN | {"conclusion": conclusion})
        artifact = None if "check" in files else read_artifact(path)
        said = comment(artifact, run)
        assert "Nothing to mend" not in said
        assert "have passed" not in said
        assert said.split("\n")[3].startswith(
            ("**The checks have failed.**", "**The checks have not passed (")
        )
        assert said.count(f"({URL})") >= 2
        assert_harmless(said)


def test_a_clean_review_in_a_red_run_points_at_the_log(tmp_path: Path) -> None:
    said = body(archived(tmp_path), "failure")
    assert "The rules found nothing: 1,234 checks by 1 rule." in said
    assert f"stands in [the log]({URL})" in said
    unformed = body(archived(tmp_path, fmt=b"a.yml: would be rewritten\n1 looked at\n"), "failure")
    assert "What failed" not in unformed  # that is what failed


def test_it_says_how_to_open_the_preview(tmp_path: Path) -> None:
    said = body(archived(tmp_path))
    for step in ("Artifacts", "`preview`", "Unpack it", "http.server", "http://localhost:8000"):
        assert step in said


def test_a_new_reference_is_told_with_its_title_and_doi(tmp_path: Path) -> None:
    facts = {"title": "Soils", "DOI": "10.1000/soils", "in the review": "added 2026-01-31"}
    told = [{"what": what, "before": "", "after": text} for what, text in facts.items()]
    record = {"kind": "added", "id": "Cole2020", "text": "Cole 2020", "alterations": told}
    said = body(archived(tmp_path, diff=DIFF | {"references": [record]}))
    assert "- added `Cole2020`: `Cole 2020`\n" in said
    for what, text in facts.items():
        assert f"  - `{what}`: `{text}`\n" in said


# Whatever stands in the archive


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    diagnostic = told(path=HOSTILE, message=f"{HOSTILE}\n\n# bold\n", help=HOSTILE)
    change = DIFF | {
        "claims": [
            {
                "kind": "changed",
                "id": HOSTILE,
                "text": HOSTILE,
                "alterations": [{"what": HOSTILE, "before": HOSTILE, "after": HOSTILE}],
            }
        ],
        "cells": [
            {
                "row": HOSTILE,
                "column": HOSTILE,
                "before": [1, 2],
                "after": None,
                "gained": [["supports", HOSTILE]],
                "lost": [],
            }
        ],
        "verdicts": [
            {
                "claim": HOSTILE,
                "text": HOSTILE,
                "before": "holds",
                "after": "fails",
                "recorded": "holds",
            }
        ],
        "unused": [HOSTILE],
        "agreements": [
            {"claim": HOSTILE, "reference": HOSTILE, "before": "agrees", "after": "null"}
        ],
        "unreadable": [HOSTILE],
    }
    said = body(
        archived(
            tmp_path,
            check=CHECK | {"diagnostics": [diagnostic]},
            fmt=f"{HOSTILE}\n{HOSTILE}\n".encode(),
            diff=change,
        )
    )
    assert_harmless(said)
    assert said.count("octocat") > 10  # it is shown, and notifies nobody


@examples(100)
@given(st.text(max_size=60))
def test_no_message_leaves_its_place(text: str) -> None:
    diagnostic = told(message=text, path=text, help=text)
    checked = Checked.model_validate_json(json.dumps(CHECK | {"diagnostics": [diagnostic]}))
    artifact = Artifact(checked, (text,), None, None)
    plain = comment(artifact, Run.model_validate(RUN))
    harmless = Checked.model_validate_json(
        json.dumps(CHECK | {"diagnostics": [told(message="a", path="a", help="a" if text else "")]})
    )
    model = comment(Artifact(harmless, ("a",), None, None), Run.model_validate(RUN))
    assert page(plain).outside == page(model).outside
    assert page(plain).tags == page(model).tags


NO_VERDICT = {"claim": "a", "text": "", "before": "x", "after": "fails", "recorded": ""}
NO_STANCE = {
    "row": "a",
    "column": "b",
    "before": None,
    "after": None,
    "gained": [["<b>", "a"]],
    "lost": [],
}


@pytest.mark.parametrize(
    "files",
    [
        {"check": None},
        {"check": b""},
        {"check": b"[" * 100_000},
        {"check": b"\xff\xfe"},
        {"check": {"diagnostics": [], "checked": {}}},
        {"check": {"diagnostics": [], "checked": {"<b>": {"checked": 1, "skipped": 0}}}},
        {"check": {"diagnostics": [], "checked": {"a|b": {"checked": 1, "skipped": 0}}}},
        {"check": {"diagnostics": [], "checked": {"a": {"checked": -1, "skipped": 0}}}},
        {"check": {"diagnostics": [], "checked": {"a": {"checked": "1", "skipped": 0}}}},
        {"check": CHECK | {"diagnostics": [told(rule="**bold**")]}},
        {"check": CHECK | {"diagnostics": [told(severity="fatal")]}},
        {"check": CHECK | {"diagnostics": [told(line="<b>")]}},
        {"check": CHECK | {"diagnostics": [told(line=10**5000 // 10**4000)]}},
        {"diff": {"base": {"commit": "b" * 40}}},
        {"diff": DIFF | {"base": {"commit": "[go](https://evil.example)"}}},
        {"diff": DIFF | {"claims": [{"kind": "**bold**", "id": "a", "text": "a"}]}},
        {"diff": DIFF | {"verdicts": [NO_VERDICT]}},
        {"diff": DIFF | {"cells": [NO_STANCE]}},
        {"diff": b"[" * 100_000},
    ],
)
def test_what_the_checks_never_write_is_refused(files: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(ArtifactError):
        read_artifact(archived(tmp_path, **files))


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = archived(tmp_path, check=b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ArtifactError, match="larger than 10 MB"):
        read_artifact(path)


def test_a_file_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = archived(tmp_path, check=b" " * 15_000_000, diff=None, fmt=None)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<L", 15_000_000), struct.pack("<L", 10)))
    with pytest.raises(ArtifactError):
        read_artifact(path)


def test_other_files_and_paths_are_not_looked_at(tmp_path: Path) -> None:
    path = archived(tmp_path)
    with ZipFile(path, "a") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr("/tmp/outside.txt", "x")  # noqa: S108 - a stranger's path
    assert read_artifact(path).unformed == ()
    assert not (tmp_path.parent.parent / "outside.txt").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"])
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "left.zip"
    path.write_bytes(content)
    with pytest.raises(ArtifactError):
        read_artifact(path)
    with pytest.raises(ArtifactError, match="no archive"):
        read_artifact(tmp_path / "missing.zip")


def test_any_bytes_at_all_end_in_words(tmp_path: Path) -> None:
    """A real archive with one byte changed, at each of many places: read or refused."""
    raw = archived(tmp_path).read_bytes()
    spoilt = tmp_path / "spoilt.zip"
    for place in range(0, len(raw), 3):
        spoilt.write_bytes(raw[:place] + bytes([raw[place] ^ 0x55]) + raw[place + 1 :])
        try:
            read_artifact(spoilt)
        except ArtifactError:
            continue


def test_a_comment_always_fits(tmp_path: Path) -> None:
    """Also one in signs of four bytes; and it still says what is to be mended."""
    wide = "\U0001f331" * 150
    claims = [{"kind": "added", "id": f"{n}{wide}", "text": wide} for n in range(500)]
    path = archived(
        tmp_path,
        check=CHECK | {"diagnostics": [told(path=wide, message=wide)] * 100},
        fmt=(f"{wide}\n" * 80).encode(),
        diff=DIFF | {"claims": claims},
    )
    said = body(path)
    assert "**100 things to mend.**" in said
    assert "Claims: 500 added" in said
    assert len(said.encode()) <= LONGEST_COMMENT
    assert len(json.dumps({"number": 1, "body": said}, ensure_ascii=False).encode()) < 131_072
    assert_harmless(said)


# The command


def test_it_prints_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archived(tmp_path, check=CHECK | {"diagnostics": [told(message="a\nb\r\u2028c")]})
    assert run(tmp_path, [PULL]) == 0
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 1
    assert json.loads(printed)["number"] == 12


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [PULL | {"state": "closed"}],
        [PULL | {"head": {"sha": "f" * 40, "repo": {"id": 77}}}],
        [PULL | {"head": {"sha": HEAD, "repo": {"id": 78}}}],
        [PULL | {"head": {"sha": HEAD, "repo": None}}],
    ],
)
def test_no_other_pull_request_is_commented(
    pulls: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archived(tmp_path)
    assert run(tmp_path, pulls) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no open pull request" in printed.err


def test_an_archive_that_is_refused_is_not_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archived(tmp_path, check={"checked": "@octocat"})
    assert run(tmp_path, [PULL]) == 0
    printed = capsys.readouterr()
    assert f"[Their log]({URL})" in json.loads(printed.out)["body"]
    assert "octocat" not in printed.out + printed.err


@pytest.mark.parametrize(
    ("pulls", "event"),
    [
        ({"message": "Not Found"}, None),
        ([PULL], {"workflow_run": RUN | {"html_url": "https://a.b/) [x](y"}}),
        ([PULL], {"workflow_run": RUN | {"head_sha": "main"}}),
        ([PULL], {"workflow_run": RUN | {"conclusion": None}}),
        ([PULL], {"workflow_run": RUN | {"conclusion": "**bold**"}}),
        ([PULL], {}),
    ],
)
def test_files_that_are_not_of_github_are_wrong_usage(
    pulls: object, event: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archived(tmp_path)
    assert run(tmp_path, pulls, event) == 2
    assert "holds no " in capsys.readouterr().err
