"""What two blind readers differed on: counted from the list, shown whole, and kept by renaming."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assembly import BASE, CASES, assemble, check_in_process
from claimweave.commands.command_line import main
from claimweave.evidence.two_readers import COMPARISONS, FieldComparison, comparisons
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.whole_site import render

CASE = CASES / "invalid-ledger/good-second-reading"
FILE = "claims/_review/second-reading.yml"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return assemble(CASE, tmp_path / "review")


@pytest.fixture
def report(review: Path) -> Report:
    return check(read_review(review))


def pages(report: Report) -> dict[str, str]:
    return {path: str(content) for path, content in render(report).items()}


def test_how_many_differed_is_counted_from_the_list(report: Report) -> None:
    found = comparisons(report.base.review)
    assert [(c.of, c.field, c.compared, c.differed) for c in found] == [
        ("claims", "strength", 3, 1),
        ("claims", "asserted", 3, 0),
        ("claims", "nutrient", 2, 0),
        ("claims", "cites", 5, 2),
        ("sheets", "participants", 1, 1),
        ("sheets", "direction", 1, 0),
    ]
    assert [c.share for c in found] == ["33 %", "0 %", "0 %", "40 %", "100 %", "0 %"]


@pytest.mark.parametrize(
    ("differed", "compared", "share"),
    [
        (0, 1000, "0 %"),
        (1, 1000, "under 1 %"),
        (9, 1000, "under 1 %"),
        (10, 1000, "1 %"),
        (995, 1000, "over 99 %"),
        (999, 1000, "over 99 %"),
        (1000, 1000, "100 %"),
    ],
)
def test_no_share_is_rounded_to_none_or_all(differed: int, compared: int, share: str) -> None:
    assert FieldComparison("claims", "strength", compared, differed).share == share


def test_the_page_has_the_table_each_difference_and_what_the_number_is_not(report: Report) -> None:
    page = pages(report)["index.md"]
    assert "Both read 3 claims. Both read 1 study sheet." in page
    number = r'<td class="cw-n">([^<]+)</td>'
    rows = re.findall(rf"<code>(\w+)</code> of ([\w ]+)</td>{number * 3}", page)
    assert ("cites", "claims", "5", "2", "40 %") in rows
    assert len(rows) == 6
    assert "Two readers may share a mistake" in page
    assert "Agreement by chance is not taken out" in page
    listed = page.partition('<ul class="cw-differences">')[2].partition("</ul>")[0]
    assert listed.count("<li>") == 4
    assert 'href="./claims/soil-tests-help/"' in listed, "an old id has a page"
    assert "cites (Ref3): nothing and supports; settled: background (It is named" in listed


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("claims/soil-tests-pay.md", "differed on strength: plain and tentative; the second was "),
        ("claims/nitrate-feeds-barley.md", "did not differ on what was compared"),
        ("references/Adler2001.md", "differed on participants: 48 and nothing; the first was kept"),
    ],
)
def test_each_page_says_that_it_was_read_by_two(report: Report, path: str, said: str) -> None:
    page = pages(report)[path]
    assert "<dt>Read by two</dt>" in page
    assert said in page


def test_what_was_not_read_by_two_is_not_said_to_be(report: Report) -> None:
    found = pages(report)
    for path in ("claims/barley-nitrate.md", "references/Brandt2005.md"):
        assert "Read by two" not in found[path]


def test_the_data_have_both_tables(report: Report) -> None:
    found = pages(report)
    assert found["data/reader-comparisons.csv"].split("\n")[0] == ",".join(COMPARISONS)
    assert "claims,cites,5,2" in found["data/reader-comparisons.csv"]
    told = found["data/reader-differences.csv"]
    assert 'claims,soil-tests-help,strength,,plain,tentative,second,tentative,"' in told
    assert "sheets,Adler2001,participants,,48,,first,48," in told


def test_a_review_without_one_says_so(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    page = folder / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[[!second-reading]]\n", encoding="utf-8")
    found = pages(check(read_review(folder)))
    assert "No comparison of two readers is recorded" in found["index.md"]
    assert found["data/reader-comparisons.csv"].split() == [",".join(COMPARISONS)]


@pytest.mark.parametrize(
    ("names", "kept"),
    [(("beans-nitrate", "beans-and-nitrate"), True), (("Adler2001", "AdlerI2001"), False)],
)
def test_a_renaming_leaves_the_record_right(
    review: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, str], *, kept: bool
) -> None:
    before = (review / FILE).read_text(encoding="utf-8")
    assert main(["--project", str(review), "rename", *names]) == 0
    assert f"{FILE}:" not in capsys.readouterr().out
    after = (review / FILE).read_text(encoding="utf-8")
    assert after == (before if kept else before.replace(*names))
    assert [d for d in check_in_process(review).diagnostics if d["rule"] != "unused-file"] == []
