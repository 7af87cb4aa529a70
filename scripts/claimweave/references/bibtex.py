"""Entries of BibTeX: as `bibliography.bib` has them, and as other programs read them.

In the bibliography a text stands as it is, and in LaTeX only where it has a sign that makes
readers take it for LaTeX. Other programs take every text for LaTeX. Sources: Patashnik,
"BibTeXing" (braces must balance, whatever stands before them), and `review/reading/bibtex_reader`.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.references.pages import with_hyphens
from claimweave.references.record import ROLES
from claimweave.references.work import Work
from claimweave.review.names import NameList
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.entry_values import ADDRESSES, RANGES, read_value
from claimweave.review.work_date import date_of_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claimweave.references.record import BibliographicRecord
    from claimweave.review.reference import Author

_READ_AS_LATEX = re.compile(r"[\\$~`]|--|''|&[#A-Za-z]|<[/A-Za-z]")
_IN_RANGES = re.compile(r"[\\$~`]|''|&[#A-Za-z]|<[/A-Za-z]")
"""What a reader takes for LaTeX or for markup: in a text, and where two hyphens mean `to`."""

_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"} | {
    sign: f"\\{sign}" for sign in "$%&_#"
}
_SIGNS_OF_OTHERS = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}"}
"""Signs that only others read as they are written here: our own reader has no braces in a text."""

_QUOTED = {"`": r"\textasciigrave{}"}
"""What our own reader takes for a quote, wherever it stands."""

_LIGATURE = re.compile(r"(?<=[-`',<>?!])(?=[-`',<>?!])")
"""Between two signs that LaTeX makes one of, as it makes a dash of two hyphens."""

_RANGES = ("volume", "number", "year")
"""Fields in which two hyphens are meant to become a dash."""

_VERBATIM = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}
"""Signs that no address holds as they are; BibTeX takes an address as it stands."""

_NAMES = ("author", *ROLES)

_ENCODED = ("doi", "url", "eprint")
"""Addresses in which a sign that none may have can be written as `%20`."""

_BODIES = ("publisher", "institution", "organization", "school")
"""Fields that biblatex would part at an `and`: each names one body here."""

_WHOLE_TITLES = (
    "title", "booktitle", "subtitle", "booksubtitle", "maintitle", "mainsubtitle", "series",
    "issuetitle", "issuesubtitle", "shorttitle", "eventtitle", "origtitle",
)  # fmt: skip
"""Fields whose capital letters a reader must keep."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""What BibTeX calls the months: a style writes them out."""


class UnwritableEntryError(RefusedError):
    """An entry cannot be written so that it is read as what it says; the message says why."""


def author_field(authors: Iterable[Author], *, more: bool = False) -> str:
    """Return authors as the bibliography writes them; a body stands in braces."""
    known = list(authors)
    latex = any(
        _READ_AS_LATEX.search(author.family + author.given + author.suffix) for author in known
    )
    return _names(known, lambda text: _ours(text, latex=latex), more=more)


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry of the bibliography in its canonical form, without a line break at its end.

    `fields` are plain texts, but for names, which are as `author_field` writes them; those without
    a text are left out.

    Raises:
        UnwritableEntryError: when it is not read back just as it was given.
    """
    given = {name: text for name, text in fields.items() if text}
    values = {n: text if n in _NAMES else _ours(text, n) for n, text in given.items()}
    text = _laid_out(kind, key, values, width=0)
    entries, problems = read_bibtex(TextFile("", text))
    if problems or len(entries) != 1 or entries[0].key != key:
        what = problems[0].message if problems else "it would be read as something else"
        raise UnwritableEntryError(f"the entry {key} cannot be written in BibTeX: {what}")
    (read,) = entries
    odd = [n for n, wanted in given.items() if n not in _NAMES and read.fields.get(n) != wanted]
    others = _read_by_others(text)
    if (
        odd
        or read.kind != kind
        or read.fields.keys() != given.keys()
        or others != (kind, key, {*given})
    ):
        raise UnwritableEntryError(
            f"{', '.join(odd) or key} cannot be written in BibTeX as it is: "
            "leave out backslashes, braces and dollar signs",
            odd[0] if odd else "",
        )
    return form_of_bibliography(text).strip("\n")


def _read_by_others(text: str) -> tuple[str, str, set[str]] | None:
    """Return kind, key and field names of an entry as bibtexparser reads it; None if it does not.

    It is a reader that is not ours: what both read alike, the programs of others will read.
    """
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - only who writes needs it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it logs what it also returns
    library = parse_string(text)
    if library.failed_blocks or len(library.entries) != 1:
        return None
    (entry,) = library.entries
    return entry.entry_type.lower(), entry.key, {field.key for field in entry.fields}


def exported_entry(record: BibliographicRecord, key: str) -> str:
    """Return a work as other programs read it: its own type, and each field that its entry has."""
    people = {"author": NameList(record.authors, record.more_authors), **record.people}
    values = {
        role: names
        for role, known in people.items()
        if (names := _names(known.names, _for_others, more=known.more))
    }
    values |= {name: _value_for_others(name, text) for name, text in record.fields.items() if text}
    values |= {name: latex for name in values if (latex := _latex_of(record, name))}
    if "url" not in values and (address := Work.of(record).url):
        values["url"] = _value_for_others("url", address)
    return _laid_out(record.kind, key, values, width=max(map(len, values), default=0)) + "\n"


def _latex_of(record: BibliographicRecord, name: str) -> str:
    """Return a field as its entry has it, where some of it has no plain form; else nothing."""
    source = record.sources.get(name, "")
    if name in ADDRESSES or not read_value(name, source).as_written:
        return ""
    return " ".join(source.split())


def _laid_out(kind: str, key: str, values: Mapping[str, str], *, width: int) -> str:
    """Return an entry; titles get a second pair of braces, so that no style changes letters."""
    whole = {name: f"{{{values[name]}}}" for name in _WHOLE_TITLES if name in values}
    braced = {name: f"{{{value}}}" for name, value in ({**values, **whole}).items()}
    if values.get("month") in _MONTHS:
        braced["month"] = values["month"]
    lines = [f"  {name:<{width}} = {value}," for name, value in braced.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _names(authors: Iterable[Author], written: Callable[[str], str], *, more: bool) -> str:
    def part(text: str, *, whole: bool = False) -> str:
        """Write a part of a name; where it has a comma, it would be two of them."""
        return f"{{{written(text)}}}" if whole or "," in text else written(text)

    names = []
    for one in authors:
        family = part(one.family, whole=one.whole or bool(one.literal))
        names.append(", ".join([family, *(part(p) for p in (one.suffix, one.given) if p)]))
    return " and ".join([*names, *(["others"] if more else [])])


def _ours(text: str, name: str = "", *, latex: bool = False) -> str:
    """Return a text as the bibliography has it: without braces, and in LaTeX only if it must be.

    An address stands as it is: nothing in it is read as LaTeX.
    """
    bare = text.replace("{", "").replace("}", "")
    read_as_latex = _IN_RANGES if name in RANGES else _READ_AS_LATEX
    if name in ADDRESSES or (not latex and not read_as_latex.search(bare)):
        return bare
    written = "".join((_LATEX | _QUOTED).get(char, char) for char in bare)
    return written if name in RANGES else _unjoined(written)


def _for_others(text: str) -> str:
    return _unjoined(_as_latex(text))


def _as_latex(text: str) -> str:
    signs = _LATEX | _SIGNS_OF_OTHERS
    return "".join(signs.get(char, char) for char in " ".join(text.split()))


def _value_for_others(name: str, text: str) -> str:
    line = " ".join(text.split())
    if name in ADDRESSES and name not in _ENCODED:
        return line.replace("{", "").replace("}", "")
    if name in _ENCODED:
        return "".join(_VERBATIM.get(char, char) for char in line)
    if name == "month" and (month := _month(text)):
        return _MONTHS[month - 1]
    if name == "pages":
        return _as_latex(with_hyphens(text, "--"))
    if name in _BODIES and re.search(r"\band\b", text, re.IGNORECASE):
        return f"{{{_for_others(text)}}}"
    return _as_latex(text) if name in _RANGES else _for_others(text)


def _month(text: str) -> int | None:
    """Return the number of a month, where a text names nothing but one."""
    date = date_of_parts("2000", text)
    return None if date.day else date.month


def _unjoined(latex: str) -> str:
    return _LIGATURE.sub("{}", latex)
