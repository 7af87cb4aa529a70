"""The address of an id under which a claim once stood: it leads on, and is found nowhere else."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from assembly import BASE, SITE_CONFIGURATION, check_in_process, run_command
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.proposal import free_id, suggested_id
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.rules.site_paths import own_pages
from claimweave.site.whole_site import render

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
BEANS = "claims/table-1/beans-nitrate.yml"


def formerly(review: Path, path: str, *ids: str) -> None:
    with (review / path).open("a", encoding="utf-8") as stream:
        stream.write(f"formerly: [{', '.join(ids)}]\n")


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review in which one claim was renamed, and one was split into two of today."""
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    formerly(folder, BARLEY, "was-renamed", "was-split")
    formerly(folder, BEANS, "was-split")
    return folder


@pytest.fixture
def report(review: Path) -> Report:
    found = check(read_review(review))
    assert found.diagnostics == ()
    return found


def text(pages: dict[str, str | bytes], path: str) -> str:
    content = pages[path]
    assert isinstance(content, str)
    return content


def test_an_old_address_names_the_claim_or_all_its_parts(report: Report) -> None:
    pages = render(report)
    renamed, split = (text(pages, f"claims/was-{how}.md") for how in ("renamed", "split"))
    assert set(re.findall(r'href="([^"]*)"', renamed)) == {"../../claims/nitrate-feeds-barley/"}
    assert 'moved_to: "../../claims/nitrate-feeds-barley/"' in renamed
    assert set(re.findall(r'href="([^"]*)"', split)) == {
        "../../claims/nitrate-feeds-barley/",
        "../../claims/beans-nitrate/",
    }
    assert "moved_to" not in split, "nobody can say which part is meant"
    assert {"claims/was-renamed.md", "claims/was-split.md"} <= own_pages(report.base.facts)
    others = [path for path in pages if "was-" in path]
    assert len(others) == 2
    linking = [
        path for path, page in pages.items() if "claims/was-" in str(page) and path.endswith(".md")
    ]
    assert linking == []


def test_the_claim_its_citation_and_the_data_keep_the_old_ids(report: Report) -> None:
    pages = render(report)
    page = text(pages, "claims/nitrate-feeds-barley.md")
    assert "<code>was-renamed</code>, <code>was-split</code>: citations of these ids lead" in page
    assert "Claim nitrate-feeds-barley (formerly was-renamed and was-split)." in page
    assert '"alternateName": ["was-renamed", "was-split"]' in page
    assert text(pages, "data/former-ids.csv").split() == [
        "former,claim",
        "was-renamed,nitrate-feeds-barley",
        "was-split,beans-nitrate",
        "was-split,nitrate-feeds-barley",
    ]
    claims = json.loads(text(pages, "data/claims.json"))["claims"]
    held = {claim["id"]: claim["formerly"] for claim in claims}
    assert held["nitrate-feeds-barley"] == ["was-renamed", "was-split"]
    assert held["soil-tests-pay"] == []
    graphs = text(pages, "data/nanopublications.trig")
    assert graphs.count("dct:replaces <urn:claimweave:claims:was-split#nanopub>") == 2


def test_a_claim_without_an_old_id_says_nothing_of_it() -> None:
    page = text(render(check(read_review(BASE))), "claims/nitrate-feeds-barley.md")
    assert "ormerly" not in page
    assert "alternateName" not in page


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("claims/was-renamed.md", "name claims/nitrate-feeds-barley.md"),
        ("claims/was-split.md", "name claims/beans-nitrate.md or claims/nitrate-feeds-barley.md"),
    ],
)
def test_a_page_that_links_to_an_old_address_is_told_that_of_today(
    review: Path, target: str, said: str
) -> None:
    with (review / "docs/index.md").open("a", encoding="utf-8") as stream:
        stream.write(f"\nSee [it]({target}).\n")
    (found,) = check_in_process(review).diagnostics
    assert (found["rule"], found["help"]) == ("dead-link", said)


@pytest.mark.full
def test_the_built_page_goes_on_without_a_script_and_is_in_no_list(review: Path) -> None:
    configuration = SITE_CONFIGURATION.replace("[claimweave]", "[search, claimweave]")
    configuration += "site_url: https://example.org/fields/\n"
    (review / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    built = run_command(review, "build")
    assert built.returncode == 0, built.stderr
    site = review / "site"
    one, split = (
        (site / f"claims/was-{how}/index.html").read_text(encoding="utf-8")
        for how in ("renamed", "split")
    )
    address = "https://example.org/fields/claims/nitrate-feeds-barley/"
    assert f'<link rel="canonical" href="{address}">' in one
    goes_on = '<meta http-equiv="refresh" content="0; url=../../claims/nitrate-feeds-barley/">'
    assert goes_on in one
    assert 'http-equiv="refresh"' not in split
    assert all('<meta name="robots" content="noindex">' in page for page in (one, split))
    for path in ("sitemap.xml", "search/search_index.json"):
        listed = (site / path).read_text(encoding="utf-8")
        assert "claims/nitrate-feeds-barley/" in listed
        assert "was-" not in listed
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "was-" not in front
    assert "noindex" not in front


def test_a_new_claim_gets_no_id_that_another_had(review: Path) -> None:
    formerly(review, "claims/2-conclusion/soil-tests-pay.yml", "renamed")
    read = read_review(review)
    assert suggested_id(read, "Was renamed.") == "renamed-2"
    with pytest.raises(AnswerError, match="was the id of nitrate-feeds-barley before"):
        free_id(read, "was-renamed")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["impact", "was-renamed"], 0, 'the claim "was-renamed" is called nitrate-feeds-barley'),
        (["impact", "was-split"], 0, "was split into beans-nitrate and nitrate-feeds-barley"),
        (["impact", "was-renamd"], 2, 'did you mean "was-renamed"? the claim'),
        (["explain", "was-split"], 2, "was split into beans-nitrate and nitrate-feeds-barley"),
        (["rename", "was-renamed", "x"], 2, "which was the id of nitrate-feeds-barley before"),
    ],
)
def test_commands_know_what_became_of_an_old_id(
    review: Path, arguments: list[str], status: int, said: str
) -> None:
    done = run_command(review, *arguments)
    assert done.returncode == status
    assert said in done.stderr
