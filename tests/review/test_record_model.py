"""What is taken at once is what Pydantic would have taken, and the same."""

from __future__ import annotations

import pickle
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pydantic
import pytest

from claimweave.disk.text_files import TextFile
from claimweave.review.claim import ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.lenses import LensesFile, ThresholdsFile
from claimweave.review.notices import NoticesFile
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.record_model import adapter_of
from claimweave.review.second_reading import SecondReading
from claimweave.review.study import StudyRecord
from claimweave.review.table import TableEntry
from claimweave.review.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.record import Record

Tree = Any
"""What stands in a file: groups, lists and values."""

PROJECT = Path(__file__).resolve().parents[2]
DAY = {"state": "no-notice", "as_of": "2026-01-31", "title": "T", "years": [2001], "notices": []}
WRITTEN: dict[type[Record], dict[str, Any]] = {
    ClaimRecord: {
        "claim": "Barley grows.", "in_text": "it grew", "kind": "effect", "strength": "plain",
        "asserted": ["S1.p1.s1"],
        "topic": {"crop": "barley", "nutrient": ["nitrate", "salt"], "question": "q",
                  "direction": "positive"},
        "evidence": [{"cites": "A", "stance": "supports", "at": ["S1.p1.s1"], "note": "n"},
                     {"cites": "B", "stance": "neither", "added": "2026-01-31"}],
        "rests_on": ["a-b"], "opposes": ["c"],
        "check": {"readings": {"as-stated": {"says": "s", "sql": "SELECT 1", "verdict": "holds",
                                             "counts": "own-citations"}}, "note": "n"},
        "note": "n", "formerly": ["d"],
    },
    StudyRecord: {
        "design": "trial", "participants": 12, "population": "p", "cohort": "c", "read": "data",
        "where": "https://x.example/", "version": "1", "seen": "2026-12-31", "limits": "l",
        "findings": [{"crop": "barley", "question": "q", "direction": "none", "says": "s",
                      "estimate": {"measure": "ratio", "value": 1.5, "low": 1, "high": 2.0,
                                   "unit": "t"}}],
    },
    Vocabulary: {
        "axes": {"crop": {"label": "Crop", "terms": {"barley": {"label": "B", "broader": "grain",
                                                                "synonyms": ["s"]}}},
                 "other": {"label": "Other", "same_as": "crop"}},
        "questions": {"q": {"label": "Q", "asks": ["crop"], "asked": "Does {crop} grow?",
                            "turns": ["crop", "other"],
                            "directions": {"positive": {"label": "rises", "definition": "d"}}}},
        "designs": {"trial": {"label": "T", "definition": "d"}},
        "measures": {"ratio": {"scale": "ratio"}},
        "kinds": {"effect": {"label": "E", "evidence": True}},
    },
    ReviewSettings: {
        "title": "T", "state": "draft", "subject": "s", "source": "Review",
        "sections": {"S1": {"title": "t", "folder": "1-fields/a", "role": "abstract",
                            "shape": "box"}},
        "table": {"locator": "T1", "title": "t", "rows": "crop", "columns": "nutrient",
                  "row_terms": ["barley"], "column_terms": ["nitrate"], "question": "q",
                  "caption": {"says": "s", "printed": "p", "designs": ["trial"]},
                  "relations": {"for": {"stance": "supports", "label": "l"}}},
        "licence": {"name": "CC", "address": "https://x.example/"},
    },
    SentenceLedger: {
        "numbered_by": "printed",
        "sentences": {"S1.p1.s1": {"cites": [1, 2], "length": 3, "sha256": "a" * 64,
                                   "asserts_nothing": "n", "departures": {2: "why"}}},
    },
    TableEntry: {"relation": "for", "author": "A", "year": 2001, "number": None, "taken_as": 3,
                 "reason": "r", "row": "barley", "column": "nitrate"},
    Exemptions: {"exemptions": {"rule": {"subject": "why"}}},
    LensesFile: {"lenses": {"a": {"label": "l", "says": "s", "where": "w", "once": "cohort"}}},
    ThresholdsFile: {"thresholds": {"many": {"value": 3, "says": "s"}}},
    NoticesFile: {"as_of": "2026-01-31", "source": "https://x.example/",
                  "works": {"10.1/a": DAY | {"state": "retracted", "notices": [
                      {"kind": "retraction", "type": "t", "doi": "10.1/b", "date": "2026-01",
                       "sources": ["publisher"]}]}}},
    SecondReading: {
        "readers": "r",
        "claims": {"read": ["a-b"], "compared": {"kind": 2}, "differences": [
            {"claim": "a-b", "field": "kind", "part": "p", "first": ["x"], "second": ["y"],
             "settled": "neither", "value": ["z"], "why": "w"}]},
        "sheets": {"read": ["A"], "compared": {"design": 2}, "differences": [
            {"sheet": "A", "field": "design", "first": ["x"], "second": [],
             "settled": "first"}]},
    },
}  # fmt: skip
"""A record of each kind, with each of its fields, as files hold them."""

STRANGE: tuple[Tree, ...] = (
    *("", " ", "\n", "x", "x\n", "x y", "\x1c", "x\x1c", "\x85", "\u00a0", "\u200b", "\ufeff"),
    *("²", "Ä", "ä-ö", "д", "a_b", "A", "a-b", "-a", "a-", "a/b", "a.b", "/", ".", "__x", "cw-x"),
    *("card-c", "index-items", "question", "Question", "crop", "other", "matrix", "matrix-x"),
    *("S1", "s1", "T1", "2026-02-29", "2024-02-29", "2026-02-30", "2026-02-19", "2026-04-31"),
    *("2026-01-00", "2026-1-1", "1826-01-31", "2026-01-31\n", "2026-13-01", "2026", "2026-01"),
    *("10.1/A", "10.1/a b", "10.1/ä", "{crop}", "{crop", "{}", "{crop!r}", "{a b}", "}", "{{x}}"),
    *("{crop:x}", "https://x.example/", "https://x.example/\n", 'https://"', "http://x", "<"),
    *("a&b", "x" * 41, "x" * 81, "x" * 401, "x" * 601, "x" * 1201, "ä" * 1200, "0" * 64, "F" * 64),
    *("ſ", "\u212a", "1", "1.0", "true", "null", True, False, None),
    *(0, 1, -1, 2, 1.0, 1.5, 1001, 10**7, 10**30, 10**400, 1e308, float("nan"), float("inf")),
    *([], {}, ["x"], ["x", "x"], ["x", "y"], [1], [None], [[]], [{}], {"x": "y"}, {1: "x"}),
    *({"1": "x"}, {None: "x"}, {"": "x"}, {True: "x"}, {"x": {}}, {"label": "L"}),
)  # fmt: skip
"""What somebody may write somewhere, and what two readers may see differently."""


def places(data: Tree, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of each value, of each key of a group, and of a field that is not there."""
    if isinstance(data, dict):
        yield (*keys, "no such field")
        for name, value in data.items():
            yield from ((*keys, name), *places(value, (*keys, name)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from ((*keys, index), *places(value, (*keys, index)))


def a_copy(data: Tree) -> Tree:
    """Return the same data apart: a record is copied some ten thousand times."""
    return pickle.loads(pickle.dumps(data))  # noqa: S301 - our own


def changed(data: Tree, keys: tuple[Any, ...], value: Tree, *, on_key: bool) -> Tree:
    """Return the data with another value, or another key, at a place."""
    made = within = a_copy(data)
    for key in keys[:-1]:
        within = within[key]
    if on_key:
        kept = list(within.items())
        within.clear()
        within |= {value if name == keys[-1] else name: item for name, item in kept}
    else:
        within[keys[-1]] = value
    return made


def at_once(record: type[Record], data: Tree) -> Record | None:
    """Return the record that is taken at once; none where Pydantic would be asked."""
    try:
        return msgspec.convert(record.arranged(record.in_todays_form(data)), record)
    except msgspec.ValidationError:
        return None


@pytest.mark.parametrize("record", WRITTEN, ids=lambda record: record.__name__)
def test_what_is_taken_at_once_pydantic_takes_and_reads_the_same(record: type[Record]) -> None:
    whole = WRITTEN[record]
    assert at_once(record, whole) == adapter_of(record).validate_python(whole)
    taken = refused = 0
    for keys in places(whole):
        hashable = (value for value in STRANGE if not isinstance(value, list | dict))
        tries = [(value, False) for value in STRANGE] + [(value, True) for value in hashable]
        for value, on_key in tries:
            if on_key and (isinstance(keys[-1], int) or keys[-1] == "no such field"):
                continue
            data = changed(whole, keys, value, on_key=on_key)
            found = at_once(record, data)
            refused += found is None
            if found is not None:
                taken += 1
                # It raises where the data are not valid.
                assert repr(adapter_of(record).validate_python(data)) == repr(found), (keys, value)
    assert taken > 20
    assert refused > 100


@pytest.mark.parametrize("record", WRITTEN, ids=lambda record: record.__name__)
def test_a_field_that_is_left_out_is_the_same_to_both(record: type[Record]) -> None:
    whole = WRITTEN[record]
    for keys in places(whole):
        if isinstance(keys[-1], int) or keys[-1] == "no such field":
            continue
        data = within = a_copy(whole)
        for key in keys[:-1]:
            within = within[key]
        del within[keys[-1]]
        found = at_once(record, data)
        try:
            expected = adapter_of(record).validate_python(data)
        except pydantic.ValidationError:
            expected = None
        assert found == expected, keys


def test_what_pydantic_reads_more_freely_is_still_read() -> None:
    thresholds = {"thresholds": {"many": {"value": "3", "says": "s"}}}
    assert at_once(ThresholdsFile, thresholds) is None
    assert adapter_of(ThresholdsFile).validate_python(thresholds).thresholds["many"].value == 3


def test_all_files_of_this_review_are_taken_at_once() -> None:
    sheets = sorted((PROJECT / "claims" / "_studies").glob("*.yml"))
    claims = sorted((PROJECT / "claims").glob("[!_]*/**/*.yml"))
    for record, paths in ((ClaimRecord, claims), (StudyRecord, sheets)):
        assert len(paths) > 30
        for path in paths:
            data, problems = read_yaml(TextFile(str(path), path.read_text(encoding="utf-8")))
            assert not problems
            assert at_once(record, data) is not None, path


@pytest.mark.parametrize("evidence", ["true", "yes"], ids=["taken at once", "taken by Pydantic"])
def test_an_axis_has_no_terms_of_one_that_borrows_its_own(evidence: str) -> None:
    text = f"""axes:
  first: {{label: A, same_as: second}}
  second: {{label: B, same_as: third}}
  third: {{label: C, terms: {{w: {{label: W}}}}}}
questions: {{}}
designs: {{}}
kinds: {{k: {{label: K, evidence: {evidence}}}}}
"""
    record, problems = read_record(TextFile("v.yml", text), Vocabulary, "")
    assert not problems
    assert record is not None
    for found in (record, deepcopy(record), msgspec.structs.replace(record, questions={})):
        assert not found.axes["first"].terms
        assert list(found.axes["second"].terms) == ["w"]
        assert found.axes["second"].same_as == "third"
