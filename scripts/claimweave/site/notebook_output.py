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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

NOTEBOOKS = "mkdocs-jupyter"
CONFIGURATION = "JUPYTER_CONFIG_PATH"

DIED_AT_ITS_START = "Kernel died before replying"
"""What Jupyter says when a kernel ended before it took any work."""

# What mkdocs-jupyter takes from its settings for each notebook, under the same names.
_SETTINGS = ("kernel_name", "theme", "allow_errors", "show_input", "no_input", "no_prompt",
             "remove_tag_config", "highlight_extra_classes", "include_requirejs",
             "custom_mathjax_url")  # fmt: skip


class NotebookEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The part of the MkDocs plugin that sees to notebooks; idle where a site has none."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()

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
            options = conversion_options(config)
            pool = self._stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
            self._stack.callback(pool.shutdown, cancel_futures=True)
            ahead = {path: convert_in(pool, path, options) for path in map(source_of, notebooks)}
            self._stack.enter_context(converted(ahead, options))
        return nav

    def on_post_build(self, **_: object) -> None:
        """Leave everything as it was."""
        self._stack.close()

    def on_build_error(self, **_: object) -> None:
        """Leave everything as it was."""
        self._stack.close()


def executed_notebooks(config: MkDocsConfig, files: Files) -> list[File]:
    """Return the pages of a site that are notebooks and are run; none where that is not asked."""
    plugin: Any = config.plugins.get(NOTEBOOKS)
    if plugin is None or not plugin.config["execute"]:
        return []
    return [file for file in files.documentation_pages() if plugin.should_include(file)]


def source_of(notebook: File) -> str:
    """Return the path by which mkdocs-jupyter asks for a notebook."""
    return str(notebook.abs_src_path)


def conversion_options(config: MkDocsConfig) -> dict[str, Any]:
    """Return what mkdocs-jupyter passes on with each notebook that it has run."""
    plugin: Any = config.plugins[NOTEBOOKS]
    return {"execute": True} | {name: plugin.config[name] for name in _SETTINGS}


def convert_in(pool: ThreadPoolExecutor, path: str, options: dict[str, Any]) -> Future[str]:
    """Run a notebook in a thread of its own; the result is its page as HTML."""
    from mkdocs_jupyter import convert  # type: ignore[import-untyped]  # noqa: PLC0415

    return pool.submit(_run, convert.nb2html, path, options)


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
    from mkdocs_jupyter.config import settings  # type: ignore[import-untyped]  # noqa: PLC0415

    ours = str(resources.files("claimweave.site") / "notebook_templates")
    settings.templates_dir = ours
    with _environment(CONFIGURATION, ours), contextlib.chdir(root):
        yield


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


@contextlib.contextmanager
def converted(ahead: Mapping[str, Future[str]], options: dict[str, Any]) -> Iterator[None]:
    """Give mkdocs-jupyter what was converted ahead, when it asks for it with these options."""
    from mkdocs_jupyter import convert  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    alone = convert.nb2html

    def answer(path: str, **wanted: object) -> object:
        known = ahead.get(path) if wanted == options else None
        try:
            return known.result() if known else alone(path, **wanted)
        except CellExecutionError as error:
            raise PluginError(failure(path, error)) from error

    convert.nb2html = answer
    try:
        yield
    finally:
        convert.nb2html = alone


def failure(path: str, error: BaseException) -> str:
    """Return what to say of a notebook that failed: its name, and what it said itself."""
    from nbconvert.filters import strip_ansi  # noqa: PLC0415

    told = str(getattr(error, "traceback", "") or error)
    return f"{Path(path).name} failed\n{strip_ansi(told).strip()}"  # type: ignore[no-untyped-call]
