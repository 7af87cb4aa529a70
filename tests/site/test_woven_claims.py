"""What a page says of a claim: its whole statement, or its short form where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.review.reading.page_reader import read_page
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.parts.weave import weave
from miniature import claim, evidence_base

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
    assert "sleep was &#60;b&#62;longer&#60;&#47;b&#62;" in woven, "it is text, and no markup"
    assert WHOLE not in woven.partition("Besides")[0], "the page says the short form alone"
    assert WHOLE in woven.partition("Besides")[2]
    assert f"# {WHOLE}" in claim_page_text(base, base.review.claims["short"])
