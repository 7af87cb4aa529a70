"""Where stubs are woven in: behind what the review says before them, on the pages of sections."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.review.paths import PAGES
from claimweave.review.reading.page_reader import read_page
from claimweave.rules.weaving import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimweave.authoring.stubs import NewStub
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.page_reader import Page

NEW_PAGES = f"{PAGES}/review"
"""The folder of the pages that are made for sections that have none."""


@dataclass(frozen=True)
class StubPages:
    """Path to text of each page that is new, and of each that changes; and the new ones' titles."""

    new: Mapping[str, str]
    changed: Mapping[str, str]
    titles: Mapping[str, str]


def pages_with_stubs(base: EvidenceBase, stubs: Iterable[NewStub]) -> StubPages:
    """Return the pages that weave the stubs in.

    A stub that a page weaves in already, as a killed run leaves it, is not woven in again.
    """
    woven = {name for page in base.review.pages for name, _ in page.woven}
    by_folder: dict[str, list[NewStub]] = {}
    for stub in stubs:
        if stub.id not in woven:
            by_folder.setdefault(stub.folder, []).append(stub)
    pages = {page.path: page for page in base.review.pages}
    sections = {section.folder: section.title for section in base.review.sections.values()}
    new: dict[str, str] = {}
    titles: dict[str, str] = {}
    for folder, own in by_folder.items():
        path = _page_of(base, folder)
        if path is None:
            path = _free_path(folder, new)
            titles[path] = sections[folder]
            new[path] = f"{new_page(sections[folder])}\n{_blocks(own)}\n"
        else:
            text = _with_stubs(base, pages[path], folder, own)
            pages[path] = read_page(TextFile(path, text))
    before = {page.path: page.text for page in base.review.pages}
    changed = {path: page.text for path, page in pages.items() if page.text != before[path]}
    return StubPages(new, changed, titles)


def _free_path(folder: str, new: Mapping[str, str]) -> str:
    """Return the path of a section's page; folders may differ only by what no page is called."""
    stem = folder.replace("/", "-")
    name, number = stem, 1
    while f"{NEW_PAGES}/{name}.md" in new:
        number += 1
        name = f"{stem}-{number}"
    return f"{NEW_PAGES}/{name}.md"


def _page_of(base: EvidenceBase, folder: str) -> str | None:
    """Return the page of a section: that which weaves most of it, or bears the folder's name."""
    folders = {claim.id: claim.folder for claim in base.review.claims_and_stubs}
    weaving = Counter(
        page.path
        for page in base.review.pages
        for name, _ in page.woven
        if folders.get(name) == folder
    )
    if weaving:
        return max(weaving, key=lambda path: (weaving[path], path))
    named = [page.path for page in base.review.pages if PurePosixPath(page.path).stem == folder]
    return named[0] if named else None


def _with_stubs(base: EvidenceBase, page: Page, folder: str, stubs: Sequence[NewStub]) -> str:
    """Return a page's text with stubs behind what the review asserts last before each."""
    order = base.locator_order
    first = {
        claim.id: min((order[at] for at in claim.record.asserted if at in order), default=-1)
        for claim in base.review.claims_and_stubs
        if claim.folder == folder
    }
    anchors = sorted((first[name], span.line) for name, span in page.woven if name in first)
    groups: dict[int, list[NewStub]] = {}
    for stub in stubs:
        before = [line for place, line in anchors if place <= order[stub.locator]]
        groups.setdefault(before[-1] if before else 0, []).append(stub)
    return _inserted(page, groups, anchors)


def _inserted(
    page: Page, groups: Mapping[int, Sequence[NewStub]], anchors: Sequence[tuple[int, int]]
) -> str:
    """Return the page's text with each group behind its line; that of line 0 before all others."""
    lines = page.text.rstrip("\n").split("\n")
    for line, stubs in sorted(groups.items(), reverse=True):
        if line:
            place = beside(page, line, "", stubs[0].id)
            mark = place.lines[-1].partition("[[")[0]
            own = [*place.lines[:-1], *(f"{mark}[[{stub.id}]]" for stub in stubs)]
            lines[place.after : place.after] = own
        elif anchors:
            above = min(line for _, line in anchors) - 1
            lines[above:above] = [*_blocks(stubs).split("\n"), ""]
        else:
            lines += ["", *_blocks(stubs).split("\n")]
    return "\n".join(lines) + "\n"


def _blocks(stubs: Iterable[NewStub]) -> str:
    """Return stubs as a page weaves them in: a paragraph for each of the article's."""
    paragraphs: dict[str, list[str]] = {}
    for stub in stubs:
        paragraphs.setdefault(stub.locator.rpartition(".")[0], []).append(f"[[{stub.id}]]")
    return "\n\n".join("\n".join(marks) for marks in paragraphs.values())


def new_page(title: str) -> str:
    """Return the text of the page of a section of which nothing is encoded yet."""
    return f"# {_plain(title)}\n"


def _plain(title: str) -> str:
    """Return a title as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", title).replace("&", "&amp;").replace("<", "&lt;")
