"""Feeds hostile inputs to the readers, the queries and the pages; prints a table of what came.

Usage: python scripts/measure/fuzz.py [--inputs N] [--seed N] [--write]. Exit status 1 when one of
them broke something. Four fifths of the inputs are grown by what they reach in the code, if atheris
is there.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import machine

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- begin: make fuzz -->", "<!-- end: make fuzz -->"
SLOW, LARGE = 1.0, 500
"""Seconds that one input may take, and megabytes that a process may take."""

SLOWER = {"fixes in a review": 6.0}
"""Target to seconds, where one input is checked again and again: a fix counts when it was tried."""

SHARES = {
    ("hypothesis", "YAML"): 30,
    ("hypothesis", "BibTeX"): 30,
    ("hypothesis", "pages"): 30,
    ("hypothesis", "queries"): 40,
    ("hypothesis", "articles"): 10,
    ("hypothesis", "claim in a review"): 6,
    ("hypothesis", "settings in a review"): 6,
    ("hypothesis", "words in a review"): 6,
    ("hypothesis", "ledger in a review"): 6,
    ("hypothesis", "sheet in a review"): 6,
    ("hypothesis", "bibliography in a review"): 6,
    ("hypothesis", "a text in a review"): 14,
    ("hypothesis", "page in a review"): 10,
    ("hypothesis", "table in a review"): 6,
    ("hypothesis", "exemptions in a review"): 6,
    ("hypothesis", "fixes in a review"): 6,
    ("hypothesis", "files of references"): 10,
    ("hypothesis", "LaTeX"): 20,
    ("hypothesis", "filled forms"): 20,
    ("hypothesis", "pictures"): 20,
    ("hypothesis", "settings of the site"): 10,
    ("hypothesis", "answers of Crossref"): 10,
    ("hypothesis", "answers of PubMed"): 10,
    ("hypothesis", "archives"): 10,
    ("hypothesis", "Git's history"): 10,
    ("atheris", "YAML"): 250,
    ("atheris", "BibTeX"): 150,
    ("atheris", "pages"): 100,
    ("atheris", "queries"): 200,
    ("atheris", "articles"): 100,
    ("atheris", "files of references"): 10,
    ("atheris", "LaTeX"): 100,
    ("atheris", "filled forms"): 30,
    ("atheris", "pictures"): 50,
}
"""(Engine, target) to its share of all inputs: what is quick to run gets many."""


@dataclass(frozen=True)
class Run:
    """What came of one target under one engine."""

    engine: str
    target: str
    wanted: int
    found: dict[str, Any]

    @property
    def bad(self) -> list[str]:
        """What does not hold, in words."""
        said = [f"{fault}: {given}" for fault, given in self.found.get("faults", {}).items()]
        if self.found.get("inputs", 0) < self.wanted:
            said.append(f"it ended after {self.found.get('inputs', 0)} of {self.wanted} inputs")
        if self.found.get("slowest", 0) > SLOWER.get(self.target, SLOW):
            said.append(f"{self.found['slowest']:.1f} s: {self.found['slow_input']}")
        if self.found.get("peak", 0) > LARGE:
            said.append(f"{self.found['peak']:.0f} MB")
        return said


def main() -> int:
    """Run everything and print it; with `--write` put it into docs/hardening.md."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all, about")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same inputs")
    parser.add_argument("--write", action="store_true", help="write to docs/hardening.md")
    options = parser.parse_args()
    began = time.monotonic()
    shares = {k: v for k, v in SHARES.items() if k[0] != "atheris" or _has_atheris()}
    whole = sum(shares.values())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = list(
            pool.map(
                lambda item: _run(*item[0], -(-options.inputs * item[1] // whole), options.seed),
                shares.items(),
            )
        )
    text = "\n".join(report(runs, options.seed, time.monotonic() - began))
    print(text)
    if options.write:
        page = ROOT / "docs" / "hardening.md"
        old = page.read_text(encoding="utf-8")
        head, tail = old.split(BEGIN)[0], old.split(END)[1]
        page.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")
    bad = [f"{run.engine}, {run.target}: {said}" for run in runs for said in run.bad]
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad else 0


def _has_atheris() -> bool:
    return importlib.util.find_spec("atheris") is not None


def _run(engine: str, target: str, inputs: int, seed: int) -> Run:
    """Run one target in a process of its own: its memory is its own, and it may die alone."""
    with tempfile.TemporaryDirectory() as folder:
        result, script = (
            Path(folder) / "result.json",
            ROOT / "tests" / "support" / "fuzzing" / "run.py",
        )
        command = [sys.executable, str(script), engine, target, str(inputs), str(seed), str(result)]
        # With the hashes of Python free, sets change their order, and with it what is reached.
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=folder,
            env=os.environ | {"TMPDIR": folder, "PYTHONHASHSEED": "0"},
        )
        found = json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}
    if not found:
        print(done.stderr.decode("utf-8", "replace")[-2_000:], file=sys.stderr)
    run = Run(engine, target, inputs, found)
    print(f"{engine}, {target}: {found.get('inputs', 0):,} inputs", file=sys.stderr, flush=True)
    return run


def report(runs: list[Run], seed: int, seconds: float) -> list[str]:
    """Return the lines of the page: the machine, the result, and a row for each run."""
    inputs = sum(run.found.get("inputs", 0) for run in runs)
    bad = sum(bool(run.bad) for run in runs)
    broke = f"{bad} targets broke" if bad else "nothing broke"
    rows = [
        f"| {run.target} | {run.engine} | {run.found.get('inputs', 0):,} "
        f"| {run.found.get('slowest', 0) * 1000:.0f} ms | {run.found.get('peak', 0):.0f} MB "
        f"| {len(run.found.get('faults', {}))} |"
        for run in runs
    ]
    return [
        machine(),
        "",
        f"**{inputs:,} inputs, seed {seed}, in {seconds / 60:.0f} minutes: {broke}.**",
        "",
        "| what was fed | engine | inputs | slowest input | peak memory | faults |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *rows,
    ]


if __name__ == "__main__":
    sys.exit(main())
