"""What the check says of a picture is what Chromium does with it when somebody opens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import served
from claimweave.review.reading.picture_reader import picture_faults

pytestmark = [pytest.mark.browser, pytest.mark.full]

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:x="http://www.w3.org/1999/xhtml" width="40" height="40">'
)
RUN = "document.documentElement.setAttribute('data-ran','1')"
HOSTILE = {
    "script": f"<script>{RUN}</script>",
    "script of a page": f"<x:script>{RUN}</x:script>",
    "script in notes": f"<metadata><x:script>{RUN}</x:script></metadata>",
    "handler of a page": f'<x:img src="no.png" onerror="{RUN}"/>',
    "page within": f'<foreignObject><x:img src="no.png" onerror="{RUN}"/></foreignObject>',
    "handler": f'<image href="no.png" onerror="{RUN}"/>',
    "handler by animation": f'<rect><animate attributeName="x" dur="1ms" onend="{RUN}"/></rect>',
    "another host's picture": '<image href="http://other.test/a.png" width="9" height="9"/>',
    "another host's part": '<use href="http://other.test/a.svg#a"/>',
    "another host's style": '<style>@import "http://other.test/a.css";</style>',
    "another host's letters": (
        "<style>@font-face{font-family:F;src:url(http://other.test/f.woff)}</style>"
        '<text y="20" style="font-family:F">a</text>'
    ),
    "another host's ground": (
        "<rect width='9' height='9' style='mask-image:image-set(\"http://other.test/a.png\" 1x)'/>"
    ),
}
"""Each runs something, or asks another host: that is how the test knows that it would see it."""

HARMLESS = {
    "shapes": '<path d="M0 0h30v30z" fill="url(#a)"/><linearGradient id="a"/>',
    "style": "<style>*{stroke: rgb(1, 2, 3)} path{fill: none}</style><path d='M0 0h9'/>",
    "parts": '<defs><path id="p" d="M0 0h9v9z"/></defs><use xlink:href="#p"/>',
    "notes": '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' r:about="http://other.test/a"/></metadata>',
    "text": '<text y="20" aria-label="a (b)" data-a="javascript:1">&lt;script&gt;</text>',
}


def effects(page: Page, address: str) -> list[str]:
    """Open a picture by itself; return what it ran, and which other hosts it asked."""
    seen: list[str] = []
    page.on("request", lambda r: seen.append(r.url) if "other.test" in r.url else None)
    page.goto(address)
    page.wait_for_timeout(150)
    ran = page.evaluate("document.documentElement.getAttribute('data-ran')")
    return [*seen, *(["it ran"] if ran else [])]


def test_a_picture_that_passes_does_nothing(browser: Browser, tmp_path: Path) -> None:
    does, told = {}, {}
    with served(tmp_path) as address, browser.new_context() as context:
        context.route("**/other.test/**", lambda route: route.abort())
        for number, (name, body) in enumerate({**HOSTILE, **HARMLESS}.items()):
            (tmp_path / f"{number}.svg").write_text(f"{HEAD}{body}</svg>", encoding="utf-8")
            told[name] = bool(picture_faults(tmp_path, f"{number}.svg"))
            page = context.new_page()
            does[name] = bool(effects(page, f"{address}{number}.svg"))
            page.close()
    assert {name for name, found in told.items() if found} == set(HOSTILE)
    assert {name for name, found in does.items() if found and not told[name]} == set()
    assert sum(does[name] for name in HOSTILE) >= len(HOSTILE) - 2, does
