"""A draft of the ledger: sections, sentences with their citations, and all that is unsure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from claimweave.article.article import Article, Doubt, NoArticleError
from claimweave.article.author_year import NamedWorks, mark_names
from claimweave.article.citations import Style, mark_numbers, read_citations
from claimweave.article.headings import SectionNumbers, title_of
from claimweave.article.plain_text import read_plain_text
from claimweave.article.reference_lists import is_ending
from claimweave.article.sentences import MOST_SENTENCES, TOO_MANY, Part, split_sentences
from claimweave.article.study_tables import TableDraft, table_drafts
from claimweave.article.unread_citations import unread_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.article.article import ListedWork
    from claimweave.article.blocks import Block
    from claimweave.article.marks import Cite

ABSTRACT = ("abstract", "summary")

SKIPPED = {"caption": "a table or a caption", "keywords": "keywords"}

NumberedBy = Literal["printed", "first-mention"]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence: its locator, its line, its text with and without marks, and what it cites."""

    locator: str
    line: int
    printed: str
    text: str
    names: tuple[Cite, ...]
    cites: tuple[int, ...] = ()


@dataclass
class Draft:
    """What was found in an article; `sections` has locator to title, in order.

    `keys` has the number of each work that citations name by a key. `numbered_by` says where the
    numbers come from.
    """

    article: Article
    sections: dict[str, str] = field(default_factory=dict)
    sentences: list[DraftSentence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    tables: list[TableDraft] = field(default_factory=list)
    numbered_by: NumberedBy = "printed"

    @property
    def style(self) -> Style:
        """How the article cites."""
        return self.article.style

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
    return draft_of(read_plain_text(text))


def draft_of(
    article: Article, works: Sequence[ListedWork] = (), twins: Mapping[str, str] | None = None
) -> Draft:
    """Return the draft of an article's ledger.

    Args:
        article: as its reader has read it.
        works: those of a bibliography that was given; without it, the article's own list counts.
        twins: key to the key of the same work under which it counts.

    Raises:
        NoArticleError: when it has more sentences than an article has.
    """
    drafting = _Drafting(article, list(works) or article.works)
    for index, block in enumerate(article.blocks):
        if block.kind == "heading" and is_ending(block.text):
            drafting.end(article.blocks[index + 1 :])
            break
        drafting.add(block)
    draft = drafting.draft
    _number(draft, drafting.works, twins or {})
    _note_gaps(draft)
    printed = {work.key: work.number for work in drafting.works if work.number is not None}
    keys = {**printed, **draft.keys} if draft.numbered_by == "printed" else draft.keys
    draft.tables = table_drafts(article, drafting.works, keys, drafting.marked)
    draft.unread += [*article.unread, *drafting.named.unread]
    draft.doubts = sorted([*article.doubts, *draft.doubts], key=lambda doubt: doubt.line)
    return draft


class _Drafting:
    """A draft while its blocks are gone through."""

    def __init__(self, article: Article, works: list[ListedWork]) -> None:
        self.draft = Draft(article)
        self.works = works
        self.named = NamedWorks(works)
        self._numbers = SectionNumbers(article.blocks)
        self._section, self._paragraph, self._highest = "", 0, 0

    def add(self, block: Block) -> None:
        """Add a heading, the sentences of a paragraph, or what is said of anything else."""
        line = block.lines[0].number
        if block.kind == "heading":
            self._open(block)
        elif block.kind == "paragraph":
            self._section = self._section or self._untitled(line)
            self._paragraph += 1
            for number, part in enumerate(split_sentences(block, self.marked), start=1):
                self._add(f"{self._section}.p{self._paragraph}.s{number}", part)
            if len(self.draft.sentences) > MOST_SENTENCES:
                raise NoArticleError(TOO_MANY)
        elif line:
            what = f"lines {line} to {block.lines[-1].number} are left out as {SKIPPED[block.kind]}"
            self.draft.doubts.append(Doubt(line, what))

    def end(self, behind: Sequence[Block]) -> None:
        """Say what stands behind the heading of the list of references."""
        left = [block for block in behind if block.kind == "heading"]
        if left:
            titles = ", ".join(f'"{title_of(block)}"' for block in left[:5])
            what = f"what stands behind the list of references is left out: {titles}"
            self.draft.doubts.append(Doubt(left[0].lines[0].number, what))

    def marked(self, text: str) -> str:
        """Return a text with marks, in the way in which the article cites."""
        marks = self.draft.article.marks
        if self.draft.style == "names":
            return mark_names(text, self.named, marks)
        return mark_numbers(text, self.draft.style, marks)

    def _open(self, block: Block) -> None:
        found = self._numbers.locator(block)
        if found.doubt:
            self.draft.doubts.append(Doubt(block.lines[0].number, found.doubt))
        self._section, self._paragraph = found.locator, 0
        self.draft.sections[found.locator] = found.title

    def _untitled(self, line: int) -> str:
        self.draft.doubts.append(Doubt(line, "text before the first heading"))
        locator = self._numbers.next_one()
        self.draft.sections[locator] = "Untitled"
        return locator

    def _add(self, locator: str, part: Part) -> None:
        marks = self.draft.article.marks
        found = read_citations(part.text, self.draft.style, self._highest, marks)
        printed = marks.printed(part.text)
        sentence = DraftSentence(locator, part.line, printed, found.text, found.cites)
        self._highest = max((self._highest, *found.numbers))
        self.draft.sentences.append(sentence)
        self.draft.unread += unread_in(found.marked, named=self.draft.style == "names")
        doubts = [part.doubt, *found.doubts]
        self.draft.doubts += [Doubt(part.line, f"{locator}: {told}") for told in doubts if told]


def _number(draft: Draft, works: Sequence[ListedWork], twins: Mapping[str, str]) -> None:
    """Give each sentence its numbers: as printed, or else by the first mention of each work."""
    named = [cite for s in draft.sentences for cite in s.names if isinstance(cite, str)]
    keys = dict.fromkeys(twins.get(key, key) for key in named)
    printed = {work.key: work.number for work in works if work.number is not None}
    if keys and not all(key in printed for key in keys):
        draft.numbered_by = "first-mention"
        draft.keys = {key: number for number, key in enumerate(keys, start=1)}
    else:
        draft.keys = {key: printed[key] for key in keys}
    for index, sentence in enumerate(draft.sentences):
        numbers = {
            draft.keys[twins.get(cite, cite)] if isinstance(cite, str) else cite
            for cite in sentence.names
        }
        draft.sentences[index] = DraftSentence(
            sentence.locator,
            sentence.line,
            sentence.printed,
            sentence.text,
            sentence.names,
            tuple(sorted(numbers)),
        )


def _note_gaps(draft: Draft) -> None:
    """A number below the highest that nothing cites: a citation may have been passed over."""
    numbers = draft.numbers
    missing = sorted(set(range(1, max(numbers, default=0))) - set(numbers))
    if missing:
        listed = ", ".join(map(str, missing))
        draft.doubts.append(Doubt(0, f"no sentence cites {listed}: in a table, or passed over?"))
