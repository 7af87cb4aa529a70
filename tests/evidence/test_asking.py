"""What a reader may change, as SQL: held against what the engine computes in other ways."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.verdicts.query_runner import CheckRunner
from claimweave.evidence.what_if import asking, statements
from claimweave.evidence.what_if.robustness import MOVES
from miniature import claim, evidence_base
from python_page import Change, Evidence, State, verdict


@pytest.fixture(scope="module")
def evidence(woven: Mapping[str, str | bytes]) -> Evidence:
    return Evidence.of(woven)


Sql = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def queries(base: EvidenceBase) -> Sql:
    return {(c, n): r.record.sql for c, n, r in readings_of(base.check_results)}


def verdicts(evidence: Evidence, queries: Sql, state: State) -> dict[tuple[str, str], str]:
    found = evidence.asked(state, *queries.values())
    return {key: verdict(rows) for key, rows in zip(queries, found, strict=True)}


def test_without_a_change_each_reading_comes_to_what_the_page_says(
    base: EvidenceBase, evidence: Evidence, queries: Sql
) -> None:
    found = verdicts(evidence, queries, State())
    assert found == {(c, n): r.verdict for c, n, r in readings_of(base.check_results)}


def test_under_each_lens_it_comes_to_what_the_engine_says(
    base: EvidenceBase, evidence: Evidence, queries: Sql
) -> None:
    assert set(evidence.data["lenses"]) == set(base.review.lenses)
    for lens in base.review.lenses:
        found = verdicts(evidence, queries, State(lenses=(lens,)))
        assert found == {key: base.lens_results.verdicts[*key, lens] for key in queries}
        ((rows,),) = evidence.asked(
            State(lenses=(lens,)),
            f"SELECT count(*) FROM evidence WHERE reference <> '{base.review.source_key}'",  # noqa: S608
        )
        effect = base.lens_results.effects[lens]
        assert rows == (effect.rows - effect.rows_out,)


def test_without_a_work_it_comes_to_what_the_engine_says(
    base: EvidenceBase, evidence: Evidence, queries: Sql
) -> None:
    before = verdicts(evidence, queries, State())
    turned = [key for key, gone in base.withdrawals.items() if gone.verdicts]
    others = [key for key in base.withdrawals if key not in turned]
    assert turned
    for key in (*turned, *others[:5]):
        changes = base.withdrawals[key].verdicts or ()
        found = verdicts(evidence, queries, State(({"kind": "withdraw", "key": key},)))
        moved = {name: (before[name], now) for name, now in found.items() if now != before[name]}
        assert moved == {(c.claim.id, c.reading): (c.before, c.after) for c in changes}, key


def test_the_shortest_changes_turn_it_and_no_part_of_them_does(
    base: EvidenceBase, evidence: Evidence, queries: Sql
) -> None:
    several = 0
    for (claim_id, name), sql in queries.items():
        firm = base.robustness[claim_id][name]
        assert {move for move, _ in firm.shortest} == {
            move
            for move, few in zip(MOVES, (firm.to_remove, firm.to_flip), strict=True)
            if few is not None
        }
        before = base.check_results[claim_id].readings[name].verdict
        for move, items in firm.shortest[:4] + firm.shortest[-2:]:
            few = firm.to_remove if move == "remove" else firm.to_flip
            assert len(items) == few
            made = tuple(item_change(move, item) for item in items)
            for part in (made, *((one,) for one in made if len(made) > 1)):
                (rows,) = evidence.asked(State(part), sql)
                assert (verdict(rows) != before) == (part is made), (claim_id, name, part)
            several += len(items) > 1
    assert several


def item_change(move: str, item: tuple[str, str, str]) -> Change:
    return {"kind": move, **dict(zip(("claim", "reference", "stance"), item, strict=True))}


def test_with_another_threshold_it_comes_to_what_the_engine_says(
    base: EvidenceBase, evidence: Evidence, queries: Sql
) -> None:
    assert base.threshold_moves
    for (claim_id, name, threshold), moves in list(base.threshold_moves.items())[::4]:
        for value, wanted in moves.steps:
            change = {"kind": "threshold", "name": threshold, "value": str(value)}
            (rows,) = evidence.asked(State((change,)), queries[claim_id, name])
            assert verdict(rows) == wanted


# How a claim stands.


def standings(base: EvidenceBase, key: str = "") -> dict[str, str]:
    """Return how each claim stands by SQL; with a key, after that work has gone."""
    with closing(build_database(tables(base.facts))) as connection:
        CheckRunner(connection, writable=True)
        statements.set_up(connection, base.facts)
        if key:
            gone = statements.withdrawn(base.facts)
            statements.run(connection, ((sql, {"key": key}) for sql in gone))
        stands = statements.standing(base.facts)
        found = dict(connection.execute(f"SELECT id, {stands} FROM claims").fetchall())  # noqa: S608
        if key:
            told = "SELECT id, verdict FROM claims WHERE verdict IS NOT NULL"
            stored = dict(connection.execute(told).fetchall())
            assert {name: found[name] for name in stored} == stored
    return found


def test_a_claim_stands_by_sql_as_by_the_facts(base: EvidenceBase) -> None:
    wanted = {claim_id: base.standing(c) for claim_id, c in base.review.claims.items()}
    assert standings(base) == wanted
    assert len(set(wanted.values())) > 3


KINDS = [f"{stance}{where}" for stance, where in product(("for", "against"), ("", "-added"))]


@pytest.mark.parametrize("opposed", [False, True])
@pytest.mark.parametrize(
    "kinds",
    [(), *((k,) for k in KINDS), ("for", "against"), ("own",), ("own", "for"), ("background",)],
)
def test_however_a_claim_is_cited_it_stands_by_sql_as_by_the_facts(
    tmp_path: Path, kinds: tuple[str, ...], *, opposed: bool
) -> None:
    works = {
        "for": "Ash2001",
        "against": "Birch2002",
        "for-added": "Fir2005",
        "against-added": "Fir2005",
        "own": "SourceReview",
        "background": "Cedar2003",
    }
    stances = {
        "for": "supports",
        "against": "contradicts",
        "own": "supports",
        "background": "background",
    }
    items = ", ".join(
        f"{{cites: {works[kind]}, stance: {stances[kind.removesuffix('-added')]}, "
        + ("added: 2026-01-01}" if kind.endswith("-added") else "at: [S1.p1.s1]}")
        for kind in kinds
    )
    opposes = "opposes: [second]\n" if opposed else ""
    base = evidence_base(
        tmp_path,
        {
            "1-tea/first": claim(f"[{items}]", asserted="[S1.p1.s1]") + opposes,
            "1-tea/second": claim("[]", asserted="[S1.p1.s2]"),
        },
    )
    assert standings(base) == {i: base.standing(c) for i, c in base.review.claims.items()}
    for key in {works[kind] for kind in kinds} - {"SourceReview"}:
        assert standings(base, key) == {
            i: base.facts.standing(_without(c, key)) for i, c in base.review.claims.items()
        }


def _without(one: object, key: str) -> object:
    record = one.record  # type: ignore[attr-defined]
    kept = tuple(e for e in record.evidence if e.cites != key)
    return structs.replace(one, record=structs.replace(record, evidence=kept))  # type: ignore[type-var]


# As a work reports itself, and works that are made up.


def test_as_all_works_report_themselves_no_side_counts_what_is_not_reported(
    base: EvidenceBase, evidence: Evidence
) -> None:
    state = State(({"kind": "reported", "key": "*"},))
    rows, left = evidence.asked(
        state,
        'SELECT claim, reference, "at", stance, agreement FROM evidence',
        "SELECT DISTINCT agreement FROM evidence WHERE stance <> 'background'",
    )
    (before,) = evidence.asked(
        State(), 'SELECT claim, reference, "at", stance, agreement FROM evidence'
    )
    assert len(rows) == len(before)
    assert {agreement for (agreement,) in left} <= {None, "agrees"}
    other = {"supports": "contradicts", "contradicts": "supports"}
    for (*place, was, agreement), (*same, now, _) in zip(before, rows, strict=True):
        assert place == same
        if agreement in ("agrees", None):
            assert now == was
        elif agreement in ("opposite", "null"):
            assert now == other[was]
        else:
            assert now == "background"
    (source,) = evidence.asked(
        state,
        "SELECT count(*) FROM evidence WHERE reference = "  # noqa: S608
        f"'{base.review.source_key}' AND stance = 'supports'",
    )
    assert source[0][0] > 0, "the review is no source of itself"


@pytest.mark.parametrize("stance", ["supports", "contradicts"])
def test_a_made_up_work_counts_in_its_cell_and_falls_out_where_something_is_missing(
    base: EvidenceBase, evidence: Evidence, stance: str
) -> None:
    for cell in base.cells:
        cells = f"SELECT supports, contradicts FROM cells WHERE claim = '{cell.claim.id}'"  # noqa: S608
        made = {
            "kind": "add",
            "claim": cell.claim.id,
            "stance": stance,
            "design": "",
            "participants": "",
            "question": "",
        }
        (was,), (now,) = (evidence.asked(s, cells)[0] for s in (State(), State((made,))))
        assert (now[0] - was[0], now[1] - was[1]) == ((1, 0) if stance == "supports" else (0, 1))
    whole = made | {"design": "cohort", "participants": "200", "question": "baseline"}
    told = {}
    for name, lens in evidence.data["lenses"].items():
        if lens["tells"]:
            for what, one in (("bare", made), ("whole", whole)):
                tells = lens["tells"].replace(":key", "'made-up-1'")
                ((row,),) = evidence.asked(State((one,)), tells)
                told[name, what] = row[0]
    assert told["fifty-or-more", "bare"] is None
    assert told["fifty-or-more", "whole"] == 1
    assert told["primary", "bare"] is None
    assert told["read", "bare"] == told["named", "bare"] == 1


def test_a_made_up_work_agrees_only_on_the_question_of_the_claim(
    base: EvidenceBase, evidence: Evidence
) -> None:
    cell = base.cells[0].claim
    asked = cell.topic.question
    other = next(q for q in base.review.questions if q != asked)
    for question, wanted in (("", "not-reported"), (asked, "agrees"), (other, "another-question")):
        made = {
            "kind": "add",
            "claim": cell.id,
            "stance": "contradicts",
            "design": "",
            "participants": "9",
            "question": question,
        }
        agreement, findings = evidence.asked(
            State((made, made)),
            "SELECT agreement FROM evidence WHERE reference = 'made-up-2'",
            "SELECT question, direction FROM findings WHERE reference = 'made-up-2'",
        )
        assert agreement == [(wanted,)]
        assert findings == ([(question, "none")] if question else [])


def test_a_lens_that_cannot_be_used_is_not_offered(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"1-tea/first": claim("[]", asserted="[S1.p1.s1]")})
    assert asking.lenses(base.facts) == {}
    json.dumps(asking.changes(base.facts))


def test_each_statement_is_one(evidence: Evidence) -> None:
    data = evidence.data
    own = [sql for sql, _ in data["setup"]] + [s for some in data["changes"].values() for s in some]
    own += [
        *data["merge"],
        data["standing"],
        *(s for x in data["lenses"].values() for s in x["steps"]),
    ]
    assert all(sqlite3.complete_statement(f"{sql};") and ";" not in sql for sql in own)
