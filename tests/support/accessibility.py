"""What axe-core finds on a page as it stands: WCAG 2.2 AA, light and dark, without an exception."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from full_runs import in_small

WCAG: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

# In the dark nothing is another but colours. `make test-all` asks all rules there, too.
COLOURS = WCAG | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

# What the theme's own switch does.
SCHEME = "scheme => document.body.dataset.mdColorScheme = scheme"

SHOWN = "document.body.dataset.mdColorScheme"
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TRIES = 5

# The theme gives its sidebars their height in a frame of its own, sooner or later: until then
# their content does not fit, and axe-core takes them for regions that nobody can scroll.
SETTLED = """() => [...document.querySelectorAll(".md-sidebar__scrollwrap")].every((bar) =>
  bar.style.height || !bar.offsetParent || getComputedStyle(bar).overflowY !== "auto")"""

# A page has a handful of colours, and axe-core reads each anew for each of its elements: a third
# of its time.
KEEP_COLOURS = """() => {
  const { prototype } = axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map();
  prototype.parseString = function (text) {
    if (known.has(text)) {
      [this.r, this.g, this.b, this.alpha] = known.get(text);
      return this;
    }
    read.call(this, text);
    known.set(text, [this.r, this.g, this.b, this.alpha]);
    return this;
  };
}"""

# A colour of axe-core keeps its private fields in seven weak maps, and one is made for all that
# lies below each word. As properties of the colour itself they cost less. Its one weak map about
# elements of the page stays what it is.
PRIVATE_FIELDS = """class {
  key = Symbol();
  has(owner) { return this.key in owner; }
  get(owner) { return owner[this.key]; }
  set(owner, value) { owner[this.key] = value; return this; }
  add(owner) { owner[this.key] = true; return this; }
}"""
OF_ELEMENTS = '"nodeMap",new WeakMap'

AXE = f"""((WeakMap, WeakSet) => {{
{AXE_SCRIPT.replace(OF_ELEMENTS, OF_ELEMENTS.replace("WeakMap", "globalThis.WeakMap"))}
}})(...Array(2).fill({PRIVATE_FIELDS}));
({KEEP_COLOURS})();"""
"""axe-core, ready to be asked."""

# Only violations come back from the browser: what passes is a thousand times as much.
FIND = """async ([within, options]) => {
  const results = await axe.run(within, options);
  return results.violations.map((violation) => [violation.id, violation.help,
    violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]);
}"""


def bring_axe(page: Page) -> None:
    """Have axe-core on each page that comes: it is sent and compiled once, not for each of them."""
    page.add_init_script(AXE)


def violations(page: Page, within: str = "html") -> list[str]:
    """All rules in the light, and in the dark those about colours, or with `make test-all` all.

    A line each: the rule, what it is about, where. What is asked about may be a part of the page,
    as a selector names it: the part that has changed since the page was asked about.
    """
    page.wait_for_function(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    light = page.evaluate(SHOWN)
    assert light != "slate", "begin with a page in the light"
    found = _found(page, within)
    found += [f"in the dark: {fault}" for fault in _found_in_the_dark(page, within)]
    page.emulate_media(color_scheme="light")
    page.evaluate(SCHEME, light)
    return found


def _found_in_the_dark(page: Page, within: str) -> list[str]:
    """The same in the dark, which is held: the theme itself follows the reader's preference, too.

    It does so in a frame of its own. Where it sets the scheme back while axe-core looks, what was
    found was not found in the dark.
    """
    page.emulate_media(color_scheme="dark")
    for _ in range(TRIES):
        page.evaluate(SCHEME, "slate")
        page.evaluate(FRAMES)
        if page.evaluate(SHOWN) == "slate":
            found = _found(page, within, COLOURS if in_small() else WCAG)
            if page.evaluate(SHOWN) == "slate":
                return found
    raise AssertionError(f"{page.url} does not stay in the dark")


def _found(page: Page, within: str, rules: dict[str, Any] = WCAG) -> list[str]:
    assert page.locator(within).count(), f"{within} is not there"
    results = page.evaluate(FIND, [within, rules])
    return [f"{rule}: {about}: {places}" for rule, about, places in results]
