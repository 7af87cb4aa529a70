"""What Lighthouse measures of this review's pages: on a middling phone, as it reckons one.

The score for performance is a measurement, and another machine gets another one. So it stands here
beside what it is made of; what no machine changes is held by tests.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench_tables import table
from browsing import ARGUMENTS, CHROMIUM, served

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "tests" / "node" / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "the home page": "",
    "the table": "table-1/",
    "a page of the review": "review/3-2-ect/",
    "a claim": "claims/ect-il6-predicts-response/",
    "a reference": "references/Kruse2018/",
}
PATIENCE = 600
"""Seconds that a run may take, and milliseconds times a thousand that a page may take to load."""

Report = Mapping[str, Any]


def pages(runs: int) -> list[str]:
    """Build the site, and measure a page of each kind; return the table."""
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build.py")], check=True, capture_output=True
    )
    rows = []
    with served(ROOT / "site") as address:
        for name, page in PAGES.items():
            reports = [lighthouse(address + page, ["performance"]) for _ in range(runs)]
            rows.append([name, *measured(reports)])
    head = [
        "page",
        "performance, median",
        "lowest",
        "first words after",
        "largest part after",
        "blocked for",
        "moves",
        "requests",
        "received",
    ]
    return table(head, rows, "right")


def lighthouse(url: str, categories: Sequence[str]) -> Report:
    """Return Lighthouse's report on a page.

    Raises:
        FileNotFoundError: when Node, Lighthouse or Chromium is missing.
        RuntimeError: when Lighthouse did not end well, with what it said.
    """
    node = shutil.which("node")
    if not node or not CHROMIUM or not LIGHTHOUSE.exists():
        raise FileNotFoundError("Lighthouse needs Node and Chromium; `make node` installs it")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        done = subprocess.run(
            [
                node,
                str(LIGHTHOUSE),
                url,
                "--quiet",
                "--output=json",
                f"--output-path={path}",
                f"--only-categories={','.join(categories)}",
                "--disable-full-page-screenshot",
                f"--max-wait-for-load={PATIENCE * 1000}",
                f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            env={**os.environ, "CHROME_PATH": CHROMIUM, "NO_UPDATE_NOTIFIER": "1"},
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        report: Report = json.loads(path.read_text(encoding="utf-8"))
    return report


def scores(report: Report) -> dict[str, int]:
    """Return the score of each category, from 0 to 100."""
    return {name: round(100 * one["score"]) for name, one in report["categories"].items()}


def measured(reports: Sequence[Report]) -> list[str]:
    """Return the median and the lowest score, and the medians of what the score is made of."""
    found = [scores(report)["performance"] for report in reports]

    def median(audit: str) -> float:
        return statistics.median(report["audits"][audit]["numericValue"] for report in reports)

    requests = [report["audits"]["network-requests"]["details"]["items"] for report in reports]
    return [
        f"{statistics.median(found):.0f}",
        f"{min(found)}",
        f"{median('first-contentful-paint') / 1000:.1f} s",
        f"{median('largest-contentful-paint') / 1000:.1f} s",
        f"{median('total-blocking-time'):.0f} ms",
        f"{median('cumulative-layout-shift'):.3f}",
        f"{statistics.median(map(len, requests)):.0f}",
        f"{median('total-byte-weight') / 1000:.0f} KB",
    ]
