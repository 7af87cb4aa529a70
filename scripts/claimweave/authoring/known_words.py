"""The words of a review that an answer may use, and how a typed word is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from claimweave.authoring.plain_input import AnswerError, one_line
from claimweave.review.paths import CLAIMS, LEDGER, STUDIES
from claimweave.review.term_labels import labels_of_terms
from claimweave.words.counting import listed
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.ledger import ReviewSettings
    from claimweave.review.record import Record
    from claimweave.review.vocabulary import Vocabulary

MOST_LISTED = 12
"""So many allowed words stand in a message."""


R = TypeVar("R", bound="Record")


def _readable(record: R | None, name: str) -> R:
    """Return what a file of the ledger holds.

    Raises:
        AnswerError: when it could not be read.
    """
    if record is None:
        raise AnswerError(f"{LEDGER}/{name} cannot be read: mend it first")
    return record


@dataclass(frozen=True)
class KnownWords:
    """A review's words by what they stand for; word to a label, in the review's order."""

    base: EvidenceBase

    @property
    def settings(self) -> ReviewSettings:
        """The review's settings.

        Raises:
            AnswerError: when they cannot be read.
        """
        return _readable(self.base.review.settings, "review.yml")

    @property
    def vocabulary(self) -> Vocabulary:
        """The review's vocabulary.

        Raises:
            AnswerError: when it cannot be read.
        """
        return _readable(self.base.review.vocabulary, "vocabulary.yml")

    @cached_property
    def keys(self) -> dict[str, str]:
        """Citation keys."""
        return {key: r.short_name for key, r in self.base.review.references.items()}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Folders of the claims, with the titles of their sections."""
        return {section.folder: section.title for section in self.settings.sections.values()}

    @cached_property
    def locators(self) -> dict[str, str]:
        """Locators of sentences and of cells of the table."""
        return dict.fromkeys(self.base.locator_order, "")

    @cached_property
    def claims(self) -> dict[str, str]:
        """Ids of the claims."""
        return {name: claim.text for name, claim in self.base.review.claims.items()}

    @cached_property
    def questions(self) -> dict[str, str]:
        """Questions of the vocabulary."""
        return labels_of_terms(self.vocabulary.questions)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kinds of claims."""
        return labels_of_terms(self.base.review.kinds)

    def kind(self, text: str) -> str:
        """Return a kind of claims.

        Raises:
            AnswerError: when there is no such kind.
        """
        return recognised(one_line(text), self.kinds, "a kind")

    @cached_property
    def designs(self) -> dict[str, str]:
        """Study designs of the vocabulary."""
        return labels_of_terms(self.vocabulary.designs)

    def measure(self, text: str) -> str:
        """Return a measure of the vocabulary; its words may be joined by hyphens.

        Raises:
            AnswerError: when there is no such measure.
        """
        measures = self.vocabulary.measures
        joined = {"-".join(name.split()): name for name in measures}
        return joined.get(text) or recognised(text, dict.fromkeys(measures, ""), "a measure")

    def terms(self, axis: str) -> dict[str, str]:
        """Terms of an axis."""
        return labels_of_terms(self.vocabulary.axes[axis].terms)

    def key(self, text: str) -> str:
        """Return a citation key; a number stands for the reference with that number.

        Raises:
            AnswerError: when there is no such reference.
        """
        line = one_line(text)
        numbered = self.base.review.references_by_number
        if line.isascii() and line.isdecimal() and int(line[:9]) in numbered:
            return numbered[int(line[:9])].key
        return recognised(line, self.keys, "a key of bibliography.bib")

    def section(self, text: str) -> str:
        """Return the folder of a section: from that, its number, its title or a word of these.

        Raises:
            AnswerError: when there is no such section, or several, or its folder is no place for
                claims.
        """
        line = one_line(text).removeprefix(f"{CLAIMS}/").rstrip("/")
        found = sections_called(self.settings, line)
        names = {**self.sections, **dict.fromkeys(self.sections.values(), "")}
        if len(found) > 1:
            raise AnswerError(f'"{line[:60]}" may be {listed(found, "or")}: type one of these')
        folder = found[0] if found else recognised(line, names, "a section")
        parts = folder.split("/")
        reserved = f"{CLAIMS}/{parts[0]}" in (LEDGER, STUDIES)
        if reserved or any(part.startswith(".") or not part for part in parts):
            raise AnswerError(f'"{folder}" is no folder for claims: mend {LEDGER}/review.yml')
        return folder

    def term(self, axis: str, text: str) -> str:
        """Return a term of an axis: from that, or from another word for it.

        Raises:
            AnswerError: when the axis has no such term.
        """
        line, terms = one_line(text), self.terms(axis)
        meant = line if line in terms else self.vocabulary.axis_of_synonym(axis, line)
        return meant or recognised(line, terms, f"a term of {axis}")


def sections_called(settings: ReviewSettings, name: str) -> list[str]:
    """Return the folders of the sections that somebody may mean by a name; letter case aside.

    Section 3.2, "Barley and beans", in the folder `3-2-crops`, is called so, `S3.2`, `3.2` or
    `crops`; if no section is, then by a word of its title, such as `barley`.
    """
    wanted = name.casefold()
    if not wanted:
        return []
    exact, by_word = [], []
    for locator, section in settings.sections.items():
        short = section.folder.lstrip("0123456789-")
        names = (section.folder, section.title, locator, locator.removeprefix("S"), short)
        exact += [section.folder] if wanted in map(str.casefold, names) else []
        words = section.title.casefold().split()
        by_word += [section.folder] if wanted in words else []
    return list(dict.fromkeys(exact or by_word))


def recognised(text: str, known: Mapping[str, str], what: str) -> str:
    """Return the known word that was typed: letter case counts only where two differ by it.

    Raises:
        AnswerError: when there is none; it names the nearest, or some that are allowed.
    """
    line = one_line(text)
    if line in known:
        return line
    alike = [word for word in known if word.casefold() == line.casefold()]
    if len(alike) == 1:
        return alike[0]
    if not line:
        raise AnswerError(f"it is empty: {what} is wanted")
    if not known:
        raise AnswerError(f'"{line[:60]}" is not {what}: the review has none')
    few = list(known)[:MOST_LISTED]
    rest = ", …" if len(known) > len(few) else ""
    help_ = did_you_mean(line, known) or f"known: {', '.join(few)}{rest}"
    raise AnswerError(f'"{line[:60]}" is not {what}; {help_}')
