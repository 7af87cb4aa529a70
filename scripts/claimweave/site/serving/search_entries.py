"""The search index, page by page: the entries of one page are replaced, the others are kept."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_PLUGINS = ("search", "material/search")
_LISTS = ("entries", "_entries")
"""What the entries are called in the theme's search plugin, and in that of MkDocs."""


class SearchEntries:
    """The entries of a site that was built, by the address of their page."""

    def __init__(self, config: MkDocsConfig) -> None:
        found = (config.plugins[name] for name in _PLUGINS if name in config.plugins)
        self._plugin: Any = next(found, None)
        self._by_page: dict[str, list[dict[str, Any]]] = {}
        for entry in self._list():
            self._by_page.setdefault(entry["location"].partition("#")[0], []).append(entry)
        self._written = True

    @contextlib.contextmanager
    def of(self, page: Page) -> Iterator[None]:
        """Take what the plugin adds meanwhile for the entries of a page, in place of the old."""
        self._list().clear()
        yield
        found = list(self._list())
        if found != self._by_page.get(page.url):
            self._by_page[page.url] = found
            self._written = False

    def write(self, config: MkDocsConfig, pages: Sequence[Page]) -> bool:
        """Have the plugin write its index, in the order of the pages; not if nothing is new."""
        if self._written:
            return False
        self._list()[:] = [e for page in pages for e in self._by_page.get(page.url, ())]
        self._plugin.on_post_build(config=config)
        self._written = True
        return True

    def _list(self) -> list[dict[str, Any]]:
        """Return the plugin's list of entries. It is another one after each build of MkDocs'."""
        index = getattr(self._plugin, "search_index", None)
        found = (getattr(index, name) for name in _LISTS if hasattr(index, name))
        return next(found, [])
