r"""Numbers and units of siunitx: `\SI{5}{\milli\gram}` is 5 mg. Source: its manual, chapter 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from claimweave.review.reading.latex_source import LatexSource

UNITS = {
    "SI": "nu",
    "qty": "nu",
    "num": "n",
    "si": "u",
    "unit": "u",
    "ang": "a",
    "numrange": "nn",
    "SIrange": "nnu",
    "qtyrange": "nnu",
}
"""Name of a command to what it takes: a number, a unit, an angle."""

_PARTS = {
    "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d",
    "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "metre": "m", "meter": "m",
    "gram": "g", "kilogram": "kg", "second": "s", "minute": "min", "hour": "h", "day": "d",
    "ampere": "A", "kelvin": "K", "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N",
    "pascal": "Pa", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω", "tesla": "T",
    "litre": "L", "liter": "L", "hectare": "ha", "tonne": "t", "gray": "Gy", "sievert": "Sv",
    "becquerel": "Bq", "dalton": "Da", "molar": "M", "percent": "%", "degreeCelsius": "°C",
    "celsius": "°C", "degree": "°", "bar": "bar", "electronvolt": "eV", "per": "/",
    "squared": "²", "cubed": "³", "um": "µm", "mm": "mm", "cm": "cm", "mg": "mg", "ml": "mL",
    "milliliter": "mL", "ug": "µg",
}  # fmt: skip
_WITH_PREFIX = frozenset(
    "femto pico nano micro milli centi deci hecto kilo mega giga tera per".split()  # noqa: SIM905 - a list of words reads best as words
)
_UNIT = pattern(r"\\([A-Za-z]+)\s*")
_NUMBER = pattern(r"[-+−]?[0-9][0-9., ]*")
_PLAIN_UNIT = pattern(r"[^\\{}^_$]+")


def plain_of_quantity(source: LatexSource, name: str, at: int, end: int) -> tuple[str, int] | None:
    """Return what a command prints, and the place behind it; None where it has no form."""
    option = source.option(at, end)
    at = option.after if option else at
    said = []
    for kind in UNITS[name]:
        part = source.group(at, end)
        if part is None:
            return None
        inner = source.text[part.start : part.end].strip()
        made = _unit(inner) if kind == "u" else inner if _NUMBER.fullmatch(inner) else ""
        if not made:
            return None
        said.append(f"{made}°" if kind == "a" else made)
        at = part.after
    if UNITS[name].startswith("nn"):
        said[:2] = [f"{said[0]}–{said[1]}"]
    return " ".join(said).replace(" %", "%"), at


def _unit(text: str) -> str:
    if _PLAIN_UNIT.fullmatch(text):
        return text.replace("~", " ").replace(".", "·")
    pieces: list[str] = []
    at, prefixed = 0, True
    for word in _UNIT.finditer(text):
        part = _PARTS.get(word[1])
        if part is None or word.start() != at:
            return ""
        joined = prefixed or part in "²³/" or pieces[-1:] == ["/"]
        pieces += [part] if joined else ["·", part]
        prefixed = word[1] in _WITH_PREFIX
        at = word.end()
    return "".join(pieces) if at == len(text) else ""
