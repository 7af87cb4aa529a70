"""Patterns that are compiled late are patterns like others, and each of them can be compiled."""

from __future__ import annotations

import re
import sys

from claimweave.rules.checking import check
from claimweave.words.pattern import LatePattern, pattern


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    late, now = pattern(r"(a+)b", re.IGNORECASE), re.compile(r"(a+)b", re.IGNORECASE)
    for _ in range(2):
        for text in ("xAAby", "ab", "", "b"):
            assert late.findall(text) == now.findall(text)
            assert late.sub("-", text) == now.sub("-", text)
            assert [m.span() for m in late.finditer(text)] == [m.span() for m in now.finditer(text)]
            assert (late.fullmatch(text) is None) == (now.fullmatch(text) is None)
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)


def test_each_late_pattern_can_be_compiled() -> None:
    assert check  # its modules have them
    found = [
        value
        for name, module in sorted(sys.modules.items())
        if name.startswith("claimweave.")
        for value in vars(module).values()
        if isinstance(value, LatePattern)
    ]
    assert len(found) > 20
    for late in found:
        assert re.compile(str(late.pattern), int(str(late.flags)))
