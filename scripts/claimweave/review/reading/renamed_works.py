"""Citation keys that lead nowhere, and what they mean: misspelt, renamed, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, misspelt
from claimweave.review.key_word import sheet_name
from claimweave.review.paths import BIBLIOGRAPHY, STUDIES
from claimweave.review.reading.bibtex_reader import is_key
from claimweave.review.reading.mentions import named_beside
from claimweave.review.reading.name_meanings import Meaning, listed_places, renaming
from claimweave.review.same_work import BY_NUMBER, Seen, first_like
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.diagnostics.problem import Where
    from claimweave.review.gone import GoneReference
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review

RULE = "unknown-reference"


def works_meant(
    review: Review, cited: Mapping[str, Sequence[Where]], gone: Mapping[str, GoneReference]
) -> dict[str, Meaning]:
    """Return what citation keys mean that lead nowhere, as far as that can be told."""
    found: dict[str, Meaning] = {}
    for key in cited:
        near = None if key in gone else misspelling_of(key, review.references)
        meaning = Meaning(near, "") if near else None
        if meaning is None and key in gone:
            meaning = _heir(review, gone[key].reference)
        if meaning is None and (heir := _by_number(review, key)):
            why = f"{heir} is cited nowhere, and has the number that the review prints there"
            meaning = Meaning(heir, why, sure=False)
        found |= {key: meaning} if meaning else {}
    return found


def _heir(review: Review, old: Reference) -> Meaning | None:
    """Return which entry has taken another's place, and what shows it; None when none or several.

    A number alone shows it only where nobody had said which work it is: a number that is given
    again, to a work with another title, is a slip.
    """
    for without in (frozenset({BY_NUMBER}), frozenset[str]()):
        seen: Seen = {}
        first_like(old, seen, without)
        heirs = [r for r in review.references.values() if first_like(r, dict(seen), without)]
        if not heirs:
            continue
        if len(heirs) > 1:
            return None
        (heir,) = heirs
        if without:
            return Meaning(heir.key, f"{heir.key} is the same work")
        why = f"{heir.key} has its number in the review, {old.number}"
        if old.identity == "unidentified":
            return Meaning(heir.key, f"{why}, and nobody had said which work that is")
        return Meaning(heir.key, f"{why}, and all else is another", sure=False)
    return None


def _by_number(review: Review, key: str) -> str | None:
    """Return the one uncited reference whose number the review prints wherever a key is cited."""
    cited = {e.cites for claim in review.claims.values() for e in claim.evidence}
    printed = [_printed(review, place) for place in _places(review, key)]
    numbers = set.intersection(*printed) if printed else set()
    heirs = [
        r.key for r in review.references.values() if r.number in numbers and r.key not in cited
    ]
    return heirs[0] if len(heirs) == 1 else None


def _places(review: Review, key: str) -> set[str]:
    """Return the places of the review at which claims cite a key."""
    items = (item for claim in review.claims.values() for item in claim.evidence)
    return {place for item in items if item.cites == key for place in item.at}


def _printed(review: Review, place: str) -> set[int]:
    """Return the numbers that the review prints at a sentence or in a cell."""
    sentence, table = review.sentences.get(place), review.table_at(place)
    if sentence or table is None:
        return set(sentence.cites) if sentence else set()
    return {
        entry.counted_as
        for entry in review.entries_of.get(table.locator, ())
        if entry.counted_as and table.place_of(entry) == place
    }


def of_work(
    review: Review,
    key: str,
    at: Sequence[Where],
    meant: Mapping[str, Meaning],
    gone: Mapping[str, GoneReference],
) -> list[Problem]:
    """Return what is wrong with a citation key that leads nowhere: one problem, or none."""
    what = f'"{key}" is not in {BIBLIOGRAPHY}'
    meaning = meant.get(key)
    if meaning and not meaning.why:
        return [misspelt(where, what, key, review.references)._replace(rule=RULE) for where in at]
    if meaning and not is_key(meaning.name):
        return []  # its entry has a key that cannot be cited, and is told for it
    if meaning:
        message = f"{what} any more, and is still cited{listed_places(review, at)}: {meaning.why}"
        places = [*at, *named_beside(review, key, claim=False)]
        back = _back(gone[key]) if key in gone else "bring its entry back"
        otherwise = "" if meaning.sure else f"if it is another, {back}"
        problem = renaming(key, meaning.name, places, message, otherwise)
        sheet = review.studies.get(key)
        if problem.fix and sheet and meaning.name not in review.studies:
            to = f"{STUDIES}/{sheet_name(meaning.name)}.yml"
            problem = problem._replace(fix=problem.fix._replace(moved=((sheet.path, to),)))
        return [problem._replace(rule=RULE)]
    if key in gone:
        message = f'the entry "{key}" is gone from {BIBLIOGRAPHY}, and is still cited'
        help_ = f"{_back(gone[key])}; if it should stay away, say in these places what is cited "
        help_ += "instead"
        return [Problem(at[0], f"{message}{listed_places(review, at)}", help_, RULE)]
    help_ = f"correct the key (letter case counts), or add the entry to {BIBLIOGRAPHY}"
    if _may_be_unread(review, key):
        return []
    message = what if len(at) == 1 else f"{what}, and is cited{listed_places(review, at)}"
    return [Problem(at[0], message, help_, RULE)]


def _back(gone: GoneReference) -> str:
    """Say how an entry comes back, without anything else in the file being lost."""
    if gone.alone:
        return f"`git restore --source={gone.commit} -- {BIBLIOGRAPHY}` brings it back"
    return (
        f"`git show {gone.commit}:./{BIBLIOGRAPHY}` has it at line {gone.line}: copy it back into "
        f"{BIBLIOGRAPHY}"
    )


def _may_be_unread(review: Review, key: str) -> bool:
    """Whether the entry of a key may be one that could not be read, by the number that it has."""
    if BIBLIOGRAPHY not in review.broken:
        return False
    numbers = {number for place in _places(review, key) for number in _printed(review, place)}
    return any(review.may_have_number(number) for number in numbers)
