"""Notebooks as pages of the site: in its own markup, run in the project, all at once.

mkdocs-jupyter converts and runs them. What is set right here: its template (JupyterLab's styles
and scripts, and addresses of other hosts), the folder in which kernels start (that of the process,
which may be another project's), that it runs one after the other while nothing else goes on, and
what is said when a notebook fails.
"""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from claimweave.site.handed_evidence import environment, handed
from claimweave.site.mkdocs_internals import (
    NOTEBOOKS,
    conversion_options,
    executed_notebooks,
    notebook_converter,
    standing_in,
    use_notebook_templates,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from claimweave.rules.checking import Report

CONFIGURATION = "JUPYTER_CONFIG_PATH"

DIED_AT_ITS_START = "Kernel died before replying"
"""What Jupyter says when a kernel ended before it took any work."""


class NotebookEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The part of the MkDocs plugin that sees to notebooks; idle where a site has none."""

    woven_report: Report | None
    """The check of the review whose site is being built, once its pages are rendered."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.woven_report = None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Use our templates and settings, and stand in the project: kernels start there."""
        if NOTEBOOKS in config.plugins:
            self._stack.enter_context(kernels_in(Path(config.config_file_path).parent))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Start the notebooks, and have their pages made last: until then they run aside."""
        notebooks = executed_notebooks(config, files)
        for file in notebooks:
            files.remove(file)
            files.append(file)
        if notebooks:
            if self.woven_report:
                root = Path(config.config_file_path).parent
                self._stack.enter_context(handed(root, self.woven_report))
            options = conversion_options(config)
            pool = self._stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
            self._stack.callback(pool.shutdown, cancel_futures=True)
            ahead = {path: convert_in(pool, path, options) for path in map(source_of, notebooks)}
            self._stack.enter_context(converted(ahead, options))
        return nav

    def on_post_build(self, **_: object) -> None:
        """Leave everything as it was."""
        self._leave()

    def on_build_error(self, **_: object) -> None:
        """Leave everything as it was."""
        self._leave()

    def _leave(self) -> None:
        self.woven_report = None
        self._stack.close()


def source_of(notebook: File) -> str:
    """Return the path by which mkdocs-jupyter asks for a notebook."""
    return str(notebook.abs_src_path)


def convert_in(pool: ThreadPoolExecutor, path: str, options: dict[str, Any]) -> Future[str]:
    """Run a notebook in a thread of its own; the result is its page as HTML."""
    return pool.submit(_run, notebook_converter(), path, options)


def _run(alone: Callable[..., str], path: str, options: dict[str, Any]) -> str:
    """Run a notebook; start its kernel a second time when it died before anything was run.

    A kernel listens on ports that were free a moment before. Another program, or another build,
    may have taken one since.
    """
    try:
        return alone(path, **options)
    except RuntimeError as error:
        if DIED_AT_ITS_START not in str(error):
            raise
        return alone(path, **options)


@contextlib.contextmanager
def kernels_in(root: Path) -> Iterator[None]:
    """Use our templates and settings, and stand in the project: kernels start there."""
    ours = str(resources.files("claimweave.site") / "notebook_templates")
    use_notebook_templates(ours)
    with environment(CONFIGURATION, ours), contextlib.chdir(root):
        yield


@contextlib.contextmanager
def converted(ahead: Mapping[str, Future[str]], options: dict[str, Any]) -> Iterator[None]:
    """Give mkdocs-jupyter what was converted ahead, when it asks for it with these options."""
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    alone = notebook_converter()

    def answer(path: str, **wanted: object) -> str:
        known = ahead.get(path) if wanted == options else None
        try:
            return known.result() if known else alone(path, **wanted)
        except CellExecutionError as error:
            raise PluginError(failure(path, error)) from error

    with standing_in(answer):
        yield


def failure(path: str, error: BaseException) -> str:
    """Return what to say of a notebook that failed: its name, and what it said itself."""
    from nbconvert.filters import strip_ansi  # noqa: PLC0415

    told = str(getattr(error, "traceback", "") or error)
    return f"{Path(path).name} failed\n{strip_ansi(told).strip()}"  # type: ignore[no-untyped-call]
