"""The page of a claim: how it stands, and the evidence for and against, use beside finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.audit_addresses import UNLISTED
from claimweave.addresses.links import Links, claim_page, url_of
from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence import wording
from claimweave.evidence.audit.wording.sentences_on_tables import cell_sentence
from claimweave.evidence.place_wording import named_places
from claimweave.evidence.sources_say import source_report, sources_sentence
from claimweave.site.data.structured_data import claim_data
from claimweave.site.environment import page
from claimweave.site.parts.ask import ask_panel
from claimweave.site.parts.citation_formats import claim_citation
from claimweave.site.parts.diagram import diagram_svg
from claimweave.site.parts.evidence_groups import evidence_groups
from claimweave.site.parts.forest_plot import forest_of_claim
from claimweave.site.parts.front_matter import description_text, front_matter_texts, what_it_is
from claimweave.site.parts.notices import retracted_sentence, shown_status
from claimweave.site.parts.readings import conclusion
from claimweave.site.parts.second_reading import two_readers_of_claim
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.audit.wording.told import Sentence
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.claim import Claim
    from claimweave.site.parts.readings import Conclusion

_CHANGES = 10
_WHAT = "One claim of a scientific review, and what is cited for it and against it."


def claim_page_text(
    base: EvidenceBase, claim: Claim, publication: Publication = UNPUBLISHED
) -> str:
    """Return the Markdown of a claim's page."""
    path = claim_page(claim.id)
    links = Links(path)
    groups = list(evidence_groups(base, claim))
    cell = next(reversed(base.syntheses_of.get(claim.id, ())), None)
    check = conclusion(base, claim, publication) if claim.record.check else None
    return page(
        "claim.md.j2",
        path,
        base,
        claim=claim,
        verdict=base.verdict(claim),
        wording=wording,
        description=description_text(claim.text),
        answer=_answer(base, claim, check),
        tally=_tally(base, claim),
        disputing=[base.review.claims[i] for i in base.facts.disputing(claim)],
        retracted=_retracted(base, claim),
        check=check,
        asked=ask_panel(base, claim, publication),
        topic=list(_topic(base, claim, links)),
        answered=TermLinks(base.facts, links).answer_on(claim.topic),
        tags=front_matter_texts([labels.VERDICTS[base.verdict(claim)].label]),
        # Of all claims on a pair of a table, the one that the table stands for answers first.
        weight=1.5 if cell else 1,
        what_it_is=what_it_is(base, _WHAT),
        explained=list(_explained(base, claim, _answer(base, claim, check))),
        asserted=named_places(base, claim.record.asserted),
        two_readers=two_readers_of_claim(base, claim.id),
        woven=[(t, links.to(p, a)) for t, p, a in _woven_places(base, claim)],
        groups=groups,
        sides=sum(group["anchor"] in ("for", "against") for group in groups),
        estimates=forest_of_claim(base, claim, links),
        cell=cell,
        unlisted=_unlisted(base, cell) if cell else (),
        unlisted_page=links.to(UNLISTED, claim.id),
        answering=_answering(base, cell) if cell else None,
        diagram=diagram_svg(base, claim, links),
        relations=list(_relations(base, claim)),
        citation=claim_citation(base, claim, publication),
        stable=publication.url(path),
        place=url_of(path),
        mistake=publication.mistake_url(path),
        history=_history(publication, claim),
        data=claim_data(base, claim, publication),
    )


def _unlisted(base: EvidenceBase, synthesis: Synthesis) -> Sentence:
    """Return what a cell would read with the results that it lacks; nothing where it lacks none."""
    lacking = base.unlisted.get(synthesis.cell.pair)
    return cell_sentence(base, lacking) if lacking else ()


def _answering(base: EvidenceBase, synthesis: Synthesis) -> dict[str, Any] | None:
    """Return which sources of a cell answer its own question, by what they say; None for none."""
    asked = synthesis.question
    own = [item for item in synthesis.reported if item.question == asked]
    if not synthesis.reported:
        return None
    named = wording.directions(base, asked)
    return {
        "question": wording.question_label(base, asked).lower(),
        "number": len(own),
        "of": plural(len(synthesis.reported), "source"),
        "read": sum(item.use.study is not None for item in synthesis.reported),
        "unread": sum(item.use.study is None for item in synthesis.reported),
        "groups": [
            (label, found)
            for direction, label in named.items()
            if (found := [i.use.reference for i in own if i.direction == direction])
        ],
    }


def _history(publication: Publication, claim: Claim) -> dict[str, Any]:
    """Return the newest changes of a claim file, with addresses, and how many came before."""
    changes = publication.history.get(claim.path, ())
    newest = changes[:_CHANGES]
    return {
        "changes": [(change, publication.commit_url(change.commit)) for change in newest],
        "earlier": len(changes) - len(newest),
    }


def _explained(base: EvidenceBase, claim: Claim, answer: str) -> Iterator[tuple[str, str]]:
    """Yield (word, meaning) of the words by which a claim's page says what the claim is.

    What its answer says already is not said again.
    """
    record, vocabulary = claim.record, base.review.vocabulary
    if vocabulary:
        for axis, names in claim.topic.named.items():
            terms = vocabulary.axes[axis].terms if axis in vocabulary.axes else {}
            for term in (terms[name] for name in names if name in terms):
                if term.definition:
                    yield term.label, term.definition
        question = vocabulary.questions.get(claim.topic.question or "")
        if question and question.definition:
            yield question.label, question.definition
    kind = base.review.kinds.get(record.kind)
    if kind and kind.definition:
        yield kind.label, kind.definition
    if record.strength:
        yield labels.STRENGTHS[record.strength], labels.STRENGTH_DEFINITIONS[record.strength]
    said = labels.VERDICTS[base.verdict(claim)]
    if said.sentence != answer:
        yield said.label, said.sentence


def _answer(base: EvidenceBase, claim: Claim, check: Conclusion | None) -> str:
    """Say how the claim stands: by its check, or else by what the review cites for it."""
    if check:
        return f"{check.summary} {check.stable}".rstrip()
    if tally := _tally(base, claim):
        return tally
    alone = "asserted-only" if base.facts.asserted_alone(claim) else "derived"
    return labels.VERDICTS[alone].sentence


def _tally(base: EvidenceBase, claim: Claim) -> str:
    for_ = len(base.facts.cited_uses(claim.id, "supports"))
    against = len(base.facts.cited_uses(claim.id, "contradicts"))
    neither = len(base.facts.cited_uses(claim.id, "neither"))
    if not for_ and not against:
        cited = f"The review cites {plural(neither, 'source')} on it, on neither side."
        return cited if neither else ""
    apart = f", and {neither} on neither side" if neither else ""
    text = f"The review cites {plural(for_, 'source')} for it and {against} against it{apart}."
    return f"{text} {sources_sentence(source_report(base.facts, claim))}".rstrip()


def _retracted(base: EvidenceBase, claim: Claim) -> str:
    cited = {use.reference.key: use.reference for use in base.uses[claim.id]}
    return retracted_sentence(shown_status(base, reference) for reference in cited.values())


def _topic(base: EvidenceBase, claim: Claim, links: Links) -> Iterator[tuple[str, str, str]]:
    """Yield (label, word, address or "") of each thing that a claim is about.

    On an axis that has the terms of another, the word says on which.
    """
    terms = TermLinks(base.facts, links)
    axes = base.review.axes
    for axis, term in ((axis, term) for axis, own in claim.topic.named.items() for term in own):
        label = axes[axis].label if axis in axes else axis
        said = wording.term_label(base, axis, term)
        if base.facts.terms.home(axis) != axis:
            label, said = "", f"{label}: {said}"
        yield label, said, terms.term(axis, term)
    if claim.topic.question:
        yield "Question", wording.question_label(base, claim.topic.question), ""


def _woven_places(base: EvidenceBase, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield (page title, page path, anchor) of each page that weaves the claim."""
    for title, path in base.woven_in.get(claim.id, ()):
        yield title, path.removeprefix("docs/"), f"c-{claim.id}"
    for synthesis in base.syntheses_of.get(claim.id, ()):
        cell, table = synthesis.cell, synthesis.cell.table
        anchor = table.cell(cell.row, next(iter(table.relations)), cell.column)
        yield table.title, base.facts.table_pages[table.locator], anchor


def _relations(base: EvidenceBase, claim: Claim) -> Iterator[dict[str, Any]]:
    claims = base.review.claims
    disputing = set(base.facts.disputing(claim))  # these stand in the page's answer
    opposed = [other for other in base.opposing.get(claim.id, ()) if other not in disputing]
    groups = (
        ("It rests on", "rests-on", claim.record.rests_on),
        ("Resting on it", "resting", base.resting.get(claim.id, ())),
        ("It opposes", "opposes", opposed),
    )
    for title, anchor, ids in groups:
        known = [claims[i] for i in dict.fromkeys(ids) if i in claims]
        if known:
            yield {"title": title, "anchor": anchor, "claims": known, "number": len(known)}
