"""A new entry of the bibliography: its text, and its place. All else stays as it stands.

Sources: the BibTeX name forms and field syntax, as `sources/bibtex_reader` reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry

from claimweave.formatting.bibliography import form_of_bibliography
from claimweave.sources.bibtex_reader import BibtexEntry, read_bibtex
from claimweave.sources.files import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.model.reference import Author

_SIGNS = re.compile(r"[\\$]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "$%&_#"},
}
"""How signs are written in a text with a backslash or a dollar: it is read as LaTeX, others not."""

_LIGATURE = re.compile(r"(?<=[-`',<>?!])(?=[-`',<>?!])")
"""Between two signs that LaTeX makes one of, as it makes a dash of two hyphens."""


class UnwritableEntryError(Exception):
    """An entry cannot be written so that it is read as what it says; the message says why."""


def author_field(authors: Iterable[Author], *, more: bool = False) -> str:
    """Return authors as BibTeX writes them; a body such as a ministry stands in braces."""
    listed = list(authors)
    latex = any(_SIGNS.search(author.family + author.given) for author in listed)
    names = [_name(author, latex=latex) for author in listed]
    return " and ".join([*names, *(["others"] if more else [])])


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry in its canonical form, without a line break at its end.

    `fields` are plain texts, but for `author`, which is as `author_field` writes it. A title gets
    a second pair of braces, so that no style changes its letters.

    Raises:
        UnwritableEntryError: when it is not read as it was meant.
    """
    written = {name: value if name == "author" else _plain(value) for name, value in fields.items()}
    if "title" in written:
        written["title"] = f"{{{written['title']}}}"
    lines = [f"  {name} = {{{value}}}," for name, value in written.items()]
    text = "\n".join([f"@{kind}{{{key},", *lines, "}"])
    read, problems = read_bibtex(TextFile("", text))
    wanted = {name: _bare(value) for name, value in fields.items() if name != "author"}
    found = (
        {name: value for name, value in read[0].fields.items() if name in wanted} if read else {}
    )
    if problems or len(read) != 1 or read[0].key != key or found != wanted:
        what = problems[0].message if problems else "it would be read as something else"
        raise UnwritableEntryError(f"the entry {key} cannot be written: {what}")
    return form_of_bibliography(text).strip("\n")


def with_entry(bibliography: str, entry: str, number: int | None = None) -> str:
    """Return the bibliography with an entry more: by its number in the review, or at the end.

    Raises:
        UnwritableEntryError: when the other entries would not be read as they were.
    """
    before = [raw for raw, found in _entries(bibliography) if number and _number(found) < number]
    if not before or not number:
        result = f"{bibliography.rstrip()}\n\n{entry}\n" if bibliography.strip() else f"{entry}\n"
    else:
        end = bibliography.index(before[-1]) + len(before[-1])
        result = f"{bibliography[:end]}\n\n{entry}{bibliography[end:]}"
    return _confirmed(bibliography, result, entry)


def with_entry_replaced(bibliography: str, key: str, entry: str) -> str:
    """Return the bibliography with another entry in the place of the one with the key.

    Raises:
        UnwritableEntryError: when the other entries would not be read as they were.
    """
    (raw,) = (raw for raw, found in _entries(bibliography) if found.key == key)
    return _confirmed(bibliography, bibliography.replace(raw, entry, 1), entry, without=key)


def _confirmed(before: str, after: str, entry: str, without: str = "") -> str:
    """Return the new text, if it holds the old entries and the new one, and nothing else."""
    (new,), _ = read_bibtex(TextFile("", entry))
    old = {found.key: _content(found) for _, found in _entries(before) if found.key != without}
    read, problems = read_bibtex(TextFile("", after))
    found = {one.key: _content(one) for one in read}
    if problems or found != old | {new.key: _content(new)} or len(read) != len(found):
        raise UnwritableEntryError(f"with the entry {new.key} the bibliography could not be read")
    return after


def _content(entry: BibtexEntry) -> tuple[str, dict[str, str], tuple[str, ...]]:
    return (entry.kind, entry.fields, entry.bodies)


def _entries(text: str) -> list[tuple[str, BibtexEntry]]:
    """Return each entry with its text as it stands."""
    read, _ = read_bibtex(TextFile("", text))
    blocks = (block for block in parse_string(text, parse_stack=[]).blocks)
    raws = {b.key: (b.raw or "").strip() for b in blocks if isinstance(b, Entry)}
    return [(raws[entry.key], entry) for entry in read]


def _number(entry: BibtexEntry) -> int:
    text = entry.fields.get("reviewnumber", "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


def _name(author: Author, *, latex: bool) -> str:
    family, given = _plain(author.family, latex=latex), _plain(author.given, latex=latex)
    if given:
        return f"{family.replace(',', '')}, {given}"
    return f"{{{family}}}" if re.search(r"[\s,]", family) else family


def _plain(text: str, *, latex: bool = False) -> str:
    """Return a plain text as BibTeX: without braces, and where LaTeX is read, as LaTeX."""
    bare = text.replace("{", "").replace("}", "")
    if not latex and not _SIGNS.search(bare):
        return bare
    written = "".join(_LATEX.get(char, char) for char in bare)
    return _LIGATURE.sub("{}", written)
