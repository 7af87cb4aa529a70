"""What `mkdocs.yml` says of the site, as far as the check has to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Span

CONFIGURATION = "mkdocs.yml"


class SiteSettings(NamedTuple):
    """The navigation, and every word of the file.

    `navigation` has each page or address that it names, with its place; None when MkDocs makes the
    navigation itself. `left_out` holds the patterns of `not_in_nav`. `complete` says whether a
    page that the navigation leaves out fails the build. `hidden` has the patterns of
    `exclude_docs` and `draft_docs` by their name: MkDocs publishes nothing that they fit. `words`
    are all texts in the file: a picture that one of them names is used, such as the logo.
    """

    navigation: tuple[tuple[str, Span], ...] | None
    left_out: str
    complete: bool
    hidden: tuple[tuple[str, str], ...]
    words: frozenset[str]
