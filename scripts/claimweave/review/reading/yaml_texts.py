"""Texts of YAML that need quotes, because they hold a sign of YAML: the fault, and its remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.reading.yaml_remedies import LONGEST_SHOWN, PROSE, Remedy, is_field

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUE = re.compile(r"^( *(?:- +)*(?:[^\s:#\"'{\[][^:\"'{\[]*: +)?)(\S.*?)[ \t]*$")
_IN_FLOW = re.compile(r"(?<=[{,\[])( *[\w-]+: +)([^\"'{\[\s][^,}\]]*?)(?= *[,}\]])")
_OWNED = re.compile(r"[@`%&*!|>\[\]{}?,:-]")
_TWO_IN_FLOW = re.compile(
    r"(?<=[{,]) *([\w-]+): +([^\"'{\[\s][^,:}\]]*?)( +([\w-]+):)(?= +[^\s,}])"
)
_TWO_ON_A_LINE = re.compile(r"^( *(?:- +)*)([\w.-]+): +([^\"'{\[\s][^:]*?) +([\w-]+):(?= |$)")
KEY = re.compile(r"[\w.-]+:(?:\s|$)")
COLON_IN_TEXT = "a colon and a space in a text without quotes: YAML takes it for a field"

_MOST_OF_IT = 20
"""Signs of a text by which its beginning is found."""


def quoted(text: str) -> str:
    """Return a text in quotes of YAML, in those that it does not hold where there are any."""
    sign = quote_for(text)
    return f"{sign}{escaped(text, sign)}{sign}"


def quote_for(text: str) -> str:
    """Return the quote for a text: the other one where it holds the double one."""
    return "'" if ('"' in text or "\\" in text) and "'" not in text else '"'


def escaped(text: str, sign: str) -> str:
    """Return a text as it stands between quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"') if sign == '"' else text


def shown_quoted(text: str) -> str:
    """Return what is to be written, or in words where it is long."""
    if len(text) <= LONGEST_SHOWN:
        return f"put the text into quotes: {quoted(text)}"
    return f"put the text into quotes: one before {shown_start(text)}, and one at its end"


def shown_start(text: str) -> str:
    """Return how a text begins, in quotes."""
    return repr(text[:_MOST_OF_IT].rstrip())


def needs_quotes(text: str) -> bool:
    """Whether a text begins with a sign of YAML."""
    return bool(_OWNED.match(text)) and not re.match(r"[:?-]\S", text)


_BESIDE_PROSE = frozenset(
    "added at cites counts direction estimate note question says sql stance verdict".split()  # noqa: SIM905
)
"""Fields that stand beside a text within braces; other words are words of that text."""


def _two_fields(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of two fields without a comma between them, or on one line."""
    for flow in _TWO_IN_FLOW.finditer(line):
        if not PROSE.match(f"{flow[1]}: ") or flow[4] in _BESIDE_PROSE:
            put = (number, flow.end(2) + 1, 0, ",")
            word = flow[2].split()[-1][:LONGEST_SHOWN]
            message = f"a comma is missing behind {word}"
            help_ = f"write `{word}, {flow[4]}: …`"
            yield Remedy(number, flow.start(3) + 1, len(flow[4]) + 1, message, help_, (put,))
    two = _TWO_ON_A_LINE.match(line)
    if two and is_field(two[4]) and not PROSE.match(f"{two[2]}: "):
        put = (number, two.end(3) + 1, two.start(4) - two.end(3), "\n" + " " * len(two[1]))
        message = f"a second field begins here: {two[4]}"
        help_ = f"begin `{two[4]}:` on a line of its own, below the other"
        yield Remedy(number, two.start(4) + 1, len(two[4]), message, help_, (put,))


def of_text(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a text without quotes that holds a sign of YAML."""
    yield from _two_fields(number, line)
    for flow in _IN_FLOW.finditer(line):
        start, text = flow.start(2), flow[2]
        put = (number, start + 1, len(text), quoted(text))
        message = "this text holds a sign of YAML, and needs quotes"
        message = COLON_IN_TEXT if ": " in text else message
        yield Remedy(number, start + 1, len(text), message, shown_quoted(text), (put,))
    found = VALUE.match(line)
    if not found or found[2][0] in "\"'" or (found[2][0] in "[{" and not PROSE.match(line)):
        return
    if not found[1].strip() and KEY.match(found[2]):
        return
    start, text = len(found[1]), found[2]
    put = (number, start + 1, len(text), quoted(text))
    if needs_quotes(text):
        message = f"a text that begins with {text[0]} needs quotes"
        yield Remedy(number, start + 1, 1, message, shown_quoted(text), (put,))
    elif at := re.search(r":(?=\s|$)", text):
        column = start + at.start() + 1
        yield Remedy(number, column, 1, COLON_IN_TEXT, shown_quoted(text), (put,))
