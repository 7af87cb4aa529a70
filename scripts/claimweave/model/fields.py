"""Field types and the base that every record of a YAML file shares."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Kind = Literal[
    "association", "effect", "mechanism", "definition", "synthesis", "recommendation", "method"
]
Stance = Literal["supports", "contradicts", "background"]
Direction = Literal["positive", "negative", "none", "mixed", "not-reported"]
CheckVerdict = Literal["holds", "fails", "undetermined"]
ReadAs = Literal["abstract", "full-text", "secondary"]

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"\S")]
Note = Annotated[str, StringConstraints(min_length=1, max_length=1200, pattern=r"\S")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S+$")]
Address = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S+$")]
ClaimId = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Locator = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Z][^\s/\\<>]*$")]


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'there is no day "{text}"') from None
    return text


Date = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)
]


class Record(BaseModel):
    """What a YAML file holds: immutable, and no field that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
