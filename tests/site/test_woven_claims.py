"""What a page says of a claim, whole or in its short form, and of a work that it names."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import WOVEN, read_page
from claimweave.review.reading.review_reader import read_review
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.parts.named_works import known_of
from claimweave.site.parts.weave import weave
from full_runs import examples
from miniature import claim, evidence_base, write_review

if TYPE_CHECKING:
    from pathlib import Path

FOR = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
WHOLE = "Tea before bed goes with longer sleep"


def test_a_page_says_the_short_form_and_the_claims_own_page_the_whole(tmp_path: Path) -> None:
    claims = {
        "1-tea/short": claim(FOR, in_text="sleep was <b>longer</b>"),
        "1-tea/whole": claim(FOR),
    }
    base = evidence_base(tmp_path, claims)
    text = "# Tea\n\nAsh 2001 asked 40 people: [[short]]\n\nBesides, [[whole]]\n"
    woven = weave(base, read_page(TextFile("docs/review/tea.md", text)), {})
    shown = re.sub(r"<[^>]*>", "", woven)
    assert "sleep was &#60;b&#62;longer&#60;&#47;b&#62;" in shown, "it is text, and no markup"
    assert WHOLE not in shown.partition("Besides")[0], "the page says the short form alone"
    assert WHOLE in shown.partition("Besides")[2]
    assert f"# {WHOLE}" in claim_page_text(base, base.review.claims["short"])


SHEET = """
design: cohort
participants: 40
population: tea drinkers
read: abstract
where: https://doi.org/10.1000/ash
findings: []
"""


def test_a_page_names_a_work_and_says_at_its_first_place_what_is_known_of_it(
    tmp_path: Path,
) -> None:
    keys = ("Ash2001", "Birch2002", "Cedar2003")
    claims = {f"1-tea/of-{key.lower()}": claim(FOR.replace(keys[0], key)) for key in keys}
    root = write_review(tmp_path, claims, {keys[0]: SHEET})
    for title, identity in (("Sleep 2", "inferred"), ("Sleep 3", "unidentified")):
        edited_entry(root / "bibliography.bib", title, identity)
    base = EvidenceBase(read_review(root))
    text = (
        "# T\n\nIn [[@Ash2001]], [[of-ash2001]] In [[ @Ash2001]], `[[@Ash2001]]`.\n"
        "So in [[@Birch2002]] and [[@Cedar2003]]: [[of-birch2002]] [[of-cedar2003]]\n"
    )
    woven = weave(base, read_page(TextFile("docs/review/tea.md", text)), {})
    link = '<a href="../../references/Ash2001/" data-card="r-Ash2001">Ash 2001</a>'
    assert f"In {link} (cohort&#44; 40 participants), " in woven
    assert f"In {link}, `[[@Ash2001]]`." in woven, "it is said once; code is left as it is"
    shown = re.sub(r"<[^>]*>", "", woven)
    assert "So in Birch 2002 (identity inferred) and Reference 3 (unidentified): " in shown
    assert 'id="card-r-Ash2001"' in woven, "the link has its card"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("participants: 40\npopulation: ME/CFS, 12 studies.", "cohort, 40 participants"),
        ("population: ME/CFS, 12 studies.", "cohort; ME/CFS, 12 studies"),
        ("participants: null\npopulation: null", "cohort"),
    ],
)
def test_a_named_work_without_a_size_says_what_was_studied(
    tmp_path: Path, lines: str, said: str
) -> None:
    sheet = SHEET.replace("participants: 40\npopulation: tea drinkers", lines)
    root = write_review(tmp_path, {"1-tea/of-ash": claim(FOR)}, {"Ash2001": sheet})
    base = EvidenceBase(read_review(root))
    assert known_of(base, base.review.references["Ash2001"]) == said


def edited_entry(path: Path, title: str, identity: str) -> None:
    head, found, rest = path.read_text(encoding="utf-8").partition(f"title = {{{title}}}")
    rest = rest.replace("{named}", f"{{{identity}}}", 1)
    path.write_text(head + found + rest, encoding="utf-8")


@examples(100, derandomize=True)
@given(st.text(st.sampled_from("[]@!a `\n")), st.booleans())
def test_what_is_named_and_what_is_woven_are_told_apart(text: str, spaced: bool) -> None:  # noqa: FBT001
    page = read_page(TextFile("docs/a.md", f"{text}\n\n[[{' @' if spaced else '@'}a]]\n"))
    assert not any(name.startswith("@") for name, _ in page.woven)
    assert len([*page.woven, *page.named]) == len(WOVEN.findall(blank_code(page.text)))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[of-ash2001]].\n", "longer.<sup"),
        ("[[of-ash2001]], and more\n", "longer,<sup"),
        ("[[of-ash2001]]; more\n", "longer;<sup"),
        ("[[of-ash2001]]", "longer<sup"),
        ("[[of-ash2001]] . More\n", "longer<sup"),
        ("[[of-ash2001]].md is none\n", "longer<sup"),
        ("[[of-ash2001]]`.`\n", "longer<sup"),
    ],
)
def test_a_sign_behind_a_claim_goes_before_its_numbers(
    tmp_path: Path, written: str, shown: str
) -> None:
    claims = {"1-tea/of-ash2001": claim(FOR, in_text="sleep was longer")}
    base = evidence_base(tmp_path, claims)
    woven = weave(base, read_page(TextFile("docs/review/tea.md", written)), {})
    text, _, behind = html.unescape(woven).partition("<sup")
    assert f"{text}<sup".endswith(shown)
    signs = len(re.findall(r"[.,;]", written))
    cards = behind.partition("<section")[0]
    outside = re.sub(r"<[^>]*>", "", f"{text}<{cards}")
    assert len(re.findall(r"[.,;]", outside)) == signs, "it stands there once"
