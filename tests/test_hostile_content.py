"""What strangers write is shown as text: no field of a claim or an entry becomes markup."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import served
from conftest import copy_project, run_build
from policy_walk import LISTEN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

PAYLOAD = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1> [go](javascript:owned=1) "
    "**bold** `code` | {{ 7*7 }} {% raw %} ]]> --> </textarea></title><svg/onload=owned=1> &amp; "
    "\"' onmouseover=owned=1 x=\\"
)
YAML_PAYLOAD = "'" + PAYLOAD.replace("'", "''") + "'"
CLAIM = "ect-il6-predicts-response"


def hostile_project(folder: Path) -> Path:
    """Put the payload into each text field that the project's form allows."""
    project = copy_project(folder)
    claim = project / "claims" / "table-1" / f"{CLAIM}.yml"
    text = claim.read_text(encoding="utf-8")
    text = re.sub(r"^claim: .*$", lambda _: f"claim: {YAML_PAYLOAD}", text, flags=re.MULTILINE)
    text = re.sub(r"(    at: \[T1\.ect\.predictor\.IL-6\])",
                  lambda m: f"{m.group(1)}\n    note: {YAML_PAYLOAD}", text)  # fmt: skip
    claim.write_text(f"{text}\nnote: {YAML_PAYLOAD}\n", encoding="utf-8")
    sheet = project / "claims" / "_studies" / "Kruse2018.yml"
    text = re.sub(r"^(population|limits): .*$", lambda m: f"{m.group(1)}: {YAML_PAYLOAD}",
                  sheet.read_text(encoding="utf-8"), flags=re.MULTILINE)  # fmt: skip
    sheet.write_text(re.sub(r"says: .*\}$", lambda _: f"says: {YAML_PAYLOAD}}}", text,
                            flags=re.MULTILINE), encoding="utf-8")  # fmt: skip
    check = (
        project / "claims" / "4-conclusion" / "supporting-studies-clearly-prevail-ect-ketamine.yml"
    )
    text = re.sub(r"^  note: .*$", lambda _: f"  note: {YAML_PAYLOAD}",
                  check.read_text(encoding="utf-8"), flags=re.MULTILINE)  # fmt: skip
    check.write_text(text, encoding="utf-8")
    bib = project / "bibliography.bib"
    bare = PAYLOAD.replace("{{ 7*7 }} {% raw %}", "").replace("\\", "")
    text = bib.read_text(encoding="utf-8")
    start = text.index("@article{Kruse2018")
    end = text.index("\n}", start)
    entry = text[start:end]
    for field in ("title", "journal", "note", "metadatasource"):
        added = f"\n  {field} = {{{{{bare}}}}},"
        entry = re.sub(rf"\n  {field}\s*=.*", lambda _, a=added: a, entry)
        if f"  {field} =" not in entry:
            entry += added
    entry = entry.replace("Kruse, ", f"Kruse <b>{bare.replace(',', '')}</b>, ", 1)
    bib.write_text(text[:start] + entry + text[end:], encoding="utf-8")
    ledger = project / "claims" / "_review"
    vocabulary = ledger / "vocabulary.yml"
    text = vocabulary.read_text(encoding="utf-8").replace(
        "        label: IL-6\n", f"        label: {YAML_PAYLOAD}\n", 1
    )
    vocabulary.write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    result = run_build(hostile_project(folder))
    assert result.returncode == 0, result.stdout + result.stderr
    yield folder / "site"
    shutil.rmtree(folder)


def test_nothing_runs_and_everything_shows(hostile_site: Path, browser: Browser) -> None:
    paths = [p.relative_to(hostile_site).as_posix() for p in hostile_site.rglob("*.html")
             if "onerror" in p.read_text(encoding="utf-8")]  # fmt: skip
    assert len(paths) > 10, "the payload stands on many pages"
    owned = []
    with served(hostile_site) as address, browser.new_context() as context:
        page = context.new_page()
        page.on("dialog", lambda d: owned.append(d.message))
        page.add_init_script(LISTEN)
        for path in paths:
            page.goto(address + path.removesuffix("index.html"))
            # Nothing even tries: the content security policy has nothing to refuse.
            owned += [f"{path}: {refused}" for refused in page.evaluate("window.refused")]
            if page.evaluate("window.owned") or page.locator("img[src=x], svg[onload]").count():
                owned.append(path)
            owned += [
                f"{path}: {link}"
                for link in page.eval_on_selector_all("a", "e => e.map(a => a.protocol)")
                if link not in ("http:", "https:", "")
            ]
        page.goto(f"{address}claims/{CLAIM}/")
        shown = page.locator("h1").inner_text()
        page.keyboard.press("f")
        page.keyboard.type("onmouseover")
        page.wait_for_selector(".md-search-result__item", timeout=10_000)
        if page.evaluate("window.owned"):
            owned.append("search")
    assert not owned, "\n".join(owned)
    assert "<script>window.owned=1</script>" in shown
    assert "[go](javascript:owned=1) **bold** `code`" in shown
