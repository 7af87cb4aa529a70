"""Abbreviations that the glossary explains: in the claims of a woven page the first leads there.

The words of the explanation are shown by the cards (`assets/cards.js`): on hover, focus and tap.
Without scripts the abbreviation is a link to the glossary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence import wording
from claimweave.review.reading.code_blanking import blank_code
from claimweave.words.escape import markdown_text
from claimweave.words.site_marks import free_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase

GLOSSARY = "docs/glossary.md"

_ENTRY = re.compile(
    r"^###[ \t]+(.+?)[ \t]*(?:\{#([\w-]+)\})?[ \t]*\n\s*(.+?)[ \t]*(?=\n\s*\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_BRACKETED = re.compile(r"\(([^()]+)\)$")
_ABBREVIATION = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An abbreviation, the anchor of its entry in the glossary, and what it says."""

    word: str
    anchor: str
    meaning: str


def abbreviations(base: EvidenceBase) -> dict[str, Entry]:
    """Return the glossary's abbreviations by word; none where a review has no glossary.

    An abbreviation begins with two capitals, and stands in the heading of its entry or in brackets
    at the end of it.
    """
    return {entry.word: entry for entry in entries(base) if _ABBREVIATION.match(entry.word)}


def entries(base: EvidenceBase) -> list[Entry]:
    """Return the entries of the glossary, each with its word; none where there is no glossary."""
    text = next((page.text for page in base.review.pages if page.path == GLOSSARY), "")
    return [_entry(*match.groups()) for match in _ENTRY.finditer(blank_code(text))]


def explained(base: EvidenceBase, words: Collection[str]) -> str:
    """Return the anchor of the glossary's entry for one of some words, or ""."""
    wanted = {word.casefold() for word in words}
    return next((e.anchor for e in entries(base) if e.word.casefold() in wanted), "")


def with_term_pages(base: EvidenceBase, links: Links, text: str) -> str:
    """Return the glossary with a way from the entry of each term of the review to its page."""
    pages, parts, end = TermLinks(base.facts, links), [], 0
    named = {
        word.casefold(): (axis, name)
        for axis, spec in base.review.axes.items()
        for name, term in spec.terms.items()
        for word in (name, term.label, *term.synonyms)
    }
    for match in _ENTRY.finditer(blank_code(text)):
        place = named.get(_entry(*match.groups()).word.casefold())
        if place and (address := pages.term(*place)):
            label = markdown_text(wording.term_label(base, *place))
            link = Markup('<a href="{}">What this review says of {}</a>').format(address, label)
            parts += [text[end : match.end()], f"\n{link}"]
            end = match.end()
    return "".join([*parts, text[end:]])


def _entry(heading: str, anchor: str | None, text: str) -> Entry:
    bracketed = _BRACKETED.search(heading)
    word = bracketed.group(1) if bracketed else heading
    slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
    return Entry(word, anchor or free_id(slug), " ".join(text.split()))


class Explainer:
    """Marks the first place of each abbreviation on one page, and keeps the cards for its end."""

    def __init__(self, entries: Mapping[str, Entry], links: Links) -> None:
        self._links = links
        self._waiting = {str(markdown_text(word)): entry for word, entry in entries.items()}
        self._marked: list[Entry] = []

    def mark(self, sentence: Markup) -> Markup:
        """Mark what a sentence, escaped for Markdown, has for the first time on the page."""
        if not self._waiting:
            return sentence
        words = "|".join(map(re.escape, sorted(self._waiting, key=len, reverse=True)))
        # A hyphen joins words, and stands here as a character reference; a plural is let pass.
        pattern = rf"(?<!\w)(?<!&#45;)(?:{words})(?=s?(?!\w|&#45;))"
        marked = re.sub(pattern, self._link, str(sentence))
        return Markup(marked)  # noqa: S704 - it was escaped, and so is the link

    def cards(self) -> str:
        """Return the cards of what was marked, as a block of HTML that no browser shows."""
        cards = "\n".join(map(str, self._cards()))
        return f"<section hidden data-search-exclude>\n{cards}\n</section>" if cards else ""

    def _cards(self) -> Iterator[Markup]:
        for entry in self._marked:
            yield Markup('<template id="card-g-{}"><p><b>{}</b>: {}</p></template>').format(
                entry.anchor, entry.word, entry.meaning
            )

    def _link(self, match: re.Match[str]) -> str:
        entry = self._waiting.pop(match.group(), None)
        if entry is None:
            return match.group()
        self._marked.append(entry)
        address = escape(self._links.to(GLOSSARY.removeprefix("docs/"), entry.anchor))
        link = Markup('<a class="cw-term" href="{}" data-card="g-{}">').format(
            address, entry.anchor
        )
        return f"{link}{match.group()}</a>"
