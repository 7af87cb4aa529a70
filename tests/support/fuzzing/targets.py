"""What is fuzzed: each target takes an input, and raises where a property does not hold.

The properties: nothing is raised, whatever the input; each problem has a place within its file;
each report is well-formed, and shows control and direction characters rather than obeying them;
no page gets markup from data.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import shutil
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils.meta import get_data

from claimweave.article.draft import draft_ledger
from claimweave.article.ledger_text import ledger_text
from claimweave.authoring.fixing import fix_review
from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import TextFile, decoded
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.facts import Facts
from claimweave.evidence.verdicts.query_runner import CheckRunner, InvalidCheckError
from claimweave.references.bibliography_form import (
    UnreadableBibliographyError,
    form_of_bibliography,
)
from claimweave.reports import FORMATS, report_form
from claimweave.reports.fixing_text import as_text as fixing_text
from claimweave.review.claim import ClaimRecord
from claimweave.review.ledger import Exemptions, ReviewSettings, SentenceLedger
from claimweave.review.reading.bibtex_places import field_span
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.page_reader import prose_lines, read_page
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.yaml_places import locate
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.reference import Reference
from claimweave.review.study import StudyRecord
from claimweave.review.vocabulary import Vocabulary
from claimweave.review.writing.yaml_form import UnformattedError, form_of_claim, form_of_study
from claimweave.rules import markup
from claimweave.rules.checking import Report, check
from claimweave.rules.front_matter import front_matter_faults
from claimweave.site.configured_site import edit_addresses
from claimweave.site.whole_site import render
from fuzzing.brought_in import filled_form, latex, picture, references_file, site_file
from fuzzing.built_page import around, strange
from fuzzing.danger import dangers
from fuzzing.downloads import readable
from fuzzing.seeds import BASE
from fuzzing.strangers import archive, crossref_answer, history, pubmed_answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from markdown import Markdown

RECORDS = (ClaimRecord, StudyRecord, Vocabulary, ReviewSettings, SentenceLedger, Exemptions)
AXES = ("nutrient", "crop")


def _text(raw: bytes) -> TextFile | None:
    source = decoded("a.yml", raw)
    if isinstance(source, Problem):
        assert isinstance(source.where, Span)
        assert source.where.line <= raw.count(b"\n") + 1
        return None
    return source


def _placed(problems: Iterable[Problem], source: TextFile) -> None:
    """Hold each problem against its file: its place is in it."""
    lines = source.text.split("\n")
    for problem in problems:
        where = problem.where
        span: Span = locate(source, where) if isinstance(where, AtKey) else where
        assert 1 <= span.line <= len(lines), (problem, span)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 2, (problem, span)
        assert span.length >= 1, (problem, span)
        assert problem.message


def yaml_file(raw: bytes) -> None:
    """Read a file as YAML, and as each record that there is; bring it into its form."""
    source = _text(raw)
    if source is None:
        return
    _, problems = read_yaml(source)
    _placed(problems, source)
    for model in RECORDS:
        _, problems = read_record(source, model, "invalid-claim")
        _placed(problems, source)
    for form in (form_of_claim, form_of_study):
        try:
            again = form(raw.decode(), axes=AXES)
            assert form(again, axes=AXES) == again
        except UnformattedError:
            pass


def bibtex_file(raw: bytes) -> None:
    """Read a bibliography, ask each entry for what pages show, and bring it into its form."""
    source = _text(raw)
    if source is None:
        return
    entries, problems = read_bibtex(source)
    _placed(problems, source)
    for entry in entries:
        reference = Reference.of(entry)
        assert reference.year_number is None or reference.year_number >= 0
        for name in entry.fields:
            field_span(source, entry, name)
    try:
        again = form_of_bibliography(raw.decode())
        assert form_of_bibliography(again) == again
    except UnreadableBibliographyError:
        pass


def page_file(raw: bytes) -> None:
    """Read a page and judge it; what passes holds nothing that could run."""
    source = _text(raw)
    if source is None:
        return
    page = read_page(source)
    assert sum(1 for _ in prose_lines(page)) == source.text.count("\n") + 1
    problems = [*markup.by_form(page), *markup.by_result(page), *front_matter_faults(page)]
    _placed(problems, source)
    if not problems:
        html = _markdown(source.text)
        assert dangers(html) == [], html


def query(raw: bytes) -> None:
    """Run a query; it yields a verdict or is refused, and changes nothing."""
    sql = raw.decode("utf-8", "replace")
    runner, connection = _runner()
    before = connection.total_changes
    try:
        assert runner.run(sql) in ("holds", "fails", "undetermined")
    except InvalidCheckError as error:
        assert str(error)  # noqa: PT017 - either way is right
    assert connection.total_changes == before


def article(raw: bytes) -> None:
    """Draft a ledger from an article's text; it is one that can be read."""
    source = _text(raw)
    if source is None:
        return
    draft = draft_ledger(source.text)
    if draft.sentences:
        ledger = TextFile("sentences.yml", ledger_text(draft))
        record, problems = read_record(ledger, SentenceLedger, "invalid-ledger")
        assert record is not None, problems


def project_file(path: str) -> Callable[[bytes], None]:
    """Return the target that puts an input in the place of a file of the miniature review."""

    def replaced(raw: bytes) -> None:
        with _in_place(path, raw) as folder:
            whole_project(folder)

    replaced.__doc__ = f"Check a whole review whose {path} was replaced; weave it if it is clean."
    return replaced


def whole_project(folder: Path) -> None:
    """Check a review, print each report, and if it is clean weave every page."""
    report = check(read_review(folder))
    for name in FORMATS:
        _well_formed(name, report_form(name)(report))
    if not report.errors:
        no_markup(report)


def fixes(raw: bytes) -> None:
    """Apply the safe fixes to a review of which a claim was replaced: nothing is lost by them."""
    with _in_place("claims/1-fields/nitrate-feeds-barley.yml", raw) as folder:
        known = FreshFiles()
        report = check(read_review(folder, known=known))
        if not any(diagnostic.fix and diagnostic.fix.safe for diagnostic in report.diagnostics):
            return
        fixing = fix_review(folder, report, known)
        fixing.change()
        _well_formed("text", fixing_text(fixing, written=False))
        assert not lost(holdings(report.base.review), holdings(fixing.report.base.review))


def no_markup(report: Report) -> None:
    """Weave every page; one that is not as it is in the clean review holds nothing that runs.

    What the theme writes around it has no element and no attribute that clean pages have not.
    """
    edited_at = edit_addresses(report)
    for path, content in render(report).items():
        if path.endswith((".md", ".html")) and content != _clean_pages().get(path):
            assert isinstance(content, str)
            found = dangers(_markdown(content))
            assert not found, (path, found, content)
            if path.endswith(".md"):
                frame = around(path, content, edited_at.get(path, ""))
                assert not strange(frame, _clean_texts()), (path, frame)
        elif isinstance(content, str) and content != _clean_pages().get(path):
            readable(path, content, len(report.base.review.claims))


def made_once() -> None:
    """Make what inputs share, so that its time counts for none of them."""
    strange("", _clean_texts())


FIELDS = (
    (
        "claims/1-fields/nitrate-feeds-barley.yml",
        "Barley yields more where the soil holds more nitrate before sowing.",
    ),
    ("claims/2-conclusion/soil-tests-pay.yml", "pays for barley only.\nkind"),
    ("claims/_studies/Adler2001.yml", "plots of one farm"),
    ("claims/_studies/Adler2001.yml", "https://doi.org/10.1000/barley"),
    ("claims/_studies/Adler2001.yml", "Plots with more nitrate before sowing gave more barley."),
    ("claims/_review/review.yml", "Nitrate in the soil and the yield of two crops"),
    ("claims/_review/review.yml", "field crops"),
    ("claims/_review/review.yml", "Predictor of yield"),
    ("claims/_review/review.yml", "Fields"),
    ("claims/_review/review.yml", "1-fields"),
    ("claims/_review/review.yml", "No relation to yield"),
    ("claims/_review/vocabulary.yml", "phosphate"),
    ("claims/_review/vocabulary.yml", "during-growth"),
    ("claims/_review/vocabulary.yml", "survey"),
    ("claims/_review/vocabulary.yml", "Field trial"),
    ("claims/_review/vocabulary.yml", "Nutrient"),
    ("claims/_review/vocabulary.yml", "Barley"),
    ("claims/_review/vocabulary.yml", "NO3"),
    ("claims/_review/vocabulary.yml", "Level before sowing"),
    ("claims/_review/sentences.yml", "Points to the next part."),
    ("claims/_review/table-1.yml", "Adler"),
    ("bibliography.bib", "Beans on poor and on rich soil"),
    ("bibliography.bib", "Adler, Ida"),
    ("bibliography.bib", "https://example.org/brandt"),
    ("bibliography.bib", "10.1000/barley"),
    ("bibliography.bib", "The list of references was not available."),
    ("bibliography.bib", "Ref3"),
    ("docs/index.md", "Nitrate and yield"),
    ("docs/index.md", "What a field holds before sowing:"),
)
"""(File, a text of it): every kind of text that pages show."""


def text_of_a_field(raw: bytes) -> None:
    """Put a text into the field that the first byte chooses; if the review is clean, weave it."""
    path, old = FIELDS[(raw[0] if raw else 0) % len(FIELDS)]
    text = " ".join(raw[1:].decode("utf-8", "replace").split()) or "x"
    new = json.dumps(text, ensure_ascii=False) if path.endswith(".yml") else text
    before = (BASE / path).read_text(encoding="utf-8")
    assert before.count(old) == 1, (path, old)
    with _in_place(path, before.replace(old, new).encode()) as folder:
        whole_project(folder)


@contextlib.contextmanager
def _in_place(path: str, raw: bytes) -> Iterator[Path]:
    """Put an input in the place of a file of a copy of the miniature review, for a while."""
    folder = _copy()
    (folder / path).write_bytes(raw)
    try:
        yield folder
    finally:
        if (BASE / path).exists():
            shutil.copyfile(BASE / path, folder / path)
        else:
            (folder / path).unlink()


@cache
def _copy() -> Path:
    folder = tempfile.mkdtemp(prefix="claimweave-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(shutil.copytree(BASE, Path(folder) / "review"))


@cache
def _clean_pages() -> dict[str, str | bytes]:
    return render(check(read_review(BASE)))


@cache
def _clean_texts() -> dict[str, str]:
    pages = _clean_pages().items()
    return {path: text for path, text in pages if isinstance(text, str) and path.endswith(".md")}


@cache
def _runner() -> tuple[CheckRunner, sqlite3.Connection]:
    connection = build_database(tables(Facts(read_review(BASE))))
    return CheckRunner(connection), connection


def _markdown(text: str) -> str:
    """Return what the site makes of a page: its settings are MkDocs' affair, and no part of it."""
    body, _ = get_data(text)
    return _converter().reset().convert(body)


@cache
def _converter() -> Markdown:
    return markup.markdown_of_the_site()


_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _well_formed(name: str, text: str) -> None:
    """Hold a report against its format."""
    if name in ("json", "sarif"):
        json.loads(text)
    elif name == "junit":
        ET.fromstring(text)  # noqa: S314 - our own report
    elif name == "github":
        obeyed = [line for line in text.split("\n") if line.lstrip().startswith("::")]
        at = obeyed.index("::stop-commands::claimweave-log")
        assert obeyed[at + 1 :] == ["::claimweave-log::", "::endgroup::"], obeyed
        assert text.split("\n")[: len(obeyed) - 2] == obeyed[:-2], text
    else:
        obeyed = {c for c in text if c != "\n" and unicodedata.category(c) in _OBEYED}
        assert not obeyed, obeyed
        assert len(text) < 1_000_000


TARGETS: dict[str, tuple[str, Callable[[bytes], None]]] = {
    "YAML": ("yaml", yaml_file),
    "BibTeX": ("bibtex", bibtex_file),
    "pages": ("page", page_file),
    "queries": ("sql", query),
    "articles": ("article", article),
    "claim in a review": ("yaml", project_file("claims/1-fields/nitrate-feeds-barley.yml")),
    "settings in a review": ("yaml", project_file("claims/_review/review.yml")),
    "words in a review": ("yaml", project_file("claims/_review/vocabulary.yml")),
    "ledger in a review": ("yaml", project_file("claims/_review/sentences.yml")),
    "sheet in a review": ("yaml", project_file("claims/_studies/Adler2001.yml")),
    "bibliography in a review": ("bibtex", project_file("bibliography.bib")),
    "a text in a review": ("text", text_of_a_field),
    "page in a review": ("page", project_file("docs/index.md")),
    "table in a review": ("yaml", project_file("claims/_review/table-1.yml")),
    "exemptions in a review": ("yaml", project_file("claims/_review/exemptions.yml")),
    "fixes in a review": ("yaml", fixes),
    "files of references": ("references", references_file),
    "LaTeX": ("latex", latex),
    "filled forms": ("form", filled_form),
    "pictures": ("picture", picture),
    "settings of the site": ("site", site_file),
    "answers of Crossref": ("crossref", crossref_answer),
    "answers of PubMed": ("pubmed", pubmed_answer),
    "archives": ("archive", archive),
    "Git's history": ("log", history),
}
"""Name to (kind of input, target)."""
