"""Rules about the literate pages: claims are woven in, and prose claims nothing by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.paths import PAGES
from claimweave.review.reading.page_reader import (
    BLOCKS,
    OF_A_TABLE,
    OF_THE_ENCODING,
    block_named,
    prose_lines,
)
from claimweave.rules.front_matter import front_matter_faults
from claimweave.rules.markup import by_form, by_result
from claimweave.rules.named_works import works_named_amiss
from claimweave.rules.not_woven import own_page, section_pages, tables_not_shown, to_weave
from claimweave.rules.own_marks import anchors_of_claims
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.rules.woven_places import unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

_CAPITALS = "A-Z" + "".join(sign for sign in map(chr, range(0x80, 0x590)) if sign.isupper())
"""Latin letters with accents, Greek, Cyrillic and Armenian ones: names begin with them."""

_CITATION = re.compile(
    r"\[@[\w:.+-]+|\[\d{1,3}(?:\s{0,3}[,\u2013-]\s{0,3}\d{1,3}){0,99}\](?!\()|\bet al\b"
    r"|\^\d{1,3}\^|\bdoi\.org/|\bdoi:\s?10\.[^\s\]>)]{1,80}"
    r"|(?<![/\w.])10\.\d{4,9}/[^\s\]>)]{1,80}"
    rf"|\b[{_CAPITALS}][\w'\u2019-]{{1,40}} \((?:19|20)\d\d[a-z]?\)"
    rf"|\([{_CAPITALS}][\w'\u2019-]{{1,40}},? (?:19|20)\d\d[a-z]?\)"
)

_MAY_CITE = ("[", "et al", "^", "doi", "10.", "(19", "(20", " 19", " 20")
"""One of them is in each citation: most lines have none, and need not be looked through."""


@rule("pages")
def invalid_page(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A page of `docs/` cannot be read.

    What it checks:
        Each Markdown page below `docs/` is a readable UTF-8 file of at most 64 KB. Other files
        there are pictures, notebooks, data or plain text, and nothing is a link. Files and
        folders are called by letters, digits, hyphens, underscores and dots: their names become
        addresses. None has the place of a page that the site makes itself.
    Why:
        A page that cannot be read is missing from the site.
    Fails:
        docs/review/3-2-barley.md saved in another encoding than UTF-8
    How to mend:
        Save the file as UTF-8.
    """
    tally.checked = base.review.files_read.get("invalid-page", 0)
    tally.skip("its name begins with a dot", base.review.files_read.get("hidden pages", 0))
    yield from problems_read(base.review, "invalid-page")


@rule("woven claims", reads=PAGES)
def unknown_woven_claim(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A page weaves in a claim that does not exist.

    What it checks:
        Each `[[id]]` on a page of `docs/` is the id of a claim, or of the stub of one, and each
        `[[!block]]` a block of the site. One that names a table, as `[[!matrix T2]]` does, names
        one that there is.
    Why:
        The page would have a hole where the claim belongs.
    Fails:
        [[nitrate-feeds-barly]]
    How to mend:
        Correct the id: it is the name of the claim's file without `.yml`.
    """
    yield from problems_read(base.review, "unknown-woven-claim")
    for page in base.review.pages:
        for claim_id, span in page.woven:
            if claim_id in base.review.unreadable:
                tally.skip("its claim file cannot be read")
                continue
            tally.checked += 1
            if claim_id.startswith("!"):
                yield from _block_faults(base, claim_id, span)


def _block_faults(base: EvidenceBase, name: str, span: Span) -> Iterator[Problem]:
    block, table = block_named(name)
    if block not in BLOCKS:
        help_ = f"allowed: {', '.join(f'[[!{name}]]' for name in BLOCKS)}"
        yield Problem(span, f'there is no block "{name}"', help_)
    elif table and block not in OF_A_TABLE:
        yield Problem(span, f"the block !{block} is of no table", f"write [[!{block}]]")
    elif table and base.review.settings and table not in base.review.tables_by_locator:
        known = ", ".join(base.review.tables_by_locator) or "none"
        yield Problem(span, f"the review has no table {table}", f"its tables: {known}")


@rule("claims", exemptable=True)
def claim_not_woven(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim stands on no page.

    What it checks:
        Each claim is woven into at least one page of `docs/` by `[[id]]`. If pages are called
        like the folders of the sections, it stands not only on those of other sections. The
        claims of a table's cells are woven by the table itself: a page has [[!table]] or
        [[!matrix]], with its locator behind it where it is not the first: [[!matrix T2]]. While the
        review is a draft, a claim that stands on no page is counted, and so is a table that no page
        shows. One that only the page of another section weaves in is an error.
    Why:
        Someone who reads only the pages must have read the whole review.
    Fails:
        claims/3-2-barley/nitrate-feeds.yml, and no page with [[nitrate-feeds]]
    How to mend:
        Weave it into the page of its section.
    """
    in_table = {cell.claim.id for cell in base.cells}
    pages = section_pages(base.review)
    yield from tables_not_shown(base)
    for claim in base.review.claims.values():
        paths = [path for _, path in base.woven_in.get(claim.id, ())]
        stray = paths and own_page(base.review.settings, pages, claim, paths)
        if claim.id in in_table or (paths and not stray):
            tally.checked += 1
        elif base.review.settings is None:
            tally.skip("whether the table weaves it in cannot be told: review.yml cannot be read")
        elif base.review.may_be_woven(claim.id):
            tally.skip("a page that may weave it in cannot be read")
        elif not tally.exempt(claim.id):
            tally.checked += 1
            help_ = f"write [[{claim.id}]] on {stray or 'the page of its section'}"
            message = "no page weaves this claim in"
            if stray:
                message = f"only {paths[0]} weaves this claim in, the page of another section"
            found = Problem(Span(claim.path), message, help_, not_yet=not stray)
            yield to_weave(base, claim, stray or "", found)


@rule("pages", reads=PAGES)
def citation_in_prose(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The prose of a literate page cites something by itself.

    What it checks:
        On pages that weave claims in, the text between them has no citation: no number in
        brackets, no author with a year, no "et al.", no DOI. A work that a page names by
        `[[@key]]` is cited by a claim that the same page weaves in. Several in a row that end a
        sentence, as in "Cited for this are [[@Adler2001]] and [[@Brandt2005]].", are all that is
        cited for the claim right before, and nothing that no claim of their paragraph cites. A
        page with nothing woven in but what two readers differed on is about how the claims were
        written, and may.
    Why:
        What is cited is cited by a claim, where it is checked and counted.
    Fails:
        Adler (2001) found the same. [[nitrate-feeds-barley]]
    How to mend:
        Make the sentence a claim with evidence, and weave it in.
    """
    for page in base.review.pages:
        if not page.named and all(name in OF_THE_ENCODING for name, _ in page.woven):
            continue
        tally.checked += 1
        yield from works_named_amiss(base, page, tally)
        for number, line in prose_lines(page):
            if not any(sign in line for sign in _MAY_CITE):
                continue
            for match in _CITATION.finditer(line):
                length = match.end() - match.start()
                span = Span(page.path, number, match.start() + 1, length)
                message = f'"{match.group()}" is a citation outside a claim'
                yield Problem(span, message, "make it a claim with evidence, and weave that in")


@rule("pages", reads=PAGES)
def markup_in_prose(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A page has raw HTML, a script link, or a picture from elsewhere.

    What it checks:
        The Markdown of `docs/` has no HTML tags, no `javascript:` or `data:` links, no event
        handlers, and no pictures from other hosts. Code and comments do not count. A page that
        could hide one is rendered, and what becomes of it is looked at, too. No part of a page
        bears an id or a class that the site uses itself, such as `#__config` or `.md-dialog`.
        What is woven in stands in running text: not in code, a link or a title.
        The settings at a page's top are `title` and `description`, each a text in plain words,
        `hide`, a list of the parts of the theme to leave out, and `search`.
    Why:
        Pages come from contributors. Nothing that they write runs in a reader's browser, looks
        like a message of the site or takes the place of its parts, and a reader's visit is told
        to nobody.
    Fails:
        More nitrate <script>…</script> feeds barley.
    How to mend:
        Write it in Markdown. To show a tag, put it into backticks.
    """
    cells = frozenset(at for table in base.review.tables for at in table.locators())
    for page in base.review.pages:
        tally.checked += 1
        anchors = anchors_of_claims(page, base.review.claims, cells)
        found = [*front_matter_faults(page), *by_form(page), *anchors]
        found = found or list(by_result(page))
        yield from found or unseen(page)
