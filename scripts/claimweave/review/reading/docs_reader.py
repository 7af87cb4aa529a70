"""All that lies below `docs/`: pages are read, pictures looked at, and nothing is passed over."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import is_folder
from claimweave.review.docs_file import DocsFile
from claimweave.review.paths import PAGES
from claimweave.review.reading.docs_kinds import RULE as OUT_OF_PLACE
from claimweave.review.reading.docs_kinds import docs_kind
from claimweave.review.reading.file_names import page_name_fault
from claimweave.review.reading.page_reader import Page, read_page
from claimweave.review.reading.picture_reader import picture_faults
from claimweave.review.reading.svg_words import RULE as UNSAFE

if TYPE_CHECKING:
    from claimweave.review.reading.reading import Reading

_LINK = re.compile(r"\]\(\s{0,20}<?([^\s()<>]{1,400})")


def read_docs(reading: Reading) -> tuple[tuple[Page, ...], tuple[DocsFile, ...]]:
    """Read what lies below `docs/`; return the pages, and what else may lie there."""
    pages: list[Page] = []
    others: list[DocsFile] = []
    hidden: list[str] = []
    there = reading.paths(PAGES, ".md", hidden)
    known = frozenset(there)
    for path in there:
        linked = not path.endswith(".md") and os.path.islink(reading.root / path)  # noqa: PTH114
        if linked:
            help_ = "put the file or the folder itself here"
            reading.problems.append(
                Problem(Span(path), "links are not followed", help_, "invalid-page")
            )
        elif path.endswith(".md") or is_folder(reading.root, path):
            page = _page(reading, path)
            pages += [page] if page else []
        else:
            other = _other(reading, path, known)
            others += [other] if other else []
    reading.counts["hidden pages"] = len(hidden)
    return tuple(pages), tuple(others)


def _page(reading: Reading, path: str) -> Page | None:
    fault = None if is_folder(reading.root, path) else page_name_fault(path)
    if fault:
        reading.problems.append(fault)
        return None
    source = reading.text(path, "invalid-page")
    return reading.known.parsed(source, "page", read_page) if source else None


def _other(reading: Reading, path: str, there: frozenset[str]) -> DocsFile | None:
    """Note what is wrong with a file that is no page; what has no place here is None."""
    reading.count(OUT_OF_PLACE)
    kind = docs_kind(path, there)
    fault = kind if isinstance(kind, Problem) else page_name_fault(path)
    if fault or isinstance(kind, Problem):
        reading.problems += [fault] if fault else []
        if fault and fault.fix:  # a page that has another ending may weave any claim in
            reading.broken.add(path)
        return None
    if kind == "picture":
        reading.count(UNSAFE)
        reading.problems += reading.known.seen(reading.root, path, picture_faults)
    if kind == "notebook":
        source = reading.text(path, OUT_OF_PLACE)
        links = _LINK.findall(source.text) if source else ()
        return DocsFile(path, kind, tuple(links))
    return DocsFile(path, kind)
