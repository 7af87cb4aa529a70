"""What each page of a draft says at its top: that it is one, and how far it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import HEADING
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

RULES = "rules/"
"""The pages of the rules say nothing of the review, but for their index: it has its counts."""


def with_draft_notice(base: EvidenceBase, path: str, text: str) -> str:
    """Return the Markdown of a page below `docs/` with the notice of a draft below its heading.

    Of a review that is no draft, the page stays as it is.
    """
    of_a_rule = path.startswith(RULES) and path != f"{RULES}index.md"
    if of_a_rule or not (notice := _notice(base)):
        return text
    settings = _FRONT_MATTER.match(text)
    start = settings.end() if settings else 0
    heading = HEADING.search(blank_code(text), start)
    end = heading.end() if heading else start
    return f"{text[:end]}\n\n{notice}\n\n{text[end:]}"


def _notice(base: EvidenceBase) -> str:
    """Return the notice: it looks as the theme's own notes do; an empty text for no draft."""
    progress = base.progress
    if progress is None:
        return ""
    return (
        '<div class="admonition warning" data-search-exclude>'
        '<p class="admonition-title">This review is a draft</p>'
        f"<p>{markdown_text(progress.said)}. "
        "How a claim stands, each verdict and each finding of the audit count only what is encoded "
        "so far.</p></div>"
    )
