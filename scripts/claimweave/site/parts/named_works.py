"""A work that a page names: what it is called, and at its first place what is known of it.

Neither name nor size is typed: both follow from the bibliography and the study sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.review.reading.page_reader import NAMING
from claimweave.site.environment import environment
from claimweave.words import labels
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference


def named_work(base: EvidenceBase, links: Links, key: str, named: set[str]) -> str:
    """Return the link that names a work, and note its key in `named`.

    At its first place on a page its design and size stand behind it, as far as somebody has read
    it, and that its identity is inferred or unknown.
    """
    reference = base.review.references.get(key)
    if reference is None:
        return str(markdown_text(f"[[{NAMING}{key}]]"))
    known = "" if key in named else known_of(base, reference)
    named.add(key)
    template = environment().get_template("named_work.html.j2")
    return template.render(reference=reference, known=known, links=links).strip()


def known_of(base: EvidenceBase, reference: Reference) -> str:
    """Return design, size and doubt about a work in words; empty when nothing is known.

    Where nobody saw how many took part, what was studied stands in the place of the size: of a
    meta-analysis that is mostly how many studies it brings together.
    """
    study = base.review.studies.get(reference.key)
    read = wording.design_and_size(base, study).lower()
    if study and not study.record.participants and study.record.population:
        read = f"{read}; {study.record.population.rstrip('.')}"
    return "; ".join(filter(None, (read, labels.DOUBTS.get(reference.identity))))
