"""A short run of the fuzzing, the same each time. The long one is `make fuzz`."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import fuzz
from assembly import BASE, edited, run_command
from claimweave.article.draft import draft_ledger
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.facts import Facts
from claimweave.evidence.verdicts import effort
from claimweave.evidence.verdicts.query_runner import CheckRunner, InvalidCheckError
from claimweave.evidence.what_if import robustness
from claimweave.evidence.what_if.search_depth import Search, depths
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.page_excess import excess_of
from fuzzing.danger import dangers
from fuzzing.inputs import hostile
from fuzzing.targets import TARGETS
from loaded_command import run_loaded

TESTS_PAY = "claims/2-conclusion/soil-tests-pay.yml"
CHECK = "SELECT supports > contradicts FROM cells WHERE crop = 'barley'"
EXAMPLES = {
    "sql": 150,
    "article": 60,
    "bibtex": 60,
    "yaml": 50,
    "page": 40,
    "text": 25,
    "crossref": 40,
    "pubmed": 40,
    "archive": 40,
    "log": 40,
    "references": 8,
    "latex": 60,
    "form": 40,
    "picture": 60,
    "site": 20,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "project"))


@pytest.mark.parametrize(
    "share",
    [0.1, pytest.param(0.2, marks=pytest.mark.full), pytest.param(1, marks=pytest.mark.full)],
)
@pytest.mark.parametrize("name", TARGETS)
def test_hostile_inputs_break_nothing(name: str, share: float) -> None:
    kind, target = TARGETS[name]
    many = ceil(share * (EXAMPLES[kind] if "review" not in name or kind == "text" else 15))

    # No time goes into making a failing input smaller: `make fuzz` does not either.
    @settings(
        derandomize=True,
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile(kind))
    def run(raw: bytes) -> None:
        target(raw)

    run()


def test_the_properties_can_fail() -> None:
    for html in ("<p><script>x</script>", "<a href=' java\nscript:x'>", "<b onclick=x>", "<base>"):
        assert dangers(html), html
    for html in ("<p>x</p>", '<a href="../a/">', "&lt;script&gt;", "<code>onclick=x</code>"):
        assert not dangers(html), html


@pytest.mark.full
@pytest.mark.parametrize("engine", ["hypothesis"])
def test_the_recorded_run_in_small(tmp_path: Path, engine: str) -> None:
    script, result = (
        Path(__file__).parents[1] / "support" / "fuzzing" / "run.py",
        tmp_path / "result.json",
    )
    command = [sys.executable, str(script), engine, "queries", "50", "7", str(result)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["inputs"] == 50
    assert found["faults"] == {}
    assert 0 < found["slowest"] < found["inputs"]


# Defects that were found on the way, each with its test


def fifo(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("make", [fifo, listening])
@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("claims/1-fields/extra.yml", "invalid-yaml"),
        ("claims/_studies/Brandt2005.yml", "invalid-yaml"),
        ("claims/_review/exemptions.yml", "invalid-yaml"),
        ("docs/more.md", "invalid-page"),
        ("bibliography.bib", "invalid-bibtex"),
    ],
)
def test_a_pipe_in_the_place_of_a_file_keeps_no_check_waiting(
    project: Path, path: str, rule: str, make: object
) -> None:
    (project / path).unlink(missing_ok=True)
    assert callable(make)
    make(project / path)
    result = run_command(project, "check", "--quiet")
    assert result.returncode == 1, result.stderr
    assert f"{path}:1:1: {rule}: this is a pipe, a socket or a device" in result.stdout
    assert run_command(project, "fmt", "--check").returncode in (0, 1)


def test_folders_without_end_are_told(project: Path) -> None:
    here = Path.cwd()
    for start in ("claims/1-fields", "docs"):
        os.chdir(project / start)
        for _ in range(1_200):  # one by one: the whole path would be too long for the system
            os.mkdir("d")  # noqa: PTH102
            os.chdir("d")
        os.chdir(here)
    result = run_command(project, "check", "--quiet")
    assert result.returncode == 1, result.stderr
    assert result.stdout.count("more than 20 folders, one within the other") == 2
    subprocess.run(["rm", "-rf", str(project)], check=True)  # Python's own would not reach the end


LONG = "(SELECT group_concat('{0}', '') AS x FROM refs a, refs b, refs c LIMIT 1)"
WIDE = "(SELECT substr(group_concat('{0}', ''), 1, {1}) AS x FROM refs a, refs b, refs c)"
# ruff: noqa: S608 - queries of strangers are what is tested
MANY = ", ".join(f"refs r{number}" for number in range(12))


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT sum(instr(x, substr(x, 1, 4800) || 'b')) > 1 FROM {WIDE}, {MANY}",
        f"SELECT sum(x LIKE '%' || substr(x, 1, 190) || 'b') > 1 FROM {WIDE}, {MANY}",
        f"SELECT sum(length(trim(x, y))) > 1 FROM {WIDE}, (SELECT 'b' AS y), {MANY}",
        f"SELECT count(DISTINCT r1.key || r2.key || r3.key || x) > 1 FROM {WIDE}, {MANY}",
        f"SELECT count(*) > 1 FROM {MANY}, refs a, refs b",
    ],
    ids=["instr", "like", "trim", "distinct", "join"],
)
def test_no_function_keeps_a_query_busy(sql: str) -> None:
    runner = CheckRunner(build_database(tables(Facts(read_review(BASE)))))
    with pytest.raises(InvalidCheckError):
        runner.run(sql.format("a" * 160, 9_900))
    assert runner.work < 1.1 * runner.allowance.query


def test_many_costly_queries_have_a_budget_together(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "TOGETHER", 50)
    costly = (project / TESTS_PAY).read_text(encoding="utf-8")
    costly = costly.replace(CHECK, "SELECT count(*) > 1 FROM refs a, refs b, refs c, refs d")
    for name in ("a", "b"):
        (project / f"claims/2-conclusion/{name}.yml").write_text(costly, encoding="utf-8")
    found = EvidenceBase(read_review(project)).check_results
    assert found["a"].verdict == "holds"
    (not_run,) = found["b"].readings.values()
    assert "it was not run: those before it make more than" in str(not_run.fault)


def test_how_firm_a_costly_query_is_is_not_searched(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = "SELECT count(*) > 1 FROM evidence a, evidence b, evidence c, evidence d, evidence e"
    edited(project, TESTS_PAY, CHECK, several)
    base = EvidenceBase(read_review(project))

    def searched() -> int:
        found = robustness.robustness(base.facts, base.check_results)["soil-tests-pay"]
        return found["as-stated"].searched

    assert searched() == 1
    monkeypatch.setattr(effort, "FIRMNESS", 10)
    assert searched() == 0


# Written when they are needed: each process of the tests collects them all.
LARGE: dict[str, tuple[str, Callable[[], str], str]] = {
    "items": (
        "claims/_review/sentences.yml",
        lambda: "sentences: [" + "a," * 2_000_000,
        "invalid-yaml",
    ),
    "lines": ("claims/_review/table-1.yml", lambda: "a:\n" * 2_000_000, "invalid-yaml"),
    "heads": ("bibliography.bib", lambda: "@a{b\n" * 2_000_000, "invalid-bibtex"),
    "fields": (
        "bibliography.bib",
        lambda: "@a{b,\n" + "c={d},\n" * 1_500_000 + "}\n",
        "invalid-bibtex",
    ),
    "heads-below-the-limit": ("bibliography.bib", lambda: heads(99_000), "invalid-bibtex"),
    "keys-below-the-limit": ("claims/_review/sentences.yml", lambda: keys(240_000), "invalid-l"),
}  # fmt: skip
SLOW = ("heads", "heads-below-the-limit", "keys-below-the-limit")


def heads(many: int) -> str:
    return "@a{b,\n" * many


def keys(many: int) -> str:
    return "".join(f"k{number}:\n" for number in range(many))


def peak(project: Path, path: str, rule: str) -> int:
    """Check a project with a fault in a file; return the most memory that took, in megabytes."""
    measured = (
        # The peak that `getrusage` tells is at least that of the process which started this one.
        "import re, sys; from claimweave.commands.command_line import main; "
        "status = main(sys.argv[1:]); "
        "kb = re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read()).group(1); "
        "print(int(kb) // 1024); sys.exit(status)"
    )
    result = run_loaded("check", "--quiet", code=measured, folder=str(project))
    assert result.returncode == 1, result.stderr
    assert f"{path}:1:1: {rule}" in result.stdout
    return int(result.stdout.split()[-1])


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[pytest.mark.full] if kind in SLOW else []) for kind in LARGE]
)
def test_no_large_file_takes_more_than_500_megabytes(project: Path, kind: str) -> None:
    path, text, rule = LARGE[kind]
    (project / path).write_text(text(), encoding="utf-8")
    assert peak(project, path, rule) < 500


@pytest.mark.parametrize("make", [heads, keys])
def test_memory_grows_with_a_file_and_no_faster(project: Path, make: Callable[[int], str]) -> None:
    """What a tenth of such a file adds, ten times: so the whole stays below the same limit."""
    path, rule, many = {
        heads: ("bibliography.bib", "invalid-bibtex", 9_900),
        keys: ("claims/_review/sentences.yml", "invalid-l", 24_000),
    }[make]
    peaks = []
    for number in (1, many):
        (project / path).write_text(make(number), encoding="utf-8")
        peaks.append(peak(project, path, rule))
    assert peaks[0] + 10 * (peaks[1] - peaks[0]) < 500


@pytest.mark.parametrize(("groups", "deepest"), [(0, 3), (15, 3), (40, 2), (1_000, 1)])
def test_a_large_table_is_not_searched_without_end(groups: int, deepest: int) -> None:
    search = Search(work=5_000, kinds=groups, moves=2, deepest=3)
    assert depths({"a": search}, 240_000_000)["a"].items == deepest


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# a\n" * 15_000, id="headings"),
        pytest.param("a\n=\n\n" * 9_000, id="underlined-headings"),
        pytest.param("1. " * 20_000, id="lists-in-one-line"),
        pytest.param("* - + " * 10_000, id="lists-of-all-kinds"),
        pytest.param("> * " * 10_000, id="lists-and-quotes"),
        pytest.param("".join(" " * (12 * i) + "* * *\n" for i in range(90)), id="lists-by-indents"),
        pytest.param("a[^1]\n\n" * 1_900 + "[^1]: x", id="footnotes"),
        pytest.param("!!! a\n" * 10_000, id="boxes"),
    ],
)
def test_a_page_that_would_stall_the_site_is_told(project: Path, text: str) -> None:
    (project / "docs/more.md").write_text(f"Text\n\n{text}", encoding="utf-8")
    result = run_command(project, "check", "--quiet", seconds=20)
    assert result.returncode == 1, result.stderr
    assert "docs/more.md:1:1: markup-in-prose: " in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 400,
        "* a\n" * 5_000,
        "> a\n" * 5_000,
        "1. a\n   * b\n     - c\n" * 500,
        "- - -\n" * 300,
        "-" * 60 + "\n" + "a\n\n" * 300,
        "|a|b|\n|-|-|\n" + "|c|d|\n" * 900,
    ],
)
def test_a_long_page_is_not_too_much(text: str) -> None:
    assert excess_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ab" + "..%2f" * 12_000,
        "A" + "b" * 60_000 + " [1].",
        "A. " * 20_000,
        "a 1 " * 15_000,
        "A" + "." * 60_000,
        "A [1" + ",1" * 30_000,
        "A." + " " * 60_000 + "b",
    ],
    ids=["dots", "one-word", "sentences", "numbers", "stops", "list", "blanks"],
)
def test_a_ledger_is_drafted_in_time(text: str) -> None:
    began = time.process_time()
    draft_ledger(f"1 Fields\n\n{text}\n")
    assert time.process_time() - began < 1.5


def test_the_report_of_a_run_is_a_line_for_each_fact() -> None:
    done = fuzz.Run("atheris", "YAML", 20, {"inputs": 20, "slowest": 0.0123, "peak": 70.4})
    short = fuzz.Run("atheris", "pages", 20, {"inputs": 19, "faults": {"a crash": "x"}})
    machine, _, result, *_, first, second = fuzz.report([done, short], seed=1, seconds=130)
    assert re.fullmatch(r"Machine: \d+ cores? of .+, Python [\d.]+\.", machine)
    assert result == "**39 inputs, seed 1, in 2 minutes: 1 targets broke.**"
    assert first == "| YAML | atheris | 20 | 12 ms | 70 MB | 0 |"
    assert second == "| pages | atheris | 19 | 0 ms | 0 MB | 1 |"


def test_the_recorded_run_is_long_enough_and_clean() -> None:
    page = (Path(__file__).parents[2] / "docs" / "hardening.md").read_text(encoding="utf-8")
    recorded = page.split("<!-- begin: make fuzz -->")[1].split("<!-- end: make fuzz -->")[0]
    found = re.search(r"\*\*([0-9,]+) inputs, seed 1, in [0-9]+ minutes: nothing broke\.", recorded)
    assert found
    rows = [line.split("|") for line in recorded.split("\n") if re.match(r"\| \w.* ms ", line)]
    inputs = [int(row[3].replace(",", "")) for row in rows]
    assert sum(inputs) == int(found[1].replace(",", "")) >= 100_000
    assert {row[1].strip() for row in rows} == set(TARGETS)
