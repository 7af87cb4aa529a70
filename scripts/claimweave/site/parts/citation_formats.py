"""How a work or a claim is cited: in plain words, and in the formats of reference managers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.addresses.links import claim_page, url_of
from claimweave.evidence import wording
from claimweave.references.ama_style import plain as ama_plain
from claimweave.references.bibtex import exported_entry
from claimweave.references.csl_json import csl_json
from claimweave.references.record import BibliographicRecord
from claimweave.references.ris import ris_text
from claimweave.review.names import Author
from claimweave.words import labels
from claimweave.words.counting import listed
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Reference
    from claimweave.site.publication import Publication


@dataclass(frozen=True, slots=True)
class Citation:
    """One work, or one claim, as each format writes it."""

    plain: str
    bibtex: str
    ris: str
    csl: str

    @classmethod
    def of(cls, record: BibliographicRecord, key: str, plain: str) -> Citation:
        """Return a record in each format, under a key."""
        return cls(plain, exported_entry(record, key), ris_text(record, key), csl_json(record, key))

    def formats(self) -> tuple[tuple[str, str, str], ...]:
        """Return (label, ending of a file's name, text), the plain one first."""
        return (
            ("Plain text", "txt", self.plain),
            ("BibTeX", "bib", self.bibtex),
            ("RIS", "ris", self.ris),
            ("CSL-JSON", "json", self.csl),
        )


def reference_citation(reference: Reference) -> Citation:
    """Return how a reference is cited."""
    record = BibliographicRecord.of(reference)
    return Citation.of(record, reference.key, ama_plain(reference))


def claim_citation(base: EvidenceBase, claim: Claim, publication: Publication) -> Citation:
    """Return how a claim of this project is cited: as a claim, of the project, as of a day.

    Its title says how it stands. The day is that of the commit that was built, or else that of the
    claim's last change; its version is that change. What is not known is left out. Where the
    site's address is not known, the note names the page's path within the site.
    """
    last = next(iter(publication.history.get(claim.path, ())), None)
    day = publication.created[:10] or (last.day if last else "")
    stands = labels.VERDICTS[base.verdict(claim)].label
    formerly = listed(claim.record.formerly)
    named = f"{claim.id} (formerly {formerly})" if formerly else claim.id
    cited = _Cited(
        claim.id,
        claim_page(claim.id),
        f"Claim, {stands[0].lower()}{stands[1:]}{_as_of(day)}: {claim.text}",
        f"Claim {named}. {wording.verdict_sentence(base, claim)}",
        day,
        last.commit[:10] if last else "",
    )
    return _of_project(base, cited, publication)


def answer_citation(
    base: EvidenceBase, path: str, question: str, found: str, publication: Publication
) -> Citation:
    """Return how the answer to a question is cited: as an answer of the project, as of a day.

    Args:
        base: the evidence of the review.
        path: the answer's page.
        question: what was asked.
        found: what was found, in a sentence.
        publication: the site.
    """
    day, key = publication.created[:10], "-".join(url_of(path).strip("/").split("/"))
    title = f"Answer{_as_of(day)}: {question}"
    return _of_project(base, _Cited(key, path, title, found, day, ""), publication)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A page of the project that is cited: its key, its path, and what is said of it."""

    key: str
    path: str
    title: str
    note: str
    day: str
    version: str


def _as_of(day: str) -> str:
    return f" as of {day}" if day else ""


def _of_project(base: EvidenceBase, cited: _Cited, publication: Publication) -> Citation:
    settings = base.review.settings
    site = publication.name or (settings.title if settings else "")
    url = publication.url(cited.path)
    note = cited.note if url else f"{cited.note} At {url_of(cited.path)} on its site."
    fields = {
        "title": cited.title.rstrip("."),
        "howpublished": site,
        "version": cited.version,
        "date": cited.day,
        "year": cited.day[:4],
        "note": note,
        "url": url,
    }
    told = f"Version {cited.version}." if cited.version else ""
    plain = f"{_stopped(site)} {_stopped(cited.title)} {note} {told} {url}"
    # The empty name of a site that has none would be an author without a name.
    authors = (Author(site, whole=True),) if site else ()
    record = BibliographicRecord("online", authors, {k: v for k, v in fields.items() if v})
    made = Citation.of(record, cited.key, printable(" ".join(plain.split())))
    # BibTeX has no type for a page: only biblatex reads one.
    return replace(made, bibtex=exported_entry(replace(record, kind="misc"), cited.key))


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
