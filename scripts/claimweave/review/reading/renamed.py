"""Names that lead nowhere, and what they mean: misspelt, renamed, or gone.

Where it is sure what is meant, the review is judged under the new name, so that one cause makes
one message. What is gone is told once, with all places that still name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.diagnostics.problem import meant as meant_by
from claimweave.disk.text_files import TextFile
from claimweave.review.claim import ClaimRecord
from claimweave.review.paths import BIBLIOGRAPHY, PAGES
from claimweave.review.reading.mentions import (
    claims_named,
    named_beside,
    queries_naming,
    references_cited,
)
from claimweave.review.reading.name_meanings import Meaning, listed_places, renaming
from claimweave.review.reading.page_reader import BLOCKS, block_named
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.renamed_works import of_work, works_meant
from claimweave.words.counting import listed
from claimweave.words.suggestions import alike, misspelling_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from claimweave.diagnostics.problem import Where
    from claimweave.review.gone import GoneClaim
    from claimweave.review.review import Review

OF_CLAIMS, OF_PAGES = "unknown-claim", "unknown-woven-claim"


def with_meanings(review: Review, root: Path) -> Review:
    """Return the review with what its names mean, and a problem for each that is not right.

    Args:
        review: as it was read.
        root: where it lies, so that Git can be asked what was there before.
    """
    named = claims_named(review)
    for old in review.former_names:
        named[old] = [*named.get(old, ()), *queries_naming(review, old)]
    claims = {name: at for name, at in named.items() if at and _no_claim(review, name)}
    cited = {name: at for name, at in references_cited(review).items() if _no_work(review, name)}
    if not claims and not cited:
        return review
    # Git is asked only where a name leads nowhere: whoever asks nothing need not load it.
    from claimweave.review.reading.gone_files import (  # noqa: PLC0415
        gone_claims,
        gone_references,
    )

    lost = [name for name in claims if name not in review.former_names]
    gone = gone_claims(root, lost) if lost else {}
    ids = _claims_meant(review, claims, gone)
    now = review.files[BIBLIOGRAPHY].text if BIBLIOGRAPHY in review.files else ""
    left_out = gone_references(root, cited, now) if cited else {}
    keys = works_meant(review, cited, left_out)
    problems = [_of_claim(review, name, at, ids, gone) for name, at in claims.items()]
    problems += [of_work(review, name, at, keys, left_out) for name, at in cited.items()]
    told = [problem for group in problems for problem in group]
    meant = {old: meaning.name for old, meaning in (ids | keys).items()}
    left = {name: claim for name, claim in gone.items() if name not in ids}
    return structs.replace(review, problems=(*review.problems, *told), gone=left, renamed=meant)


def _no_claim(review: Review, name: str) -> bool:
    return name not in review.taken_ids and not review.may_be_former(name)


def _no_work(review: Review, key: str) -> bool:
    return key not in review.references and not review.may_have_key(key)


def _claims_meant(
    review: Review, named: Mapping[str, Sequence[Where]], gone: Mapping[str, GoneClaim]
) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for name in named:
        if name in review.former_names:
            now = review.former_names[name]
            found |= {name: Meaning(now[0], "it was renamed")} if len(now) == 1 else {}
            continue
        near = None if name in gone else misspelling_of(name.removesuffix(".yml"), review.taken_ids)
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
        heirs = [
            claim.id
            for claim in new
            if claim.record.asserted == record.asserted
            and record.asserted
            and structs.replace(claim.record, claim=record.claim) == record
            and alike(claim.text, record.claim)
        ]
    return heirs[0] if len(heirs) == 1 else None


def _of_claim(
    review: Review,
    name: str,
    at: Sequence[Where],
    meant: Mapping[str, Meaning],
    gone: Mapping[str, GoneClaim],
) -> list[Problem]:
    what = f'there is no claim "{name}"'
    if name in meant and not meant[name].why:
        near = meant[name].name
        everywhere = dict.fromkeys([*at, *queries_naming(review, name)])
        return [_ruled(meant_by(where, what, near)) for where in everywhere]
    if block_named(name)[0] in BLOCKS:
        block = f"!{name}"
        return [_ruled(meant_by(where, f'{what}, but a block "{block}"', block)) for where in at]
    if name in meant:
        new = meant[name].name
        places = [*at, *named_beside(review, name, claim=True)]
        places += [where for where in queries_naming(review, name) if where not in places]
        message = f'the claim "{name}" was renamed to {new}, and is still named'
        message += listed_places(review, at)
        return [_ruled(renaming(name, new, places, message))]
    if name in review.former_names:
        now = listed(review.former_names[name])
        message = f'the claim "{name}" was split into {now}, and is still named'
        help_ = "write the id of the one that is meant, or of each of them"
        return [_ruled(Problem(at[0], message + listed_places(review, at), help_))]
    message = what if len(at) == 1 else f"{what}, and it is named{listed_places(review, at)}"
    help_ = "write the id of a claim, the name of its file without .yml; if that is gone, bring "
    help_ += "it back"
    if name in gone:
        was = gone[name]
        message = f'the claim "{name}" is gone, and is still named{listed_places(review, at)}'
        help_ = f"`git restore --source={was.commit} -- {was.path}` brings it back; if it should "
        help_ += f"stay away, {_without(name, at)}"
    return [_ruled(Problem(at[0], message, help_))]


def _without(name: str, at: Sequence[Where]) -> str:
    """Say what each kind of place needs that names a claim which is not to come back."""
    fields = {where.keys[0] for where in at if isinstance(where, AtKey)}
    needed = ["say under rests_on what is left to rest on"] if "rests_on" in fields else []
    needed += ["take it out of opposes"] if "opposes" in fields else []
    pages = any(isinstance(where, Span) for where in at)
    needed += [f"take [[{name}]] out of the page"] if pages else []
    return listed(needed)


def _ruled(problem: Problem) -> Problem:
    page = problem.where.path.startswith(f"{PAGES}/")
    return problem._replace(rule=OF_PAGES if page else OF_CLAIMS)
