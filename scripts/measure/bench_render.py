"""How long rendering takes of this review, and the whole build of its site."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from bench_process import Command, measure
from bench_tables import shown, table

ROOT = Path(__file__).resolve().parents[2]
_CODE = """
import sys, time
from pathlib import Path
from claimweave.rules.checking import check
from claimweave.site.whole_site import render
from claimweave.review.reading.review_reader import read_review
report = check(read_review(Path(sys.argv[1])))
began = time.perf_counter()
print(len(render(report)), time.perf_counter() - began)
"""


def rendering(runs: int) -> list[str]:
    """Measure rendering alone, and the build script with notebooks and all."""
    files = 0
    seconds: list[float] = []
    for _ in range(runs):
        line = [sys.executable, "-c", _CODE, str(ROOT)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        count, taken = done.stdout.split()
        files = int(count)
        seconds.append(float(taken))
    built = measure(Command([sys.executable, str(ROOT / "scripts" / "build.py")], ROOT), runs)
    median = statistics.median(seconds)
    rows = [
        [f"rendering all {files} pages and files", f"{median:.2f} s"],
        ["the whole build of the site, notebooks included", shown(built)],
    ]
    share = f"Rendering takes {median / built.median:.0%} of the build."
    return [*table(["step", "median"], rows, "right"), "", share]
