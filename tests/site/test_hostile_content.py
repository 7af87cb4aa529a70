"""What strangers write is shown as text: no field of a claim or an entry becomes markup."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, copy_project, run_build
from playwright.sync_api import Browser, Page

from assembly import BASE
from browsing import context, served
from element_kinds import commit_of, drawn
from full_runs import in_small
from policy_walk import LISTEN
from searching import pages_found
from site_survey import addresses, file_of

pytestmark = pytest.mark.browser

PAYLOAD = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1> [go](javascript:owned=1) "
    "**bold** `code` | {{ 7*7 }} {% raw %} ]]> --> </textarea></title><svg/onload=owned=1> &amp; "
    "\"' onmouseover=owned=1 x=\\"
)
YAML_PAYLOAD = "'" + PAYLOAD.replace("'", "''") + "'"
BARE = PAYLOAD.replace("{{ 7*7 }} {% raw %}", "").replace("\\", "")
"""The payload without what BibTeX takes for its own."""

NOTE = f"    note: {YAML_PAYLOAD}"
Edits = dict[str, list[tuple[str, str]]]
"""By file: a pattern, and what stands in its place, with LINE for what was there."""

CLAIM = "ect-il6-predicts-response"
EDITS: Edits = {
    f"claims/table-1/{CLAIM}.yml": [
        (r"^claim: .*$", f"claim: {YAML_PAYLOAD}\nnote: {YAML_PAYLOAD}"),
        (r"^    at: \[T1\.ect\.predictor\.IL-6\]$", f"LINE\n{NOTE}"),
    ],
    "claims/_studies/Kruse2018.yml": [
        # A reading asks for the patients: what it finds is to stay.
        (r"^population: .*$", f"population: 'treatment-resistant {YAML_PAYLOAD[1:]}"),
        (r"^limits: .*$", f"limits: {YAML_PAYLOAD}"),
        (r"says: .*\}$", f"says: {YAML_PAYLOAD}}}"),
    ],
    "claims/4-conclusion/supporting-studies-clearly-prevail-ect-ketamine.yml": [
        (r"^  note: .*$", f"  note: {YAML_PAYLOAD}"),
        (r"^      says: .*$", f"      says: {YAML_PAYLOAD}"),
    ],
    "claims/_review/lenses.yml": [
        (r"^    label: .*$", f"    label: {YAML_PAYLOAD}"),
        (r"^    says: .*$", f"    says: {YAML_PAYLOAD}"),
    ],
    "claims/_review/vocabulary.yml": [(r"label: IL-6$", f"label: {YAML_PAYLOAD}")],
}

SMALL_CLAIM = "nitrate-feeds-barley"
SMALL_EDITS: Edits = {
    f"claims/1-fields/{SMALL_CLAIM}.yml": [
        (r"^claim: .*$", f"claim: {YAML_PAYLOAD}\nnote: {YAML_PAYLOAD}"),
        (r"^    at: \[S1.p1.s1\]$", f"LINE\n{NOTE}"),
    ],
    "claims/table-1/barley-nitrate.yml": [
        (r"^    at: \[T1\.barley\.predictor\.nitrate\]$", f"LINE\n{NOTE}"),
    ],
    "claims/_studies/Adler2001.yml": [
        (r"^population: .*$", f"population: {YAML_PAYLOAD}\nlimits: {YAML_PAYLOAD}"),
        (r"says: .*\}$", f"says: {YAML_PAYLOAD}}}"),
    ],
    "claims/2-conclusion/soil-tests-pay.yml": [
        (r"^  readings:$", f"  note: {YAML_PAYLOAD}\nLINE"),
        (r"^      says: .*$", f"      says: {YAML_PAYLOAD}"),
    ],
    "claims/_review/vocabulary.yml": [
        (
            r"label: Nitrate, synonyms: \[NO3\]",
            "label: WORST, definition: WORST, synonyms: [NO3, WORST], includes: [WORST]".replace(
                "WORST", YAML_PAYLOAD
            ),
        ),
    ],
    "docs/index.md": [
        (r"^\[\[!table\]\]$", "[[!matrix]]\n\n[[!synthesis]]\n\n[[!findings]]"),
    ],
}
CONFIGURATION = """site_name: Fields
strict: true
theme: {name: material, font: false}
plugins: [search, claimweave]
markdown_extensions: [toc: {permalink: "#"}, tables, attr_list, admonition, footnotes]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


def laid_in(project: Path, edits: Edits, entry: str) -> Path:
    """Put the payload into each text field that the project's form allows."""
    for path, lines in edits.items():
        text = (project / path).read_text(encoding="utf-8")
        for pattern, new in lines:
            text, found = re.subn(
                pattern, lambda m, new=new: new.replace("LINE", m[0]), text, flags=re.MULTILINE
            )
            assert found, (path, pattern)
        (project / path).write_text(text, encoding="utf-8")
    bibliography = project / "bibliography.bib"
    text = bibliography.read_text(encoding="utf-8")
    start = text.index(f"@article{{{entry}")
    end = text.index("\n}", start)
    hostile = hostile_entry(text[start:end])
    bibliography.write_text(text[:start] + hostile + text[end:], encoding="utf-8")
    return project


def hostile_entry(entry: str) -> str:
    for field in ("title", "journal", "note", "metadatasource"):
        added = f"\n  {field} = {{{{{BARE}}}}},"
        entry = re.sub(rf"\n  {field}\s*=.*", lambda _, a=added: a, entry)
        if f"  {field} =" not in entry:
            entry += added
    given = f" <b>{re.sub('[,;]', '', BARE)}</b>"
    name = r"(author\s*= \{)([^,]+), "
    entry, found = re.subn(name, lambda m: f"{m[1]}{{{m[2]}{given}}}, ", entry, count=1)
    assert found
    return entry


def this_review(folder: Path) -> Path:
    return laid_in(copy_project(folder), EDITS, "Kruse2018")


def miniature(folder: Path) -> Path:
    project = Path(shutil.copytree(BASE, folder))
    (project / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    return laid_in(project, SMALL_EDITS, "Adler2001")


@pytest.mark.parametrize(
    ("hostile", "claim", "pages"),
    [
        (miniature, SMALL_CLAIM, 10),
        pytest.param(this_review, CLAIM, 20, marks=pytest.mark.full),
    ],
)
def test_nothing_runs_and_everything_shows(
    hostile: Callable[[Path], Path], claim: str, pages: int, tmp_path: Path, browser: Browser
) -> None:
    project = hostile(tmp_path / "hostile")
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    site = project / "site"
    paths = [
        path
        for path in addresses(site)
        if "onerror" in (site / file_of(path)).read_text(encoding="utf-8")
    ]
    assert len(paths) >= pages, "the payload stands on many pages"
    visited = drawn(paths, commit_of(PROJECT), 6) if in_small() else paths
    with served(site) as address, context(browser) as reader:
        page = reader.new_page()
        owned = harm(page, address, visited)
        page.goto(f"{address}claims/{claim}/")
        shown = page.locator("h1").inner_text()
        assert f"/claims/{claim}/" in pages_found(page, "onmouseover")
        assert page.evaluate("window.owned") is None
    assert not owned, "\n".join(owned)
    assert "<script>window.owned=1</script>" in shown
    assert "[go](javascript:owned=1) **bold** `code`" in shown


def harm(page: Page, address: str, paths: list[str]) -> list[str]:
    """Open pages; return what has run, was refused, became markup, or leads to a script."""
    found: list[str] = []
    page.on("dialog", lambda dialog: found.append(dialog.message))
    page.add_init_script(LISTEN)
    for path in paths:
        page.goto(address + path)
        # Nothing even tries: the content security policy has nothing to refuse.
        found += [f"{path}: {refused}" for refused in page.evaluate("window.refused")]
        if page.evaluate("window.owned") or page.locator("img[src=x], svg[onload]").count():
            found.append(path)
        protocols = page.eval_on_selector_all("a", "links => links.map((a) => a.protocol)")
        found += [f"{path}: {link}" for link in protocols if link not in ("http:", "https:", "")]
    return found
