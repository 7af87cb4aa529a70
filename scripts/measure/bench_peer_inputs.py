"""The same bibliography for each tool: the review's own, cited as that tool wants it cited."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from bench_project import generate

if TYPE_CHECKING:
    from pathlib import Path

BIBLIOGRAPHY = "bibliography.bib"
CITED_A_PAGE = 50
MKDOCS = """site_name: Citations
theme: mkdocs
plugins:
  - bibtex: {bib_file: bibliography.bib}
"""


def prepare(folder: Path, size: int) -> Path:
    """Write a review of `size` references, and beside it each tool's own project; return it.

    `review/` is the review, `latex/` has an `.aux` file with as many citations, `mkdocs/` pages
    with as many. All have the same `bibliography.bib`.
    """
    review = generate(folder / "review", size)
    source = review / BIBLIOGRAPHY
    keys = re.findall(r"^@\w+\{([^,]+),", source.read_text(encoding="utf-8"), re.MULTILINE)
    latex, mkdocs = folder / "latex", folder / "mkdocs"
    pages = mkdocs / "docs"
    for path in (latex, pages):
        path.mkdir(parents=True)
    for path in (latex, mkdocs):
        shutil.copy(source, path)
    cited = "".join(f"\\citation{{{key}}}\n" for key in keys)
    (latex / "paper.aux").write_text(
        f"\\relax\n{cited}\\bibstyle{{plain}}\n\\bibdata{{bibliography}}\n", encoding="utf-8"
    )
    (mkdocs / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for number, first in enumerate(range(0, len(keys), CITED_A_PAGE)):
        lines = [f"Something is said here [@{key}]." for key in keys[first : first + CITED_A_PAGE]]
        name = f"page-{number}.md" if number else "index.md"
        text = "\n\n".join(["# Page", *lines, "\\bibliography"])
        (pages / name).write_text(text + "\n", encoding="utf-8")
    return folder
