"""The names with which a text speaks of a work: `Adler`, `Bern and Adler`, `Cole et al.`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.article.article import ListedWork


def spoken_names(works: Iterable[ListedWork]) -> dict[str, str]:
    """Return key to names, for each work whose authors are known.

    Source: natbib's `citet`, and the author-in-text citations of CSL processors.
    """
    found = {}
    for work in works:
        record = work.entry.record if work.entry else None
        families = [name.family for name in record.named] if record else []
        more = bool(record and record.more_authors)
        if len(families) > 2 or (families and more):  # noqa: PLR2004 - two are both named
            found[work.key] = f"{families[0]} et al."
        elif families:
            found[work.key] = " and ".join(families)
    return found
