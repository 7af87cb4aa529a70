"""What Pydantic knows of a record: the faults of data that are none, and the JSON Schema.

It is made of the record's own fields when somebody asks. A check of a review without faults does
not, and so does without Pydantic, which takes longer to load than the engine.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Union, get_args, get_origin

from msgspec.structs import fields
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    create_model,
    model_validator,
)
from pydantic_core import PydanticKnownError

from claimweave.review.record import Record, annotations_of, exactly
from claimweave.review.record_descriptions import descriptions
from claimweave.review.terms import NOT_TERMS, Terms, require_several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class RecordModel(BaseModel):
    """What the model of each record shares."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    record: ClassVar[type[Record]]

    @model_validator(mode="before")
    @classmethod
    def _in_todays_form(cls, data: Any) -> Any:  # noqa: ANN401 - what stands in a file
        return cls.record.in_todays_form(data)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema, in which each field is described by its docstring."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, text in descriptions(cls.record).items():
            if name in properties:
                properties[name] = {"description": text, **properties[name]}
        return schema


def _terms(value: Any) -> str | tuple[str, ...]:  # noqa: ANN401 - what stands in a file
    if isinstance(value, str):
        return value
    if not isinstance(value, (list, tuple)):
        raise PydanticKnownError("string_type")
    if not all(isinstance(item, str) for item in value):
        raise ValueError(NOT_TERMS)
    require_several(tuple(value))
    return tuple(value)


class OpenModel(RecordModel):
    """The model of a record that has terms of the vocabulary's axes beside its own fields."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[
        str,
        Annotated[Terms, PlainValidator(_terms, json_schema_input_type=str | list[str])],
    ]


@cache
def model_of(record: type[Record]) -> type[RecordModel]:
    """Return the model of a record: of its name, with its fields."""
    types = annotations_of(record)
    given: dict[str, Any] = {
        field.name: exact(types[field.name]) if field.required else (exact(types[field.name]), None)
        for field in fields(record)
        if field.name != record.open_field
    }
    base: type[RecordModel] = OpenModel if record.open_field else RecordModel
    made = create_model(
        record.__name__,
        __base__=base,
        __doc__=record.__doc__,
        __module__=record.__module__,
        **given,
    )
    made.record = record
    return made


@cache
def adapter_of(type_: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a record, or the type of a field
    """Return what validates a value of a type, and raises Pydantic's error of all its faults."""
    return TypeAdapter(exact(type_))


def exact(type_: Any) -> Any:  # noqa: ANN401 - any type of a field
    """Return a type as Pydantic is to read it, with the models of records in their place."""
    origin, args = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return reduce(_with, _told(args), exact(args[0]))
    if origin in (Union, UnionType):
        return reduce(or_, map(exact, args))
    if origin in (tuple, dict):
        return origin[tuple(map(exact, args))]
    if isinstance(type_, type) and issubclass(type_, Record):
        return Annotated[model_of(type_), AfterValidator(_record)]
    return type_


def _with(type_: Any, more: object) -> Any:  # noqa: ANN401 - the same
    return Annotated[type_, more]


def _told(args: tuple[Any, ...]) -> Iterator[object]:
    """Yield what Pydantic is told of a value: bounds, patterns, and what checks it."""
    for meta in args[1:]:
        said = exactly(meta)
        if args[0] is str:
            yield StringConstraints(
                min_length=meta.min_length,
                max_length=meta.max_length,
                pattern=said.pattern,
                to_lower=said.lower or None,
            )
        else:
            yield Field(
                strict=said.strict or None,
                allow_inf_nan=False if said.finite else None,
                min_length=meta.min_length,
                **({} if said.finite else {"ge": meta.ge, "le": meta.le}),
            )
        if said.check:
            yield AfterValidator(said.check)


def _record(model: RecordModel) -> Record:
    """Return the record of a model: the fields that stand in the file, and the others left out."""
    given = {name: getattr(model, name) for name in model.model_fields_set}
    if model.record.open_field:
        extra = model.model_extra or {}
        given = {name: value for name, value in given.items() if name not in extra}
        given[model.record.open_field] = extra
    return model.record(**given)
