"""What `claimweave cite` is told: by options, by a pasted entry, or, on a terminal, when asked."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.commands.call import UsageError
from claimweave.commands.online import crossref, pubmed, web
from claimweave.commands.terminal import agrees, ask, asks

if TYPE_CHECKING:
    import argparse

    from claimweave.references.lookup.record import BibliographicRecord
    from claimweave.review.reference import Author

FIELDS = {
    "title": "the title",
    "year": "the year",
    "journal": "the journal",
    "booktitle": "the book that it is a chapter of",
    "publisher": "the publisher",
    "volume": "the volume",
    "issue": "the issue",
    "pages": "the pages, or the article's number",
    "doi": "the DOI",
    "pmid": "PubMed's number",
    "url": "a web page, where there is no DOI",
}
"""Option of an entry by hand to what it is; the issue is BibTeX's field `number`."""

KINDS = ("article", "book", "incollection", "inproceedings", "misc", "phdthesis", "techreport")
_ASKED = ("title", "year", "journal", "volume", "issue", "pages", "doi")
LONGEST_PASTE = 1024 * 1024
TRIES = 2
"""Somebody is waiting: a request that fails is made once more, and then the paste is offered."""


def add_fields(parser: argparse.ArgumentParser) -> None:
    """Add the options for an entry by hand."""
    group = parser.add_argument_group("by hand, or in addition to what is looked up")
    group.add_argument("--type", choices=KINDS, help="type of the entry (default: article)")
    group.add_argument("--author", action="append", default=[], metavar="'FAMILY, GIVEN'",
                       help="an author; once for each, in order")  # fmt: skip
    for name, what in FIELDS.items():
        group.add_argument(f"--{name}", metavar="TEXT", help=what)


def record(options: argparse.Namespace) -> BibliographicRecord:
    """Return the work: looked up, pasted or by hand, with what options say beside it.

    Raises:
        UsageError: when nothing says which work, or not where it was seen.
        LookupFailedError: when the registry gave no answer, and nobody pasted it.
    """
    from dataclasses import replace  # noqa: PLC0415 - the command starts fast

    from claimweave.references.addition import with_source  # noqa: PLC0415

    by_hand = _by_hand(options)
    if options.work and options.file:
        raise UsageError("give either a DOI or PMID, or --from, not both")
    if not options.work and not options.file and not by_hand.fields and asks():
        return _dialogue(options)
    found = _found(options) or by_hand
    if not found.fields.get("title") and not by_hand.fields.get("title"):
        raise UsageError("which work? Give a DOI, a PMID, --from FILE, or --title and so on")
    source = options.source or ""
    if not found.seen or by_hand.fields or by_hand.authors:
        source = source or ask("Where did you see it? An address")
        if not source:
            raise UsageError("say where you saw it: --source, an address")
    whole = replace(
        found,
        kind=options.type or found.kind,
        fields={**found.fields, **by_hand.fields},
        authors=by_hand.authors or found.authors,
    )
    return with_source(whole, source)


def _found(options: argparse.Namespace) -> BibliographicRecord | None:
    """Return what is looked up or pasted; None when neither is asked for."""
    if options.work:
        return _looked_up(options)
    return _pasted(options.file) if options.file else None


def identity(options: argparse.Namespace, *, cited: bool) -> tuple[str, str]:
    """Return how sure the identity is, and the note.

    Raises:
        UsageError: when the review cites the work, and it is not said how that is known.
    """
    note = (options.note or "").strip()
    if not cited:
        if options.identity == "inferred":
            raise UsageError("--identity inferred goes with --identifies or --review-number")
        return "named", note
    given = options.identity
    if not given and asks():
        print("named: the review, or its list of references, prints author and year\n"
              "inferred: it does not, and a note says why this work fits")  # fmt: skip
        given = ask("Is it named or inferred?")
    if given not in ("named", "inferred"):
        raise UsageError(
            "say how it is known that the review means it: --identity named (it prints author "
            "and year), or --identity inferred with a --note that says why it fits"
        )
    if given == "inferred" and not note:
        note = ask("Why does this work fit? One sentence") if asks() else ""
        if not note:
            raise UsageError("an inferred identity needs a --note that says why this work fits")
    return given, note


def _looked_up(options: argparse.Namespace) -> BibliographicRecord:
    """Ask Crossref or PubMed; on a terminal, offer the paste when neither can be reached."""
    from claimweave.references.lookup.crossref_record import record_of  # noqa: PLC0415
    from claimweave.references.lookup.web import LookupFailedError  # noqa: PLC0415
    from claimweave.references.normal_form import NotInFormError, bare_doi  # noqa: PLC0415

    pmid = re.fullmatch(
        r"\s*(?:pmid:?\s*|(?:https?://)?pubmed\.ncbi\.nlm\.nih\.gov/)?([0-9]{1,9})/?\s*",
        options.work,
        re.IGNORECASE,
    )
    client = web(options, TRIES)
    try:
        if pmid:
            return pubmed(options, client).record(pmid[1].lstrip("0") or "0")
        return record_of(crossref(options, client).work(bare_doi(options.work)))
    except NotInFormError:
        raise UsageError(f'"{options.work}" is neither a DOI (10.1000/182) nor a PMID') from None
    except LookupFailedError as error:
        if error.kind == "no-such-doi" or not asks():
            raise
        print(f"It could not be looked up: {error}.")
        return _pasted("-")


def _pasted(file: str) -> BibliographicRecord:
    from claimweave.references.pasted import read_pasted  # noqa: PLC0415

    if file == "-":
        if asks():
            print("Paste the entry as BibTeX or RIS, and end with Ctrl-D on a line of its own:")
        raw = sys.stdin.buffer.read(LONGEST_PASTE + 1)
    else:
        try:
            with Path(file).open("rb") as stream:
                raw = stream.read(LONGEST_PASTE + 1)
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    if len(raw) > LONGEST_PASTE:
        raise UsageError(f"{file} is longer than {LONGEST_PASTE // 1024} KB: give one entry")
    try:
        return read_pasted(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8: save it as UTF-8") from None


def _by_hand(options: argparse.Namespace) -> BibliographicRecord:
    """Return what options say of the work."""
    from claimweave.references.lookup.plain_text import without_hidden  # noqa: PLC0415
    from claimweave.references.lookup.record import BibliographicRecord  # noqa: PLC0415

    given = {name: without_hidden(getattr(options, name) or "") for name in FIELDS}
    fields = {"number" if n == "issue" else n: text for n, text in given.items() if text}
    authors = tuple(_author(name) for name in map(without_hidden, options.author) if name)
    return BibliographicRecord(options.type or "article", authors, fields)


def _author(name: str) -> Author:
    from claimweave.review.reference import Author  # noqa: PLC0415

    family, _, given = name.partition(",")
    return Author(family.strip(), given.strip())


def _dialogue(options: argparse.Namespace) -> BibliographicRecord:
    """Ask for a DOI or PMID, or else for each field; what is left empty is left out."""
    options.work = ask("DOI or PMID (nothing, to paste or write it)")
    if options.work:
        return record(options)
    if agrees("Paste it as BibTeX or RIS?"):
        options.file = "-"
        return record(options)
    for name in _ASKED:
        setattr(options, name, ask(f"{FIELDS[name].removeprefix('the ').capitalize()}"))
    names = ask("Authors, as in: Adler, Ida; Brandt, Otto")
    options.author = [name for name in names.split(";") if name.strip()]
    if not options.title:
        raise UsageError("without a title there is no reference: nothing was written")
    return record(options)
