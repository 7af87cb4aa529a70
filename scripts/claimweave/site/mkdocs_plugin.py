"""The thin adapter to MkDocs: rendered pages join the site in memory, nothing is written to docs/.

In `mkdocs.yml`: `plugins: [claimweave]`. While serving, an edit to a claim, to the bibliography
or to a page weaves the site anew.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from markdown.extensions.toc import slugify
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from claimweave.addresses.links import url_of
from claimweave.addresses.term_addresses import ANSWERS, TERMS
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.rules.site_files import unused_files
from claimweave.rules.site_paths import below_docs, former_pages
from claimweave.site.compiled_templates import keep_compiled
from claimweave.site.configured_site import (
    commit_time,
    edit_addresses,
    known_addresses,
    publication_of,
)
from claimweave.site.content_policy import NoHeadError, with_policy
from claimweave.site.mkdocs_internals import refine_search, search_plugin, with_named_search
from claimweave.site.notebook_output import NotebookEvents
from claimweave.site.page_description import description_of
from claimweave.site.pages.workbench import PAGE as WORKBENCH
from claimweave.site.parts.signs import signs_on
from claimweave.site.search_text import SEPARATOR, TAGS_WEIGHT, finish_entry, search_html
from claimweave.site.site_assets import SCRIPT, SCRIPTS_OF, STYLESHEET
from claimweave.site.theme_texts import (
    escape_in_templates,
    escape_texts,
    mark_configured,
    mark_content,
)
from claimweave.site.whole_site import render
from claimweave.words.site_marks import free_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from claimweave.rules.checking import Report

log = logging.getLogger("mkdocs.plugins.claimweave")


Weaver = Callable[["MkDocsConfig"], "tuple[Report, Mapping[str, str | bytes]]"]
"""From a site's configuration to the checked review, and path to content of what it renders."""


def weave_anew(config: MkDocsConfig) -> tuple[Report, Mapping[str, str | bytes]]:
    """Read, check and render the review that the site belongs to."""
    return woven(check(read_review(Path(config.config_file_path).parent)), config)


def woven(report: Report, config: MkDocsConfig) -> tuple[Report, Mapping[str, str | bytes]]:
    """Render a review that has been checked."""
    return report, render(report, publication_of(config))


@contextlib.contextmanager
def weaving(config: MkDocsConfig, weaver: Weaver) -> Iterator[None]:
    """Have a site made of what is known already."""
    own = [one for one in config.plugins.values() if isinstance(one, ClaimweavePlugin)]
    for plugin in own:
        plugin.weave = weaver
    try:
        yield
    finally:  # MkDocs keeps a plugin for the next site that this process builds
        for plugin in own:
            plugin.weave = weave_anew


class ClaimweavePlugin(NotebookEvents):  # type: ignore[no-untyped-call]
    """Adds the woven pages and the published data to a MkDocs site."""

    weave: Weaver
    """Returns what the site is made of; who has checked it gives it what is known already."""

    def __init__(self) -> None:
        super().__init__()
        self.weave = weave_anew
        self._served = False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch what the pages are made of, and add the stylesheet."""
        root = Path(config.config_file_path).parent
        config.watch = [*config.watch, str(root / CLAIMS), str(root / BIBLIOGRAPHY)]
        config.theme.dirs.insert(0, str(Path(__file__).parent / "theme"))
        config.extra_css = [STYLESHEET, *config.extra_css]
        # Their places are in the theme's page.
        mark_configured(config)
        toc = config.mdx_configs.setdefault("toc", {})
        toc["slugify"] = free_ids(toc.get("slugify", slugify))
        config.extra["claimweave"] = {
            "script": SCRIPT,
            "scripts_of": SCRIPTS_OF,
            "day": commit_time()[:10],
        }
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace literate pages by their woven form, add computed files, drop what nobody uses."""
        report, pages = self.weave(config)
        self.woven_report = report
        for diagnostic in report.diagnostics:
            span = diagnostic.span
            # A strict build fails at each warning of MkDocs: only errors are to do that.
            level = logging.WARNING if diagnostic.severity == "error" else logging.INFO
            log.log(
                level,
                "%s:%s:%s: %s: %s",
                span.path,
                span.line,
                span.column,
                diagnostic.rule,
                diagnostic.message,
            )
        for file in _unpublished(files, report, config):
            files.remove(file)
        edited_at, former = edit_addresses(report), former_pages(report.base.review)
        for path, content in pages.items():
            replaced = files.get_file_from_path(path)
            if replaced is not None:
                files.remove(replaced)
            file = File.generated(config, path, content=content)
            file.edit_uri = edited_at.get(path)
            if path in former or _is_reached_by_links(path, edited_at, config):
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        return files

    def on_page_content(self, content: str, *, page: Page, **_: object) -> str:
        """Say of a page what it says first, and escape what the theme shows beside its content."""
        if not page.meta.get("description") and (said := description_of(content)):
            page.meta["description"] = said
        escape_texts(page)
        return content

    @event_priority(100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, **_: object) -> Environment:
        """Have the theme escape what is not told to be HTML, and its search read what is seen."""
        escape_in_templates(env)
        keep_compiled(env, "theme")
        search = search_plugin(config)
        refine_search(search, SEPARATOR, TAGS_WEIGHT, search_html, finish_entry)
        return env

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        """Tell the theme that the content is HTML, after those who change it.

        What stands at another address now names that one as its own. And where a mistake on the
        page is reported, if the site knows a repository.
        """
        mark_content(page)
        now = page.meta.get("canonical")
        if now and page.canonical_url:
            page.canonical_url = urljoin(config.site_url or "", url_of(str(now)))
        # The theme's templates escape every text.
        own = cast("dict[str, object]", context)
        own["signs"] = signs_on(page.content or "")
        own["mistake_url"] = known_addresses(config).mistake_url(page.file.src_uri)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: object
    ) -> TemplateContext:
        """Keep pages that search engines are to pass over out of the site's map."""
        if template_name == "sitemap.xml":
            context["pages"] = [f for f in context["pages"] if not _is_passed_over(f)]
        return context

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether the site is served while it is edited: its reloading script is inline."""
        self._served = command == "serve"

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give the theme's search dialog the name that it lacks, and the page its policy."""
        return self._protected(with_named_search(output), page.file.src_uri, config)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Give a page that has no Markdown, such as that for a missing page, its policy."""
        if not template_name.endswith(".html"):
            return output_content
        return self._protected(output_content, template_name, config)

    def _protected(self, page: str, name: str, config: MkDocsConfig) -> str:
        if self._served:
            return page
        try:
            protected, foreign = with_policy(page, config.theme.dirs)
        except NoHeadError as error:
            log.warning("%s: no content security policy: %s", name, error)
            return page
        for script in foreign:
            shown = " ".join(script.split())[:60]
            log.warning('%s: a script that is none of the theme\'s will not run: "%s"', name, shown)
        return protected


def _is_passed_over(file: File) -> bool:
    return file.page is not None and "noindex" in str(file.page.meta.get("robots", ""))


def _is_reached_by_links(path: str, edited: Mapping[str, str], config: MkDocsConfig) -> bool:
    """Whether the navigation need not name a page: terms, long lists, the workbench."""
    if path.startswith(("answers/", "terms/")):
        return path not in (ANSWERS, TERMS) or config.nav is not None
    if path == WORKBENCH:
        return True
    return path.endswith(".md") and path.count("/") > 1 and path not in edited


def _unpublished(files: Files, report: Report, config: MkDocsConfig) -> list[File]:
    """Return the files of `docs/` that are no pages, and that nothing on the site uses."""
    review = report.base.review
    used = {below_docs(file.path) for file in review.docs}
    used -= {below_docs(file.path) for file in unused_files(review) or ()}
    return [
        file
        for file in files
        if file.src_dir == config.docs_dir
        and not file.is_documentation_page()
        and file.src_uri not in used
    ]
