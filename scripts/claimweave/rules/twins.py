"""Rules that find one assertion written down as two claims, or shown twice on one page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.evidence.agreement import comparable
from claimweave.evidence.turning import one_way
from claimweave.review.paths import PAGES
from claimweave.review.reading.page_reader import BLOCKS, MATRICES, OF_A_TABLE, ONCE, block_named
from claimweave.rules.registry import Tally, rule
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

_BETWEEN_WORDS = re.compile(r"[\s.,;:!?\"'“”‘’„«»()\[\]‐-―-]+")


@rule("claims")
def duplicate_claim(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two claims say the same in the same words.

    What it checks:
        No two claims have the same text; letter case, accents and punctuation do not count.
    Why:
        A claim that stands twice is counted twice, with all its evidence, and a correction
        reaches only one of the two.
    Fails:
        A copy of `nitrate-feeds-barley.yml` under another name.
    How to mend:
        Keep one file, with the `asserted` and the `evidence` of both. If two assertions are
        meant, say in their text what makes them two.
    """
    seen: dict[str, Claim] = {}
    for claim in base.review.claims.values():
        tally.checked += 1
        first = seen.setdefault(_words(claim), claim)
        if first is not claim:
            message = f"{first.id} says the same in the same words"
            help_ = f"put the evidence of both into one of them; the other is {first.path}"
            yield Problem(AtKey(claim.path, ("claim",)), message, help_)


@rule("claims with an exact topic", optional=True, exemptable=True)
def same_assertion(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two claims are about the same, assert it at the same places, and cite the same for it.

    What it checks:
        No two claims with a question, and a term on each axis that it asks about, have the same
        topic, the same `asserted`, and the same citations with the same stances. A topic that
        compares two terms is the same turned round, with the other direction. Of claims with
        less of a topic, no two have all that and the same words, in another order.
    Why:
        Most often it is one assertion, written down twice in other words: its evidence is then
        counted twice for one question. Without a question, other words are most often another
        assertion: one sentence of a review says several things, from the same sources.
    Fails:
        barley-gains-from-nitrate.yml and nitrate-feeds-barley.yml, both about nitrate and
        barley, asserted in S1.p1.s1, and with Adler2001 in support
    How to mend:
        Keep one of the two. If one sentence of the review says two things of the same topic, say
        in `claims/_review/exemptions.yml`, under `same-assertion`, how they differ.
    """
    shared = Counter(frozenset(claim.record.asserted) for claim in base.review.claims.values())
    seen: dict[Hashable, Claim] = {}
    for claim in base.review.claims.values():
        places = frozenset(claim.record.asserted)
        alone = not places or shared[places] == 1
        exact = _is_exact(base, claim)
        first = claim if alone else seen.setdefault(_asserted_as(base, claim, exact=exact), claim)
        if first is claim or _words(first) == _words(claim):
            tally.checked += exact  # what has the same words, the rule `duplicate-claim` tells
        elif not tally.exempt(claim.id):
            tally.checked += 1
            message = f"{first.id} asserts the same: it has this topic, these places and citations"
            message += "" if exact else ", and these words in another order"
            help_ = (
                "say in exemptions.yml, under same-assertion, how they differ, or put what both "
            )
            help_ += f"say into one; the other is {first.path}"
            yield Problem(AtKey(claim.path, ("claim",)), message, help_)


def _is_exact(base: EvidenceBase, claim: Claim) -> bool:
    return comparable(claim.topic, base.review.asked_axes(claim.topic.question))


def _asserted_as(base: EvidenceBase, claim: Claim, *, exact: bool) -> Hashable:
    """Return what two claims have in common that are one: with an exact topic, whatever words.

    That A does better than B, and that B does worse than A, is one assertion.
    """
    about = one_way(claim.topic, base.review.turns)
    cited = frozenset((e.cites, e.stance) for e in claim.evidence)
    words = None if exact else (claim.record.kind, frozenset(_words(claim).split()))
    return frozenset(claim.record.asserted), about, cited, words


@rule("woven claims", reads=PAGES)
def woven_twice(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A page weaves one claim in twice, or one block.

    What it checks:
        No page of `docs/` has the same `[[id]]` or `[[!block]]` twice. Two pages may have it. Of
        several tables a page has one as a matrix.
    Why:
        Readers meet the same card again, and take it for another finding. A table that stands on
        a page hundreds of times keeps the build busy.
    Fails:
        [[nitrate-feeds-barley]] at the top of a page, and again at its end
    How to mend:
        Remove the second, or write there in prose what it is about.
    """
    for page in base.review.pages:
        seen: dict[str, str] = {}
        for name, span in page.woven:
            tally.checked += 1
            what = _what_is_woven(base, name)
            if what and what in seen:
                yield Problem(span, *_told_twice(name, seen[what]))
            seen.setdefault(what, name)


def _what_is_woven(base: EvidenceBase, name: str) -> str:
    """Return what must not stand on a page twice; empty for what is neither claim nor block."""
    if name in base.review.claims:
        return name
    block, table = block_named(name)
    if not name.startswith("!") or block not in BLOCKS:
        return ""
    if block in MATRICES and len(base.review.tables) > 1:
        return "a matrix"
    if block in ONCE:
        return block
    listed = [each.locator for each in base.review.tables]
    return f"!{block} {table or listed[0]}" if block in OF_A_TABLE and listed else f"!{block}"


def _told_twice(name: str, first: str) -> tuple[str, str]:
    if not {block_named(each)[0] for each in (name, first)} <= {*MATRICES} or name == first:
        return f"this page weaves {name} in already", "remove one of the two"
    help_ = "show the other table on a page of its own, or as it is printed: [[!table …]]"
    return f"this page has a matrix already: {first}", help_


def _words(claim: Claim) -> str:
    """Return what tells two texts apart; signs count where there is nothing else."""
    return _BETWEEN_WORDS.sub(" ", folded(claim.text)).strip() or claim.text
