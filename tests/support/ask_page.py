"""What a test does on a page with the panel "Ask it differently", and what that has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from claimweave.evidence.verdicts.claim_verdicts import together
from claimweave.words.labels import VERDICTS
from python_page import State, verdict

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from claimweave.evidence.base import EvidenceBase
    from python_page import Evidence

STATUS = "#cw-ask > [role=status]"
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 700},
    "color_scheme": "dark",
    "has_touch": True,
}
NOWHERE = "repository&#34;: &#34;&#34;"
SOMEWHERE = "repository&#34;: &#34;https://example.org/review&#34;"
"""What a page says of a repository that is not there, and of one that is."""


def of_cells(base: EvidenceBase, least: int = 2) -> str:
    """Return a conclusion that is read in some ways, one of which asks for the table's cells."""
    return next(
        claim_id
        for claim_id, result in base.check_results.items()
        if len(result.readings) >= least
        and any("FROM cells" in r.record.sql for r in result.readings.values())
        and any(firm.shortest for firm in base.robustness[claim_id].values())
    )


def opened_panel(page: Page, url: str) -> Locator:
    """Open the panel of a page, unless its address does; return what it says once it has."""
    page.goto(url)
    if "?" not in url:
        page.get_by_role("button", name="Ask it differently").click()
    return said(page)


def said(page: Page) -> Locator:
    """Return the panel's sentence, once it has one."""
    expect(page.locator("#cw-ask .cw-ask-result > *").first).to_be_visible()
    return page.locator(STATUS)


def study(page: Page, name: str) -> Locator:
    """Return the tick that says whether a study counts."""
    key = "#cw-ask .cw-ask-studies li"
    return page.locator(key).filter(has_text=name).locator("[data-work]")


def label(name: str) -> str:
    """Return a verdict as its badge shows it."""
    wording = VERDICTS[name]
    return f"{wording.mark} {wording.label}"


def shown(page: Page) -> tuple[str, list[str], dict[str, str]]:
    """Return the verdict, that of each reading, and the counts of each cell."""
    badges = page.locator("#cw-ask .cw-ask-result .cw-badge").all_inner_texts()
    cells = page.locator("#cw-ask .cw-ask-result tbody tr").evaluate_all(
        "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return badges[0], badges[1:], {name: now for name, now, _ in cells}


def wanted(
    base: EvidenceBase, evidence: Evidence, claim_id: str, state: State
) -> tuple[str, list[str], dict[str, str]]:
    """Return what the panel of a conclusion has to show, computed in Python's own SQLite."""
    readings = base.check_results[claim_id].readings
    *found, cells = evidence.asked(
        state, *(r.record.sql for r in readings.values()), "SELECT * FROM cells"
    )
    verdicts = [verdict(rows) for rows in found]
    records = [reading.record for reading in readings.values()]
    whole = together(zip(records, verdicts, strict=True))  # type: ignore[arg-type]
    terms = evidence.data["terms"]
    counts = {f"{terms[row]}, {terms[col]}": f"{a} : {b}" for _, row, col, a, b in cells}
    each = [label(name) for name in verdicts] if len(verdicts) > 1 else []
    if state.reading:
        whole = verdicts[list(readings).index(state.reading)]  # type: ignore[assignment]
    return label(whole), each, counts
