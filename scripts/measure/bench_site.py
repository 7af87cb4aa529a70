"""How long a site takes to build, beside MkDocs Material alone, and how large it becomes."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench_process import Command, Measured, compare, measure
from bench_project import SITE, generate
from bench_search import searching
from bench_tables import shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = (100, 1_000, 5_000)
CLAIMS = (200, 1_000, 5_000)
FIXED = 52
"""Pages of a generated review that are not a claim's and not a reference's: about so many."""

_PROSE = "Each page says something of its own, in some words, and {n} of them is the number of it. "


def beside_material(runs: int) -> list[str]:
    """Build a review, its finished pages with Material alone, and as many pages of prose."""
    rows = []
    for wanted in PAGES:
        with _folder() as folder:
            review = generate(folder / "review", max(10, (wanted - FIXED) // 2), site=True)
            same, prose = _same_pages(review, folder / "same"), folder / "prose"
            _prose_pages(prose, sum(1 for _ in (same / "docs").rglob("*.md")))
            found = compare(
                {"ours": _build(review), "same": _mkdocs(same), "prose": _mkdocs(prose)}, runs
            )
            pages = [_html(path / "site") for path in (review, same, prose)]
            times = [found[name] for name in ("ours", "same", "prose")]
            share = found["ours"].median / found["same"].median
            rows.append([f"{pages[0]:,}", *map(shown, times), f"{share:.2f}"])
            assert len(set(pages)) == 1, pages
    head = [
        "pages",
        "`claimweave build`, with its check",
        "Material, the same pages ready-made",
        "Material, as many pages of three paragraphs",
        "ours to the same pages",
    ]
    return table(head, rows, "right")


def growth(runs: int) -> list[str]:
    """Build reviews of growing size: time a page, memory, size, and how the search answers."""
    rows, search_rows = [], []
    for size in CLAIMS:
        with _folder() as folder:
            root = generate(folder / "review", size, site=True)
            found = measure(_build(root), runs)
            site = root / "site"
            rows.append(_built(size, found, site))
            search_rows.append([f"{size:,}", *searching(site)])
    head = [
        "claims and references",
        "pages",
        "build",
        "a page",
        "peak memory",
        "`site/`",
        "largest page",
    ]
    search = [
        "claims and references",
        "search index",
        "compressed",
        "index ready after",
        "median answer",
        "19 of 20 answers within",
    ]
    return [*table(head, rows, "right"), "", *table(search, search_rows, "right")]


def _built(size: int, found: Measured, site: Path) -> list[str]:
    pages = _html(site)
    largest = max((p for p in site.rglob("*.html")), key=lambda p: p.stat().st_size)
    return [
        f"{size:,}",
        f"{pages:,}",
        shown(found),
        f"{1000 * found.median / pages:.1f} ms",
        f"{found.megabytes:.0f} MB",
        f"{sum(p.stat().st_size for p in site.rglob('*') if p.is_file()) / 1e6:.0f} MB",
        f"{largest.stat().st_size / 1000:.0f} KB",
    ]


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _build(root: Path) -> Command:
    return Command([sys.executable, "-m", "claimweave", "build"], root)


def _mkdocs(root: Path) -> Command:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    return Command([sys.executable, "-m", "mkdocs", "build", "--quiet"], root)


def _same_pages(review: Path, target: Path) -> Path:
    """Write what the engine renders as plain files of a site that knows no engine."""
    line = [sys.executable, "-m", "claimweave", "render", str(target / "docs")]
    subprocess.run(line, cwd=review, capture_output=True, check=True)
    _configure(target, "\n".join(x for x in SITE.splitlines() if not x.startswith("strict")))
    return target


def _prose_pages(target: Path, pages: int) -> None:
    (target / "docs").mkdir(parents=True)
    for number in range(pages):
        name = "index.md" if not number else f"page-{number}.md"
        paragraphs = "\n\n".join([_PROSE.format(n=number) * 5] * 3)
        (target / "docs" / name).write_text(f"# Page {number}\n\n{paragraphs}\n", encoding="utf-8")
    _configure(
        target,
        "site_name: Prose\ntheme: {name: material, font: false}\n"
        "plugins: [search]\nnot_in_nav: /page-*\nnav: [Home: index.md]",
    )


def _configure(target: Path, text: str) -> None:
    text = text.replace("plugins: [search, claimweave]", "plugins: [search]")
    text = text.replace("  /claims/*", "  /claims/*\n  /audit/*/*")
    (target / "mkdocs.yml").write_text(text + "\n", encoding="utf-8")
    shutil.rmtree(target / "site", ignore_errors=True)


def _html(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))
