"""Measures how soon an edit shows in the browser under `claimweave serve`.

Usage: python scripts/measure/bench_serve.py [--edits N]. A claim of a generated review is edited in
its file while Chromium shows its page; the time runs from before the save until the new text stands
on the page.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bench_project import generate
from browsing import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (200, 1_000)
EDITS = 10
ENDING = 180
"""Seconds that the command may take to end; on a machine that is not busy it ends within one."""


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--edits", type=int, default=EDITS, help="edits of each measurement")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="claims of each review")
    options = parser.parse_args()
    print("\n".join(serving(options.edits, options.sizes)))
    return 0


def serving(edits: int = EDITS, sizes: tuple[int, ...] = SIZES) -> list[str]:
    """Return the rows of a table: from saving a claim to its new text in Chromium."""
    rows = [
        "| `claimweave serve` | first build | save to page, median | worst | peak memory |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            first, seconds, memory = measure(Path(folder) / "review", size, edits)
        median, worst = statistics.median(seconds), max(seconds)
        rows.append(
            f"| {size:,} claims, {size:,} references | {first:.1f} s | {median:.2f} s "
            f"| {worst:.2f} s (of {edits}) | {memory:.0f} MB |"
        )
    return rows


def measure(project: Path, size: int, edits: int) -> tuple[float, list[float], float]:
    """Return the seconds of the first build, those of each edit, and the peak in megabytes."""
    generate(project, size, site=True)
    number = size // 2
    (claim,) = project.glob(f"claims/*/generated-claim-{number}.yml")
    original = claim.read_text(encoding="utf-8")
    began = time.perf_counter()
    with served(project) as (address, process), chromium() as browser:
        page = browser.new_page()
        first = time.perf_counter() - began
        page.goto(f"{address}claims/{claim.stem}/")
        seconds = []
        for edit in range(edits):
            text = f"Edit {edit} of generated claim {number} stands on its page."
            lines = [
                f"claim: {text}" if line.startswith("claim: ") else line
                for line in original.split("\n")
            ]
            time.sleep(0.5 + 0.37 * edit)  # now while the last edit is followed up, now at rest
            began = time.perf_counter()
            claim.write_text("\n".join(lines), encoding="utf-8")
            page.wait_for_function("text => document.body?.textContent.includes(text)", arg=text)
            seconds.append(time.perf_counter() - began)
        return first, seconds, peak_memory(process.pid)


@contextlib.contextmanager
def served(project: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a project on a free port; yield its address once the first site stands, and end it."""
    command = [sys.executable, "-m", "claimweave", "--project", str(project), "serve"]
    process = subprocess.Popen(
        [*command, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        address = line_with(process.stdout, "Serving ").split()[1]
        line_with(process.stdout, " pages, ")
        yield address, process
    finally:
        process.terminate()
        process.communicate(timeout=ENDING)


def line_with(stream: TextIO, words: str) -> str:
    """Return the next line that has the words.

    Raises:
        EOFError: when there is none.
    """
    said = ""
    for line in stream:
        said += line
        if words in line:
            return line
    raise EOFError(said)


def peak_memory(process: int) -> float:
    """Return the most memory that a process has had, in megabytes; 0 where no system tells."""
    status = Path("/proc") / str(process) / "status"
    if not status.is_file():
        return 0.0
    line = next(x for x in status.read_text(encoding="utf-8").split("\n") if "VmHWM" in x)
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
