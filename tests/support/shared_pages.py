"""Pages that tests read one after the other: a new reader for each test costs twice as much.

A reader who comes again has the theme's files. Who asks what a first visit loads, or moves, takes
`browsing.opened`; so does who listens to a page, or stands between it and its host.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from browsing import PATIENCE, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SIZE = {"width": 1280, "height": 720}
"""What a browser has where a test does not say."""
NOWHERE = "nothing-is-here"
"""An address at a host which answers without a script: one of the theme writes what it has seen
after a page is left, too."""
FORGET = "localStorage.clear(), sessionStorage.clear()"

_free: dict[tuple[Browser, str], list[tuple[Page, list[str]]]] = {}


@contextmanager
def page_at(
    browser: Browser,
    url: str,
    *,
    viewport: dict[str, int] | None = None,
    color_scheme: str = "light",
    reduced_motion: str = "no-preference",
    **options: object,
) -> Iterator[Page]:
    """Open a page as `opened` does, where another test has been before, which left nothing.

    After a test that fails it is given up.
    """
    free = _free.setdefault((browser, repr(sorted(options.items()))), [])
    page, faults = free.pop() if free else _new(browser, options)
    page.set_viewport_size(viewport or SIZE)  # type: ignore[arg-type]
    preferred: dict[str, Any] = {"color_scheme": color_scheme, "reduced_motion": reduced_motion}
    page.emulate_media(media="null", forced_colors="none", **preferred)
    faults.clear()
    try:
        page.goto(url)
        yield page
        found = list(faults)
        _leave(page)
    except BaseException:
        page.context.close()
        raise
    free.append((page, faults))
    assert found == []


def _new(browser: Browser, options: dict[str, Any]) -> tuple[Page, list[str]]:
    reader = browser.new_context(**options)
    reader.set_default_timeout(PATIENCE)
    page = reader.new_page()
    return page, watch(page)


def _leave(page: Page) -> None:
    """Leave nothing behind: no other page, no pointer on it, nothing that the page has kept."""
    for other in page.context.pages:
        if other != page:
            other.close()
    host = urlsplit(page.url).netloc
    if host:
        page.goto(f"http://{host}/{NOWHERE}")
        page.evaluate(FORGET)
    page.mouse.move(0, 0)
