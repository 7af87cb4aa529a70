"""Measures speed and memory of whole processes, and prints the tables of docs/speed.md.

Usage: python scripts/bench.py [--runs N] [--write]. Each number is the median of several runs.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_project import generate

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000)
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"


def main() -> int:
    """Measure everything and print it; with `--write` put it into docs/speed.md."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/speed.md")
    options = parser.parse_args()
    text = "\n".join([*machine(), "", *checks(options.runs), "", *rendering(options.runs)])
    print(text)
    if options.write:
        page = ROOT / "docs" / "speed.md"
        old = page.read_text(encoding="utf-8")
        head, tail = old.split(BEGIN)[0], old.split(END)[1]
        page.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")
    return 0


def machine() -> list[str]:
    """Return a line that names the machine and the version of Python."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [x for x in info.read_text(encoding="utf-8").split("\n") if "model name" in x]
        model = names[0].split(":", 1)[1].strip() if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    where = f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {platform.system()}"
    return [f"Machine: {where}, Python {platform.python_version()}."]


def checks(runs: int) -> list[str]:
    """Measure `claimweave check` on this review and on generated ones."""
    rows = ["| `claimweave check` | claims | references | median | peak memory |",
            "| --- | ---: | ---: | ---: | ---: |"]  # fmt: skip
    claims = sum(1 for p in (ROOT / "claims").glob("[!_]*/*.yml") if p.is_file())
    entries = (ROOT / "bibliography.bib").read_text(encoding="utf-8").count("\n@")
    seconds, memory = measure(["check", "--quiet"], ROOT, runs)
    rows.append(_row("this review", claims, entries, seconds, memory))
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            project = generate(Path(folder) / str(size), size)
            seconds, memory = measure(["check", "--quiet"], project, runs)
            medians.append(seconds)
            rows.append(_row("generated", size, size, seconds, memory))
    ratio = medians[1] / medians[0]
    return [
        *rows,
        "",
        f"From {SIZES[0]:,} to {SIZES[1]:,} claims it takes {ratio:.1f} times as long.",
    ]


def rendering(runs: int) -> list[str]:
    """Measure rendering alone, and the whole MkDocs build without notebooks."""
    code = (
        "import time;from pathlib import Path;"
        "from claimweave.checking import check;"
        "from claimweave.sources.review_reader import read_review;"
        "from claimweave.render.site import render;"
        f"r=check(read_review(Path({str(ROOT)!r})));t=time.perf_counter();n=len(render(r));"
        "print(n,time.perf_counter()-t)"
    )
    rendered, files = [], 0
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        files, seconds = int(done.stdout.split()[0]), float(done.stdout.split()[1])
        rendered.append(seconds)
    built = []
    for _ in range(min(runs, 3)):
        began = time.perf_counter()
        script = str(ROOT / "scripts" / "build.py")
        subprocess.run([sys.executable, script], capture_output=True, check=True)
        built.append(time.perf_counter() - began)
    render, build = statistics.median(rendered), statistics.median(built)
    return [
        "| step | median |",
        "| --- | ---: |",
        f"| rendering all {files} pages and files | {render:.2f} s |",
        f"| the whole build of the site, notebooks included | {build:.2f} s |",
        "",
        f"Rendering takes {render / build:.0%} of the build.",
    ]


def measure(arguments: list[str], folder: Path, runs: int) -> tuple[float, float]:
    """Return the median seconds and the peak megabytes of the command as a whole process."""
    command = [sys.executable, "-m", "claimweave", "--project", str(folder), *arguments]
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    probe = (
        "import resource,subprocess as s,sys;s.run(sys.argv[1:],capture_output=True,check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True,
                          check=True)  # fmt: skip
    kilobytes = int(done.stdout) / (1024 if sys.platform == "darwin" else 1)
    return statistics.median(seconds), kilobytes / 1024


def _row(name: str, claims: int, references: int, seconds: float, memory: float) -> str:
    return f"| {name} | {claims:,} | {references:,} | {seconds:.2f} s | {memory:.0f} MB |"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
