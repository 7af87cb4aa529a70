"""Texts of YAML that need quotes, or have them in the wrong place: the fault, and its remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.reading.yaml_remedies import LONGEST_SHOWN, PROSE, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUE = re.compile(r"^( *(?:- +)*(?:[^\s:#\"'{\[][^:\"'{\[]*: +)?)(\S.*?)[ \t]*$")
_IN_FLOW = re.compile(r"(?<=[{,\[])( *[\w-]+: +)([^\"'{\[\s][^,}\]]*?)(?= *[,}\]])")
_OWNED = re.compile(r"[@`%&*!|>\[\]{}?,:-]")
_PRINT = re.compile(r"^[“„”″«»‹›‘‚’´](.*)[“”„″«»‹›‘’´]$")
KEY = re.compile(r"[\w.-]+:(?:\s|$)")
_COLON = "a colon and a space in a text without quotes: YAML takes it for a field"


def quoted(text: str) -> str:
    """Return a text in quotes of YAML, in those that it does not hold where there are any."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shown_quoted(text: str) -> str:
    """Return what is to be written, or in words where it is long."""
    if len(text) <= LONGEST_SHOWN:
        return f"put the text into quotes: {quoted(text)}"
    return f"put the text into quotes: one before {text[:20].rstrip()!r}, and one at its end"


def of_quotes(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a text with quotes that do not go round it."""
    found = VALUE.match(line)
    if not found:
        return
    start, text = len(found[1]), found[2]
    printed = _PRINT.match(text)
    if printed:
        put = (number, start + 1, len(text), quoted(printed[1]))
        message = f"{text[0]} is no quote of YAML"
        yield Remedy(number, start + 1, 1, message, shown_quoted(printed[1]), (put,))
    if text[0] not in "\"'":
        return
    sign, inner = text[0], text[1:]
    if inner.endswith(sign) and len(inner) > 1:
        word = "apostrophe" if sign == "'" else "quote"
        column = start + 2 + inner.index(sign)
        message = f"this {word} ends the text, and more follows"
        body = inner if text.count(sign) % 2 else inner[:-1]
        body = body.replace("''", "'") if sign == "'" else body.replace('\\"', '"')
        put = (number, start + 1, len(text), quoted(body))
        yield Remedy(number, column, 1, message, _other_quotes(sign, body), (put,))
    if sign not in inner:
        end = start + len(text) + 1
        put = (number, end, 0, sign)
        message = "this quote is never closed"
        yield Remedy(number, start + 1, 1, message, f"close it with {sign} at the text's end",
                     (put,))  # fmt: skip
    else:
        column = start + 2 + inner.index(sign)
        message = "this quote ends the text, and more follows"
        put = (number, start + 1, len(text), quoted(text))
        yield Remedy(number, column, 1, message, _other_quotes(sign, text), (put,))


def _other_quotes(sign: str, text: str) -> str:
    other = "'" if sign == '"' else '"'
    if len(text) <= LONGEST_SHOWN:
        return f"put the whole text into quotes: {quoted(text)}"
    if other in text:
        return 'put the whole text into double quotes, and write \\" for each one within it'
    return f"put {other} round the whole text, and leave the {sign} within it"


def of_text(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a text without quotes that holds a sign of YAML."""
    for flow in _IN_FLOW.finditer(line):
        start, text = flow.start(2), flow[2]
        put = (number, start + 1, len(text), quoted(text))
        message = "this text holds a sign of YAML, and needs quotes"
        message = _COLON if ": " in text else message
        yield Remedy(number, start + 1, len(text), message, shown_quoted(text), (put,))
    found = VALUE.match(line)
    if not found or found[2][0] in "\"'" or (found[2][0] in "[{" and not PROSE.match(line)):
        return
    if not found[1].strip() and KEY.match(found[2]):
        return
    start, text = len(found[1]), found[2]
    put = (number, start + 1, len(text), quoted(text))
    if _OWNED.match(text) and not re.match(r"[:?-]\S", text):
        message = f"a text that begins with {text[0]} needs quotes"
        yield Remedy(number, start + 1, 1, message, shown_quoted(text), (put,))
    elif at := re.search(r":(?=\s|$)", text):
        column = start + at.start() + 1
        yield Remedy(number, column, 1, _COLON, shown_quoted(text), (put,))
