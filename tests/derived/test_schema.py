"""The published schemas: draft-07, and of one mind with what the engine reads."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.derived.derived_files import outdated
from claimweave.derived.schema import schemas
from claimweave.review.claim import ClaimRecord
from claimweave.review.reading.record_reader import build_record
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.registry import exemptable_rules

PROJECT = Path(__file__).parents[2]
REVIEW = read_review(PROJECT)
TEXTS = schemas(REVIEW, exemptable_rules())
CLAIM = Draft7Validator(json.loads(TEXTS["claim.schema.json"]))
STUDY = Draft7Validator(json.loads(TEXTS["study.schema.json"]))

CLAIM_FILES = sorted(c.path for c in REVIEW.claims.values())
STUDY_FILES = sorted(s.path for s in REVIEW.studies.values())


class TextLoader(yaml.CSafeLoader):
    """Loads as an editor of YAML 1.2 does: a date is text."""


TextLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load(path: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.load((PROJECT / path).read_text(encoding="utf-8"), TextLoader)  # noqa: S506 - a safe loader


@pytest.mark.parametrize("name", ["claim.schema.json", "study.schema.json"])
def test_schema_is_draft_07(name: str) -> None:
    schema = json.loads(TEXTS[name])
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)
    assert "$defs" not in TEXTS[name], "a later draft's word"


def test_every_claim_file_is_valid() -> None:
    assert CLAIM_FILES
    faults = [(p, e.message) for p in CLAIM_FILES for e in CLAIM.iter_errors(load(p))]
    assert faults == []


def test_every_study_sheet_is_valid() -> None:
    assert STUDY_FILES
    faults = [(p, e.message) for p in STUDY_FILES for e in STUDY.iter_errors(load(p))]
    assert faults == []


def valid_claim() -> dict[str, Any]:
    key = next(iter(REVIEW.references))
    return {
        "claim": "Higher IL-6 goes with improvement.",
        "kind": "association",
        "asserted": ["S3.2.p4.s1"],
        "topic": {"marker": "IL-6", "treatment": "ect", "question": "baseline"},
        "evidence": [{"cites": key, "stance": "supports", "at": ["S3.2.p4.s1"]}],
    }


def test_the_example_is_valid() -> None:
    assert list(CLAIM.iter_errors(valid_claim())) == []


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("evidence", 0, "stance"), "suports"),
        (("evidence", 0, "cites"), "Nobody1999"),
        (("evidence", 0, "at"), "S3.2.p4.s1"),
        (("evidence", 0, "at"), ["s3"]),
        (("evidence", 0, "sure"), True),
        (("evidence",), "Kruse2018"),
        (("kind",), "asociation"),
        (("claim",), ""),
        (("claim",), "x" * 601),
        (("claim",), 5),
        (("knid",), "association"),
        (("asserted",), ["S3 p4"]),
        (("topic", "marker"), "IL6"),
        (("topic", "treatment"), "tea"),
        (("topic", "question"), "basline"),
        (("topic", "direction"), "up"),
        (("topic", "makrer"), "IL-6"),
        (("rests_on",), ["no-such-claim"]),
        (("check",), {"sql": "SELECT 1"}),
        (("check",), {"sql": "SELECT 1", "verdict": "maybe"}),
    ],
)
def test_faults_of_a_claim_are_seen(keys: tuple[str | int, ...], value: object) -> None:
    data = copy.deepcopy(valid_claim())
    node: Any = data
    for key in keys[:-1]:
        node = node[key]
    node[keys[-1]] = value
    assert list(CLAIM.iter_errors(data))


@pytest.mark.parametrize("field", ["claim", "kind"])
def test_missing_fields_are_seen(field: str) -> None:
    data = valid_claim()
    del data[field]
    assert list(CLAIM.iter_errors(data))


@pytest.mark.parametrize(
    "change",
    [
        {"design": "cohrt"},
        {"read": "fulltext"},
        {"participants": 0},
        {"participants": "many"},
        {"findings": [{"marker": "IL-6"}]},
        {"desing": "cohort"},
    ],
)
def test_faults_of_a_study_sheet_are_seen(change: dict[str, object]) -> None:
    sheet: dict[str, object] = {"design": "cohort", "read": "abstract"}
    assert list(STUDY.iter_errors(sheet)) == []
    assert list(STUDY.iter_errors(sheet | change))


def test_what_the_schema_accepts_the_engine_reads() -> None:
    record, problems = build_record(valid_claim(), ClaimRecord, "f.yml", "invalid-claim")
    assert problems == []
    assert record is not None


def test_words_of_the_vocabulary_are_explained() -> None:
    topic = json.loads(TEXTS["claim.schema.json"])["definitions"]["Topic"]["properties"]
    vocabulary = REVIEW.vocabulary
    assert vocabulary is not None
    for name, axis in vocabulary.axes.items():
        one, several = topic[name]["anyOf"]
        for term in (one, several["items"]):
            assert term["enum"] == list(axis.terms)
            assert len(term["markdownEnumDescriptions"]) == len(axis.terms)


def test_files_are_made_anew_where_the_words_change_and_only_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "review"))
    assert main(["--project", str(project), "schema"]) == 0
    before = read_review(project)
    edited(project, "claims/_review/vocabulary.yml", "label: Phosphate", "label: Phosphates")
    assert [
        path for path, _ in outdated(project, before, read_review(project), exemptable_rules())
    ] == [f"docs/schema/{name}.schema.json" for name in ("claim", "study")]
    asked: list[object] = []
    monkeypatch.setattr(
        "claimweave.derived.derived_files.derived_files", lambda *of: asked.append(of)
    )
    assert list(outdated(project, before, before, exemptable_rules())) == asked == []
