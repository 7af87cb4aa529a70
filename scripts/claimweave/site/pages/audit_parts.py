"""A part of the audit: what its page shows, its part of the index, and the lists below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimweave.site.pages.long_lists import LongList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class AuditPart:
    """A page of the audit.

    The index says `title`, one `number`, and in `sentence` what that counts. `lists` grow pages
    of their own when they are long; `shown` is what its template shows beside them.
    """

    page: str
    template: str
    title: str
    number: str
    sentence: str
    lists: Sequence[LongList]
    shown: Mapping[str, Any] = field(default_factory=dict)


def audit_list(
    page_path: str, title: str, anchor: str, kind: str, items: Sequence[Any]
) -> LongList:
    """Return a list of an audit page; if it grows long, its pages are in the page's folder."""
    path = f"{page_path.removesuffix('.md')}/{anchor}.md"
    return LongList(title, anchor, kind, path, items)
