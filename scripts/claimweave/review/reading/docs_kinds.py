"""What may lie below `docs/`: pages, pictures, notebooks, the schemas for editors, and texts."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.paths import PAGES
from claimweave.review.reading.file_names import misnamed, page_meant
from claimweave.review.reading.picture_reader import PICTURES

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimweave.review.docs_file import DocsKind

RULE = "file-out-of-place"

NOTEBOOKS = f"{PAGES}/notebooks"
SCHEMAS = f"{PAGES}/schema"

_ALLOWED = (
    f"allowed: pages (.md), pictures ({', '.join(PICTURES)}), texts (.txt), "
    f"and notebooks (.py) in {NOTEBOOKS}"
)
_OBEYED = frozenset(
    "robots.txt ads.txt app-ads.txt security.txt keybase.txt llms.txt llms-full.txt".split()  # noqa: SIM905
)
"""Texts at the top of a site by which programs know what its owner wants."""

_COPIES = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp", ".old")
_PROGRAMS = (".html", ".htm", ".xhtml", ".js", ".mjs", ".css", ".xml", ".xsl", ".wasm", ".swf")


def docs_kind(path: str, there: Collection[str]) -> DocsKind | Problem:
    """Return what a file below `docs/` is that is no page, or say that it must not lie there.

    `there` are the paths below `docs/`: a page that has another ending is a copy, or is missing.
    """
    if page := page_meant(path):
        return misnamed(path, page, RULE, there)
    name = PurePosixPath(path)
    ending = name.suffix.lower()
    if ending in PICTURES:
        return "picture"
    if ending == ".txt" and path.removeprefix(f"{PAGES}/").lower() not in _OBEYED:
        return "text"
    if ending == ".py" and path.startswith(f"{NOTEBOOKS}/"):
        return "notebook"
    if path.startswith(f"{SCHEMAS}/") and name.name.endswith(".schema.json"):
        return "schema"
    message, help_ = _misplaced(path, ending)
    return Problem(Span(path), message, help_, RULE)


def _misplaced(path: str, ending: str) -> tuple[str, str]:
    if path.lower().endswith(_COPIES) or PurePosixPath(path).name.startswith("#"):
        return "this looks like a copy that an editor has left", f"move it out of {PAGES}/"
    if ending == ".txt":
        message = "programs that visit a site take a file of this name for the word of its owner"
        return message, "give it another name, or put it where the site is published"
    if ending == ".py":
        message = f"a notebook lies in {NOTEBOOKS}, and another program has no place here"
        return message, "move it there if it is a notebook, or else to scripts/"
    if ending in _PROGRAMS:
        message = f'what ends in "{ending}" could run in the browser of whoever opens it'
        return message, f"move it out of {PAGES}/; {_ALLOWED}"
    shown = f'files that end in "{ending}"' if ending else "files without an ending"
    return f"{shown} have no place here", _ALLOWED
