"""The page of each term: what it is, the questions on it, its claims, works and conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimweave.addresses.links import Links
from claimweave.addresses.term_addresses import TERMS, term_pages
from claimweave.evidence import answer_wording, wording
from claimweave.evidence.answers import answers
from claimweave.evidence.estimate_sources import estimates_for_term
from claimweave.evidence.term_facts import Place, TermFacts, all_term_facts
from claimweave.evidence.term_wording import (
    UNDEFINED,
    by_standing,
    narrower_said,
    term_counted,
    term_said,
)
from claimweave.site.data.structured_data import term_data
from claimweave.site.environment import page
from claimweave.site.pages.indexes import in_reading_order
from claimweave.site.pages.long_lists import LongList, divided, list_pages
from claimweave.site.parts.ask import ask_cells
from claimweave.site.parts.forest_plot import forest_html
from claimweave.site.parts.front_matter import description_text, front_matter_texts, what_it_is
from claimweave.site.parts.glossary import GLOSSARY, explained
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.parts.ask import AskPanel


_WHAT = "One word of a scientific review: what it means, and what the review says about it."


def term_files(
    base: EvidenceBase, publication: Publication = UNPUBLISHED
) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of each term's page with the pages of its lists, and of the index."""
    pages, known = term_pages(base.facts), all_term_facts(base)
    index = page("terms_index.md.j2", TERMS, base, axes=_by_axis(base, known), undefined=UNDEFINED)
    yield TERMS, index
    answered = list(answers(base))
    for place, path in pages.items():
        lists = divided(_lists(base, path, known[place]))
        data = term_data(base, *place, term_said(base, *place, known[place]), publication)
        yield (
            path,
            _page(base, place, known[place], _Shown(path, lists, answered, data, publication)),
        )
        yield from list_pages(base, path, wording.term_label(base, *place), lists)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page of a term shows beside its facts."""

    path: str
    lists: list[LongList]
    answered: list[Answer]
    data: Markup
    publication: Publication


def _by_axis(base: EvidenceBase, known: Mapping[Place, TermFacts]) -> list[tuple[str, list[Any]]]:
    """Return the label of each axis with its terms, and how much is said of each."""
    found: dict[str, list[Any]] = {
        axis: [] for axis in base.review.axes if base.facts.terms.home(axis) == axis
    }
    for (axis, name), facts in known.items():
        term = base.review.axes[axis].terms[name]
        found[axis].append((axis, name, term, term_counted(base, facts)))
    return [(base.review.axes[axis].label, terms) for axis, terms in found.items()]


def _page(base: EvidenceBase, place: Place, facts: TermFacts, shown: _Shown) -> str:
    axis, name = place
    spec = base.review.axes[axis]
    term = spec.terms[name]
    answers_ = _answers(base, place, shown.answered)
    anchor = explained(base, (name, term.label, *term.synonyms))
    in_glossary = Links(shown.path).to(GLOSSARY.removeprefix("docs/"), anchor) if anchor else ""
    return page(
        "term.md.j2",
        shown.path,
        base,
        wording=wording,
        description=description_text(term_said(base, axis, name, facts)),
        tags=front_matter_texts([spec.label]),
        what_it_is=what_it_is(base, _WHAT),
        axis=axis,
        axis_label=spec.label,
        term=term,
        undefined=UNDEFINED,
        counted=term_counted(base, facts),
        narrower=[(other, wording.term_label(base, axis, other)) for other in facts.narrower],
        narrower_said=narrower_said(base, axis, facts),
        broader=[(other, wording.term_label(base, axis, other)) for other in spec.broader(name)],
        glossary=in_glossary,
        answers=answers_,
        asked=_asked(base, facts, term.label, answers_, shown.publication),
        claims=[item for item in shown.lists if item.kind == "claims"],
        works=[item for item in shown.lists if item.kind == "studies"],
        unread=facts.unread,
        estimates=forest_html(
            base, Links(shown.path), estimates_for_term(base, axis, name, facts.studied)
        ),
        conclusions=in_reading_order(
            base, (claim for claim in facts.conclusions if claim not in facts.claims)
        ),
        data=shown.data,
    )


def _answers(
    base: EvidenceBase, place: Place, answered: list[Answer]
) -> list[tuple[Answer, str, str]]:
    """Return the answers on a term with their question and what was found."""
    axis, name = place
    return [
        (answer, answer_wording.asked(base, answer), answer_wording.found(base, answer))
        for answer in answered
        if name in _terms_on(base, answer, axis)
    ]


def _terms_on(base: EvidenceBase, answer: Answer, axis: str) -> tuple[str, ...]:
    """Return the terms of an answer's pair on an axis, and on those that have the same terms."""
    terms = answer.table.axes_of(answer.pair)
    return tuple(terms[name] for name in base.facts.terms.axes_with_terms_of(axis) if name in terms)


def _asked(
    base: EvidenceBase,
    facts: TermFacts,
    label: str,
    answered: list[tuple[Answer, str, str]],
    publication: Publication,
) -> AskPanel | None:
    """Return the panel of all cells of a term, with the conclusions that use it."""
    conclusions = in_reading_order(base, facts.conclusions)
    return ask_cells(base, label, [answer for answer, *_ in answered], conclusions, publication)


def _lists(base: EvidenceBase, path: str, facts: TermFacts) -> Iterator[LongList]:
    """Yield the claims of each standing, and the works."""
    stem = path.removesuffix(".md")
    for verdict, claims in by_standing(base, facts.claims).items():
        title = labels.VERDICTS[verdict].label
        ordered = in_reading_order(base, claims)
        yield LongList(title, verdict, "claims", f"{stem}/{verdict}.md", ordered)
    works = [(base.review.references[key], base.review.studies[key]) for key in facts.studied]
    yield LongList("Works that report on it", "works", "studies", f"{stem}/works.md", works)
