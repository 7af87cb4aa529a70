"""Lighthouse on a page of each kind: 95 or more in each category that no machine changes.

What it reckons as performance depends on the machine: `make bench` measures it. What performance
rests on is held by `test_pages` (weight, number of files) and `test_browser` (nothing moves).
"""

from __future__ import annotations

import pytest

from bench_lighthouse import PAGES, lighthouse, measured, scores

CATEGORIES = ("accessibility", "best-practices", "seo")
WANTED = 95


@pytest.mark.browser
@pytest.mark.full
@pytest.mark.parametrize("kind", PAGES)
def test_each_kind_of_page_scores_95_in_each_category(address: str, kind: str) -> None:
    found = scores(lighthouse(address + PAGES[kind], CATEGORIES))
    assert set(found) == set(CATEGORIES)
    assert min(found.values()) >= WANTED, f"{kind}: {found}"


def test_what_is_measured_is_told_with_what_it_is_made_of() -> None:
    def report(score: float, blocked: float) -> dict[str, object]:
        values = {
            "first-contentful-paint": 1100.2,
            "largest-contentful-paint": 1230.0,
            "total-blocking-time": blocked,
            "cumulative-layout-shift": 0.0012,
            "total-byte-weight": 81_400,
        }
        audits: dict[str, object] = {name: {"numericValue": n} for name, n in values.items()}
        audits["network-requests"] = {"details": {"items": [{}] * 9}}
        return {"categories": {"performance": {"score": score}}, "audits": audits}

    row = measured([report(0.96, 200), report(0.93, 260), report(0.98, 190)])
    assert row == ["96", "93", "1.1 s", "1.2 s", "200 ms", "0.001", "9", "81 KB"]
