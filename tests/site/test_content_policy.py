"""Each page's content security policy: no script but the theme's own, and no other host."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Page

from claimweave.site.content_policy import NoHeadError, with_policy
from claimweave.site.mkdocs_plugin import ClaimweavePlugin
from policy_walk import listening_page, violations
from searching import pages_found

THEME = [str(Path(material.__file__).parent / "templates")]
HEAD = '<!doctype html><html><head><meta charset="utf-8">{}</head><body>{}</body></html>'
SCOPE = re.search(
    r"<script>(.*)</script>",
    (Path(THEME[0]) / "partials/javascripts/base.html").read_text(encoding="utf-8"),
)
assert SCOPE
OF_THE_THEME = re.sub(r"\{\{.*?\}\}", "../..", SCOPE[1])


def policy_of(page: str) -> str:
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert len(found) == 1
    return str(found[0])


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_a_script_of_the_theme_is_allowed_by_its_hash() -> None:
    page, foreign = with_policy(HEAD.format("", f"<script>{OF_THE_THEME}</script>"), THEME)
    assert foreign == []
    assert digest(OF_THE_THEME) in policy_of(page)


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        OF_THE_THEME + ";alert(1)",
        OF_THE_THEME.replace("../..", '",location);alert(1);new URL("'),
        OF_THE_THEME.replace("../..", "{{ base_url }}"),
        "",
    ],
    ids=["own", "appended", "in-the-address", "template", "empty"],
)
@pytest.mark.parametrize("tag", ["script", "SCRIPT", 'script type="module"', "script async"])
def test_no_other_script_gets_a_hash(script: str, tag: str) -> None:
    page, foreign = with_policy(HEAD.format("", f"<{tag}>{script}</script>"), THEME)
    assert foreign == [script]
    assert "sha256" not in policy_of(page)


def test_data_and_files_need_no_hash() -> None:
    body = (
        '<script type="application/ld+json">{}</script><script src="a.js" defer></script>'
        '<script id="x" type="application/json">[]</script><p>&lt;script&gt;x&lt;/script&gt;</p>'
    )
    page, foreign = with_policy(HEAD.format("", body), THEME)
    assert foreign == []
    assert "sha256" not in policy_of(page)


def test_the_policy_comes_before_anything_that_it_governs() -> None:
    page, _ = with_policy(HEAD.format("<script>x</script>", ""), THEME)
    assert page.index("Content-Security-Policy") < page.index("<script")


@pytest.mark.parametrize("page", ["<html></html>", HEAD.format('<meta charset="utf-8">', "")])
def test_a_page_without_a_place_for_it_is_told(page: str) -> None:
    with pytest.raises(NoHeadError):
        with_policy(page, THEME)


@pytest.mark.parametrize(("command", "kept"), [("build", True), ("serve", False)])
def test_a_page_that_reloads_itself_has_none(command: str, *, kept: bool) -> None:
    plugin = ClaimweavePlugin()
    plugin.on_startup(command=command)
    assert plugin._served is not kept  # noqa: SLF001 - what each page is asked


def test_every_page_has_a_policy_that_allows_the_theme_alone(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 300
    kinds = set()
    for path in pages:
        text = path.read_text(encoding="utf-8")
        policy = policy_of(text)
        kinds.add(re.sub(r"'sha256-[^']*'", "HASH", policy))
        inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert {digest(script) for script in inline} == set(re.findall(r"'sha256-[^']*'", policy))
        assert text.count("<script") == len(inline) + len(
            re.findall(r'<script (?:src="[^":]*"|[^>]*type="application/(?:ld\+)?json")', text)
        ), path
    assert len(kinds) == 1
    assert "unsafe-inline" not in re.sub(r"style-src-attr 'unsafe-inline'", "", kinds.pop())


# One page of each kind. What is refused is also said on the console, and test_browser holds that
# no page says anything there.
KINDS = ["", "table-1/", "review/3-2-ect/", "claims/", "claims/ect-il6-predicts-response/",
         "references/Kruse2018/", "notebooks/counts/", "audit/conclusions/", "downloads/",
         "rules/citation-mismatch/", "glossary/", "hardening/", "404.html"]  # fmt: skip
REFUSED = [
    "script-src-elem inline",
    "script-src-attr inline",
    "script-src-elem https://evil",
    "img-src https://evil",
    "frame-src https://evil",
    "base-uri",
    "style-src-elem",
]
"""What the policy refuses of a page into which something got."""


@pytest.fixture
def walker(browser: Browser, address: str) -> Iterator[tuple[Page, str, list[str]]]:
    with listening_page(browser) as (page, outside):
        yield page, address, outside


@pytest.mark.browser
@pytest.mark.parametrize("kinds", [KINDS[:3], pytest.param(KINDS, marks=pytest.mark.full)])
def test_no_page_of_any_kind_violates_it(
    walker: tuple[Page, str, list[str]], kinds: list[str]
) -> None:
    page, address, outside = walker
    assert violations(page, address, kinds) == []
    page.goto(address)
    assert pages_found(page, "response")
    assert page.evaluate("window.refused") == []
    assert outside == []


@pytest.mark.browser
def test_what_gets_into_a_page_does_not_run(walker: tuple[Page, str, list[str]]) -> None:
    page, address, outside = walker
    evil = (
        "<script>window.owned=1</script><img src=x onerror=window.owned=1>"
        "<script src=https://evil.example/x.js></script><img src=https://evil.example/x.png>"
        "<iframe src=https://evil.example/></iframe><base href=https://evil.example/>"
        "<style>body{background:url(https://evil.example/y.png)}</style>"
        "<a id=go href='javascript:window.owned=1'>go</a>"
    )

    def poisoned(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        body = response.text().replace("<h1", f"{evil}<h1", 1)
        route.fulfill(response=response, body=body)  # type: ignore[attr-defined]

    page.route("**/glossary/", poisoned)
    page.goto(f"{address}glossary/")
    page.evaluate("document.getElementById('go').click()")
    page.wait_for_function(
        "kinds => kinds.every((kind) => refused.join(' ').includes(kind))",
        arg=REFUSED,
    )
    assert page.evaluate("window.owned") is None
    page.unroute("**/glossary/")
    assert page.evaluate("document.baseURI").startswith("http://127.0.0.1")
    assert outside == []
