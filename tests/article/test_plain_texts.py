"""Plain text: its layouts, its ways to cite, and its list of references."""

from __future__ import annotations

import pytest

from claimweave.article.draft import draft_ledger
from claimweave.article.printed_lists import numbers_in
from drafted import said, told

LIST = """
References

[1] Adler A. Oats in spring. J Fields. 2001;1:2-3.
[2] Bern B. Rye now. J Fields. 2002;2:3-4.
[3] Cole C. Clay. Soil. 2003;3:4.
"""


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("3--5", (3, 4, 5)),
        ("6; 7", (6, 7)),
        ("8, p. 12", (8,)),
        ("8, pp. 12–14; 9", (8, 9)),
        ("8 (p12), 9", (8, 9)),
        ("4(p12)", (4,)),
        ("8: 12-15", (8,)),
        ("see 3", (3,)),
        ("see also 3, 4 and 7", (3, 4, 7)),
        ("e.g., 2,3", (2, 3)),
        ("refs. 5 & 6", (5, 6)),
        ("1, 2–4, 9", (1, 2, 3, 4, 9)),
        ("2 to 4", (2, 3, 4)),
        ("3, Fig. 2", (3,)),
        ("3, Chapter 4", (3,)),
        ("3a,b", (3,)),
        ("0.5, 1.2", None),
        ("95% CI 4-20", None),
        ("2001", None),
        ("sic", None),
        ("n = 5", None),
        ("7-3", None),
    ],
)
def test_lists_of_numbers(printed: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_in(printed) == numbers


def test_one_line_a_paragraph_without_empty_lines() -> None:
    text = """\
Oats in wet years
Ann Adler, Ben Bern
Abstract
We ask of oats. It is so, we think, in most of the years.
1 Introduction
Oats grow well in most years of the decade [1]. Rye grows too [1--3]. Both are old [2; 3].
They are sown in spring on all the fields we know [3, p. 12]. Nobody knows why [see 2].
2 Methods
2.1 Plots
We had 12 plots of 10 m each in all of the years. They were wet [1], [2].
Table 1. Yields
Oats\t12
Rye\t13
3 Results
There was no effect of anything on anything at all [1]-[3].
"""
    found = draft_ledger(text + LIST)
    assert found.sections == {
        "S0": "Abstract",
        "S1": "Introduction",
        "S2": "Methods",
        "S2.1": "Plots",
        "S3": "Results",
    }
    assert [(at, cites) for at, cites, _ in said(found)] == [
        ("S0.p1.s1", ()),
        ("S0.p1.s2", ()),
        ("S1.p1.s1", (1,)),
        ("S1.p1.s2", (1, 2, 3)),
        ("S1.p1.s3", (2, 3)),
        ("S1.p2.s1", (3,)),
        ("S1.p2.s2", (2,)),
        ("S2.1.p1.s1", ()),
        ("S2.1.p1.s2", (1, 2)),
        ("S3.p1.s1", (1, 2, 3)),
    ]
    assert told(found) == [
        "the list of references at the end (3 works) is no prose",
        "lines 1 to 2 are left out as title and authors",
        "lines 11 to 13 are left out as a table or a caption",
    ]


def test_one_sentence_a_line_has_its_paragraphs_between_empty_lines() -> None:
    text = """\
Introduction

Oats grow well in most of the years [1].
Rye grows well in most of them, too [2].

Both of them are as old as the hills [3].
Nobody has asked for the reason of it.
"""
    assert [at for at, _, _ in said(draft_ledger(text + LIST))] == [
        "S1.p1.s1",
        "S1.p1.s2",
        "S1.p2.s1",
        "S1.p2.s2",
    ]


def test_broken_lines_with_headings_and_a_list_without_numbers_of_their_own() -> None:
    text = """\
OATS IN WET YEARS

Introduction

Oats grow well in most years of the decade, as
many have said (1,2). Rye grows too (1-3). Both
are old.

Soil and water

They are sown in spring on all fields
(3). Nobody knows why (95% CI 2-3).

REFERENCES

1. Adler A. Oats in spring. J Fields.
   2001;1:2-3.
2. Bern B. Rye now. J Fields. 2002;2:3-4.
3. Cole C. Clay. Soil. 2003;3:4.
"""
    found = draft_ledger(text)
    assert said(found) == [
        ("S1.p1.s1", (1, 2), "Oats grow well in most years of the decade, as many have said."),
        ("S1.p1.s2", (1, 2, 3), "Rye grows too."),
        ("S1.p1.s3", (), "Both are old."),
        ("S2.p1.s1", (3,), "They are sown in spring on all fields."),
        ("S2.p1.s2", (), "Nobody knows why (95% CI 2-3)."),
    ]
    assert found.sections == {"S1": "Introduction", "S2": "Soil and water"}
    assert len(found.article.works) == 3


NAMED = """
References

Adler, A. (2001a). Oats in spring. J Fields, 1, 2–3.

Adler, A. (2001b). Oats in autumn. J Fields, 1, 4–5.

O’Neill, F., & Cole, C. (2004). Rye. J Fields, 2, 3–4.

van der Berg, P., Doe, D., & Eck, E. (2005). Clay. Soil, 3, 4–5.

World Grain Office. (2016). Harvests of the year. Geneva: World Grain Office.
"""


@pytest.mark.parametrize(
    ("sentence", "names", "bare"),
    [
        ("Oats grow (Adler, 2001a, 2001b).", "ab", "Oats grow."),
        ("Oats grow (Adler 2001a,b; van der Berg et al. 2005).", "abv", "Oats grow."),
        ("Oats grow [Adler 2001a; O'Neill and Cole 2004].", "ao", "Oats grow."),
        ("Oats grow (see Adler, 2001b, p. 3, for a review).", "b", "Oats grow."),
        ("Oats grow (World Grain Office, 2016).", "w", "Oats grow."),
        ("Indeed, Adler (2001a) agrees.", "a", "Indeed, Adler agrees."),
        ("O'Neill & Cole (2004, p. 3) agree.", "o", "O'Neill & Cole agree."),
        ("The World Grain Office (2016) counted.", "w", "The World Grain Office counted."),
        ("Adler's (2001b) rule holds.", "b", "Adler's rule holds."),
        ("Van der Berg et al. (2005) dug.", "v", "Van der Berg et al. dug."),
        ("It holds (in wet years; Adler 2001a).", "a", "It holds (in wet years)."),
        ("Grain (Berg et al., 2005) is old.", "v", "Grain is old."),
        ("In 2003 (March 2003) it rained.", "", "In 2003 (March 2003) it rained."),
        ("It rose by 12% (from 2001 to 2004).", "", "It rose by 12% (from 2001 to 2004)."),
    ],
)
def test_names_and_years(sentence: str, names: str, bare: str) -> None:
    lead = "Oats are old (Adler, 2001a). Rye is old (Adler, 2001b; O’Neill & Cole, 2004). "
    lead += "Soil is old (van der Berg et al., 2005). Grain is old (World Grain Office, 2016)."
    found = draft_ledger(f"Introduction\n\n{lead} {sentence}\n{NAMED}")
    assert found.style == "names"
    assert found.unread == []
    assert said(found)[-1][1:] == (tuple(sorted("abovw".index(name) + 1 for name in names)), bare)


def test_a_name_that_the_list_has_not_is_counted() -> None:
    text = "Introduction\n\nOats grow (Adler, 2001a). So do we (Adler, 2001b). Smith (1999) is not "
    found = draft_ledger(f"{text}there, nor (Jones 1998).\n{NAMED}")
    assert sorted(found.unread) == ["Jones 1998", "Smith (1999)"]


@pytest.mark.parametrize(
    "sentences",
    [
        "Oats grow [Adl01]. Rye grows [Adl01, Ber02]. Both are old [Ber02].",
        "Oats grow {1}. Rye grows {1,2}. Both are old {2}.",
        "Oats grow (Adler, 2001). Rye grows (Bern et al., 2002). Both are old (Cole & Doe, 2003).",
        "Oats grow [@adler2001. Rye grows [@bern2002]. Both are old [@cole2003]. So [@doe].",
    ],
)
def test_a_style_that_is_not_read_is_counted(sentences: str) -> None:
    assert len(draft_ledger(f"Introduction\n\n{sentences}\n").unread) >= 3
