"""What passes the check builds, and nothing is published that no page uses."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assembly import BASE, SITE_CONFIGURATION, assemble
from claimweave.disk import text_files as files
from claimweave.evidence.facts import Facts
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reference import Reference
from claimweave.rules import outcome
from claimweave.rules.checking import Report, check
from claimweave.rules.site_paths import OWN_FOLDERS, address_of, own_pages
from claimweave.site.building import build_site
from claimweave.site.pages import reference_pages
from claimweave.site.whole_site import render

STRICT = (
    SITE_CONFIGURATION.replace("plugins: [claimweave]", "plugins: [search, claimweave]")
    + """
strict: true
validation:
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
extra: {social_card: assets/named.svg}
"""
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'
HEADING = "# Soil\n\n"


def project(folder: Path, added: dict[str, str | bytes]) -> Path:
    """Lay files over the miniature review, which gets the settings of a strict site."""
    case = folder / "case"
    for path, content in {"mkdocs.yml": STRICT, **added}.items():
        file = case / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return assemble(case, folder / "project")


def checked(root: Path) -> Report:
    return check(read_review(root))


# What does not build is told, on its line

LINKS = {
    "a page that is not there": "nowhere.md",
    "a page as an address": "nowhere.html",
    "a folder": "nowhere/",
    "this folder": ".",
    "the folder above": "..",
    "a heading that is not there": "#nowhere",
    "a heading of another page": "index.md#nowhere",
    "a claim that is not woven there": "index.md#c-nowhere",
    "a place that the table has not": "index.md#T1.nowhere.at.all",
    "the root of the host": "/claims/",
    "a file beside docs/": "../mkdocs.yml",
    "a file above the project": "../../x.md",
    "a claim's address": "claims/nitrate-feeds-barley/",
    "a reference that is not there": "references/Nobody1999.md",
    "signs that are no text": "%ff%fe.md",
    "a sign of the end": "%00.md",
    "a long name": "a" * 5000 + ".md",
    "letters of another script": "é.md",
    "a backslash": "a\\b.md",
    "a colon": ":x",
    "an address with an open bracket": "http://[::1",
    "a host with an open bracket": "//[x",
    "the beginning that is no heading": "#top",
}


def dead(root: Path, target: str, page: str = "soil.md") -> list[str]:
    (root / "docs" / page).write_text(f"{HEADING}See [it]({target}).\n", encoding="utf-8")
    found = [d for d in checked(root).diagnostics if d.severity == "error"]
    assert {d.rule for d in found} <= {"dead-link"}
    assert all(d.span.line == 3 for d in found)
    return [d.message for d in found]


def test_each_link_that_leads_nowhere_is_told_on_its_line(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    assert [name for name, target in LINKS.items() if len(dead(root, target)) != 1] == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("README.md", "one address"),
        ("soil/README.md", "one address"),
        ("soil.md", "one address"),
        ("SOIL/index.md", "one address"),
        ("claims.md", "makes claims/"),
        ("data/claims.json/index.md", "makes data/"),
        ("downloads/README.md", "makes downloads.md"),
        ("404.html.md", "makes 404.html"),
        ("sitemap.xml.md", "makes sitemap.xml"),
        ("index.html.md", "called like a file"),
        ("assets/claimweave.css/index.md", "called like a file"),
        ("templates/soil.md", "passes over"),
    ],
)
def test_a_page_at_an_address_that_is_taken_is_told(tmp_path: Path, path: str, told: str) -> None:
    page = f"{HEADING}Soil holds water.\n"
    root = project(tmp_path, {"docs/soil/index.md": page, f"docs/{path}": page})
    found = [d for d in checked(root).diagnostics if d.severity == "error"]
    assert [d.rule for d in found] == ["address-taken"]
    assert told in found[0].message


def test_the_site_knows_what_it_makes_itself() -> None:
    review = read_review(BASE)
    made = {
        path
        for path in render(check(review))
        if path != "index.md" and not path.startswith(("schema/", "assets/"))
    }
    assert own_pages(Facts(review)) == made
    assert {path.partition("/")[0] for path in made if "/" in path} <= {*OWN_FOLDERS}


def test_a_page_lies_where_mkdocs_puts_it() -> None:
    paths = ("index.md", "a.md", "a/index.md", "a/README.md", "a/b.md", "notebooks/c.py", "d.txt")
    addresses = ["", "a", "a", "a", "a/b", "notebooks/c", "d.txt"]
    assert [address_of(path) for path in paths] == addresses


def test_broken_settings_of_the_site_are_told(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    for text in (b"- a\n", b"a: [\n", b"a: \xff\n", b"[" * 60_000, b"&a [*a]\n", b"\x00", b""):
        (root / "mkdocs.yml").write_bytes(text)
        found = [d for d in checked(root).diagnostics if d.severity == "error"]
        assert [(d.rule, d.span.path) for d in found] == [("invalid-navigation", "mkdocs.yml")]


# What has a place below docs/


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("soil.html", "could run in the browser"),
        ("soil.JS", "could run in the browser"),
        ("assets/extra.css", "could run in the browser"),
        ("feed.xml", "could run in the browser"),
        ("soil.md~", "this looks like soil.md under another name"),
        ("soil.md.orig", "this looks like soil.md under another name"),
        ("#soil.md#", "this looks like soil.md under another name"),
        ("soil.py", "another program has no place here"),
        ("soil.ipynb", 'files that end in ".ipynb"'),
        ("data.json", 'files that end in ".json"'),
        ("schema/x.json", 'files that end in ".json"'),
        ("CNAME", "files without an ending"),
        ("soil.MD", "this looks like soil.md under another name"),
        ("soil.svg~", "a copy that an editor has left"),
        ("#soil.svg#", "a copy that an editor has left"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, path: str, told: str) -> None:
    told_of = checked(project(tmp_path, {f"docs/{path}": "x\n"})).diagnostics
    found = [d for d in told_of if d.rule != "stale-schema"]  # a review with one has to have all
    assert [(d.rule, d.span.path) for d in found] == [("file-out-of-place", f"docs/{path}")]
    assert told in found[0].message
    assert found[0].help


@pytest.mark.parametrize("path", ["soil.md~", "soil.md.orig", "#soil.md#", "soil.MD"])
def test_a_copy_beside_its_page_is_told_as_one(tmp_path: Path, path: str) -> None:
    added: dict[str, str | bytes] = {f"docs/{path}": "x\n", "docs/soil.md": HEADING}
    told_of = checked(project(tmp_path, added)).diagnostics
    (found,) = [d for d in told_of if d.span.path == f"docs/{path}"]
    assert "this looks like a copy of soil.md" in found.message
    assert found.fix is None, "what lies there is not written over"


def test_what_is_used_cannot_be_told_while_a_page_cannot_be_read(tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/soil.svg": DRAWING, "docs/soil.md": "<b>Soil</b>\n"})
    assert {d.rule for d in checked(root).diagnostics} == {"markup-in-prose"}
    (root / "docs" / "soil.md").write_text("Soil\n", encoding="utf-8")
    assert {d.rule for d in checked(root).diagnostics} == {"unused-file"}


# What passes builds

ODD = {
    "docs/empty.md": "",
    "docs/blank.md": " \n\n",
    "docs/two-headings.md": "# A\n\n# B\n\n## A\n\n[x](#a_1)\n",
    "docs/setext.md": "A\n=\n\n[x](#a)\n",
    "docs/signs.md": '# &lt;b&gt; &amp; &#955;\n\n{{ 7*7 }} {% raw %} --8<-- "mkdocs.yml"\n',
    "docs/placeholder.md": f"{HEADING}What Markdown keeps aside is called wzxhzdk:0 in passing.\n",
    "docs/nested.md": f'{HEADING}!!! note "a"\n    !!! note\n        - x\n            - y\n',
    "docs/notes.md": f"{HEADING}a[^1] b[^2]\n\n[^1]: x[^2]\n[^2]: y[^1]\n",
    "docs/table.md": f"{HEADING}| a |\n|:-:|:-:|\n| [[nitrate-feeds-barley]] | c | d |\n",
    "docs/links.md": f"{HEADING}[a](index.md) [b](claims/nitrate-feeds-barley.md) [c](?q=x) [d]()"
    " [e](mailto:a@example.org) [f](http:) [g](index.md#c-nitrate-feeds-barley)"
    " [h](index.md#nitrate-and-yield) [i](soil/sand.md#deep) [j](data/claims.json)\n",
    "docs/blocks.md": f"{HEADING}[[!matrix]]\n\n[[!counts]]\n\n[[!synthesis]]\n\n[[!findings]]\n",
    "docs/soil/sand.md": f"{HEADING}## Deep\n\n![A field](../assets/shown.svg)\n",
    "docs/v1.2.md": f"{HEADING}A name with a dot.\n",
    "docs/assets/shown.svg": DRAWING,
    "docs/assets/named.svg": DRAWING,
    "docs/assets/lonely.svg": DRAWING,
    "docs/protocol.txt": "Nobody links to this.\n",
    "docs/notebooks/lonely.py": "raise SystemExit\n",
    "docs/schema/claim.schema.json": "{}\n",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with pages that are odd and pass, built strictly."""
    root = project(tmp_path_factory.mktemp("odd"), dict(ODD))
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    found = checked(root)
    assert [d.message for d in found.diagnostics if d.severity == "error"] == []
    build_site(root)
    return root


@pytest.mark.full
def test_odd_pages_that_pass_build_strictly(odd: Path) -> None:
    site = odd / "site"
    assert (site / "two-headings" / "index.html").is_file()
    assert "7*7" in (site / "signs" / "index.html").read_text(encoding="utf-8")


@pytest.mark.full
def test_nothing_that_no_page_uses_is_published(odd: Path) -> None:
    site = odd / "site"
    assert (site / "assets" / "shown.svg").is_file()
    assert (site / "assets" / "named.svg").is_file()
    told = {d.span.path for d in checked(odd).diagnostics if d.rule == "unused-file"}
    assert told == {"docs/assets/lonely.svg", "docs/protocol.txt", "docs/notebooks/lonely.py"}
    published = {path.name for path in site.rglob("*")}
    assert not published & {"lonely.svg", "protocol.txt", "lonely.py", "lonely"}
    # Editors may ask for the schemas: they are made anew, whatever lies in docs/schema.
    assert (site / "schema" / "claim.schema.json").stat().st_size > 1000


# More files than anybody reads


def test_a_folder_with_too_many_files_is_told_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, {f"docs/deep/{i}/a.md": f"[[nothing-{i}-{i}]]" for i in range(4)})
    monkeypatch.setattr(files, "MOST_FILES", {"claims": 100, "docs": 10})
    assert checked(root).errors == 4
    monkeypatch.setattr(files, "MOST_FILES", {"claims": 100, "docs": 9})
    found = checked(root)
    assert [(d.rule, d.span.path, d.severity) for d in found.diagnostics] == [
        ("file-out-of-place", "docs", "error")
    ]
    assert all(count.skipped for rule, count in found.counts.items() if rule != "file-out-of-place")


def test_a_rule_lists_what_somebody_will_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, {"docs/soil.md": "".join(f"[[x{i}]]\n" for i in range(9))})
    monkeypatch.setattr(outcome, "MOST_LISTED", 4)
    found = [d.message for d in checked(root).diagnostics]
    assert len(found) == 5
    assert "5 more of this kind, from this file on, are not listed" in found


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("http://[::1", ("", "http://[::1")),
        ("https://[x]/a", ("", "https://[x]/a")),
        ("https://", ("", "https://")),
        ("http://example.org/a", ("http://example.org/a", "example.org")),
        ("http://[::1]/a", ("http://[::1]/a", "::1")),
        ("a library", ("", "a library")),
    ],
)
def test_where_a_record_was_seen_is_a_link_only_where_it_is_an_address(
    place: str, shown: tuple[str, str]
) -> None:
    fields = {"metadatasource": place}
    reference = Reference.of(BibtexEntry("misc", "a", fields, {}, 1))
    assert reference_pages.seen_at(reference) == [shown]
