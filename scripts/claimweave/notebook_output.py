"""Notebooks as pages of the site: in its own markup, run in the project, all at once.

mkdocs-jupyter converts and runs them. What is set right here: its template (JupyterLab's styles
and scripts, and addresses of other hosts), the folder in which kernels start (that of the process,
which may be another project's), that it runs one after the other while nothing else goes on, and
what is said when a notebook fails.
"""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

NOTEBOOKS = "mkdocs-jupyter"
CONFIGURATION = "JUPYTER_CONFIG_PATH"

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
            from mkdocs_jupyter.config import settings  # type: ignore[import-untyped]  # noqa: PLC0415

            ours = str(resources.files("claimweave") / "notebook_templates")
            settings.templates_dir = ours
            self._stack.enter_context(_environment(CONFIGURATION, ours))
            self._stack.enter_context(contextlib.chdir(Path(config.config_file_path).parent))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Start the notebooks, and have their pages made last: until then they run aside."""
        plugin: Any = config.plugins.get(NOTEBOOKS)
        if plugin is not None and plugin.config["execute"]:
            notebooks = [f for f in files.documentation_pages() if plugin.should_include(f)]
            for file in notebooks:
                files.remove(file)
                files.append(file)
            options = {"execute": True} | {name: plugin.config[name] for name in _SETTINGS}
            paths = [str(f.abs_src_path) for f in notebooks]
            self._stack.enter_context(_running(paths, options))
        return nav

    def on_post_build(self, **_: object) -> None:
        """Leave everything as it was."""
        self._stack.close()

    def on_build_error(self, **_: object) -> None:
        """Leave everything as it was."""
        self._stack.close()


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
def _running(paths: list[str], options: dict[str, Any]) -> Iterator[None]:
    """Convert notebooks in threads, and give mkdocs-jupyter the results when it asks for them."""
    from mkdocs_jupyter import convert  # type: ignore[import-untyped]  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415
    from nbconvert.filters import strip_ansi  # noqa: PLC0415

    alone = convert.nb2html
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ahead = {path: pool.submit(alone, path, **options) for path in paths}

        def converted(path: str, **wanted: object) -> object:
            known = ahead.get(path) if wanted == options else None
            try:
                return known.result() if known else alone(path, **wanted)
            except CellExecutionError as error:
                told = strip_ansi(error.traceback).strip()  # type: ignore[no-untyped-call]
                raise PluginError(f"{Path(path).name} failed\n{told}") from error

        convert.nb2html = converted
        try:
            yield
        finally:
            convert.nb2html = alone
            pool.shutdown(cancel_futures=True)
