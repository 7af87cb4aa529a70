"""What axe-core finds on a page as it stands: WCAG 2.2 AA, light and dark, without an exception."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

# What the theme's own switch does.
SCHEME = "scheme => document.body.dataset.mdColorScheme = scheme"

# Only violations come back from the browser: what passes is a thousand times as much.
FIND = """async (options) => {
  const results = await axe.run({...options, resultTypes: ["violations"]});
  return results.violations.map((violation) => [violation.id, violation.help,
    violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]);
}"""


def violations(page: Page) -> list[str]:
    """All rules, in the light and in the dark. A line each: the rule, what it is about, where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    light = page.evaluate("document.body.dataset.mdColorScheme")
    assert light != "slate", "begin with a page in the light"
    found = _found(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(SCHEME, "slate")
    found += [f"in the dark: {fault}" for fault in _found(page)]
    page.emulate_media(color_scheme="light")
    page.evaluate(SCHEME, light)
    return found


def _found(page: Page) -> list[str]:
    return [f"{rule}: {about}: {places}" for rule, about, places in page.evaluate(FIND, WCAG)]
