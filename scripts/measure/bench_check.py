"""How long `claimweave check` takes, on this review and on generated ones, and its memory."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from bench_process import Command, Measured, compare
from bench_project import generate
from bench_tables import shown, table

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)
FRESH = "this review, in a fresh clone"


def checks(runs: int) -> list[str]:
    """Measure the check of each review; return the table."""
    claims = sum(1 for p in (ROOT / "claims").glob("[!_]*/*.yml") if p.is_file())
    entries = (ROOT / "bibliography.bib").read_text(encoding="utf-8").count("\n@")
    own, fresh = _this_review(runs)
    reviews = [("this review", claims, entries, own), (FRESH, claims, entries, fresh)]
    beside: dict[int, float] = {}
    medians: list[float] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            bare, full = Path(folder, "bare"), Path(folder, "full")
            found = _measured(generate(bare, size), generate(full, size, abstracts=True), runs)
            beside[size] = _times(found["full"], found["check"])
            medians.append(found["check"].median)
            reviews.append(("generated", size, size, found))
            rich = {"check": found["full"], "floor": found["floor of full"]}
            reviews.append(("with abstracts", size, size, rich))
    # One column more would be too wide for the page beside its two menus.
    head = [
        "`claimweave check`",
        "claims and references",
        "median",
        "times its floor",
        "in work of processors",
        "memory",
    ]
    small, large = medians
    growth = f"From {SIZES[0]:,} to {SIZES[1]:,} claims it takes {large / small:.1f} times as long."
    shares = " and ".join(f"{times:.2f} times ({size:,})" for size, times in beside.items())
    growth += f" With abstracts it takes {shares} as long as without."
    growth += " The first check in a fresh clone compiles the engine, and makes the schemas anew."
    rows = [_row(name, claims, entries, found) for name, claims, entries, found in reviews]
    return [*table(head, rows, "right"), "", growth]


def _times(one: Measured, other: Measured) -> float:
    """Return how many times as long as the other one takes: the median of pairs, in turns."""
    return _median_of_pairs(one.seconds, other.seconds)


def _times_the_work(one: Measured, other: Measured) -> float:
    """Return the same of the work of processors, of which a check may use two."""
    return _median_of_pairs(one.processor, other.processor)


def _median_of_pairs(ones: list[float], others: list[float]) -> float:
    pairs = zip(ones, others, strict=False)
    return statistics.median(first / second for first, second in pairs)


def _measured(bare: Path, full: Path, runs: int) -> dict[str, Measured]:
    """Measure the checks of a review without and with abstracts, and their floors, in turns."""
    commands = {"check": _check(bare), "floor": _floor(bare)}
    return compare(commands | {"full": _check(full), "floor of full": _floor(full)}, runs)


def _this_review(runs: int) -> tuple[dict[str, Measured], dict[str, Measured]]:
    """Measure the check of this review, as it lies here and in a fresh clone, and its floor."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {"check": _check(ROOT), "floor": _floor(ROOT)}
        found = compare(commands | {"fresh": _in_fresh_clone(Path(folder))}, runs)
    return found, {"check": found["fresh"], "floor": found["floor"]}


def _in_fresh_clone(folder: Path) -> Command:
    """Return the check of a copy of this review by a copy of the engine, of which nothing is kept.

    Nothing is compiled there, and nothing noted: a file stands in the place of `.cache/`.
    """
    scripts = Path("scripts/claimweave")
    unkept = shutil.ignore_patterns("__pycache__")
    for part in (Path("claims"), Path("docs"), Path(".github"), scripts):
        shutil.copytree(ROOT / part, folder / part, ignore=unkept)
    for name in ("bibliography.bib", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".cache").touch()
    line = [sys.executable, "-B", "-m", "claimweave", "--project", str(folder)]
    return Command([*line, "check", "--quiet"], folder / scripts.parent)


def _floor(root: Path) -> Command:
    floor = Path(__file__).with_name("bench_floor.py")
    return Command([sys.executable, str(floor), str(root)], root)


def _check(root: Path) -> Command:
    return Command([sys.executable, "-m", "claimweave", "check", "--quiet"], root)


def _row(name: str, claims: int, references: int, found: dict[str, Measured]) -> list[str]:
    check, floor = found["check"], found["floor"]
    times, work = f"{_times(check, floor):.2f}", f"{_times_the_work(check, floor):.2f}"
    memory = f"{check.megabytes:.0f} MB"
    return [name, f"{claims:,} and {references:,}", shown(check), times, work, memory]
