"""What the import of an article changes: the ledger, and the works that it cites, with numbers.

The works go the way of `cite`: the same keys, the same form, the same rules, one bibliography.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.article.ledger_text import ledger_text
from claimweave.authoring.change import Change, snapshot
from claimweave.authoring.drafted_sections import drafted_sections, section_lines
from claimweave.authoring.many_references import Beside, TriedReferences, try_references
from claimweave.authoring.new_review.example import (
    Example,
    example_of,
    without_entry,
    without_example,
)
from claimweave.authoring.stub_pages import NEW_PAGES, new_page
from claimweave.derived.derived_files import outdated
from claimweave.disk.known_files import KnownFiles
from claimweave.references.renumbering import with_numbers
from claimweave.review.paths import BIBLIOGRAPHY, LEDGER, SETTINGS
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.rules.registry import exemptable_rules
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from claimweave.article.article import ListedWork
    from claimweave.article.draft import Draft
    from claimweave.disk.whole_file import Snapshot
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

    The rules judge the works beside the new ledger, which cites them. The example of a new review
    goes, where nobody has changed it, and the article's sections come in its place.

    Raises:
        RefusedError, AnswerError: when the bibliography cannot be read or replaced.
    """
    files = KnownFiles()
    review = read_review(root, known=files)
    place = _Place(root, review, draft, example_of(root, review))
    beside = place.change(ledger_text(draft))
    if not entries:
        return ImportedArticle(place.with_bibliography(beside), None, said=place.said)
    said: list[str] = []

    def prepared(bibliography: str) -> str:
        text, told = with_numbers(place.without_entry(bibliography), entries)
        said[:] = told
        return text

    before = check(read_review(root, beside.texts, known=files))
    tried = try_references(root, before, entries, manner, Beside(files, beside, prepared))
    keys = _keys(tried)
    named = place.change(ledger_text(draft, keys))
    if tried.trial is None or tried.forbidding:
        named = place.with_bibliography(named)
        text = dict(tried.proposal.change.replaced) if said and not tried.forbidding else {}
        change = replace(named, replaced={**named.replaced, **text})
        return ImportedArticle(change, tried, keys, (*place.said, *said))
    change = tried.trial.change
    whole = replace(
        change,
        created={**change.created, **named.created},
        replaced={**change.replaced, **named.replaced},
        removed={**change.removed, **named.removed},
    )
    return ImportedArticle(whole, tried, keys, (*place.said, *said))


@dataclass(frozen=True)
class _Place:
    """Where an article is brought in: a review, with or without the example of `init`."""

    root: Path
    review: Review
    draft: Draft
    example: Example | None

    @property
    def said(self) -> tuple[str, ...]:
        """What becomes of the example, and of the sections."""
        if self.example is None:
            return ()
        if self._is_new:
            files = plural(len(self.example.whole), "file")
            done = f"The example of a new review is taken out ({files}), and the article's sections"
            return (f"{done} are in {SETTINGS}: look at their folders before you write stubs",)
        listed = ", ".join(self.example.changed)
        why = f"The example of a new review stays, as somebody has changed it ({listed})"
        return (f"{why}: take out what is an example, and write the sections yourself",)

    @property
    def _is_new(self) -> bool:
        return self.example is not None and self.example.is_untouched

    def change(self, ledger: str) -> Change:
        """Return what is written beside the bibliography, with a text of the ledger."""
        made = self._ledger(ledger)
        tables = {
            path: text for path, text in self._tables().items() if not (self.root / path).exists()
        }
        made = replace(made, created={**made.created, **tables})
        if self.example is None or not self._is_new:
            return made
        sections = drafted_sections(self.draft)
        pages = {f"{NEW_PAGES}/{one['folder']}.md": str(one["title"]) for one in sections.values()}
        lines = section_lines(sections)
        new = without_example(self.root, self.review, self.example, lines, pages)
        texts = {path: new_page(title) for path, title in pages.items()}
        whole = Change(
            {**made.created, **texts}, {**new.replaced, **made.replaced}, removed=new.removed
        )
        return replace(whole, replaced={**self._derived(whole), **whole.replaced})

    def without_entry(self, bibliography: str) -> str:
        """Return the bibliography without the entry of an example that goes."""
        if self.example is None or not self._is_new:
            return bibliography
        return without_entry(bibliography, self.example)

    def with_bibliography(self, change: Change) -> Change:
        """Return a change in which no works are brought in, and the example's entry goes."""
        if not self._is_new:
            return change
        read = snapshot(self.root, BIBLIOGRAPHY, self.review)
        text = self.without_entry(read.text())
        return replace(change, replaced={**change.replaced, BIBLIOGRAPHY: (read, text)})

    def _derived(self, change: Change) -> dict[str, tuple[Snapshot, str]]:
        """Return the forms that the sections are named in, as they are with the new ones."""
        after = read_review(self.root, change.texts)
        return {
            path: (snapshot(self.root, path, self.review), text)
            for path, text in outdated(self.root, self.review, after, exemptable_rules())
        }

    def _ledger(self, text: str) -> Change:
        """Return the change that writes the ledger, whether one is there or not."""
        if (self.root / SENTENCES).exists():
            return Change(replaced={SENTENCES: (snapshot(self.root, SENTENCES, self.review), text)})
        return Change(created={SENTENCES: text})

    def _tables(self) -> dict[str, str]:
        """Return the drafts of tables that are matrices of studies."""
        paths = [f"{LEDGER}/table-{at}.yml" for at in range(1, len(self.draft.tables) + 1)]
        drafts = zip(paths, self.draft.tables, strict=True)
        return {path: table.text for path, table in drafts}


def _keys(tried: TriedReferences) -> dict[int, str]:
    new = {work.incoming.number: work.key for work in tried.additions.new}
    known = {work.incoming.number: work.key for work in tried.additions.known}
    return {number: key for number, key in (known | new).items() if number is not None}
