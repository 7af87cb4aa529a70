"""What the import of an article changes: the ledger, and the works that it cites, with numbers.

The works go the way of `cite`: the same keys, the same form, the same rules, one bibliography.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.article.ledger_text import ledger_text
from claimweave.authoring.change import Change, snapshot
from claimweave.authoring.many_references import Beside, TriedReferences, try_references
from claimweave.disk.known_files import KnownFiles
from claimweave.references.renumbering import with_numbers
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reading.review_reader import read_review
from claimweave.review.review import LEDGER
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from claimweave.article.article import ListedWork
    from claimweave.article.draft import Draft
    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.many_additions import Manner
    from claimweave.review.review import Review


@dataclass(frozen=True)
class ImportedArticle:
    """The change, what became of the works, and under which key each number is found.

    `said` are sentences about entries that were there and have changed.
    """

    change: Change
    tried: TriedReferences | None
    keys: Mapping[int, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()


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
        found.append(replace(work.entry, number=number, printed=work.text))
        found += work.more
    return sorted(found, key=lambda entry: (entry.number is None, entry.number or 0))


def import_article(
    root: Path, draft: Draft, entries: Sequence[IncomingEntry], manner: Manner
) -> ImportedArticle:
    """Return the change that writes the ledger, and the works that no rule forbids.

    The rules judge the works beside the new ledger, which cites them.

    Raises:
        RefusedError, AnswerError: when the bibliography cannot be read or replaced.
    """
    files = KnownFiles()
    review = read_review(root, known=files)
    tables = _tables(root, draft)
    ledger = _ledger(root, review, ledger_text(draft))
    if not entries:
        return ImportedArticle(_with_created(ledger, tables), None)
    said: list[str] = []

    def prepared(bibliography: str) -> str:
        text, told = with_numbers(bibliography, entries)
        said[:] = told
        return text

    before = check(read_review(root, ledger.texts, known=files))
    tried = try_references(root, before, entries, manner, Beside(files, ledger, prepared))
    keys = _keys(tried)
    named = _ledger(root, review, ledger_text(draft, keys))
    if tried.trial is None or tried.forbidding:
        text = dict(tried.proposal.change.replaced) if said and not tried.forbidding else {}
        change = replace(named, replaced={**named.replaced, **text})
        return ImportedArticle(_with_created(change, tables), tried, keys, tuple(said))
    change = tried.trial.change
    whole = replace(change, created={**change.created, **named.created},
                    replaced={**change.replaced, **named.replaced})  # fmt: skip
    return ImportedArticle(_with_created(whole, tables), tried, keys, tuple(said))


def _tables(root: Path, draft: Draft) -> dict[str, str]:
    """Return the drafts of tables that are matrices of studies; one that is there stays."""
    paths = [f"{LEDGER}/table-{place}.yml" for place in range(1, len(draft.tables) + 1)]
    drafts = zip(paths, draft.tables, strict=True)
    return {path: table.text for path, table in drafts if not (root / path).exists()}


def _with_created(change: Change, files: Mapping[str, str]) -> Change:
    return replace(change, created={**change.created, **files})


def _ledger(root: Path, review: Review, text: str) -> Change:
    """Return the change that writes the ledger, whether one is there or not."""
    if (root / SENTENCES).exists():
        return Change(replaced={SENTENCES: (snapshot(root, SENTENCES, review), text)})
    return Change(created={SENTENCES: text})


def _keys(tried: TriedReferences) -> dict[int, str]:
    new = {work.incoming.number: work.key for work in tried.additions.new}
    known = {work.incoming.number: work.key for work in tried.additions.known}
    return {number: key for number, key in (known | new).items() if number is not None}
