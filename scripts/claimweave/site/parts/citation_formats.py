"""How a work or a claim is cited: in plain words, and in the formats of reference managers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.references.ama_style import plain as ama_plain
from claimweave.references.bibtex import exported_entry
from claimweave.references.csl_json import csl_json
from claimweave.references.record import BibliographicRecord
from claimweave.references.ris import ris_text
from claimweave.review.names import Author
from claimweave.site.links import claim_page, url_of
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
    settings = base.review.settings
    site = publication.name or (settings.title if settings else "")
    url, place = publication.url(claim_page(claim.id)), url_of(claim_page(claim.id))
    last = next(iter(publication.history.get(claim.path, ())), None)
    day = publication.created[:10] or (last.day if last else "")
    version = last.commit[:10] if last else ""
    stands = labels.VERDICTS[base.verdict(claim)].label
    title = f"Claim, {stands[0].lower()}{stands[1:]}{f' as of {day}' if day else ''}: {claim.text}"
    formerly = listed(claim.record.formerly)
    named = f"{claim.id} (formerly {formerly})" if formerly else claim.id
    note = f"Claim {named}. {wording.verdict_sentence(base, claim)}"
    note += "" if url else f" At {place} on its site."
    fields = {"title": title.rstrip("."), "howpublished": site, "version": version, "date": day,
              "year": day[:4], "note": note, "url": url}  # fmt: skip
    told = f"Version {version}." if version else ""
    plain = f"{_stopped(site)} {_stopped(title)} {note} {told} {url}"
    # The empty name of a site that has none would be an author without a name.
    authors = (Author(site, whole=True),) if site else ()
    record = BibliographicRecord("online", authors, {k: v for k, v in fields.items() if v})
    cited = Citation.of(record, claim.id, printable(" ".join(plain.split())))
    # BibTeX has no type for a page: only biblatex reads one.
    return replace(cited, bibtex=exported_entry(replace(record, kind="misc"), claim.id))


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
