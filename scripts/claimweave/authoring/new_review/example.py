"""The example of a new review: whether it stands as `init` wrote it, and a review without it.

An import takes it away, since it holds the number 1, the ledger and the first section. What
somebody has changed is theirs: then all stays, and it is said what is in the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, snapshot
from claimweave.authoring.new_review.answers import Answers, Axis, Term
from claimweave.authoring.new_review.project import start_files
from claimweave.authoring.plain_input import AnswerError
from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, LEDGER, PAGES, SETTINGS
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.site_settings import CONFIGURATION
from claimweave.review.writing.yaml_values import scalar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimweave.disk.whole_file import Snapshot
    from claimweave.review.axis import Axis as VocabularyAxis
    from claimweave.review.review import Review

KEY = "Example2001"
PAGE = "docs/review/1-first-section.md"
HOME = "docs/index.md"
TABLE = f"{LEDGER}/table-1.yml"
SECTION = "  S1: {title: First section, folder: 1-first-section}\n"
NAVIGATION = "      - First section: review/1-first-section.md\n"
LINK = "review/1-first-section.md"

_NO_WORK = "There is no such work."
_ENTRIES = re.compile(r"^# The one entry is an example\.\nentries:\n(?:  - .*\n)+", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """What of the example is there: as it was written, and changed since.

    `whole` are the files that hold nothing else, `changed` those that somebody has changed.
    """

    whole: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    entry: str = field(default="", repr=False)

    @property
    def is_untouched(self) -> bool:
        """Whether it can be taken away, as nobody's work goes with it."""
        return bool(self.whole) and not self.changed


def example_of(root: Path, review: Review) -> Example | None:
    """Return the example that `init` wrote; None where there is none (any more)."""
    reference = review.references.get(KEY)
    if reference is None or _NO_WORK not in reference.field("note"):
        return None
    written = _as_written(review)
    own = [path for path in written if path.startswith((f"{CLAIMS}/", "docs/review/"))]
    own = [path for path in own if not path.startswith(f"{LEDGER}/")]
    there = [path for path in own if (root / path).is_file()]
    changed = [path for path in (*there, SENTENCES, TABLE) if not _is(root, review, path, written)]
    claims = {f"{CLAIMS}/{claim.folder}/{claim.id}.yml" for claim in review.claims_and_stubs}
    entry = _entry(written.get(BIBLIOGRAPHY, ""))
    if not entry or entry not in review.files[BIBLIOGRAPHY].text:
        changed.append(BIBLIOGRAPHY)
    changed += sorted(claims - set(own))
    return Example(tuple(there), tuple(changed), entry)


def without_example(
    root: Path, review: Review, example: Example, sections: str, pages: Mapping[str, str]
) -> Change:
    """Return the change that takes an untouched example away, and puts sections in its place.

    The ledger and the bibliography are left to whoever writes them; `without_entry` is for the
    latter.

    Args:
        root: where the review lies.
        review: as it was read.
        example: as it is there.
        sections: lines of review.yml in the place of the example's section.
        pages: path to title of the pages of these sections.

    Raises:
        AnswerError: when a file cannot be read.
    """
    below = {path.removeprefix(f"{PAGES}/"): title for path, title in pages.items()}
    lines = "".join(f"      - {scalar(title, flow=False)}: {at}\n" for at, title in below.items())
    edits = (
        (SETTINGS, SECTION, sections),
        (CONFIGURATION, NAVIGATION, lines),
        (HOME, f"]({LINK})", f"]({next(iter(below), '')})" if below else ""),
    )
    replaced = {}
    for path, old, new in edits:
        read = _read(root, review, path)
        if read is not None and read.text().count(old) == 1 and new:
            replaced[path] = (read, read.text().replace(old, new))
    table = _read(root, review, TABLE)
    if table is not None:
        replaced[TABLE] = (table, _ENTRIES.sub("entries: []\n", table.text()))
    removed = {path: snapshot(root, path, review) for path in example.whole}
    return Change(replaced=replaced, removed=removed)


def without_entry(bibliography: str, example: Example) -> str:
    """Return the text of a bibliography without the example's entry."""
    head, _, tail = bibliography.partition(example.entry)
    return f"{head.rstrip()}\n{tail}" if tail.strip() else f"{head.rstrip()}\n"


def _read(root: Path, review: Review, path: str) -> Snapshot | None:
    try:
        return snapshot(root, path, review)
    except AnswerError:
        return None


def _is(root: Path, review: Review, path: str, written: Mapping[str, str]) -> bool:
    """Whether a file is as it was written; a table's file may be gone with the table."""
    if path == TABLE and not (root / path).exists():
        return True
    read = _read(root, review, path)
    return read is not None and read.text() == written.get(path)


def _as_written(review: Review) -> dict[str, str]:
    """Return the files of a new review with the axes of this one: without a table, the first two.

    Nothing where it has no two axes.
    """
    settings, vocabulary = review.settings, review.vocabulary
    if settings is None or vocabulary is None:
        return {}
    table = next(iter(settings.all_tables), None)
    names = [table.rows, table.columns] if table else [*vocabulary.axes][:2]
    known = [_axis(name, vocabulary.axes[name]) for name in names if name in vocabulary.axes]
    if len(known) < len(("rows", "columns")):
        return {}
    rows, columns = known
    return start_files(
        Answers(settings.title, settings.subject, rows, columns, "-", table is not None)
    )


def _axis(name: str, axis: VocabularyAxis) -> Axis:
    terms = tuple(Term(key, term.label) for key, term in axis.terms.items())
    return Axis(name, axis.label, terms)


def _entry(bibliography: str) -> str:
    """Return the example's entry of a new bibliography, as it is written there."""
    form = rf"^@misc\{{{KEY},\n(?:.*\n)*?\}}\n"
    found = re.search(form, form_of_bibliography(bibliography), re.MULTILINE)
    return found[0] if found else ""
