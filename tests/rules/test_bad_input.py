"""Files of strangers, however broken: a diagnostic at the right line, and never a traceback."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from markdown import markdown
from mkdocs.config.defaults import MkDocsConfig

from assembly import BASE, check_in_process, edited, run_command
from claimweave.rules import markup
from fuzzing.danger import dangers

if TYPE_CHECKING:
    from collections.abc import Callable

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
TESTS_PAY = "claims/2-conclusion/soil-tests-pay.yml"
CELL = "claims/table-1/barley-nitrate.yml"
EXTRA = "claims/1-fields/extra.yml"
SHEET = "claims/_studies/Adler2001.yml"
REVIEW = "claims/_review/review.yml"
VOCABULARY = "claims/_review/vocabulary.yml"
SENTENCES = "claims/_review/sentences.yml"
TABLE = "claims/_review/table-1.yml"
BIBLIOGRAPHY = "bibliography.bib"
PAGE = "docs/index.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "project"))


def write(project: Path, path: str, content: bytes | str) -> None:
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())


def faults(project: Path) -> list[str]:
    """Check, and return `path:line:column: rule` of each diagnostic; nothing else is said."""
    result = check_in_process(project)
    assert result.stderr == ""
    assert result.status == (1 if result.diagnostics else 0)
    return [f"{d['path']}:{d['line']}:{d['column']}: {d['rule']}" for d in result.diagnostics]


def rules_found(project: Path) -> set[str]:
    """Check, and return the rules that found something."""
    return {fault.rpartition(": ")[2] for fault in faults(project)}


BOMB = "\n".join(["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40))])


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param("", "1:1", id="empty"),
        pytest.param("# nothing yet\n", "1:1", id="comment-only"),
        pytest.param("null\n", "1:1", id="null"),
        pytest.param("a" * 10_000_000, "1:1", id="10-mb"),
        pytest.param(b"claim: so\nkind: \xe9ffet\n", "2:7", id="latin-1"),
        pytest.param("claim: so\n".encode("utf-16"), "1:1", id="utf-16"),
        pytest.param(b"claim: so\nnote: a\x00b\n", "2:8", id="nul-byte"),
        pytest.param("claim: so\nnote: a\x1b[31mb\n", "2:8", id="escape"),
        pytest.param('claim: "so\nkind: effect\n', "1:8", id="open-quote"),
        pytest.param("claim: 'so\nkind: effect\n", "1:8", id="open-single-quote"),
        pytest.param("claim: so\nevidence:\n\t- cites: A\n", "3:1", id="tab"),
        pytest.param("claim: @so\n", "1:8", id="leading-sign"),
        pytest.param("claim: so: it is\n", "1:10", id="colon-in-text"),
        pytest.param("claim: so\n...\n---\nclaim: no\n", "3:1", id="two-documents"),
        pytest.param("claim: !!python/object/apply:os.system [ls]\n", "1:8", id="python-tag"),
        pytest.param("claim: !so on\n", "1:8", id="own-tag"),
        pytest.param(BOMB, "1:5", id="alias-bomb"),
        pytest.param("<<: &a {claim: so}\n", "1:5", id="merge-key"),
        pytest.param("[a, b]: c\n", "1:1", id="list-as-key"),
        pytest.param("claim: " + "[" * 10_000, "1:27", id="deep-open"),
        pytest.param("claim: " + "[" * 10_000 + "]" * 10_000, "1:27", id="deep"),
        pytest.param("claim: " + "{a: " * 10_000, "1:84", id="deep-mappings-open"),
        pytest.param(
            "claim: " + "[a," * 10_000 + "]" * 10_000,
            "1:65",
            id="deep-with-items",
        ),
        pytest.param(
            "claim: " + "{a: " * 9_000 + "}" * 9_000,
            "1:84",
            id="deep-mappings",
        ),
        pytest.param(
            "claim: so\nnote: a\u0085b\nkind: effect\n",
            "2:8",
            id="next-line-sign",
        ),
        pytest.param(
            "claim: so\nnote: a\x80b\n",
            "2:8",
            id="c1-control",
        ),
        pytest.param(
            "claim: so\nnote: a\ufffeb\n",
            "2:8",
            id="no-character",
        ),
    ],
)
def test_a_claim_file_that_cannot_be_read(project: Path, content: bytes | str, place: str) -> None:
    write(project, EXTRA, content)
    assert faults(project) == [f"{EXTRA}:{place}: invalid-yaml"]


@pytest.mark.parametrize("content", ["so\n", "- so\n", "3\n", '"so"\n'], ids=repr)
def test_a_claim_file_without_fields(project: Path, content: str) -> None:
    write(project, EXTRA, content)
    assert faults(project) == [f"{EXTRA}:1:1: invalid-claim"]


def test_a_control_character_in_disguise(project: Path) -> None:
    edited(project, BARLEY, "claim: Barley yields", 'note: "a\\0b\\e[31m"\nclaim: Barley yields')
    assert faults(project) == [f"{BARLEY}:1:7: invalid-yaml"]


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(Path.mkdir, id="folder"),
        pytest.param(link("nowhere.yml"), id="dangling-link"),
        pytest.param(link("/etc/hostname"), id="link-out-of-the-project"),
        pytest.param(link("../../../outside.yml"), id="relative-link-out-of-the-project"),
        pytest.param(
            link("extra.yml"),
            id="link-to-itself",
        ),
    ],
)
def test_what_is_no_file(project: Path, make: Callable[[Path], None]) -> None:
    (project.parent / "outside.yml").write_text("secret: true\n", encoding="utf-8")
    make(project / EXTRA)
    assert faults(project) == [f"{EXTRA}:1:1: invalid-yaml"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("docs/more", "docs/more", id="docs"),
        pytest.param("claims/3-more", "claims/3-more", id="claims"),
    ],
)
def test_a_linked_folder(project: Path, name: str, path: str) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (project / name).symlink_to(outside)
    assert [fault.split(":")[0] for fault in faults(project)] == [path]


@pytest.mark.parametrize("name", ["docs", "claims/_studies"])
def test_a_folder_linked_out_of_the_project(project: Path, name: str) -> None:
    (project / name).rename(project.parent / "outside")
    (project / name).symlink_to(project.parent / "outside")
    assert f"{name}:1:1" in {fault.rpartition(":")[0] for fault in faults(project)}


def test_a_page_that_is_no_text(project: Path) -> None:
    write(project, "docs/bytes.md", b"# \xff\xfe\n")
    write(project, "docs/large.md", "a" * 70_000)
    write(project, "docs/folder.md/notes.txt", "")
    (project / "docs/link.md").symlink_to("nowhere.md")
    assert faults(project) == [
        "docs/bytes.md:1:3: invalid-page",
        "docs/folder.md:1:1: invalid-page",
        "docs/large.md:1:1: invalid-page",
        "docs/link.md:1:1: invalid-page",
    ]


def test_names_that_no_one_expects(project: Path) -> None:
    names = [b"new\nline.md", b"bytes-\xff.md", "right-to-left-\u202e.md".encode(), b"a,b:c%.md"]
    for name in names:
        Path(os.fsdecode(os.fsencode(project / "docs") + b"/" + name)).write_text(
            "# A page\n", encoding="utf-8"
        )
    for form in ("text", "json", "github"):
        result = run_command(project, "check", "--format", form)
        assert (result.returncode, result.stderr) == (1, "")
        assert form == "github" or "\u202e" not in result.stdout
        assert result.stdout.count("cannot be part of an address") >= len(names)


# The bibliography


def test_an_open_brace_hides_no_other_entry(project: Path) -> None:
    edited(project, BIBLIOGRAPHY, "yield of barley},", "yield of barley,")
    found = faults(project)
    assert f"{BIBLIOGRAPHY}:9:11: invalid-bibtex" in found
    assert "unknown-reference" not in " ".join(found)
    assert "Brandt2005" not in " ".join(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("yield of barley},", "yield of barley,", id="open-brace"),
        pytest.param("year = {2001},", "year = {2001},\n  year = {2002},", id="field-twice"),
    ],
)
def test_a_broken_entry_accuses_nothing_else(project: Path, old: str, new: str) -> None:
    edited(project, BIBLIOGRAPHY, old, new)
    assert {fault.split(": ")[1] for fault in faults(project)} == {"invalid-bibtex"}


@pytest.mark.parametrize(
    "content", [None, b"", b"@misc{\xe9,\n}\n"], ids=["no", "empty", "latin-1"]
)
def test_a_bibliography_that_says_nothing(project: Path, content: bytes | None) -> None:
    (project / BIBLIOGRAPHY).unlink()
    if content is not None:
        write(project, BIBLIOGRAPHY, content)
    rule = "duplicate-reference" if content == b"" else "invalid-bibtex"
    assert rule in {fault.split(": ")[1] for fault in faults(project)}


def test_a_missing_bibliography_accuses_nothing_else(project: Path) -> None:
    (project / BIBLIOGRAPHY).unlink()
    assert faults(project) == [f"{BIBLIOGRAPHY}:1:1: invalid-bibtex"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "note = {The list", "note = {" + "{" * 5_000 + "}" * 5_000 + "The list", id="deep"
        ),
        pytest.param("note = {The list", "note = {a\n@b The list", id="sign-at-line-start"),
        pytest.param("@misc{Ref3", '@string{x = {y}}\n@preamble{"z"}\n@misc{Ref3', id="strings"),
        pytest.param("@misc{Ref3", "@misc{" * 500 + "\n@misc{Ref3", id="heads"),
        pytest.param("@misc{Ref3,", "@misc{../../Ref3,", id="key-with-slashes"),
        pytest.param("@misc{Ref3,", "@misc{<script>,", id="key-with-markup"),
        pytest.param(
            "year = {2005}",
            f"year = {{{'1' * 30}}}",
            id="year-of-30-digits",
        ),
        pytest.param(
            "year = {2005}",
            f"year = {{{'1' * 5_000}}}",
            id="year-of-5000-digits",
        ),
        pytest.param(
            "@misc{Ref3",
            f"@misc{{Ref{'3' * 5_000}",
            id="key-of-5000-digits",
        ),
    ],
)
def test_odd_bibtex(project: Path, old: str, new: str) -> None:
    edited(project, BIBLIOGRAPHY, old, new)
    rules_found(project)


def test_odd_latex_reads_no_file_and_is_told(project: Path) -> None:
    new = r"note = {\input{/etc/passwd} $\frac{1}$ The list"
    edited(project, BIBLIOGRAPHY, "note = {The list", new)
    result = check_in_process(project)
    assert (result.status, result.stderr) == (0, "")
    assert [d["rule"] for d in result.diagnostics] == ["misread-entry"]
    assert r"\input{/etc/passwd}, $\frac{1}$ has no plain form" in result.text


# The ledger


@pytest.mark.parametrize("path", [REVIEW, VOCABULARY, SENTENCES, TABLE])
def test_a_missing_ledger_file(project: Path, path: str) -> None:
    (project / path).unlink()
    rule = "invalid-ledger" if path == TABLE else "invalid-yaml"
    assert f"{path}:1:1: {rule}" in faults(project)


@pytest.mark.parametrize("path", [REVIEW, VOCABULARY, SENTENCES, TABLE])
def test_a_broken_ledger_file(project: Path, path: str) -> None:
    write(project, path, "title: {\n")
    assert f"{path}:1:8: invalid-yaml" in faults(project)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(VOCABULARY, id="vocabulary"),
        pytest.param(TABLE, id="table"),
        pytest.param(REVIEW, id="review"),
        pytest.param(SENTENCES, id="sentences"),
    ],
)
def test_a_broken_ledger_file_accuses_nothing_else(project: Path, path: str) -> None:
    write(project, path, "title: {\n")
    assert faults(project) == [f"{path}:1:8: invalid-yaml"]


def test_a_broken_file_makes_no_exemption_needless(project: Path) -> None:
    exemption = "exemptions:\n  sentence-not-encoded:\n    S2.p1.s2: It comes later.\n"
    write(project, "claims/_review/exemptions.yml", exemption)
    write(project, SENTENCES, b"\xff")
    assert faults(project) == [f"{SENTENCES}:1:1: invalid-yaml"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(VOCABULARY, "axes:\n", "axes:\n  claim: {label: C, terms: {}}\n", id="claim"),
        pytest.param(VOCABULARY, "axes:\n", "axes:\n  Key: {label: C, terms: {}}\n", id="key"),
        pytest.param(VOCABULARY, "axes:\n", "axes:\n  'a\"b': {label: C, terms: {}}\n", id="quote"),
        pytest.param(REVIEW, "columns: nutrient", "columns: crop", id="one-axis-twice"),
    ],
)
def test_axes_that_make_no_table(project: Path, path: str, old: str, new: str) -> None:
    edited(project, path, old, new)
    assert "invalid-ledger" in rules_found(project)


def test_a_ledger_of_countless_levels(project: Path) -> None:
    write(project, SENTENCES, "sentences: " + "[a," * 100_000)
    assert f"{SENTENCES}:1:" in faults(project)[0]


# Many at once


def test_every_broken_file_is_reported(project: Path) -> None:
    write(project, "claims/1-fields/a.yml", 'claim: "so\n')
    write(project, "claims/1-fields/b.yml", b"\xff")
    write(project, "claims/1-fields/c.yml", "")
    write(project, "claims/2-conclusion/d.yml", "claim: so\nkind: effect\nidea: so\n")
    write(project, "claims/_studies/e.yml", "[")
    write(project, "claims/_studies/f.yml", "design: survey\n")
    write(project, VOCABULARY, "axes: {\n")
    write(project, TABLE, "entries: 3\n")
    write(project, "docs/g.md", b"\xff")
    edited(project, BIBLIOGRAPHY, "year = {2001},", "year = {2001,")
    expected = {
        "claims/1-fields/a.yml:1:8: invalid-yaml",
        "claims/1-fields/b.yml:1:1: invalid-yaml",
        "claims/1-fields/c.yml:1:1: invalid-yaml",
        "claims/2-conclusion/d.yml:3:1: invalid-claim",
        "claims/_studies/f.yml:1:1: invalid-study",
        f"{VOCABULARY}:1:7: invalid-yaml",
        f"{TABLE}:1:1: invalid-ledger",
        "docs/g.md:1:1: invalid-page",
        f"{BIBLIOGRAPHY}:10:10: invalid-bibtex",
    }
    found = faults(project)
    assert expected - set(found) == set()
    assert "claims/_studies/e.yml: invalid-yaml" in {f"{f.split(':')[0]}:{f[-13:]}" for f in found}


def test_a_broken_claim_does_not_accuse_what_it_names(project: Path) -> None:
    edited(project, BARLEY, "kind: association", "kind: idea")
    assert faults(project) == [f"{BARLEY}:2:7: invalid-claim"]


def test_an_undecodable_claim_does_not_accuse_its_sentence(project: Path) -> None:
    (project / BARLEY).write_bytes((project / BARLEY).read_bytes() + b"note: \xff\n")
    assert faults(project) == [f"{BARLEY}:9:7: invalid-yaml"]


@pytest.mark.parametrize("folder", ["claims/1-fields", "claims/_studies", "docs"])
def test_a_folder_that_is_gone(project: Path, folder: str) -> None:
    shutil.rmtree(project / folder)
    found = rules_found(project)
    assert bool(found) == (folder != "claims/_studies")


# Markup

CHECK = "SELECT supports > contradicts FROM cells WHERE crop = 'barley'"
SCRIPT = "<script>alert(1)</script>"
LINK = "javascript:alert(1)"
TEXTS = [
    (BARLEY, "Barley yields more", "{} Barley yields more"),
    (BARLEY, "kind: association", "kind: association\nnote: '{}'"),
    (BARLEY, "at: [S1.p1.s1]", "at: [S1.p1.s1]\n    note: '{}'"),
    (BARLEY, "cites: Adler2001", "cites: '{}'"),
    (BARLEY, "asserted: [S1.p1.s1]", "asserted: ['S{}']"),
    (BARLEY, "crop: barley", "crop: '{}'"),
    (BARLEY, "crop: barley", "'{}': barley"),
    (TESTS_PAY, "verdict: holds", "verdict: holds\n  note: '{}'"),
    (TESTS_PAY, CHECK, "SELECT '{}'"),
    (TESTS_PAY, "nitrate-feeds-barley, beans", "'{}', beans"),
    (SHEET, "plots of one farm", "'{}'"),
    (SHEET, "read: abstract", "read: abstract\nlimits: '{}'"),
    (SHEET, "read: abstract", "read: abstract\ncohort: '{}'"),
    (SHEET, "https://doi.org/10.1000/barley", "'{}'"),
    (SHEET, "Plots with more", "{} Plots with more"),
    (REVIEW, "field crops", "'{}'"),
    (REVIEW, "Predictor of yield", "'{}'"),
    (REVIEW, "title: Fields", "title: '{}'"),
    (REVIEW, "folder: 1-fields", "folder: '{}'"),
    (REVIEW, "locator: T1", "locator: '{}'"),
    (VOCABULARY, "label: Nutrient", "label: '{}'"),
    (VOCABULARY, "[NO3]", "['{}']"),
    (VOCABULARY, "phosphate:", "'{}':"),
    (SENTENCES, "Points to the next part.", "'{}'"),
    (SENTENCES, "S2.p1.s1:", "'S{}':"),
    (TABLE, "author: Adler", "author: '{}'"),
    (BIBLIOGRAPHY, "Adler, Ida", "{}"),
    (BIBLIOGRAPHY, "Beans on poor and on rich soil", "{}"),
    (BIBLIOGRAPHY, "https://example.org/adler", "{}"),
    (BIBLIOGRAPHY, "10.1000/barley", "10.1000/{}"),
    (BIBLIOGRAPHY, "year = {2005}", "year = {{{}}},\n  url = {{{}}}"),
    (BIBLIOGRAPHY, "@misc{Ref3", "@misc{{{}"),
    (PAGE, "# Nitrate and yield", "# {}"),
    (PAGE, "[[!table]]", "[[{}]]"),
]


def with_text(template: str, text: str) -> str:
    return template.replace("{}", text).replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize(("path", "old", "new"), TEXTS)
def test_markup_in_any_text_is_text(project: Path, path: str, old: str, new: str) -> None:
    clean = (project / path).read_text(encoding="utf-8")
    for text in (SCRIPT, LINK):
        edited(project, path, old, with_text(new, text))
        rules_found(project)
        (project / path).write_text(clean, encoding="utf-8")


EXTENSIONS = list(markup.EXTENSIONS)


class _PlainLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without what only MkDocs knows."""


_PlainLoader.add_multi_constructor("!", lambda *_: None)


def test_pages_are_judged_with_the_extensions_of_the_site() -> None:
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.load(text, _PlainLoader)["markdown_extensions"]  # noqa: S506 - a safe loader
    own = [next(iter(item)) if isinstance(item, dict) else item for item in listed]
    assert set(markup.EXTENSIONS) == {*own, *MkDocsConfig.markdown_extensions.builtins}
    toc = next(item["toc"] for item in listed if isinstance(item, dict) and "toc" in item)
    assert toc == markup.TOC


def test_no_markup_reaches_a_page(project: Path, tmp_path: Path) -> None:
    poison = f"{SCRIPT} [x]({LINK}) {{: onclick={LINK}"
    broken = f'"{SCRIPT}\\n\\n[x]({LINK})\\n\\n{SCRIPT}\\n"'
    for path, old, text in (
        (BARLEY, "Barley yields more where the soil holds more nitrate before sowing.", broken),
        (TESTS_PAY, "claim: A soil test before sowing pays for barley only.", f"claim: '{poison}'"),
        (TESTS_PAY, "says: A soil test before sowing pays for barley only.", f"says: {broken}"),
        (SHEET, "plots of one farm", broken),
        (SHEET, "Plots with more nitrate before sowing gave more barley.", broken),
        (REVIEW, "Nitrate in the soil and the yield of two crops", broken),
        (REVIEW, "field crops", f"'{poison}'"),
        (REVIEW, "Fields", broken),
        (REVIEW, "Predictor of yield", broken),
        (VOCABULARY, "Nutrient", f"'{poison}'"),
        (VOCABULARY, "Barley", broken),
        (VOCABULARY, "Level before sowing", broken),
        (VOCABULARY, "Field trial", broken),
        (SENTENCES, "Points to the next part.", broken),
        (BIBLIOGRAPHY, "Beans on poor and on rich soil", poison),
        (BIBLIOGRAPHY, "Its own title and authors were not available.", poison),
        (BIBLIOGRAPHY, "Adler, Ida", f"Adler, {poison}"),
        (BARLEY, "at: [S1.p1.s1]", f"at: [S1.p1.s1]\n    note: {broken}"),
        (TESTS_PAY, "verdict: holds", f"verdict: holds\n  note: {broken}"),
    ):
        edited(project, path, old, text.replace("{:", ":") if path == BIBLIOGRAPHY else text)
    result = run_command(project, "render", str(tmp_path / "pages"))
    assert result.returncode == 0, result.stdout + result.stderr
    pages = [*tmp_path.glob("pages/**/*.md"), *tmp_path.glob("pages/**/*.html")]
    assert len(pages) > 5
    for page in pages:
        text = re.sub(r"\A---\n(?s:.*?)\n---\n", "", page.read_text(encoding="utf-8"))
        assert dangers(markdown(text, extensions=EXTENSIONS)) == [], page


EVIL = "https://evil.example/x.png"


@pytest.mark.parametrize(
    "prose",
    [
        SCRIPT,
        "<ScRiPt src=x>",
        "<img src=x onerror=alert(1)>",
        "<b>bold</b>",
        "<!-- no end <b>",
        f"[x]({LINK})",
        f"[x](<{LINK}>)",
        "[x]( JavaScript:alert(1))",
        "[x](vbscript:x)",
        "<\u017f>",  # to a pattern that heeds no case a long s is a letter of ours
        "[x](java\u017fcript:x)",
        "[x](data:text/html,x)",
        f"[x][r]\n\n[r]: {LINK}",
        f"[r]:\n   {LINK}\n\n[x][r]",
        f"a[^1]\n\n[^1]: [x]({LINK})",
        f"![x]({EVIL})",
        "![x](//evil.example/x.png)",
        "![x](\nhttps://evil.example/x.png)",
        '[x](y.md){: onclick="alert(1)" }',
        f"<a href='{LINK}'>",
        "````\n```\n````\n<b>after the fence</b>",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x][r]\n\n[r]: &#106;avascript:alert(1)",
        f"> [r]: {LINK}\n\n[x][r]",
        f'[x](y.md){{: href="{LINK}" }}',
        f'[x](y.md){{href="{LINK}"}}',
        '[x](y.md){onclick="alert(1)"}',
        "## Heading {onclick=alert(1)}",
        '[x](y.md){: style="position:fixed;inset:0" }',
        f'![x](a.png){{: src="{EVIL}" }}',
        f"![x][r]\n\n[r]: {EVIL}",
        f"![a [b] c]({EVIL})",
        f"![a\nb]({EVIL})",
        "![x](http&#115;://evil.example/x.png)",
        "![x](/\\evil.example/x.png)",
        "[x](\x01javascript:alert(1))",
        f"\\`{SCRIPT}\\`",
        f"<!--> {SCRIPT} -->",
        f"<!---> {SCRIPT} -->",
        "`<!--` <img src=x onerror=alert(1)> `-->`",
        f"``` a`b\n{SCRIPT}\n```",
        f'~~~ {{.x y=" \n{SCRIPT}\n~~~',
    ],
)
def test_markup_in_prose_is_seen(project: Path, prose: str) -> None:
    edited(project, PAGE, "For the table, see below.", f"Before.\n\n{prose}\n\nAfter.")
    assert "markup-in-prose" in rules_found(project)


@pytest.mark.parametrize(
    "path",
    [
        "docs/more.markdown",
        "docs/more.mkd",
        "docs/more.html",
        "docs/assets/x.md",
        "docs/schema/x.md",
    ],
)
def test_no_other_file_of_docs_carries_markup(project: Path, path: str) -> None:
    write(project, path, f"{SCRIPT}\n")
    assert rules_found(project)


@pytest.mark.parametrize(
    ("top", "rules"),
    [
        ("---\ntitle: Soil\nhide: [toc]\nsearch: {exclude: true}\n---\n", set()),
        ("---\ntemplate: 404.html\n---\n", {"markup-in-prose"}),
        ("---\ntitle: 'a {{ b }}'\n---\n", {"markup-in-prose"}),
        ("---\ntitle: [\n---\n", {"markup-in-prose"}),
        ("template: 404.html\n\n", {"markup-in-prose"}),
    ],
)
def test_settings_at_the_top_of_a_page(project: Path, top: str, rules: set[str]) -> None:
    edited(project, PAGE, "# Nitrate and yield", f"{top}# Nitrate and yield")
    assert rules_found(project) == rules


# Time


def padded(text: str) -> str:
    return text[:64_000]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param(PAGE, padded("`" * 64_000), id="backticks"),
        pytest.param(PAGE, padded("```a\n" * 13_000), id="fences"),
        pytest.param(PAGE, padded("<!--" * 16_000), id="comments"),
        pytest.param(PAGE, padded("{:" * 32_000), id="braces"),
        pytest.param(PAGE, padded("](" + " " * 64_000), id="blanks"),
        pytest.param(PAGE, padded("![" * 32_000), id="images"),
        pytest.param(PAGE, padded("\n" * 64_000), id="lines"),
        pytest.param(
            BARLEY,
            "claim: so\nkind: effect\nevidence:\n" + "- {cites: A, stanse: b}\n" * 2_500,
            id="faults-in-one-file",
        ),
    ],
)
def test_no_file_keeps_a_check_busy(project: Path, path: str, content: str) -> None:
    write(project, path, content)
    result = run_command(project, "check", "--quiet", seconds=5)
    assert (result.returncode, result.stderr) == (1, "")


def test_no_query_keeps_a_check_busy(project: Path) -> None:
    query = (
        "SELECT x LIKE '%' || substr(y, 1, 40000) || 'b' FROM "
        "(SELECT group_concat('AAAA', '') AS x FROM evidence a, evidence b, evidence c, evidence d,"
        " evidence e), (SELECT substr(x, 1, 300000) AS y FROM (SELECT group_concat('AAAA', '') AS x"
        " FROM evidence a, evidence b, evidence c, evidence d, evidence e))"
    ).replace("AAAA", "a" * 80)
    edited(project, TESTS_PAY, CHECK, query)
    result = run_command(project, "check", "--quiet", seconds=10)
    assert (result.returncode, result.stderr) == (1, "")


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "invalid-clam"], 'did you mean "invalid-claim"?'),
        (["explain", "zzz"], "lists all rules"),
        (["chek"], "invalid choice: 'chek'"),
        ([], "the following arguments are required: COMMAND"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    result = run_command(BASE, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("folder", "said"), [(".", "no review here"), ("gone", "is not a folder")])
def test_no_project_there(tmp_path: Path, folder: str, said: str) -> None:
    result = run_command(tmp_path / folder, "check")
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_ledger_that_is_no_folder(project: Path) -> None:
    shutil.rmtree(project / "claims/_review")
    write(project, "claims/_review", "so\n")
    assert run_command(project, "check").returncode == 2
