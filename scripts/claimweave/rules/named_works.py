"""Whether the works that a page names are those that its claims cite.

A page that says at the end of a sentence which works stand behind the claim before it, as in
"Cited for this are [[@Adler2001]] and [[@Brandt2005]].", names all of them and no others: whoever
reads it takes the row for the whole of what is cited.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Problem
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import NAMING, WOVEN, span_of
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reading.page_reader import Page
    from claimweave.rules.registry import Tally

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?=\n)")
_IN_A_ROW = re.compile(r"[\s,;]*(?:(?:and|&|as well as)[\s,;]*)?", re.IGNORECASE)
"""What stands between two works that are named in a row."""

_SENTENCE_ENDS = re.compile(r"\)?(?:[.!](?=\s|\Z)|\s*\Z)")


class _Row(NamedTuple):
    """Works in a row at the end of a sentence, and the claims before them in the paragraph."""

    works: list[tuple[str, int, int]]
    claims: list[Claim]


def works_named_amiss(base: EvidenceBase, page: Page, tally: Tally) -> Iterator[Problem]:
    """Yield each work that no claim of its page cites, and each row of works that is not whole."""
    if not page.named:
        return
    if any(name in base.review.unreadable for name, _ in page.woven):
        tally.skip("a claim of its page cannot be read", len(page.named))
        return
    woven = [base.review.claims[name] for name, _ in page.woven if name in base.review.claims]
    cited = _cited(base, woven)
    for key, span in page.named:
        if key in base.review.references and key not in cited:
            message = f"this page names {key}, and no claim that it weaves in cites it"
            help_ = "weave in the claim that cites it, or take the name out"
            yield Problem(span, message, help_)
    if len(page.named) > 1:
        for row in _rows(base, page):
            if cited.issuperset(key for key, *_ in row.works):
                yield from _row_amiss(base, page, row)


def works_for(base: EvidenceBase, claim: Claim) -> frozenset[str]:
    """Return the keys of the works that are cited for a claim, the review itself left out."""
    cited = base.facts.citations(claim)
    return frozenset(use.reference.key for use in cited if use.evidence.stance == "supports")


def _cited(base: EvidenceBase, claims: list[Claim]) -> frozenset[str]:
    return frozenset(use.reference.key for c in claims for use in base.facts.citations(c))


def _rows(base: EvidenceBase, page: Page) -> Iterator[_Row]:
    """Yield each row of two works or more that ends a sentence behind a claim."""
    visible = blank_code(page.text)
    ends = [*(match.start() for match in _BLANK_LINE.finditer(visible)), len(visible)]
    for start, end in pairwise([0, *ends]):
        claims: list[Claim] = []
        works: list[tuple[str, int, int]] = []
        for match in WOVEN.finditer(visible, start, end):
            name = match.group(1).strip()
            if not name.startswith(NAMING):
                works = []
                claims += filter(None, [base.review.claims.get(name)])
                continue
            if works and not _IN_A_ROW.fullmatch(visible, works[-1][2], match.start()):
                works = []
            works.append((name.removeprefix(NAMING).strip(), *match.span()))
            if claims and len(works) > 1 and _SENTENCE_ENDS.match(visible, match.end(), end):
                yield _Row(works, list(claims))


def _row_amiss(base: EvidenceBase, page: Page, row: _Row) -> Iterator[Problem]:
    """Yield what a row leaves out of the works for the claim before it, and what it adds."""
    claim, named = row.claims[-1], {key for key, *_ in row.works}
    missing = sorted(works_for(base, claim) - named)
    if missing:
        _, start, end = row.works[0]
        message = f"this row of works does not name {listed(missing)}, also cited for {claim.id}"
        names = listed(f"[[{NAMING}{key}]]" for key in missing)
        yield Problem(
            span_of(page.path, page.text, start, end), message, f"name {names} there, too"
        )
    cited = _cited(base, row.claims)
    for key, start, end in row.works:
        if key not in cited:
            message = f"this row of works names {key}, which no claim before it in the same "
            message += "paragraph cites"
            help_ = "take the name out, or weave in before it the claim that cites it"
            yield Problem(span_of(page.path, page.text, start, end), message, help_)
