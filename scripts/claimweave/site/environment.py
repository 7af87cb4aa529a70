"""The templates, with escaping that cannot be forgotten."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimweave.addresses.links import Links, use_anchor
from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence.source_words import source_words
from claimweave.references.ama_style import ama
from claimweave.review.key_word import word_of
from claimweave.site.compiled_templates import keep_compiled
from claimweave.site.parts.draft_notice import with_draft_notice
from claimweave.site.parts.notices import shown_status
from claimweave.words import labels
from claimweave.words.counting import plural
from claimweave.words.escape import escaped_lines, markdown_text, plain_line

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase


@cache
def environment() -> Environment:
    """Return the templates' environment: every value is escaped, an unknown name is an error."""
    result = Environment(
        loader=PackageLoader("claimweave.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # they are the engine's own, and looked up ten thousand times
        comment_start_string="<#",  # `{#anchor}` belongs to Markdown
        comment_end_string="#>",
        finalize=lambda value: plain_line(value) if type(value) is str else value,
    )
    result.filters["md"] = markdown_text
    result.filters["word"] = word_of
    result.filters["lines"] = escaped_lines
    result.globals |= {"words": labels, "ama": ama, "shown_status": shown_status}
    result.globals |= {"use_anchor": use_anchor, "plural": plural, "source_words": source_words}
    keep_compiled(result, "pages")
    return result


def page(template: str, path: str, base: EvidenceBase, **values: object) -> str:
    """Render the template of a page that will stand at `path`."""
    links = Links(path)
    loaded = environment().get_template(template)
    terms = TermLinks(base.facts, links)
    text = loaded.render(
        path=path, links=links, terms=terms, base=base, review=base.review, **values
    )
    return with_draft_notice(base, path, text)
