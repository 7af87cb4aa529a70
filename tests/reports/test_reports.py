"""One result in several forms: each is held against a file, and all against each other.

Where an output is meant to change: UPDATE_GOLDEN=1 pytest tests/reports/test_reports.py; read the
diff.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import claimweave.rules.checking  # noqa: F401 - registers the rules
from assembly import BASE, edited, run_command
from claimweave.rules.registry import RULES
from loaded_command import Process, Started

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PAGE = "docs/soil-notes.md"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(
    r"^(?P<path>\S.*?):(?P<line>\d+):(?P<column>\d+): (?P<rule>[a-z-]+): (?P<message>.*)$"
)
ANNOTATION = re.compile(r"^::(error|warning) (.*?)::(.*)$")


def ailing(project: Path) -> Path:
    """Make a project with thirteen faults, and with signs that each form has to escape."""
    shutil.copytree(BASE, project)
    edited(
        project,
        "claims/1-fields/nitrate-feeds-barley.yml",
        "kind: association",
        r'kind: "asociation\n::error::100%"',
    )
    edited(project, "claims/2-conclusion/soil-tests-pay.yml", "nitrate-feeds-b", "nitrate-feed-b")
    lines = [
        "# Soil",
        "",
        "[[nitrate-feeds-barley]] 土と水 [[no, such: 50%]]",
        "As shown [1] [2], [3] and [4, 5] \u202eby Adler et al.",
        "a\tb <b>bold</b> ![field](https://example.org/x.png)",
        " " * 120 + "[6]" + " " * 120 + "end",
    ]
    (project / PAGE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ailing(tmp_path_factory.mktemp("reports") / "project")


def printed(project: Path, *arguments: str) -> str:
    result = run_command(project, "check", *arguments)
    assert result.stderr == ""
    assert result.returncode == 1
    return result.stdout


def on_a_terminal(project: Path, **environment: str) -> str:
    """Run the command on a pseudo-terminal, and return what it prints there."""
    leader, follower = pty.openpty()
    known = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | environment
    process = Process(("--project", str(project), "check"), environment=known, terminal=True)
    started = Started(process, output=follower)
    os.close(follower)
    parts = []
    while part := next_part(leader):
        parts.append(part)
    os.close(leader)
    assert started.ended().returncode == 1
    return b"".join(parts).decode().replace("\r\n", "\n")


def next_part(leader: int) -> bytes:
    """Return what comes next from a terminal; nothing when the other end is closed."""
    try:
        return os.read(leader, 65_536)
    except OSError:  # how Linux says so
        return b""


def held_against(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{name} written: read it, and run without UPDATE_GOLDEN")
    assert text == file.read_text(encoding="utf-8")


def as_json(project: Path) -> dict[str, Any]:
    data = json.loads(printed(project, "--format", "json"))
    assert isinstance(data, dict)
    return data


def places(text: str) -> list[dict[str, str]]:
    """Return what the first line of each diagnostic of a text report says."""
    return [match.groupdict() for line in text.split("\n") if (match := PLACE.match(line))]


def annotations(text: str) -> list[tuple[dict[str, str], str]]:
    """Read annotations as GitHub does: the properties, then the message."""
    found = []
    for line in text.split("::group::", maxsplit=1)[0].splitlines():
        match = ANNOTATION.match(line)
        assert match, line
        pairs = (pair.partition("=") for pair in match.group(2).split(","))
        found.append(
            ({key: unescaped(value) for key, _, value in pairs}, unescaped(match.group(3)))
        )
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


# Text


def test_text(project: Path) -> None:
    held_against("report.txt", printed(project))


def test_quiet_text_is_the_text_without_the_counts(project: Path) -> None:
    whole, counts = printed(project), re.compile(r"Checked, rule by rule:\n(?:  .*\n)+\n")
    assert counts.search(whole)
    assert printed(project, "--quiet") == counts.sub("", whole)


def test_text_in_colour(project: Path) -> None:
    text = on_a_terminal(project)
    assert ANSI.sub("", text) == printed(project)
    held_against("report-in-colour.txt", text)


def test_no_colour_where_it_is_not_wanted(project: Path) -> None:
    assert on_a_terminal(project, NO_COLOR="1") == printed(project)


def test_each_caret_stands_under_what_it_means(project: Path) -> None:
    lines = printed(project, "--quiet").split("\n")
    marked = []
    for source, caret in pairwise(lines):
        if re.fullmatch(r" +\| +\^+", caret):
            start, length = caret.index("^"), caret.count("^")
            marked.append(_cells(source)[start : start + length].replace("\0", ""))
    assert marked == [
        r'"asociation\n::error::100%"',
        "nitrate-feed-barley",
        "no, such: 50%",
        "[1]",
        "[2]",
        "[3]",
        "[4, 5]",
        r"\u202e",
        "et al",
        "<b>",
        "</b>",
        "![field](https://example.org/x.png",
        "[6]",
    ]


def _cells(text: str) -> str:
    """Return one character for each column of a terminal: a wide one is followed by a NUL."""
    return "".join(f"{sign}\0" if "\u2e80" <= sign <= "\u9fff" else sign for sign in text)


def test_nothing_of_a_stranger_steers_the_terminal(project: Path) -> None:
    for text in (printed(project), ANSI.sub("", on_a_terminal(project))):
        assert all(sign.isprintable() or sign == "\n" for sign in text)


# JSON


def test_json(project: Path) -> None:
    held_against("report.json", printed(project, "--format", "json"))


def test_json_has_the_promised_keys(project: Path) -> None:
    data = as_json(project)
    assert list(data) == ["diagnostics", "checked"]
    keys = ["rule", "severity", "path", "line", "column", "message", "help"]
    for diagnostic in data["diagnostics"]:
        assert [key for key in diagnostic if key != "fix"] == keys
        assert diagnostic["rule"] in RULES
        assert diagnostic["severity"] in ("error", "warning")
        assert (project / diagnostic["path"]).is_file()
        assert diagnostic["line"] >= 1
        assert diagnostic["column"] >= 1
        assert diagnostic["message"]
    assert list(data["checked"]) == list(RULES)
    for count in data["checked"].values():
        assert list(count) == ["checked", "skipped"]
        assert all(isinstance(number, int) and number >= 0 for number in count.values())


def test_json_points_at_the_text_it_means(project: Path) -> None:
    for diagnostic in as_json(project)["diagnostics"]:
        lines = (project / diagnostic["path"]).read_text(encoding="utf-8").split("\n")
        if diagnostic["rule"] == "hidden-sign":
            assert lines[diagnostic["line"] - 1][diagnostic["column"] - 1] == "\u202e"
            continue
        quoted = re.match(r'(?:there is no claim )?"([^"\\]+)', diagnostic["message"])
        assert quoted, diagnostic["message"]
        rest = lines[diagnostic["line"] - 1][diagnostic["column"] - 1 :]
        assert quoted.group(1).split("\n")[0] in rest[: len(quoted.group(1)) + 3]


def test_text_and_json_say_the_same(project: Path) -> None:
    text, data = places(printed(project)), as_json(project)["diagnostics"]
    assert len(text) == len(data) == 13
    for shown, meant in zip(text, data, strict=True):
        for key in ("path", "line", "column", "rule"):
            assert shown[key] == str(meant[key])
        message = meant["message"].replace("\n", "\\u000a").replace("\u202e", "\\u202e")
        assert shown["message"] == message


# GitHub


def test_github(project: Path) -> None:
    held_against("report.github", printed(project, "--format", "github"))


def test_github_shows_nine_and_points_at_the_rest(project: Path) -> None:
    found = annotations(printed(project, "--format", "github"))
    assert len(found) == 10
    assert found[-1][0] == {"title": "claimweave"}
    assert found[-1][1].startswith("4 more ")


@pytest.mark.parametrize(("faults", "shown"), [(0, 0), (1, 1), (9, 9), (10, 10), (40, 10)])
def test_github_never_shows_more_than_ten(tmp_path: Path, faults: int, shown: int) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "project"))
    (folder / "docs/more.md").write_text(
        "".join(f"[[none-{n}]]\n" for n in range(faults)), encoding="utf-8"
    )
    text = run_command(folder, "check", "--format", "github").stdout
    assert len(annotations(text)) == shown
    assert ("more to mend" in text) == (faults > 9)


def test_github_and_json_say_the_same(project: Path) -> None:
    found = annotations(printed(project, "--format", "github"))[:9]
    for (shown, message), meant in zip(found, as_json(project)["diagnostics"], strict=False):
        assert shown["file"] == meant["path"]
        assert shown["line"] == shown["endLine"] == str(meant["line"])
        assert shown["col"] == str(meant["column"])
        assert int(shown["endColumn"]) >= int(shown["col"])
        assert shown["title"] == meant["rule"]
        said = meant["message"] + (f"\n{meant['help']}" if meant["help"] else "")
        assert message == said.replace("\u202e", "\\u202e")


def test_github_obeys_no_command_of_a_stranger(project: Path) -> None:
    text = printed(project, "--format", "github")
    head, _, log = text.partition("::group::")
    assert len(head.splitlines()) == 10
    lines = log.splitlines()
    assert lines[1].startswith("::stop-commands::")
    token = lines[1].removeprefix("::stop-commands::")
    assert lines[-2:] == [f"::{token}::", "::endgroup::"]
    assert [line for line in lines[2:-2] if line.lstrip().startswith("::")] == []
    assert "\n".join(lines[2:-2]) + "\n" == printed(project)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_clean_project(form: str) -> None:
    result = run_command(BASE, "check", "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    if form == "json":
        assert json.loads(result.stdout)["diagnostics"] == []
    else:
        assert re.search(
            r"^clean: \d+ checks by \d+ rules, 13 skipped$", result.stdout, re.MULTILINE
        )
    assert "::error" not in result.stdout


ALL_FORMS = """
from claimweave.commands.command_line import main
for form in ("text", "json", "github"):
    main(["check", "--format", form])
"""


def test_two_runs_print_the_same_whatever_the_hashes(project: Path) -> None:
    """In new interpreters: processes forked from one have the same hashes."""
    first, second = (
        subprocess.run(
            [sys.executable, "-c", ALL_FORMS],
            cwd=project,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first.decode().startswith(printed(project))


def test_github_escapes_a_path(tmp_path: Path) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "project"))
    (project / "docs/soil, 100%: notes.md").write_text("# Soil\n", encoding="utf-8")
    said = printed(project, "--format", "github")
    assert "::error file=docs/soil%2C 100%25%3A notes.md,line=1," in said
