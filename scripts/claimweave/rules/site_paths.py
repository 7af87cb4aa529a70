"""The addresses of the site: what it is made of, and what it makes itself.

A test holds what is said here of the pages that the site makes against the pages that it makes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.addresses.audit_addresses import AUDIT_PAGES, OF_A_TABLE
from claimweave.addresses.links import claim_page, reference_page, rule_page
from claimweave.addresses.term_addresses import (
    ANSWERS,
    TERMS,
    answer_pages,
    answer_table,
    term_pages,
)
from claimweave.evidence.facts import Facts
from claimweave.review.paths import PAGES
from claimweave.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.review.review import Review
    from claimweave.review.table import Table

INDEXES = ("claims/index.md", "references/index.md", "rules/index.md", "downloads.md")
HELP_IDENTIFY = "references/help-identify.md"
WORKBENCH = "workbench.md"
"""The navigation need not name it: the downloads lead to it."""

DATA = tuple(
    f"data/{name}"
    for name in (
        "claims.json", "references.json", "audit.json", "evidence.csv", "evidence.sqlite",
        "readings.csv", "lens-verdicts.csv", "former-ids.csv",
        "reader-comparisons.csv", "reader-differences.csv",
        "nanopublications.trig", "references.bib", "datapackage.json",
    )
)  # fmt: skip


def table_data(tables: Sequence[Table]) -> tuple[str, ...]:
    """Return the data file of each table, in their order; there is one without a table, too."""
    return tuple(f"data/{table.file_stem}.csv" for table in tables) or ("data/table-1.csv",)


CITATIONS = (".bib", ".ris", ".json")
"""Endings of the files of a reference that can be cited."""

OWN_FOLDERS = ("answers", "audit", "claims", "data", "references", "rules", "search", "terms")
"""Folders of the site in which nothing of `docs/` can lie."""

OWN_ADDRESSES = {
    "downloads": "downloads.md",
    "workbench": WORKBENCH,
    "404.html": "404.html",
    "sitemap.xml": "sitemap.xml",
    "sitemap.xml.gz": "sitemap.xml.gz",
}
"""Address to what the site puts there itself."""


def own_pages(facts: Facts) -> set[str]:
    """Return the pages and data files that the site makes, as paths below `docs/`.

    The pages that it makes when its lists grow long are not among them.
    """
    review = facts.review
    own = {*INDEXES, WORKBENCH, ANSWERS, TERMS, *audit_pages(review), *map(rule_page, RULES)}
    own |= {*DATA, *table_data(review.tables)}
    answered = answer_pages(facts).values()
    own |= {*answered, *map(answer_table, answered), *term_pages(facts).values()}
    own |= {claim_page(claim_id) for claim_id in (*review.claims, *review.unreadable)}
    own |= set(former_pages(review))
    for key, reference in review.references.items():
        page = reference_page(key)
        own.add(page)
        if reference.identity != "unidentified":
            own |= {f"{page.removesuffix('.md')}{ending}" for ending in CITATIONS}
    if any(r.identity == "unidentified" for r in review.references.values()):
        own.add(HELP_IDENTIFY)
    return own


def former_pages(review: Review) -> dict[str, tuple[str, ...]]:
    """Return the page of each id under which a claim once stood, to the claims that it is now."""
    return {claim_page(old): now for old, now in review.former_ids.items()}


def audit_pages(review: Review) -> tuple[str, ...]:
    """Return the pages of the audit; those about tables only where the review has one."""
    without = review.settings is not None and not review.tables
    return tuple(path for path in AUDIT_PAGES if not (without and path in OF_A_TABLE))


def long_lists(review: Review) -> set[str]:
    """Return the first pages of lists that the site makes when they grow long."""
    sections = review.settings.sections.values() if review.settings else ()
    own = {f"claims/{section.folder.replace('/', '--')}.md" for section in sections}
    return own | {"references/number.md", "references/other.md"}


def is_long_list(path: str, first: set[str]) -> bool:
    """Whether a path may be a page of a long list: a first one, or one that lies below a page."""
    below = re.fullmatch(r"(?:claims|references|audit|terms/[^/]+)/.+/[^/]+\.md", path)
    return path in first or below is not None


def below_docs(path: str) -> str:
    """Return a path of the project as MkDocs has it: `docs/a.md` is `a.md`."""
    return path.removeprefix(f"{PAGES}/")


def address_of(path: str) -> str:
    """Return the folder or file at which a file below `docs/` comes to lie in the site.

    The front page has an empty text.
    """
    if not path.endswith((".md", ".py")):
        return path
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder if stem in ("index", "README") else f"{folder}/{stem}".strip("/")
