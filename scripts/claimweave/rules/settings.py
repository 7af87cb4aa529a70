"""Whether review.yml names what there is, and whether each word of the vocabulary is clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, unknown_word
from claimweave.review.paths import SETTINGS
from claimweave.review.vocabulary import axes_named
from claimweave.rules.comparisons import VOCABULARY, turning_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.axis import Axis, Term
    from claimweave.review.reading.record_schema import Keys
    from claimweave.review.review import Review
    from claimweave.review.table import Table
    from claimweave.review.vocabulary import Question, Vocabulary


def settings_faults(review: Review) -> Iterator[Problem]:
    """Yield each word of review.yml that stands for something and does not exist."""
    if review.settings is None:
        return
    source = review.settings.source
    if source not in review.references and not review.may_have_key(source):
        where = AtKey(SETTINGS, ("source",))
        yield unknown_word(where, source, "an entry of the bibliography", review.references)
    for table in review.tables:
        keys = review.settings.table_keys(table)
        yield from _alike_relations(table, keys)
        if review.vocabulary is not None:
            yield from _table_faults(table, keys, review.vocabulary)
    if review.vocabulary is not None:
        yield from turning_faults(review.vocabulary)
        yield from _shared_words(review.vocabulary)
        yield from _broader_faults(review.vocabulary)
        yield from _asked_faults(review.vocabulary)


def _broader_faults(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield each broader term that there is not, and each circle of them once."""
    for axis, spec in _own_axes(vocabulary).items():
        closed: set[str] = set()
        for name, term in spec.terms.items():
            where = AtKey(VOCABULARY, ("axes", axis, "terms", name, "broader"))
            if term.broader is None or name in closed:
                continue
            above = (name, *spec.broader(name))
            if term.broader == name:
                message = f"{name} names itself as its broader term"
                yield Problem(where, message, "name the term that it belongs to, or none")
            elif term.broader not in spec.terms:
                yield unknown_word(where, term.broader, f"a term of {axis}", spec.terms)
            elif spec.terms[above[-1]].broader == name:
                closed.update(above)
                message = f"broader terms in a circle: {' under '.join((*above, name))}"
                yield Problem(where, message, "take `broader` away from the broadest of them")


def _own_axes(vocabulary: Vocabulary) -> Mapping[str, Axis]:
    """Return the axes that have terms of their own: what another's say is told there."""
    return {name: axis for name, axis in vocabulary.axes.items() if axis.same_as is None}


def _asked_faults(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield each axis that a question asks about and that there is not."""
    for name, question in vocabulary.questions.items():
        for index, axis in enumerate(question.asks):
            if axis not in vocabulary.axes:
                where = AtKey(VOCABULARY, ("questions", name, "asks", index))
                yield unknown_word(where, axis, "an axis", vocabulary.axes)
        if question.asked:
            yield from _words_faults(vocabulary, name, question)


def _words_faults(vocabulary: Vocabulary, name: str, question: Question) -> Iterator[Problem]:
    """Yield each axis that a question's words name and that there is not, and each left out."""
    where = AtKey(VOCABULARY, ("questions", name, "asked"))
    named = axes_named(question.asked or "")
    unknown = [axis for axis in dict.fromkeys(named) if axis not in vocabulary.axes]
    for axis in unknown:
        yield unknown_word(where, axis, "an axis", vocabulary.axes)
    for axis in () if unknown else question.asks or vocabulary.axes:
        if axis in vocabulary.axes and axis not in named:
            message = f"the words of this question leave its {axis} out: each would read alike"
            yield Problem(where, message, f"write {{{axis}}} where its term is to stand")


def _shared_words(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield each word that stands for two terms: nobody could tell which is meant."""
    groups: list[tuple[tuple[str, ...], Mapping[str, Term]]] = [
        (("axes", name, "terms"), axis.terms) for name, axis in _own_axes(vocabulary).items()
    ]
    groups += [(("questions",), vocabulary.questions), (("designs",), vocabulary.designs)]
    groups += [(("kinds",), vocabulary.kinds)]
    for keys, terms in groups:
        seen: dict[str, str] = {}
        for name, term in terms.items():
            for word in dict.fromkeys((name, term.label, *term.words)):
                first = seen.setdefault(word.casefold(), name)
                if first != name:
                    where = AtKey(VOCABULARY, (*keys, name), on_key=True)
                    message = f'"{word}" stands for {first} and for {name}'
                    yield Problem(where, message, "give each term words of its own")


def _table_faults(table: Table, keys: Keys, vocabulary: Vocabulary) -> Iterator[Problem]:
    if table.question not in vocabulary.questions:
        where = AtKey(SETTINGS, (*keys, "question"))
        yield unknown_word(where, table.question, "a question", vocabulary.questions)
    for index, design in enumerate(table.caption.designs if table.caption else ()):
        if design not in vocabulary.designs:
            where = AtKey(SETTINGS, (*keys, "caption", "designs", index))
            yield unknown_word(where, design, "a design of the vocabulary", vocabulary.designs)
    for name, axis, field, terms in (
        ("rows", table.rows, "row_terms", table.row_terms),
        ("columns", table.columns, "column_terms", table.column_terms),
    ):
        if axis not in vocabulary.axes:
            where = AtKey(SETTINGS, (*keys, name))
            yield unknown_word(where, axis, "an axis", vocabulary.axes)
            continue
        for index, term in enumerate(terms if vocabulary.axes[axis].is_known else ()):
            if term not in vocabulary.axes[axis].terms:
                where = AtKey(SETTINGS, (*keys, field, index))
                yield unknown_word(where, term, f"a term of {axis}", vocabulary.axes[axis].terms)


def _alike_relations(table: Table, keys: Keys) -> Iterator[Problem]:
    """Yield each relation that is called like another: readers could not tell the rows apart."""
    seen: dict[str, str] = {}
    for name, relation in table.relations.items():
        first = seen.setdefault(" ".join(relation.label.casefold().split()), name)
        if first != name:
            where = AtKey(SETTINGS, (*keys, "relations", name, "label"))
            message = f'"{relation.label}" is what {first} is called already'
            yield Problem(where, message, "call each relation as the review does")
