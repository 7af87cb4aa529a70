"""Whether two titles are those of one work: tolerantly, and always the same way."""

from __future__ import annotations

import re

from claimweave.words.spelling import folded

ALIKE = 0.85
"""Share of words in common, in order, from which two titles count as one: see `same_title`."""

SHORTEST_PART = 4
"""Words that a title without its subtitle must have, to count as the title with it."""

RETRACTED_TITLE = re.compile(
    r"\s*\W*(retracted|retraction|withdrawn|removed)(\s+(article|chapter|paper))?\s*[:\]\-–—]\s*",
    re.IGNORECASE,
)
"""What publishers put before the title of a work that they have retracted."""

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ω": "omega",
}


def title_words(title: str) -> list[str]:
    """Return what counts of a title: its words without case, accents, markup and punctuation.

    Greek letters are spelt out, and what a publisher puts before a retracted title is left out.
    """
    import html  # noqa: PLC0415 - only two titles that differ in writing are taken apart

    text = html.unescape(re.sub(r"<[^<>]{0,80}>", "", RETRACTED_TITLE.sub("", title, count=1)))
    plain = folded(text)
    return re.findall(r"\w+", "".join(_GREEK.get(char, char) for char in plain))


def same_title(first: str, second: str) -> bool:
    """Whether two titles are those of one work.

    They are when their words are the same, when one is the other with a subtitle, or when at
    least 85 of 100 words are the same in the same order (Ratcliff and Obershelp's ratio).
    """
    one, two = title_words(first), title_words(second)
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) >= SHORTEST_PART and longer[: len(shorter)] == shorter:
        return True
    if "".join(one) == "".join(two):
        return bool(one)
    from difflib import SequenceMatcher  # noqa: PLC0415 - as above

    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE
