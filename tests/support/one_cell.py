"""A claim of the miniature review that stands for one cell of its table, and sheets on it."""

from __future__ import annotations

from miniature import KEYS, claim

TOPIC = "{drink: tea, measure: length, question: before}"
FOR, AGAINST = "T1.tea.helps.length", "T1.tea.none.length"
LENSES = """
lenses:
  read: {label: Read, says: Only works that were read., where: studies.read IS NOT NULL}
  old: {label: Old, says: Only old works., where: refs.year < 1000}
  none: {label: Nothing, says: Nothing counts., where: refs.year > 3000}
"""
SHEET = (
    "design: trial\nread: abstract\nwhere: https://example.org/a\nfindings:\n"
    "  - {drink: DRINK, measure: length, question: QUESTION, direction: positive, says: Seen.}\n"
)


def sheet(question: str = "before", drink: str = "tea") -> str:
    """Return a study sheet with one finding."""
    return SHEET.replace("QUESTION", question).replace("DRINK", drink)


def cell(for_: int, against: int, more: str = "") -> str:
    """A claim that stands for tea and length, with so many works on each side."""
    sides = [("supports", FOR)] * for_ + [("contradicts", AGAINST)] * against
    items = [
        f"{{cites: {key}, stance: {stance}, at: [{at}]}}"
        for key, (stance, at) in zip(KEYS, sides, strict=False)
    ]
    evidence = f"[{', '.join([*items, *([more] if more else [])])}]"
    return claim(evidence, asserted=f"[{FOR}, {AGAINST}]", topic=TOPIC)
