"""What the import of an article changes: the ledger, and the works that it cites, with numbers.

The works go the way of `cite`: the same keys, the same form, the same rules, one bibliography.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.article.ledger_text import ledger_text
from claimweave.authoring.change import Change, snapshot
from claimweave.authoring.many_references import TriedReferences, try_references
from claimweave.review.reading.ledger_reader import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from claimweave.article.article import ListedWork
    from claimweave.article.draft import Draft
    from claimweave.disk.known_files import KnownFiles
    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.many_additions import Manner
    from claimweave.rules.checking import Report


@dataclass(frozen=True)
class ImportedArticle:
    """The change, what became of the works, and under which key each number is found."""

    change: Change
    tried: TriedReferences | None
    keys: Mapping[int, str] = field(default_factory=dict)


def numbered_entries(draft: Draft, works: Sequence[ListedWork]) -> list[IncomingEntry]:
    """Return the entries that belong into the bibliography, each with its number.

    Of a list that prints numbers these are all, of another one those that are cited.
    """
    found: list[IncomingEntry] = []
    own = {work.key for work in draft.article.works}
    for work in works:
        number = draft.keys.get(work.key)
        if number is None and draft.numbered_by == "printed" and work.key in own:
            number = work.number
        if number is None or work.entry is None:
            continue
        found.append(replace(work.entry, number=number))
        found += work.more
    return sorted(found, key=lambda entry: (entry.number is None, entry.number or 0))


def missing_works(draft: Draft, works: Sequence[ListedWork]) -> list[tuple[int, str]]:
    """Return the number and the key of each cited work that no list has."""
    known = {work.key for work in works if work.entry is not None}
    return sorted((number, key) for key, number in draft.keys.items() if key not in known)


def import_article(  # noqa: PLR0913 - what `try_references` asks, and the draft
    root: Path,
    before: Report,
    draft: Draft,
    entries: Sequence[IncomingEntry],
    manner: Manner,
    files: KnownFiles | None = None,
) -> ImportedArticle:
    """Return the change that writes the ledger, and the works that no rule forbids.

    Raises:
        RefusedError, AnswerError: when the bibliography cannot be read or replaced.
    """
    tried = try_references(root, before, entries, manner, files) if entries else None
    keys = _keys(tried) if tried else {}
    works = tried.trial.change if tried and tried.trial and not tried.forbidding else Change()
    text = ledger_text(draft, keys)
    if (root / SENTENCES).exists():
        ledger = snapshot(root, SENTENCES, before.base.review)
        replaced = {**works.replaced, SENTENCES: (ledger, text)}
        return ImportedArticle(replace(works, replaced=replaced), tried, keys)
    created = {**works.created, SENTENCES: text}
    return ImportedArticle(replace(works, created=created), tried, keys)


def _keys(tried: TriedReferences) -> dict[int, str]:
    new = {work.incoming.number: work.key for work in tried.additions.new}
    known = {work.incoming.number: work.key for work in tried.additions.known}
    return {number: key for number, key in (known | new).items() if number is not None}
