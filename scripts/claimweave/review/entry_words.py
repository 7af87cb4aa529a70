"""The words of an entry: the kinds of works that there are, and the fields that are used."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.words.suggestions import one_sign_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS = frozenset(
    """
    article book booklet conference inbook incollection inproceedings manual mastersthesis misc
    phdthesis proceedings techreport unpublished
    bookinbook collection customa customb customc customd custome customf dataset electronic image
    inreference mvbook mvcollection mvproceedings mvreference online patent periodical reference
    report set software suppbook suppcollection suppperiodical thesis www xdata
    artwork audio bibnote commentary jurisdiction legal legislation letter movie music performance
    review standard video
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Kinds of works. Sources: Patashnik, "BibTeXing", section 3.1; biblatex's manual, section 2.1."""

USED = frozenset(
    """
    author title journal booktitle publisher year volume number pages pmid note editor
    reviewnumber identity metadatasource added
    """.split()  # noqa: SIM905
)
"""Fields that pages, downloads or rules read; three letters are too few to be misspelt."""

_OTHERS = frozenset({"pmcid", "editora", "editorb", "editorc", "volumes"})
"""Fields that others read, and that are no misspelling although they look like one."""


def misspelt_fields(names: Iterable[str]) -> Mapping[str, str]:
    """Return the names that are one sign away from that of a field that is used, and which."""
    return _misspelt(tuple(names))


@lru_cache(maxsize=1024)  # most entries of a bibliography have the same fields
def _misspelt(names: tuple[str, ...]) -> Mapping[str, str]:
    return {name: meant for name in names if (meant := _meant(name))}


@lru_cache(maxsize=4096)  # a bibliography has few names, again and again
def _meant(name: str) -> str | None:
    if name in USED or name in _OTHERS or " " in name:
        return None
    return next((field for field in sorted(USED) if one_sign_off(name, field)), None)
