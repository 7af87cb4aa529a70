"""Signs that only look like those of YAML: of full width, dashes, bullets, quotes of print.

They come along with what is pasted, or from a keyboard for another script.
To YAML they are letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.reading.yaml_remedies import (
    LONGEST_SHOWN,
    PROSE,
    Change,
    Mend,
    changed,
    mends,
)
from claimweave.review.reading.yaml_suspects import BRACKETS, COLONS, COMMAS, QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.review.reading.yaml_remedies import Remedy

_DASHES = "–—―−‐‑‒－﹣•‣◦·●▪"
_BRACKET = f"[{''.join(BRACKETS)}]"
_MEANT = {
    **dict.fromkeys(COLONS, ":"),
    **dict.fromkeys(COMMAS, ","),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(QUOTES, '"'),
    **BRACKETS,
    "＃": "#",
}
_CALLED = {
    ":": "colon",
    ",": "comma",
    "-": "hyphen",
    "[": "bracket",
    "]": "bracket",
    "{": "brace",
    "}": "brace",
    '"': "quote",
    "#": "hash",
}

_BULLET = re.compile(rf" *(?:- +)*([{_DASHES}][ \t]*)(?=\S)")
_KEY = re.compile(rf"([{QUOTES}]?)[\w.-]*\w([{QUOTES}]?)(?:( *[{COLONS}]\s*)|(?= *:(?:\s|$)))")
_WORDS = r"[\w.-]*\w(?: [\w.-]*\w)*"  # a measure of the vocabulary is a key of several words
_HEAD = re.compile(rf"[ {_DASHES}-]*(?:[{QUOTES}]?{_WORDS}[{QUOTES}]? *(?:[{COLONS}]|:\s)\s*)?")
_IN_FLOW = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|(?<![\w'])'(?:[^']|'')*'"
    rf"|(?P<bracket>{_BRACKET})|(?P<comma>\s*[{COMMAS}]\s*)"
    rf"|(?<=[{{,｛﹛{COMMAS}])\s*[\w-]*\w(?P<colon>\s*[{COLONS}]\s*)"
)
"""What may be told apart in a list or a group; a text in quotes is passed over."""


def of_lookalikes(lines: Sequence[str], near: Sequence[int]) -> Iterator[Remedy]:
    """Yield the remedies of signs that only look like those of YAML."""
    if any(not line.isascii() for line in lines):
        yield from mends(lines, near, lookalike)


def lookalike(line: str) -> Mend | None:
    """Return what is wrong with a line in which signs only look like those of YAML."""
    if line.isascii():
        return None
    bare = len(line) - len(line.lstrip())
    if line[bare : bare + 1] == "＃":
        return _mend(line, [Change(bare + 1, 1, "#")])
    changes = []
    start = re.compile(r" *(?:- +)*").match(line)
    at = start.end() if start else 0
    if bullet := _BULLET.match(line):
        changes.append(Change(bullet.start(1) + 1, len(bullet[1]), "- "))
        at = bullet.end()
    if key := _KEY.match(line, at):
        changes += [Change(key.start(n) + 1, 1, "") for n in (1, 2) if key[n]]
        colon = ":" if key.end() == len(line) else ": "
        changes += [Change(key.start(3) + 1, len(key[3]), colon)] if key[3] else []
    if not PROSE.match(changed(line, changes)):
        changes += in_flow(line)
    return _mend(line, changes) if changes else None


def in_flow(line: str) -> list[Change]:
    """Return the changes of a list or a group within brackets on a line."""
    head = _HEAD.match(line)
    start = head.end() if head else 0
    first, last = line[start : start + 1], line.rstrip(" ,")[-1:]
    if _MEANT.get(first, first) not in ("[", "{") and last not in BRACKETS:
        return []
    changes = []
    for found in _IN_FLOW.finditer(line, start):
        kind = found.lastgroup
        if kind is None:
            continue
        text = {"comma": ", ", "colon": ": "}.get(kind) or BRACKETS[found[kind]]
        text = text.rstrip() if found.end(kind) == len(line) else text
        changes.append(Change(found.start(kind) + 1, len(found[kind]), text))
    return changes


def _mend(line: str, changes: list[Change]) -> Mend:
    """Name the first sign, and show the line as it is meant."""
    first = changes[0]
    column = next(n for n, sign in enumerate(line, 1) if n >= first.column and sign in _MEANT)
    sign = line[column - 1]
    message = f"{sign} is no {_CALLED[_MEANT[sign]]} of YAML: it only looks like one"
    meant = changed(line, changes).strip()
    help_ = f"write `{meant}`"
    if len(meant) > LONGEST_SHOWN:
        others = len(changes) - 1
        help_ = f"write {_MEANT[sign]} in its place"
        help_ += f", and so for {others} more on this line" if others else ""
    return Mend(message, help_, tuple(changes), column)


def listed(text: str) -> list[str]:
    """Return the items of a list that is read as one text, because its hyphens are none."""
    if not re.match(f"[{_DASHES}]", text):
        return []
    items = re.split(rf"(?:^|\s+)[{_DASHES}]\s*", text)
    return [item for item in items if item]


def fields_beside(text: str) -> list[str]:
    """Return the fields of a group that is read as one text, because its colons are none."""
    parts = re.split(rf"\s+(?=[\w-]+\s*[{COLONS}])", text)
    found = [re.sub(rf"\s*[{COLONS}]\s*", ": ", part, count=1) for part in parts]
    return [] if re.match(rf"[\[{{]|{_BRACKET}", text) else found
