"""What strangers answer or leave behind: registries, archives of a run, Git's history."""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.addition import Placing, add
from claimweave.references.bibtex import UnwritableEntryError
from claimweave.references.lookup.crossref import Crossref
from claimweave.references.lookup.crossref_record import record_of
from claimweave.references.lookup.pubmed import PubMed
from claimweave.references.lookup.verification import dated, look_up
from claimweave.references.lookup.web import Answer, LookupFailedError, Web
from claimweave.references.normal_form import in_house_style
from claimweave.references.record import BibliographicRecord
from claimweave.reports.change_markdown import LONGEST_COMMENT
from claimweave.reports.pull_request.artifact import ArtifactError, read_artifact
from claimweave.reports.pull_request.comment import comment
from claimweave.reports.pull_request.origin import Run
from claimweave.review.notices import LookedUp
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.history import changes_in
from claimweave.review.reference import Reference
from fuzzing.seeds import BASE, RYE
from record_data import as_data, as_record

BIBLIOGRAPHY = (BASE / "bibliography.bib").read_text(encoding="utf-8")
RUN = Run.model_validate(
    {
        "head_sha": "0" * 40,
        "head_repository": {"id": 7},
        "html_url": "https://x.example/runs/5",
        "conclusion": "success",
    }
)


class Said(Web):
    """Answers with what it is given, the last again and again, and asks nobody."""

    def __init__(self, *bodies: bytes) -> None:
        super().__init__("claimweave/test")
        self.bodies = list(bodies)

    def get(self, address: str) -> Answer:
        return Answer(self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0], address)


def plainly(record: BibliographicRecord) -> None:
    """Hold that a record has nothing but plain texts, and is written as what it says, or not."""
    texts = [*record.fields.values(), *record.remarks, record.kind, record.seen]
    texts += [part for author in record.authors for part in (author.family, author.given)]
    odd = [text for text in texts if not (isinstance(text, str) and text.isprintable())]
    assert odd == [], odd
    try:
        result = add(BIBLIOGRAPHY, record, Placing("named", added="2026-01-31"))
        tidy = in_house_style(record)
    except (RefusedError, UnwritableEntryError):
        return
    entries, problems = read_bibtex(TextFile("", result.bibliography))
    before, _ = read_bibtex(TextFile("", BIBLIOGRAPHY))
    assert problems == []
    (new,) = [entry for entry in entries if entry.key == result.key]
    old = [(one.kind, one.key, one.fields) for one in entries if one is not new]
    assert old == [(one.kind, one.key, one.fields) for one in before]
    named = {"author", *tidy.people}
    assert set(new.fields) - named <= {*tidy.fields, "added", "identity", "metadatasource"}, new
    for name, text in tidy.fields.items():
        bare = " ".join(text.replace("{", "").replace("}", "").split())
        assert new.fields.get(name, "") == bare, (name, text, new.fields)
    reference = Reference(new.key, None, new)
    assert len(reference.authors) == len(record.authors), (reference.authors, record.authors)


def crossref_answer(raw: bytes) -> None:
    """Read an answer of Crossref's: it is refused, or a record of plain texts, and a state."""
    with contextlib.suppress(LookupFailedError):
        plainly(record_of(Crossref(Said(raw), "http://x.example").work(RYE)))
    found = look_up(Crossref(Said(raw), "http://x.example"), RYE)
    as_record(LookedUp, as_data(dated(found, None, "")))


def pubmed_answer(raw: bytes) -> None:
    """Read an answer of PubMed's: it is refused, or a record of plain texts."""
    with contextlib.suppress(LookupFailedError):
        plainly(PubMed(Said(raw), "http://x.example").record("12345"))


def archive(raw: bytes) -> None:
    """Read what a run left: it is refused, or makes a comment that fits."""
    path = _place()
    path.write_bytes(raw)
    with contextlib.suppress(ArtifactError):
        assert len(comment(read_artifact(path), RUN).encode()) <= LONGEST_COMMENT


def history(raw: bytes) -> None:
    """Read a history as Git tells it: each commit with paths, whatever its subject is."""
    for change, paths in changes_in(raw.decode("utf-8", "replace")):
        assert paths
        assert "\0" not in "".join((change.commit, change.day, change.subject, *paths))


@cache
def _place() -> Path:
    handle, name = tempfile.mkstemp(prefix="claimweave-fuzz-", suffix=".zip")
    os.close(handle)
    atexit.register(Path(name).unlink, missing_ok=True)
    return Path(name)
