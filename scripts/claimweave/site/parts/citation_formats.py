"""Citations for reference managers: BibTeX, RIS and CSL-JSON, and one in plain words.

Sources: Patashnik, "BibTeXing" (braces must balance, whatever stands before them); the RIS
specification of Reference Manager (tag, two spaces, hyphen, space; `TY` first, `ER` last); the
CSL-JSON schema 1.0.2 of citationstyles.org. A field that nobody has seen stays out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimweave.references.ama_style import plain as ama_plain
from claimweave.site.links import claim_page, url_of
from claimweave.words import labels
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Author, Reference
    from claimweave.site.publication import Publication

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_LATEX_SIGN = re.compile(r"[\\{}~^&%$#_]")
_VERBATIM = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}
"""Signs that no address holds as they are; BibTeX takes an address as it stands."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One work, or one claim, as each format writes it."""

    plain: str
    bibtex: str
    ris: str
    csl: str

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
    article = reference.entry.kind == "article"
    return Citation(
        plain=ama_plain(reference),
        bibtex=_bibtex("article" if article else "misc", reference.key, _bib_fields(reference)),
        ris=_ris("JOUR" if article else "GEN", _ris_fields(reference)),
        csl=_csl(_csl_item(reference, article=article)),
    )


def claim_citation(base: EvidenceBase, claim: Claim, publication: Publication) -> Citation:
    """Return how a claim of this project is cited: its words, its id, its verdict, its address.

    Where the site's address is not known, the note names the page's path within the site.
    """
    settings = base.review.settings
    site = publication.name or (settings.title if settings else "")
    url, place = publication.url(claim_page(claim.id)), url_of(claim_page(claim.id))
    note = f"Claim {claim.id}. {labels.VERDICTS[base.verdict(claim)].sentence}"
    note += "" if url else f" At {place} on its site."
    title = claim.text.rstrip(".")
    return Citation(
        plain=printable(_one_line(f"{_stopped(claim.text)} {_stopped(site)} {note} {url}".strip())),
        bibtex=_bibtex("misc", claim.id, {"title": title, "howpublished": site, "note": note,
                                          "url": url}),
        ris=_ris("ELEC", [("TI", title), ("T2", site), ("N1", note), ("UR", url),
                          ("ID", claim.id)]),
        csl=_csl({"id": claim.id, "type": "webpage", "title": title, "container-title": site,
                  "note": note, "URL": url}),
    )  # fmt: skip


def _bib_fields(reference: Reference) -> dict[str, str]:
    names = [_bib_name(author) for author in reference.authors]
    if reference.more_authors:
        names.append("others")
    fields = {"author": " and ".join(names), "title": reference.title}
    for name in ("journal", "year", "volume", "number", "pages", "doi", "pmid", "url"):
        fields[name] = reference.field(name)
    return fields


def _bib_name(author: Author) -> str:
    if author.given:
        return f"{_latex(author.family)}, {_latex(author.given)}"
    return f"{{{_latex(author.family)}}}"


def _bibtex(kind: str, key: str, fields: Mapping[str, str]) -> str:
    known = {name: _bib_value(name, text) for name, text in fields.items() if text}
    width = max(map(len, known), default=0)
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in known.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"]) + "\n"


def _bib_value(name: str, text: str) -> str:
    if name == "author":
        return _one_line(text)  # its names are written for BibTeX already
    if name in ("doi", "url"):
        return re.sub(r"[\\{} ]", lambda m: _VERBATIM[m.group()], _one_line(text))
    return f"{{{_latex(text)}}}" if name == "title" else _latex(text)


def _latex(text: str) -> str:
    return _LATEX_SIGN.sub(lambda m: _LATEX[m.group()], _one_line(text))


def _ris_fields(reference: Reference) -> list[tuple[str, str]]:
    first, _, last = reference.field("pages").replace("--", "-").partition("-")
    authors = [(a.family + (f", {a.given}" if a.given else "")) for a in reference.authors]
    return [
        *(("AU", author) for author in authors),
        ("TI", reference.title),
        ("T2", reference.field("journal")),
        ("PY", reference.year),
        ("VL", reference.field("volume")),
        ("IS", reference.field("number")),
        ("SP", first),
        ("EP", last),
        ("DO", reference.field("doi")),
        ("AN", reference.field("pmid")),
        ("UR", reference.field("url")),
        ("ID", reference.key),
    ]


def _ris(kind: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = [f"{tag}  - {_one_line(text)}" for tag, text in fields if text]
    return "\n".join([f"TY  - {kind}", *lines, "ER  - "]) + "\n"


def _csl_item(reference: Reference, *, article: bool) -> dict[str, Any]:
    year = reference.year_number
    return {
        "id": reference.key,
        "type": "article-journal" if article else "document",
        "author": [_csl_name(author) for author in reference.authors],
        "title": reference.title,
        "container-title": reference.field("journal"),
        "issued": {"date-parts": [[year]]} if year else None,
        "volume": reference.field("volume"),
        "issue": reference.field("number"),
        "page": reference.field("pages").replace("--", "-"),
        "DOI": reference.field("doi"),
        "PMID": reference.field("pmid"),
        "URL": reference.field("url"),
    }


def _csl_name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": author.family, "given": author.given}
    return {"literal": author.family}


def _csl(item: Mapping[str, Any]) -> str:
    known = {name: value for name, value in item.items() if value}
    return json.dumps([known], indent=2, ensure_ascii=False) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
