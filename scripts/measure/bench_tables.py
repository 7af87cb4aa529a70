"""Tables in Markdown, and their place in the documentation."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench_process import Measured


def table(
    head: Sequence[str], rows: Iterable[Sequence[object]], numbers: str = "left"
) -> list[str]:
    """Return the lines of a table; with `right` all columns but the first are numbers."""
    rule = " ---: |" if numbers == "right" else " --- |"
    return [
        f"| {' | '.join(head)} |",
        f"| --- |{rule * (len(head) - 1)}",
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
    ]


def shown(measured: Measured) -> str:
    """Return the median, or what went wrong."""
    if measured.fault:
        return measured.fault
    return f"{measured.median:.2f} s" if measured.median < 10 else f"{measured.median:.0f} s"  # noqa: PLR2004


def machine() -> str:
    """Return a sentence that names the machine and the version of Python."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [x for x in info.read_text(encoding="utf-8").split("\n") if "model name" in x]
        model = names[0].split(":", 1)[1].strip() if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    where = f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {platform.system()}"
    return f"Machine: {where}, Python {platform.python_version()}."


def put(page: Path, part: str, lines: Sequence[str]) -> None:
    """Replace a part of a page, between the comments that begin and end it.

    Raises:
        ValueError: when the page has no such part.
    """
    begin, end = f"<!-- begin: make bench, {part} -->", f"<!-- end: make bench, {part} -->"
    head, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page.name} has no part {part}")
    text = "\n".join([head + begin, "", machine(), "", *lines, "", end]) + tail
    page.write_text(text, encoding="utf-8")
