r"""Signs that nobody sees, and words of two alphabets, at their places in a text.

A sign may stand in the text itself, or be written as an escape that whatever shows the text reads:
`\u202e` in YAML, `&#8238;` or `&rlm;` in a page and in the bibliography. Source: Unicode's
DerivedCoreProperties (Default_Ignorable_Code_Point) and its Technical Report 36.
"""

from __future__ import annotations

import re
import sys
from itertools import islice
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.reading.code_blanking import blank_code
from claimweave.words.pattern import pattern
from claimweave.words.printable import carries_joiner

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_JOINERS = "\u200c\u200d"
_NEAR_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f"
_SELECTORS = f"{_NEAR_SELECTORS}\U000e0100-\U000e01ef"
_MARKS = "\u061c\u200e\u200f\u2066-\u2069"
_NEAR = (
    f"{_CONTROLS}{_JOINERS}{_NEAR_SELECTORS}{_MARKS}"
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u2065\u206a-\u206f\u2800"
    "\u3164\ufeff\uffa0\ufff0-\ufffb"
)
_SIGNS = (
    f"{_NEAR}\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Without a width, without a form, or turning the direction of writing."""

_SIGN = pattern(f"[{_SIGNS}]")
_JOINER, _SELECTOR, _MARK = (pattern(f"[{some}]") for some in (_JOINERS, _SELECTORS, _MARKS))
_RIGHT_TO_LEFT = pattern("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BEFORE_SELECTORS = "\u2139"
"""Emoji that are letters to Unicode."""

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}(?=;));?"
_ESCAPE = r"(?<!\\)(?:\\\\)*(?P<code>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[LP]))"
_WRITTEN = {".yml": re.compile(_ESCAPE), "": re.compile(f"(?P<code>{_ENTITY})")}
_BY_LETTER = {"L": "\u2028", "P": "\u2029"}

_ALPHABETS = {
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03bf",
    "Armenian": "\u0531-\u0587",
    "Cherokee": "\u13a0-\u13fd\uab70-\uabbf",
    "Coptic": "\u2c80-\u2cff",
    "Lisu": "\ua4d0-\ua4fd",
}
"""Alphabets to those of their letters that look like Latin ones; μ, α and β are used with them."""

_LATIN = "A-Za-z\u00c0-\u024f"
_OTHERS = "".join(_ALPHABETS.values())
_TWO_ALPHABETS = pattern(rf"\b(?=\w{{0,80}}[{_OTHERS}])(?=\w{{0,80}}[{_LATIN}])\w{{1,80}}")
_MAY_HIDE = re.compile(f"[{_CONTROLS}]")
_TOLD_OF_YAML = re.compile(f"(?!\x85)[{_CONTROLS}]")
_TOLD_OF_CLAIMS = re.compile("[\x85\u2028\u2029]")
"""What the reader of YAML refuses: one message is enough."""

_SOUGHT = re.compile(f"[{_NEAR}{_OTHERS}\U00010000-\U0010ffff]")
"""A line without any of these has no sign, and no word of two alphabets; it is soon looked for."""


def hidden_signs(path: str, text: str) -> Iterator[Problem]:
    """Yield each hidden sign of a text, and each word of two alphabets."""
    written = _WRITTEN.get(path[path.rfind(".") :], _WRITTEN[""])
    begins = "\\" if written is _WRITTEN[".yml"] else "&"
    signs = _may_hold_signs(text)
    if not signs and begins not in text:
        return
    found = _all(path, text, written, begins, signs=signs)
    yield from islice(found, MOST_FAULTS)
    yield from unlisted(path, sum(1 for _ in found), "hidden-sign")


def _may_hold_signs(text: str) -> bool:
    """Whether a text, or a line of one, has to be looked through for signs and words."""
    if text.isascii():  # what can be printed is no control, and that is sooner known
        printed = text.replace("\n", "").isprintable()
        return not printed and _MAY_HIDE.search(text) is not None
    return _SOUGHT.search(text) is not None


def _all(
    path: str, text: str, written: re.Pattern[str], begins: str, *, signs: bool
) -> Iterator[Problem]:
    """Yield each fault; without `signs` none stands in the text itself, but for escapes."""
    # What stands in the code of a page is shown as it is written.
    read = blank_code(text) if path.endswith(".md") and begins in text else text
    lines = zip(text.split("\n"), read.split("\n"), strict=True)
    for number, (line, shown) in enumerate(lines, start=1):
        if begins in shown:
            for match in written.finditer(shown):
                sign = _read(match["code"])
                if _is_hidden(sign, line, match.start("code"), match.end()):
                    yield _told(Span(path, number, match.start("code") + 1, len(match[0])), sign)
        if not (signs and _may_hold_signs(line)):
            continue
        for match in _SIGN.finditer(line):
            if not _is_told(path, match[0]) and _is_hidden(match[0], line, *match.span()):
                yield _told(Span(path, number, match.start() + 1, 1), match[0])
        for match in _TWO_ALPHABETS.finditer(line):
            span = Span(path, number, match.start() + 1, match.end() - match.start())
            other = next(n for n, signs in _ALPHABETS.items() if re.search(f"[{signs}]", match[0]))
            message = f'"{match[0]}" has Latin and {other} letters in one word'
            yield Problem(span, message, "type the word anew")


def _is_told(path: str, sign: str) -> bool:
    """Whether the reader of YAML has told a sign already."""
    if not path.endswith(".yml"):
        return False
    refused = _TOLD_OF_CLAIMS.match(sign) and path.startswith("claims/")
    return bool(_TOLD_OF_YAML.match(sign) or refused)


def _told(span: Span, sign: str) -> Problem:
    return Problem(span, f"a sign that nobody sees, U+{ord(sign):04X}", "remove it")


def _read(code: str) -> str:
    """Return the sign that an escape stands for; an empty text for several, or none."""
    if code.startswith("&"):
        import html  # noqa: PLC0415 - a long list, and few texts have entities

        sign = html.unescape(code if code.endswith(";") else f"{code};")
        return sign if len(sign) == 1 else ""
    if code[1:] in _BY_LETTER:
        return _BY_LETTER[code[1:]]
    number = int(f"0x{code[2:]}", base=16)
    return chr(number) if number <= sys.maxunicode else ""


def _is_hidden(sign: str, line: str, start: int, end: int) -> bool:
    """Whether a sign is one that nobody sees, and nothing beside it has a use for it."""
    if not sign or not _SIGN.match(sign):
        return False
    if _MARK.match(sign):
        return not _RIGHT_TO_LEFT.search(line)
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    if _SELECTOR.match(sign):
        keycap = before in tuple("0123456789#*") and after == "\u20e3"
        return not (keycap or before == _BEFORE_SELECTORS or carries_joiner(before)) or bool(
            _SELECTOR.match(before)
        )
    return not (_JOINER.match(sign) and carries_joiner(before))
