"""Names of authors, and what a reference is called in running text."""

from __future__ import annotations

import pytest

from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reference import Author, Reference, split_names


def reference(number: int | None = None, **fields: str) -> Reference:
    return Reference("Key2020", number, BibtexEntry("article", "Key2020", fields, {}, 1))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("   ", ()),
        ("Kruse, Jennifer L.", (Author("Kruse", "Jennifer L."),)),
        ("Jennifer L. Kruse", (Author("Kruse", "Jennifer L."),)),
        ("Kruse,Jennifer", (Author("Kruse", "Jennifer"),)),
        ("Kruse, J and Bee, C", (Author("Kruse", "J"), Author("Bee", "C"))),
        ("Kruse, J and C Bee", (Author("Kruse", "J"), Author("Bee", "C"))),
        ("Kruse, J\n  and  Bee, C", (Author("Kruse", "J"), Author("Bee", "C"))),
        ("Kruse", (Author("Kruse"),)),
        ("Kruse,", (Author("Kruse"),)),
        # Particles belong to the family name when a comma says so.
        ("van der Berg, Jan", (Author("van der Berg", "Jan"),)),
        ("de la Cruz, María", (Author("de la Cruz", "María"),)),
        ("Ó Cuív, Brian", (Author("Ó Cuív", "Brian"),)),
        # `and` within a name is part of it.
        ("Sandberg, Andy and Brand, Al", (Author("Sandberg", "Andy"), Author("Brand", "Al"))),
        ("Chen, Mu-Hong", (Author("Chen", "Mu-Hong"),)),
        ("WHO", (Author("WHO"),)),
    ],
)
def test_split_names(text: str, names: tuple[Author, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("author", "families", "more"),
    [
        ("Kruse, J", ["Kruse"], False),
        ("Kruse, J and others", ["Kruse"], True),
        ("Kruse, J and Bee, C and others", ["Kruse", "Bee"], True),
        ("Kruse, J and Others, Anna", ["Kruse", "Others"], False),
        ("", [], False),
    ],
)
def test_others_are_no_author(author: str, families: list[str], *, more: bool) -> None:
    found = reference(author=author)
    assert [a.family for a in found.authors] == families
    assert found.more_authors is more


@pytest.mark.parametrize(
    ("number", "fields", "name"),
    [
        (48, {"author": "Kruse, J", "year": "2018", "identity": "named"}, "Kruse 2018"),
        (
            48,
            {"author": "van den Berg, J", "year": "2018", "identity": "inferred"},
            "van den Berg 2018",
        ),
        (48, {"author": "Kruse, J", "identity": "named"}, "Kruse"),
        (
            17,
            {"title": "Reference 17 of the source review", "identity": "unidentified"},
            "Reference 17",
        ),
        # Nobody knows who it is, so no name is shown even if one is there.
        (17, {"author": "Kruse, J", "year": "2018", "identity": "unidentified"}, "Reference 17"),
        (17, {"title": "A title", "identity": "named"}, "Reference 17"),
        (None, {"title": "The source review", "identity": "unidentified"}, "The source review"),
        (None, {}, "Key2020"),
        (None, {"author": "others", "identity": "named"}, "Key2020"),
    ],
)
def test_short_name(number: int | None, fields: dict[str, str], name: str) -> None:
    assert reference(number, **fields).short_name == name


def test_field_that_nobody_has_seen_is_empty() -> None:
    found = reference(title="T")
    assert (found.title, found.year, found.identity, found.field("doi")) == ("T", "", "", "")
    assert found.authors == ()
