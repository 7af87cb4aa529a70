"""What `claimweave cite` is told: by options, by a pasted entry, or, on a terminal, when asked."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from claimweave.authoring.reference_answers import (
    field_text,
    read_author,
    read_reference,
    readers,
)
from claimweave.authoring.terminal import (
    Question,
    ask,
    ask_alone,
    confirmed,
    from_the_first,
)
from claimweave.commands.call import UsageError
from claimweave.commands.cite_file import read_given_file
from claimweave.commands.cite_options import FIELDS
from claimweave.commands.online import crossref, pubmed, web
from claimweave.commands.terminal import INTRODUCTION, asks, terminal
from claimweave.references import NotInFormError
from claimweave.references.addition import with_source
from claimweave.references.asked_fields import IDENTITIES, NAMES
from claimweave.references.incoming.file_formats import the_one_entry
from claimweave.references.lookup.crossref_record import record_of
from claimweave.references.lookup.web import LookupFailedError
from claimweave.references.normal_form import bare_doi

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.record import BibliographicRecord

OPTIONS = {"number": "issue", "kind": "type", "metadatasource": "source"}
"""Field of an entry to the option that gives it, where their names differ."""

_ASKED = ("title", "year", "journal", "volume", "issue", "pages", "doi")
TRIES = 2
"""Somebody is waiting: a request that fails is made once more, and then the paste is offered."""

_PMID = re.compile(
    r"\s*(?:pmid:?\s*|(?:https?://)?pubmed\.ncbi\.nlm\.nih\.gov/)?([0-9]{1,9})/?\s*", re.IGNORECASE
)


def read_record(
    options: argparse.Namespace, pasted: IncomingEntry | None = None
) -> BibliographicRecord:
    """Return the work: looked up, `pasted` or by hand, with what options say beside it.

    Raises:
        UsageError: when nothing says which work, or not where it was seen.
        FaultyAnswersError: when options cannot be used.
        LookupFailedError, RefusedError: when neither a registry nor a paste gives one entry.
    """
    by_hand = _by_hand(options)
    if options.work and options.file:
        raise UsageError("give either a DOI or PMID, or --from, not both")
    if not options.work and not options.file and not by_hand.fields and asks():
        return _dialogue(options)
    found = _found(options, pasted) or by_hand
    if not found.fields.get("title") and not by_hand.fields.get("title"):
        raise UsageError("which work? Give a DOI, a PMID, --from FILE, or --title and so on")
    source = options.source or ""
    if not source and (not found.seen or by_hand.fields or by_hand.authors or by_hand.people):
        if not asks():
            raise UsageError("say where you saw it: --source, an address")
        source = ask_alone(terminal(), Question("Where did you see it? An address", field_text))
    whole = replace(
        found,
        kind=options.type or found.kind,
        fields={**found.fields, **by_hand.fields},
        authors=by_hand.authors or found.authors,
        people={**found.people, **by_hand.people},
    )
    return with_source(whole, source)


def read_identity(options: argparse.Namespace, *, cited: bool) -> tuple[str, str]:
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
        question = Question(
            "Is it named or inferred? (?: what they mean)", readers()["identity"], words=IDENTITIES
        )
        given = readers()["identity"](ask_alone(terminal(), question))
    if not given:
        raise UsageError(
            "say how it is known that the review means it: --identity named (it prints author "
            "and year), or --identity inferred with a --note that says why it fits"
        )
    if given == "inferred" and not note:
        if not asks():
            raise UsageError("an inferred identity needs a --note that says why this work fits")
        note = ask_alone(terminal(), Question("Why does this work fit? One sentence", field_text))
    return str(given), note


def _found(options: argparse.Namespace, pasted: IncomingEntry | None) -> BibliographicRecord | None:
    """Return what is looked up or pasted; None when neither is asked for."""
    if options.work:
        return _looked_up(options)
    return _with_left_out(pasted) if pasted else None


def _looked_up(options: argparse.Namespace) -> BibliographicRecord:
    """Ask Crossref or PubMed; on a terminal, offer the paste when neither can be reached."""
    pmid = _PMID.fullmatch(options.work)
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
        terminal().say(f"It could not be looked up: {error}.")
        return _pasted(options)


def _pasted(options: argparse.Namespace) -> BibliographicRecord:
    """Return the one work that somebody pastes here."""
    return _with_left_out(the_one_entry(read_given_file("-", options.format)))


def _with_left_out(entry: IncomingEntry) -> BibliographicRecord:
    """Return the record of an entry, with a remark on what is not taken over."""
    assert entry.record is not None, "the one entry of a file can be read"
    told = (f"left out: {', '.join(entry.left_out)}",) if entry.left_out else ()
    return replace(entry.record, remarks=(*entry.record.remarks, *told))


def _by_hand(options: argparse.Namespace) -> BibliographicRecord:
    """Return what options say of the work."""
    names = {option: field for field, option in OPTIONS.items()}
    texts = {names.get(n, n): text for n in FIELDS if (text := getattr(options, n))}
    given = {name: [text] for name, text in texts.items()} | {
        name: getattr(options, name) for name in NAMES
    }
    kind = {"kind": [options.type]} if options.type else {}
    return read_reference(given | kind, needed=()).record


def _dialogue(options: argparse.Namespace) -> BibliographicRecord:
    """Ask for a DOI or PMID, or else for each field; what is left empty is left out."""
    terminal().say(INTRODUCTION)
    work = Question("DOI or PMID (Enter: paste it, or write it)", field_text, optional=True)
    options.work = ask_alone(terminal(), work)
    if options.work:
        return read_record(options)
    if confirmed(terminal(), "Paste it as BibTeX, RIS or nbib?"):
        return read_record(options, the_one_entry(read_given_file("-", options.format)))
    from_the_first(terminal(), _steps(options))
    return read_record(options)


def _steps(options: argparse.Namespace) -> list[Callable[[], bool]]:
    """Return the questions for an entry by hand, whose answers become options."""
    read = readers()

    def step(name: str) -> bool:
        text = FIELDS[name].removeprefix("the ").capitalize()
        reader = read["number" if name == "issue" else name]
        before = getattr(options, name) or ""
        question = Question(text, reader, before, optional=name != "title")
        setattr(options, name, ask(terminal(), question))
        return True

    def authors() -> bool:
        before = "; ".join(options.author)
        question = Question("Authors, as in: Adler, Ida; Brandt, Otto", _authors, before)
        names = ask(terminal(), question)
        options.author = [name.strip() for name in names.split(";") if name.strip()]
        return True

    return [*(partial(step, name) for name in _ASKED), authors]


def _authors(text: str) -> list[str]:
    """Return authors with a semicolon between them; AnswerError names one that is none."""
    names = [name.strip() for name in field_text(text, braces=True).split(";") if name.strip()]
    for name in names:
        read_author(name)
    return names
