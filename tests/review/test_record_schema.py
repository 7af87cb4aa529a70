"""What is read from the types of a model is what its JSON Schema says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from claimweave.review.claim import ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.lenses import LensesFile, ThresholdsFile
from claimweave.review.notices import NoticesFile
from claimweave.review.reading.record_schema import Keys, field_names, is_prose
from claimweave.review.record_model import model_of
from claimweave.review.second_reading import SecondReading
from claimweave.review.study import StudyRecord
from claimweave.review.table import TableEntry
from claimweave.review.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.record import Record

MODELS = (
    ClaimRecord,
    Exemptions,
    LensesFile,
    NoticesFile,
    ReviewSettings,
    SecondReading,
    SentenceLedger,
    StudyRecord,
    TableEntry,
    ThresholdsFile,
    Vocabulary,
)
ANY_NAME = "no-field-of-this-name"


def resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    node = next((one for one in node.get("anyOf", ()) if one.get("type") != "null"), node)
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def parts(
    schema: dict[str, Any], node: dict[str, Any], keys: Keys = ()
) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Yield each key path that a schema has, and what it says there."""
    node = resolved(schema, node)
    yield keys, node
    for name, below in node.get("properties", {}).items():
        yield from parts(schema, below, (*keys, name))
    others = next(iter(node.get("patternProperties", {}).values()), None)
    others = others or node.get("additionalProperties")
    if isinstance(others, dict):
        yield from parts(schema, others, (*keys, ANY_NAME))
    if "items" in node:
        yield from parts(schema, node["items"], (*keys, 0))


@pytest.mark.parametrize("model", MODELS)
def test_types_and_schema_say_the_same(model: type[Record]) -> None:
    schema = model_of(model).model_json_schema()
    seen = list(parts(schema, schema))
    assert len(seen) > 1
    for keys, node in seen:
        assert field_names(model, keys) == set(node.get("properties", ())), keys
        assert is_prose(model, keys) == (node.get("pattern") == r"\S"), keys


def test_what_is_no_field_has_no_fields_and_is_no_prose() -> None:
    for keys in ((ANY_NAME,), ("claim", 0), ("evidence", "cites"), (0,), ("topic", 1)):
        assert not field_names(ClaimRecord, keys)
        assert not is_prose(ClaimRecord, keys)
