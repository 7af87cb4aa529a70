"""Strict YAML: what its scalars mean, what is refused, and at which line and column."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.yaml_places import MAX_DEPTH, locate
from claimweave.review.reading.yaml_reader import Data, read_yaml
from full_runs import examples

PATH = "claims/x.yml"


def read(text: str) -> tuple[Data, list[Problem]]:
    return read_yaml(TextFile(PATH, text))


def only_problem(text: str) -> Problem:
    _, problems = read(text)
    assert len(problems) == 1, problems
    return problems[0]


def place(problem: Problem) -> tuple[int, int]:
    assert isinstance(problem.where, Span)
    assert problem.where.path == PATH
    return problem.where.line, problem.where.column


def find(text: str, *keys: str | int, on_key: bool = False) -> tuple[int, int, int]:
    span = locate(TextFile(PATH, text), AtKey(PATH, keys, on_key))
    return span.line, span.column, span.length


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # Words that YAML 1.1 takes for true and false.
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("false", False),
        # Times, dates and other bases, which YAML 1.1 turns into numbers.
        ("12:30", "12:30"),
        ("1:2:3", "1:2:3"),
        ("010", "010"),
        ("-010", "-010"),
        ("00", "00"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("0o17", "0o17"),
        ("0b1", "0b1"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("<<", "<<"),
        ("=", "="),
        # Numbers.
        ("0", 0),
        ("-0", 0),
        ("42", 42),
        ("-7", -7),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        # Nothing.
        ("", None),
        ("~", None),
        ("null", None),
        # What is quoted, or in a block, is text.
        ("'42'", "42"),
        ('"42"', "42"),
        ("'null'", "null"),
        ('"true"', "true"),
        ("''", ""),
        ("|-\n  42", "42"),
        (">-\n  null", "null"),
        # Text that only looks special.
        ("R&D", "R&D"),
        ("a*b", "a*b"),
        ("wow!", "wow!"),
        ("TNF-α 😀", "TNF-α 😀"),
        ("it''s", "it''s"),
        ("x#y", "x#y"),
        ("x #y", "x"),
    ],
)
def test_scalars(written: str, meant: Data) -> None:
    data, problems = read(f"a: {written}\n")
    assert problems == []
    assert data == {"a": meant}
    assert type(data["a"]) is type(meant)


@pytest.mark.parametrize("key", ["null", "~", "true", "1", "12:30", "NO"])
def test_keys_are_always_text(key: str) -> None:
    data, problems = read(f"{key}: x\n")
    assert (data, problems) == ({key: "x"}, [])


def test_merge_key_is_a_key_like_any_other() -> None:
    data, problems = read("<<: {a: 1}\nb: 2\n")
    assert (data, problems) == ({"<<": {"a": 1}, "b": 2}, [])


@pytest.mark.parametrize(
    ("text", "at", "data"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), {"a": 1, "b": 2}),
        ("x:\n  a: 1\n  a: 2\n", (3, 3), {"x": {"a": 1}}),
        ("- {b: 0, a: 1, a: 2}\n", (1, 16), [{"b": 0, "a": 1}]),
        ("é: {ß: 1, ß: 2}\n", (1, 11), {"é": {"ß": 1}}),
        ("1: a\n'1': b\n", (2, 1), {"1": "a"}),
        ('a: 1\n"a": 2\n', (2, 1), {"a": 1}),
    ],
)
def test_duplicate_key(text: str, at: tuple[int, int], data: Data) -> None:
    got, problems = read(text)
    assert got == data, "of a duplicate key the first value counts"
    assert [p.rule for p in problems] == ["duplicate-key"]
    assert place(problems[0]) == at


def test_every_duplicate_is_reported() -> None:
    _, problems = read("a: 1\na: 2\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [place(p) for p in problems] == [(2, 1), (5, 3), (6, 1)]


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("a: &x 1\n", (1, 4), "anchors"),
        ("a: 1\nb: *x\n", (2, 4), "aliases"),
        ("&x a: 1\n", (1, 1), "anchors"),
        ("a: &b [1]\n", (1, 4), "anchors"),
        ("a: {b: &c {}}\n", (1, 8), "anchors"),
        ("é: &x 1\n", (1, 4), "anchors"),
        ("a: !!str 1\n", (1, 4), "tags"),
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4), "tags"),
        ("a: !foo\n", (1, 4), "tags"),
        ("a: ! 1\n", (1, 4), "tags"),
        ("- !!map {a: 1}\n", (1, 3), "tags"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, at: tuple[int, int], word: str) -> None:
    data, _ = read(text)
    problem = only_problem(text)
    assert data is None
    assert problem.rule == "invalid-yaml"
    assert word in problem.message
    assert place(problem) == at


def test_billion_laughs_is_refused_at_once() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert "anchors" in only_problem(text).message


@pytest.mark.parametrize(
    "text",
    [
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "[" * 5000,
        "- " * (MAX_DEPTH + 1) + "x",
        "".join("  " * i + "k:\n" for i in range(MAX_DEPTH + 2)),
        "[\n" * 100 + "]\n" * 100,
        # With something between the brackets.
        "[0," * 400 + "0" + "]" * 400,
        "[0," * 20_000,
        '{"a": 0, b: ' * 3000 + "0" + "}" * 3000,
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    data, _ = read(text)
    assert data is None
    problem = only_problem(text)
    assert problem.rule == "invalid-yaml"
    assert "levels of nesting" in problem.message


def test_nesting_to_the_limit_is_read() -> None:
    data, problems = read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert problems == []
    for _ in range(MAX_DEPTH - 1):
        data = data[0]
    assert data == []


@pytest.mark.parametrize("char", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f"])
def test_control_characters_are_refused_by_name_and_place(char: str) -> None:
    problem = only_problem(f"a: 1\né: x{char}y\n")
    assert problem.rule == "invalid-yaml"
    assert f"U+{ord(char):04X}" in problem.message
    assert char not in problem.message
    assert place(problem) == (2, 5)


@pytest.mark.parametrize("char", ["\x80", "\x9f", "\ufffe", "\uffff"])
def test_characters_that_yaml_does_not_have_are_a_problem(char: str) -> None:
    data, problems = read(f"a: {char}\n")
    assert data is None
    assert [p.rule for p in problems] == ["invalid-yaml"]


def test_tab_within_a_text_is_text() -> None:
    assert read("a: x\ty\n") == ({"a": "x\ty"}, [])


@pytest.mark.parametrize(
    ("text", "at"),
    [("a:\n\tb: 1\n", (2, 1)), ("\ta: 1\n", (1, 1)), ("a: 1\nb:\n  \tc: 1\n", (3, 3))],
)
def test_tab_as_indentation(text: str, at: tuple[int, int]) -> None:
    problem = only_problem(text)
    assert "tab" in problem.message
    assert place(problem) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('a: "x\nb: 1\n', (1, 4)),
        ("a: 'x\nb: 1\n", (1, 4)),
        ("- a\n- 'b\n", (2, 3)),
        ('é: 1\nßß: "x', (2, 5)),
        ('"a: 1\n', (1, 1)),
        ("note: don't\nclaim: \"a\n", (2, 8)),
    ],
)
def test_unclosed_quote_is_reported_where_it_opens(text: str, at: tuple[int, int]) -> None:
    problem = only_problem(text)
    assert problem.message == "this quote is never closed"
    assert place(problem) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: b: c\n", (1, 5)),
        ("é: ß: c\n", (1, 5)),
        ("a: @x\n", (1, 4)),
        ("a: `x`\n", (1, 4)),
        ("a: 'b' c\n", (1, 6)),
        ("a:\n  - b\n c: 1\n", (3, 2)),
    ],
)
def test_syntax_errors_have_a_place_and_help(text: str, at: tuple[int, int]) -> None:
    problem = only_problem(text)
    assert problem.rule == "invalid-yaml"
    assert problem.message
    assert problem.help
    assert place(problem) == at


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\n---\nb: 2\n", 2), ("--- \na: 1\n---\n", 3), ("a: 1\n--- x\n", 2)]
)
def test_second_document_is_refused(text: str, line: int) -> None:
    data, _ = read(text)
    problem = only_problem(text)
    assert data is None
    assert "second document" in problem.message
    assert place(problem) == (line, 1)


@pytest.mark.parametrize("text", ["a: 1\n...\n", "---\na: 1\n", "# c\n---\na: 1 # d\n"])
def test_one_document_may_be_marked(text: str) -> None:
    assert read(text) == ({"a": 1}, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~\n", "null\n"])
def test_empty_file(text: str) -> None:
    data, _ = read(text)
    assert data is None
    assert only_problem(text).message == "this file is empty"


@pytest.mark.parametrize("text", ["? [a]\n: 1\n", "[a]: 1\n", "? {a: 1}\n: 1\n"])
def test_key_must_be_a_word(text: str) -> None:
    problem = only_problem(text)
    assert (problem.rule, problem.message) == ("invalid-yaml", "a key must be a word")


def test_one_fault_does_not_hide_another() -> None:
    _, problems = read("a: 1\na: 2\n? [x]\n: 1\nb: {c: 1, c: 2}\n")
    assert [(p.rule, place(p)) for p in problems] == [
        ("duplicate-key", (2, 1)),
        ("invalid-yaml", (3, 3)),
        ("duplicate-key", (5, 11)),
    ]


TEXT = "é: {ß: 1, x: [ä, ö, {z: 😀, w: 55}]}\nlist:\n  - one\n  -\n  - three  # c\nlong: |\n  a\n"


@pytest.mark.parametrize(
    ("keys", "on_key", "at"),
    [
        (("é",), True, (1, 1, 1)),
        (("é", "ß"), False, (1, 8, 1)),
        (("é", "ß"), True, (1, 5, 1)),
        (("é", "x", 1), False, (1, 18, 1)),
        (("é", "x", 2, "w"), False, (1, 31, 2)),
        (("é", "x", 2, "w"), True, (1, 28, 1)),
        (("é", "x", 2), False, (1, 21, 13)),
        (("list",), True, (2, 1, 4)),
        (("list", 0), False, (3, 5, 3)),
        (("list", 2), False, (5, 5, 5)),
        # What does not exist is shown at its nearest parent.
        (("é", "x", 9), False, (1, 14, 21)),
        (("é", "nothing", "at", "all"), False, (1, 4, 32)),
        (("nothing",), False, (1, 1, 35)),
        ((), False, (1, 1, 1)),
    ],
)
def test_locate(keys: tuple[str | int, ...], at: tuple[int, int, int], *, on_key: bool) -> None:
    assert find(TEXT, *keys, on_key=on_key) == at


def test_locate_of_a_block_stays_in_its_line() -> None:
    line, column, length = find(TEXT, "long")
    assert (line, column) == (6, 7)
    assert length == 1


def test_locate_of_a_duplicate_is_the_first() -> None:
    assert find("a: 1\nb: 2\na: 3\n", "a", on_key=True) == (1, 1, 1)


@pytest.mark.parametrize("text", ["", "a: 'x\n", "a: *x\n", "\x00", "a: 1\n---\nb: 2"])
def test_locate_in_what_cannot_be_read_is_the_file(text: str) -> None:
    assert find(text, "a", 1) == (1, 1, 1)


# Surrogates stand in no file that was decoded from UTF-8.
UNICODE = st.characters(exclude_categories=["Cs"])
YAML_LIKE = st.text(st.one_of(st.sampled_from(list("ab:-[]{}'\"\n \t#|>&*!%@`?,.~0=<\\")), UNICODE))


@examples(200, derandomize=True)
@given(st.one_of(YAML_LIKE, st.text(UNICODE)))
def test_any_text_is_data_or_a_problem_and_never_raises(text: str) -> None:
    data, problems = read(text)
    assert problems or data is not None
    assert all(p.rule in ("invalid-yaml", "duplicate-key") and p.message for p in problems)
    for problem in problems:
        line, column = place(problem)
        assert line >= 1
        assert column >= 1
    span = locate(TextFile(PATH, text), AtKey(PATH, ("a", 0, "b"), on_key=True))
    assert span.line >= 1
    assert span.column >= 1
    assert span.length >= 1


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]))
TAKEN_FOR_A_SLIP = ("a no-break space", "a hyphen begins an item")
SCALAR = st.one_of(PRINTABLE, st.integers(-(10**17), 10**17), st.booleans(), st.none())


@examples(200, derandomize=True)
@given(
    st.dictionaries(
        PRINTABLE.filter(lambda s: len(s) < 100 and s != "\ufeff"),
        st.one_of(SCALAR, st.lists(SCALAR, max_size=4)),
        min_size=1,
        max_size=5,
    )
)
def test_what_safe_dump_writes_is_read_back(data: dict[str, Data]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if "? " in text or text.startswith("!"):
        return  # a long or an empty key: safe_dump writes it in a form of its own
    got, problems = read(text)
    if problems and all(p.message.startswith(TAKEN_FOR_A_SLIP) for p in problems):
        return  # plain, nobody sees the space at a word's end, nor that a hyphen is a letter
    assert problems == []
    assert got == data


@examples(100, derandomize=True)
@given(
    st.lists(
        st.text(st.characters(categories=["Ll", "Lo", "So"]), min_size=1, max_size=8),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_locate_finds_each_key_where_it_was_written(keys: list[str]) -> None:
    text = "".join(f"'{key}': x{i}\n" for i, key in enumerate(keys))
    for i, key in enumerate(keys):
        line, column, length = find(text, key)
        assert text.split("\n")[line - 1][column - 1 : column - 1 + length] == f"x{i}"
        assert find(text, key, on_key=True)[:2] == (i + 1, 1)


@pytest.mark.parametrize(
    "group", ["-new: 1", "'a': 1, -new: 1", "[a]: {-new: 1}", "new： 1", "a: [b，c]"]
)
def test_groups_in_braces_are_usual_and_hide_no_fault_in_another(group: str) -> None:
    usual = "list:\n  - {first: 1, second: é}\n  - {'first': 2, second: [a, b]}\n"
    assert read_yaml(TextFile("f.yml", usual))[1] == []
    assert read_yaml(TextFile("f.yml", f"{usual}  - {{{group}}}\n"))[1]
