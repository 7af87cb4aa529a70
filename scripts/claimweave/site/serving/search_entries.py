"""The search index, page by page: the entries of one page are replaced, the others are kept."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from claimweave.site.mkdocs_internals import search_entries, search_plugin, write_search_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


class SearchEntries:
    """The entries of a site that was built, by the address of their page."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._plugin = search_plugin(config)
        self._by_page: dict[str, list[dict[str, Any]]] = {}
        for entry in search_entries(self._plugin):
            self._by_page.setdefault(entry["location"].partition("#")[0], []).append(entry)
        self._written = True

    @contextlib.contextmanager
    def of(self, page: Page) -> Iterator[None]:
        """Take what the plugin adds meanwhile for the entries of a page, in place of the old."""
        search_entries(self._plugin).clear()
        yield
        found = list(search_entries(self._plugin))
        if found != self._by_page.get(page.url):
            self._by_page[page.url] = found
            self._written = False

    def write(self, config: MkDocsConfig, pages: Sequence[Page]) -> bool:
        """Have the plugin write its index, in the order of the pages; not if nothing is new."""
        if self._written:
            return False
        entries = [e for page in pages for e in self._by_page.get(page.url, ())]
        search_entries(self._plugin)[:] = entries
        write_search_index(self._plugin, config)
        self._written = True
        return True
