"""The rule that holds what claims cite at a sentence against what the sentence prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_places import field_span
from claimweave.review.reading.ledger_reader import SENTENCES, table_path
from claimweave.rules.ledger import MAY_NOT_BE_READ
from claimweave.rules.registry import Tally, rule
from claimweave.rules.sentence_citations import (
    cited_by,
    cited_elsewhere_only,
    claims_of_sentences,
    lost_keys,
    lost_numbers,
    stubs_apart,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review


@rule("sentence and number pairs", exemptable=True, reads=SENTENCES)
def citation_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The claims of a sentence do not cite what the sentence cites.

    What it checks:
        For each sentence, the numbers of the references whose evidence has it in `at` are exactly
        the numbers that the ledger says it prints, and each is cited by a claim that the sentence
        asserts; other claims may cite it there, too. The ledger's numbers have a reference each,
        and each `reviewnumber` is printed in a sentence or in the table. While the review is a
        draft, a number may still wait for its claim or its entry, and a `reviewnumber` for a table
        of which nothing is copied yet: it is counted. What a claim cites wrongly is an error.
    Why:
        A citation that is dropped, or added, changes what the review is said to rest on.
    Fails:
        S3.2.p4.s1 cites 47, and the claim's evidence has `at: [S3.2.p4.s2]` by mistake.
    How to mend:
        Correct `cites` or `at` in the claim. A deliberate departure is recorded in the ledger
        under `departures`, with its reason.
    """
    review = base.review
    cited, unread = cited_by(review, review.claims.values()), lost_keys(review)
    in_stubs = cited_by(review, [stub.rest for stub in review.stubs.values()])
    owners = claims_of_sentences(review)
    for locator, sentence in review.sentences.items():
        where = AtKey(SENTENCES, ("sentences", locator, "cites"))
        printed, found = set(sentence.cites), cited.get(locator, {})
        if locator in review.unreadable_text:
            tally.skip(MAY_NOT_BE_READ, len(printed))
            continue
        if locator not in cited and printed and tally.exempt(locator):
            continue
        lost = lost_numbers(review, printed - set(found), unread.get(locator, set()))
        tally.skip("its entry in the bibliography is missing or cannot be read", len(lost))
        printed -= lost
        if locator in in_stubs:
            yield from stubs_apart(locator, sentence, in_stubs[locator])
        waiting = () if review.is_draft else set(in_stubs.get(locator, ())) - set(found)
        in_stub = printed.intersection(waiting)
        tally.skip("a stub cites it, which the rule unfinished-claim tells", len(in_stub))
        printed.difference_update(waiting)
        tally.checked += len(printed | set(found))
        for number in sorted(printed - set(found) - set(sentence.departures)):
            yield missing(where, *_dropped(review, locator, number))
        for number in sorted(set(found) - printed - set(sentence.departures)):
            numbers = ", ".join(map(str, sorted(printed))) or "nothing"
            for claim, index in found[number]:
                message = f"{locator} does not cite {number} ({claim.evidence[index].cites})"
                at = AtKey(claim.path, ("evidence", index, "at"))
                yield Problem(at, message, f"that sentence cites {numbers}")
        yield from cited_elsewhere_only(locator, printed, found, owners.get(locator, {}))
        for number in sorted(set(sentence.departures) - lost):
            if (number in printed) == (number in found):
                key = AtKey(SENTENCES, ("sentences", locator, "departures"), on_key=True)
                message = f"the departure for {number} is no longer needed"
                waits = number not in printed  # for the claim that departs
                yield Problem(key, message, "remove it", not_yet=waits)
    yield from _printed_nowhere(review, tally)


def _printed_nowhere(review: Review, tally: Tally) -> Iterator[Problem]:
    """Yield the references whose number the review does not print, as far as it could be read."""
    read_from = {SENTENCES, *map(table_path, review.tables)}
    if review.settings is None or read_from & review.broken:
        tally.skip("where its number is printed cannot be told", len(review.references_by_number))
        return
    printed: set[int] = set()
    for sentence in review.sentences.values():
        printed.update(sentence.cites, sentence.departures)
    printed |= {entry.counted_as for entry in review.table_entries if entry.counted_as}
    for number, reference in review.references_by_number.items():
        if number not in printed and not tally.exempt(reference.key):
            span = field_span(review.files[BIBLIOGRAPHY], reference.entry, "reviewnumber")
            message = f"the review prints the number {number} of {reference.key} nowhere"
            help_ = "correct the number; what the review does not cite has `added` in its place"
            waits = any(not review.entries_of.get(t.locator) for t in review.tables)
            yield Problem(span, message, help_, not_yet=waits)


def _dropped(review: Review, locator: str, number: int) -> tuple[str, str]:
    reference = review.references_by_number.get(number)
    if reference is None:
        return f"{locator} cites {number}, and no entry has that reviewnumber", "add the entry"
    message = f"{locator} cites {number} ({reference.key}), and no claim does so there"
    return message, f"add evidence: {{cites: {reference.key}, stance: …, at: [{locator}]}}"
