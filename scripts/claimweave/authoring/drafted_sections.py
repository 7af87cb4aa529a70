"""The sections of an article as review.yml has them: each with its title, a folder and its role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.writing.yaml_values import in_flow
from claimweave.words.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.article.draft import Draft
    from claimweave.review.reading.yaml_reader import Data

LONGEST = 30
"""Letters of a folder's name: as many whole words of the title as have no more."""

_ROLES = (
    ("abstract", re.compile(r"(?:structured )?(?:abstract|summary)", re.IGNORECASE)),
    ("conclusion", re.compile(r"(?:\w+ and )?(?:conclusions?|concluding \w+)\b.*", re.IGNORECASE)),
)
_SMALL = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or",
                    "the", "to", "with"})  # fmt: skip


def drafted_sections(draft: Draft) -> dict[str, dict[str, Data]]:
    """Return locator to title, folder and role of each section of an article that has sentences.

    What lies in a section is one of its own, as S3.2 in S3; what lies deeper is left to it. An
    abstract and a conclusion stay whole.
    """
    whole = {name: _role(title) for name, title in draft.sections.items() if "." not in name}
    holding = {_section_for(one.locator, draft.sections, whole) for one in draft.sentences}
    found: dict[str, dict[str, Data]] = {}
    for locator, title in draft.sections.items():
        if locator not in holding:
            continue
        fields: dict[str, Data] = {"title": title, "folder": section_folder(locator, title)}
        role = whole.get(locator)
        if role and not any(other.get("role") == role for other in found.values()):
            fields["role"] = role
        found[locator] = fields
    return found


def _section_for(locator: str, titles: Mapping[str, str], whole: Mapping[str, str]) -> str:
    """Return the section that a sentence is filed under: of two levels at most."""
    top, _, rest = locator.rpartition(".p")[0].partition(".")
    second = f"{top}.{rest.partition('.')[0]}"
    return second if rest and second in titles and not whole.get(top) else top


def _role(title: str) -> str:
    return next((role for role, form in _ROLES if form.fullmatch(title.strip(" .:"))), "")


def section_lines(sections: Mapping[str, Mapping[str, Data]]) -> str:
    """Return the lines of these sections for review.yml."""
    return "".join(
        f"  {in_flow(locator)}: {in_flow(dict(one))}\n" for locator, one in sections.items()
    )


def section_folder(locator: str, title: str) -> str:
    """Return a folder's name such as `3-lime-and-yield`: what stands before a colon is enough."""
    number = re.sub(r"[^0-9]+", "-", locator).strip("-")
    named = re.split(r"[:—–]\s", title, maxsplit=1)[0].strip() or title
    words = re.findall(r"[a-z0-9]+", unaccented(re.sub(r"['’]", "", named)).casefold())
    name = ""
    for word in words:
        if name and len(name) + len(word) > LONGEST:
            break
        name += f"-{word}"
    kept = name.strip("-").split("-")
    while len(kept) > 1 and kept[-1] in _SMALL:
        kept.pop()
    return "-".join(filter(None, (number, *kept))) or "section"
