"""Names of authors as lists of references print them: `Adler A, Bern BC`, `Adler, A., & Bern, B.`.

Source: the forms of Vancouver and AMA, APA, Harvard and Chicago.
"""

from __future__ import annotations

import re

from claimweave.review.names import Author, NameList

_LOW = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|al|el|bin|af|av)\s)"
_FAMILY = r"(?:[A-ZÀ-ÞŁŚŽČŠ][\w'’-]*|[a-z]['’][A-Z][\w'’-]*)(?:\s[A-ZÀ-Þ][\w'’-]+){0,2}"
_INITIALS = r"[A-ZÀ-Þ](?:[-.]?[A-ZÀ-Þ]){0,4}\.?"
_VANCOUVER = re.compile(
    rf"(?P<family>{_LOW}{{0,3}}{_FAMILY})\s(?P<given>{_INITIALS})"
    rf"(?P<particle>(?:\s{_LOW}{{0,2}}(?:van|von|der|den|de|da|du|di))?)(?:\s(?P<suffix>Jr|Sr|II|III|IV|2nd|3rd))?"
)
_MORE = re.compile(r",?\s*(?:and\s)?(?:et\sal\b\.?|and others)\s*$|,?\s*(?:…|\.\.\.)\s*$")
_INVERTED = re.compile(
    rf"(?P<family>{_LOW}{{0,3}}{_FAMILY}),\s(?P<given>(?:[A-ZÀ-Þ][\w'’-]*\.?[-\s]?){{1,4}}(?:\s?(?:van|von|de|der|den|da|do|dos|du|di|la)\b\.?){{0,3}})"
)
_STRAIGHT = re.compile(
    rf"(?P<given>(?:[A-ZÀ-Þ][\w'’-]*\.?\s){{1,3}})(?P<family>{_LOW}{{0,3}}{_FAMILY})"
)
_INITIALLED = re.compile(
    rf"(?P<family>{_LOW}{{0,3}}{_FAMILY}),\s(?P<given>(?:[A-ZÀ-Þ]\.[-\s]?){{1,4}})"
    rf"(?P<particle>(?:\s?{_LOW}{{0,2}}(?:van|von|der|den|de|da|du|di)\b\.?)?)"
)
_BEFORE_FAMILY = re.compile(
    rf"(?P<given>(?:[A-ZÀ-Þ]\.[-\s]?){{1,4}})\s?(?P<family>{_LOW}{{0,3}}{_FAMILY})"
)
_TRAILING = re.compile(rf"(?:^|\s)({_LOW}{{0,2}}(?:van|von|der|den|de|da|du|di|del|la))\.?$")
_BETWEEN = re.compile(r"[.,;]?\s*(?:(?:and|&)\s+)?")
_BODY = re.compile(r"[A-ZÀ-Þ][^,;.&()]{2,120}")
_OF_WORDS = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s[\w’'-]+){1,12}")
"""The name of a body before those of people: `Policy Cures, Moran M, Guzman J`."""


def with_particle(family: str, given: str) -> tuple[str, str]:
    """Return a name whose particle stands with the family: `Plough, Peter van der`."""
    found = _TRAILING.search(given)
    if not found:
        return family, given
    return f"{found[1]} {family}", given[: found.start()].strip()


def vancouver_names(text: str) -> NameList | None:
    """Return names such as `Adler A, Bern BC, et al`; None where one has another form."""
    whole = text.strip(" .")
    bare = _MORE.sub("", whole)
    names = []
    for part in re.split(r",\s+(?:and\s)?|;\s+", bare) if bare else []:
        match = _VANCOUVER.fullmatch(part.strip(" ."))
        if not match:
            return None
        family = " ".join(filter(None, (match["particle"].strip(), match["family"])))
        given = ". ".join(re.sub(r"[.\s]", "", match["given"])) + "."
        given = given.replace("-. ", "-").replace(". -", ".-")
        names.append(Author(family, given, match["suffix"] or ""))
    return NameList(tuple(names), bare != whole) if names else None


def leading_names(text: str) -> tuple[NameList, str] | None:
    """Return the names with which a work begins, each with initials, and what follows.

    `King, A. B. & Lowe, C. Title`, or `A. B. King and C. Lowe, “Title`; None for other forms.
    """
    for form in (_INITIALLED, _BEFORE_FAMILY):
        found, at = [], 0
        while name := form.match(text, at):
            particle = (name.groupdict().get("particle") or "").strip(" .")
            family = " ".join(filter(None, (particle, name["family"])))
            found.append(Author(family, name["given"].strip()))
            at = name.end()
            between = _BETWEEN.match(text, at)
            after = between.end() if between else at
            if not form.match(text, after):
                break
            at = after
        if found:
            rest = text[at:].lstrip(" .,")
            more = re.match(r"(?:and\s|&\s)?et\sal\.?,?\s", rest)
            return NameList(tuple(found), bool(more)), rest[more.end() :] if more else rest
    return None


def names_before_year(text: str) -> NameList | None:
    """Return names such as `Adler, A., & Bern, B.` or `Adler, Ann, and Ben Bern`; None for others.

    One name without a comma is that of a body.
    """
    whole = text.strip()
    bare = _MORE.sub("", whole).strip(" ,")
    vancouver = vancouver_names(re.sub(r",?\s(?:and|&)\s", ", ", bare))
    if vancouver is not None:
        return NameList(vancouver.names, vancouver.more or bare != whole)
    head, _, people = bare.partition(", ")
    behind = vancouver_names(people) if _OF_WORDS.fullmatch(head) else None
    if behind is not None:
        return NameList((Author(head), *behind.names), behind.more or bare != whole)
    found: list[Author] = []
    at = 0
    while at < len(bare):
        form = _INVERTED.match(bare, at) or (_STRAIGHT.match(bare, at) if found else None)
        if not form:
            body = _BODY.fullmatch(bare.strip(" .")) if not found else None
            return NameList((Author(body[0]),), bare != whole) if body else None
        found.append(Author(*with_particle(form["family"].strip(), form["given"].strip(" ,"))))
        at = form.end()
        gap = re.match(r"[.,]?\s*(?:,\s*)?(?:(?:and|&)\s+|;\s*)?", bare[at:])
        at += gap.end() if gap else 0
    return NameList(tuple(found), bare != whole) if found else None
