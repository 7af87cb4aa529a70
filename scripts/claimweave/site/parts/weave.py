"""Weaving: a literate page becomes a page of the site, its claims in their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.addresses.links import Links
from claimweave.evidence.place_wording import places
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import NAMING, OF_A_TABLE, WOVEN, block_named
from claimweave.site.environment import environment
from claimweave.site.parts.cards import cards_html, cited_uses
from claimweave.site.parts.glossary import (
    GLOSSARY,
    Explainer,
    abbreviations,
    with_term_pages,
)
from claimweave.site.parts.named_works import named_work
from claimweave.site.parts.side_notes import placed_notes
from claimweave.words.counting import listed
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reading.page_reader import Page

_SIGN = re.compile(r"(?:[.,;:](?=\s|\Z))?")
"""A sign that ends or parts a sentence, right behind what is woven in."""


def weave(
    base: EvidenceBase,
    page: Page,
    blocks: Mapping[str, Callable[..., str]],
) -> str:
    """Return the page's Markdown with each [[claim]], [[!block]] and [[@work]] replaced.

    A claim's first place on a page gets the anchor that its own page links to, and the audit's
    note if there is one. A full stop or a comma right behind a claim goes before its numbers. The
    cards of all claims stand at the end. Code and comments are left as they are.
    """
    visible, parts, end = blank_code(page.text), [], 0
    loom = _Loom(base, page, blocks)
    for first, last, names in _marks(base, visible):
        sign = _SIGN.match(visible, last)
        behind = sign.group() if sign else ""
        woven = loom.stubs(names) + behind if len(names) > 1 else loom.woven(names[0], behind)
        parts += [page.text[end:first], woven]
        end = last + len(behind)
    cards = loom.cards()
    woven = "".join([*parts, page.text[end:], f"\n\n{cards}\n" if cards else ""])
    if page.path != GLOSSARY:
        return woven
    return with_term_pages(base, Links(page.path.removeprefix("docs/")), woven)


def _marks(base: EvidenceBase, visible: str) -> list[tuple[int, int, list[str]]]:
    """Return where each mark begins and ends, and what it names; stubs in a row are one mark."""
    found: list[tuple[int, int, list[str]]] = []
    stubs = base.review.stubs
    for match in WOVEN.finditer(visible):
        name = match.group(1).strip()
        if found and name in stubs and found[-1][2][-1] in stubs:
            first, end, names = found[-1]
            between = visible[end : match.start()]
            if not between.strip() and between.count("\n") < 2:  # noqa: PLR2004 - no blank line
                found[-1] = (first, match.end(), [*names, name])
                continue
        found.append((match.start(), match.end(), [name]))
    return found


class _Loom:
    """A page while it is woven: which claims have their anchor, which works were named."""

    def __init__(
        self,
        base: EvidenceBase,
        page: Page,
        blocks: Mapping[str, Callable[..., str]],
    ) -> None:
        self._base, self._blocks, self._title = base, blocks, page.title
        self._links = Links(page.path.removeprefix("docs/"))
        self._anchored: dict[str, None] = {}
        self._named: set[str] = set()
        self._explainer = Explainer(abbreviations(base), self._links)
        self._notes = placed_notes(base, page, self._links)

    def woven(self, name: str, sign: str) -> str:
        """Return what stands in the place of `[[name]]` and the sign right behind it."""
        claim, stub = self._base.review.claims.get(name), self._base.review.stubs.get(name)
        block = self._block(name) if name.startswith("!") else None
        if claim:
            return self._claim(claim, sign)
        if stub:
            return f"{self.stubs([name])}{sign}"
        if block is not None:
            return f"{block}{sign}"
        if name.startswith(NAMING):
            key = name.removeprefix(NAMING).strip()
            return f"{named_work(self._base, self._links, key, self._named)}{sign}"
        return f"{markdown_text(f'[[{name}]]')}{sign}"

    def _block(self, name: str) -> str | None:
        """Return what a block shows, of the table that it names; None for what is no block."""
        block, locator = block_named(name)
        renderer, table = self._blocks.get(block), self._base.review.tables_by_locator.get(locator)
        if renderer is None or (locator and (table is None or block not in OF_A_TABLE)):
            return None
        named = (table,) if table else ()
        return renderer(self._base, self._links, *named)

    def cards(self) -> str:
        """Return the cards of all that was woven so far."""
        cards = cards_html(self._base, self._links, self._anchored)
        return "\n\n".join(filter(None, (cards, self._explainer.cards())))

    def stubs(self, names: Sequence[str]) -> str:
        """Return what stands in the place of stubs in a row: which sentences are not encoded."""
        stubs = [self._base.review.stubs[name] for name in names]
        locators = [locator for stub in stubs for locator in stub.asserted]
        where = places(self._base, locators, within=self._title)
        return f"<em>({markdown_text(where or listed(names))}: not encoded yet)</em>"

    def _claim(self, claim: Claim, sign: str) -> str:
        again = claim.id in self._anchored
        self._anchored[claim.id] = None
        said = self._explainer.mark(markdown_text(f"{claim.text_in_place}{sign}"))
        sentence, last = _before_last_word(said)
        text = (
            environment()
            .get_template("woven_claim.html.j2")
            .render(
                claim=claim,
                sentence=sentence,
                last=last,
                verdict=self._base.verdict(claim),
                citations=cited_uses(self._base, claim),
                links=self._links,
                anchor="" if again else f"c-{claim.id}",
                note=None if again else self._notes.get(claim.id),
            )
        )
        return str(Markup(" ").join(Markup(line) for line in text.split("\n")).strip())  # noqa: S704


def _before_last_word(sentence: Markup) -> tuple[Markup, Markup]:
    """Part a sentence before its last word, which no line parts from the signs behind it.

    A last word within a link stays with the sentence.
    """
    start, space, last = str(sentence).rpartition(" ")
    if not space or "<" in last or ">" in last:
        return sentence, Markup("&#8288;")
    return Markup(start + space), Markup(last)  # noqa: S704 - parts of what was escaped
