"""Keeping a built site up with its review, one piece of work after the other.

What an open browser shows comes first; then every other page; then the search index; and the
notebooks, which take seconds, when nothing else is going on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.site.serving.mkdocs_site import WholeBuildNeededError
from claimweave.site.serving.notebooks import Notebooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimweave.site.serving.browsers import Browsers
    from claimweave.site.serving.mkdocs_site import MkdocsSite
    from claimweave.site.serving.woven_parts import Content, WovenParts


class Upkeep:
    """One built site, the rendered parts that it was built from, and what there is to do."""

    def __init__(
        self, site: MkdocsSite, woven: WovenParts, browsers: Browsers, wake: Callable[[], None]
    ) -> None:
        """Begin with nothing to do. `wake` is called when a notebook has run."""
        self.site = site
        self.notebooks = Notebooks(site.config, site.executed_notebooks(), wake)
        self.built = 0
        """How many files were built anew."""
        self._woven, self._browsers = woven, browsers
        self._parts: list[str] = []  # to be looked at
        self._files: list[str] = []  # of docs/, to be copied or run
        self._contents: dict[str, Content] = {}  # rendered, and not yet built

    def take(self, files: Iterable[str]) -> None:
        """Note that the woven parts follow another report, and that files of docs/ have changed."""
        opened = {self._woven.part_of(path) for path in self._open_pages()}
        self._parts = sorted(self._woven.names, key=lambda name: name not in opened)
        self._files += files

    def step(self) -> bool:
        """Do one piece of work on the pages; whether there was any.

        Raises:
            WholeBuildNeededError: when a change reaches more than single pages.
            mkdocs.exceptions.MkDocsException: when MkDocs fails.
        """
        if self._contents:
            opened = self._open_pages()
            path = min(self._contents, key=lambda path: path not in opened)
            self._rebuild(path, self._contents.pop(path))
        elif self._parts:
            self._update(self._parts.pop(0))
        elif self._files:
            self._copy_or_run(self._files.pop(0))
        else:
            return False
        return True

    def finish(self, *, quiet: bool) -> bool:
        """Do one piece of what can wait until every page is up to date; whether there was any.

        Raises:
            NotebookError: when a notebook has failed.
            mkdocs.exceptions.MkDocsException: when MkDocs fails.
        """
        if self.site.write_search_index():
            return True
        for path in self.notebooks.finished():
            self._rebuild(path)
            return True
        if quiet and self.notebooks.stale:
            self.notebooks.start()
            return True
        return False

    def close(self) -> None:
        """End what goes on aside."""
        self.notebooks.close()
        self.site.close()

    def _open_pages(self) -> set[str]:
        return {self.site.source(page) for page in self._browsers.pages}

    def _update(self, name: str) -> None:
        for path, content in self._woven.update(name).items():
            if content is None:
                raise WholeBuildNeededError(f"{path} has gone")
            self._contents[path] = content

    def _copy_or_run(self, path: str) -> None:
        """See to a file of docs/ that is no literate page: a picture, a stylesheet, a notebook."""
        if path in self.notebooks.sources:
            self.notebooks.changed(path)
        elif self._rebuild(path):
            self._browsers.all_changed()

    def _rebuild(self, path: str, content: Content | None = None) -> bool:
        differs = self.site.rebuild(path, content)
        if differs:
            self.built += 1
            self._browsers.changed(self.site.destination(path))
        return differs
