"""What is read at once, because most of it is plain, is what reading it with care comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.review import names
from claimweave.review.reading import bibtex_grammar, latex_text, repeated_items, yaml_reader
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_reader import BLOCK_KINDS
from claimweave.review.reading.entry_values import EntryValues, read_value
from claimweave.review.reading.latex_text import read_latex
from claimweave.review.reading.plain_yaml import plain_data
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.rules import hidden_signs
from full_runs import examples

if TYPE_CHECKING:
    from pathlib import Path

_OF_AN_ENTRY = st.sampled_from(
    [
        "@article{",
        "title",
        "author = ",
        "{b {c}}",
        "year = {2001},",
        "title = {A {B} = c},",
        "doi={10.1/x} ,",
        "{x@article{y,",
        '"q"',
        "%x\n",
        "2001",
        *"@(){},=#\\ \n",
    ]
)
_OF_A_VALUE = st.sampled_from(["--", "amp;", "sub>", *"{}{}-'`!?aB &#$\\~<1."])


@examples(300, derandomize=True)
@given(st.lists(_OF_AN_ENTRY, max_size=14).map("".join))
def test_a_plain_field_is_read_as_any_other(text: str) -> None:
    entry = f"@article{{key,\n{text}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bibtex_grammar._Scanner, "_plain_field", lambda _self, _at: None)  # noqa: SLF001 - the quick way itself
        with_care = blocks_of(entry, BLOCK_KINDS)
    assert blocks_of(entry, BLOCK_KINDS) == with_care


@examples(300, derandomize=True)
@given(st.lists(_OF_A_VALUE, max_size=10).map("".join), st.booleans())
def test_braces_alone_print_nothing(value: str, ranges: bool) -> None:  # noqa: FBT001 - drawn
    with_care = latex_text._read.__wrapped__(value, ranges)  # noqa: SLF001 - the slow way itself
    if not latex_text._SPECIAL.search(value.replace("{", "").replace("}", "")):  # noqa: SLF001
        assert read_latex(value, ranges=ranges) == with_care


EACH_SIGN = [*range(0x10000), 0x1F600, 0xE0001, 0xE0100, 0x10FFFF]


def test_a_control_sign_is_seen_with_or_without_a_pattern() -> None:
    for sign in map(chr, EACH_SIGN):
        for text in (sign, f"a{sign}\n", f"é\n{sign}b"):
            found = yaml_reader._control_in(text)  # noqa: SLF001 - the quick way itself
            with_care = yaml_reader._CONTROL.search(text)  # noqa: SLF001
            assert (found and found.span()) == (with_care and with_care.span()), hex(ord(sign))


def test_a_line_with_a_hidden_sign_is_one_that_is_looked_through() -> None:
    for sign in map(chr, EACH_SIGN):
        for text in (f"a{sign}b", f"é{sign}", f"a\n{sign}"):
            told = hidden_signs._SIGN.search(text) or hidden_signs._TWO_ALPHABETS.search(text)  # noqa: SLF001
            looked = hidden_signs._may_hold_signs(text)  # noqa: SLF001 - the quick way itself
            assert looked or not told, hex(ord(sign))


_DATA = st.recursive(
    st.sampled_from([1, 1.0, True, "1", "a", None]),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.sampled_from("ab"), below),
    max_leaves=12,
)


@examples(300, derandomize=True)
@given(st.dictionaries(st.sampled_from("abc"), _DATA))
def test_what_stands_twice_is_never_passed_over(data: dict[str, object]) -> None:
    with_care = list(repeated_items._repeated(data, "a.yml", ()))  # noqa: SLF001 - the slow way
    assert repeated_items.repeated_items(data, "a.yml") == with_care


_LINES_OF_YAML = """
a: b
b:
c: 1
  a: x y
  - a: b
    b: c
  - b:
- a: b
  - c
      d: 2.5
a.b: [x, 1, S1.p1.s1]
d: {x: 1, y: [a, b], z: c d}
e: {x: null}
f: []
g: {}
h: [a,b]
i: "x: #y"
j: 'a'
# x
k: a b # c
l: a: b
m: é
n: a
  b
o: true
p: 2026-01-31
q: x:
r:  x
\tt: x
  # y
u: |
v: &x
w: a &b *c !d
x: [a, {b: c}]
---
y: -1
z: 1e5
a b: c
[a]: b
1: [true, ~]
a: [x]: y
n: ~
a: 'it''s'
- x
  - x y
  - [a, b]
  - {a: b}
  - 'c'
  - - d
    - e
n: null
é: ü
  α-1: β
h: {é: γ δ}
i: [ä]
j：k: l
k: “m”
l: a“: b
b: "\\n"
b: "\\"c\\" \\\\"
b: "c\\"
b: "c\\\\\\"d"
b: "c "d" e"
b: 'c\\'
- {a: "b, c: {d}", e: "\\"", f: null}
- {a: b's, c: "d"e}
- {a: "b" , c: d}
- {a: "b": c}
- {a: "", b: 'c', d: e%; f}
- {a: b 'c', "d": e}
- {a: "b", a: "c"}
- {a: "b
c: [a b, c-d]
c: [a - b, -]
d: {x: a, x: b}
o: 012
e: {a b: c}
f: [a: b]
...
a:b
g: x, y: z
h: a:b
i: a#b
a-: b
"""
_OF_YAML = st.sampled_from([*_LINES_OF_YAML.splitlines(keepends=True), "s: x \n"])


@examples(1200, derandomize=True)
@given(st.lists(_OF_YAML, max_size=7).map("".join))
def test_plain_yaml_is_read_as_the_parser_reads_it(text: str) -> None:
    source = TextFile("a.yml", text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml_reader, "plain_data", lambda _text: None)
        with_care = read_yaml(source)
    assert repr(read_yaml(source)) == repr(with_care)


_AROUND_A_SIGN = """
a: b§c
a: §c
a: b§
a§: b
§a: b
a: [b§c]
a: [§c, d]
a: [b§]
a: {b: c§d}
a: {b: §d}
a: {b: c§}
a: {b: c §d, e: "f§"}
a: {b: "§", e: f§ g}
a: "\\§"
a: {b: "\\§"}
a: "b§"
a: 'b§'
a: b § c
a: b §c
a: b§ c
a: [b §c]
a: [b§ c]
a:§b
"""


def test_each_sign_in_plain_yaml_is_read_as_the_parser_reads_it() -> None:
    for sign in map(chr, [*range(0x180), 0x2028, 0xFEFF, 0xFF1A, 0xFFFE, 0x1F600]):
        for line in _AROUND_A_SIGN.strip().split("\n"):
            source = TextFile("a.yml", f"{line.replace('§', sign)}\n")
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(yaml_reader, "plain_data", lambda _text: None)
                with_care = read_yaml(source)
            assert repr(read_yaml(source)) == repr(with_care), source


def test_nearly_all_files_of_a_review_are_plain(project: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (project / "claims").rglob("*.yml")]
    assert sum(plain_data(text) is not None for text in texts) > len(texts) / 2


_WORDS_OF_NAMES = ["Adler", "berg", "Van", "van", "X1", "2nd", "Jr", "jr", "III", "Ida", "I", "é"]
_OF_A_NAME = st.sampled_from([*_WORDS_OF_NAMES, "al", "Et", "et", *"-. ,_'{}&;~="])


@examples(1200, derandomize=True)
@given(st.lists(_OF_A_NAME, max_size=4).map("".join), st.lists(_OF_A_NAME, max_size=5).map("".join))
def test_a_plain_name_is_read_as_any_other(family: str, given_names: str) -> None:
    text = f"{family}, {given_names}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(names, "_plain_name", lambda _text: None)
        with_care = names.read_names.__wrapped__(text)
    assert names.read_names.__wrapped__(text) == with_care


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_letters_and_digits_are_not_decoded(value: str) -> None:
    for name in ("title", "doi", "pages", "author"):
        assert EntryValues({name: value})[name] == read_value(name, value).text
