"""Notebooks of a site that is being served: run again, one at a time, when the evidence changed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from claimweave.site.mkdocs_internals import conversion_options
from claimweave.site.notebook_output import convert_in, converted, failure
from claimweave.site.tracing import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig

    from claimweave.review.review import Review


class NotebookError(Exception):
    """A notebook failed; the message has its name and what it said."""


class Notebooks:
    """The notebooks of a site, by path below `docs/`, and the runs that are under way."""

    def __init__(
        self, config: MkDocsConfig, sources: Mapping[str, str], done: Callable[[], None]
    ) -> None:
        """`sources` maps a notebook's path to its file; `done` is called after each run."""
        self.sources, self._done = sources, done
        self._options = conversion_options(config) if sources else {}
        # One at a time: the other core is for whoever is editing.
        self._pool = ThreadPoolExecutor(1)
        self._stale: set[str] = set()
        self._running: dict[str, Future[str]] = {}

    @property
    def stale(self) -> bool:
        """Whether there are notebooks to run that are not under way."""
        return bool(self._stale)

    def changed(self, path: str) -> None:
        """Note that a notebook has to run again; a run that is under way no longer counts."""
        self._stale.add(path)
        run = self._running.pop(path, None)
        if run:
            run.cancel()

    def evidence_changed(self) -> None:
        """Note that all of them have to run again."""
        for path in self.sources:
            self.changed(path)

    def interrupt(self) -> None:
        """Let no run count that is under way: what it has read may have changed since."""
        for path in list(self._running):
            self.changed(path)

    def start(self) -> None:
        """Run what is stale."""
        for path in sorted(self._stale):
            run = convert_in(self._pool, self.sources[path], self._options)
            run.add_done_callback(lambda _: self._done())
            self._running[path] = run
        self._stale.clear()

    def finished(self) -> Iterator[str]:
        """Yield each notebook that has run; until the next, MkDocs is given its result.

        Raises:
            NotebookError: when one has failed.
        """
        for path in [path for path, run in self._running.items() if run.done()]:
            run = self._running.pop(path)
            source = self.sources[path]
            error = run.exception()
            if error is not None:
                raise NotebookError(failure(source, error)) from error
            with converted({source: run}, self._options):
                yield path

    def close(self) -> None:
        """Run nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def same_evidence(one: Review, other: Review) -> bool:
    """Whether two reviews differ in no file but pages: notebooks read the evidence alone."""
    names = ("settings", "vocabulary", "claims", "studies", "references", "sentences",
             "table_entries", "exemptions", "lenses", "thresholds")  # fmt: skip
    return all(same(getattr(one, name), getattr(other, name)) for name in names)
