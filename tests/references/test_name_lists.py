"""Lists of names: what is one, and what is told as none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.references.bibtex import author_field
from claimweave.review import names
from claimweave.review.name_words import parted
from claimweave.review.names import Author, read_names, with_suffix_apart
from full_runs import examples


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Adler, Ida; Brandt, Otto", "semicolon"),
        ("Adler, I., Brandt, O., Cole, A.", "5 commas"),
        ("Adler, I., Brandt, O.", "3 commas"),
        ("Adler, Ida, Brandt", "two commas"),
        ("Adler I, Brandt O", "several names"),
        ("Adler I, Brandt O, Cole AB", "two commas"),
        ("Adler, Ida et al.", "et al."),
        ("Adler, Ida and et al.", "is no name"),
        ("Adler, Ida and et al", "is no name"),
        ("Adler, Ida and and Brandt, Otto", "without a word"),
        ("and Adler, Ida", "without a word"),
        ("Adler, Ida and", "without a word"),
        ("Adler, Ida & Brandt, Otto", "has a &"),
        (r"Adler, Ida \& Brandt, Otto", "has a &"),
        ('M{\\"u}ller & Sons Ltd', "has a &"),
        ("others and Adler, Ida", "stands before"),
    ],
)
def test_a_list_that_is_none_is_told(text: str, said: str) -> None:
    faults = read_names(text).faults
    assert len(faults) == 1
    assert said in faults[0]


@pytest.mark.parametrize(
    "text",
    [
        "Adler, Ida and Brandt, Otto and others",
        "Adler, Ida",
        "{Adler; Brandt & Cole, Ltd.}",
        "{A, B, C and D} and Adler, Ida",
        "Cole, Jr., Cy",
        "Cole, Cy, III",
        "Adler, Ida,",
        "family=Adler, given=Ida, prefix=van, suffix=Jr",
        "García Márquez, Gabriel José",
        "Adler, {\\relax Et. Al}bert",
        "Etalon, Al",
    ],
)
def test_a_list_of_names_is_none_to_tell(text: str) -> None:
    assert read_names(text).faults == ()


@pytest.mark.parametrize(
    "text", ["Adler, Ida and others", "Adler, Ida and Others", "Ann Elm and et al."]
)
def test_a_list_may_leave_names_out(text: str) -> None:
    assert (len(read_names(text).names), read_names(text).more) == (1, True)


@pytest.mark.parametrize(
    ("name", "literal", "particle", "stem"),
    [
        (Author("van der Berg", "Jan"), "", "van der", "Berg"),
        (Author("van der Berg", "Jan", whole=True), "", "", "van der Berg"),
        (Author("Ministry of Fields"), "Ministry of Fields", "", "Ministry of Fields"),
        (Author("Cole", "", "Jr."), "", "", "Cole"),
        (Author("d'Alembro", "Jean"), "", "", "d'Alembro"),
    ],
)
def test_a_name_has_its_parts(name: Author, literal: str, particle: str, stem: str) -> None:
    assert (name.literal, name.particle, name.stem) == (literal, particle, stem)


def test_a_suffix_stands_apart() -> None:
    assert with_suffix_apart(Author("King, Jr", "Ann")) == Author("King", "Ann", "Jr")
    assert with_suffix_apart(Author("King", "Ann III")) == Author("King", "Ann", "III")
    assert with_suffix_apart(Author("Jr", "Ann")) == Author("Jr", "Ann")


PARTS = st.text(st.sampled_from("abcdéø B'-"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()).strip("-' ") or "x"
)
NAMES = st.builds(
    lambda family, given, suffix, whole: with_suffix_apart(
        Author(family, given, suffix, whole=bool(whole and Author(family, given).particle))
    ),
    PARTS,
    PARTS,
    st.sampled_from(["", "Jr.", "III"]),
    st.booleans(),
) | PARTS.map(Author)


@examples(100, derandomize=True)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_names_are_read_back_as_they_are_written(written: list[Author]) -> None:
    found = read_names(author_field(written, more=True))
    assert (found.names, found.more, found.faults) == (tuple(written), True, ())


PIECES = st.sampled_from([*"abA ,;&{}\\=~'.", " and ", "family=", "et al", ", Jr., ", "{\\o}"])


@examples(150, derandomize=True)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_any_text_is_read_as_names(text: str) -> None:
    found = read_names(text)
    letters = [char for char in text.replace("family=", "") if char == "A"]
    shown = "".join(f"{name.family}{name.given}{name.suffix}" for name in found.names)
    assert all(fault for fault in found.faults)
    assert shown.count("A") >= len(letters) or found.faults or "=" in text


@given(
    st.text(alphabet="aAnd,; ~\n.-é", max_size=40),
    st.sampled_from([r"\band\b", ",", ";", r"[\s~]"]),
)
def test_a_text_without_braces_is_parted_as_one_with_braces(text: str, sign: str) -> None:
    """Braces take the long way, on which each sign is looked at: it says what is right."""
    pattern = re.compile(sign, re.IGNORECASE)
    *parts, last = parted(f"{text} {{}}", pattern)
    expected = [*parts, last.removesuffix(" {}")] if last != "{}" else parts
    assert parted(text, pattern) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{{}}",
        "~",
        "{~}",
        "\\\\\\\\",
        "Adler, Ida and {}",
        "Adler, Ida; {",
        "family={}, given={}",
    ],
)
def test_a_name_without_a_word_is_told_and_is_none(text: str) -> None:
    found = read_names(text)
    assert all(name.family or name.given for name in found.names)
    assert any("has a name without a word" in fault for fault in found.faults), found


_WORDS = st.sampled_from(
    ["Adler", "van", "Lund-Berg", "I.", "J.-P.", "Jr.", "Jr", "III", "Et", "Al.", "al", "Öz", "and"]
)
_PART_OF_NAME = st.lists(_WORDS, max_size=3).map(" ".join)


@examples(300, derandomize=True)
@given(_PART_OF_NAME, st.sampled_from([", ", ",", " "]), _PART_OF_NAME)
def test_a_plain_name_is_read_as_any_other(family: str, sign: str, given: str) -> None:
    """What is read at once is what reading it with care comes to."""
    text = f"{family}{sign}{given}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(names, "_plain_name", lambda _text: None)
        with_care = read_names.__wrapped__(text)
    assert read_names.__wrapped__(text) == with_care
