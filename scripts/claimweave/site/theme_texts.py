"""What the theme is handed: its templates escape every text, and only what is HTML is marked so.

MkDocs leaves its templates to show all they get as it is, while some of them escape a second time.
So texts of strangers became attributes in one place, and showed raw entities in another.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from claimweave.site.mkdocs_internals import title_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

_OWN_HTML = ("partials/language", "partials/icons.html")
"""Templates that put HTML together from the theme's own words and the site's configuration."""


class _PageHtml(Markup):
    """The HTML of a page. MkDocs puts a mark before that of a draft, which is HTML, too."""

    def __radd__(self, other: str) -> _PageHtml:  # type: ignore[override]
        return _PageHtml(f"{other}{self}")


def escape_in_templates(env: Environment) -> None:
    """Have the theme's templates escape what they show, from now on."""
    env.autoescape = lambda name: not (name or "").startswith(_OWN_HTML)


def mark_configured(config: MkDocsConfig) -> None:
    """Mark what `mkdocs.yml` gives as HTML: the line about copyright may have links."""
    if config.copyright:
        config.copyright = Markup(config.copyright)  # noqa: S704 - the site's own configuration


def escape_texts(page: Page) -> None:
    """Escape a page's title, its settings and the titles of its parts, once it is rendered.

    A title comes as text from the navigation, from the settings or from the file's name, and as
    HTML from a heading.
    """
    rendered = {item.title for item in page.toc if item.level == 1} | {title_of_heading(page)}
    title = str(page.title)
    page.title = escape(html.unescape(title) if title in rendered else title)
    page.meta = _escaped(page.meta)
    _escape_parts(page.toc)


def mark_content(page: Page) -> None:
    """Mark a page's content as HTML, after all plugins have had their say in it."""
    page.content = _PageHtml(page.content or "")


def _escaped(value: Any) -> Any:  # noqa: ANN401 - whatever YAML has
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value


def _escape_parts(parts: Iterable[AnchorLink]) -> None:
    for part in parts:
        part.title = escape(html.unescape(part.title))
        _escape_parts(part.children)
