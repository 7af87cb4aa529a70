"""The one door for files of references: which format it is, and the reader of that format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.disk.text_files import unified
from claimweave.references.incoming.bibtex_file import read_bibtex_file
from claimweave.references.incoming.csl_file import read_csl_file
from claimweave.references.incoming.endnote_file import read_endnote_file
from claimweave.references.incoming.incoming_entry import IncomingFile, UnreadableFileError
from claimweave.references.incoming.nbib_file import read_nbib_file
from claimweave.references.incoming.ris_file import read_ris_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.references.incoming.incoming_entry import IncomingEntry

FORMATS: dict[str, Callable[[str], IncomingFile]] = {
    "bibtex": read_bibtex_file,
    "ris": read_ris_file,
    "nbib": read_nbib_file,
    "csl-json": read_csl_file,
    "endnote-xml": read_endnote_file,
}
"""What a format is called, to its reader. Each takes a text whose lines end in a line feed."""

_BEGINNINGS = {
    "ris": re.compile(r"^[^\S\n]*TY {1,2}-", re.MULTILINE),
    "nbib": re.compile(r"^PMID ?-", re.MULTILINE),
    "bibtex": re.compile(r"^[^\S\n]*@[^\W\d_]\w*\s*[{(]", re.MULTILINE),
}


def format_of(text: str) -> str:
    """Return the format of a text: what it begins with decides.

    Raises:
        UnreadableFileError: when it is none of the formats that are read.
    """
    start = text.lstrip()[:1]
    if start == "<":
        return "endnote-xml"
    if start in ("[", "{"):
        return "csl-json"
    found = {
        name: match.start() for name, sign in _BEGINNINGS.items() if (match := sign.search(text))
    }
    if not found:
        raise UnreadableFileError(
            "this is neither BibTeX (@article{…}) nor RIS (TY  - JOUR), nor PubMed's nbib "
            "(PMID- 12345678), CSL-JSON or EndNote XML; --format says which, if it is one of them"
        )
    return min(found, key=lambda name: found[name])


def read_file(text: str, format_: str = "") -> IncomingFile:
    """Return the entries of a text, in its order.

    Args:
        text: the whole text.
        format_: one of `FORMATS`, or empty where the text itself says it.

    Raises:
        UnreadableFileError: when it is in no format that is read, or nothing can be made of it.
    """
    tidy = unified(text).removeprefix("\ufeff")
    return FORMATS[format_ or format_of(tidy)](tidy)


def the_one_entry(file: IncomingFile) -> IncomingEntry:
    """Return the entry of a file that has one, and can be read.

    Raises:
        UnreadableFileError: when there is none, or more than one, or it cannot be read.
    """
    if len(file.entries) != 1:
        what = "one entry is asked for" if file.entries else "there is no entry in it"
        raise UnreadableFileError(f"{what}: one is needed, and here are {len(file.entries)}")
    (entry,) = file.entries
    if entry.fault:
        raise UnreadableFileError(entry.fault)
    return entry
