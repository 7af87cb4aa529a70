"""Text of strangers stays text, through the Markdown of the site itself."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.words.escape import markdown_text
from claimweave.words.printable import printable
from full_runs import examples

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "admonition", "footnotes")
SITE = markdown.Markdown(extensions=list(EXTENSIONS))


def render(text: str) -> str:
    return str(SITE.reset().convert(text))


def folded(text: str) -> str:
    return " ".join(printable(text.replace("\n", " ")).split())


SIGNS = st.sampled_from(
    [
        *"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n\t",
        "\x02",
        "\x03",
        "klzzwxh:0",
        "wzxhzdk:0",
        "&amp;",
        "&#39;",
        "<!--",
        "-->",
        "](",
        "[^1]:",
        "!!! note",
        "    ",
        "1.",
        "http://x.y",
        "a@b.cd",
        "{: #x }",
        "\u2028",
        "\u202e",
        "\u00a0",
        "\u3000",
        "\ufeff",
        "\\*",
        "``",
        "<b>",
        "</p>",
        "e",
    ]
)
ANY = st.one_of(st.lists(SIGNS, max_size=14).map("".join), st.text(max_size=60))


@examples(400, derandomize=True)
@given(ANY)
def test_any_text_is_shown_as_it_is_within_a_paragraph(text: str) -> None:
    shown = render(f"before {markdown_text(text)} after")
    paragraph = re.fullmatch(r"<p>(.*)</p>", shown, re.DOTALL)
    assert paragraph, shown
    inner = paragraph.group(1)
    assert "<" not in inner, "no tag inside"
    assert html.unescape(inner).split() == f"before {folded(text)} after".split()


@examples(200, derandomize=True)
@given(ANY)
def test_any_text_is_shown_as_it_is_in_a_heading(text: str) -> None:
    shown = render(f"# x{markdown_text(text)}x\n\nafter")
    heading = re.fullmatch(r'<h1 id="[^"<>]*">([^<]*)</h1>\n<p>after</p>', shown)
    assert heading, shown
    assert html.unescape(heading.group(1)) == f"x{folded(text)}x"


@examples(200, derandomize=True)
@given(ANY)
def test_any_text_alone_on_its_line_begins_no_block(text: str) -> None:
    shown = render(str(markdown_text(text)))
    assert re.fullmatch(r"(<p>[^<]*</p>)?", shown, re.DOTALL), shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("TNF-α", "TNF&#45;α"),
        ("<b>", "&#60;b&#62;"),
        ("[[id]]", "&#91;&#91;id&#93;&#93;"),
        ("a\nb", "a b"),
        ("  a   b ", "a b"),
        ("\u202ex", "&#92;u202ex"),
        ("", ""),
        ("été 😀", "été 😀"),
    ],
)
def test_written_form(text: str, written: str) -> None:
    assert str(markdown_text(text)) == written
    assert "\n" not in str(markdown_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "*x*{onclick=alert(1)}",
        "`<img src=x onerror=alert(1)>`",
        "[x]: javascript:alert(1)",
        "<!-- x -->",
        "&lt;b&gt;",
    ],
)
def test_attacks_are_shown(text: str) -> None:
    assert html.unescape(render(f"x {markdown_text(text)}")) == f"<p>x {text}</p>"
