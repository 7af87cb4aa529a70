"""The thin adapter to MkDocs: rendered pages join the site in memory, nothing is written to docs/.

In `mkdocs.yml`: `plugins: [claimweave]`. While serving, an edit to a claim, to the bibliography
or to a page weaves the site anew.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from claimweave.checking import check
from claimweave.model.review import BIBLIOGRAPHY, CLAIMS
from claimweave.render.links import claim_page
from claimweave.render.site import STYLESHEET, render
from claimweave.sources.review_reader import read_review

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from claimweave.checking import Report

log = logging.getLogger("mkdocs.plugins.claimweave")


class ClaimweavePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Adds the woven pages and the published data to a MkDocs site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch what the pages are made of, and add the stylesheet."""
        root = Path(config.config_file_path).parent
        config.watch = [*config.watch, str(root / CLAIMS), str(root / BIBLIOGRAPHY)]
        config.extra_css = [STYLESHEET, *config.extra_css]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace literate pages by their woven form, and add all computed files."""
        report = check(read_review(Path(config.config_file_path).parent))
        for diagnostic in report.diagnostics:
            span = diagnostic.span
            log.warning("%s:%s:%s: %s: %s", span.path, span.line, span.column, diagnostic.rule,
                        diagnostic.message)  # fmt: skip
        for path, content in render(report).items():
            replaced = files.get_file_from_path(path)
            if replaced is not None:
                files.remove(replaced)
            files.append(_generated(config, path, content, report))
        return files


def _generated(config: MkDocsConfig, path: str, content: str | bytes, report: Report) -> File:
    file = File.generated(config, path, content=content)
    # Where a page is edited: a woven page in docs/, a claim's page in its claim file.
    sources: dict[str, Any] = {claim_page(c.id): c.path for c in report.base.review.claims.values()}
    source = sources.get(path)
    file.edit_uri = f"../{source}" if source else None
    return file
