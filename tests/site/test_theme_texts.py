"""What the theme is handed: texts are escaped once, and only HTML is marked as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import material
import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

from claimweave.site import theme_texts
from claimweave.site.theme_texts import (
    escape_in_templates,
    escape_texts,
    mark_configured,
    mark_content,
)

TEXT = "a & b \"c\" 'd' <e> &amp;"
ESCAPED = "a &amp; b &#34;c&#34; &#39;d&#39; &lt;e&gt; &amp;amp;"
# Each of these is how the theme shows a text somewhere.
SHOWN = (
    "{{ x }}",
    "{{ x | e }}",
    "{{ x | striptags }}",
    "{{ x | striptags | e }}",
    "{{ x | d('y', true) }}",
    "{% macro m() %}{{ x }}{% endmacro %}{{ m() }}",
)


class Page:
    """What is used of MkDocs' page."""

    def __init__(self, title: object, rendered: str | None = None, **meta: object) -> None:
        self.title, self._title_from_render, self.meta = title, rendered, meta
        self.content: str | None = None
        self.toc = TableOfContents([])


def environment(**templates: str) -> Environment:
    made = Environment(loader=DictLoader(templates))  # noqa: S701 - as MkDocs makes it
    escape_in_templates(made)
    return made


def escaped(page: Page) -> Page:
    escape_texts(page)  # type: ignore[arg-type]
    return page


@pytest.mark.parametrize("template", SHOWN)
def test_a_title_is_escaped_once_however_it_is_shown(template: str) -> None:
    page = escaped(Page(TEXT))
    assert environment(t=template).get_template("t").render(x=page.title) == ESCAPED


def test_a_title_that_a_heading_gave_is_html_already() -> None:
    assert str(escaped(Page("a &amp; b", "a &amp; b")).title) == "a &amp; b"
    assert str(escaped(Page("a &amp; b", "something else")).title) == "a &amp;amp; b"
    notebook = Page("a &lt; b")
    notebook.toc = TableOfContents([AnchorLink("a &lt; b", "x", 1)])
    assert str(escaped(notebook).title) == "a &lt; b"


def test_settings_are_escaped_at_any_depth_and_their_types_stay() -> None:
    meta: dict[str, Any] = escaped(Page("x", None, description='"', a={"b": ["<", True, 1]})).meta
    assert meta == {"description": Markup("&#34;"), "a": {"b": [Markup("&lt;"), True, 1]}}
    template = environment(t='<meta content="{{ d }}">').get_template("t")
    assert template.render(d=meta["description"]) == '<meta content="&#34;">'


def test_titles_of_parts_are_escaped_once() -> None:
    page, part, inner = Page("x"), AnchorLink("a &amp; b", "a", 1), AnchorLink("c < d", "c", 2)
    part.children.append(inner)
    page.toc = TableOfContents([part])
    escaped(page)
    assert (part.title, inner.title) == (Markup("a &amp; b"), Markup("c &lt; d"))


def test_content_is_html_also_as_a_draft() -> None:
    page = Page("x")
    page.content = "<p>a</p>"
    mark_content(page)  # type: ignore[arg-type]
    draft = "<div>" + (page.content or "")  # as MkDocs does
    assert environment(t="{{ c }}").get_template("t").render(c=draft) == "<div><p>a</p>"


def test_what_mkdocs_yml_gives_is_text_but_for_the_copyright() -> None:
    class Config:
        copyright = "<a href='x'>y</a>"

    config = Config()
    mark_configured(config)  # type: ignore[arg-type]
    made = environment(t="{{ c.copyright }} {{ n }}").get_template("t")
    assert made.render(c=config, n="<b>") == "<a href='x'>y</a> &lt;b&gt;"


def test_words_of_the_theme_stay_as_they_are() -> None:
    folder = Path(material.__file__).parent / "templates"
    made = Environment(loader=FileSystemLoader([folder]))  # noqa: S701 - as MkDocs makes it
    escape_in_templates(made)
    template = made.from_string(
        '{% import "partials/language.html" as lang with context %}'
        '{{ lang.t("blog.index") }} {{ {"a": lang.t("blog.index")} | tojson }}'
    )
    assert template.render(config={"theme": {"language": "fr"}}) == (
        'Retourner à l\'index {"a": "Retourner \\u00e0 l\\u0027index"}'
    )


@pytest.mark.parametrize(
    ("named", "settings", "shown"),
    [
        ("Home", {"title": TEXT}, ESCAPED),
        (TEXT, {}, ESCAPED),
        (TEXT, {"title": ""}, ESCAPED),
        ("", {}, "Fields"),
    ],
)
def test_who_shares_a_page_is_shown_the_title_that_the_page_gives_itself(
    named: str, settings: dict[str, str], shown: str
) -> None:
    theme = Path(theme_texts.__file__).parent / "theme" / "main.html"
    made = environment(
        **{"base.html": "{% block extrahead %}{% endblock %}"},
        **{"main.html": theme.read_text(encoding="utf-8")},
    )
    made.filters["url"] = str  # MkDocs' own
    extra = {"claimweave": {"scripts_of": {}}}
    config = {"site_name": "Fields", "site_description": "x", "extra": extra}
    page = Page(named)
    page.meta = dict(settings)
    html = made.get_template("main.html").render(page=escaped(page), config=config)
    assert f'<meta property="og:title" content="{shown}">' in html
