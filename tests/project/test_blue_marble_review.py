"""A review of an article that nobody wrote for us: imported, stubbed, and a third of it encoded.

Its files are what `init`, `source import` and `source stubs` wrote, with 35 claims in our own
words, three study sheets, no table and two executable conclusions. It is a draft.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claimweave.article.draft import Draft, draft_of
from claimweave.article.forms import read_article_file
from claimweave.article.verification import missing_sentences, other_paragraphs, shared_runs
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.whole_site import render

FOLDER = Path(__file__).parents[1] / "blue_marble"


@pytest.fixture(scope="module")
def encoded() -> Report:
    return check(read_review(FOLDER / "review"))


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of(read_article_file(FOLDER / "article.xml", ()))


def test_it_is_clean_and_says_how_far_it_is(encoded: Report) -> None:
    assert encoded.diagnostics == ()
    review = encoded.base.review
    assert review.is_draft
    assert (len(review.claims), len(review.stubs), len(review.studies)) == (35, 69, 3)
    assert not review.tables


def test_its_ledger_is_that_of_the_article(encoded: Report, draft: Draft) -> None:
    sentences = encoded.base.review.sentences
    assert {at: one.cites for at, one in sentences.items()} == {
        one.locator: one.cites for one in draft.sentences
    }
    assert not missing_sentences(sentences, draft)
    assert not list(other_paragraphs(sentences, draft))


def test_no_sentence_of_the_article_stands_in_it(encoded: Report, draft: Draft) -> None:
    assert list(shared_runs(encoded.base.review, draft)) == []


def test_its_conclusions_depend_on_the_reading(encoded: Report) -> None:
    base = encoded.base
    executable = {claim.id: claim for claim in base.review.claims.values() if claim.record.check}
    verdicts = {
        name: {reading: one.verdict for reading, one in claim.record.check.readings.items()}
        for name, claim in executable.items()
        if claim.record.check
    }
    assert verdicts == {
        "women-are-struck-most-often": {
            "cited-for": "holds",
            "sources-report": "holds",
            "more-than-others": "undetermined",
        },
        "poverty-decides-and-not-the-country": {"works-before": "holds", "authors-apart": "fails"},
    }
    assert {str(base.verdict(claim)) for claim in executable.values()} == {"depends"}


def test_its_pages(encoded: Report) -> None:
    pages = {path: str(text) for path, text in render(encoded).items() if path.endswith(".md")}
    women = pages["review/3-un-women.md"]
    assert "(paragraph 1&#44; sentences 1 and 2: not encoded yet)" in women
    assert "(paragraph 1&#44; sentences 4 and 5: not encoded yet)" in women
    assert "table entries" not in pages["index.md"]
    assert "accessed May 19, 2013" in pages["references/Ref7.md"]
    assert "list of references was not available" not in pages["references/Ref7.md"]


@pytest.mark.full
def test_the_site_is_built(tmp_path: Path, encoded: Report) -> None:
    folder = tmp_path / "review"
    shutil.copytree(FOLDER / "review", folder)
    environment = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "claimweave", "build"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    for claim in encoded.base.review.claims:
        assert (site / "claims" / claim / "index.html").is_file()
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "This review is a draft" in home
    women = (site / "review/3-un-women/index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'id="c-[a-z-]+"', women)) == 6
