"""The built site: whole, linked, quiet towards other hosts, and never half-replaced."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import copy_project, run_build

from assembly import BASE, SITE_CONFIGURATION
from claimweave.addresses.links import claim_page, reference_page, rule_page, url_of
from claimweave.evidence.base import EvidenceBase
from claimweave.rules.registry import RULES
from loaded_command import run_loaded
from site_links import LinkedPage, broken_links
from site_survey import Survey, file_of


@pytest.fixture(scope="module")
def documents(survey: Survey) -> dict[str, LinkedPage]:
    return {file_of(page): links for page, links in survey.linked.items()}


def test_each_claim_reference_and_rule_has_a_page(site: Path, base: EvidenceBase) -> None:
    pages = [claim_page(c) for c in base.review.claims]
    pages += [reference_page(r) for r in base.review.references]
    pages += [rule_page(r) for r in RULES]
    missing = [p for p in pages if not (site / unquote(url_of(p)) / "index.html").is_file()]
    assert pages
    assert missing == []


def test_every_internal_link_leads_somewhere(site: Path, documents: dict[str, LinkedPage]) -> None:
    assert len(documents) > 300
    assert broken_links(site, documents) == []


def test_no_page_loads_anything_from_another_host(documents: dict[str, LinkedPage]) -> None:
    foreign = [
        (page, resource)
        for page, document in documents.items()
        for resource in document.resources
        if urlsplit(resource).netloc
    ]
    assert foreign == []


def test_stylesheets_load_nothing_from_another_host(site: Path) -> None:
    for path in site.rglob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
            assert not address.strip("'\"").startswith(("http:", "https:", "//")), path


def test_ids_are_unique_on_each_page(documents: dict[str, LinkedPage]) -> None:
    doubled = {
        page: sorted({i for i in document.ids if document.ids.count(i) > 1})
        for page, document in documents.items()
        if len(set(document.ids)) < len(document.ids)
    }
    assert doubled == {}


def test_a_local_build_invents_no_address(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in text
    assert "github" not in text.lower()


def test_search_finds_claims_references_and_rules(site: Path, base: EvidenceBase) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].split("#")[0] for entry in index["docs"]}
    for path in (*map(claim_page, base.review.claims), *map(rule_page, RULES)):
        assert unquote(url_of(path)) in places
    assert "Järventausta" in " ".join(entry["text"] for entry in index["docs"])


# The published data.


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_published_data_are_those_that_are_tested(
    site: Path, woven: Mapping[str, str | bytes]
) -> None:
    """What they hold is tested where they are made: test_data_files.py."""
    data = {path: content for path, content in woven.items() if path.startswith("data/")}
    assert {p.relative_to(site).as_posix() for p in (site / "data").iterdir()} == set(data)
    for path, content in data.items():
        raw = content if isinstance(content, bytes) else content.encode()
        assert (site / path).read_bytes() == raw, path


def test_the_table_page_shows_what_the_data_say(site: Path) -> None:
    page = (site / "table-1" / "index.html").read_text(encoding="utf-8")
    cells = dict(re.findall(r'<td[^>]*id="(T1[^"]*)">(.*?)</td>', page, re.DOTALL))
    for row in rows(site / "data" / "table-1.csv"):
        cell = cells[f"T1.{row['treatment']}.{row['relation']}.{row['marker']}"]
        assert f"[{row['number']}]" in cell
    assert len(re.findall(r"<li>", "".join(cells.values()))) == 44


# A failed check or build leaves the last good site alone.


def files(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def test_a_failed_check_leaves_the_site(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("the last good one", encoding="utf-8")
    victim = next((folder / "claims" / "3-2-ect").glob("*.yml"))
    victim.write_text(victim.read_text(encoding="utf-8").replace("kind:", "knd:"), encoding="utf-8")
    result = run_build(folder)
    assert result.returncode == 1
    assert 'unknown field "knd"' in result.stdout
    assert list(files(folder / "site")) == [("index.html", len("the last good one"))]


def test_a_failed_build_leaves_the_site(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    (folder / "mkdocs.yml").write_text(SITE_CONFIGURATION, encoding="utf-8")
    done = run_loaded("--project", str(folder), "build")
    assert done.returncode == 0, "without the dead link it builds"
    shutil.rmtree(folder / "site")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("the last good one", encoding="utf-8")
    page = folder / "docs" / "more.md"
    page.write_text("# More\n\n[gone](no-such-page.md)\n", encoding="utf-8")
    result = run_loaded("--project", str(folder), "build")
    assert result.returncode == 1, result.stdout
    assert "last good site is untouched" in result.stderr
    assert list(files(folder / "site")) == [("index.html", len("the last good one"))]
    assert not list(folder.glob(".site-*"))


def test_render_writes_into_an_empty_folder_only(tmp_path: Path) -> None:
    from claimweave.commands.command_line import main

    target = tmp_path / "out"
    assert main(["--project", str(BASE), "render", str(target)]) == 0
    before = list(files(target))
    assert "data/claims.json" in {name for name, _ in before}
    assert main(["--project", str(BASE), "render", str(target)]) == 2
    assert list(files(target)) == before
