"""Addresses within the site, relative to the page that links: the site works in any folder."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from claimweave.review.key_word import word_of


def claim_page(claim_id: str) -> str:
    """Return the path of a claim's page."""
    return f"claims/{claim_id}.md"


def reference_page(key: str) -> str:
    """Return the path of a reference's page."""
    return f"references/{word_of(key)}.md"


def use_anchor(stance: str, key: str) -> str:
    """Return the anchor, on a claim's page, of what is said of one source."""
    return f"{stance}-{word_of(key)}"


def rule_page(rule_id: str) -> str:
    """Return the path of a rule's page."""
    return f"rules/{rule_id}.md"


def url_of(path: str) -> str:
    """Return the address of a page from the site's root: `claims/x.md` is at `claims/x/`."""
    if not path.endswith(".md"):
        return quote(path)
    stem = path.removesuffix(".md")
    stem = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
    return quote(stem)


class Links(NamedTuple):
    """Makes addresses relative to one page."""

    page: str

    @property
    def root(self) -> str:
        """The way from this page to the site's root, such as `../../`."""
        return "../" * url_of(self.page).count("/") or "./"

    def to(self, path: str, anchor: str = "") -> str:
        """Return the address of another page, with an anchor if one is given."""
        return f"{self.root}{url_of(path)}{'#' + quote(anchor) if anchor else ''}"

    def claim(self, claim_id: str) -> str:
        """Return the address of a claim's page."""
        return self.to(claim_page(claim_id))

    def reference(self, key: str) -> str:
        """Return the address of a reference's page."""
        return self.to(reference_page(key))
