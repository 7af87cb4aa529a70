"""What the parts of the audit share: a summary for its index, and lists below its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.site.pages.long_lists import LongList

if TYPE_CHECKING:
    from collections.abc import Sequence


def audit_part(title: str, number: object, sentence: str) -> dict[str, str]:
    """Return what the audit's index says of a part: its title, one number, and what that counts."""
    return {"title": title, "number": str(number), "sentence": sentence}


def audit_list(
    page_path: str, title: str, anchor: str, kind: str, items: Sequence[Any]
) -> LongList:
    """Return a list of an audit page; if it grows long, its pages are in the page's folder."""
    path = f"{page_path.removesuffix('.md')}/{anchor}.md"
    return LongList(title, anchor, kind, path, items)
