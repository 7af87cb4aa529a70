"""Long lists: what would have to be scrolled through gets pages of its own, a hundred entries each.

A page keeps its lists whole as long as they are short together. Otherwise it says of each how many
entries it has, and links to the pages that list them. They are plain pages: no script is needed,
and each has its own address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.site.environment import page as render_page
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference

WHOLE = 250
"""Entries that a page lists itself."""

SIZE = 100
"""Entries on a page of a long list."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a long list: its path, which entries it has in words, and the entries."""

    path: str
    label: str
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class LongList:
    """A list under a heading of its own.

    `kind` is the macro of `list_items.html.j2` that shows the entries, `path` where its first page
    would be. `pages` is empty as long as the entries stand on the page itself. `cut` says how the
    entries are spread over pages.
    """

    title: str
    anchor: str
    kind: str
    path: str
    items: Sequence[Any]
    cut: Callable[[str, Sequence[Any]], tuple[ListPage, ...]] | None = None
    pages: tuple[ListPage, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the entries stand on the page itself."""
        return not self.pages


def is_long(entries: int) -> bool:
    """Whether a page would have to be scrolled through for so many entries."""
    return entries > WHOLE


def divided(lists: Iterable[LongList], whole: int | None = None) -> list[LongList]:
    """Give each list pages of its own, unless all of them together have at most `whole` entries."""
    known = list(lists)
    limit = WHOLE if whole is None else whole
    if sum(len(item.items) for item in known) <= limit:
        return known
    return [replace(item, pages=(item.cut or by_position)(item.path, item.items)) for item in known]


def by_position(path: str, items: Sequence[Any], size: int | None = None) -> tuple[ListPage, ...]:
    """Cut a list into pages in its order: `…/part.md`, `…/part/2.md`, and so on."""
    step, stem = size or SIZE, path.removesuffix(".md")
    return tuple(
        ListPage(
            path if not first else f"{stem}/{first // step + 1}.md",
            f"{first + 1}–{min(first + step, len(items))}" if len(items) > step else "all",
            tuple(items[first : first + step]),
        )
        for first in range(0, len(items), step)
    )


def by_number(number: Callable[[Any], int]) -> Callable[[str, Sequence[Any]], tuple[ListPage, ...]]:
    """Cut a list by the numbers of its entries: a page keeps its address when others are added."""
    return partial(_by_number, number)


def _by_number(
    number: Callable[[Any], int], path: str, items: Sequence[Any]
) -> tuple[ListPage, ...]:
    stem, hundreds = path.removesuffix(".md"), dict[int, list[Any]]()
    for item in items:
        hundreds.setdefault((number(item) - 1) // SIZE, []).append(item)
    return tuple(
        ListPage(
            f"{stem}/{i * SIZE + 1}-{(i + 1) * SIZE}.md",
            f"{number(found[0])}–{number(found[-1])}",
            tuple(found),
        )
        for i, found in sorted(hundreds.items())
    )


def by_letter(
    counted: Iterable[tuple[Reference, int]], kind: str, folder: str
) -> Iterator[LongList]:
    """Yield a list for each first letter of the references' names, sorted."""
    letters: dict[str, list[tuple[Reference, int]]] = {}
    for reference, uses in sorted(counted, key=lambda pair: _name(pair[0])):
        first = _name(reference)[0][:1]
        letters.setdefault(first if first.isalpha() else "#", []).append((reference, uses))
    for letter, found in letters.items():
        name = letter.upper() if letter != "#" else "Other signs"
        slug = letter if letter != "#" else "other"
        yield LongList(name, "names", kind, f"{folder}/{slug}.md", found)


def _name(reference: Reference) -> tuple[str, int]:
    return folded(reference.short_name), reference.number or 0


def list_pages(
    base: EvidenceBase, parent: str, title: str, lists: Iterable[LongList]
) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the pages of each list that belongs to the page `parent`."""
    for item in lists:
        for index, page in enumerate(item.pages):
            yield (
                page.path,
                render_page(
                    "list_page.md.j2",
                    page.path,
                    base,
                    wording=wording,
                    parent=parent,
                    parent_title=title,
                    list=item,
                    page=page,
                    before=item.pages[index - 1] if index else None,
                    after=item.pages[index + 1] if index + 1 < len(item.pages) else None,
                ),
            )
