"""A draft of the ledger: sections, sentences with their citations, and all that is unsure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from claimweave.importing.blocks import Block, read_blocks
from claimweave.importing.citations import Style, find_citations, style_of
from claimweave.importing.sentences import Part, split_sentences
from claimweave.spelling import composed

ABSTRACT = ("abstract", "summary")
ENDING = ("references", "bibliography", "literature cited")
"""Headings behind which an article has no more sentences of its own."""

SKIPPED = {"caption": "a table or a caption", "keywords": "keywords"}


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence: its locator, the line it begins on, its text, and the numbers that it cites."""

    locator: str
    line: int
    text: str
    cites: tuple[int, ...]

    @property
    def squeezed(self) -> str:
        """Its text without white space: what length and hash are taken of."""
        return re.sub(r"\s+", "", self.text)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at by hand, and its line."""

    line: int
    message: str


@dataclass
class Draft:
    """What was found in a text; `sections` has locator to title, in order."""

    style: Style
    sections: dict[str, str] = field(default_factory=dict)
    sentences: list[DraftSentence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _highest: int = 0

    def open_section(self, title: str, locator: str = "") -> str:
        """Add a section, under the next number where it has none; return its locator."""
        found = locator or f"S{self._highest + 1}"
        self._highest = max(self._highest, int(found[1:].split(".")[0]))
        self.sections[found] = title
        return found

    @property
    def numbers(self) -> tuple[int, ...]:
        """All reference numbers that are cited, in ascending order."""
        return tuple(sorted({number for s in self.sentences for number in s.cites}))

    @property
    def pairs(self) -> int:
        """How many pairs of a sentence and a number there are."""
        return sum(len(s.cites) for s in self.sentences)


def draft_ledger(text: str) -> Draft:
    """Read an article's plain text as a draft of its ledger."""
    text = composed(text)
    draft = Draft(style_of(text))
    section, paragraph, highest = "", 0, 0
    for block in read_blocks(text):
        if block.kind == "heading":
            if block.text.strip("# :").casefold() in ENDING:
                break
            section, paragraph = _open_section(draft, block), 0
        elif block.kind == "paragraph":
            section = section or _untitled(draft, block)
            paragraph += 1
            for number, part in enumerate(split_sentences(block), start=1):
                locator = f"{section}.p{paragraph}.s{number}"
                highest = _add_sentence(draft, locator, part, highest)
        else:
            lines = f"lines {block.lines[0].number} to {block.lines[-1].number}"
            message = f"{lines} are left out as {SKIPPED[block.kind]}"
            draft.doubts.append(Doubt(block.lines[0].number, message))
    _note_gaps(draft)
    draft.doubts.sort(key=lambda doubt: doubt.line)
    return draft


def _open_section(draft: Draft, block: Block) -> str:
    title = block.text.strip("# :")
    bare = title.removeprefix(block.number).lstrip(". ") if block.number else title
    locator = f"S{block.number}" if block.number else ""
    if bare.casefold() in ABSTRACT:
        locator = "S0"
    if locator in draft.sections:
        message = f"a second section {locator}: its sentences are added under a new number"
        draft.doubts.append(Doubt(block.lines[0].number, message))
        locator = ""
    return draft.open_section(bare, locator)


def _untitled(draft: Draft, block: Block) -> str:
    draft.doubts.append(Doubt(block.lines[0].number, "text before the first heading"))
    return draft.open_section("Untitled")


def _add_sentence(draft: Draft, locator: str, part: Part, highest: int) -> int:
    """Add a sentence with its doubts; return the highest number that is cited so far."""
    found = find_citations(part.text, draft.style, highest)
    draft.sentences.append(DraftSentence(locator, part.line, part.text, found.numbers))
    doubts = [part.doubt, *found.doubts]
    draft.doubts += [Doubt(part.line, f"{locator}: {doubt}") for doubt in doubts if doubt]
    return max((highest, *found.numbers))


def _note_gaps(draft: Draft) -> None:
    """A number below the highest that nothing cites: a citation may have been passed over."""
    numbers = draft.numbers
    missing = sorted(set(range(1, max(numbers, default=0))) - set(numbers))
    if missing:
        listed = ", ".join(map(str, missing))
        draft.doubts.append(Doubt(0, f"no sentence cites {listed}: in a table, or passed over?"))


def as_yaml(draft: Draft) -> str:
    """Return the draft as `sentences.yml`. It holds facts about the text, and not the text."""
    lines = [
        "# yaml-language-server: $schema=../../docs/schema/sentences.schema.json",
        "# The source review, sentence by sentence: the numbers that each sentence cites, and the",
        "# length and SHA-256 of its text without white space. The text itself is not kept here.",
        "# A draft made by `claimweave source import`: hold it against the article.",
        "# A sentence that asserts nothing says why: `asserts_nothing: States the aim.`",
        "sentences:",
    ]
    for sentence in draft.sentences:
        squeezed = sentence.squeezed
        lines += [
            f"  {sentence.locator}:",
            f"    cites: [{', '.join(map(str, sentence.cites))}]",
            f"    length: {len(squeezed)}",
            f"    sha256: {hashlib.sha256(squeezed.encode()).hexdigest()}",
        ]
    return "\n".join(lines) + "\n"
