"""What `claimweave source import` prints: what was found, and what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.authoring.drafted_sections import drafted_sections, section_lines
from claimweave.reports.text import as_text
from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimweave.article.article import ListedWork
    from claimweave.article.draft import Draft
    from claimweave.authoring.imported_article import ImportedArticle
    from claimweave.references.many_additions import FaultyWork, KnownWork, NewWork

MOST_SHOWN = 20
"""Citations that were not read and are shown; the rest is counted."""

_NUMBERED = {
    "printed": "numbered as the article prints them",
    "first-mention": "numbered by their first mention, as the article prints no numbers",
}


def report(
    draft: Draft,
    works: Sequence[ListedWork],
    twins: Mapping[str, tuple[str, str]],
    told: Sequence[str],
    *,
    show: bool,
) -> Iterator[str]:
    """Yield what was found, what was not read, and what is unsure."""
    if show:
        for sentence in draft.sentences:
            cites = ", ".join(map(str, sentence.cites))
            yield printable(f"{sentence.locator} [{cites}] {sentence.text}")
    yield f"Form: {draft.article.form}"
    yield from map(printable, told)
    yield (
        f"Sentences: {len(draft.sentences)}, sections: {len(draft.sections)}, "
        f"references cited: {len(draft.numbers)}, in places: {draft.pairs} ({draft.style})"
    )
    yield f"References: {_NUMBERED[draft.numbered_by]}; in the list: {len(works)}"
    yield "Sections, for review.yml:"
    sections = drafted_sections(draft)
    yield from map(printable, section_lines(sections).rstrip("\n").split("\n"))
    others = [f"{name} ({title})" for name, title in draft.sections.items() if name not in sections]
    if others:
        yield printable(f"  other headings, which are no sections: {', '.join(others)}")
    yield from _held_against(draft, works)
    for key, (first, by) in twins.items():
        yield printable(f"Two keys for one work (the same {by}): {key} counts as {first}")
    for table in draft.tables:
        where = f'"{table.caption[:60]}"' if table.caption else "without a caption"
        yield printable(f"Table {where}: a matrix of studies, {table.entries} entries")
    yield from _unread(draft)
    yield from (f"Not whole: {printable(said)}" for said in draft.article.incomplete)
    yield f"{len(draft.doubts)} to look at:" if draft.doubts else "Nothing is unsure."
    for doubt in draft.doubts:
        place = f"line {doubt.line}" if doubt.line else "whole text"
        yield printable(f"  {place}: {doubt.message}")


def _held_against(draft: Draft, works: Sequence[ListedWork]) -> Iterator[str]:
    """Say which numbers have no work in the list, and which works no sentence cites."""
    numbers = {draft.keys.get(work.key, work.number): work for work in works}
    keys = {number: key for key, number in draft.keys.items()}
    if not works:
        yield "No list of references was found: give a bibliography with --bib"
    else:
        missing = [n for n in draft.numbers if n not in numbers]
        without = [f"{n} ({keys[n]})" if n in keys else f"{n}" for n in missing]
        yield printable(f"No entry in the bibliography: {', '.join(without) or 'none'}")
        yield printable(_uncited(draft, numbers))
    for number, key in sorted(keys.items()):
        kind, _, name = key.partition(":")
        if number not in numbers and kind in ("doi", "pmid") and name:
            yield printable(f"  look it up: claimweave cite {name} --review-number {number}")


def _uncited(draft: Draft, numbers: Mapping[int | None, ListedWork]) -> str:
    left = [(n, work.key) for n, work in numbers.items() if n not in draft.numbers]
    shown = [f"{n} ({key})" if n and str(n) != key else key for n, key in left[:MOST_SHOWN]]
    more = f" and {len(left) - MOST_SHOWN} more" if len(left) > MOST_SHOWN else ""
    return f"No sentence cites: {', '.join(shown) or 'none'}{more}"


def _unread(draft: Draft) -> Iterator[str]:
    if not draft.unread:
        return
    yield f"{plural(len(draft.unread), 'citation')} seen and not understood:"
    yield from (printable(f"  {printed[:100]}") for printed in draft.unread[:MOST_SHOWN])
    if len(draft.unread) > MOST_SHOWN:
        yield f"  and {len(draft.unread) - MOST_SHOWN} more"


def refusal(draft: Draft, *, frequent: bool) -> str:
    """Return why a draft would be wrong; empty where it would not."""
    if draft.article.incomplete:
        return "the article is not whole, as it says above"
    if frequent:
        return (
            f"{len(draft.unread)} citations were seen and not understood, and {draft.pairs} read. "
            "Give the bibliography with --bib, or the article in another form (JATS XML, Word)"
        )
    if len(draft.article.works) >= 3 and not draft.pairs:  # noqa: PLR2004 - a list of its own
        return (
            f"the article lists {len(draft.article.works)} works, and no citation was read: it "
            "cites in a way that is not known here"
        )
    return ""


def works_said(
    new: Sequence[NewWork], known: Sequence[KnownWork], faulty: Sequence[FaultyWork]
) -> Iterator[str]:
    """Yield what became of the works."""
    yield f"Works: {len(new)} new, {len(known)} already there, {len(faulty)} at fault"
    for work in new:
        for remark in work.remarks:
            yield printable(f"  {work.key}: {remark}")
    for one in known:
        number = one.incoming.number
        yield printable(f"  number {number}: not added: it is {one.key} (the same {one.by})")
    for bad in faulty:
        number = bad.incoming.number
        yield printable(f"  number {number} ({bad.incoming.key}): not added: {bad.why}")


def imported_said(imported: ImportedArticle) -> Iterator[str]:
    """Yield what became of the works, and what a rule forbids."""
    yield from map(printable, imported.said)
    tried = imported.tried
    if tried is None:
        return
    yield from works_said(tried.additions.new, tried.additions.known, tried.faulty)
    if tried.forbidding and tried.trial:
        yield as_text(tried.trial.refusal, ledger=False)
        yield "The works are not brought in: a rule forbids it, see above."
