"""Field types and the base that every record of a YAML file shares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

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
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Record(BaseModel):
    """What a YAML file holds: immutable, and no field that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
