"""Does the cited source report what the review uses it for?

Stance (how the review uses a citation) and finding (what the source reports) are two axes.
Nobody writes down whether they agree: it is computed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from claimweave.evidence.relevance import SIGNED, answering, findings_about, narrower_terms
from claimweave.evidence.turning import OPPOSITE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claimweave.evidence.relevance import About
    from claimweave.review.claim import Evidence, Topic
    from claimweave.review.fields import Direction
    from claimweave.review.study import SourceFinding, Study

Agreement = Literal[
    "agrees",
    "another-question",
    "opposite",
    "null",
    "mixed",
    "unsigned",
    "not-reported",
    "silent",
    "not-read",
]
AGREEMENTS: tuple[Agreement, ...] = get_args(Agreement)

_ANY_RELATION: frozenset[Direction] = SIGNED | {"unsigned"}


class Comparison(Struct, frozen=True):
    """Whether a source reports what it is used for, and on which narrower terms it was compared.

    `uncovered` are terms of the claim on which the source does not answer, where it does on others;
    where the claim has a list on two axes, two terms with a space between.
    """

    agreement: Agreement
    narrower: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


def comparable(topic: Topic, asked: Collection[str]) -> bool:
    """Whether a topic is exact enough to compare: a question, and a term on each axis it asks."""
    return topic.question is not None and topic.named.keys() >= set(asked)


def compare(topic: Topic, evidence: Evidence, study: Study | None, meant: About) -> Comparison:
    """Compare the use of a citation with what its source reports.

    Args:
        topic: the claim's topic, complete (see `comparable`).
        evidence: the citation and its stance; not `background`.
        study: the study sheet of the cited source, or None when nobody has read it.
        meant: the topic's terms on the axes that its question asks for, with the narrower ones.

    Returns:
        `agrees`; `another-question` (the source reports on these terms, but answers another
        question); `opposite`, `null` or `mixed` (it answers the question otherwise); `unsigned`
        (it reports a relation without its sign, where the sign decides); `not-reported` (its
        result was not seen); `silent` (it does not report on these terms); `not-read`. Where a
        source reports on several narrower terms, it agrees only if it does so on each of them.
    """
    if study is None:
        return Comparison("not-read")
    findings = study.record.results
    answers = answering(findings, meant, topic.question)
    if answers:
        return Comparison(_combined(answers, topic, evidence), _narrower(answers, meant))
    beside = list(findings_about(findings, meant))
    if not beside:
        return Comparison("silent")
    own = [f for f in beside if not narrower_terms(f, meant)]
    return Comparison("another-question", _narrower(own or beside, meant))


def compare_each(
    topic: Topic,
    evidence: Evidence,
    study: Study | None,
    meant: Sequence[tuple[tuple[str, ...], About]],
) -> Comparison:
    """Compare the use of a citation for a claim about each of several terms; see `compare`.

    `meant` has the terms that each comparison is about. Counted is what the source answers: it
    agrees only if it does so on each term on which it answers, and those on which it does not are
    `uncovered`. One that answers on none is the first of these that it is on any: not read, a
    result that was not seen, another question, silent.
    """
    found = [(terms, compare(topic, evidence, study, about)) for terms, about in meant]
    if len(found) == 1:
        return found[0][1]
    narrower = tuple(dict.fromkeys(t for _, each in found for t in each.narrower))
    agreements = {each.agreement for _, each in found if each.agreement not in _UNANSWERED}
    if not agreements:
        seen = {each.agreement for _, each in found}
        return Comparison(next(name for name in _UNANSWERED if name in seen), narrower)
    silent = (" ".join(terms) for terms, each in found if each.agreement in _UNANSWERED)
    agreement = agreements.pop() if len(agreements) == 1 else "mixed"
    return Comparison(agreement, narrower, tuple(dict.fromkeys(silent)))


_UNANSWERED: tuple[Agreement, ...] = ("not-read", "not-reported", "another-question", "silent")


def _narrower(findings: Sequence[SourceFinding], meant: About) -> tuple[str, ...]:
    named = {term for finding in findings for term in narrower_terms(finding, meant)}
    return tuple(dict.fromkeys(t for terms in meant.terms.values() for t in terms if t in named))


def _combined(findings: Sequence[SourceFinding], topic: Topic, evidence: Evidence) -> Agreement:
    seen = {_one(finding.direction, topic, evidence) for finding in findings}
    return seen.pop() if len(seen) == 1 else "mixed"


def _one(direction: Direction, topic: Topic, evidence: Evidence) -> Agreement:
    if direction == "not-reported":
        return "not-reported"
    against = evidence.stance == "contradicts"
    if direction in _expected(topic.direction, against=against):
        return "agrees"
    if direction == "none":
        return "null"
    if direction == "unsigned":
        return "unsigned" if _sign_decides(topic.direction) else "opposite"
    return "mixed" if direction == "mixed" else "opposite"


def _sign_decides(claimed: Direction | None) -> bool:
    """Whether a claim says more than that there is a relation, or that there is none."""
    return claimed not in (None, "unsigned", "none")


def _expected(claimed: Direction | None, *, against: bool) -> Collection[Direction]:
    """Directions that a source would have to report for the use made of it."""
    no_relation: set[Direction] = {"none"}
    if claimed is None or claimed == "unsigned":
        return no_relation if against else _ANY_RELATION
    if not against:
        return {claimed}
    if claimed == "none":
        return _ANY_RELATION
    return no_relation | ({OPPOSITE[claimed]} if claimed in OPPOSITE else set())
