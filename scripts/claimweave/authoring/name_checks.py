"""Whether a claim or a reference can get a name: what is meant, what is taken, what is gone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimweave.authoring.naming import Kind, Naming
from claimweave.authoring.plain_input import AnswerError, fitting
from claimweave.review.fields import ClaimId
from claimweave.review.reading.bibtex_reader import is_key
from claimweave.review.reading.file_names import is_taken_by_site
from claimweave.review.reading.mentions import (
    claims_named,
    named_beside,
    queries_naming,
    references_cited,
)
from claimweave.words.counting import listed
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.review.review import Review


def naming_of(root: Path, review: Review, old: str, new: str, *, same: bool) -> Naming:
    """Return what gets another name.

    An old name that nothing bears any more, and that is still named, can be replaced as well: by
    that of the claim, or the work, that it was. Where nothing shows that, somebody has to say so.

    Args:
        root: where the review lies.
        review: as its files name things.
        old: the name that is to go.
        new: the name that takes its place.
        same: whether somebody says that both are one.

    Raises:
        AnswerError: when nothing, or more than one thing, has the old name, or the new one is
            taken or has not the form of a name.
    """
    kinds = _kinds_of(review, old)
    if len(kinds) > 1:
        raise AnswerError(f'"{old}" is both a claim and a reference: rename one of them by hand')
    if not kinds:
        if old in review.former_names:
            now = listed(review.former_names[old])
            raise AnswerError(f'nothing names "{old}", which was the id of {now} before')
        hint = did_you_mean(old, [*review.claims, *review.stubs, *review.references])
        message = f'there is no claim and no reference "{old}", and nothing names one'
        raise AnswerError(f"{message}: {hint}" if hint else message)
    naming = Naming(kinds[0], old, new)
    if old == new:
        raise AnswerError("the two names are the same")
    _refuse_form(naming)
    files = {**review.claims, **review.stubs}
    there = files if naming.kind == "claim" else review.references
    if old in there:
        _refuse_taken(root, review, naming)
    elif new not in there:
        message = f"there is no {naming.kind} {old} any more, and none is called {new}"
        raise AnswerError(f"{message}: name the one that it is now")
    elif review.renamed.get(old) != new and not same:
        message = f"{old} is gone, and nothing shows that {new} is the same {naming.kind}"
        raise AnswerError(f"{message}: look at it, and say so with --same")
    return naming


def _kinds_of(review: Review, name: str) -> list[Kind]:
    """Return what bears a name; of one that nothing bears, what is named by it."""
    bears: list[Kind] = []
    if name in review.taken_ids:
        bears.append("claim")
    if name in review.references or review.may_have_key(name):
        bears.append("reference")
    if bears:
        return bears
    asked = name in review.former_names and queries_naming(review, name)
    if name in claims_named(review) or named_beside(review, name, claim=True) or asked:
        bears.append("claim")
    cited = name in references_cited(review) or named_beside(review, name, claim=False)
    if cited or name in review.studies:
        bears.append("reference")
    return bears


def _refuse_form(naming: Naming) -> None:
    if naming.kind == "reference":
        if not is_key(naming.new):
            message = f'"{naming.new[:60]}" is no key: it begins with a letter, and holds letters, '
            raise AnswerError(f"{message}digits and - _ : . + only")
        return
    try:
        fitting(naming.new, ClaimId)
    except AnswerError:
        message = f'"{naming.new[:60]}" is no id: lower-case letters, digits and single hyphens'
        raise AnswerError(message) from None
    if is_taken_by_site(naming.new):
        raise AnswerError(
            f'a claim cannot be called "{naming.new}": the site uses that name itself'
        )


def _refuse_taken(root: Path, review: Review, naming: Naming) -> None:
    """Refuse a name that another one has; a second name of the same file is left by a kill."""
    if naming.kind == "reference":
        if naming.new in review.references:
            raise AnswerError(f"the key {naming.new} is taken by another entry")
        return
    before = [name for name in review.former_names.get(naming.new, ()) if name != naming.old]
    if before:
        message = f'"{naming.new}" was the id of {listed(before)} before, and still leads there'
        raise AnswerError(message)
    if naming.new not in review.taken_ids:
        return
    files = {**review.claims, **{name: stub.rest for name, stub in review.stubs.items()}}
    paths = [files[name].path for name in (naming.old, naming.new) if name in files]
    if len(paths) < 2 or not os.path.samefile(root / paths[0], root / paths[1]):  # noqa: PLR2004, PTH121
        taken = files[naming.new].path if naming.new in files else "a file"
        raise AnswerError(f'the id "{naming.new}" is taken by {taken}')
