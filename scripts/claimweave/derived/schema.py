"""JSON Schemas of the YAML files, draft-07: what editors complete and explain.

Completion and hover texts come from the models' own docstrings, and from the words of the review.
VS Code shows `markdownEnumDescriptions` for each word; the editors of JetBrains read the same from
`x-intellij-enum-metadata`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic.json_schema import GenerateJsonSchema

from claimweave.derived.known_names import (
    NAMES,
    WITHOUT_ERRORS,
    elsewhere,
    explained,
    known_names,
)
from claimweave.review import fields
from claimweave.review.claim import ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.lenses import LensesFile, ThresholdsFile
from claimweave.review.record_model import model_of
from claimweave.review.second_reading import SecondReading
from claimweave.review.study import StudyRecord
from claimweave.review.table import TableEntry
from claimweave.review.vocabulary import Vocabulary
from claimweave.words import labels

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import WithDefaultSchema

    from claimweave.review.axis import Term
    from claimweave.review.record import Record
    from claimweave.review.review import Review
    from claimweave.review.table import Table
    from claimweave.review.vocabulary import Measure

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

Exemptable = Mapping[str, str]
"""Id of each rule that lets a thing pass with a reason, to what it says: the rules know them."""


def schemas(review: Review, exemptable: Exemptable) -> dict[str, str]:
    """Return file name to schema text, with the review's citation keys, ids, places and words.

    Each stands on its own: these are published.
    """
    return _schemas(review, _claim(review, known_names(review)), exemptable)


def committed_schemas(review: Review, exemptable: Exemptable) -> dict[str, str]:
    """Return file name to text of the schemas for editors, which change with the words only.

    Keys, ids and places are in the file of the known names.
    """
    claim = _claim(review, {name: elsewhere(name) for name in NAMES})
    return _schemas(review, claim | WITHOUT_ERRORS, exemptable)


def _schemas(review: Review, claim: Schema, exemptable: Exemptable) -> dict[str, str]:
    made = {
        "claim": claim,
        "study": _study(review),
        "vocabulary": _draft_07(Vocabulary, "The vocabulary"),
        "review": _draft_07(ReviewSettings, "The review"),
        "sentences": _draft_07(SentenceLedger, "The ledger of sentences"),
        "table": _table(review),
        "exemptions": _exemptions(exemptable),
        "lenses": _draft_07(LensesFile, "The lenses on the evidence"),
        "thresholds": _draft_07(ThresholdsFile, "The thresholds of conclusions"),
        "second-reading": _draft_07(SecondReading, "What two readers differed on"),
    }
    known = _engine_words(review)
    return {f"{name}.schema.json": _text(_tidy(schema, known)) for name, schema in made.items()}


class _WithoutDefaults(GenerateJsonSchema):
    """Leaves out defaults, which editors would write into files, and which cost time to encode."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of a field as if it had no default."""
        return self.generate_inner(schema["schema"])


def _draft_07(model: type[Record], title: str) -> Schema:
    schema = json.loads(_schema_text(model))
    schema["definitions"] = schema.pop("$defs", {})
    return {"$schema": DRAFT, **schema, "title": title}


@cache
def _schema_text(model: type[Record]) -> str:
    """Return what Pydantic says of a model, whatever the review: most of a schema's time."""
    asked = model_of(model).model_json_schema
    template = "#/definitions/{model}"
    return json.dumps(asked(ref_template=template, schema_generator=_WithoutDefaults))


def _claim(review: Review, names: Mapping[str, Schema]) -> Schema:
    claim = _draft_07(ClaimRecord, "A claim")
    claim["properties"]["kind"] |= _terms(review.kinds)
    evidence = claim["definitions"]["Evidence"]["properties"]
    evidence["cites"] |= names["key"]
    for field in ("rests_on", "opposes"):
        claim["properties"][field]["items"] |= names["claim"]
    for field in (claim["properties"]["asserted"], evidence["at"]):
        field["items"] |= names["place"]
    if review.vocabulary:
        _fill_topic(claim["definitions"]["Topic"], review.vocabulary)
    return claim


def _study(review: Review) -> Schema:
    study = _draft_07(StudyRecord, "A study sheet")
    if review.vocabulary:
        _fill_topic(study["definitions"]["SourceFinding"], review.vocabulary)
        study["properties"]["design"] |= _terms(review.vocabulary.designs)
        if measures := {name: _measured(known) for name, known in review.measures.items()}:
            study["definitions"]["Estimate"]["properties"]["measure"] |= explained(measures)
    return study


def _measured(measure: Measure) -> str:
    """Return what a measure is, or of which sort where the vocabulary does not say more."""
    return measure.definition or labels.SCALES[measure.scale]


def _table(review: Review) -> Schema:
    """Return the schema of a table's transcription, with the names of the review's axes.

    An entry is one of any of its tables.
    """
    schema = _draft_07(TableEntry, "The table as printed")
    entry = {key: schema.pop(key) for key in ("properties", "required", "additionalProperties")}
    tables = review.tables if review.vocabulary else ()
    kinds = [
        {"type": "object", "description": schema["description"], **each}
        for each in (_entry(table, entry) for table in tables)
    ]
    one: Schema = {"type": "object", "description": schema["description"], **entry}
    items = {"anyOf": kinds} if len(kinds) > 1 else next(iter(kinds), one)
    entries = {"type": "array", "description": "The entries, cell by cell.", "items": items}
    return schema | {
        "description": "The review's table, copied entry by entry and independently of the claims.",
        "properties": {"entries": entries},
        "required": ["entries"],
        "additionalProperties": False,
    }


def _entry(table: Table, entry: Schema) -> Schema:
    """Return the schema of an entry of one table."""
    entry = deepcopy(entry)
    for own, axis, terms in (
        ("row", table.rows, table.row_terms),
        ("column", table.columns, table.column_terms),
    ):
        field = entry["properties"].pop(own)
        entry["properties"][axis] = {**field, "title": axis, "enum": list(terms)}
        entry["required"] = [axis if name == own else name for name in entry["required"]]
    entry["properties"]["relation"]["enum"] = list(table.relations)
    return entry


def _exemptions(exemptable: Exemptable) -> Schema:
    schema = _draft_07(Exemptions, "Exemptions")
    field = schema["properties"]["exemptions"]
    (reasons,) = field.pop("patternProperties").values()
    field["properties"] = {
        rule: reasons | {"description": what} for rule, what in exemptable.items()
    }
    field["additionalProperties"] = False
    return schema


def _fill_topic(schema: Schema, vocabulary: Vocabulary) -> None:
    schema["additionalProperties"] = False
    for name, axis in vocabulary.axes.items():
        said = f"{axis.label}: a term of the vocabulary, or a list of several."
        schema["properties"][name] = {"title": axis.label, "description": said} | _one_or_several(
            {"type": "string"} | _terms(axis.terms)
        )
    question = schema["properties"]["question"]
    kept = {"title": "Question", "description": question["description"], "type": "string"}
    schema["properties"]["question"] = kept | _terms(vocabulary.questions)


def _one_or_several(term: Schema) -> Schema:
    """Return the schema of a term, or of a list of two or more."""
    several = {"type": "array", "items": term, "minItems": 2, "uniqueItems": True}
    return {"anyOf": [term, several]}


def _terms(terms: Mapping[str, Term]) -> Schema:
    return explained({name: term.definition or term.label for name, term in terms.items()})


Words = Mapping[frozenset[str], Mapping[str, str]]
"""Each set of words that the engine itself defines, to what they mean."""


def _tidy(node: Any, engine_words: Words) -> Any:  # noqa: ANN401 - any part of a schema
    """Explain the engine's own words, and let editors show signs in descriptions as they are."""
    if isinstance(node, list):
        return [_tidy(item, engine_words) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value, engine_words) for key, value in node.items()}
    if "`" in str(kept.get("description", "")):
        kept["markdownDescription"] = kept["description"]  # without it, VS Code shows the signs
    known = engine_words.get(frozenset(map(str, kept.get("enum", ()))))
    return kept | explained(known) if known else kept


def _engine_words(review: Review) -> Words:
    """Return each set of words that the engine itself defines, with what they mean."""
    own = review.vocabulary.directions if review.vocabulary else {}
    directions = {word: said.sentence for word, said in labels.DIRECTIONS.items()}
    directions |= {word: said.definition for word, said in own.items()}
    verdicts = {word: labels.VERDICTS[word].sentence for word in get_args(fields.CheckVerdict)}
    readings = {word: f"Read in {said}." for word, said in labels.READINGS.items()}
    stances = {word: said.sentence for word, said in labels.STANCES.items()}
    fixed = (
        labels.STRENGTH_DEFINITIONS,
        labels.ROLES,
        labels.SETTLED,
        labels.NUMBERED_BY,
        labels.SCALES,
    )
    sides = {word: stances[word] for word in ("supports", "contradicts", "neither")}
    shapes = {"figure": "A figure: its caption asserts something.", "box": "A box beside the text."}
    every = (directions, verdicts, readings, stances, sides, shapes, *fixed)
    return {frozenset(words): dict(words) for words in every}


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
