"""Names and texts of CSL-JSON. Source: its schema 1.0.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.references.incoming.source_fields import displayed
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Mapping


def csl_names(value: object) -> NameList:
    """Return a list of names; a family name stands with its particle."""
    found = (
        [_name(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    )
    known = [name for name in found if name]
    more = any(name.literal.casefold() in ("others", "et al.") for name in known)
    kept = [name for name in known if name.literal.casefold() not in ("others", "et al.")]
    return NameList(tuple(kept), more)


def _name(one: dict[str, Any]) -> Author | None:
    text = {part: displayed(csl_text(value)) for part, value in one.items()}
    if text.get("literal"):
        return Author(text["literal"])
    particles = (text.get("dropping-particle"), text.get("non-dropping-particle"))
    family = " ".join(filter(None, (*particles, text.get("family"))))
    if not family:
        return Author(text["given"]) if text.get("given") else None
    return Author(family, text.get("given", ""), text.get("suffix", ""))


def joined_names(names: Mapping[str, NameList], roles: tuple[str, ...]) -> NameList:
    """Return the names of several roles as one list, each once."""
    lists = [names[role] for role in roles]
    every = dict.fromkeys(name for one in lists for name in one.names)
    return NameList(tuple(every), any(one.more for one in lists))


def csl_text(value: object) -> str:
    """Return a text or a number as it is written; empty for anything else."""
    return value if isinstance(value, str) else ""
