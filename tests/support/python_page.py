"""What the page of a conclusion does with the engine's statements, done in Python's own SQLite."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    import random

    from claimweave.evidence.base import EvidenceBase

Change = dict[str, Any]
FIELDS = {
    "withdraw": ("key",),
    "reported": ("key",),
    "remove": ("claim", "reference", "stance"),
    "flip": ("claim", "reference", "stance"),
    "threshold": ("name", "value"),
    "add": ("claim", "stance", "design", "participants", "question"),
}
"""Kind of a change to what it names, in the order of the address."""


@dataclass(frozen=True)
class State:
    """What a reader has changed, as the page has it."""

    changes: tuple[Change, ...] = ()
    lenses: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Evidence:
    """A published database, and the file of changes beside it."""

    database: bytes
    data: dict[str, Any]

    @classmethod
    def of(cls, pages: Any) -> Evidence:  # noqa: ANN401 - path to text or bytes
        """Return that of a rendered site."""
        return cls(pages["data/evidence.sqlite"], json.loads(pages["assets/ask.json"]))

    def asked(self, state: State, *queries: str) -> list[list[tuple[Any, ...]]]:
        """Return what queries yield on the evidence as it is changed."""
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(self.database)
            for sql, values in self.steps(state):
                connection.execute(sql, {k.removeprefix(":"): v for k, v in values.items()})
            return [connection.execute(sql).fetchall() for sql in queries]

    def steps(self, state: State) -> list[tuple[str, dict[str, Any]]]:
        """Return the statements in their order, with what is put in."""
        made: list[tuple[str, dict[str, Any]]] = [(sql, v) for sql, v in self.data["setup"]]
        for kind, statements in self.data["changes"].items():
            own = [change for change in state.changes if change["kind"] == kind]
            for place, change in enumerate(own):
                for key in self._keys(change):
                    values = self._values({**change, **key}, place)
                    made += [(sql, values) for sql in statements]
        on = [lens for name, lens in self.data["lenses"].items() if name in state.lenses]
        made += [(sql, {}) for lens in on for sql in lens["steps"]]
        if any(lens["once"] for lens in on):
            made += [(sql, {}) for sql in self.data["merge"]]
        return made

    def _keys(self, change: Change) -> list[dict[str, str]]:
        if change.get("key") != "*":
            return [{}]
        return [{"key": key} for key in self.data["works"] if key != self.data["source"]]

    def _values(self, change: Change, place: int) -> dict[str, Any]:
        named = {
            "claim": None,
            "reference": None,
            "stance": None,
            "key": None,
            "name": None,
            "design": None,
            "participants": None,
            "question": None,
            "value": None,
        }
        named |= {name: value or None for name, value in change.items() if name != "kind"}
        if change["kind"] == "add":
            named["key"] = f"made-up-{place + 1}"
        for name in ("participants", "value"):
            named[name] = int(named[name]) if named[name] else None
        return named | {"number": self.data["first"] + place}


def verdict(rows: list[tuple[Any, ...]]) -> str:
    """Return the verdict of a reading's query."""
    value = rows[0][0] if rows else None
    return {1: "holds", 0: "fails", None: "undetermined"}[value]


def random_state(chance: random.Random, base: EvidenceBase, evidence: Evidence) -> State:
    """Return some changes, of each kind sometimes; what is changed is changed often."""
    review, data = base.review, evidence.data
    uses = [u for some in base.uses.values() for u in some if u.evidence.stance != "background"]
    cited = sorted({u.reference.key for u in uses} - {review.source_key})
    cells = [cell.claim.id for cell in base.cells]

    def one(kind: str) -> Change:
        use = chance.choice(uses)
        stance = chance.choice(["supports", "contradicts"])
        values = {
            "key": chance.choice(cited),
            "claim": use.claim.id,
            "reference": use.reference.key,
            "stance": use.evidence.stance,
            "name": chance.choice(list(review.thresholds)),
            "value": str(chance.randint(1, 9)),
            "design": chance.choice(["", *review.designs]),
            "participants": chance.choice(["", "7", "200"]),
            "question": chance.choice(["", *review.questions]),
        }
        if kind == "add":
            values |= {"claim": chance.choice(cells), "stance": stance}
        if kind == "reported" and chance.random() < 0.3:
            values["key"] = "*"
        return {"kind": kind, **{name: values[name] for name in FIELDS[kind]}}

    kinds = chance.choices(list(FIELDS), k=chance.randint(0, 5))
    lenses = chance.sample(list(data["lenses"]), k=chance.choice([0, 0, 1, 1, 2, 3]))
    listed = [name for name in data["lenses"] if name in lenses]
    changes: list[Change] = []
    for change in map(one, kinds):
        if change not in changes:  # the address has each change once
            changes.append(change)
    return State(tuple(changes), tuple(listed), "")


def address_of(state: State) -> str:
    """Return the query of an address that has the state; names must need no quoting within."""
    parts = [
        (change["kind"], "~".join(change[name] for name in FIELDS[change["kind"]]))
        for change in state.changes
    ]
    parts += [("lens", name) for name in state.lenses]
    return "?" + urlencode([*parts, *([("reading", state.reading)] if state.reading else [])])
