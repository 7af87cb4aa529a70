"""Names that lead nowhere, and what they mean: misspelt, renamed, or gone.

Where it is sure what is meant, the review is judged under the new name, so that one cause makes
one message. What is gone is told once, with all places that still name it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import AtKey, Problem, Span, misspelt
from claimweave.disk.text_files import TextFile
from claimweave.references.same_work import Seen, first_like
from claimweave.review.claim import ClaimRecord
from claimweave.review.key_word import sheet_name
from claimweave.review.reading.bibtex_reader import is_key
from claimweave.review.reading.mentions import claims_named, named_beside, references_cited
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.yaml_reader import locate
from claimweave.review.review import BIBLIOGRAPHY, STUDIES
from claimweave.words.suggestions import alike, misspelling_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from claimweave.diagnostics.problem import Where
    from claimweave.review.gone import GoneClaim
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review

MOST_LISTED = 8
"""Places that a message lists; it counts the others."""

OF_CLAIMS, OF_REFERENCES, OF_PAGES = "unknown-claim", "unknown-reference", "unknown-woven-claim"


class Meaning(NamedTuple):
    """What a name means: the new one, and why; `sure` where nothing else can be meant."""

    name: str
    why: str
    sure: bool = True


def with_meanings(review: Review, root: Path) -> Review:
    """Return the review with what its names mean, and a problem for each that is not right.

    Args:
        review: as it was read.
        root: where it lies, so that Git can be asked what was there before.
    """
    claims = {name: at for name, at in claims_named(review).items() if _no_claim(review, name)}
    cited = {name: at for name, at in references_cited(review).items() if _no_work(review, name)}
    if not claims and not cited:
        return review
    # Git is asked only where a name leads nowhere: whoever asks nothing need not load it.
    from claimweave.review.reading.gone_files import (  # noqa: PLC0415
        gone_claims,
        old_references,
    )

    gone = gone_claims(root, claims) if claims else {}
    ids = _claims_meant(review, claims, gone)
    keys = _works_meant(review, cited, old_references(root, cited) if cited else {})
    problems = [_of_claim(review, name, at, ids, gone) for name, at in claims.items()]
    problems += [_of_work(review, name, at, keys) for name, at in cited.items()]
    told = [problem for group in problems for problem in group]
    meant = {old: meaning.name for old, meaning in (ids | keys).items()}
    left = {name: claim for name, claim in gone.items() if name not in ids}
    return replace(review, problems=(*review.problems, *told), gone=left, renamed=meant)


def _no_claim(review: Review, name: str) -> bool:
    return name not in review.claims and name not in review.unreadable


def _ids(review: Review) -> set[str]:
    return {*review.claims, *review.unreadable}


def _no_work(review: Review, key: str) -> bool:
    return key not in review.references and not review.may_have_key(key)


def _claims_meant(
    review: Review, named: Mapping[str, Sequence[Where]], gone: Mapping[str, GoneClaim]
) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for name in named:
        near = None if name in gone else misspelling_of(name, _ids(review))
        if near:
            found[name] = Meaning(near, "")
        elif name in gone:
            heir = _heir(review, gone[name])
            found |= {name: Meaning(heir, "it was renamed")} if heir else {}
    return found


def _heir(review: Review, gone: GoneClaim) -> str | None:
    """Return the claim that says what a claim said that is gone; None when none or several do.

    A claim that was there beside it is another one, however alike the two are. Where all but the
    text is the same, the text may have been mended, but not replaced.
    """
    record, _ = read_record(TextFile(gone.path, gone.text), ClaimRecord, "")
    if record is None:
        return None
    new = [claim for claim in review.claims.values() if claim.id not in gone.beside]
    heirs = [claim.id for claim in new if claim.text == record.claim]
    if not heirs:
        same = record.model_dump(exclude={"claim"})
        heirs = [claim.id for claim in new
                 if claim.record.asserted == record.asserted and record.asserted
                 and claim.record.model_dump(exclude={"claim"}) == same
                 and alike(claim.text, record.claim)]  # fmt: skip
    return heirs[0] if len(heirs) == 1 else None


def _works_meant(
    review: Review, cited: Mapping[str, Sequence[Where]], old: Mapping[str, Reference]
) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for key in cited:
        near = None if key in old else misspelling_of(key, review.references)
        if near:
            found[key] = Meaning(near, "")
            continue
        seen: Seen = {}
        if key in old:
            first_like(old[key], seen)
        heirs = [
            r.key for r in review.references.values() if key in old and first_like(r, dict(seen))
        ]
        if len(heirs) == 1:
            found[key] = Meaning(heirs[0], f"{heirs[0]} is the same work")
        elif not heirs and (heir := _by_number(review, key)):
            why = f"{heir} is cited nowhere, and has the number that the review prints there"
            found[key] = Meaning(heir, why, sure=False)
    return found


def _by_number(review: Review, key: str) -> str | None:
    """Return the one uncited reference whose number the review prints wherever a key is cited."""
    cited = {e.cites for claim in review.claims.values() for e in claim.evidence}
    printed = [_printed(review, place) for place in _places(review, key)]
    numbers = set.intersection(*printed) if printed else set()
    heirs = [r.key for r in review.references.values()
             if r.number in numbers and r.key not in cited]  # fmt: skip
    return heirs[0] if len(heirs) == 1 else None


def _places(review: Review, key: str) -> set[str]:
    """Return the places of the review at which claims cite a key."""
    items = (item for claim in review.claims.values() for item in claim.evidence)
    return {place for item in items if item.cites == key for place in item.at}


def _printed(review: Review, place: str) -> set[int]:
    """Return the numbers that the review prints at a sentence or in a cell."""
    sentence, table = review.sentences.get(place), review.table
    if sentence or table is None:
        return set(sentence.cites) if sentence else set()
    return {
        entry.counted_as
        for entry in review.table_entries
        if entry.counted_as and table.place_of(entry) == place
    }


def _of_claim(
    review: Review,
    name: str,
    at: Sequence[Where],
    meant: Mapping[str, Meaning],
    gone: Mapping[str, GoneClaim],
) -> list[Problem]:
    what = f'there is no claim "{name}"'
    if name in meant and not meant[name].why:
        return [_ruled(misspelt(where, what, name, _ids(review))) for where in at]
    if name in meant:
        new = meant[name].name
        places = [*at, *named_beside(review, name, claim=True)]
        message = (
            f'the claim "{name}" was renamed to {new}, and is still named{_listed(review, at)}'
        )
        return [_ruled(_renaming(name, new, places, message))]
    message = what if len(at) == 1 else f"{what}, and it is named{_listed(review, at)}"
    help_ = "write the id of a claim, the name of its file without .yml; if that is gone, bring "
    help_ += "it back"
    if name in gone:
        was = gone[name]
        message = f'the claim "{name}" is gone, and is still named{_listed(review, at)}'
        help_ = f"`git restore --source={was.commit} -- {was.path}` brings it back; if it should "
        help_ += "stay away, say in these places on what they rest without it"
    return [_ruled(Problem(at[0], message, help_))]


def _ruled(problem: Problem) -> Problem:
    page = isinstance(problem.where, Span)
    return problem._replace(rule=OF_PAGES if page else OF_CLAIMS)


def _of_work(
    review: Review, key: str, at: Sequence[Where], meant: Mapping[str, Meaning]
) -> list[Problem]:
    what = f'"{key}" is not in {BIBLIOGRAPHY}'
    meaning = meant.get(key)
    if meaning and not meaning.why:
        return [misspelt(where, what, key, review.references)._replace(rule=OF_REFERENCES)
                for where in at]  # fmt: skip
    if meaning and not is_key(meaning.name):
        return []  # its entry has a key that cannot be cited, and is told for it
    if meaning:
        message = f"{what} any more, and is still cited{_listed(review, at)}: {meaning.why}"
        places = [*at, *named_beside(review, key, claim=False)]
        problem = _renaming(key, meaning.name, places, message, sure=meaning.sure)
        sheet = review.studies.get(key)
        if problem.fix and sheet and meaning.name not in review.studies:
            to = f"{STUDIES}/{sheet_name(meaning.name)}.yml"
            problem = problem._replace(fix=problem.fix._replace(moved=((sheet.path, to),)))
        return [problem._replace(rule=OF_REFERENCES)]
    help_ = f"correct the key (letter case counts), or add the entry to {BIBLIOGRAPHY}"
    if _may_be_unread(review, key):
        return []
    message = what if len(at) == 1 else f"{what}, and is cited{_listed(review, at)}"
    return [Problem(at[0], message, help_, OF_REFERENCES)]


def _may_be_unread(review: Review, key: str) -> bool:
    """Whether the entry of a key may be one that could not be read, by the number that it has."""
    if BIBLIOGRAPHY not in review.broken:
        return False
    numbers = {number for place in _places(review, key) for number in _printed(review, place)}
    return any(review.may_have_number(number) for number in numbers)


def _renaming(
    old: str, new: str, at: Sequence[Where], message: str, *, sure: bool = True
) -> Problem:
    fix = Fix(f"write {new}", tuple(Edit(where, new) for where in at), safe=sure)
    return Problem(at[0], message, f"run `claimweave rename {old} {new}`", fix=fix)


def _listed(review: Review, at: Sequence[Where]) -> str:
    """Return how many places there are, and which others than the first."""
    if len(at) == 1:
        return " here"
    others = [_shown(review, where) for where in at[1 : MOST_LISTED + 1]]
    more = len(at) - 1 - len(others)
    listed = ", ".join([*others, *([f"and {more} more"] if more else [])])
    return f" in {len(at)} places: here, {listed}"


def _shown(review: Review, where: Where) -> str:
    if isinstance(where, AtKey):
        source = review.files.get(where.path)
        where = locate(source, where) if source else Span(where.path)
    return f"{where.path}:{where.line}"
