"""Rules about reports of one work, and about claims that cannot both hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.rules.named_works import works_for
from claimweave.rules.registry import Tally, rule
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim, Evidence
    from claimweave.review.reading.page_reader import Page


@rule("claims")
def doubled_opposition(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two claims each say that they oppose the other.

    What it checks:
        Of two claims that oppose each other, one says so.
    Why:
        An opposition is read both ways. Written twice, it can be taken out of one claim and stay
        in the other, and whoever took it out would not see why it is still there.
    Fails:
        a.yml: opposes: [b]
        b.yml: opposes: [a]
    How to mend:
        Take one of the two out. Both claims are shown as contested, whichever says so.
    """
    claims = base.review.claims
    for claim in claims.values():
        tally.checked += 1
        for index, other in enumerate(claim.record.opposes):
            if other < claim.id and other in claims and claim.id in claims[other].record.opposes:
                where = AtKey(claim.path, ("opposes", index))
                message = f"{other} says already that the two oppose each other"
                yield Problem(where, message, "take it out here: one of the two says so for both")


@rule("claims")
def borrowed_contradiction(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A report of one work is contradicted by what is cited for another claim.

    What it checks:
        A claim for which one work is cited reports that work. What is cited against it is brought
        against that report by the review, where the claim is asserted. A work that is cited
        elsewhere, for a claim that this one opposes, speaks for that claim.
    Why:
        That one study found something is not made doubtful by another study that did not. The
        two claims cannot both hold in general: `opposes` says so, and both are then contested.
    Fails:
        claim: A study found more nitrate before a good harvest.
        evidence:
          - {cites: Adler2001, stance: supports, at: [S3.1.p1.s1]}
          - {cites: Birch2002, stance: contradicts, at: [S3.1.p2.s4]}
        opposes: [nitrate-unrelated-to-harvest]    # for which Birch2002 is cited
    How to mend:
        See that `opposes` names the claim for which the work is cited: it keeps the citation.
        Then take the item out here. If the review does bring the work against this very report,
        list the sentence in which it does under `asserted`, or say the report in that claim.
    """
    if _source_is_unknown(base, tally):
        return
    for claim in base.review.claims.values():
        tally.checked += 1
        if len(works_for(base, claim)) != 1:
            continue
        for index, evidence in enumerate(claim.evidence):
            found = _spoken_for(base, claim, evidence)
            if found:
                other, kept = found
                message = (
                    f"this claim reports one work, and {evidence.cites} is cited for {other}, "
                    "which this claim opposes: it is not brought against this report"
                )
                lost = [place for place in evidence.at if place not in kept]
                first = f"list {', '.join(lost)} under `at` of it in {other}, then " if lost else ""
                help_ = (
                    f"{first}take this item out here: {other} keeps the citation, and both claims "
                    "are contested, since they oppose each other"
                )
                yield Problem(AtKey(claim.path, ("evidence", index)), message, help_)


@rule("claims")
def short_form_of_several(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim has a short form for the running text, and nothing before it says whose it is.

    What it checks:
        A claim with `in_text` has exactly one work that is cited for it. Or, on each page that
        weaves it in, it leans on the claim right before it: the same works are cited for both,
        and where none is, both are asserted in one sentence. No blank line parts the two.
    Why:
        Where the claim is woven in, its short form stands in place of the whole statement: the
        text before it has named the study, or the claim before it the subject. With several
        works, or none, nobody would otherwise know whose finding it is.
    Fails:
        claim: Several studies found that barley yields more on rich soil.
        in_text: the yield rose
        evidence:
          - {cites: Adler2001, stance: supports, at: [S1.p1.s1]}
          - {cites: Brandt2005, stance: supports, at: [S1.p1.s1]}
    How to mend:
        Take `in_text` out: the claim is then woven in with its whole statement. Or weave it in
        right behind a claim for which the same works are cited.
    """
    if _source_is_unknown(base, tally):
        return
    places = _places_of(base)
    for claim in base.review.claims.values():
        tally.checked += 1
        works = len(works_for(base, claim))
        if claim.record.in_text is None or works == 1 or _leans(base, claim, places):
            continue
        cited = plural(works, "work is", "works are")
        message = f"a short form is for a claim about one study; {cited} cited for this one"
        help_ = "take `in_text` out, and the whole statement is woven in; or weave it in right "
        help_ += "behind a claim for which the same works are cited, without a blank line between"
        yield Problem(AtKey(claim.path, ("in_text",), on_key=True), message, help_)


Places = dict[str, dict[str, tuple["Page", int]]]
"""Claim id to the path of each page that weaves it in: the page, and where it is first there."""


def _places_of(base: EvidenceBase) -> Places:
    found: Places = {}
    for page in base.review.pages:
        for index, (name, _) in enumerate(page.woven):
            found.setdefault(name, {}).setdefault(page.path, (page, index))
    return found


def _leans(base: EvidenceBase, claim: Claim, places: Places) -> bool:
    """Whether each page that weaves a claim in has one of the same works right before it."""
    found = [_before(page, index) for page, index in places.get(claim.id, {}).values()]
    return bool(found) and all(
        name in base.review.claims and _of_one_kind(base, base.review.claims[name], claim)
        for name in found
    )


def _before(page: Page, index: int) -> str:
    """Return what a page weaves in right before a claim, in the same paragraph or list."""
    if not index:
        return ""
    (name, above), (_, here) = page.woven[index - 1 : index + 1]
    between = page.text.split("\n")[above.line : here.line - 1]
    return name if all(line.strip() for line in between) else ""


def _of_one_kind(base: EvidenceBase, one: Claim, other: Claim) -> bool:
    """Whether the same works are cited for two claims, or none for both parts of a sentence."""
    works = works_for(base, one)
    if works != works_for(base, other):
        return False
    return bool(works) or not set(one.record.asserted).isdisjoint(other.record.asserted)


def _source_is_unknown(base: EvidenceBase, tally: Tally) -> bool:
    """Whether nobody can say which works the review cites, and which entry is the review itself."""
    review = base.review
    if review.settings is None or review.source_key not in review.references:
        tally.skip("nobody can say which entry is the review itself", len(review.claims))
        return True
    return False


def _spoken_for(
    base: EvidenceBase, claim: Claim, evidence: Evidence
) -> tuple[str, tuple[str, ...]] | None:
    """Return the opposed claim for which a contradicting work is cited, and where; else None."""
    if evidence.stance != "contradicts" or set(evidence.at) & set(claim.record.asserted):
        return None
    for other in base.opposing.get(claim.id, ()):
        opposed = base.review.claims.get(other)
        for item in opposed.evidence if opposed else ():
            if (item.cites, item.stance) == (evidence.cites, "supports"):
                return other, item.at
    return None
