"""The texts that a query compares with a column: `claim = 'a'`, `stance IN ('b', 'c')`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKENS = re.compile(
    r"('(?:[^']|'')*')|(?:--[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|(\[[^]]*\]|`[^`]*`)"
    r"|([^\x00-@[-^`{-\x7f][\w$]*)|(==|<>|!=|[^\s])",
    re.DOTALL,
)
"""A text, a name in brackets, a word or a sign; of a comment, none of these.

A word begins with a letter, `_`, or anything beyond ASCII: such a class is soon compiled."""

_OF_CASES = frozenset({"case", "when", "end"})
_COMPARING = frozenset({"=", "==", "<>", "!=", "is", "in"})


class Compared(NamedTuple):
    """A text of a query, and the column (without its table, in lower case) it is compared with."""

    column: str
    text: str


class _Token(NamedTuple):
    kind: str
    text: str


@lru_cache(maxsize=1024)  # two rules ask
def compared_texts(sql: str) -> tuple[Compared, ...]:
    """Return the texts that a query compares with a column for being the same, each once.

    Read are `=`, `==`, `<>`, `!=`, `IS`, `IS NOT`, `IN (…)` and `NOT IN (…)`, either side first,
    and `CASE column WHEN`. What a column is compared with in another way (LIKE, a subquery, a text
    put together) is not in the list. Any text is read: a query that cannot run yields what it has.
    """
    tokens = _tokens(sql)
    found = [*_of_operators(tokens), *_of_cases(tokens)]
    return tuple(dict.fromkeys(found))


def _tokens(sql: str) -> list[_Token]:
    return [token for found in _TOKENS.findall(sql) if (token := _token(found)).kind]


@lru_cache(maxsize=4096)  # the queries of a review have few words, and each of them often
def _token(found: tuple[str, str, str, str]) -> _Token:
    text, name, word, sign = found
    if text:
        return _Token("text", text[1:-1].replace("''", "'"))
    if name:
        return _Token("column", name[1:-1].lower())
    if word:
        word = word.lower()
        return _Token("sign" if word in _WORDS else "column", word)
    return _Token("sign" if sign else "", sign)


_WORDS = frozenset(
    """
    and or not is in case when then else end select from where on between like glob null distinct
    as having group order by limit union all except intersect with join left exists collate
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


_NOT, _BAR, _OPEN, _COMMA, _DOT = (_Token("sign", sign) for sign in ("not", "|", "(", ",", "."))


def _of_operators(tokens: Sequence[_Token]) -> Iterator[Compared]:
    comparing = [at for at, (_, text) in enumerate(tokens) if text in _COMPARING]
    for at in comparing:
        token = tokens[at]
        if token.kind != "sign":
            continue
        negated = tokens[at - 1 : at] == [_NOT]
        before, behind = at - 1 - negated, at + 1
        if token.text == "is" and tokens[behind : behind + 1] == [_NOT]:
            behind += 1
        left = tokens[before] if before >= 0 else None
        if left is None or behind >= len(tokens):
            continue
        if left.kind == "column":
            read = _listed if token.text == "in" else _single
            yield from (Compared(left.text, text) for text in read(tokens, behind))
        elif left.kind == "text" and token.text != "in":
            column = _column(tokens, behind)
            if column and tokens[before - 1 : before] != [_BAR]:
                yield Compared(column, left.text)


def _single(tokens: Sequence[_Token], at: int) -> Iterator[str]:
    """Yield the text at a place, if it is whole: not the beginning of one put together."""
    if tokens[at].kind == "text" and tokens[at + 1 : at + 2] != [_BAR]:
        yield tokens[at].text


def _listed(tokens: Sequence[_Token], at: int) -> Iterator[str]:
    """Yield the texts of a list in brackets that begins at a place."""
    if tokens[at] != _OPEN:
        return
    for token in tokens[at + 1 :]:
        if token.kind == "text":
            yield token.text
        elif token != _COMMA:
            return


def _column(tokens: Sequence[_Token], at: int) -> str:
    """Return the column that begins at a place, without its table; empty where none does."""
    if tokens[at].kind != "column":
        return ""
    last = at
    while (
        tokens[last + 1 : last + 2] == [_DOT]
        and last + 2 < len(tokens)
        and tokens[last + 2].kind == "column"
    ):
        last += 2
    called = tokens[last + 1 : last + 2] == [_OPEN]
    return "" if called else tokens[last].text


def _of_cases(tokens: Sequence[_Token]) -> Iterator[Compared]:
    """Yield the texts behind WHEN of `CASE column WHEN 'a' THEN …`."""
    open_cases: list[str] = []
    signs = [at for at, (_, text) in enumerate(tokens) if text in _OF_CASES]
    for at in signs:
        kind, text = tokens[at]
        if kind != "sign":
            continue
        if text == "case":
            open_cases.append(_column(tokens, at + 1) if at + 1 < len(tokens) else "")
        elif text == "end" and open_cases:
            open_cases.pop()
        elif text == "when" and open_cases and open_cases[-1]:
            following = tokens[at + 1 : at + 2]
            if following and following[0].kind == "text":
                yield Compared(open_cases[-1], following[0].text)
