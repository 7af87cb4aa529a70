"""Blanks that are none to YAML: tabs, no-break spaces, and signs that nobody sees."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from claimweave.review.reading.yaml_remedies import LONGEST_SHOWN, Change, Mend, mends
from claimweave.review.reading.yaml_suspects import ODD_SPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimweave.review.reading.yaml_remedies import Remedy

UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Signs without a width: to YAML they are letters."""

_NARROW = "\u00a0\u202f"
"""Those that are as wide as a plain one. The others most often stand for two."""

PLAIN_SPACES = "write plain spaces"

_ODD_SPACE = re.compile(f"^([ \t]*)([{ODD_SPACES}][{ODD_SPACES} ]*)|(?<=[:,{{\\[-])[{ODD_SPACES}]+")
_BEFORE_COLON = re.compile(rf"^ *(?:- +)?[\w.-]+([{ODD_SPACES}]+):(?=\s|$)")
_UNSEEN = re.compile(rf"[{UNSEEN}]+")
_BEFORE_TEXT = re.compile(
    rf"[ {UNSEEN}]*(?:-[ {UNSEEN}]+)?[\w.{UNSEEN}-]*[ {UNSEEN}]*:?[ {UNSEEN}]*"
)
_TAB = re.compile(r"^([ \t]*)((?:-[ \t]+)*)(?=\S)")
_WIDTHS = (2, 4, 1, 8)
"""So many spaces may be meant by a tab, or by a wide space."""


def of_blanks(lines: Sequence[str], near: Sequence[int]) -> Iterator[Remedy]:
    """Yield the remedies of blanks that are none, of each line alone and of all together."""
    ways: list[Callable[[str], Mend | None]] = [_unseen]
    ways += [partial(_odd, width=width) for width in (1, 2, 4)]
    ways += [partial(_tabs, width=width) for width in (*_WIDTHS, 0)]
    for way in ways:
        yield from mends(lines, near, way)


def _unseen(line: str) -> Mend | None:
    """Take out signs without a width, where they stand in the indentation or in a field's name."""
    head = _BEFORE_TEXT.match(line)
    found = list(_UNSEEN.finditer(head[0])) if head else []
    if not found:
        return None
    message = f"a sign that nobody sees (U+{ord(found[0][0][0]):04X}): to YAML it is a letter"
    changes = tuple(Change(f.start() + 1, len(f[0]), "") for f in found)
    return Mend(message, "remove it, or type the line anew", changes)


def _odd(line: str, width: int) -> Mend | None:
    changes = []
    for found in _ODD_SPACE.finditer(line):
        start = found.start() + len(found[1] or "")
        old = line[start : found.end()]
        wide = width if old[0] in _NARROW else {1: 2, 2: 1}.get(width, width)
        new = re.sub(f"[{ODD_SPACES}]", " " * (wide if found[2] else 1), old)
        changes.append(Change(start + 1, len(old), new))
    before = _BEFORE_COLON.match(line)
    changes += [Change(before.start(1) + 1, len(before[1]), "")] if before else []
    if not changes:
        return None
    return Mend(odd_space_said(line[changes[0].column - 1]), PLAIN_SPACES, tuple(changes))


def odd_space_said(sign: str) -> str:
    """Return what is wrong with a space that is a letter to YAML."""
    kind = "no-break" if sign in _NARROW else "wide"
    return f"a {kind} space: to YAML it is a letter, and no space"


def _tabs(line: str, width: int) -> Mend | None:
    """Write spaces for the tabs at a line's beginning; a width of 0 leaves them out."""
    found = _TAB.match(line)
    if found is None or "\t" not in found[0]:
        return None
    spaces = found[1].expandtabs(width) if width > 1 else found[1].replace("\t", " " * width)
    hyphens = re.sub(r"-[ \t]*\t[ \t]*", "- ", found[2])
    help_ = "use two spaces for each level, and no tab"
    if "\t" not in found[1]:
        word = line[found.end() :].split(maxsplit=1)[0][:LONGEST_SHOWN]
        help_ = f"write one space behind the hyphen: `- {word}`"
    at = found[0].index("\t") + 1
    change = Change(1, len(found[0]), spaces + hyphens)
    return Mend("a tab, where YAML wants spaces", help_, (change,), at)
