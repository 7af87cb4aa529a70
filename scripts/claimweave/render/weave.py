"""Weaving: a literate page becomes a page of the site, its claims in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.render.environment import environment
from claimweave.render.escape import markdown_text
from claimweave.render.links import Links
from claimweave.sources.page_reader import WOVEN, blank_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimweave.evidence.base import EvidenceBase, Use
    from claimweave.sources.page_reader import Page

Block = "Callable[[EvidenceBase, Links], str]"


def weave(
    base: EvidenceBase,
    page: Page,
    blocks: Mapping[str, Callable[[EvidenceBase, Links], str]],
) -> str:
    """Return the page's Markdown with each [[claim]] and each [[!block]] replaced.

    A claim's first place on a page gets the anchor that its own page links to.
    Code and comments are left as they are.
    """
    links = Links(page.path.removeprefix("docs/"))
    visible, parts, end = blank_code(page.text), [], 0
    anchored: set[str] = set()
    for match in WOVEN.finditer(visible):
        parts.append(page.text[end : match.start()])
        parts.append(_woven(base, links, match.group(1).strip(), blocks, anchored))
        end = match.end()
    return "".join([*parts, page.text[end:]])


def _woven(
    base: EvidenceBase,
    links: Links,
    name: str,
    blocks: Mapping[str, Callable[[EvidenceBase, Links], str]],
    anchored: set[str],
) -> str:
    if name.startswith("!"):
        block = blocks.get(name[1:])
        return block(base, links) if block else str(markdown_text(f"[[{name}]]"))
    claim = base.review.claims.get(name)
    if claim is None:
        return str(markdown_text(f"[[{name}]]"))
    anchor = "" if name in anchored else f"c-{name}"
    anchored.add(name)
    template = environment().get_template("woven_claim.html.j2")
    text = template.render(
        claim=claim,
        sentence=markdown_text(claim.text),
        verdict=base.verdict(claim),
        citations=citations(base, base.uses[claim.id]),
        links=links,
        anchor=anchor,
    )
    return str(Markup(" ").join(Markup(line) for line in text.split("\n")).strip())  # noqa: S704


def citations(base: EvidenceBase, uses: tuple[Use, ...]) -> list[Use]:
    """Return the uses that are shown as superscripts: by number, the review itself left out."""
    cited = [u for u in uses if u.reference.key != base.review.source_key]
    order = {"supports": 0, "background": 1, "contradicts": 2}
    return sorted(cited, key=lambda u: (order[u.evidence.stance], u.reference.number or 10**9))
