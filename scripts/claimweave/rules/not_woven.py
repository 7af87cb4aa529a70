"""What no page weaves in: where a claim belongs, on which page, and a table that none shows."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import AtKey, Problem, Span, missing
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.page_reader import BLOCKS, TABLES, block_named, tables_shown
from claimweave.rules.weaving import WeavingPlace, weaving_place
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import ReviewSettings
    from claimweave.review.review import Review


def to_weave(base: EvidenceBase, claim: Claim, own: str, problem: Problem) -> Problem:
    """Return the problem with the place where a claim belongs, which is its fix.

    `own` is the page of its section, where that is known to be another one than it stands on.
    """
    place = weaving_place(base, claim.folder, claim.record.asserted, claim.id)
    if own and (place is None or place.path != own):
        text = next(page for page in base.review.pages if page.path == own).text.rstrip()
        place = WeavingPlace(own, text.count("\n") + 1, ("", f"[[{claim.id}]]"), "")
    if place is None:
        return problem
    page = next(page for page in base.review.pages if page.path == place.path)
    lines = page.text.split("\n")
    where = Span(place.path, place.after, len(lines[place.after - 1]) + 1, 0)
    text = "".join(f"\n{line}" for line in place.lines)
    help_ = f"write {place.lines[-1].strip()} in {place.path}, as line {place.number}"
    fix = Fix(help_, (Edit(where, text),), safe=True)
    return problem._replace(help=help_, fix=fix)


def tables_not_shown(base: EvidenceBase) -> Iterator[Problem]:
    """Yield each table that no page has: none has the claims of its cells with it."""
    review, tables = base.review, tuple(base.review.tables_by_locator)
    woven = {name for page in review.pages for name, _ in page.woven if name.startswith("!")}
    without_mark = any(name in BLOCKS for page in review.pages for name, _ in page.woven)
    if without_mark or any(block_named(name)[0] not in BLOCKS for name in woven):
        return  # a block that does not exist is told as such
    shown = {locator for page in review.pages for locator in tables_shown(page, tables)}
    for table in review.tables:
        cells, first = base.facts.cells_of(table), table.locator == tables[0]
        names = [
            f"!{block}{which}"
            for block in TABLES
            for which in ("", f" {table.locator}")
            if which or first
        ]
        if not cells or table.locator in shown or any(map(review.may_be_woven, names)):
            continue
        keys = review.settings.table_keys(table) if review.settings else ()
        where = AtKey(SETTINGS, keys, on_key=True)
        called = "the table" if len(tables) == 1 else table.title
        claims = plural(len(cells), "claim")
        message = f"no page shows {called}, and {claims} of its cells with it"
        block = "!matrix" if len(tables) == 1 else f"!matrix {table.locator}"
        yield missing(where, message, f"write [[{block}]] on a page of docs/, on a line of its own")


def section_pages(review: Review) -> dict[str, str]:
    """Return the folder of each section that has a page of that name, and the page."""
    sections = review.settings.sections.values() if review.settings else ()
    folders = {section.folder for section in sections}
    pages = {PurePosixPath(page.path).stem: page.path for page in review.pages}
    return {folder: path for folder, path in pages.items() if folder in folders}


def own_page(
    settings: ReviewSettings | None, pages: Mapping[str, str], claim: Claim, paths: list[str]
) -> str:
    """Return the page on which a claim belongs that only other sections' pages weave in.

    It is empty where there is none, or where the claim stands on it.
    """
    if settings is None or not set(paths).issubset(pages.values()):
        return ""
    own = [pages[f] for f in settings.folders_of(claim.record.asserted) if f in pages]
    return own[0] if own and not set(own).intersection(paths) else ""
