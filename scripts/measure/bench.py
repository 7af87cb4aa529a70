"""Measures speed, memory and size of whole processes, and prints the tables of the documentation.

Usage: python scripts/measure/bench.py [--runs N] [--only PART ...] [--write]. Each time is a
median; what takes long is run less often. With `--write` the tables go into docs/speed.md and
docs/scale.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench_check import checks
from bench_lighthouse import pages
from bench_parquet import parquet
from bench_peers import peers
from bench_render import rendering
from bench_serve import serving
from bench_site import beside_material, growth
from bench_tables import machine, put

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).resolve().parents[2] / "docs"
PARTS: dict[str, tuple[str, Callable[[int], list[str]]]] = {
    "check": ("speed.md", checks),
    "tools": ("speed.md", peers),
    "render": ("speed.md", rendering),
    "material": ("speed.md", beside_material),
    "pages": ("speed.md", pages),
    "serve": ("speed.md", lambda _: serving()),
    "growth": ("scale.md", growth),
    "parquet": ("scale.md", parquet),
}
"""Part to the page that shows it, and what measures it with so many runs."""


def main() -> int:
    """Measure the parts one after the other, and print each as it is done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=PARTS,
        default=list(PARTS),
        metavar="PART",
        help=f"measure only these: {', '.join(PARTS)}",
    )
    parser.add_argument("--write", action="store_true", help="write the tables into docs/")
    options = parser.parse_args()
    print(machine())
    for part in options.only:
        page, measured = PARTS[part]
        lines = measured(options.runs)
        print("\n".join(["", f"{part} ({page})", "", *lines]), flush=True)
        if options.write:
            put(DOCS / page, part, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
