"""What stands in front of a page's text: its description, its tags, and what kind of page it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.site.page_description import shortened
from claimweave.words.escape import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase


def front_matter_text(text: str) -> Markup:
    """Return text as a quoted YAML value for a page's front matter."""
    return Markup(json.dumps(plain_line(text), ensure_ascii=False))  # noqa: S704 - YAML, no HTML


def front_matter_texts(texts: Iterable[str]) -> Markup:
    """Return texts as a list of quoted YAML values for a page's front matter."""
    return Markup(f"[{', '.join(map(front_matter_text, texts))}]")  # noqa: S704 - YAML, no HTML


def description_text(text: str) -> Markup:
    """Return the description of a page for its front matter; what is too long is cut at a word."""
    return front_matter_text(shortened(plain_line(text)))


def what_it_is(base: EvidenceBase, said: str) -> Markup:
    """Return what a page is, for somebody who comes from elsewhere, and of which review.

    Args:
        base: the evidence of the review.
        said: one sentence on what kind of page it is.
    """
    return front_matter_text(f"{said} The review: {base.review.title}.")
