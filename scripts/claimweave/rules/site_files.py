"""Rules about files that are no pages: their kinds and number, pictures, and what is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.rules.page_links import used_paths
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.rules.site_paths import below_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.docs_file import DocsFile
    from claimweave.review.review import Review

NOTEBOOK_PLUGIN = "mkdocs-jupyter"


@rule("files", optional=True)
def file_out_of_place(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file of `docs/` is of a kind that has no place there, or there are too many files.

    What it checks:
        Below `docs/` lie pages (.md), pictures (.png, .jpg, .jpeg, .gif, .webp, .avif, .ico, .svg),
        texts (.txt), notebooks (.py) in `docs/notebooks`, and the schemas for editors in
        `docs/schema`. There is nothing else, and no text at the top that programs obey, such as
        robots.txt. `docs/` holds at most 10,000 files, and `claims/` at
        most 30,000: if there are more, nothing else is checked.
    Why:
        What lies there is published. A page of raw HTML, or a script, would run in the browser of
        whoever opens it, under the name of this site.
    Fails:
        docs/soil.html
    How to mend:
        Write it as a Markdown page, save it as a picture, or move it out of `docs/`.
    """
    tally.checked = base.review.files_read.get("file-out-of-place", 0)
    yield from problems_read(base.review, "file-out-of-place")


@rule("pictures", optional=True)
def unsafe_picture(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A picture is not what its name says, is too large, or holds more than a picture.

    What it checks:
        Each picture below `docs/` begins as its kind does, has at most 1,024 KB, and at most 40
        million points where it says how many. An SVG picture has nothing but shapes, text and
        styles of its own: no scripts, no handlers of events, no links, no animation, no other
        files, no DOCTYPE, and no parts that draw one another without end.
    Why:
        Somebody who opens an SVG picture opens a page: what stands in it runs in the browser, under
        the name of this site.
    Fails:
        <svg xmlns="http://www.w3.org/2000/svg" onload="…">
    How to mend:
        Take out what is named, or save the picture as PNG.
    """
    tally.checked = base.review.files_read.get("unsafe-picture", 0)
    yield from problems_read(base.review, "unsafe-picture")


@rule("files", severity="warning", optional=True)
def unused_file(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """No page uses a file of `docs/`: it is not published.

    What it checks:
        Each picture and each text below `docs/` is shown or linked by a page or a notebook, or
        named in `mkdocs.yml`. A notebook is a page of the site. A file that is not used is left
        out of the site.
    Why:
        A file that nobody looks at is published by nobody's decision.
    Fails:
        docs/assets/old-field.png, and no page that shows it
    How to mend:
        Show it on a page, as in `![A field of barley](assets/field.png)`, or move it out of
        `docs/`.
    """
    unused = unused_files(base.review)
    if unused is None:
        tally.skip("a page that may use it cannot be read", len(base.review.docs))
        return
    for file in base.review.docs:
        tally.checked += 1
        if file in unused:
            help_ = _way_to_use(below_docs(file.path), file)
            yield Problem(Span(file.path), "no page uses this file: it is not published", help_)


def unused_files(review: Review) -> list[DocsFile] | None:
    """Return the files below `docs/` that no page, no notebook and no setting names.

    It is None when that cannot be told, because a page cannot be read.
    """
    used = used_paths(review)
    if used is None:
        return None
    notebooks_run = review.site is not None and NOTEBOOK_PLUGIN in review.site.words
    return [
        file
        for file in review.docs
        if below_docs(file.path) not in used
        and file.kind != "schema"  # the site writes them anew, and the page of downloads names them
        and not (file.kind == "notebook" and notebooks_run)
    ]


def _way_to_use(path: str, file: DocsFile) -> str:
    if file.kind == "picture":
        return f"show it on a page: ![what it shows]({path}), as seen from docs/index.md"
    if file.kind == "text":
        return f"link to it from a page: [what it is]({path}), as seen from docs/index.md"
    return f"mkdocs.yml names no plugin {NOTEBOOK_PLUGIN}, which would make a page of it"
