"""A file below `docs/` that is no page: a picture, a notebook, a schema or a text."""

from __future__ import annotations

from typing import Literal, NamedTuple

DocsKind = Literal["picture", "notebook", "schema", "text"]


class DocsFile(NamedTuple):
    """A file that may lie below `docs/`: its path from the project's root, and its kind.

    `links` are the addresses in a notebook's text; no other kind has any.
    """

    path: str
    kind: DocsKind
    links: tuple[str, ...] = ()
