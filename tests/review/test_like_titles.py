"""Only works whose titles may be alike are held against one another; none that is, is missed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from claimweave.review.like_titles import with_like_titles
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reference import Reference
from claimweave.review.same_work import LONGEST_TITLE, first_like

if TYPE_CHECKING:
    from claimweave.review.same_work import Seen

_WORDS = ("soil", "Tests", "pay", "late", "2", "retracted", "clay")
_SIGNS = (" ", " ", " ", ": ", " - ", ", ")


def _title(rng: random.Random) -> str:
    count = rng.choice((0, 1, 3, 4, 5, 6, 7, 8, LONGEST_TITLE, LONGEST_TITLE + 1))
    return "".join(rng.choice(_WORDS) + rng.choice(_SIGNS) for _ in range(count)).strip()


def _nearly(rng: random.Random, title: str) -> str:
    """Return a title with a word more, a word less, another word, or another sign."""
    words = title.split(" ")
    at = rng.randrange(len(words))
    change = rng.randrange(5)
    new = [] if change == 0 else [rng.choice(_WORDS)]
    if change == 1:
        return title.upper()
    if change == 2:
        return f"{title}: {rng.choice(_WORDS)} {rng.choice(_WORDS)}"
    return " ".join([*words[:at], *new, *words[at + (change != 3) :]])


def _works(rng: random.Random) -> list[Reference]:
    titles = [_title(rng) for _ in range(4)]
    titles += [_nearly(rng, rng.choice(titles)) for _ in range(4)]
    found = []
    for number, title in enumerate(titles):
        fields = {"author": rng.choice(("Adler, A", "Brook, B")), "year": "2001", "title": title}
        found.append(Reference.of(BibtexEntry("article", f"K{number}", fields, {}, 1)))
    return found


def test_no_work_that_is_like_another_is_left_out() -> None:
    """Who compares only those whose titles may be alike finds what comparing all finds."""
    rng = random.Random(20)  # noqa: S311 - the same works each time
    found = 0
    for _ in range(1000):
        works = _works(rng)
        alike = with_like_titles(works)
        all_seen: Seen = {}
        seen: Seen = {}
        for work in works:
            first = first_like(work, all_seen)
            assert first_like(work, seen, titled=work.key in alike) == first
            found += first is not None
    assert found > 300


def test_most_works_are_not_compared() -> None:
    """Works whose titles have nothing in common but common words are left out."""
    titles = ("Soil tests pay in dry years", "Soil and clay in late years", "On the use of ponds")
    works = [
        Reference.of(BibtexEntry("article", title[-5:], {"title": title}, {}, 1))
        for title in titles
    ]
    assert with_like_titles(works) == set()
