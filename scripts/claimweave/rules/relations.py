"""Rules about claims among themselves: what rests on what, and what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import AtKey, Problem, meant, misspelt
from claimweave.review.claim import ClaimRecord
from claimweave.review.record import record_fields
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.words.pattern import pattern
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.vocabulary import Vocabulary


@rule("claims")
def unknown_claim(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim rests on, or opposes, a claim that does not exist.

    What it checks:
        Each id in `rests_on` and `opposes` is the id of a claim, and not the claim's own. No id
        stands in both.
    Why:
        A conclusion drawn from nothing would look as if it were drawn from something.
    Fails:
        rests_on: [nitrate-feeds-barly]
    How to mend:
        Correct the id: it is the name of the claim's file without `.yml`. Where a claim got
        another id, `claimweave rename OLD NEW` writes it wherever the old one stands. One that is
        gone can be brought back, or what rested on it has to say on what it rests now.
    """
    yield from problems_read(base.review, "unknown-claim")
    for claim in base.review.claims.values():
        tally.checked += 1
        for name in ("rests_on", "opposes"):
            for index, other in enumerate(getattr(claim.record, name)):
                where = AtKey(claim.path, (name, index))
                if other == claim.id and name == "opposes":
                    yield Problem(where, "a claim cannot oppose itself", "remove it")
                elif name == "opposes" and other in claim.record.rests_on:
                    message = f"this claim rests on {other}, and cannot oppose it"
                    yield Problem(
                        where,
                        message,
                        "take it out of `opposes`, or of `rests_on` if the two cannot both hold",
                    )


@rule("claims")
def circular_claims(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim rests on itself, through others.

    What it checks:
        Following `rests_on` from a claim never leads back to it.
    Why:
        A circle of claims supports nothing.
    Fails:
        a.yml: rests_on: [b]
        b.yml: rests_on: [c]
        c.yml: rests_on: [a]
    How to mend:
        Ask which claim is drawn from which, and remove the link that points the wrong way.
    """
    claims = base.review.claims
    tally.checked = len(claims)
    state: dict[str, int] = {}
    for start in sorted(claims):
        for cycle in _cycles_from(start, claims, state):
            first = min(cycle)
            turn = cycle.index(first)
            ordered = cycle[turn:] + cycle[:turn]
            message = f"this claim rests on itself: {' → '.join([*ordered, first])}"
            where = AtKey(claims[first].path, ("rests_on",))
            yield Problem(
                where,
                message,
                "ask which is drawn from which, and turn the link that points the wrong way",
            )


def _cycles_from(
    start: str, claims: Mapping[str, Claim], state: dict[str, int]
) -> Iterator[list[str]]:
    """Depth-first search without recursion; state is 1 while on the path, 2 when done."""
    if state.get(start):
        return
    path: list[str] = [start]
    branches = [iter(claims[start].record.rests_on)]
    state[start] = 1
    while branches:
        following = next(branches[-1], None)
        if following is None:
            branches.pop()
            state[path.pop()] = 2
        elif following not in claims or state.get(following) == 2:  # noqa: PLR2004 - see above
            continue
        elif state.get(following) == 1:
            yield path[path.index(following) :]
        else:
            state[following] = 1
            path.append(following)
            branches.append(iter(claims[following].record.rests_on))


@rule("topics")
def unknown_topic(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim or a study sheet uses a word that the vocabulary does not have.

    What it checks:
        The axes, terms and questions of topics and findings, the designs of study sheets, and the
        measures of their estimates stand in `claims/_review/vocabulary.yml`.
    Why:
        Two spellings of one term would be counted as two. Estimates are drawn together only where
        they have one measure, and on an axis that fits what the vocabulary says of it.
    Fails:
        topic: {nutrient: NO3, crop: barley, question: yield}
    How to mend:
        Use the word that the message suggests, or add a new one to the vocabulary.
    """
    vocabulary = base.review.vocabulary
    if vocabulary is None:
        tally.skip("vocabulary.yml cannot be read", len(base.review.claims))
        return
    for claim in base.review.claims.values():
        tally.checked += 1
        topic = claim.record.topic
        if topic is not None:
            yield from _unknown_terms(vocabulary, claim.path, ("topic",), topic.named)
            if topic.question is not None:
                yield from _unknown_question(vocabulary, claim.path, ("topic",), topic.question)
    for study in base.review.studies.values():
        tally.checked += 1
        design, known = study.record.design, vocabulary.designs
        if design not in known:
            message = f'"{design}" is not a design of the vocabulary'
            where = AtKey(study.path, ("design",))
            yield misspelt(where, message, design, known, _allowed(known))
        for index, finding in enumerate(study.record.findings):
            keys = ("findings", index)
            yield from _unknown_terms(vocabulary, study.path, keys, finding.named)
            yield from _unknown_question(vocabulary, study.path, keys, finding.question)
            if finding.estimate:
                yield from _unknown_measure(vocabulary, study.path, keys, finding.estimate.measure)


def _unknown_terms(
    vocabulary: Vocabulary,
    path: str,
    keys: tuple[str | int, ...],
    named: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:
    for axis, terms in named.items():
        if axis in vocabulary.axes:
            for index, term in enumerate(terms if vocabulary.axes[axis].is_known else ()):
                at = (*keys, axis, index) if len(terms) > 1 else (*keys, axis)
                yield from _unknown_term(vocabulary, AtKey(path, at), axis, term)
        else:
            where = AtKey(path, (*keys, axis), on_key=True)
            known = [*vocabulary.axes, "question", "direction"]
            message = f'"{axis}" is not an axis'
            if axis in record_fields(ClaimRecord):
                help_ = f"`{axis}` is a field of the claim itself: begin its line at the left"
                yield Problem(where, message, help_)
            else:
                yield misspelt(where, message, axis, known, _allowed(known))


def _unknown_term(vocabulary: Vocabulary, where: AtKey, axis: str, term: str) -> Iterator[Problem]:
    terms = vocabulary.axes[axis].terms
    if term not in terms:
        label = vocabulary.axes[vocabulary.home(axis)].label.lower()
        message = f'"{term}" is not a {label} of the vocabulary'
        several = () if isinstance(where.keys[-1], int) else _several(term, terms)
        if several:
            text = f"[{', '.join(several)}]"
            fix = Fix(f"write {text}", (Edit(where, text),), safe=True)
            yield Problem(where, message, f"write several terms as a list: {text}", fix=fix)
            return
        near = vocabulary.axis_of_synonym(axis, term) or misspelling_of(term, terms)
        yield meant(where, message, near, _allowed(terms))


def _several(text: str, terms: Collection[str]) -> tuple[str, ...]:
    """Return the terms that stand in a text one behind the other; none where it has other words."""
    words = tuple(dict.fromkeys(word for word in _BETWEEN_TERMS.split(text) if word))
    return words if len(words) > 1 and {*words} <= {*terms} else ()


_BETWEEN_TERMS = pattern(r"\s*[,;/+&|]\s*|\s+and\s+|\s+")


def _unknown_question(
    vocabulary: Vocabulary, path: str, keys: tuple[str | int, ...], question: str
) -> Iterator[Problem]:
    if question not in vocabulary.questions:
        message = f'"{question}" is not a question of the vocabulary'
        where = AtKey(path, (*keys, "question"))
        known = vocabulary.questions
        yield misspelt(where, message, question, known, _allowed(known))


def _unknown_measure(
    vocabulary: Vocabulary, path: str, keys: tuple[str | int, ...], measure: str
) -> Iterator[Problem]:
    if measure not in vocabulary.measures:
        message = f'"{measure}" is not a measure of the vocabulary'
        where = AtKey(path, (*keys, "estimate", "measure"))
        known = vocabulary.measures
        add = "list it there under `measures`, and say whether it is a ratio, a difference or an "
        otherwise = f"{_allowed(known)}; or {add}amount" if known else f"{add}amount"
        # No fix: what a number is says the source, and nobody who has not seen it.
        yield misspelt(where, message, measure, known, otherwise)._replace(fix=None)


def _allowed(known: Collection[str]) -> str:
    return f"allowed: {', '.join(list(known)[:20])}"
