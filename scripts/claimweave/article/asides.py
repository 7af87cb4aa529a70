"""Words that belong to a citation and not to its sentence: `see`, `e.g.`, `p. 12`."""

from __future__ import annotations

import re

_ASIDES = frozenset(
    """
    a according adapted after al also among an and as at but by cf cited e.g eg esp especially et
    example examples for from further g hereafter i.e ibid ie in including instance or other
    others our overview page pages part p pp particularly recently ref reference references refs
    review reviewed reviews see see-also summarised summarized table the therein these this to
    vgl viz work works chapter chap chapters ch fig figs figure figures section sec sect tab
    table tables supplementary suppl paragraph para vol volume eq n.d forthcoming press preprint
    discussed there
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")


def is_aside(text: str) -> bool:
    """Whether all words of a text only lead to a citation, or say which part of a work is meant."""
    words = _WORD.findall(text)
    return all(word.casefold() in _ASIDES or len(word) == 1 for word in words)
