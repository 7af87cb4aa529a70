"""What a draft says, in a form that tests can compare at a glance."""

from __future__ import annotations

from claimweave.article.draft import Draft


def said(draft: Draft) -> list[tuple[str, tuple[int, ...], str]]:
    """Return locator, numbers and text of each sentence."""
    return [(s.locator, s.cites, s.text) for s in draft.sentences]


def told(draft: Draft) -> list[str]:
    """Return what is unsure."""
    return [doubt.message for doubt in draft.doubts]


def fields_of(draft: Draft, number: int) -> dict[str, str]:
    """Return the fields of the work that is printed under a number."""
    work = next(work for work in draft.article.works if work.number == number)
    assert work.entry is not None
    assert work.entry.record is not None, work.entry.fault
    names = "; ".join(name.family for name in work.entry.record.named)
    return {"kind": work.entry.record.kind, "names": names, **work.entry.record.fields}
