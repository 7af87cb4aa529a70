"""Markup in the texts of others: tags of HTML, JATS and MathML, and entities.

A tag goes only if it is one: a name that is known, closed where it has to be. In `a<b and c>d`
there is none. An entity ends with its semicolon: `R&D` and `&copy2` have none.
"""

from __future__ import annotations

import re

from claimweave.words.pattern import pattern
from claimweave.words.scripts import lowered, raised

_NAMES = frozenset(
    """
    a abbr article-title b bdi bdo big blockquote body br center cite code dd del dfn div dl dt em
    font h1 h2 h3 h4 h5 h6 hr html i img ins italic bold underline overline monospace sans-serif
    sc small-caps scp smallcaps jats kbd label li mark math mi mn mo mrow ms msub msup msubsup
    mfrac msqrt mroot mtext mover munder munderover mspace mstyle mfenced mtable mtr mtd semantics
    annotation named-content nobr o ol p pre q s samp sec section sec-title small source span
    strike strong styled-content sub sup inf inline-formula inline-graphic tex-math title tt u ul
    var wbr xref ext-link fn disp-formula alternatives script style iframe object embed form button
    svg noscript textarea
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ALONE = frozenset("br hr img wbr mspace inline-graphic p li dt dd".split())  # noqa: SIM905
_TAG = pattern(
    r"<(/?)((?:[A-Za-z][\w.-]{0,20}:)?[A-Za-z][\w.-]{0,40})"
    r"((?:\s+[\w:.-]{1,40}\s*=\s*(?:\"[^\"<>]{0,400}\"|'[^'<>]{0,400}'|[^\s\"'<>=]{1,400})){0,30})"
    r"\s*(/?)>"
)
_SCRIPT = pattern(r"<(sub|sup|inf)>([^<>]{1,80})</\1>", re.IGNORECASE)
_ENTITY = pattern(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_BREAKS = frozenset({"br", "hr", "p", "li", "dt", "dd", "title", "sec"})
_TOO_HIGH, _SURROGATES = 0x110000, range(0xD800, 0xE000)


def without_markup(text: str) -> str:
    """Return a text without tags, with sub- and superscripts as signs, its entities decoded.

    What has no plain form stays as written: `10<sup>0.5</sup>`.
    """
    bare = _without_tags(text) if "<" in text else text
    if "&" not in bare:
        return bare
    decoded = _ENTITY.sub(_sign, bare)  # some registries write tags as entities
    return _without_tags(decoded) if "<" in decoded and decoded != bare else decoded


def scripts_left(text: str) -> list[str]:
    """Return the sub- and superscripts that have no plain form."""
    return [found[0] for found in _SCRIPT.finditer(text)] if "<" in text else []


def _sign(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        from html.entities import html5  # noqa: PLC0415 - a long list, and few texts have entities

        return html5.get(f"{name};", entity[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return entity[0] if not code or code >= _TOO_HIGH or code in _SURROGATES else chr(code)


def _script(found: re.Match[str]) -> str:
    before = found.string[: found.start()][-1:]
    made = (raised if found[1].lower() == "sup" else lowered)(found[2], before)
    return found[0] if made is None else made


def _without_tags(text: str) -> str:
    """Return a text without its tags; one that opens and is never closed is none."""
    text = _SCRIPT.sub(_script, text)
    kept = {at for s in _SCRIPT.finditer(text) for at in (s.start(), s.end() - len("</sub>"))}
    tags = [tag for tag in _TAG.finditer(text) if tag.start() not in kept]
    closing = {tag[2].lower() for tag in tags if tag[1]}
    opening = {tag[2].lower() for tag in tags if not tag[1]}
    pieces, at = [], 0
    for tag in tags:
        name = tag[2].lower()
        local = name.rpartition(":")[2]
        paired = name in (opening if tag[1] else closing) or tag[4] or local in _ALONE
        if local not in _NAMES or not paired:
            continue
        pieces.append(text[at : tag.start()])
        if local in _BREAKS:
            pieces.append(" ")
        at = tag.end()
    return "".join([*pieces, text[at:]])
