"""The text of a new entry of the bibliography.

Sources: the BibTeX name forms and field syntax, as `sources/bibtex_reader` reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.review.reading.bibtex_reader import read_bibtex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.review.reference import Author

_SIGNS = re.compile(r"[\\$]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "$%&_#"},
}
"""How signs are written in a text with a backslash or a dollar: it is read as LaTeX, others not."""

_WHOLE_TITLES = ("title", "booktitle")
"""Fields whose capital letters a reader must keep."""

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
    written |= {name: f"{{{written[name]}}}" for name in _WHOLE_TITLES if name in written}
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


def exact_entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry as `entry_text` does, but only if each field is read back as it is given.

    Fields without a text are left out. Only an author that is a body stands in braces.

    Raises:
        UnwritableEntryError: when a field has what BibTeX takes for something else.
    """
    given = {name: text for name, text in fields.items() if text}
    written = entry_text(kind, key, given)
    wanted = {name: _bare(text) if name == "author" else text for name, text in given.items()}
    (read,), _ = read_bibtex(TextFile("", written))
    if (read.kind, read.fields) != (kind, wanted):
        odd = [name for name, text in wanted.items() if read.fields.get(name) != text]
        raise UnwritableEntryError(
            f"{', '.join(odd) or key} cannot be written in BibTeX as it is: "
            "leave out backslashes, braces and dollar signs"
        )
    return written


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
