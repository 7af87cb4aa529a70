"""Signs that nobody sees are told wherever they stand, and however they are written."""

from __future__ import annotations

import html

import pytest

from claimweave.diagnostics.problem import Span
from claimweave.rules.hidden_signs import hidden_signs

NOBODY_SEES = (
    "\u00ad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u180b", "\u180e", "\u200b", "\u200c",
    "\u200d", "\u200f", "\u202e", "\u2060", "\u2065", "\u2066", "\u206f", "\u2800", "\u3164",
    "\ufe00", "\ufe0f", "\ufeff", "\ufff0", "\ufff9", "\U0001bca0", "\U0001d173", "\U000e0001",
    "\U000e0041", "\U000e0080", "\U000e0100", "\U000e01ef", "\U000e0fff",
)  # fmt: skip
UNREADABLE_IN_YAML = ("\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029")


def told(path: str, text: str) -> list[str]:
    return [problem.message.rpartition(" ")[2] for problem in hidden_signs(path, text)]


def code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


@pytest.mark.parametrize("sign", [*NOBODY_SEES, *UNREADABLE_IN_YAML], ids=code)
def test_each_is_told_in_a_page_and_in_the_bibliography(sign: str) -> None:
    for path in ("docs/a.md", "bibliography.bib"):
        assert told(path, f"Bar{sign}ley") == [code(sign)]
        entity = f"&#{ord(sign)};"
        read = html.unescape(entity)  # of control characters, HTML makes others, or nothing
        assert told(path, f"Bar{entity}ley") == ([code(sign)] if read == sign else [])
        assert told(path, f"Bar{sign}{sign}ley") == [code(sign)] * 2


@pytest.mark.parametrize("sign", NOBODY_SEES, ids=code)
def test_each_is_told_in_yaml_as_itself_and_as_an_escape(sign: str) -> None:
    escape = f"\\U{ord(sign):08x}"
    assert told("claims/1/a.yml", f"claim: Bar{sign}ley") == [code(sign)]
    assert told("claims/1/a.yml", f'claim: "Bar{escape}ley"') == [code(sign)]
    assert told("claims/1/a.yml", f'claim: "Bar\\\\{escape}ley"') == [code(sign)]
    assert told("claims/1/a.yml", f'claim: "Bar\\{escape}ley"') == []


@pytest.mark.parametrize("sign", UNREADABLE_IN_YAML, ids=code)
def test_what_yaml_refuses_is_not_told_twice(sign: str) -> None:
    assert told("claims/1/a.yml", f"claim: Bar{sign}ley") == []


@pytest.mark.parametrize(
    "entity", ["&shy;", "&ZeroWidthSpace;", "&rlm;", "&zwnj;", "&#x202E;", "&#X202e", "&#8203"]
)
def test_entities_by_name_and_by_number(entity: str) -> None:
    (found,) = hidden_signs("docs/a.md", f"\nBar{entity}ley")
    sign = html.unescape(entity if entity.endswith(";") else f"{entity};")
    assert found.message.endswith(code(sign))
    assert found.where == Span("docs/a.md", 2, 4, len(entity))


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم", "क्\u200dष", "\u200fעברית", "👩🏽\u200d⚕\ufe0f", "🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3",
        "\u2139\ufe0f", "葛\U000e0100城", "⚠\ufe0f", "می&zwnj;خواهم", "‼\ufe0f",
        "TNFα, μg, NF-κB, IFNγ and β2",
        "Zürich, Čapek, Łódź", "Чехов and Chekhov",
        "a &amp; b &lt;",
        "R&D; x&y", "&#169;&nbsp;&copy;", "&#99999999;",
        "`&shy;` and\n\n```\n&#8238;\n```", "&#xD800;", "\tx\r",
    ],
)  # fmt: skip
def test_what_a_script_needs_is_let_pass(text: str) -> None:
    assert told("docs/a.md", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ب\u200c\u200c\u200cب",
        "😀\ufe0f\ufe00\ufe01",
        "é\u200dx",
        "e\u0301\u200dx",
        "a \ufe0f",
        "\u200d",
    ],
)
def test_a_sign_that_may_stand_there_once_hides_nothing_else(text: str) -> None:
    assert told("docs/a.md", text)


@pytest.mark.parametrize(
    ("word", "alphabet"),
    [
        ("Аdler", "Cyrillic"),
        ("Κruse", "Greek"),
        ("Adlοr", "Greek"),
        ("Aԁler", "Cyrillic"),
        ("Adլer", "Armenian"),
        ("Ꭺdler", "Cherokee"),
        ("ꓮdler", "Lisu"),
    ],
)
def test_a_word_of_two_alphabets_is_told(word: str, alphabet: str) -> None:
    (found,) = hidden_signs("docs/a.md", f"So {word} says")
    assert found.message == f'"{word}" has Latin and {alphabet} letters in one word'


def test_numbers_without_a_sign_are_none() -> None:
    assert told("claims/1/a.yml", 'x: "\\UFFFFFFFF"') == []
    assert told("docs/a.md", "&#1114112; &#x110000;") == []
