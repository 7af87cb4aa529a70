"""What is different in one record: in a claim, a study sheet or a reference, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from claimweave.evidence.finding_text import finding_text
from claimweave.review.record import record_fields
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from claimweave.review.claim import Check, Claim, Evidence, Reading, Topic
    from claimweave.review.reference import Reference
    from claimweave.review.study import SourceFinding, Study

T = TypeVar("T")

FORMERLY = "formerly"
"""What is different when a claim has other former ids."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """One difference: what it is, and the text before and after; empty where there is none."""

    what: str
    before: str
    after: str


def of_claims(before: Claim, after: Claim) -> Iterator[Alteration]:
    """Yield what is different between two readings of one claim."""
    old, new = before.record, after.record
    yield from _text("wording", old.claim, new.claim)
    yield from _text("short form", old.in_text or "", new.in_text or "")
    yield from _text("kind", old.kind, new.kind)
    yield from _text("strength", old.strength or "", new.strength or "")
    yield from _text("topic", _topic(before.topic), _topic(after.topic))
    yield from _text("folder", before.folder, after.folder)
    yield from _listed("asserted at", old.asserted, new.asserted)
    yield from _evidence(old.evidence, new.evidence)
    yield from _listed("rests on", old.rests_on, new.rests_on)
    yield from _listed("opposes", old.opposes, new.opposes)
    yield from _check(old.check, new.check)
    yield from _text("note", old.note or "", new.note or "")
    yield from _listed(FORMERLY, old.formerly, new.formerly)


def of_studies(before: Study, after: Study) -> Iterator[Alteration]:
    """Yield what is different between two readings of one study sheet."""
    old, new = before.record, after.record
    for name in (field for field in record_fields(type(old)) if field != "findings"):
        values = (getattr(old, name), getattr(new, name))
        yield from _text(name, *("" if value is None else str(value) for value in values))
    pairs = _paired(old.findings, new.findings, (_whole, _about))
    for was, now in pairs:
        yield from _text("finding", _finding(was), _finding(now))


def of_references(before: Reference, after: Reference) -> Iterator[Alteration]:
    """Yield what is different between two readings of one entry of the bibliography."""
    old, new = before.entry, after.entry
    yield from _text("kind of entry", old.kind, new.kind)
    for name in dict.fromkeys((*old.fields, *new.fields)):
        yield from _text(name, old.fields.get(name, ""), new.fields.get(name, ""))


def of_new_claim(claim: Claim) -> Iterator[Alteration]:
    """Yield what a new claim is said to rest on, and what it was called before."""
    yield from _evidence((), claim.record.evidence)
    yield from _listed(FORMERLY, (), claim.record.formerly)


def of_new_reference(reference: Reference) -> Iterator[Alteration]:
    """Yield what a new work is, where it can be looked up, and whether the review cites it."""
    fields = reference.entry.fields
    yield from _text("title", "", fields.get("title", ""))
    named = next((name for name in ("doi", "pmid", "url") if fields.get(name)), "")
    yield from _text(named.upper(), "", fields.get(named, ""))
    cited = f"cited by the review as number {reference.number}"
    added = f"added {fields.get('added', '')}".strip() + ": the review does not cite it"
    yield Alteration("in the review", "", cited if reference.number else added)


def _text(what: str, before: str, after: str) -> Iterator[Alteration]:
    if before != after:
        yield Alteration(what, before, after)


def _listed(what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Alteration]:
    """Yield what a list has lost and gained; its order does not count."""
    yield from (Alteration(what, item, "") for item in before if item not in after)
    yield from (Alteration(what, "", item) for item in after if item not in before)


def _evidence(before: Sequence[Evidence], after: Sequence[Evidence]) -> Iterator[Alteration]:
    pairs = _paired(before, after, (lambda e: e, lambda e: (e.cites, e.stance), lambda e: e.cites))
    for old, new in pairs:
        if old is None or new is None:
            yield Alteration("evidence", _placed(old), _placed(new))
            continue
        if old.stance != new.stance:
            yield Alteration("stance", _item(old), _item(new))
        yield from _text(f"place of {new.cites}", _place(old), _place(new))
        yield from _text(f"note on {new.cites}", old.note or "", new.note or "")


def _check(before: Check | None, after: Check | None) -> Iterator[Alteration]:
    old, new = (check.readings if check else {} for check in (before, after))
    for name in dict.fromkeys((*old, *new)):
        yield from _reading(name, old.get(name), new.get(name))
    if before and after:
        yield from _text("note on the check", before.note or "", after.note or "")


def _reading(name: str, before: Reading | None, after: Reading | None) -> Iterator[Alteration]:
    if before is None or after is None:
        told = (f"{r.says} {r.sql}" if r else "" for r in (before, after))
        yield from _text(f"reading {name}", *told)
        return
    yield from _text(f"reading {name}", before.says, after.says)
    yield from _text(f"query of {name}", before.sql, after.sql)
    yield from _text(f"recorded verdict of {name}", before.verdict, after.verdict)
    yield from _text(f"what {name} counts", before.counts or "", after.counts or "")


def _paired(
    before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], Hashable]]
) -> Iterator[tuple[T | None, T | None]]:
    """Yield what was beside what is, matched by the first key that fits; then what is alone."""
    old, new = list(before), list(after)
    for key in keys:
        for was in list(old):
            now = next((item for item in new if key(item) == key(was)), None)
            if now is not None:
                old.remove(was)
                new.remove(now)
                yield was, now
    yield from ((was, None) for was in old)
    yield from ((None, now) for now in new)


def _topic(topic: Topic) -> str:
    """Say a topic in words; in which order a file has its axes does not count."""
    words = [*_terms(topic.named), topic.question, topic.direction]
    return ", ".join(word for word in words if word)


def _terms(named: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the terms of each axis with its name: which of two is compared with the other."""
    yield from (f"{axis}: {listed(terms)}" for axis, terms in sorted(named.items()))


def _item(item: Evidence | None) -> str:
    return f"{item.cites} {item.stance}" if item else ""


def _placed(item: Evidence | None) -> str:
    """Say an item with whether the review cites it, or somebody has added it."""
    if item is None:
        return ""
    where = f"cited by the review at {', '.join(item.at)}" if item.at else _place(item)
    return f"{_item(item)}, {where}"


def _place(item: Evidence) -> str:
    return ", ".join(item.at) or f"added {item.added}"


def _about(finding: SourceFinding) -> Hashable:
    return (tuple(sorted(finding.named.items())), finding.question)


def _whole(finding: SourceFinding) -> Hashable:
    return (_about(finding), finding.direction, finding.says, finding.estimate)


def _finding(finding: SourceFinding | None) -> str:
    if finding is None:
        return ""
    head = ", ".join((*_terms(finding.named), finding.question, finding.direction))
    return f"{head}: {finding_text(finding)}"
