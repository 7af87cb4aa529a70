"""Lists of reference numbers as articles print them: `1,2`, `4–6`, `[8, p. 12]`, `6; 7`."""

from __future__ import annotations

import re

LONGEST = 60
"""Numbers that a printed range may stand for; a longer one is read as something else."""

RANGE = r"\s?(?:--|[-\u2010-\u2014\u2212\u207b]|\bto\b)\s?"
_AND = r"\s*(?:[,;\u02d2]|\band\b|&|,\s*and\b)\s*"
LIST = rf"[0-9]{{1,3}}(?:(?:{RANGE}|\s?[,;]\s?)[0-9]{{1,3}})*"
"""Numbers with commas and dashes, and nothing else."""

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻", "0123456789,-")
_LEAD = re.compile(
    r"(?:(?:but|but see|see|see also|also|cf\.?|e\.g\.,?|i\.e\.,?|for example,?|reviewed in|"
    r"review in|in|refs?\.?|references?|nos?\.?)\s+)+",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:\s*,\s*|\s+|\s*\(\s*|(?<=[0-9])(?=p))"
    r"(?:pp?|pages?|pgs?|chap(?:ter)?s?|chs?|figs?|figures?|tables?|tab|sect?(?:ion)?s?|§+|paras?|"
    r"vol|eqs?|box|suppl|appendix|app|theorem|thm)(?![a-z])\.?\s*"
    r"(?:[0-9]+|[A-Z][0-9]*|[ivxlc]+)\w*(?:\s?[-–—]\s?[0-9]+\w*)*\s*\)?",
    re.IGNORECASE,
)
_PAGES = re.compile(r"(?<=[0-9]):\s?[0-9]+(?:\s?[-–]\s?[0-9]+)?")
_PARTS = re.compile(r"(?<=[0-9])[a-e](?:\s?[,-–]\s?[a-e])*(?![A-Za-z])")


def numbers_in(printed: str) -> tuple[int, ...] | None:
    """Return the numbers of a list, without pages and `see`; None where it is none.

    A range that runs backwards or too far is none, nor is one of decimals or of years.
    """
    text = _LEAD.sub("", printed.strip().translate(_DIGITS), count=1)
    text = _PAGES.sub("", _PLACE.sub("", text))
    return expand(_PARTS.sub("", text))


def expand(printed: str) -> tuple[int, ...] | None:
    """Return `4-6, 9` as (4, 5, 6, 9), or None for a range that runs backwards or too far.

    Raised figures that are no reference's number, such as a long exponent, are None, too.
    """
    found: list[int] = []
    text = printed.strip().translate(_DIGITS).strip(",;- ")
    for part in re.split(_AND, text):
        printed_ends = re.split(RANGE, part.strip())
        if not all(re.fullmatch(r"[0-9]{1,3}", number) for number in printed_ends):
            return None
        ends = [int(number) for number in printed_ends]
        first, last = ends[0], ends[-1]
        backwards = last <= first if len(ends) > 1 else False
        if len(ends) > 2 or backwards or last - first > LONGEST or first < 1:  # noqa: PLR2004
            return None
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))
