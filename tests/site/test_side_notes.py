"""Side notes: one for a claim at most, and what they say."""

from __future__ import annotations

import re
from pathlib import Path

from claimweave.addresses.links import Links
from claimweave.disk.text_files import TextFile
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.page_reader import read_page
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.parts.side_notes import SideNote, placed_notes, side_note
from claimweave.site.parts.weave import weave
from claimweave.site.whole_site import render
from miniature import claim, evidence_base, write_review

LINKS = Links("review/tea.md")
TOPIC = "{drink: tea, measure: length, question: before, direction: positive}"


def cites(*keys: str) -> str:
    items = (f"{{cites: {k}, stance: supports, at: [S1.p1.s1]}}" for k in keys)
    return f"[{', '.join(items)}]"


def sheet(question: str, direction: str) -> str:
    return (
        "design: trial\nread: abstract\nwhere: https://example.org/a\nfindings:\n"
        f"  - {{drink: tea, measure: length, question: {question}, direction: {direction}, "
        "says: It was seen.}\n"
    )


def note(tmp_path: Path, keys: tuple[str, ...], sheets: dict[str, str]) -> SideNote | None:
    base = evidence_base(tmp_path, {"1-tea/tea": claim(cites(*keys), topic=TOPIC)}, sheets)
    return side_note(base, base.review.claims["tea"], LINKS)


def test_no_note_where_sources_agree(tmp_path: Path) -> None:
    assert note(tmp_path, ("Ash2001",), {"Ash2001": sheet("before", "positive")}) is None


def test_no_note_for_what_nobody_has_read(tmp_path: Path) -> None:
    assert note(tmp_path, ("Ash2001", "Elm2004"), {}) is None


def test_a_note_names_its_source_and_what_it_reports_and_leads_there(tmp_path: Path) -> None:
    found = note(tmp_path, ("Ash2001",), {"Ash2001": sheet("after", "positive")})
    assert found == SideNote(
        "As far as we read it, Ash 2001 answers another question: It was seen.",
        "../../claims/tea/#supports-Ash2001",
        "What it reports",
        "cw-a-another-question",
    )
    base = evidence_base(
        tmp_path / "again",
        {"1-tea/tea": claim(cites("Ash2001"), topic=TOPIC)},
        {"Ash2001": sheet("after", "positive")},
    )
    assert 'id="supports-Ash2001"' in claim_page_text(base, base.review.claims["tea"])


def test_the_gravest_comes_first(tmp_path: Path) -> None:
    sheets = {
        "Ash2001": sheet("after", "positive"),
        "Birch2002": sheet("before", "negative"),
        "Cedar2003": sheet("before", "none"),
        "Elm2004": sheet("before", "none"),
        "Fir2005": sheet("before", "positive"),
    }
    found = note(tmp_path, tuple(sheets), sheets)
    assert found is not None
    assert found.sentence == (
        "As far as we read it, Birch 2002 reports the opposite: It was seen. "
        "Of the 5 sources compared here, 3 more also part from what is cited."
    )
    assert found.address.endswith("#supports-Birch2002")


def test_a_note_tells_the_finding_on_the_claims_own_question(tmp_path: Path) -> None:
    other = "  - {drink: tea, measure: length, question: after, direction: none, says: Later.}\n"
    first, findings, own = sheet("before", "none").partition("findings:\n")
    found = note(tmp_path, ("Ash2001",), {"Ash2001": f"{first}{findings}{other}{own}"})
    assert found is not None
    assert found.sentence == "As far as we read it, Ash 2001 found no association: It was seen."


def test_the_same_note_does_not_stand_below_itself(tmp_path: Path) -> None:
    claims = {
        f"1-tea/{name}": claim(cites("Ash2001"), topic=TOPIC) for name in ("one", "two", "three")
    }
    claims["1-tea/other"] = claim(cites("Birch2002"), topic=TOPIC)
    sheets = {key: sheet("after", "positive") for key in ("Ash2001", "Birch2002")}
    base = evidence_base(tmp_path, claims, sheets)
    text = "# T\n\n[[one]] [[two]]\n\n[[other]]\n\n[[three]]\n"
    woven = weave(base, read_page(TextFile("docs/review/tea.md", text)), {})
    assert re.findall(r'id="note-(\w+)"', woven) == ["one", "other", "three"]


def test_no_line_parts_the_signs_from_the_last_word(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"1-tea/tea": claim(cites("Ash2001"), topic=TOPIC)})
    woven = weave(base, read_page(TextFile("docs/review/tea.md", "# T\n\n[[tea]]\n")), {})
    last = base.review.claims["tea"].text.rpartition(" ")[2]
    end = re.search(r'<span class="cw-end">(.*?)<sup', woven)
    assert end
    assert end.group(1).startswith(last.rstrip("."))
    assert woven.count('class="cw-words" data-card="c-tea"') == 1


def failing(tmp_path: Path, pages: dict[str, str]) -> EvidenceBase:
    check_ = "{sql: SELECT 0, verdict: fails}"
    text = claim(cites("Ash2001"), topic=TOPIC, check=check_)
    sheets = {"Ash2001": sheet("after", "positive")}
    write_review(tmp_path, {"1-tea/tea": text}, sheets, pages)
    return check(read_review(tmp_path)).base


def test_a_failing_check_stands_before_the_sources(tmp_path: Path) -> None:
    base = failing(tmp_path, {})
    assert side_note(base, base.review.claims["tea"], LINKS) == SideNote(
        "The review's own counts do not bear this conclusion out.",
        "../../audit/conclusions/#tea",
        "How it is read",
        "cw-v-fails",
    )


def test_a_page_has_one_note_and_one_card_for_a_claim(tmp_path: Path) -> None:
    failing(tmp_path, {"tea.md": "# Tea\n\nFirst. [[tea]]\n\nAgain. [[tea]]\n"})
    page = render(check(read_review(tmp_path)))["tea.md"]
    assert isinstance(page, str)
    assert page.count('data-card="c-tea"') == 4, "its words and its sign, at both places"
    assert page.count('popovertarget="note-tea"') == page.count('id="note-tea"') == 1
    assert page.count('<template id="card-c-tea">') == 1
    assert page.count('<template id="card-r-Ash2001">') == 1


def test_a_page_without_claims_has_no_cards(tmp_path: Path) -> None:
    failing(tmp_path, {"tea.md": "# Tea\n\nNothing is woven.\n"})
    page = render(check(read_review(tmp_path)))["tea.md"]
    assert page == "# Tea\n\nNothing is woven.\n"


def test_claims_in_a_row_have_their_common_note_once(tmp_path: Path) -> None:
    other = cites("Birch2002")
    claims = {f"1-tea/{name}": claim(cites("Ash2001"), topic=TOPIC) for name in "abcef"}
    claims["1-tea/d"] = claim(other, topic=TOPIC)
    sheets = {key: sheet("after", "positive") for key in ("Ash2001", "Birch2002")}
    base = evidence_base(tmp_path, claims, sheets)
    page = read_page(TextFile("docs/review/tea.md", "".join(f"[[{c}]]\n" for c in "abcdef")))
    placed = placed_notes(base, page, LINKS)
    assert {name: found.at for name, found in placed.items()} == {
        **dict.fromkeys("abc", "a"),
        "d": "d",
        **dict.fromkeys("ef", "e"),
    }
    assert placed["a"].sentence == (
        "As far as we read it, Ash 2001 answers another question: It was seen. "
        "The same is true of the next 2 claims."
    )
    assert placed["d"].sentence == (
        "As far as we read it, Birch 2002 answers another question: It was seen."
    ), "it is about another source"
    assert placed["e"].sentence.endswith("The same is true of the next claim.")
    woven = weave(base, page, {})
    assert woven.count('<small class="cw-note') == 3
    assert woven.count('popovertarget="note-a"') == 3, "each claim has its sign"


def test_a_note_says_that_those_who_share_it_do_not_follow_at_once(tmp_path: Path) -> None:
    claims = {f"1-tea/{name}": claim(cites("Ash2001"), topic=TOPIC) for name in "ace"}
    claims["1-tea/b"] = claim(cites("Elm2004"), topic=TOPIC)
    claims["1-tea/d"] = claim(cites("Ash2001", "Elm2004"), topic=TOPIC)
    sheets = {"Ash2001": sheet("after", "positive")}
    base = evidence_base(tmp_path, claims, sheets)
    for order, said in (
        ("ab", ""),
        ("abc", " The same is true of another claim below."),
        ("abce", " The same is true of 2 claims below."),
        ("acbe", " The same is true of 2 claims below."),
        ("adb", " The same is true of the next claim."),
    ):
        text = "".join(f"[[{name}]]\n" for name in order)
        placed = placed_notes(base, read_page(TextFile("docs/review/tea.md", text)), LINKS)
        assert "b" not in placed, "nobody has read its source"
        assert {found.at for found in placed.values()} == {"a"}
        sentence = placed["a"].note.sentence
        assert placed["a"].sentence == f"{sentence}{said}", order
