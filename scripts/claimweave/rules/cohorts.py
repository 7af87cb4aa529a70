"""Whether the names of cohorts tell samples apart: works of one cohort are counted once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.words.spelling import folded
from claimweave.words.suggestions import one_sign_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.review.study import Study

_NO_NAMES = frozenset({"none", "null", "unknown", "na", "no", "nil", "tbd", "unclear", "other", ""})
"""What people write where there is nothing to write, without its signs."""

_LETTERS_THAT_TELL = 4
"""Words of fewer letters differ on purpose, as in `site-a` and `site-b`."""


def cohort_faults(studies: Iterable[Study]) -> Iterator[Problem]:
    """Yield each cohort whose name is none, or looks like another's."""
    seen: dict[str, Study] = {}
    for study in studies:
        name = study.record.cohort
        if name is None:
            continue
        where = AtKey(study.path, ("cohort",))
        if _bare(name) in _NO_NAMES:
            message = f'"{name}" is the name of no cohort, and sheets that share it count once'
            yield Problem(where, message, "leave the line out where no other work has this sample")
            continue
        like = next((other for other in seen if other != name and _alike(name, other)), None)
        if like is not None:
            message = (
                f'the cohort "{name}" looks like "{like}" of {seen[like].key}, and they count '
            )
            message += "as two"
            yield Problem(where, message, "write one name for one sample, or make them differ more")
        seen.setdefault(name, study)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", folded(name))


def _alike(name: str, other: str) -> bool:
    """Whether two names differ in case, accents and signs only, or one word in one letter."""
    if _bare(name) == _bare(other):
        return True
    one, two = (re.split(r"[\W_]+", folded(text)) for text in (name, other))
    if len(one) != len(two):
        return False
    apart = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    return (
        len(apart) == 1
        and one_sign_off(*apart[0])
        and min(map(_letters, apart[0])) >= (_LETTERS_THAT_TELL)
        and re.sub(r"[^0-9]", "", apart[0][0]) == re.sub(r"[^0-9]", "", apart[0][1])
    )


def _letters(word: str) -> int:
    return sum(char.isalpha() for char in word)
