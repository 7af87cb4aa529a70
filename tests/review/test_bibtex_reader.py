"""The bibliography: what is read, at which line, and that nothing is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.bibtex_places import field_span
from claimweave.review.reading.bibtex_reader import read_bibtex
from full_runs import examples
from yaml_slips import fixed

PATH = "bibliography.bib"


def read(text: str) -> tuple[list[BibtexEntry], list[Problem]]:
    return read_bibtex(TextFile(PATH, text))


def one(text: str) -> BibtexEntry:
    entries, problems = read(text)
    assert problems == []
    (entry,) = entries
    return entry


def place(problem: Problem) -> tuple[int, int, int]:
    assert isinstance(problem.where, Span)
    assert problem.where.path == PATH
    return problem.where.line, problem.where.column, problem.where.length


def value(written: str) -> str:
    return one(f"@article{{A1,\n  title = {{{written}}},\n}}\n").fields["title"]


def test_entries_with_their_lines() -> None:
    entries, problems = read(
        "% a comment\n"
        "@article{Kruse2018,\n"
        "  title  = {Inflammation and improvement},\n"
        "  author = {Kruse, Jennifer L.},\n"
        "\n"
        "  year   = 2018\n"
        "}\n"
        "\n"
        '@Book{B1, Title="X"}\n'
    )
    assert problems == []
    sources = {
        "title": "Inflammation and improvement",
        "author": "Kruse, Jennifer L.",
        "year": "2018",
    }
    assert entries == [
        BibtexEntry(
            "article",
            "Kruse2018",
            sources,
            {"title": 3, "author": 4, "year": 6},
            2,
            sources,
        ),
        BibtexEntry("book", "B1", {"title": "X"}, {"title": 9}, 9, {"title": "X"}),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "% only a comment\n", "@comment{nothing}\n"])
def test_file_without_entries(text: str) -> None:
    assert read(text) == ([], [])


@pytest.mark.parametrize(
    "broken",
    [
        "@article{A1,\n  title = {T,\n  year = {2018}\n}\n",
        "@article{A1,\n  title = {T},\n  year = {2018}\n",
        '@article{A1,\n  title = "T,\n  year = {2018}\n}\n',
        "@article{A1\n  title = {T},\n}\n",
        "@article{A1,\n  title = {T},, year = {2018}\n}\n",
    ],
)
def test_broken_entry_is_told_and_the_next_ones_are_read(broken: str) -> None:
    before, after = "@misc{B0, title={x}}\n", "@book{B1,\n  title={Y}\n}\n\n@book{C1, title={Z}}\n"
    entries, problems = read(before + broken + after)
    others = [e for e in entries if e.key != "A1"]  # it is read as it is meant, where that is sure
    assert [e.key for e in others] == ["B0", "B1", "C1"]
    assert [(e.fields["title"], e.lines["title"]) for e in others[1:]] == [
        ("Y", 3 + broken.count("\n")),
        ("Z", 6 + broken.count("\n")),
    ]
    assert len(problems) == 1
    assert problems[0].rule == "invalid-bibtex"
    assert 2 <= place(problems[0])[0] < 2 + broken.count("\n")


def test_each_broken_entry_is_told() -> None:
    text = "@article{A1,\n t={x,\n}\n@article{A2,\n t={x}\n}\n@article{A3,\n t={x,\n}\n"
    entries, problems = read(text)
    assert [e.key for e in entries] == ["A1", "A2", "A3"]
    assert [place(p) for p in problems] == [(2, 4, 1), (8, 4, 1)]


MEANT = """@article{Adler2001,
  author = {Adler, Ida},
  title = {Nitrate before sowing},
  year = {2001},
  reviewnumber = {1},
}

@article{Cole2002,
  title = "Beans",
  year = 2002,
  pages = {3--4},
}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("{Adler, Ida},", "{Adler, Ida}", 2, "a comma is missing"),
        ("{2001},", "{2001}", 4, "a comma is missing"),
        ("year = 2002,", "year = 2002", 10, "a comma is missing"),
        ('"Beans",', '"Beans"', 9, "a comma is missing"),
        ("{Adler, Ida},\n  title", "{Adler, Ida}  title", 2, "a comma is missing"),
        ("{Adler, Ida},", "{Adler, Ida};", 2, "a semicolon"),
        ("{Adler2001,", "{Adler2001", 1, "a comma is missing behind the key"),
        ("{Nitrate before sowing},", "{Nitrate before sowing,", 3, "title is never closed"),
        ("{Nitrate before sowing},", "Nitrate before sowing},", 3, "and never opened"),
        ("{Nitrate before sowing},", "Nitrate before sowing,", 3, "neither in braces"),
        ("{Nitrate before sowing},", "{Nitrate before sowing}},", 3, "a brace too many"),
        ('"Beans",', '"Beans,', 9, "title is never closed"),
        ("reviewnumber = {1},\n}", "reviewnumber = {1},\n", 1, "is never closed"),
        ("pages = {3--4},\n}", "pages = {3--4},\n", 8, "is never closed"),
        ("title = {Nitrate", "title {Nitrate", 3, "the sign = is missing"),
        ("year = {2001}", "year: {2001}", 4, "the sign = is missing"),
        ("@article{Cole", "article{Cole", 8, "its @ is missing"),
    ],
)
def test_one_slip_is_told_at_its_line_and_mended(
    right: str, wrong: str, line: int, said: str
) -> None:
    assert MEANT.count(right) == 1
    text = MEANT.replace(right, wrong)
    meant, _ = read(MEANT)
    entries, (problem,) = read(text)
    assert said in problem.message
    assert place(problem)[0] == line
    assert [(e.key, e.fields) for e in entries] == [(e.key, e.fields) for e in meant]
    assert problem.fix is not None
    assert problem.fix.safe
    assert [(e.key, e.fields) for e in read(fixed(text, problem.fix))[0]] == [
        (e.key, e.fields) for e in meant
    ]


def test_duplicate_key_names_the_first_line() -> None:
    entries, problems = read("@misc{A, t={1}}\n@misc{B, t={2}}\n\n@misc{ A, t={3}}\n")
    assert [(e.key, e.fields["t"]) for e in entries] == [("A", "1"), ("B", "2")]
    assert [p.rule for p in problems] == ["duplicate-reference"]
    assert "line 1" in problems[0].message
    assert place(problems[0]) == (4, 8, 1)


def test_keys_differ_by_letter_case() -> None:
    entries, problems = read("@misc{Ab, t={1}}\n@misc{aB, t={2}}\n")
    assert ([e.key for e in entries], problems) == (["Ab", "aB"], [])


def test_field_twice_with_one_value_is_a_remark() -> None:
    entries, problems = read("@misc{A, title={a b},\n  title = {a  b}}\n")
    assert [dict(e.fields) for e in entries] == [{"title": "a b"}]
    assert [p.rule for p in problems] == ["misread-entry"]


@pytest.mark.parametrize(("name", "rule"), [("title", "invalid-bibtex"), ("note", "misread-entry")])
def test_field_twice(name: str, rule: str) -> None:
    entries, problems = read(f"@misc{{A, {name}={{1}},\n  {name}={{2}}}}\n@misc{{B, t={{3}}}}\n")
    assert [(e.key, dict(e.fields)) for e in entries] == [("A", {name: "1"}), ("B", {"t": "3"})]
    assert [p.rule for p in problems] == [rule]
    assert problems[0].message == f"this entry has a field twice: {name}; the one on line 1 counts"
    assert place(problems[0]) == (2, 3, len(name))


@pytest.mark.parametrize("key", ["A 1", "A'", 'A"B', "A(B)", "A#B", "A%B", "A\\B", "A" * 401])
def test_key_that_cannot_be_cited(key: str) -> None:
    _, problems = read(f"@misc{{{key}, title={{x}}}}\n")
    assert [p.rule for p in problems] == ["invalid-bibtex"]
    assert "cannot be cited" in problems[0].message
    assert place(problems[0])[:2] == (1, 1)


@pytest.mark.parametrize(
    "key",
    [
        "A",
        "Kruse2018",
        "a-b_c:d.e+f",
        "A" * 400,
        "1A",
        "10.1000/182",
        "é1",
        "日本",
        "-A",
        ".",
        "con",
        "A/../x",
        "A&B",
        "A;B",
        "A?B",
        "A|B",
        "A~B",
        "A[B]",
        "A<B>",
        "A*B",
        "doi:10.1/a",
    ],
)
def test_key_that_can_be_cited(key: str) -> None:
    assert one(f"@misc{{{key}, title={{x}}}}\n").key == key


def test_entry_without_a_key() -> None:
    entries, problems = read("@misc{, title={x}}\n@misc{B, title={y}}\n")
    assert [e.key for e in entries] == ["B"]
    assert [p.rule for p in problems] == ["invalid-bibtex"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"{u}ller", "Müller"),
        (r"M\"uller", "Müller"),
        (r"{\'e}t{\'e}", "été"),
        (r"\'{E}cole", "École"),
        (r"caf\'e au lait", "café au lait"),
        (r"{\`a} la {\^i}le", "à la île"),
        (r"Se{\~n}or", "Señor"),
        (r"{\L}{\'o}d{\'z}", "Łódź"),
        (r"Wi{\k{e}}d{\l}ocha", "Więdłocha"),
        (r"{\O}stergaard", "Østergaard"),
        (r"\v{S}koda and \c{c}a", "Škoda and ça"),
        (r"{\ss} {\ae} {\aa}", "ß æ å"),
        ("Więdłocha, Müller, IL-1β", "Więdłocha, Müller, IL-1β"),
        ("{CRP} and {{IL-6}}", "CRP and IL-6"),
        ("{A {B {C}}}", "A B C"),
        ("one\n    two\t three\n\n four", "one two three four"),
        ("  spaced  ", "spaced"),
        ("", ""),
        ("a = b, c", "a = b, c"),
        ("a@b.com", "a@b.com"),
        ("100% of them", "100% of them"),
    ],
)
def test_values_are_text(written: str, shown: str) -> None:
    assert value(written) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('title = "quoted {"}x{"}"', 'quoted "x"'),
        ("title = {{double braces}}", "double braces"),
        ("title = 2020", "2020"),
        ("TITLE={x}", "x"),
    ],
)
def test_ways_to_write_a_field(line: str, shown: str) -> None:
    assert one(f"@misc{{A,\n  {line},\n}}\n").fields == {"title": shown}


def test_string_definition_is_used() -> None:
    entry = one('@string{jad = "J Affect Disord"}\n@misc{A, journal = jad}\n')
    assert entry.fields == {"journal": "J Affect Disord"}
    assert entry.line == 2


@pytest.mark.parametrize(
    ("joined", "value"),
    [
        ('"a" # "b"', "ab"),
        ('"a"#"b"', "ab"),
        ('jad # " Suppl"', "J Affect Disord Suppl"),
        ("jad#jad", "J Affect DisordJ Affect Disord"),
        ("{Annals of } # JAD", "Annals of J Affect Disord"),
        ("2001 # {-} # 02", "2001-02"),
        ("mar # { 5}", "mar 5"),
        ("{a # b}", "a # b"),
        ('"a" # % why\n "b"', "ab"),
    ],
)
def test_texts_are_joined(joined: str, value: str) -> None:
    entry = one(f'@string{{jad = "J Affect Disord"}}\n@misc{{A,\n  journal = {joined}\n}}\n')
    assert entry.fields == {"journal": value}


def test_a_macro_that_is_not_defined_is_told_and_stays_as_it_is() -> None:
    entries, problems = read("@misc{A, journal = {J } # jad}\n@misc{B, title = {x}}\n")
    assert [e.fields.get("journal") for e in entries] == ["J jad", None]
    assert [p.rule for p in problems] == ["invalid-bibtex"]
    assert "names a macro that is not defined: jad" in problems[0].message
    assert place(problems[0]) == (1, 10, 7)


def test_a_macro_that_is_defined_twice_has_its_later_value() -> None:
    text = "@string{j = {A}}\n@string{J = {B}}\n@misc{A, journal = j}\n"
    entries, problems = read(text)
    assert [e.fields["journal"] for e in entries] == ["B"]
    assert [(p.rule, place(p)) for p in problems] == [("misread-entry", (2, 9, 1))]


def test_number_sign_in_a_title_is_text() -> None:
    assert value("Vitamin # 9 and C#") == "Vitamin # 9 and C#"


def test_latex_commands_read_no_file() -> None:
    assert "root:" not in value(r"\input{/etc/passwd} x")


def test_field_span_points_at_the_name_of_the_field() -> None:
    text = "\n@misc{Abc,\n  title = {x},\n    YEAR= {2020}, doi = {10.1/x},\n}\n"
    source, entry = TextFile(PATH, text), one(text)
    assert field_span(source, entry) == Span(PATH, 2, 7, 3)
    assert field_span(source, entry, "title") == Span(PATH, 3, 3, 5)
    assert field_span(source, entry, "year") == Span(PATH, 4, 5, 4)
    assert field_span(source, entry, "doi") == Span(PATH, 4, 19, 3)
    assert field_span(source, entry, "pmid") == Span(PATH, 2, 7, 3), "a field that is not there"


BIB_LIKE = st.text(
    st.one_of(
        st.sampled_from(list('@{}(),="#\n \\%~$abA1')), st.characters(exclude_categories=["Cs"])
    ),
    max_size=120,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "@misc{A,",
            "@string{s=",
            "@comment{",
            "t={x}",
            "t=",
            '"',
            "{",
            "}",
            ",",
            "\n",
            "#",
            "\\'e",
            "@",
            "x",
            "= 3",
            "@preamble{",
            "\\",
            "$",
            "%",
        ]
    ),
    max_size=25,
).map("".join)


@examples(150, derandomize=True)
@given(st.one_of(BIB_LIKE, PIECES))
def test_any_text_never_raises(text: str) -> None:
    entries, problems = read(text)
    lines = text.count("\n") + 1
    keys = [e.key for e in entries]
    assert len(set(keys)) == len(keys)
    for entry in entries:
        assert entry.key
        assert 1 <= entry.line <= lines
        assert entry.lines.keys() == entry.fields.keys()
        for field in (None, *entry.fields):
            assert field_span(TextFile(PATH, text), entry, field).column >= 1
    for problem in problems:
        assert problem.rule in ("invalid-bibtex", "duplicate-reference")
        line, column, length = place(problem)
        assert 1 <= line <= lines
        assert column >= 1
        assert length >= 1


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Lo"]), min_size=1, max_size=20)


@examples(100, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(0, 4))
def test_plain_values_are_read_back_beside_a_broken_entry(titles: list[str], at: int) -> None:
    blocks = [f"@misc{{K{i},\n  title = {{{title}}},\n}}\n" for i, title in enumerate(titles)]
    blocks.insert(min(at, len(blocks)), "@misc{Broken,\n  title = {x,\n}\n")
    entries, problems = read("".join(blocks))
    assert [e.fields["title"] for e in entries if e.key != "Broken"] == titles
    assert len(problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a,t={\n" * 8_000,
        '@misc{a,t="{\n' * 8_000,
        "@misc{a,\n" * 8_000,
        "@misc{a,t={\n" * 4_000 + "}}" * 4_000,
        "@comment{\n" * 8_000 + "@string{a=a}\n" * 4_000,
        "@misc{a,t={x}" + " # {x}" * 8_000 + "}",
        "@misc{a" + ",f={x}" * 8_000 + "}",
        "".join(f"@misc{{k{i},crossref={{k{i + 1}}},t={{x}}}}\n" for i in range(1_000)),
    ],
)
def test_a_text_of_many_signs_ends(text: str) -> None:
    entries, problems = read(text)
    assert entries or problems
    assert len(problems) <= 501
