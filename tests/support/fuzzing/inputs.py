"""Hostile inputs, for Hypothesis: real files that were cut, joined, repeated and poisoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzzing.seeds import TOKENS, seeds

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 60_000
"""Characters of an input: a little less than what a claim file or a page may have."""

_PLACES = st.integers(0, 10_000)
_ENCODINGS = st.sampled_from(["utf-8"] * 12 + ["utf-8-sig", "utf-16", "latin-1", "crlf", "cr"])
_STRANGE = st.text(st.characters(codec="utf-8"), max_size=20)
_PIECES = st.one_of(st.sampled_from(TOKENS), st.sampled_from(TOKENS), _STRANGE)
_BYTES = st.one_of(st.none(), st.none(), st.none(), st.binary(max_size=4))


def _insert(text: str, start: int, _: int, piece: str) -> str:
    return text[:start] + piece + text[start:]


def _overwrite(text: str, start: int, end: int, piece: str) -> str:
    return text[:start] + piece + text[end:]


def _cut(text: str, start: int, end: int, _: str) -> str:
    return text[:start] + text[end:]


def _repeat(text: str, start: int, end: int, piece: str) -> str:
    part = text[start:end] or piece
    return text[:start] + part * max(1, min(400, 8_000 // len(part or "x"))) + text[end:]


def _move(text: str, start: int, end: int, _: str) -> str:
    return text[:start] + text[end:] + text[start:end]


def _value(text: str, start: int, _: int, piece: str) -> str:
    """Put a piece in the place of a value: of what follows a colon, or an opening brace."""
    at = max(text.find(": ", start), text.find("{", start)) + 2
    end = text.find("\n", at)
    return text[:at] + piece + text[end:] if at > 1 and end > 0 else text + piece


_CHANGES: tuple[Callable[[str, int, int, str], str], ...] = (
    _insert,
    _insert,
    _value,
    _value,
    _overwrite,
    _cut,
    _repeat,
    _move,
)


@st.composite
def hostile_text(draw: st.DrawFn, kind: str) -> str:
    """Draw a text of a kind: a seed, changed in one to five places."""
    text = draw(st.sampled_from(seeds(kind)))
    for _ in range(draw(st.integers(1, 5))):
        first, second = sorted((draw(_PLACES), draw(_PLACES)))
        size = len(text) + 1
        change = draw(st.sampled_from(_CHANGES))
        text = change(text, first * size // 10_001, second * size // 10_001, draw(_PIECES))
    return text[:LONGEST]


@st.composite
def hostile_bytes(draw: st.DrawFn, kind: str) -> bytes:
    """Draw a file of a kind: a hostile text, seldom in another encoding or with stray bytes."""
    text, encoding = draw(hostile_text(kind)), draw(_ENCODINGS)
    if encoding in ("crlf", "cr"):
        text, encoding = text.replace("\n", "\r\n" if encoding == "crlf" else "\r"), "utf-8"
    raw = text.encode(encoding, "replace")
    stray = draw(_BYTES)
    if stray is not None:
        at = draw(_PLACES) * (len(raw) + 1) // 10_001
        raw = raw[:at] + stray + raw[at:]
    return raw


@st.composite
def hostile_field(draw: st.DrawFn) -> bytes:
    """Draw a byte that chooses a field, and a text for it."""
    pieces = draw(st.lists(_PIECES, min_size=1, max_size=6))
    return bytes([draw(st.integers(0, 255))]) + "".join(pieces)[:500].encode()


def hostile(kind: str) -> st.SearchStrategy[bytes]:
    """Return the strategy for the inputs of a kind."""
    if kind == "sql":
        return hostile_query().map(str.encode)
    if kind == "archive":  # a sign for each byte
        return hostile_text(kind).map(lambda text: text.encode("latin-1", "replace"))
    return hostile_field() if kind == "text" else hostile_bytes(kind)


@st.composite
def hostile_query(draw: st.DrawFn) -> str:
    """Draw a query: one that was changed, or one that was grown from the grammar of SELECT."""
    if draw(st.booleans()):
        return draw(hostile_text("sql"))
    wanted = draw(_EXPRESSIONS)
    source = draw(st.lists(st.sampled_from(_SOURCES), min_size=1, max_size=5))
    names = ", ".join(f"{table} AS t{number}" for number, table in enumerate(source))
    where = draw(st.one_of(st.just(""), _EXPRESSIONS.map(lambda e: f" WHERE {e}")))
    return f"SELECT {wanted} FROM {names}{where}"  # noqa: S608 - that is the point


_TABLES = ("claims", "evidence", "refs", "studies", "findings", "cells")
_SOURCES = (*_TABLES, "(SELECT group_concat(claim, '') AS claim FROM evidence)", "sqlite_schema")
_LEAVES = st.sampled_from([
    "claim", "t0.claim", "supports", "contradicts", "key", "1", "0", "NULL", "-1", "9e999", "''",
    "9223372036854775807", "x'00ff'", "'a'", "'%a%a%a%b'", "says", "crop", "*", f"'{'a' * 900}'",
])  # fmt: skip
_FUNCTIONS = (
    "abs", "avg", "count", "group_concat", "instr", "length", "lower", "max", "min", "round",
    "substr", "sum", "trim", "upper", "printf", "hex", "zeroblob", "randomblob", "load_extension",
    "replace", "char", "unicode", "quote", "glob", "like", "total_changes", "likelihood", "json",
    "fts5", "readfile", "edit",
)  # fmt: skip
_OPERATORS = (
    "+", "*", "/", "%", "||", ">", "=", "IS", "LIKE", "AND", "OR", "<<", "IN", "GLOB", "REGEXP",
    "MATCH", "->>",
)  # fmt: skip


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, max_size=3).map(", ".join)
    calls = st.tuples(st.sampled_from(_FUNCTIONS), arguments)
    return st.one_of(
        st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(" ".join),
        calls.map(lambda call: f"{call[0]}({call[1]})"),
        inner.map(lambda e: f"({e})"),
        inner.map(lambda e: f"(SELECT {e} FROM evidence)"),  # noqa: S608 - that is the point
        inner.map(lambda e: f"CASE WHEN {e} THEN 1 ELSE 0 END"),
        inner.map(lambda e: f"sum({e}) OVER (PARTITION BY {e})"),
    )


_EXPRESSIONS: st.SearchStrategy[str] = st.recursive(_LEAVES, _grown, max_leaves=12)
