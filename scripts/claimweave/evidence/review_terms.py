"""The terms of a review: which are in use, which are narrower, and on which axis one is at home."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from claimweave.evidence.relevance import about

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.relevance import About
    from claimweave.review.claim import Topic
    from claimweave.review.review import Review


class ReviewTerms:
    """What the vocabulary of a review says of its terms, and which of them its files use."""

    def __init__(self, review: Review) -> None:
        """Read nothing yet: each part is made once, when somebody asks."""
        self.review = review

    @cached_property
    def narrower(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Axis to term to the terms that are narrower than it."""
        return {name: axis.narrower for name, axis in self.review.axes.items()}

    @cached_property
    def in_use(self) -> Mapping[str, tuple[str, ...]]:
        """Axis to its terms that the table, a claim or a sheet uses, with all broader ones.

        A term stands with the axis whose own it is: one that has another's terms has none here.
        """
        used: dict[str, set[str]] = {axis: set() for axis in self.review.axes}
        for table in self.review.tables:
            used.setdefault(self.home(table.rows), set()).update(table.row_terms)
            used.setdefault(self.home(table.columns), set()).update(table.column_terms)
        topics = [way for claim in self.review.claims.values() for way in claim.topic.ways]
        topics += [f.axes for study in self.review.studies.values() for f in study.record.results]
        for topic in topics:
            for axis, term in topic.items():
                used.setdefault(self.home(axis), set()).add(term)
        found: dict[str, tuple[str, ...]] = {}
        for axis, spec in self.review.axes.items():
            known = [term for term in used[axis] if term in spec.terms]
            used[axis].update(above for term in known for above in spec.broader(term))
            found[axis] = tuple(term for term in spec.terms if term in used[axis])
        return found

    def home(self, axis: str) -> str:
        """Return the axis whose own the terms of an axis are: most often itself."""
        vocabulary = self.review.vocabulary
        return vocabulary.home(axis) if vocabulary else axis

    def axes_with_terms_of(self, axis: str) -> tuple[str, ...]:
        """Return the axes that have the terms of one: itself, and each that says `same_as`."""
        return tuple(name for name in self.review.axes if self.home(name) == axis) or (axis,)

    def about(self, topic: Topic) -> About:
        """Return what a topic is about: its terms, with the narrower ones of each."""
        return about(topic.named, self.narrower, self.review.turns)
