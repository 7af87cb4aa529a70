"""Quotes that do not go round the text: closed too early, never closed, or quotes of print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimweave.review.reading.yaml_remedies import LONGEST_SHOWN, Remedy
from claimweave.review.reading.yaml_texts import VALUE, quoted, shown_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PRINT_QUOTES = "“„”″«»‹›‘‚’´＂＇"
NEVER_CLOSED = "this quote is never closed"

_PRINT = re.compile(f"^[{PRINT_QUOTES}](.*)[{PRINT_QUOTES}]$")
_IN_FLOW = re.compile(r"(?<=[{,\[])[ \t]*(?:[\w-]+:[ \t]+)?(?=[\"'])")
_END_IN_FLOW = re.compile(r"[ \t]*(?:[,}\]]|$)")
_MOST_ENDS = 6
_PLAIN_IN_FLOW = re.compile(r"(?<=[{,])[ \t]*[\w-]+:[ \t]+(?=[^\s\"'{\[&*!|>%@`])")
_NEXT_FIELD = re.compile(r"[ \t]*[\w-]+:(?:[ \t]|$)")


class Early(NamedTuple):
    """Where a quote ends a text too early, and how many signs round the text are its quotes.

    `opens` and `closes` say whether the sign at its beginning and the one at its end are no part
    of it. It is not sure where one of them was forgotten.
    """

    at: int
    message: str
    opens: bool
    closes: bool

    @property
    def sure(self) -> bool:
        """Whether the text has both of its quotes, or none."""
        return self.opens == self.closes


def quote_signs(text: str) -> list[int]:
    """Return where the quote stands with which a text begins, but for those that are escaped."""
    sign, found, at = text[0], [0], 1
    while at < len(text):
        pair = text[at : at + 2]
        if (sign == '"' and pair[0] == "\\") or (pair == "''" == sign * 2 and at + 2 < len(text)):
            at += 2
            continue
        if text[at] == sign:
            found.append(at)
        at += 1
    return found


def ends_early(text: str) -> Early | None:
    """Return where the quote with which a text begins is closed, although the text goes on.

    An apostrophe within a word is taken for one. Where the signs within the text pair off with
    the one at its beginning, as in `"A" and "b"`, those round the text are a part of it.
    """
    found = quote_signs(text)
    end = len(text) - 1
    if len(found) == 1 or found == [0, end]:
        return None
    ends = found[-1] == end
    within = [at for at in (found[1:-1] if ends else found[1:]) if not _in_word(text, at)]
    opening = bool(within) and _is_opening(text, within[0])
    paired = len(within) % 2 == 0
    opens = (not within or opening or not paired) if ends else not within
    word = "apostrophe" if _in_word(text, found[1]) else "quote"
    message = f"this {word} ends the text, and more follows"
    return Early(found[1], message, opens, closes=opens and ends and (paired or not opening))


def _is_opening(text: str, at: int) -> bool:
    return not text[at - 1].isalnum() and not text[at + 1].isspace()


def _in_word(text: str, at: int) -> bool:
    return text[at] == "'" and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()


def without_quotes(lines: Sequence[str], early: Early) -> list[str]:
    """Return the lines of a text without the quotes round it, and without its escapes."""
    sign, body = lines[0][0], list(lines)
    if not early.opens:
        return body
    body[0] = body[0][1:]
    body[-1] = body[-1][:-1] if early.closes else body[-1]
    return [one.replace("''", "'") if sign == "'" else one.replace('\\"', '"') for one in body]


def of_quotes(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a text with quotes that do not go round it."""
    found = VALUE.match(line)
    if not found:
        return
    start, text = len(found[1]), found[2]
    if printed := _PRINT.match(text):
        put = (number, start + 1, len(text), quoted(printed[1]))
        message = f"{text[0]} is no quote of YAML"
        yield Remedy(number, start + 1, 1, message, shown_quoted(printed[1]), (put,))
    if text[0] in "\"'" and len(quote_signs(text)) == 1:
        put = (number, start + len(text) + 1, 0, text[0])
        help_ = f"close it with {text[0]} at the text's end"
        yield Remedy(number, start + 1, 1, NEVER_CLOSED, help_, (put,))
    elif text[0] in "\"'":
        yield from _of_early_end(number, start, text)


def _of_early_end(number: int, start: int, text: str) -> Iterator[Remedy]:
    early = ends_early(text)
    if early:
        (body,) = without_quotes([text], early)
        put = (number, start + 1, len(text), quoted(body))
        help_ = how_to_quote(text[0], body, early)
        yield Remedy(number, start + early.at + 1, 1, early.message, help_, (put,), early.sure)


def of_quotes_in_flow(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedies of texts within brackets that their quotes do not go round."""
    for found in _IN_FLOW.finditer(line):
        start = found.end()
        ends = [e.start() for e in _END_IN_FLOW.finditer(line, start + 1)]
        texts = [line[start:end] for end in ends[:_MOST_ENDS]]
        for text in texts:
            if len(quote_signs(text)) > 1:
                yield from _of_early_end(number, start, text)
            else:
                put = (number, start + len(text) + 1, 0, text[0])
                help_ = f"close it with {text[0]} at the text's end"
                yield Remedy(number, start + 1, 1, NEVER_CLOSED, help_, (put,))


def of_comma_in_flow(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a text within braces that a comma ends, with a quote behind the comma.

    A query is such a text: `{sql: SELECT … IN ('a', 'b')}`. Without the quote the file can be
    read, and `yaml_commas` tells it.
    """
    for found in _PLAIN_IN_FLOW.finditer(line):
        text = _up_to_next_field(line[found.end() :])
        comma = text.find(",")
        if comma >= 0 and any(sign in text[comma:] for sign in "\"'"):
            at = found.end() + 1
            message = "a comma ends a text within { }, and a quote begins another one"
            put = (number, at, len(text), quoted(text))
            yield Remedy(number, at + comma, 1, message, shown_quoted(text), (put,))


def _up_to_next_field(line: str) -> str:
    """Return the text with which a line begins: up to the next field, or to the closing brace."""
    depth = 0
    for at, sign in enumerate(line):
        depth += (sign == "(") - (sign == ")")
        ends = sign in "}]" or (sign == "," and _NEXT_FIELD.match(line, at + 1))
        if ends and depth <= 0:
            return line[:at].rstrip()
    return line.rstrip()


def how_to_quote(sign: str, body: str, early: Early) -> str:
    """Say how a text is written that holds its own quotes."""
    if not early.opens or not early.sure:
        return shown_quoted(body).replace("the text", "the whole text", 1)
    twice, other = ("''", '"') if sign == "'" else ('\\"', "'")
    help_ = f"write {twice} for each {sign} within the text"
    if other in body:
        return help_
    if len(body) <= LONGEST_SHOWN and "\n" not in body:
        return f"{help_}, or put it into other quotes: {quoted(body)}"
    return f"{help_}, or put {other} round it"
