"""Sub- and superscripts as far as Unicode has them: CO₂, ¹³C, Fe²⁺."""

from __future__ import annotations

_PLAIN = "0123456789+-=()"
_RAISED = dict(zip(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)) | dict(
    zip(
        "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ",
        strict=True,
    )
)
_LOWERED = dict(zip(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)) | dict(
    zip("aehijklmnoprstuvxβγρφχ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_SAME = {"−": "-", "–": "-", "ϕ": "φ", "ϵ": "ε", "∘": "°"}
_RAISED_ANYWAY = frozenset("°*∗′″‴†‡§¶®©™℠ªº’'\"”#,")
"""Signs that are raised already, or that mean the same on the line."""


def raised(text: str, before: str = "") -> str | None:
    """Return a text as superscript; None where that has no plain form.

    Letters that Unicode cannot raise stand on the line, unless `before`, the sign before them,
    or a digit among them would make another number or word of it.
    """
    found = _each(text, _RAISED, _RAISED_ANYWAY)
    if found is not None:
        return found
    if any(char.isdigit() for char in text + before) or not text.isalpha() or before.isalpha():
        return None
    return text


def lowered(text: str, before: str = "") -> str | None:
    """Return a text as subscript; None where that has no plain form.

    What Unicode cannot lower stands on the line, as in 5-HT2A or PM2.5: only behind a digit, a
    digit would make another number of it.
    """
    found = _each(text, _LOWERED, _RAISED_ANYWAY)
    if found is not None:
        return found
    return None if before.isdigit() and text[:1].isdigit() else text


def _each(text: str, signs: dict[str, str], others: frozenset[str]) -> str | None:
    tight = "".join(text.split())
    usual = [_SAME.get(char, char) for char in tight]
    made = [signs.get(char) or (char if char in others else "") for char in usual]
    return "".join(made) if all(made) else None
