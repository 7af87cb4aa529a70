"""What people bring along: files of references, LaTeX in their fields, filled forms, pictures."""

from __future__ import annotations

import contextlib
from functools import cache
from xml.etree import ElementTree as ET

from claimweave.authoring.answers import FaultyAnswersError
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.filled_form import UnreadableFormError, read_form
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.proposal import propose_claim
from claimweave.authoring.reference_answers import read_reference
from claimweave.derived.issue_forms import CLAIM, IDENTIFY, REFERENCE, IssueForm, issue_forms
from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import TextFile, decoded
from claimweave.evidence.base import EvidenceBase
from claimweave.references.addition import Placing
from claimweave.references.incoming.file_formats import FORMATS, read_file
from claimweave.references.incoming.incoming_entry import IncomingFile, UnreadableFileError
from claimweave.references.many_additions import Manner, add_many, counted_fields
from claimweave.review.names import read_names
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.entry_values import read_value
from claimweave.review.reading.latex_text import read_latex
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.site_reader import site_settings
from claimweave.review.reading.svg_reader import svg_faults
from claimweave.review.work_date import read_date
from claimweave.words.markup import without_markup
from fuzzing.seeds import BASE
from fuzzing.strangers import BIBLIOGRAPHY, plainly

MOST_HELD = 12
"""Entries of a file of which each is written and read back: a file may repeat one many times."""


def references_file(raw: bytes) -> None:
    """Read a file of references, also as each format that it is not; add its works, or none."""
    source = decoded("references.txt", raw)
    if isinstance(source, Problem):
        return
    for format_ in ("", *FORMATS):
        with contextlib.suppress(UnreadableFileError):
            _added(read_file(source.text, format_), source.text.count("\n") + 1)


def _added(file: IncomingFile, lines: int) -> None:
    """Hold that each entry of a file is told, and that what is new is read back as it was said."""
    for entry in file.entries:
        assert 0 <= entry.line <= lines, entry
        assert bool(entry.fault) is (entry.record is None), entry
    for entry in file.entries[:MOST_HELD]:
        if entry.record is not None:
            plainly(entry.record)
    counted_fields(file.entries)
    for keep_keys in (False, True):
        manner = Manner(Placing("named", added="2026-01-31"), "a library", keep_keys)
        found = add_many(BIBLIOGRAPHY, file.entries, manner)
        told = len(found.new) + len(found.known) + len(found.faulty)
        assert told == len(file.entries)
        entries, problems = read_bibtex(TextFile("", found.bibliography))
        assert problems == []
        new = {work.key for work in found.new}
        assert len(new) == len(found.new)
        old = [(one.kind, one.key, one.fields) for one in entries if one.key not in new]
        before, _ = read_bibtex(TextFile("", BIBLIOGRAPHY))
        assert old == [(one.kind, one.key, one.fields) for one in before]


def latex(raw: bytes) -> None:
    """Read a text as the value of a field: one line, and what has no plain form is in it."""
    text = raw.decode("utf-8", "replace")
    for ranges in (False, True):
        found = read_latex(text, ranges=ranges)
        assert found.text == " ".join(found.text.split())
        for piece in found.as_written:
            shown = " ".join(without_markup(piece).split())
            assert shown in found.text, (piece, found.text)
    for field in ("doi", "url", "pages", "title"):
        address = read_value(field, text).text
        assert address == " ".join(address.split())
    names = read_names(text)
    assert all(author.family or author.given for author in names.names), names
    date = read_date(text)
    assert date.year is None or date.month is None or 1 <= date.month <= 12


def filled_form(raw: bytes) -> None:
    """Read a filled form: it is refused in words, or makes a claim or a reference."""
    text = decoded("issue.md", raw)
    if isinstance(text, Problem):
        return
    known, forms = _known(), tuple(_forms().values())
    with contextlib.suppress(UnreadableFormError, FaultyAnswersError, AnswerError):
        filled = read_form(text.text, forms)
        last = text.text.count("\n") + 1
        assert all(1 <= line <= last for lines in filled.lines.values() for line in lines)
        if filled.form.name == CLAIM:
            read = read_claim(known, filled.answers, "2026-01-31")
            assert read.folder in ("1-fields", "2-conclusion", "table-1")
            propose_claim(known, read, None, comments=True)
        elif filled.form.name in (REFERENCE, IDENTIFY):
            plainly(read_reference(filled.answers).record)


def picture(raw: bytes) -> None:
    """Read a picture; one that passes holds nothing that runs, or leads elsewhere."""
    source = decoded("a.svg", raw)
    if isinstance(source, Problem):
        return
    found = svg_faults(source)
    assert all(_is_within(problem, source.text) for problem in found), found
    if not found:
        holds_only_a_picture(source.text)


def holds_only_a_picture(text: str) -> None:
    """Hold a picture that passed against what another reader sees in it."""
    for element in ET.fromstring(text).iter():  # noqa: S314 - it has no DOCTYPE
        namespace, _, name = element.tag.rpartition("}")
        assert namespace.endswith(("2000/svg", "rdf-syntax-ns#")), element.tag
        assert name.lower() not in {"script", "foreignobject", "a", "image", "animate", "set"}
        for attribute, value in element.attrib.items():
            word = attribute.rpartition("}")[2].lower()
            assert not word.startswith("on"), attribute
            assert word != "href" or value.startswith("#"), value
        style = "".join(element.attrib.values()) + (element.text or "") * (name == "style")
        assert name != "style" or not {"@", "\\"} & set(style)


def site_file(raw: bytes) -> None:
    """Read the site's settings; nothing in them is run."""
    source = decoded("mkdocs.yml", raw)
    if isinstance(source, TextFile):
        found = site_settings(source)
        assert not isinstance(found, Problem) or _is_within(found, source.text)


def _is_within(problem: Problem, text: str) -> bool:
    lines = text.split("\n")
    where = problem.where
    assert isinstance(where, Span)
    return 1 <= where.line <= len(lines) and 1 <= where.column <= len(lines[where.line - 1]) + 2


@cache
def _known() -> KnownWords:
    return KnownWords(EvidenceBase(read_review(BASE)))


@cache
def _forms() -> dict[str, IssueForm]:
    return {form.name: form for form in issue_forms(_known().base.review)}


def forms_filled() -> tuple[str, ...]:
    """Return each form, filled in with what fits the miniature review."""
    answers = {
        "claim": "Rye needs less",
        "kind": "effect: x",
        "section": "S1",
        "asserted": "S1.p1.s1",
        "evidence": "Adler2001 supports S1.p1.s1 -- one farm",
        "author": "Moss, Ida\nBern, Ben",
        "title": "Rye & its {NO3}",
        "year": "2001",
        "identity": "named",
        "doi": "10.1000/rye",
        "metadatasource": "https://example.org",
        "unidentified": "Ref3",
        "pages": "1--9",
    }
    found = []
    for one in _forms().values():
        parts = [f"### {f.label}\n\n{answers.get(f.field) or '_No response_'}" for f in one.fields]
        boxes = "\n".join(f"- [X] {label}" for label in one.ticked)
        found.append("\n\n".join([*parts, f"### Before you send it\n\n{boxes}"]))
    return tuple(found)
