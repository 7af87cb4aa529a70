"""The fields of the published data: which there are is read from the files, not typed here.

What a field means is said once: in the model, where the field comes from a file of the review,
in the vocabulary for its axes, and here for what is computed.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from claimweave.evidence.database import BOTH_WAYS, TOPICS
from claimweave.evidence.database_rows import ESTIMATE
from claimweave.review.claim import Check, ClaimRecord, Evidence, Reading, Topic
from claimweave.review.record_descriptions import descriptions
from claimweave.review.study import Estimate, SourceFinding, StudyRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.record import Record

Fields = dict[str, dict[str, str]]
"""Name of a part of the file (a table, or an empty text for the whole) to field to meaning."""

_MODELS: dict[str, tuple[type[Record], ...]] = {
    "claims.json:claims": (ClaimRecord,),
    "claims.json:evidence": (Evidence,),
    "claims.json:topic": (Topic,),
    "claims.json:check": (Check,),
    "claims.json:readings": (Reading,),
    "readings": (Reading,),
    "readings.csv": (Reading,),
    "claims": (ClaimRecord, Topic),
    "evidence": (Evidence, Topic),
    "evidence.csv": (Evidence, Topic),
    "studies": (StudyRecord,),
    "findings": (SourceFinding,),
    BOTH_WAYS: (SourceFinding,),
    TOPICS: (Topic,),
}
"""Part to the records whose descriptions hold for it, the first that has the field."""

COMPUTED = {
    "format": "The number of this file's form: it rises when a field changes its meaning.",
    "claims.json:claims": "The claims, by id.",
    "references.json:references": "The references, in the order of the bibliography.",
    "audit.json:audit": "The findings of the audit, kind by kind.",
    "sources": "What the sources cited for it and against it say, as far as they were read.",
    "cited": "How many the review cites for it and against it, without itself and background.",
    "read": "How many of these were read: what was not is not compared.",
    "agreements": "How many of those that were read are of each agreement.",
    "compared_on": "The narrower terms that it was compared on, where the source reports on these.",
    "not_covered": "Of several terms of the claim, those on which the source does not answer.",
    "claims.json:claims:id": "The claim's name, stable: its page stands at claims/ and this.",
    "claims:id": "The claim's name, stable: its page stands at claims/ and this.",
    "section": "The part of the review that the claim is filed under.",
    "of": "What was read by two: claims or sheets.",
    "compared": "How many answers of two readers were compared.",
    "differed": "How many of these differed.",
    "part": "Which part of the field is meant; empty for all of it.",
    "first": "What the first reader gave, items joined by a semicolon; empty for nothing.",
    "second": "What the second reader gave, items joined by a semicolon; empty for nothing.",
    "settled": "Whose answer was kept: first, second or neither.",
    "kept": "What was settled, items joined by a semicolon; empty for nothing.",
    "why": "Why it was settled so.",
    "reader-comparisons.csv:field": "The field of the claim or the sheet.",
    "reader_comparisons:field": "The field of the claim or the sheet.",
    "reader-differences.csv:field": "The field of the claim or the sheet.",
    "reader_differences:field": "The field of the claim or the sheet.",
    "reader-differences.csv:id": "Id of the claim, or citation key of the sheet, as both read it.",
    "reader_differences:id": "Id of the claim, or citation key of the sheet, as both read it.",
    "former": "An id under which a claim, or a part of it, once stood.",
    "verdict": "How the claim stands: computed from the citations, or by its check.",
    "standing": "How the claim stands by what the review cites for it and asserts beside it.",
    "review_cites": "What the review cites for it: for, both-ways, against or nothing.",
    "claims.json:readings:verdict": "What the reading comes to: holds, fails or undetermined.",
    "readings:verdict": "What the reading comes to: holds, fails or undetermined.",
    "readings.csv:verdict": "What the reading comes to: holds, fails or undetermined.",
    "lens_verdicts:verdict": "What it comes to under the lens; NULL where not tried.",
    "lens-verdicts.csv:verdict": "What it comes to under the lens; empty where not tried.",
    "reading": "The name of a way to read the claim's sentence.",
    "recorded": "The verdict that the claim's file records.",
    "lens": "The name of the lens: a condition on the evidence.",
    "rows_out": "Rows of the evidence that fall out under the lens.",
    "name": "The name of the threshold.",
    "value": "How many a word such as numerous asks for.",
    "at": "Locator of the sentence or table cell.",
    "claim": "The id of the claim.",
    "reference": "Citation key of the cited work.",
    "key": "Citation key.",
    "number": "The reference's number in the review; empty where it has none.",
    "evidence:at": "Locator of the sentence or table cell that cites it; a row for each.",
    "evidence.csv:at": "Locator of the sentence or table cell that cites it; a row for each.",
    "agreement": "Whether the source reports what it is cited for: computed, see the methods.",
    "identity": "How sure it is which work is meant: named, inferred or unidentified.",
    "type": "Type of the BibTeX entry.",
    "author": "The authors, as in BibTeX.",
    "authors": "The authors, as in BibTeX.",
    "title": "The title as it was seen.",
    "journal": "The journal.",
    "year": "Year of publication.",
    "volume": "Volume of the journal.",
    "issue": "Issue of the journal.",
    "pages": "Pages, or the article's number.",
    "doi": "DOI, without the address before it.",
    "pmid": "PubMed's number.",
    "url": "Web page of a work that has no DOI.",
    "note": "What a reader must know about the entry.",
    "metadatasource": "Where the details of the entry were seen.",
    "notice_state": "What became of it: retracted, concern, corrected, other-notice, no-notice or "
    "unknown. Unknown is not clean.",
    "notices_as_of": "The day as of which this is known; empty where nobody has looked it up.",
    "notices_unknown": "Why nothing, or nothing newer, is known.",
    "notices": "The notices on it: kind, Crossref's word for it, DOI, day, and who reported it.",
    "claims": "Ids of the claims that cite it.",
    "audit.json:audit:kind": "What sort of finding it is, such as unlisted-result.",
    "audit.json:audit:sentence": "The finding, in one sentence.",
    "audit.json:audit:page": "Where the site lists it, from its root.",
    "audit.json:audit:claims": "Ids of the claims concerned, the one that it is about first.",
    "audit.json:audit:references": "Citation keys of the works concerned.",
    "audit.json:audit:cells": "Cells concerned: a term of the rows, and one of the columns.",
    "turned": "1 where the finding is read the other way round than its source reports it, else 0.",
    "table_id": "Locator of the table, of a review with several.",
    "table": "Locator of the table, of a review with several.",
    "row": "The term of the table's rows.",
    "column": "The term of the table's columns.",
    "relation": "The row of the table that the entry stands in.",
    "supports": "How many entries the review files in favour.",
    "contradicts": "How many entries the review files against.",
    "neither": "How many entries the review files on neither side.",
}
"""What fields mean that no record describes; `part:field` where a part has a meaning of its own."""


def fields_of(base: EvidenceBase, path: str, content: str | bytes) -> Fields:
    """Return the fields of a data file with their meanings, in the file's own order.

    Raises:
        KeyError: when nobody says what a field means.
    """
    found = dict(_names(path, content))
    return {
        part.partition(":")[2] if ":" in part else ("" if "." in part else part): {
            name: _meaning(base, part, name) for name in names
        }
        for part, names in found.items()
    }


_SEVERAL = {
    "claims.json:topic": " If it is about several, a list of them.",
    **dict.fromkeys(
        ("claims", "evidence", "evidence.csv"),
        " If it is about several, all of them with a space between; the table topics has each.",
    ),
}
_ON_NO_SIDE = " With neither it is filed on no side, and counts for none."


def _names(path: str, content: str | bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield each part of a file with the names of its fields, as they stand in the file."""
    name = path.rpartition("/")[2]
    if isinstance(content, bytes):
        yield from _columns(content)
    elif name.endswith(".csv"):
        yield name, next(csv.reader(io.StringIO(content)))
    elif name.endswith(".json"):
        whole: dict[str, Any] = json.loads(content)
        listed = name.removesuffix(".json")
        items: list[dict[str, Any]] = whole[listed]
        yield name, list(whole)
        yield f"{name}:{listed}", _keys(items)
        checks = [item["check"] for item in items if item.get("check")]
        for field in ("topic", "evidence", "check", "readings", "sources", "cells"):
            inner = [one[field] for one in (*items, *checks) if one.get(field)]
            flat = [x for one in inner for x in (one if isinstance(one, list) else [one])]
            if flat:
                yield f"{name}:{field}", _keys(flat)


def _keys(items: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for item in items for key in item))


def _columns(content: bytes) -> Iterator[tuple[str, list[str]]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        listed = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        tables = connection.execute(listed)
        for (table,) in tables.fetchall():
            rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            yield table, [name for (name,) in rows]


def _meaning(base: EvidenceBase, part: str, field: str) -> str:
    own = COMPUTED.get(f"{part}:{field}")
    if own:
        return own
    vocabulary = base.review.vocabulary
    if vocabulary and field in vocabulary.axes:
        said = f"{vocabulary.axes[field].label}: a term of the vocabulary, if it is about one."
        several = any(claim.topic.has_lists for claim in base.review.claims.values())
        return f"{said}{_SEVERAL.get(part, '') if several else ''}"
    if field in ESTIMATE:
        return descriptions(Estimate)[field.removeprefix("estimate_")]
    for model in _MODELS.get(part, ()):
        if field in descriptions(model):
            said = descriptions(model)[field]
            return said + _ON_NO_SIDE if field == "stance" and base.facts.on_no_side else said
    return COMPUTED[field]
