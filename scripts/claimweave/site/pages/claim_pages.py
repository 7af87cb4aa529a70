"""The page of a claim: how it stands, and the evidence for and against, use beside finding."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimweave.evidence import wording
from claimweave.evidence.audit.sentences import cell_sentence
from claimweave.evidence.sources_say import source_report, sources_sentence
from claimweave.site.audit_addresses import UNLISTED
from claimweave.site.data.structured_data import claim_data
from claimweave.site.environment import page
from claimweave.site.links import TABLE_PAGE, Links, claim_page, url_of
from claimweave.site.parts.citation_formats import claim_citation
from claimweave.site.parts.diagram import diagram_svg
from claimweave.site.parts.finding_rows import relevant_rows
from claimweave.site.parts.notices import retracted_sentence, shown_status
from claimweave.site.parts.readings import conclusion
from claimweave.site.parts.second_reading import two_readers_of_claim
from claimweave.site.parts.synonyms import search_words
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.words import labels
from claimweave.words.counting import plural
from claimweave.words.escape import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.evidence.audit.told import Sentence
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Use
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Reference

_GROUPS = (
    ("supports", "For", "for"),
    ("contradicts", "Against", "against"),
    ("background", "Background", "background"),
)


_CHANGES = 10


def claim_page_text(
    base: EvidenceBase, claim: Claim, publication: Publication = UNPUBLISHED
) -> str:
    """Return the Markdown of a claim's page."""
    path = claim_page(claim.id)
    links = Links(path)
    groups = list(_groups(base, claim))
    cell = next(reversed(base.syntheses_of.get(claim.id, ())), None)
    check = conclusion(base, claim, publication) if claim.record.check else None
    return page(
        "claim.md.j2",
        path,
        base,
        claim=claim,
        verdict=base.verdict(claim),
        wording=wording,
        description=front_matter_text(claim.text),
        answer=_answer(base, claim),
        tally=_tally(base, claim),
        disputing=[base.review.claims[i] for i in base.facts.disputing(claim)],
        retracted=_retracted(base, claim),
        check=check,
        topic=list(_topic(base, claim)),
        search_words=search_words(base, claim),
        asserted=_places(base, claim.record.asserted),
        two_readers=two_readers_of_claim(base, claim.id),
        woven=[(t, links.to(p, a)) for t, p, a in _woven_places(base, claim)],
        groups=groups,
        sides=sum(group["anchor"] in ("for", "against") for group in groups),
        cell=cell,
        cell_reported=_reported(base, cell) if cell else [],
        unlisted=_unlisted(base, cell) if cell else (),
        unlisted_page=links.to(UNLISTED, claim.id),
        answering=_answering(base, cell) if cell else None,
        diagram=diagram_svg(base, claim, links),
        relations=list(_relations(base, claim)),
        citation=claim_citation(base, claim, publication),
        stable=publication.url(path),
        place=url_of(path),
        edit=publication.edit_url(claim.path),
        history=_history(publication, claim),
        data=claim_data(base, claim, publication),
    )


def _reported(
    base: EvidenceBase, synthesis: Synthesis
) -> list[tuple[labels.Wording, list[Reference]]]:
    """Return what the sources of a cell report, each with its sources, the cell's question first.

    A source that answers several questions stands at each. What nobody has read, or what is silent,
    comes last.
    """
    found: dict[labels.Wording, list[Reference]] = {}
    order = [synthesis.question, *base.review.questions, ""]
    told = [
        (order.index(question), said, item.use.reference)
        for item in synthesis.reported
        for question, said in wording.reported(base, item)
    ]
    for _, said, reference in sorted(told, key=itemgetter(0)):
        found.setdefault(said, []).append(reference)
    return list(found.items())


def _unlisted(base: EvidenceBase, synthesis: Synthesis) -> Sentence:
    """Return what a cell would read with the results that it lacks; nothing where it lacks none."""
    lacking = base.unlisted.get((synthesis.cell.row, synthesis.cell.column))
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


def front_matter_text(text: str) -> Markup:
    """Return text as a quoted YAML value for a page's front matter."""
    return Markup(json.dumps(plain_line(text), ensure_ascii=False))  # noqa: S704 - YAML, no HTML


def _answer(base: EvidenceBase, claim: Claim) -> str:
    """Say how the claim stands: by its check, or else by what the review cites for it."""
    if claim.record.check:
        return labels.VERDICTS[base.verdict(claim)].sentence
    if tally := _tally(base, claim):
        return tally
    alone = "asserted-only" if base.facts.asserted_alone(claim) else "derived"
    return labels.VERDICTS[alone].sentence


def _tally(base: EvidenceBase, claim: Claim) -> str:
    for_ = len(base.facts.cited_uses(claim.id, "supports"))
    against = len(base.facts.cited_uses(claim.id, "contradicts"))
    if not for_ and not against:
        return ""
    text = f"The review cites {plural(for_, 'source')} for it and {against} against it."
    return f"{text} {sources_sentence(source_report(base.facts, claim))}".rstrip()


def _retracted(base: EvidenceBase, claim: Claim) -> str:
    cited = {use.reference.key: use.reference for use in base.uses[claim.id]}
    return retracted_sentence(shown_status(base, reference) for reference in cited.values())


def _topic(base: EvidenceBase, claim: Claim) -> Iterator[tuple[str, str]]:
    axes = base.review.axes
    for axis, term in claim.topic.axes.items():
        label = axes[axis].label if axis in axes else axis
        yield label, wording.term_label(base, axis, term)
    if claim.topic.question:
        yield "Question", wording.question_label(base, claim.topic.question)


def _places(base: EvidenceBase, locators: Iterable[str]) -> list[tuple[str, str]]:
    return [(locator, wording.place(base, locator)) for locator in locators]


def _woven_places(base: EvidenceBase, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield (page title, page path, anchor) of each page that weaves the claim."""
    for title, path in base.woven_in.get(claim.id, ()):
        yield title, path.removeprefix("docs/"), f"c-{claim.id}"
    if table := base.review.table:
        relation = next(iter(table.relations))
        for synthesis in base.syntheses_of.get(claim.id, ()):
            cell = synthesis.cell
            anchor = table.cell(cell.row, relation, cell.column)
            yield table.title, TABLE_PAGE, anchor


def _groups(base: EvidenceBase, claim: Claim) -> Iterator[dict[str, Any]]:
    """Yield the evidence by stance; the review is no witness for itself, and shown as none."""
    citations = base.facts.citations(claim)
    for stance, title, anchor in _GROUPS:
        uses = [_shown(base, u) for u in citations if u.evidence.stance == stance]
        if uses:
            yield {"title": f"{title} ({len(uses)})", "anchor": anchor, "uses": uses}


def _shown(base: EvidenceBase, use: Use) -> dict[str, Any]:
    study = use.study
    return {
        "evidence": use.evidence,
        "reference": use.reference,
        "study": study,
        "agreement": use.agreement,
        "narrower": wording.narrower(base, use),
        "design": wording.design_label(base, study.record.design) if study else "",
        "places": _places(base, use.evidence.at),
        "notices": shown_status(base, use.reference),
        "findings": relevant_rows(base, use),
    }


def _relations(base: EvidenceBase, claim: Claim) -> Iterator[dict[str, Any]]:
    claims = base.review.claims
    groups = (
        ("It rests on", "rests-on", claim.record.rests_on),
        ("Resting on it", "resting", base.resting.get(claim.id, ())),
        ("It opposes", "opposes", base.opposing.get(claim.id, ())),
    )
    for title, anchor, ids in groups:
        known = [claims[i] for i in dict.fromkeys(ids) if i in claims]
        if known:
            yield {"title": title, "anchor": anchor, "claims": known}
