"""Weaving: a literate page becomes a page of the site, its claims in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.evidence import wording
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import WOVEN
from claimweave.site.environment import environment
from claimweave.site.links import Links
from claimweave.site.parts.cards import cards_html, cited_uses
from claimweave.site.parts.glossary import Explainer, abbreviations
from claimweave.site.parts.side_notes import side_note
from claimweave.words.counting import listed
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.page_reader import Page

Block = "Callable[[EvidenceBase, Links], str]"


def weave(
    base: EvidenceBase,
    page: Page,
    blocks: Mapping[str, Callable[[EvidenceBase, Links], str]],
) -> str:
    """Return the page's Markdown with each [[claim]] and each [[!block]] replaced.

    A claim's first place on a page gets the anchor that its own page links to, and the audit's
    note if there is one. The cards of all claims stand at the end. Code and comments are left as
    they are.
    """
    links = Links(page.path.removeprefix("docs/"))
    visible, parts, end = blank_code(page.text), [], 0
    anchored: dict[str, None] = {}
    explainer = Explainer(abbreviations(base), links)
    for match in WOVEN.finditer(visible):
        parts.append(page.text[end : match.start()])
        name = match.group(1).strip()
        if name.startswith("!"):
            block = blocks.get(name[1:])
            parts.append(block(base, links) if block else str(markdown_text(f"[[{name}]]")))
        else:
            parts.append(_woven(base, links, name, anchored, explainer))
        end = match.end()
    cards = "\n\n".join(filter(None, (cards_html(base, links, anchored), explainer.cards())))
    return "".join([*parts, page.text[end:], f"\n\n{cards}\n" if cards else ""])


def _woven(
    base: EvidenceBase,
    links: Links,
    name: str,
    anchored: dict[str, None],
    explainer: Explainer,
) -> str:
    claim, stub = base.review.claims.get(name), base.review.stubs.get(name)
    if stub is not None:
        where = listed(wording.place(base, locator) for locator in stub.asserted)
        return f"<em>({markdown_text(where or name)}: not encoded yet)</em>"
    if claim is None:
        return str(markdown_text(f"[[{name}]]"))
    anchor = "" if name in anchored else f"c-{name}"
    note = None if name in anchored else side_note(base, claim, links)
    anchored[name] = None
    template = environment().get_template("woven_claim.html.j2")
    text = template.render(
        claim=claim,
        sentence=explainer.mark(markdown_text(claim.text_in_place)),
        verdict=base.verdict(claim),
        citations=cited_uses(base, claim),
        links=links,
        anchor=anchor,
        note=note,
    )
    return str(Markup(" ").join(Markup(line) for line in text.split("\n")).strip())  # noqa: S704
