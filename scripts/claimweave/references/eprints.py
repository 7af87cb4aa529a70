"""Numbers of works on servers: of preprints such as arXiv, and of archives such as JSTOR.

Sources: arXiv's scheme of identifiers; biblatex's manual, section 3.14.7 (electronic publishing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from claimweave.identifiers.pubmed import pubmed_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERVERS = {
    name.casefold().replace(" ", ""): name
    for name in (
        "arXiv", "bioRxiv", "medRxiv", "ChemRxiv", "PsyArXiv", "SocArXiv", "EdArXiv", "EarthArXiv",
        "engrXiv", "PaleorXiv", "SportRxiv", "AgriXiv", "TechRxiv", "ESSOAr", "SSRN", "RePEc",
        "Research Square", "Preprints.org", "OSF Preprints", "Authorea", "PeerJ Preprints", "viXra",
        "HAL", "ChinaXiv", "SciELO Preprints", "MetaArXiv", "JMIR Preprints", "Qeios",
    )
} | {"corr": "arXiv", "preprints": "Preprints.org", "ssrnelectronicjournal": "SSRN"}  # fmt: skip
"""Servers of preprints, as they write themselves; DBLP calls arXiv `CoRR`."""

_ADDRESSES = {
    "arXiv": "https://arxiv.org/abs/",
    "HAL": "https://hal.science/",
    "jstor": "https://www.jstor.org/stable/",
    "hdl": "https://hdl.handle.net/",
}
"""Where a number is looked up, as biblatex links it."""

_NUMBER = r"([0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7}(?:v[0-9]+)?)"
_ARXIV = re.compile(
    rf"(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)?{_NUMBER}(?:\.pdf)?", re.IGNORECASE
)
_IN_TEXT = re.compile(rf"\barxiv(?:\s+e?-?preprint)?[\s:]+(?:arxiv:\s*)?{_NUMBER}", re.IGNORECASE)
_ELSEWHERE = (
    ("doi", re.compile(rf"10\.48550/arxiv\.{_NUMBER}", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/{_NUMBER}(?:\.pdf)?", re.IGNORECASE
        ),
    ),
    ("volume", re.compile(rf"abs/{_NUMBER}", re.IGNORECASE)),
)
_PLACES = ("archiveprefix", "journal", "publisher", "howpublished", "institution", "series")
_ADDED = re.compile(
    r"^(?:preprint (?:at|on)|posted on|available at)\s+|\s*\([^()]*\)|\s*\[[\w.-]+\]|"
    r"\s*:?\s*the preprint server for .*|"
    r"[\s,:]*e?-?(?:preprints?|prints?)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Eprint:
    """A work's number on a server; either may be unknown."""

    server: str
    number: str
    is_preprint: bool

    @property
    def label(self) -> str:
        """The number with its server, as `arXiv:2001.01234`."""
        return f"{self.server}:{self.number}" if self.server and self.number else self.number

    @property
    def address(self) -> str:
        """The address of the work under its number; empty where a journal has another text."""
        if self.server in _SERVERS.values() and not self.is_preprint:
            return ""
        if self.server.casefold() == "pubmed":
            return pubmed_address(self.number)
        base = _ADDRESSES.get(self.server) or _ADDRESSES.get(self.server.casefold())
        return f"{base}{quote(self.number, safe='/.:')}" if base and self.number else ""


def eprint_of(fields: Mapping[str, str]) -> Eprint | None:
    """Return the number of a work on a server, wherever its entry says it; None when it does not.

    A work is a preprint when a server has it, and no journal and no volume of papers.
    """
    named = {place: _server(fields.get(place, "")) for place in _PLACES}
    arxiv = _arxiv_number(fields)
    given = fields.get("eprint", "").strip()
    server = next(filter(None, named.values()), "") or fields.get("archiveprefix", "")
    if arxiv and server in ("", "arXiv"):
        server, given = "arXiv", arxiv
    if not server and not given:
        return None
    elsewhere = fields.get("booktitle") or (fields.get("journal") and not named["journal"])
    return Eprint(server, given, server in _SERVERS.values() and not elsewhere)


def _arxiv_number(fields: Mapping[str, str]) -> str:
    if given := fields.get("eprint") or fields.get("arxivid"):
        found = _ARXIV.fullmatch(given.strip())
        return found[1] if found else ""
    for place in _PLACES:
        if found := _IN_TEXT.search(fields.get(place, "")):
            return found[1]
    matches = (form.fullmatch(fields.get(name, "").strip()) for name, form in _ELSEWHERE)
    return next((found[1] for found in matches if found), "")


def _server(text: str) -> str:
    """Return the server that a text names and nothing else: `arXiv preprint arXiv:2001.01234`."""
    bare = _ADDED.sub("", _IN_TEXT.sub("arxiv", text))
    return _SERVERS.get(_folded(bare)) or _SERVERS.get(_folded(text), "")


def _folded(text: str) -> str:
    return re.sub(r"[\s:]+", "", text).casefold()
