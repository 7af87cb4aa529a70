"""What this engine uses of MkDocs, of its search and of mkdocs-jupyter without a promise of theirs.

Nothing here is documented by those who wrote it, and all of it may be another thing in the next
version. Each use has one function, and nothing else in the engine touches these parts:

- MkDocs 1.6, `commands/build.py`: `_populate_page` and `_build_page` are the two steps of a build
  for one page. `serve` repeats them; MkDocs itself can only build all pages.
- MkDocs 1.6, `utils.CountHandler`: counts the warnings of a strict build, whoever gives them.
- MkDocs 1.6, `structure/pages.py`: a page keeps a title that it was given in its own `__dict__`,
  and the one of its first heading, as HTML, in `_title_from_render`. What a plugin has given is
  forgotten when a page is built anew, and a title is escaped once.
- The search plugin of MkDocs and that of Material: their lists of entries, which have no common
  name, and `on_post_build`, which writes them. Of Material's: `add_entry_from_context`, which reads
  a page, and `config`, which goes to the script of the search.
- mkdocs-jupyter 0.26: `convert.nb2html` runs a notebook and makes its HTML; it is called ahead, in
  threads, and stood in for while pages are built. `config.settings.templates_dir` says where its
  template lies. Its plugin's settings go to that function under the same names.
- Material 9: how its search dialog begins, which has no name for those who cannot see it.

When a version changes, `tests/site/test_mkdocs_internals.py` says which of these is gone; what to
look at then are the files that are named here. ProperDocs has the same parts as MkDocs 1.6.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any, Protocol

from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page, build

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

NOTEBOOKS = "mkdocs-jupyter"
SEARCHES = ("search", "material/search")
"""Names of plugins, as a configuration has them."""

_ENTRIES = ("entries", "_entries")
"""What the entries are called in the theme's search plugin, and in that of MkDocs."""

# What mkdocs-jupyter takes from its settings for each notebook, under the same names.
_SETTINGS = ("kernel_name", "theme", "allow_errors", "show_input", "no_input", "no_prompt",
             "remove_tag_config", "highlight_extra_classes", "include_requirejs",
             "custom_mathjax_url")  # fmt: skip

_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'


class _OwnWarnings(utils.CountHandler):
    """Counts the warnings of one build, and none of what runs aside since before it began."""

    def __init__(self) -> None:
        super().__init__()
        others = {thread.ident for thread in threading.enumerate()}
        self._aside = others - {threading.get_ident()}

    def handle(self, record: logging.LogRecord) -> bool:
        if record.thread in self._aside:
            return False
        counted: bool = super().handle(record)  # type: ignore[no-untyped-call]
        return counted


def strict_build(config: MkDocsConfig) -> None:
    """Build a whole site, strictly: each warning of this build makes it fail.

    Raises:
        mkdocs.exceptions.MkDocsException: when MkDocs warns or fails.
    """
    counter = utils.CountHandler
    utils.CountHandler = _OwnWarnings  # type: ignore[misc, assignment]
    try:
        build(config)
    finally:
        utils.CountHandler = counter  # type: ignore[misc]


class Built(Protocol):
    """What a build of MkDocs has made, and its steps for a page work on."""

    nav: Navigation
    files: Files
    env: Environment


def built_page(
    page: Page, config: MkDocsConfig, built: Built, *, pages: Sequence[File], excluded: bool
) -> None:
    """Read a page's file anew and write its HTML, as a build does.

    Raises:
        mkdocs.exceptions.MkDocsException: when MkDocs or one of its plugins fails.
    """
    _populate_page(page, config, built.files)
    _build_page(page, config, list(pages), built.nav, built.env, excluded=excluded)


def given_title(page: Page) -> str | None:
    """Return the title that the navigation gives a page, before any text is read."""
    title: str | None = page.__dict__.get("title")
    return title


def forget_title(page: Page) -> None:
    """Have a page's title made anew when it is next asked for."""
    page.__dict__.pop("title", None)


def title_of_heading(page: Page) -> str | None:
    """Return the title that a page has from its first heading, as HTML."""
    title: str | None = page._title_from_render  # noqa: SLF001
    return title


def search_plugin(config: MkDocsConfig) -> Any | None:  # noqa: ANN401 - one of two classes
    """Return the plugin that makes the search index; None where a site has no search."""
    return next((config.plugins[name] for name in SEARCHES if name in config.plugins), None)


def search_entries(plugin: Any | None) -> list[dict[str, Any]]:  # noqa: ANN401 - see above
    """Return the plugin's own list of entries. It is another one after each build of MkDocs'."""
    index = getattr(plugin, "search_index", None)
    found = (getattr(index, name) for name in _ENTRIES if hasattr(index, name))
    return next(found, [])


def refine_search(
    plugin: Any | None,  # noqa: ANN401 - see above
    separator: str,
    tags_weight: float,
    read: Callable[[str], str],
    finish: Callable[[dict[str, Any]], None],
) -> None:
    """Have the theme's search read pages through `read`, and each entry gone over by `finish`.

    The search of MkDocs itself, for other themes, is left as it is.
    """
    index: Any = getattr(plugin, "search_index", None)
    if not hasattr(index, "entries"):
        return
    index.config["separator"] = separator
    index.config["fields"] = {**index.config["fields"], "tags": {"boost": tags_weight}}
    own = index.add_entry_from_context

    def add(page: Page) -> None:
        content, known = page.content, len(index.entries)
        page.content = read(content or "")
        try:
            own(page)
        finally:
            page.content = content
        for entry in index.entries[known:]:
            finish(entry)

    index.add_entry_from_context = add


def write_search_index(plugin: Any, config: MkDocsConfig) -> None:  # noqa: ANN401 - see above
    """Have the plugin write what is in its list."""
    plugin.on_post_build(config=config)


def with_named_search(page: str) -> str:
    """Give the theme's search dialog, in the HTML of a page, the name that it lacks."""
    return page.replace(_DIALOG, f'{_DIALOG} aria-label="Search"', 1)


def executed_notebooks(config: MkDocsConfig, files: Files) -> list[File]:
    """Return the pages of a site that are notebooks and are run; none where that is not asked."""
    plugin: Any = config.plugins.get(NOTEBOOKS)
    if plugin is None or not plugin.config["execute"]:
        return []
    return [file for file in files.documentation_pages() if plugin.should_include(file)]


def conversion_options(config: MkDocsConfig) -> dict[str, Any]:
    """Return what mkdocs-jupyter passes on with each notebook that it has run."""
    plugin: Any = config.plugins[NOTEBOOKS]
    return {"execute": True} | {name: plugin.config[name] for name in _SETTINGS}


def notebook_converter() -> Callable[..., str]:
    """Return what runs a notebook, by its path and options, and gives its page as HTML."""
    from mkdocs_jupyter import convert  # type: ignore[import-untyped]  # noqa: PLC0415 - slow

    converter: Callable[..., str] = convert.nb2html
    return converter


@contextlib.contextmanager
def standing_in(converter: Callable[..., str]) -> Iterator[None]:
    """Have mkdocs-jupyter ask another one to convert its notebooks."""
    from mkdocs_jupyter import convert  # noqa: PLC0415 - slow

    own = convert.nb2html
    convert.nb2html = converter
    try:
        yield
    finally:
        convert.nb2html = own


def use_notebook_templates(folder: str) -> None:
    """Have mkdocs-jupyter look for its template in a folder."""
    from mkdocs_jupyter.config import settings  # type: ignore[import-untyped]  # noqa: PLC0415

    settings.templates_dir = folder
