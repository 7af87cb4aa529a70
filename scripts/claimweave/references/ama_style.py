"""Citations in the style of the American Medical Association.

Source: AMA Manual of Style, 11th edition, chapter 3 (references): up to six authors are listed,
of more than six the first three and "et al"; initials have no full stops; year;volume(issue):pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.review.reference import Author, Reference

ALL_LISTED = 6
FIRST_LISTED = 3


def initials(given: str) -> str:
    """Return the initials of given names: `Jennifer L.` is `JL`, `Mu-Hong` is `MH`."""
    if given.isupper() and given.isalpha():
        return given
    return "".join(part[0].upper() for part in re.split(r"[\s.-]+", given) if part)


def author_list(reference: Reference) -> str:
    """Return the authors as AMA lists them, without the closing full stop."""
    names = [_name(author) for author in reference.authors]
    if reference.more_authors:
        return ", ".join([*names[:FIRST_LISTED], "et al"])
    if len(names) > ALL_LISTED:
        return ", ".join([*names[:FIRST_LISTED], "et al"])
    return ", ".join(names)


def ama(reference: Reference) -> Markup:
    """Return the reference in AMA style as HTML; what nobody has seen is left out."""
    authors = author_list(reference)
    parts = [escape(printable(_stopped(authors)))] if authors else []
    if reference.title:
        parts.append(escape(printable(_stopped(reference.title))))
    journal = reference.field("journal")
    if journal:
        parts.append(Markup("<i>{}</i>.").format(printable(journal.rstrip("."))))
    issue = _issue(reference)
    if issue:
        parts.append(escape(printable(issue)))
    if reference.field("doi"):
        parts.append(escape(printable(f"doi:{reference.field('doi')}")))
    return Markup(" ").join(parts)


def plain(reference: Reference) -> str:
    """Return the reference in AMA style as plain text."""
    return ama(reference).striptags()


def _name(author: Author) -> str:
    return f"{author.family} {initials(author.given)}".strip()


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _issue(reference: Reference) -> str:
    volume, number = reference.field("volume"), reference.field("number")
    pages = reference.field("pages").replace("--", "-")
    text = reference.year
    if volume:
        text += f";{volume}" + (f"({number})" if number else "")
    if pages:
        text += f":{pages}" if volume else f";{pages}"
    return f"{text}." if text else ""
