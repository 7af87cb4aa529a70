"""Names as AMA lists them.

Source: AMA Manual of Style, 11th edition, 3.7 (authors), 3.8 (particles stay as they are), 3.12.4
(editors and translators) and 3.13 (patents).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.names import NameList

if TYPE_CHECKING:
    from claimweave.references.work import Work
    from claimweave.review.names import Author
    from claimweave.review.reference import Reference

ALL_LISTED = 6
FIRST_LISTED = 3
_ROLES = {
    "editor": ("ed", "eds"),
    "translator": ("trans", "trans"),
    "compiler": ("comp", "comps"),
    "founder": ("founder", "founders"),
    "director": ("director", "directors"),
    "illustrator": ("illus", "illus"),
}
"""What stands behind the names of those who did not write a work: of one, and of several."""


def initials(given: str) -> str:
    """Return the initials of given names: `Jennifer L.` is `JL`, `Mu-Hong` is `MH`."""
    if given.isupper() and given.isalpha():
        return given
    return "".join(part[0].upper() for part in re.split(r"[\s.-]+", given) if part)


def author_list(reference: Reference) -> str:
    """Return the authors as AMA lists them, without the closing full stop."""
    return listed(NameList(reference.authors, reference.more_authors))


def listed(names: NameList) -> str:
    """Return names as AMA lists them: up to six, of more the first three and `et al`."""
    known = [_name(author) for author in names.names]
    if not known:
        return ""
    if names.more or len(known) > ALL_LISTED:
        return ", ".join([*known[:FIRST_LISTED], "et al"])
    return ", ".join(known)


def with_role(names: NameList, role: str) -> str:
    """Return names with what they did: `Bern B, Cole C, eds`; empty when there are none."""
    one, several = _ROLES.get(role, _ROLES["editor"])
    text = listed(names)
    single = len(names.names) == 1 and not names.more
    return f"{text}, {one if single else several}" if text else ""


def by_editors(work: Work) -> str:
    """Return who edited or translated a work that nobody wrote, and that is not a part of one."""
    if work.kind.form == "part":
        return ""
    return with_role(work.names("editor"), editor_role(work)) or with_role(
        work.names("translator"), "translator"
    )


def editor_role(work: Work) -> str:
    """Return what those in the field `editor` did: biblatex's `editortype` says it."""
    return work.field("editortype").casefold() or "editor"


def of_a_patent(work: Work) -> str:
    """Return the inventors of a patent, and whom it belongs to."""
    inventors, holders = listed(work.names("author")), listed(work.names("holder"))
    count = len(work.authors)
    named = f"{inventors}, {'inventor' if count == 1 else 'inventors'}" if inventors else ""
    owned = f"{holders}, {'assignee' if len(work.names('holder').names) == 1 else 'assignees'}"
    return "; ".join(filter(None, (named, owned if holders else "")))


def _name(author: Author) -> str:
    suffix = author.suffix.replace(".", "").replace(",", "")
    return " ".join(filter(None, (author.family, initials(author.given), suffix)))
