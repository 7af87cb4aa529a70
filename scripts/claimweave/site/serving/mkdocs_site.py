"""A site that MkDocs has built once, and of which single pages are built anew.

MkDocs itself can only build everything, or (`--dirty`) pages without their search entries and
titles. Here its own steps for one page are run again, with the configuration, files, navigation
and templates of the first build. What other pages show of a page (its title in the navigation)
makes the whole site be built anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import InclusionLevel

from claimweave.site.mkdocs_internals import (
    NOTEBOOKS,
    SEARCHES,
    built_page,
    executed_notebooks,
    forget_title,
    given_title,
)
from claimweave.site.mkdocs_plugin import ClaimweavePlugin, weaving
from claimweave.site.notebook_output import source_of
from claimweave.site.serving.search_entries import SearchEntries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from claimweave.rules.checking import Report

_IN_NAVIGATION = ("icon", "status", "subtitle")
"""What the theme shows of a page's front matter beside its title in the navigation."""

_KNOWN_PLUGINS = {*SEARCHES, "claimweave", NOTEBOOKS}
"""Plugins whose pages depend on nothing but the page; others may do anything."""


class NoPluginError(Exception):
    """The site's configuration does not name the plugin that weaves."""


class WholeBuildNeededError(Exception):
    """A change reaches pages other than its own: the site has to be built as a whole."""


class _Built(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Keeps what a build works on, as MkDocs hands it from event to event."""

    nav: Navigation
    files: Files
    env: Environment

    def on_nav(self, nav: Navigation, **_: object) -> None:
        self.nav = nav
        self.titles = {page.file.src_uri: given_title(page) for page in nav.pages}

    def on_env(self, env: Environment, *, files: Files, **_: object) -> None:
        self.env, self.files = env, files


def site_configuration(root: Path, folder: Path) -> MkDocsConfig:
    """Return the site's configuration, for building into `folder` and serving at `/`.

    Raises:
        mkdocs.exceptions.ConfigurationError: when `mkdocs.yml` is not valid.
        NoPluginError: when it does not name the plugin.
    """
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=False)
    config.site_url = ""  # served at the root of an address that is nobody's: none is invented
    if not any(isinstance(plugin, ClaimweavePlugin) for plugin in config.plugins.values()):
        raise NoPluginError("mkdocs.yml does not name the plugin claimweave: add it to `plugins`")
    return config


class MkdocsSite:
    """A site that was built: `folder` holds it, and `config` is what it was built with."""

    def __init__(
        self, config: MkDocsConfig, report: Report, pages: Mapping[str, str | bytes]
    ) -> None:
        """Build the whole site from a report and the pages that were rendered from it.

        Raises:
            mkdocs.exceptions.MkDocsException: when MkDocs or a notebook fails.
        """
        self.folder = Path(config.site_dir)
        self.config, self._built = config, _Built()
        config.plugins["claimweave-serving"] = self._built
        with weaving(config, lambda _: (report, pages)):
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url="/")
        inclusion = InclusionLevel.is_in_serve
        self._pages = list(self._built.files.documentation_pages(inclusion=inclusion))
        self._search = SearchEntries(config)

    @property
    def builds_single_pages(self) -> bool:
        """Whether nothing but what is known here has a say in what a page becomes."""
        return not self.config.hooks and self.config.plugins.keys() <= _KNOWN_PLUGINS | {
            "claimweave-serving"
        }

    @property
    def watched(self) -> list[str]:
        """Files and folders beside the review's own that the site is made of."""
        custom = self.config.theme.custom_dir
        return [*self.config.watch, *([custom] if custom else [])]

    def destination(self, path: str) -> str:
        """Return where a path below `docs/` lies in the built site.

        Raises:
            WholeBuildNeededError: when the site has no such file.
        """
        return self._file(path).dest_uri

    def source(self, destination: str) -> str:
        """Return the path below `docs/` of a file of the built site; an empty text for none."""
        found = (f.src_uri for f in self._built.files if f.dest_uri == destination)
        return next(found, "")

    def rebuild(self, path: str, content: str | bytes | None = None) -> bool:
        """Build one page or file anew, from new content or from its file; whether it differs.

        Raises:
            WholeBuildNeededError: when it is no file of the site, or other pages show it, too.
            mkdocs.exceptions.MkDocsException: when MkDocs fails.
        """
        file = self._file(path)
        if isinstance(content, str):
            file.content_string = content
        elif content is not None:
            file.content_bytes = content
        target = Path(file.abs_dest_path)
        fresh = target.with_name(f".{target.name}.new")
        file.abs_dest_path = str(fresh)
        try:
            self._build(file, file.page) if file.page else file.copy_file()
        finally:
            file.abs_dest_path = str(target)
        return _replaced(target, fresh)

    def write_search_index(self) -> bool:
        """Write the search index if a page's entries have changed since; whether they had."""
        return self._search.write(self.config, [file.page for file in self._pages if file.page])

    def executed_notebooks(self) -> dict[str, str]:
        """Return path below `docs/` to file of each notebook that is run."""
        found = executed_notebooks(self.config, self._built.files)
        return {file.src_uri: source_of(file) for file in found}

    @property
    def count(self) -> int:
        """How many pages the site has."""
        return len(self._pages)

    def close(self) -> None:
        """Tell the plugins that this site is no longer served."""
        self.config.plugins.on_shutdown()

    def _build(self, file: File, page: Page) -> None:
        config, built = self.config, self._built
        shown = _shown_elsewhere(page)
        in_navigation = file.src_uri in built.titles
        forget_title(page)  # what a plugin made of the old text
        if in_navigation and built.titles[file.src_uri] is not None:
            page.title = built.titles[file.src_uri]
        excluded = file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
        with self._search.of(page):
            built_page(page, config, built, pages=self._pages, excluded=excluded)
        if in_navigation and _shown_elsewhere(page) != shown:
            raise WholeBuildNeededError(f"the title of {file.src_uri} stands in the navigation")
        level = config.validation.links.anchors
        for other in self._pages:
            links = other.page.links_to_anchors if other.page else None
            if other is file or (links and file in links):
                assert other.page is not None
                other.page.validate_anchor_links(files=built.files, log_level=level)

    def _file(self, path: str) -> File:
        file = self._built.files.get_file_from_path(path)
        if file is None:
            raise WholeBuildNeededError(f"{path} is new")
        return file


def _shown_elsewhere(page: Page) -> list[Any]:
    return [page.title, *(page.meta.get(name) for name in _IN_NAVIGATION)]


def _replaced(target: Path, fresh: Path) -> bool:
    """Put the fresh file in place, in one step for whoever reads it; whether it differs."""
    if not fresh.is_file():  # an empty page is not written
        return False
    if target.is_file() and target.read_bytes() == fresh.read_bytes():
        fresh.unlink()
        return False
    fresh.replace(target)
    return True
