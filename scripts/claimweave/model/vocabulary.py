"""The words of a review: its axes and their terms, its questions and its study designs."""

from __future__ import annotations

from claimweave.model.fields import Note, Record, Word


class Term(Record):
    """A word with its label, its definition and other words for it."""

    label: Note
    definition: Note | None = None
    short: Note | None = None
    """How it is called within a sentence."""
    synonyms: tuple[Note, ...] = ()
    """Other words that a reader may look for."""


class Axis(Record):
    """One dimension of the review's topics, such as the treatment."""

    label: Note
    terms: dict[Word, Term]


class Vocabulary(Record):
    """The file `vocabulary.yml`."""

    axes: dict[Word, Axis]
    questions: dict[Word, Term]
    designs: dict[Word, Term]

    def axis_of_synonym(self, axis: str, word: str) -> str | None:
        """Return the term of an axis that `word` is a synonym or another spelling of."""
        folded = word.casefold()
        for name, term in self.axes[axis].terms.items():
            if folded in {name.casefold(), *(s.casefold() for s in term.synonyms)}:
                return name
        return None
