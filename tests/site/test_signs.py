"""The signs: one set for all pages, each with one meaning within what it tells."""

from __future__ import annotations

from claimweave.site.parts.notices import STATES
from claimweave.site.parts.signs import signs_on
from claimweave.words import labels

FAMILIES = (labels.STANCES, labels.VERDICTS, labels.AGREEMENTS, labels.IDENTITIES, STATES)


def test_a_page_explains_the_signs_that_stand_on_it_and_no_others() -> None:
    content = '<span class="cw-badge cw-v-contested">◆</span><a class="cw-s-supports">▲</a>'
    found = signs_on(content)
    assert [(title, [s.label for s in signs]) for title, signs in found] == [
        ("How the review uses a work", ["for"]),
        ("How a claim stands", ["Contested"]),
    ]
    assert signs_on("<p>No sign.</p>") == []


def test_marks_of_entries_bring_the_three_ways_in_which_they_are_filled() -> None:
    ((_, signs),) = signs_on('<a class="cw-mx-mark cw-mx-full">')
    assert signs == list(labels.FILLS.values())


def test_a_sign_does_not_mean_a_use_and_a_verdict() -> None:
    for family in FAMILIES:
        marks = [said.mark for said in family.values()]
        assert len(set(marks)) == len(marks)
    stances, verdicts = ({s.mark for s in f.values()} for f in FAMILIES[:2])
    assert stances & verdicts == set()


def test_each_agreement_has_one_way_to_fill_a_mark() -> None:
    filled = {name: labels.fill_of(name) for name in labels.AGREEMENTS}
    assert [name for name, fill in filled.items() if fill == "full"] == ["agrees"]
    unseen = {name for name, fill in filled.items() if fill == "dashed"}
    assert unseen == {"not-read", "silent", "not-reported"}
    assert labels.fill_of(None) == "dashed"
