"""The page of each pair of a table: its question, the answer in words, and what stands behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.addresses.audit_addresses import UNLISTED
from claimweave.addresses.links import Links
from claimweave.addresses.term_addresses import ANSWERS, answer_pages, answer_table
from claimweave.evidence import answer_wording, wording
from claimweave.evidence.answers import answers
from claimweave.evidence.audit.wording.names import tables_named
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.by_term import by_terms, claim_topics
from claimweave.evidence.estimate_sources import estimates_for_answer
from claimweave.evidence.term_facts import Conclusions
from claimweave.site.data.answer_csv import answer_csv
from claimweave.site.data.structured_data import answer_data
from claimweave.site.environment import page
from claimweave.site.pages.indexes import in_reading_order
from claimweave.site.parts.ask import ask_cells
from claimweave.site.parts.citation_formats import answer_citation
from claimweave.site.parts.forest_plot import forest_html
from claimweave.site.parts.front_matter import description_text, front_matter_texts, what_it_is
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.reference import Reference
    from claimweave.review.table import Table
    from claimweave.words.labels import Wording

_WHAT = "One question to a scientific review, answered from the works that it cites."
_WORDS = {
    "": answer_wording.asked,
    "What was found": answer_wording.found,
    "How firm it is": answer_wording.firm,
    "What it does not tell": answer_wording.open_,
    "What is missing": answer_wording.left_out,
    "How up to date it is": answer_wording.up_to_date,
}
"""What a page says first, in this order: the question, and under which words what is said of it."""


def answer_files(
    base: EvidenceBase, publication: Publication = UNPUBLISHED
) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the page of each pair, and of their index.

    The index is there without a table, too: then it says that there is none.
    """
    found, pages = list(answers(base)), answer_pages(base.facts)
    listed = [
        (table, [(row, _of_row(base, found, table, row)) for row in table.row_terms])
        for table in base.review.tables
    ]
    index = page(
        "answers_index.md.j2",
        ANSWERS,
        base,
        tables=listed,
        wording=wording,
        titles=tables_named(base),
        total=len(found),
    )
    yield ANSWERS, index
    conclusions = Conclusions(base)
    for table in base.review.tables:
        about = by_terms(base, (table.rows, table.columns), claim_topics(base))
        known = _Known(table, about, conclusions, publication)
        own = (answer for answer in found if answer.table.locator == table.locator)
        for answer in own:
            path = pages[answer.pair]
            yield path, _page(base, known, answer, path)
            asked = answer_wording.asked(base, answer)
            yield answer_table(path), answer_csv(base, answer, asked, path, publication)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the pages of a table are made of: it, the claims on each pair, and the conclusions."""

    table: Table
    claims: Mapping[tuple[str, ...], list[str]]
    conclusions: Conclusions
    publication: Publication


def _of_row(
    base: EvidenceBase, found: list[Answer], table: Table, row: str
) -> list[tuple[Answer, str, str]]:
    """Return the answers of a row of a table with their question and what was found."""
    return [
        (answer, answer_wording.asked(base, answer), answer_wording.found(base, answer))
        for answer in found
        if answer.pair.table == table.locator and answer.pair.row == row
    ]


def _page(base: EvidenceBase, known: _Known, answer: Answer, path: str) -> str:
    table, claim, unlisted = known.table, answer.claim, answer.unlisted
    axes = table.axes_of(answer.pair)
    said = {title: words(base, answer) for title, words in _WORDS.items()}
    asked, found, *_ = said.values()
    on_both = known.claims.get((answer.pair.row, answer.pair.column), ())
    about = (base.review.claims[claim_id] for claim_id in on_both)
    others = in_reading_order(
        base, (other for other in about if other is not claim and not other.record.check)
    )
    conclusions = in_reading_order(base, known.conclusions.of(axes))
    return page(
        "answer.md.j2",
        path,
        base,
        wording=wording,
        description=description_text(answer_wording.in_brief(base, answer)),
        asked_in_words=asked,
        messages=[(title, words) for title, words in said.items() if title and words],
        day=known.publication.created[:10],
        citation=answer_citation(base, path, asked, found, known.publication),
        csv=Links(path).to(answer_table(path)) if answer.count.total else "",
        mistake=known.publication.mistake_url(path),
        answer=answer,
        table=table,
        axes=[(axis, term, _on_axis(base, axis, term)) for axis, term in axes.items()],
        question=wording.question_label(base, table.question),
        tags=front_matter_texts([labels.VERDICTS[base.verdict(claim)].label] if claim else []),
        what_it_is=what_it_is(base, _WHAT),
        claim=claim,
        reported=_reported(base, answer),
        estimates=forest_html(base, Links(path), estimates_for_answer(base, answer)),
        unlisted=[sentence(found, base) for found in unlisted.results] if unlisted else [],
        unlisted_page=Links(path).to(UNLISTED),
        others=_others(base, answer),
        lenses=[(base.review.lenses[name], count) for name, count in answer.lenses.items()],
        conclusions=conclusions,
        claims=others,
        asked=ask_cells(base, asked, [answer], [*others, *conclusions], known.publication),
        data=answer_data(base, answer, tuple(said.values()), known.publication),
    )


def _on_axis(base: EvidenceBase, axis: str, term: str) -> str:
    """Return a term's label; on an axis that has another's terms, with what that one is called."""
    label = wording.term_label(base, axis, term)
    at_home = base.facts.terms.home(axis) == axis
    return label if at_home else f"{base.review.axes[axis].label}: {label}"


def _reported(base: EvidenceBase, answer: Answer) -> list[tuple[Use, list[Wording]]]:
    """Return each entry of the cell with what its source reports, question by question.

    What is no answer, but says that nothing was read or found, stands in the agreement already.
    """
    return [
        (item.use, [said for question, said in wording.reported(base, item) if question])
        for item in (answer.synthesis.reported if answer.synthesis else ())
    ]


def _others(base: EvidenceBase, answer: Answer) -> list[Reference]:
    """Return the works that report on the pair, and are told of nowhere else on its page."""
    entries = answer.synthesis.reported if answer.synthesis else ()
    results = answer.unlisted.results if answer.unlisted else ()
    told = {item.use.reference.key for item in entries}
    told |= {key for result in results for key in result.references}
    return [base.review.references[key] for key in answer.studied if key not in told]
