"""The site of a draft says so, and how far it is; that of another review says nothing of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, CASES, assemble, edited
from claimweave.addresses.audit_addresses import AUDIT_PAGES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.parts.draft_notice import with_draft_notice
from claimweave.site.whole_site import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TITLE = '<p class="admonition-title">This review is a draft</p>'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    case = CASES / "verdict-changed" / "good-draft"
    return check(read_review(assemble(case, tmp_path_factory.mktemp("draft") / "project")))


@pytest.fixture(scope="module")
def pages(report: Report) -> Mapping[str, str]:
    return {path: str(text) for path, text in render(report).items() if path.endswith(".md")}


def test_each_page_says_once_that_the_review_is_a_draft(pages: Mapping[str, str]) -> None:
    silent = {path for path, text in pages.items() if TITLE not in text}
    assert silent == {path for path in pages if path.startswith("rules/")} - {"rules/index.md"}
    row = re.search(r"<tr>[^\n]*>verdict-changed</a>[^\n]*", pages["rules/index.md"])
    assert row is not None
    assert row[0].endswith('<td class="cw-n">1</td></tr>')
    assert {"index.md", *AUDIT_PAGES, "claims/index.md"} <= pages.keys() - silent
    assert all(text.count(TITLE) <= 1 for text in pages.values())


def test_it_stands_below_the_title_and_says_how_far_it_is(pages: Mapping[str, str]) -> None:
    title_above = r"^# .+\n\n<div class=\"admonition warning\" data-search-exclude>\Z"
    for path in ("index.md", "audit/index.md", "claims/soil-tests-pay.md"):
        before, notice, _ = pages[path].partition(TITLE)
        assert re.search(title_above, before, re.MULTILINE)
        assert notice
        shown = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), pages[path])
        assert "4 of 4 sentences encoded (of these, 1 asserts nothing), 3 of 3 citations" in shown


def test_the_published_data_say_it(report: Report) -> None:
    package = json.loads(render(report)["data/datapackage.json"])
    assert package["draft"]["sentences"] == {"done": 4, "of": 4}


def test_another_review_says_nothing_of_it() -> None:
    made = render(check(read_review(BASE)))
    assert not [path for path, text in made.items() if path.endswith(".md") and TITLE in str(text)]
    assert "draft" not in json.loads(made["data/datapackage.json"])


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("# A\n\nText\n", "# A\n\n"),
        ("---\ntitle: B\n# not A\n---\n\n# A\nText\n", "---\ntitle: B\n# not A\n---\n\n# A\n\n"),
        ("---\ntitle: B\n---\nText\n", "---\ntitle: B\n---\n\n\n"),
        ("```\n# no title\n```\n\n# A\n", "```\n# no title\n```\n\n# A\n\n"),
        ("Text\n", "\n\n"),
    ],
)
def test_a_page_keeps_its_settings_and_its_title_first(
    text: str, before: str, report: Report
) -> None:
    shown = with_draft_notice(report.base, "review/a.md", text)
    assert shown.startswith(f"{before}<div")
    assert with_draft_notice(report.base, "rules/a.md", text) == text


def test_what_rests_on_a_stub_is_shown_and_the_stub_is_published_nowhere(tmp_path: Path) -> None:
    project = assemble(CASES / "sentence-not-encoded" / "good-draft", tmp_path / "project")
    stub = (
        "claim: TODO\nkind: TODO\nasserted: [S2.p1.s1]\nrests_on: [nitrate-feeds-barley]\n"
        "opposes: [beans-nitrate]\n"
    )
    (project / "claims/2-conclusion/a-stub.yml").write_text(stub, encoding="utf-8")
    kind = "kind: association"
    edited(project, "claims/table-1/beans-nitrate.yml", kind, f"{kind}\nrests_on: [a-stub]\n")
    edited(
        project, "claims/1-fields/nitrate-feeds-barley.yml", kind, f"{kind}\nopposes: [a-stub]\n"
    )
    report = check(read_review(project))
    assert report.errors == 0
    made = render(report)
    assert not [path for path, text in made.items() if "a-stub" in path or "a-stub" in str(text)]
    assert {c.id: report.base.verdict(c) for c in report.base.review.claims.values()} == {
        "nitrate-feeds-barley": "cited-in-support",
        "barley-nitrate": "cited-in-support",
        "beans-nitrate": "cited-against",
    }
