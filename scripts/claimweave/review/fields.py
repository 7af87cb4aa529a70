"""The types of the fields that records have."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from claimweave.review.record import text, whole
from claimweave.words.site_marks import OWN_ID, is_own_id

Strength = Literal["tentative", "plain", "strong"]
Stance = Literal["supports", "contradicts", "neither", "background"]
FiledStance = Literal["supports", "contradicts", "neither"]
"""The stances of what is filed as evidence; `neither` is counted apart, on no side."""

Side = Literal["supports", "contradicts"]
"""The stances that count for or against a claim."""

SIDES: tuple[Side, ...] = ("supports", "contradicts")

Direction = Literal["positive", "negative", "none", "mixed", "unsigned", "not-reported"]
CheckVerdict = Literal["holds", "fails", "undetermined"]
ReadAs = Literal["abstract", "full-text", "secondary", "data", "program", "description"]


def _no_own_id(name: str) -> str:
    if is_own_id(name):
        raise ValueError(f'a folder cannot be called "{name}": the site uses that name itself')
    return name


Sentence = Annotated[str, text(r"\S", least=1, most=600)]
Note = Annotated[str, text(r"\S", least=1, most=1200)]
Few = Annotated[str, text(r"\S", least=1, most=80)]
"""A word or a few."""

Word = Annotated[str, text(r"^\S+$", least=1, most=80)]
CitationKey = Annotated[str, text(r"^\S+$", least=1, most=400)]
"""The key of an entry of the bibliography: as long as `bibtex_reader.py` takes it."""

Address = Annotated[str, text(r"^\S+$", least=1, most=400)]
ClaimId = Annotated[str, text(r"^[a-z0-9]+(-[a-z0-9]+)*$", most=100)]

_SIGNS = r"""\s!"#$%&'*,/;<=>?@\[\\\]^`{|}~\u00ad\u2000-\u206f\ufeff"""
"""What no name may hold that becomes part of an address, an id or a path; editors read it, too."""

Name = Annotated[str, text(rf"^[^{_SIGNS}._:+()-][^{_SIGNS}]*$", most=80)]
"""A word of the review's own: letters and digits of any script, and - _ . : + ( ) within."""

ReadingName = Annotated[
    str, text(r"^[^\W_]+(-[^\W_]+)*$", most=60, quick=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")
]
"""How a way to read a conclusion is called: letters, digits and single hyphens."""

_FOLDER = rf"[^{_SIGNS}._:+()-][^{_SIGNS}:+()]*"
_FOLDERS = rf"{_FOLDER}(/{_FOLDER})*"
FolderName = Annotated[
    str,
    text(f"^{_FOLDERS}$", most=60, quick=rf"^(?!{OWN_ID}){_FOLDERS}\Z", check=_no_own_id),
]
"""A folder, or one within another. It becomes a path, and an id of the list of claims."""

Locator = Annotated[str, text(rf"^[A-Z][^{_SIGNS}]*$", most=100)]


def is_day(text: str) -> bool:
    """Whether a text is a day as `2026-01-31`, of a century in which people use this."""
    try:
        return len(text) == len("2026-01-31") and date.fromisoformat(text).year // 100 in (19, 20)
    except ValueError:
        return False


def _day(text: str) -> str:
    if not is_day(text):
        raise ValueError(f'there is no day "{text}"')
    return text


_DAYS = "(?:(?:0[13578]|1[02])-(?:[0-2][0-9]|3[01])|(?:0[469]|11)-(?:[0-2][0-9]|30)|02-[01][0-9])"
Date = Annotated[
    str,
    text(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        quick=rf"^(?:19|20)[0-9][0-9]-(?!..-00){_DAYS}\Z",  # of February no day above 19
        check=_day,
    ),
]

PrintedNumber = Annotated[int, whole(least=1)]
"""A number as the review prints it: of a reference, or a year."""
