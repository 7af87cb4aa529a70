"""Values as YAML: plain where a reader takes the text back as it is, else in double quotes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.review.reading.misread_text import in_quotes_of_print
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.words.counting import digits

if TYPE_CHECKING:
    from claimweave.review.reading.yaml_reader import Data

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
"""Texts that are plain anywhere, but for the words below."""

_TAKEN = frozenset({"null", "true", "false"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NONCHARACTER = 0xFFFE


def same(first: Data, second: Data) -> bool:
    """Whether two readings are the same data: types count, the order of keys does not."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[k], second[k]) for k in first)
    if isinstance(first, list):
        return len(first) == len(second) and all(map(same, first, second))
    return bool(first == second)


def reads_as(text: str, data: Data) -> bool:
    """Whether a text of YAML is read, without a complaint, as these data."""
    found, problems = read_yaml(TextFile("", text))
    return not problems and same(found, data)


def scalar(value: Data, *, flow: bool) -> str:
    """Return a scalar; within `[…]` and `{…}` more texts need quotes than at a line's end."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _plain(value, flow=flow) else _quoted(value)
    return digits(value) if isinstance(value, float) else str(value)


def in_flow(value: Data) -> str:
    """Return any value on one line: `[a, b]`, `{key: value}`."""
    if isinstance(value, list):
        return f"[{', '.join(map(in_flow, value))}]"
    if isinstance(value, dict):
        listed = (f"{scalar(key, flow=True)}: {in_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(listed)}}}"
    return scalar(value, flow=True)


def _plain(text: str, *, flow: bool) -> bool:
    if _WORD.fullmatch(text):
        return text not in _TAKEN
    if text != text.strip() or not text or "\n" in text or any(map(_hidden, text)):
        return False  # nobody sees that a no-break space stands at the end, unless it is quoted
    if in_quotes_of_print(text):
        return False  # plain, they would be taken for the quotes that YAML does not know
    around = f"{{k: {text}}}" if flow else f"k: {text}"
    return reads_as(around, {"k": text}) and (flow or reads_as(f"- {text}", [text]))


def _quoted(text: str) -> str:
    return f'"{"".join(_escaped(char) for char in text)}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _hidden(char):
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"  # noqa: PLR2004 - plane 0


def _hidden(char: str) -> bool:
    """Whether a reader would not see it, or YAML not take it."""
    noncharacter = ord(char) & _NONCHARACTER == _NONCHARACTER
    return noncharacter or unicodedata.category(char) in _HIDDEN
