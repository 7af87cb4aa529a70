"""JSON Schemas of claim files and study sheets, draft-07: what editors complete and explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimweave.model.claim import ClaimRecord
from claimweave.model.study import StudyRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.model.fields import Record
    from claimweave.model.review import Review
    from claimweave.model.vocabulary import Term, Vocabulary

SCHEMA_FOLDER = "docs/schema"
DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]


def schemas(review: Review) -> dict[str, str]:
    """Return file name to schema text, with the review's citation keys, ids and words."""
    claim, study = _draft_07(ClaimRecord, "A claim"), _draft_07(StudyRecord, "A study sheet")
    definitions = claim["definitions"]
    definitions["Evidence"]["properties"]["cites"]["enum"] = sorted(review.references)
    for field in ("rests_on", "opposes"):
        claim["properties"][field]["items"] = {"type": "string", "enum": sorted(review.claims)}
    if review.vocabulary:
        _fill_topic(definitions["Topic"], review.vocabulary)
        _fill_topic(study["definitions"]["SourceFinding"], review.vocabulary)
        study["properties"]["design"] |= _words(review.vocabulary.designs)
    return {"claim.schema.json": _text(claim), "study.schema.json": _text(study)}


def _draft_07(model: type[Record], title: str) -> Schema:
    schema = model.model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    return {"$schema": DRAFT, **schema, "title": title}


def _fill_topic(schema: Schema, vocabulary: Vocabulary) -> None:
    schema["additionalProperties"] = False
    for name, axis in vocabulary.axes.items():
        described = {"description": f"{axis.label}: a term of the vocabulary.", "type": "string"}
        schema["properties"][name] = described | _words(axis.terms)
    described = schema["properties"]["question"].get("description", "")
    question = {"description": described, "type": "string"} | _words(vocabulary.questions)
    schema["properties"]["question"] = question


def _words(terms: Mapping[str, Term]) -> Schema:
    """Allowed words, with the hover texts that VS Code shows for each."""
    explained = [term.definition or term.label for term in terms.values()]
    return {"enum": list(terms), "markdownEnumDescriptions": explained}


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
