"""A page as the theme shows it, without building a site: what of it is around the content."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from assembly import SITE_CONFIGURATION
from claimweave.site.import_settings import import_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

ADDRESSES = """site_url: https://some.github.io/review/
repo_url: https://github.com/some/review
edit_uri: edit/main/docs/
"""
"""As the workflow that publishes a site sets them."""


class _Pairs(HTMLParser):
    """Collects which elements have which attributes; of `meta` also what it is a setting of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, ""))
        self.found |= {(tag, name) for name, _ in attrs}


def around(path: str, content: str, edited_at: str = "") -> str:
    """Return what the theme makes of a page's Markdown, its content left out."""
    config, env = _theme()
    file = File.generated(config, path, content=content)
    file.edit_uri = edited_at or path
    files = Files([file])
    page = Page(None, file, config)
    _populate_page(page, config, files)
    context = get_context(Navigation([page], [page]), files, config, page)
    page.active = True
    context = config.plugins.on_page_context(context, page=page, config=config, nav=context["nav"])
    page.content = ""
    return env.get_template("main.html").render(context)


def strange(html: str, clean: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return each element with an attribute that the theme writes around no clean page."""
    return _pairs(html) - _known(tuple(sorted(clean.items())))


@cache
def _known(clean: tuple[tuple[str, str], ...]) -> set[tuple[str, str]]:
    return set().union(*(_pairs(around(path, content)) for path, content in clean))


def _pairs(html: str) -> set[tuple[str, str]]:
    reader = _Pairs()
    reader.feed(html)
    reader.close()
    return reader.found


@cache
def _theme() -> tuple[MkDocsConfig, Environment]:
    os.environ.update(import_settings())
    folder = Path(tempfile.mkdtemp(prefix="claimweave-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "docs").mkdir()
    features = "font: false, features: [navigation.tabs, content.action.edit]"
    settings = SITE_CONFIGURATION.replace("font: false", features)
    (folder / "mkdocs.yml").write_text(settings + ADDRESSES, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    return config, config.plugins.on_env(config.theme.get_env(), config=config, files=Files([]))
