"""A whole review as it was read: everything that rules judge and pages show."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from claimweave.review.ledger import Exemptions
from claimweave.review.settled_words import SettledWords
from claimweave.review.unread_files import UnreadFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.diagnostics.problem import Problem
    from claimweave.disk.text_files import TextFile
    from claimweave.review.claim import Claim, Evidence
    from claimweave.review.docs_file import DocsFile
    from claimweave.review.gone import GoneClaim
    from claimweave.review.ledger import ReviewSettings, Sentence
    from claimweave.review.lenses import Lens, Threshold
    from claimweave.review.notices import NoticesFile
    from claimweave.review.reading.page_reader import Page
    from claimweave.review.reference import Reference
    from claimweave.review.second_reading import SecondReading
    from claimweave.review.site_settings import SiteSettings
    from claimweave.review.stub import Stub
    from claimweave.review.study import Study
    from claimweave.review.table import TableEntry
    from claimweave.review.vocabulary import Vocabulary


class Review(SettledWords, UnreadFiles, Struct, frozen=True, dict=True):
    """Everything that could be read, and the problems of what could not.

    `settings` and `vocabulary` are None when their files are broken; what needs them is skipped.
    `unreadable` maps the stem of each broken claim file to its text, so that one broken file
    does not make others look wrong. `files_read` counts the files by the rule that reads them.
    `docs` is what lies below `docs/` and is no page. `site` is None without a `mkdocs.yml` that can
    be read. `notices` is None when nobody has looked the references up yet. `crowded` says that
    nothing was read, because there are too many files. `derived` are the schemas and issue forms
    as they lie there; None for what cannot be read. `found_current` is what an earlier check noted
    of them. `gone` are claims that are named and are no
    longer there. `renamed` maps an id or a key under which something is still named to the one that
    it has now, or that is meant. `lenses` and `thresholds` are those of the conclusions, by name.
    `entries_of` has the entries of each table as printed, by its locator. `second_reading` is what
    two readers differed on; None where nobody has noted it. `stubs` are the claim files with open
    fields, by their ids: they are no claims.
    """

    settings: ReviewSettings | None
    vocabulary: Vocabulary | None
    claims: Mapping[str, Claim]
    studies: Mapping[str, Study]
    references: Mapping[str, Reference]
    sentences: Mapping[str, Sentence]
    entries_of: Mapping[str, tuple[TableEntry, ...]]
    exemptions: Exemptions
    pages: tuple[Page, ...]
    docs: tuple[DocsFile, ...]
    site: SiteSettings | None
    files: Mapping[str, TextFile]
    unreadable: Mapping[str, str] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    files_read: Mapping[str, int] = field(default_factory=dict)
    notices: NoticesFile | None = None
    derived: Mapping[str, str | None] = field(default_factory=dict)
    found_current: str = ""
    crowded: bool = False
    gone: Mapping[str, GoneClaim] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    lenses: Mapping[str, Lens] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    second_reading: SecondReading | None = None
    stubs: Mapping[str, Stub] = field(default_factory=dict)

    @cached_property
    def taken_ids(self) -> frozenset[str]:
        """The ids of all claim files: of claims, of stubs, and of what cannot be read."""
        return frozenset((*self.claims, *self.stubs, *self.unreadable))

    @property
    def claims_and_stubs(self) -> Iterator[Claim]:
        """The claims, and of each stub what is filled in: its places and what it cites."""
        yield from self.claims.values()
        yield from (stub.rest for stub in self.stubs.values())

    @cached_property
    def stubs_at(self) -> Mapping[str, tuple[Stub, ...]]:
        """Locator to the stubs that are asserted there."""
        found: dict[str, list[Stub]] = {}
        for stub in self.stubs.values():
            for locator in stub.asserted:
                found.setdefault(locator, []).append(stub)
        return {locator: tuple(stubs) for locator, stubs in found.items()}

    @cached_property
    def former_names(self) -> Mapping[str, tuple[str, ...]]:
        """Id under which a claim once stood, to the ids of the claims or stubs that it is now.

        There are several where it was split, sorted. One that a claim bears today leads to that.
        """
        found: dict[str, list[str]] = {}
        for claim in sorted(self.claims_and_stubs, key=lambda claim: claim.id):
            for old in dict.fromkeys(claim.record.formerly):
                if old not in self.taken_ids:
                    found.setdefault(old, []).append(claim.id)
        return {old: tuple(found[old]) for old in sorted(found)}

    @cached_property
    def former_ids(self) -> Mapping[str, tuple[str, ...]]:
        """As `former_names`, without the stubs: a stub has no page to which an old id may lead."""
        now = {
            old: tuple(claim_id for claim_id in found if claim_id in self.claims)
            for old, found in self.former_names.items()
        }
        return {old: found for old, found in now.items() if found}

    @property
    def table_entries(self) -> tuple[TableEntry, ...]:
        """The printed entries of all tables, table by table."""
        return tuple(entry for entries in self.entries_of.values() for entry in entries)

    @cached_property
    def apart(self) -> frozenset[str]:
        """The places of the ledger that lie in figures and boxes, and are no sentences."""
        return frozenset(locator for locator in self.sentences if self.shape_of(locator))

    def is_cited(self, evidence: Evidence) -> bool:
        """Whether a piece of evidence is the review's own, and was not added here."""
        reference = self.references.get(evidence.cites)
        if reference is None or self.settings is None or evidence.cites == self.source_key:
            return bool(evidence.at)
        return bool(evidence.at) and reference.number is not None

    def exemption(self, rule: str, subject: str) -> str:
        """Return the reason why a rule lets a subject pass, or an empty string."""
        return self.exemptions.exemptions.get(rule, {}).get(subject, "")


def unread_review(problems: tuple[Problem, ...]) -> Review:
    """Return a review of which nothing was read, and why."""
    return Review(
        settings=None,
        vocabulary=None,
        claims={},
        studies={},
        references={},
        sentences={},
        entries_of={},
        exemptions=Exemptions(),
        pages=(),
        docs=(),
        site=None,
        files={},
        problems=problems,
        crowded=True,
    )


def words_alone(review: Review) -> Review:
    """Return a review with the same settings and vocabulary, and with nothing else."""
    nothing = unread_review(())
    return structs.replace(
        nothing, settings=review.settings, vocabulary=review.vocabulary, crowded=False
    )
