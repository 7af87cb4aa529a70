"""Field types and the base that every record of a YAML file shares."""

from __future__ import annotations

import ast
import inspect
import sys
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from claimweave.words.site_marks import is_own_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

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


Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"\S")]
Note = Annotated[str, StringConstraints(min_length=1, max_length=1200, pattern=r"\S")]
Few = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"\S")]
"""A word or a few."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S+$")]
CitationKey = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S+$")]
"""The key of an entry of the bibliography: as long as `bibtex_reader.py` takes it."""

Address = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S+$")]
ClaimId = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

_SIGNS = r"""\s!"#$%&'*,/;<=>?@\[\\\]^`{|}~\u00ad\u2000-\u206f\ufeff"""
"""What no name may hold that becomes part of an address, an id or a path; editors read it, too."""

Name = Annotated[
    str,
    StringConstraints(max_length=80, pattern=rf"^[^{_SIGNS}._:+()-][^{_SIGNS}]*$"),
]
"""A word of the review's own: letters and digits of any script, and - _ . : + ( ) within."""

ReadingName = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\W_]+(-[^\W_]+)*$")]
"""How a way to read a conclusion is called: letters, digits and single hyphens."""

_FOLDER = rf"[^{_SIGNS}._:+()-][^{_SIGNS}:+()]*"
FolderName = Annotated[
    str,
    StringConstraints(max_length=60, pattern=rf"^{_FOLDER}(/{_FOLDER})*$"),
    AfterValidator(_no_own_id),
]
"""A folder, or one within another. It becomes a path, and an id of the list of claims."""

Locator = Annotated[str, StringConstraints(max_length=100, pattern=rf"^[A-Z][^{_SIGNS}]*$")]


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


Date = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)
]


class Record(BaseModel):
    """What a YAML file holds: immutable, and no field that nobody knows."""

    # A record within others is built with them, and not once more for itself.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema, in which each field is described by its docstring."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, text in descriptions(cls).items():
            properties[name] = {"description": text, **properties[name]}
        return schema


@cache
def descriptions(model: type[Record]) -> Mapping[str, str]:
    """Return the docstring below each field of a record, of its bases, too.

    Pydantic could do so for every record when it is imported, for a tenth of the time that a
    check takes as a whole. They are wanted by whoever asks what a field means.
    """
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if not issubclass(part, Record) or part is Record:
            continue
        for field, text in pairwise(_classes(part.__module__)[part.__name__].body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                match text:
                    case ast.Expr(value=ast.Constant(value=str(said))):
                        found[field.target.id] = inspect.cleandoc(said)
    return found


@cache
def _classes(module: str) -> Mapping[str, ast.ClassDef]:
    """Return the classes of a module by name, as they are written: read once for all of them."""
    read = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in read.body if isinstance(node, ast.ClassDef)}
