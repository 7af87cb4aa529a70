"""What a query costs, in the unit of `effort`: to read it, and for each of its steps.

SQLite counts the steps of a query, but neither how long the texts are that a step handles, nor
what it does before the first one. Both have a bound that follows from the query and from the
longest text in the tables; it is charged as if it were reached. Measured with SQLite 3.40.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 10_000
"""Bytes of the longest text that a query may read or make."""

LONGEST_PATTERN = 50
"""Bytes that a pattern of LIKE may have."""

SHORT = 256
"""Bytes that a step handles in the time of one unit, beside what it does anyway."""

A_SIGN = 25
"""Work that each sign of a query makes when the query is read."""

_A_PART = 50
_SIGN = r"[^\x00-#%-/:-@[-^`{-\x7f]"
"""A letter, digit, `_`, `$`, or anything beyond ASCII: a class of what is not is soon compiled."""

_TOKENS = re.compile(
    r"'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|\Z)"
    rf"|(?P<called>{_SIGN}++)(?=\s*[(.])"
    rf"|(?P<word>\[[^]]*\]|`[^`]*`|{_SIGN}++|[*(,])",
    re.DOTALL | re.ASCII,
)
_GRAMMAR = frozenset(
    """
    all and as between case distinct else escape except exists from group having in intersect is
    join limit materialized not null on or order select then using when where ( ,
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words of SQL that never name a column or a table."""

_BEFORE_A_SOURCE = frozenset({"from", "join", "as", "materialized", ",", "("})


@lru_cache(maxsize=1024)  # each trial of a query asks
def reading_work(sql: str) -> int:
    """Return the work that it takes to read a query, at most.

    SQLite puts the text of a subquery wherever it is named. So what is named twice, in a part
    that is itself named twice, is there four times, and so on. Two bounds hold for how often: each
    SELECT counts for as often as it says the name that it says most often; or each subquery that
    others may read from, for as often as the whole query says the name that it says most often.
    """
    # A Counter for each SELECT would take longer than all else here.
    each: list[dict[str, int]] = []
    whole: dict[str, int] = {}
    sources, before, earlier = 0, "", ""
    for called, word in _TOKENS.findall(sql.casefold()):
        if not word:  # a function's name, or what stands before a dot
            if called not in _GRAMMAR:
                continue
            word = called  # noqa: PLW2901 - as in `in (`
        elif word[0] in "[`":
            word = word.strip("[]`")  # noqa: PLW2901 - it is the name that counts
        if word == "select":
            sources += before == "(" and earlier in _BEFORE_A_SOURCE
            each.append({})
        elif each and word not in _GRAMMAR:
            each[-1][word] = each[-1].get(word, 0) + 1
            whole[word] = whole.get(word, 0) + 1
        before, earlier = word, before
    most = max(whole.values(), default=0)
    by_select = prod(1 + max(names.values(), default=1) for names in each)
    by_source: int = (1 + most) ** sources
    return A_SIGN * len(sql) + _A_PART * min(by_select, by_source)


def step_price(sql: str, functions: Collection[str], widest: int) -> int:
    """Return what a step of a query counts for: more where it may handle long texts.

    Args:
        sql: the query.
        functions: the functions that it calls, in lower case.
        widest: bytes of the longest text in the tables that it reads.
    """
    longest = max(len(sql.encode()), widest)
    if "||" in sql or "group_concat" in functions or longest > LONGEST:
        longest = LONGEST
    handled = longest
    if "instr" in functions:
        handled = max(handled, longest * longest // (2 * SHORT))
    if "like" in functions:
        handled = max(handled, longest * LONGEST_PATTERN)
    return 1 + handled // SHORT
