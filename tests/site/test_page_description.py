"""What a page is shared and found by: each says of itself what it says first."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from claimweave.site.page_description import LONGEST, description_of

if TYPE_CHECKING:
    from pathlib import Path

META = re.compile(
    r'<meta (?:name|property)="(description|og:title|og:description)" content="(.*?)">'
)
FIRST = "<p>Tea is a drink made of leaves.</p>"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<h1>Tea</h1>",
        "<p hidden>Nothing of this is seen by anybody.</p>",
        '<p class="cw-ways">The evidence. Cite this claim. Report a mistake.</p>',
        '<p class="cw-ix-status" role="status">All 222 claims of the review are shown.</p>',
        "<p>Too short.</p>",
    ],
)
def test_a_page_says_what_its_first_paragraph_says(before: str) -> None:
    assert description_of(f"{before}{FIRST}<p>More.</p>") == "Tea is a drink made of leaves."


def test_markup_and_texts_for_screen_readers_are_left_out() -> None:
    content = (
        '<p class="x"><b>Tea</b> &amp; <span class="cw-sr">hidden</span>milk, <a href="#">hot</a>'
        "\n and cold</p>"
    )
    assert description_of(content) == "Tea & milk, hot and cold"


def test_a_long_one_ends_with_a_sentence_or_a_word() -> None:
    sentence = f"{'Tea is hot. ' * 12}{'and so on ' * 20}"
    assert description_of(f"<p>{sentence}</p>").endswith("hot.")
    words = description_of(f"<p>{'leaves ' * 60}</p>")
    assert words.endswith("leaves…")
    one = description_of(f"<p>{'a' * 500}</p>")
    assert max(len(words), len(one)) <= LONGEST
    assert description_of("<h1>Tea</h1>") == ""


def test_each_page_has_a_description_of_its_own(site: Path) -> None:
    found = {
        str(path.relative_to(site)): dict(META.findall(path.read_text(encoding="utf-8")))
        for path in site.rglob("index.html")
    }
    assert len(found) > 300
    counts = Counter(page.get("description", "") for page in found.values())
    assert {text: n for text, n in counts.items() if n > 1} == {}
    assert all(page["description"] == page["og:description"] for page in found.values())
    long = {
        path: page["description"]
        for path, page in found.items()
        if len(html.unescape(page["description"])) > LONGEST
    }
    assert long == {}
    home = html.unescape(found["index.html"]["og:title"])
    assert home not in ("Home", "")
