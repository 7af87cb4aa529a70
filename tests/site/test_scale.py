"""Large reviews: time grows with their size and no faster, and no page lists everything at once."""

from __future__ import annotations

import cProfile
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from bench_project import generate
from claimweave.addresses.links import claim_page, reference_page, url_of
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.what_if.robustness import robustness
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.pages.long_lists import SIZE, WHOLE, by_number, by_position
from claimweave.site.whole_site import render
from full_runs import in_small

SMALL, LARGE = 65, 260  # more than are listed on one page
HUGE = 2_000
LISTS = ("claims/", "references/", "audit/")
LINK = re.compile(r'href="([^"#]+)"')
Pages = Mapping[str, str | bytes]


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("scale")
    return {n: generate(folder / str(n), n, site=True) for n in (SMALL, LARGE)}


def counted(act: Callable[[Path], object], root: Path) -> int:
    """Return how many calls an act on a review takes."""
    profile = cProfile.Profile(subcalls=False)
    profile.runcall(act, root)
    return sum(entry.callcount for entry in profile.getstats())


def checked(root: Path) -> Report:
    return check(read_review(root))


def made(root: Path) -> tuple[Report, Pages]:
    report = checked(root)
    return report, render(report)


@pytest.fixture(scope="module")
def first(roots: dict[int, Path]) -> tuple[Report, Pages]:
    return made(roots[LARGE])


@pytest.fixture(scope="module")
def large(first: tuple[Report, Pages]) -> Report:
    return first[0]


@pytest.fixture(scope="module")
def pages(first: tuple[Report, Pages]) -> Pages:
    return first[1]


def text(pages: Pages, path: str) -> str:
    content = pages[path]
    assert isinstance(content, str)
    return content


def linked(pages: Pages, path: str) -> set[str]:
    """Return the addresses, from the site's root, that a page links to."""
    found = (unquote(urljoin(url_of(path), link)) for link in LINK.findall(text(pages, path)))
    return {address for address in found if "//" not in address}


# Time.


@pytest.mark.parametrize("act", [checked, pytest.param(made, marks=pytest.mark.full)])
def test_four_times_the_claims_take_about_four_times_the_steps(
    roots: dict[int, Path], act: Callable[[Path], object]
) -> None:
    """Calls are counted, and no seconds: they are as many on each machine, however busy it is.

    In proportion it is 4 times, and with the square 16.
    """
    assert checked(roots[LARGE]).diagnostics == ()
    ratio = counted(act, roots[LARGE]) / counted(act, roots[SMALL])
    assert 3 < ratio < 5, f"from {SMALL} to {LARGE} claims the steps grow {ratio:.1f} times"


@pytest.mark.full
def test_four_times_as_many_claims_take_about_four_times_as_long(tmp_path: Path) -> None:
    """What one call does may grow, too. In proportion it is 4 times, with the square 16.

    It is the processor's time, which others at work beside it stretch: the better of two counts.
    """

    def taken(claims: int) -> float:
        root = generate(tmp_path / str(claims), claims, site=True)
        seconds = []
        for _ in range(2):
            began = time.process_time()
            made(root)
            seconds.append(time.process_time() - began)
        return min(seconds)

    ratio = taken(HUGE) / taken(HUGE // 4)
    assert ratio < 8, f"from {HUGE // 4} to {HUGE} claims the time grows {ratio:.1f} times"


def test_beyond_the_limit_it_is_said_that_nothing_was_tried(
    roots: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("FIRMNESS", "WITHDRAWALS"):
        monkeypatch.setattr(f"claimweave.evidence.verdicts.effort.{kind}", 1_000)
    report = check(read_review(roots[SMALL]))
    found = report.base.robustness.values()
    assert {firm.searched for readings in found for firm in readings.values()} == {0}
    gone = report.base.withdrawals
    assert {withdrawal.verdicts for withdrawal in gone.values()} == {None}
    pages = render(report)
    assert "How firm that is was not searched" in text(pages, "audit/conclusions.md")
    key = next(iter(gone))
    assert "was not tried for each reference" in text(pages, reference_page(key))
    assert "no conclusion would turn" not in text(pages, reference_page(key))


def test_a_limit_in_between_searches_less_deep(
    roots: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = check(read_review(roots[SMALL])).base
    cells = [c for c, v in base.robustness.items() if v["counted"].searched == 3]
    assert cells, "without a limit, queries on cells are tried with three entries together"
    depths = set()
    for effort in (10**5, 10**6, 10**7):
        monkeypatch.setattr("claimweave.evidence.verdicts.effort.FIRMNESS", effort)
        found = robustness(base.facts, base.check_results)  # anew, within the other limit
        depths |= {found[c]["counted"].searched for c in cells}
    assert depths & {1, 2}


def test_the_review_itself_is_within_the_limit(base: EvidenceBase) -> None:
    # How firm the costliest readings are is not searched, and their pages say so.
    claims = list(base.robustness)[:: 6 if in_small() else 1]
    firm = [one for claim in claims for one in base.robustness[claim].values()]
    assert sum(bool(one.searched) for one in firm) > 0.6 * len(firm)
    assert all(gone.verdicts is not None for gone in base.withdrawals.values())


# Pages.


def test_no_page_lists_more_than_it_should(pages: Pages) -> None:
    long = {}
    for path in pages:
        if path.endswith(".md") and path.startswith(LISTS):
            entries = len({a for a in linked(pages, path) if a.count("/") == 2})
            if entries > WHOLE * 2:
                long[path] = entries
    assert long == {}
    assert len(text(pages, "claims/index.md")) < 20_000


def test_each_claim_and_each_reference_is_listed(large: Report, pages: Pages) -> None:
    def listed(folder: str) -> set[str]:
        within = [path for path in pages if path.startswith(folder) and path.endswith(".md")]
        return set().union(*(linked(pages, path) for path in within))

    review = large.base.review
    claims = {url_of(claim_page(claim)) for claim in review.claims}
    references = {
        url_of(reference_page(key)): reference for key, reference in review.references.items()
    }
    assert claims <= listed("claims/section/")
    assert {a for a, r in references.items() if r.number} <= listed("references/number/")
    named = {a for a, r in references.items() if r.identity != "unidentified"}
    assert named <= listed("references/name/")
    assert set(references) <= listed("references/number/") | listed("references/other")
    assert all(claims - linked(pages, path) for path in pages if path.endswith(".md"))


def test_each_page_of_a_list_is_linked_and_leads_back(pages: Pages) -> None:
    subpages = [p for p in pages if p.startswith(LISTS) and p.endswith(".md") and p.count("/") > 1]
    assert len(subpages) > 30
    indexes = [p for p in pages if p.startswith(LISTS) and p.count("/") == 1 and p.endswith(".md")]
    reachable = set().union(*(linked(pages, path) for path in indexes))
    assert {url_of(path) for path in subpages} <= reachable
    addresses = {url_of(path) for path in pages}
    for path in subpages:
        assert linked(pages, path) <= addresses, path
        assert linked(pages, path) & {url_of(index) for index in indexes}, path
        back = re.findall(r'href="([^"]+)#([^"]+)"', text(pages, path))
        for link, anchor in back:
            parent = next(p for p in pages if url_of(p) == urljoin(url_of(path), link))
            heading = rf"{{#{re.escape(unquote(anchor))}[ }}]"
            assert re.search(heading, text(pages, parent)), (path, anchor)
        assert text(pages, path).startswith("---\nsearch:\n  exclude: true\n---\n"), path


def test_a_short_review_lists_everything_on_its_pages(base: EvidenceBase, woven: Pages) -> None:
    assert len(base.review.claims) <= WHOLE
    pages = woven
    deep = [p for p in pages if p.startswith(LISTS) and p.endswith(".md") and p.count("/") > 1]
    assert deep == []
    assert "claims/index.json" not in pages
    assert "data-source" not in text(pages, "claims/index.md")
    assert '<details class="cw-fold">' not in text(pages, "table-1.md")


def test_the_cells_of_a_long_table_are_folded(tmp_path: Path) -> None:
    root = generate(tmp_path / "table", 20, site=True)
    folded = '<details class="cw-fold">'
    assert folded not in text(render(check(read_review(root))), "table-1.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claimweave.site.pages.long_lists.WHOLE", 10)
        assert folded in text(render(check(read_review(root))), "table-1.md")


def test_pages_by_number_keep_their_addresses_when_others_are_added() -> None:
    cut = by_number(int)
    before = {page.path: page.items for page in cut("list.md", [1, 2, 250])}
    after = {page.path: page.items for page in cut("list.md", [1, 2, *range(150, 180), 250])}
    assert before == {"list/1-100.md": (1, 2), "list/201-300.md": (250,)}
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("entries", "labels"),
    [
        (1, ["all"]),
        (SIZE, ["all"]),
        (SIZE + 1, ["1–100", "101–101"]),
        (250, ["1–100", "101–200", "201–250"]),
    ],
)
def test_pages_by_position(entries: int, labels: list[str]) -> None:
    found = by_position("audit/x/y.md", range(entries))
    assert [page.label for page in found] == labels
    assert [page.path for page in found][:2] == ["audit/x/y.md", "audit/x/y/2.md"][: len(found)]
    assert [item for page in found for item in page.items] == list(range(entries))
