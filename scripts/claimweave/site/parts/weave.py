"""Weaving: a literate page becomes a page of the site, its claims in their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import NAMING, WOVEN
from claimweave.site.environment import environment
from claimweave.site.links import Links
from claimweave.site.parts.cards import cards_html, cited_uses
from claimweave.site.parts.glossary import Explainer, abbreviations
from claimweave.site.parts.named_works import named_work
from claimweave.site.parts.side_notes import SideNote, side_note
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.page_reader import Page

Block = "Callable[[EvidenceBase, Links], str]"


@dataclass(slots=True)
class _Said:
    """What a page has said so far: its claims, the words explained, the last side note."""

    explainer: Explainer
    claims: dict[str, None] = field(default_factory=dict)
    last_note: str = ""

    def new(self, note: SideNote | None) -> SideNote | None:
        """Return a note, or None where the note before it says the same."""
        if note is None or note.sentence == self.last_note:
            return None
        self.last_note = note.sentence
        return note


def weave(
    base: EvidenceBase,
    page: Page,
    blocks: Mapping[str, Callable[[EvidenceBase, Links], str]],
) -> str:
    """Return the page's Markdown with each [[claim]], [[!block]] and [[@work]] replaced.

    A claim's first place on a page gets the anchor that its own page links to, and the audit's
    note if there is one. The cards of all claims stand at the end. Code and comments are left as
    they are.
    """
    links = Links(page.path.removeprefix("docs/"))
    visible, parts, end = blank_code(page.text), [], 0
    said = _Said(Explainer(abbreviations(base), links))
    named: set[str] = set()
    for match in WOVEN.finditer(visible):
        parts.append(page.text[end : match.start()])
        name = match.group(1).strip()
        if name.startswith("!"):
            block = blocks.get(name[1:])
            parts.append(block(base, links) if block else str(markdown_text(f"[[{name}]]")))
        elif name.startswith(NAMING):
            parts.append(named_work(base, links, name[len(NAMING) :].strip(), named))
        else:
            parts.append(_woven(base, links, name, said))
        end = match.end()
    found = (cards_html(base, links, said.claims), said.explainer.cards())
    cards = "\n\n".join(filter(None, found))
    return "".join([*parts, page.text[end:], f"\n\n{cards}\n" if cards else ""])


def _woven(
    base: EvidenceBase,
    links: Links,
    name: str,
    said: _Said,
) -> str:
    claim = base.review.claims.get(name)
    if claim is None:
        return str(markdown_text(f"[[{name}]]"))
    first = name not in said.claims
    note = said.new(side_note(base, claim, links)) if first else None
    said.claims[name] = None
    sentence, last = _before_last_word(said.explainer.mark(markdown_text(claim.text_in_place)))
    template = environment().get_template("woven_claim.html.j2")
    text = template.render(
        claim=claim,
        sentence=sentence,
        last=last,
        verdict=base.verdict(claim),
        citations=cited_uses(base, claim),
        links=links,
        anchor=f"c-{name}" if first else "",
        note=note,
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
