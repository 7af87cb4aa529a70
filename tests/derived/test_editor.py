"""The schemas in an editor: tried with the language server that VS Code's YAML support runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from claimweave.derived.known_names import (
    KNOWN_NAMES,
    NAMES,
    known_names,
    renew_known_names,
)
from claimweave.derived.schema import committed_schemas
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report
from claimweave.rules.registry import exemptable_rules
from language_server import LanguageServer

ROOT = Path(__file__).parents[2]
SCHEMAS = ("claim", "exemptions", "lenses", "review", "second-reading", "sentences", "study",
           "table", "thresholds", "vocabulary")  # fmt: skip
HEAD = "# yaml-language-server: $schema=../../docs/schema/{}.schema.json\n"

Schema = dict[str, Any]


def schema(name: str) -> Schema:
    text = (ROOT / f"docs/schema/{name}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def settings() -> dict[str, Any]:
    """Return the settings that the project recommends, nested as the server asks for them."""
    whole: dict[str, Any] = {"yaml": {"hover": True, "completion": True, "validate": True}}
    for name, value in json.loads((ROOT / ".vscode/settings.json").read_text()).items():
        *parents, last = name.split(".")
        place = whole
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return whole


@pytest.fixture(scope="module")
def server(node_tools: Path) -> Iterator[LanguageServer]:
    renew_known_names(ROOT, read_review(ROOT))
    program = node_tools / "node_modules/yaml-language-server/bin/yaml-language-server"
    with LanguageServer(["node", str(program), "--stdio"], ROOT, settings()) as running:
        yield running


NUMBERS = count(1)


class Opened:
    """A text that is open in the editor as a new file; `|` marks the place of the cursor."""

    def __init__(self, server: LanguageServer, text: str, folder: str = "claims/3-2-ect") -> None:
        self.server, self.path = server, ROOT / folder / f"new-{next(NUMBERS)}.yml"
        before, _, after = text.partition("|")
        self._place = (before.count("\n"), len(before.rpartition("\n")[2]))
        self.problems = server.diagnostics({self.path: before + after})[self.path]

    def offered(self) -> dict[str, dict[str, Any]]:
        return self.server.completion(self.path, *self._place)


# Completion


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "claim: A.\n|",
            {"kind", "asserted", "topic", "evidence", "rests_on", "opposes", "check", "note"},
        ),
        (
            "kind: |\n",
            {
                "association",
                "effect",
                "mechanism",
                "definition",
                "synthesis",
                "recommendation",
                "method",
            },
        ),
        ("evidence:\n  - cites: Kruse2018\n    |\n", {"stance", "at", "added", "note"}),
        ("evidence:\n  - stance: |\n", {"supports", "contradicts", "background"}),
        ("evidence:\n  - cites: |\n", {"Kruse2018", "Dellink2025", "SourceReview"}),
        ("evidence:\n  - at: [|]\n", {"S3.2.p4.s1", "T1.ect.predictor.IL-6"}),
        ("asserted:\n  - |\n", {"S0.p1.s1", "S4.p1.s1"}),
        ("topic:\n  |\n", {"marker", "treatment", "question", "direction"}),
        ("topic:\n  marker: |\n", {"IL-6", "CRP", "TNF-α"}),
        ("topic:\n  question: |\n", {"baseline", "change", "level"}),
        ("topic:\n  direction: |\n", {"positive", "negative", "none", "mixed", "not-reported"}),
        ("rests_on:\n  - |\n", {"higher-il6-before-ect-meta-analysis"}),
        ("check:\n  |\n", {"readings", "note"}),
        ("check:\n  readings:\n    one:\n      |\n", {"says", "sql", "verdict", "counts"}),
        ("check:\n  readings:\n    one:\n      verdict: |\n", {"holds", "fails", "undetermined"}),
    ],
)
def test_completion_in_a_claim(text: str, offered: set[str], server: LanguageServer) -> None:
    assert offered <= set(Opened(server, HEAD.format("claim") + text).offered())


@pytest.mark.parametrize(
    ("name", "text", "offered"),
    [
        ("study", "design: |\n", {"meta-analysis", "cohort", "animal"}),
        ("study", "read: |\n", {"abstract", "full-text", "secondary"}),
        ("study", "findings:\n  - marker: IL-6\n    |\n", {"treatment", "direction", "says"}),
        ("review", "table:\n  |\n", {"rows", "columns", "relations"}),
        ("vocabulary", "axes:\n  crop:\n    |\n", {"label", "terms"}),
        ("exemptions", "exemptions:\n  |\n", {"claim-not-woven", "unused-reference"}),
        ("table", "entries:\n  - relation: |\n", {"predictor", "none"}),
        ("table", "entries:\n  - relation: none\n    |\n", {"treatment", "marker", "author"}),
    ],
)
def test_completion_elsewhere(
    name: str, text: str, offered: set[str], server: LanguageServer
) -> None:
    assert offered <= set(Opened(server, HEAD.format(name) + text).offered())


def test_completion_explains_and_writes_no_null(server: LanguageServer) -> None:
    found = Opened(server, f"{HEAD.format('claim')}claim: A.\n|").offered()
    assert "one item each" in found["evidence"]["documentation"]
    assert not [name for name, item in found.items() if "null" in item["insertText"]]


def test_a_new_file_without_its_first_line_is_completed_too(server: LanguageServer) -> None:
    assert "stance" in Opened(server, "evidence:\n  - |\n").offered()
    offered = set(Opened(server, "|\n", "claims/_studies").offered())
    assert "participants" in offered
    assert "asserted" not in offered


# Hover texts


def resolved(node: Schema, root: Schema) -> tuple[Schema, set[str]]:
    """Return the part of a schema that has the fields, and the descriptions on the way to it."""
    said = {node["description"]} if "description" in node else set()
    for step in (node, *(part for part in node.get("anyOf", ()) if part.get("type") != "null")):
        if "$ref" in step:
            inner, more = resolved(root["definitions"][step["$ref"].rpartition("/")[2]], root)
            return inner, said | more
    chosen = [part for part in node.get("anyOf", ()) if part.get("type") != "null"]
    return (chosen[0] if chosen else node), said


VALUES = {
    "added": "2026-01-31",
    "sha256": "0" * 64,
    "locator": "T1",
    "address": "https://a.example",
}


def example(node: Schema, root: Schema, name: str = "") -> Any:  # noqa: ANN401 - data of a file
    """Return data that uses every field of a schema."""
    node, _ = resolved(node, root)
    if "enum" in node:
        return node["enum"][0]
    if "properties" in node:
        return {key: example(part, root, key) for key, part in node["properties"].items()}
    free = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
    if node.get("type") == "object" and free[0]:
        known = node.get("propertyNames", {}).get("enum", ["S1"])
        return {known[0]: example(free[0], root)}
    if node.get("type") == "array":
        return [example(node["items"], root, name)]
    if node.get("type") == "boolean":
        return True
    return VALUES.get(name, 1 if node.get("type") == "integer" else "word")


def fields(data: yaml.Node, node: Schema, root: Schema) -> Iterator[tuple[yaml.Mark, set[str]]]:
    """Yield each field of a document: where it stands, and what its schema says of it."""
    node, _ = resolved(node, root)
    if isinstance(data, yaml.SequenceNode):
        for item in data.value:
            yield from fields(item, node["items"], root)
    if not isinstance(data, yaml.MappingNode):
        return
    for key, value in data.value:
        part = node.get("properties", {}).get(key.value)
        if part is None:
            free = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
            yield from fields(value, free[0], root)
        else:
            yield key.start_mark, resolved(part, root)[1]
            yield from fields(value, part, root)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_hover_text(name: str, server: LanguageServer) -> None:
    root = schema(name)
    text = HEAD.format(name) + yaml.safe_dump(example(root, root), allow_unicode=True)
    path = Opened(server, text).path
    silent = [
        text.splitlines()[mark.line]
        for mark, said in fields(yaml.compose(text), root, root)
        if not any(each in server.hover(path, mark.line, mark.column + 1) for each in said)
    ]
    assert silent == []


def described(node: Any) -> Iterator[tuple[str, Schema]]:  # noqa: ANN401 - any part of a schema
    """Yield each field of a schema with its name, wherever it stands."""
    if isinstance(node, list):
        for part in node:
            yield from described(part)
    elif isinstance(node, dict):
        for key, part in node.items():
            if key == "properties":
                yield from part.items()
            yield from described(part)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_words(name: str) -> None:
    found = list(described(schema(name)))
    assert found
    for field, part in found:
        said = part.get("description", "")
        assert len(said) >= 15, f"{field}: {said!r}"
        assert said[0].isupper() or said.startswith("`"), said
        assert said.endswith((".", "?")), said


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_allowed_word_is_explained_for_both_families_of_editors(name: str) -> None:
    def enums(node: Any) -> Iterator[Schema]:  # noqa: ANN401 - any part of a schema
        if isinstance(node, dict):
            if "enum" in node:
                yield node
            for part in node.values():
                yield from enums(part)
        elif isinstance(node, list):
            for part in node:
                yield from enums(part)

    # Names that say themselves what they are: the terms of the printed table.
    own = {"table": 3}.get(name, 0)
    plain = [node for node in enums(schema(name)) if "markdownEnumDescriptions" not in node]
    assert len(plain) == own
    for node in enums(schema(name)):
        if node not in plain:
            assert all(node["markdownEnumDescriptions"])
            metadata = node["x-intellij-enum-metadata"]
            assert list(metadata) == node["enum"]
            texts = [entry["description"] for entry in metadata.values()]
            assert texts == node["markdownEnumDescriptions"]


def test_hover_shows_what_a_citation_key_stands_for(server: LanguageServer) -> None:
    text = "evidence:\n  - cites: Dellink2025\n"
    path = Opened(server, HEAD.format("claim") + text).path
    title = read_review(ROOT).references["Dellink2025"].title
    assert title
    assert f"* `Dellink2025`: {title}" in server.hover(path, 2, 14)


# Diagnostics


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("claim", "claim: A.\nkind: asociation\n", "Value is not accepted"),
        ("claim", "claim: A.\nkind: effect\nknid: a\n", "Property knid is not allowed"),
        ("claim", "claim: A.\n", 'Missing property "kind"'),
        ("claim", "claim: A.\nkind: effect\nasserted: [S9.p9.s9]\n", "Value is not accepted"),
        ("study", "design: cohrt\nread: abstract\n", "Value is not accepted"),
        ("exemptions", "exemptions:\n  no-rule: {a: b}\n", "Property no-rule is not allowed"),
        ("table", "entries:\n  - {author: A}\n", 'Missing property "'),
    ],
)
def test_a_fault_is_underlined(name: str, text: str, said: str, server: LanguageServer) -> None:
    problems = Opened(server, HEAD.format(name) + text).problems
    assert any(said in problem for problem in problems)


def test_no_real_file_has_a_fault(server: LanguageServer) -> None:
    paths = sorted((ROOT / "claims").rglob("*.yml"))
    assert len(paths) > 200
    found = server.diagnostics({path: path.read_text(encoding="utf-8") for path in paths})
    assert {path.name: problems for path, problems in found.items() if problems} == {}


# A fresh clone


CLAIM = "claim: A.\nkind: effect\nevidence:\n  - cites: Nobody1999\n    stance: supports\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the committed schemas, and without the file of the names."""
    shutil.copytree(ROOT / "docs/schema", tmp_path / "docs/schema")
    return tmp_path


def opened(server: LanguageServer, clone: Path, text: str) -> tuple[list[str], set[str]]:
    """Return what is wrong with a text, and what is offered where it has a `|`."""
    path = clone / "claims/3-2-ect" / f"new-{next(NUMBERS)}.yml"
    before, _, after = f"{HEAD.format('claim')}{text}".partition("|")
    problems = server.diagnostics({path: before + after})[path]
    place = (before.count("\n"), len(before.rpartition("\n")[2]))
    return problems, set(server.completion(path, *place))


def test_a_fresh_clone_has_no_error_and_completes_all_but_names(
    server: LanguageServer, clone: Path
) -> None:
    assert not (clone / KNOWN_NAMES).exists()
    assert opened(server, clone, f"{CLAIM}|")[0] == []
    problems, _ = opened(server, clone, CLAIM.replace("effect", "efect"))
    assert len(problems) == 1
    assert problems[0].startswith("Value is not accepted")
    _, offered = opened(server, clone, "kind: |\n")
    assert "effect" in offered
    assert opened(server, clone, "evidence:\n  - cites: |\n")[1] == set()


def test_without_the_extension_a_fresh_clone_would_warn(
    server: LanguageServer, clone: Path
) -> None:
    path = clone / "docs/schema/claim.schema.json"
    plain = json.loads(path.read_text("utf-8"))
    del plain["schemaSequence"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    problems, _ = opened(server, clone, f"{CLAIM}|")
    assert len(problems) == 1
    assert "Problems loading reference" in problems[0]


def test_the_first_check_brings_the_names(server: LanguageServer, clone: Path) -> None:
    renew_known_names(clone, read_review(ROOT))
    problems, _ = opened(server, clone, f"{CLAIM}|")
    assert any(problem.startswith("Value is not accepted") for problem in problems)
    assert "Kruse2018" in opened(server, clone, "evidence:\n  - cites: |\n")[1]
    assert "S3.2.p4.s1" in opened(server, clone, "asserted: [|]\n")[1]


# What the project sets up


def test_the_committed_schemas_hold_no_name_of_a_claim_a_reference_or_a_place() -> None:
    review = read_review(ROOT)
    texts = "".join(committed_schemas(review, exemptable_rules()).values())
    names = known_names(review)
    assert tuple(names) == NAMES
    for kind in names.values():
        assert [name for name in kind["enum"] if f'"{name}"' in texts] == []


def test_the_schemas_are_current(report: Report) -> None:
    made = committed_schemas(report.base.review, exemptable_rules())
    assert set(made) == {f"{name}.schema.json" for name in SCHEMAS}
    for name, text in made.items():
        assert (ROOT / "docs/schema" / name).read_text(encoding="utf-8") == text


def test_each_file_names_its_schema() -> None:
    wrong = []
    for path in sorted((ROOT / "claims").rglob("*.yml")):
        own = "table" if path.stem.startswith("table-") else path.stem
        kinds = {"_studies": "study", "_review": own}
        head = HEAD.format(kinds.get(path.parent.name, "claim"))
        if not path.read_text(encoding="utf-8").startswith(head):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []


def test_jetbrains_finds_each_schema_and_each_folder() -> None:
    root = ET.parse(ROOT / ".idea/jsonSchemas.xml").getroot()  # noqa: S314 - our own
    mapped: dict[str, str] = {}
    for info in root.iter("SchemaInfo"):
        (relative,) = [
            o.attrib["value"] for o in info if o.attrib["name"] == "relativePathToSchema"
        ]
        assert (ROOT / relative).is_file()
        for item in info.iter("Item"):
            mapped[item.find("option[@name='path']").attrib["value"]] = relative  # type: ignore[union-attr]
    folders = {p.relative_to(ROOT).as_posix() for p in (ROOT / "claims").iterdir() if p.is_dir()}
    ledger = {p.relative_to(ROOT).as_posix() for p in (ROOT / "claims/_review").glob("*.yml")}
    assert folders - {"claims/_review"} | ledger <= set(mapped)
    assert mapped["claims/3-2-ect"] == "docs/schema/claim.schema.json"
    assert mapped["claims/_studies"] == "docs/schema/study.schema.json"
