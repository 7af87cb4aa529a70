"""A whole review as it was read: everything that rules judge and pages show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from claimweave.review.ledger import Exemptions, TurningTable
from claimweave.review.vocabulary import kinds_everywhere
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.diagnostics.problem import Problem
    from claimweave.disk.text_files import TextFile
    from claimweave.review.axis import Axis, Term
    from claimweave.review.claim import Claim, Evidence
    from claimweave.review.docs_file import DocsFile
    from claimweave.review.gone import GoneClaim
    from claimweave.review.ledger import (
        ReviewSettings,
        Section,
        Sentence,
        Shape,
        Table,
        TableEntry,
    )
    from claimweave.review.lenses import Lens, Threshold
    from claimweave.review.notices import NoticesFile
    from claimweave.review.reading.page_reader import Page
    from claimweave.review.reference import Reference
    from claimweave.review.second_reading import SecondReading
    from claimweave.review.site_settings import SiteSettings
    from claimweave.review.stub import Stub
    from claimweave.review.study import Study
    from claimweave.review.vocabulary import KindOfClaim, Measure, Question, Vocabulary

CLAIMS = "claims"
SETTINGS = "claims/_review/review.yml"
STUDIES = "claims/_studies"
LEDGER = "claims/_review"
EXEMPTIONS = "claims/_review/exemptions.yml"
NOTICES = "claims/_review/notices.yml"
LENSES = "claims/_review/lenses.yml"
THRESHOLDS = "claims/_review/thresholds.yml"
SECOND_READING = "claims/_review/second-reading.yml"
BIBLIOGRAPHY = "bibliography.bib"
PAGES = "docs"
SCHEMA_FOLDER = "docs/schema"
FORM_FOLDER = ".github/ISSUE_TEMPLATE"
FOUND_CURRENT = ".cache/claimweave/current.sha256"
"""What a check has noted of schemas and forms that were current; `.cache/` is in `.gitignore`."""


# No part of them goes on without end: then a long run of brackets or blanks takes its square.
_KEY_OF_ENTRY = re.compile(r"[{(]\s{0,20}([^,\s{}()=]{1,200})\s{0,20},")
_NUMBER_OF_ENTRY = pattern(
    r"reviewnumber\s{0,20}=\s{0,20}[{\"]?\s{0,20}([0-9]{1,6})", re.IGNORECASE
)
_STATE = pattern(r"^state[ \t]{0,20}:", re.MULTILINE)


@dataclass(frozen=True)
class Review:
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
    def references_by_number(self) -> dict[int, Reference]:
        """Reference of each number of the source review; of a doubled number the first."""
        result: dict[int, Reference] = {}
        for reference in self.references.values():
            if reference.number is not None:
                result.setdefault(reference.number, reference)
        return result

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

    def may_be_former(self, claim_id: str) -> bool:
        """Whether a claim file that cannot be read may say that it once stood under this id."""
        behind = (text.partition("formerly:")[2] for text in self.unreadable.values())
        return any(claim_id in text for text in behind)

    @cached_property
    def unreadable_text(self) -> str:
        """The text of all broken claim files: what it names is neither missing nor unused."""
        return "\n".join(self.unreadable.values())

    @cached_property
    def _unread_bibliography(self) -> str | None:
        """The bibliography's text when it is broken; empty when it is not, None when unreadable."""
        if BIBLIOGRAPHY not in self.broken:
            return ""
        return self.files[BIBLIOGRAPHY].text if BIBLIOGRAPHY in self.files else None

    @cached_property
    def _unread_keys(self) -> frozenset[str]:
        return frozenset(_KEY_OF_ENTRY.findall(self._unread_bibliography or ""))

    @cached_property
    def _unread_numbers(self) -> frozenset[int]:
        text = self._unread_bibliography or ""
        return frozenset(map(int, _NUMBER_OF_ENTRY.findall(text))) - set(self.references_by_number)

    def may_have_key(self, key: str) -> bool:
        """Whether an entry that could not be read may have this key."""
        if self._unread_bibliography is None:
            return True
        return key in self._unread_keys and key not in self.references

    def may_have_number(self, number: int) -> bool:
        """Whether an entry that could not be read may have this number of the source review."""
        return self._unread_bibliography is None or number in self._unread_numbers

    def is_broken(self, path: str) -> bool:
        """Whether a file cannot be read, or one of the files of a folder."""
        return path in self.broken or any(one.startswith(f"{path}/") for one in self.broken)

    def may_be_woven(self, claim_id: str) -> bool:
        """Whether a page that could not be read may weave a claim in."""
        unread = [path for path in self.broken if path.startswith(f"{PAGES}/")]
        return any(
            path not in self.files or f"[[{claim_id}]]" in self.files[path].text for path in unread
        )

    @property
    def source_key(self) -> str:
        """Citation key of the source review itself."""
        return self.settings.source if self.settings else ""

    @property
    def title(self) -> str:
        """Title of the review; empty when its settings cannot be read."""
        return self.settings.title if self.settings else ""

    @property
    def is_draft(self) -> bool:
        """Whether it is being encoded: what is not encoded yet is then counted, and no error."""
        return self.settings is not None and self.settings.state == "draft"

    @property
    def may_be_draft(self) -> bool:
        """Whether its settings cannot be read, and name a state, so that it may be a draft."""
        source = self.files.get(SETTINGS)
        named = source is not None and _STATE.search(source.text) is not None
        return self.settings is None and named

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The review's tables, in its order; none when its settings cannot be read.

        One that compares its rows with its columns, by its question, knows that it does.
        """
        turns = self.turns
        listed = self.settings.all_tables if self.settings else ()
        return tuple(
            TurningTable(**asdict(table))
            if {*turns.get(table.question, ())} == {table.rows, table.columns}
            else table
            for table in listed
        )

    @property
    def tables_by_locator(self) -> Mapping[str, Table]:
        """Locator of each table to the table."""
        return {table.locator: table for table in self.tables}

    def table_at(self, locator: str) -> Table | None:
        """Return the table into which a locator points, if it does."""
        return next((table for table in self.tables if table.has_cell(locator)), None)

    @property
    def table_entries(self) -> tuple[TableEntry, ...]:
        """The printed entries of all tables, table by table."""
        return tuple(entry for entries in self.entries_of.values() for entry in entries)

    @property
    def sections(self) -> Mapping[str, Section]:
        """Section of each prefix of locators; none when the settings cannot be read."""
        return self.settings.sections if self.settings else {}

    @property
    def axes(self) -> Mapping[str, Axis]:
        """Axis of each name, in the vocabulary's order; none when it cannot be read."""
        return self.vocabulary.axes if self.vocabulary else {}

    @property
    def questions(self) -> Mapping[str, Question]:
        """Question of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.questions if self.vocabulary else {}

    @cached_property
    def turns(self) -> Mapping[str, tuple[str, str]]:
        """Question to the two axes whose terms it compares with each other."""
        return self.vocabulary.turns if self.vocabulary else {}

    def asked_axes(self, question: str | None) -> tuple[str, ...]:
        """Return the axes that a question asks about: all of them where it does not say."""
        asked = self.questions.get(question or "")
        return (asked.asks if asked else ()) or tuple(self.axes)

    @property
    def kinds(self) -> Mapping[str, KindOfClaim]:
        """Kind of claims of each name: the vocabulary's own, or those of every review."""
        return self.vocabulary.all_kinds if self.vocabulary else kinds_everywhere()

    def tells_of_evidence(self, claim: Claim) -> bool:
        """Whether what is cited for a claim of its kind is evidence on its topic."""
        kind = self.kinds.get(claim.record.kind)
        return kind is not None and kind.evidence

    @property
    def designs(self) -> Mapping[str, Term]:
        """Study design of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.designs if self.vocabulary else {}

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Measure of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.measures if self.vocabulary else {}

    def shape_of(self, locator: str) -> Shape | None:
        """Return whether a place lies in a figure or in a box; None for running text."""
        return self.settings.shape_of(locator) if self.settings else None

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
    return replace(nothing, settings=review.settings, vocabulary=review.vocabulary, crowded=False)
