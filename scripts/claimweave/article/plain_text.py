"""An article that is plain text: its layout, its list of references, and how it cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.article.article import Article, Doubt
from claimweave.article.author_year import NamedWorks, mark_names
from claimweave.article.blocks import NAMED, Block, filled_lines, prose, wrapped_blocks
from claimweave.article.citations import mark_numbers, style_of
from claimweave.article.marks import Marks, unmarked
from claimweave.article.plain_numbers import count_plain
from claimweave.article.reference_lists import without_list
from claimweave.article.unwrapped import is_unwrapped, unwrapped_blocks
from claimweave.references.incoming.printed_works import read_printed_work
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.article.article import ListedWork
    from claimweave.article.blocks import Line
    from claimweave.article.citations import Style

BEGINNINGS = ("abstract", "summary", "introduction", "background")


def read_plain_text(text: str, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a text.

    Args:
        text: all of it.
        works: those of a bibliography that was given; without them, the text's own list counts.
    """
    lines, listed, behind = without_list(filled_lines(unmarked(text)))
    sure = is_unwrapped(lines)
    blocks = unwrapped_blocks(lines) if sure else wrapped_blocks(lines)
    own = [replace(work, entry=read_printed_work(work.text, work.key)) for work in listed]
    style = text_style(" ".join(line.text for line in lines), list(works) or own)
    article = Article("plain text", blocks, style, Marks(), own, sure_paragraphs=sure)
    leave_out_front(article)
    article.doubts += _told(article, behind)
    return article


def text_style(text: str, works: Sequence[ListedWork]) -> Style:
    """Return how a text cites: by numbers, or by names of works that are known."""
    by_number = style_of(text)
    named = _count_named(text, works) if works else 0
    numbers = count_plain(text) if by_number == "plain" else len(list(_marked(text, by_number)))
    return "names" if named > max(1, numbers) else by_number


def _count_named(text: str, works: Sequence[ListedWork]) -> int:
    marks = Marks()
    mark_names(text, NamedWorks(works), marks)
    return sum(len(mark.cites) for mark in marks.known)


def _marked(text: str, style: Style) -> Iterator[int]:
    marks = Marks()
    mark_numbers(text, style, marks)
    yield from (number for mark in marks.known for number in mark.cites if isinstance(number, int))


def leave_out_front(article: Article) -> None:
    """Leave out the title, authors and places before an abstract or an introduction."""
    heads = [i for i, block in enumerate(article.blocks) if block.kind == "heading"]
    titles = [article.blocks[i].text.strip("# :").casefold() for i in heads]
    first = next((i for i, t in zip(heads, titles, strict=True) if t in BEGINNINGS), None)
    if first is None:
        first = _first_of_two(article.blocks)
    front = article.blocks[:first]
    if not front or any(block.kind == "paragraph" and prose(block) for block in front):
        return
    begins, ends = front[0].lines[0].number, front[-1].lines[-1].number
    where = f"lines {begins} to {ends} are" if begins else "what stands before the text is"
    article.title = article.title or front[0].text.strip("# ")
    article.blocks = article.blocks[first:]
    if begins or any(block.kind == "paragraph" for block in front):
        article.doubts.append(Doubt(begins, f"{where} left out as title and authors"))


def _first_of_two(blocks: Sequence[Block]) -> int:
    """Return where the text begins behind a title that is followed by a heading with a name."""
    named = len(blocks) > 1 and blocks[1].text.strip("# :").casefold() in NAMED
    return int(named and blocks[0].kind == blocks[1].kind == "heading")


def _told(article: Article, behind: Sequence[Line]) -> Iterator[Doubt]:
    """Say what of the text is no prose, and what its layout does not tell."""
    if article.works:
        listed = plural(len(article.works), "work")
        yield Doubt(0, f"the list of references at the end ({listed}) is no prose")
    if behind:
        what = f"lines {behind[0].number} to {behind[-1].number}, behind the list of references"
        yield Doubt(behind[0].number, f"{what}, are left out")
    heads = [block for block in article.blocks if block.kind == "heading"]
    plain = [b for b in heads if not b.number and not b.text.startswith("#")]
    if len(plain) > 1 and any(b.text.strip(" :").casefold() not in NAMED for b in plain):
        yield Doubt(
            0,
            f"{plural(len(plain), 'heading')} without a number: plain text does not say which lies "
            "under which, so all stand side by side",
        )
