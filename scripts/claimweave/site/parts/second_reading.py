"""How often two blind readers differed, and on what: for the page of methods, and in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.evidence.two_readers import (
    all_differences,
    comparisons,
    differences_on_claim,
    differences_on_sheet,
    joined,
)
from claimweave.site.environment import environment
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review
    from claimweave.review.second_reading import Difference


def second_reading_html(base: EvidenceBase, links: Links) -> str:
    """Return the table of fields and the list of differences, or that none is recorded."""
    review, found = base.review, base.review.second_reading
    words = {"claims": "claim", "sheets": "study sheet"}
    parts = found.parts if found else ()
    template = environment().get_template("second_reading.html.j2")
    return template.render(
        readers=found.readers if found else "",
        read=[plural(len(part.read), words[of]) for of, part in parts],
        comparisons=comparisons(review),
        differences=[_listed(review, links, of, one) for of, one in all_differences(review)],
    )


def _listed(review: Review, links: Links, of: str, one: Difference) -> dict[str, Any]:
    """Return a difference with the address of what it is about: an old id has a page, too."""
    named = one.subject in review.claims or one.subject in review.former_ids
    if of == "sheets":
        address = links.reference(one.subject) if one.subject in review.references else ""
    else:
        address = links.claim(one.subject) if named else ""
    return {"subject": one.subject, "address": address, "said": difference_sentence(one)}


def difference_sentence(one: Difference) -> str:
    """Say on what two readers differed, what each gave, and what was settled, and why."""
    about = f"{one.field} ({one.part})" if one.part else one.field
    first, second = (joined(answer) or "nothing" for answer in (one.first, one.second))
    settled = {
        "first": "the first was kept",
        "second": "the second was kept",
        "neither": f"settled: {joined(one.kept) or 'nothing'}",
    }[one.settled]
    why = f" ({one.why.rstrip('.')})" if one.why else ""
    return f"{about}: {first} and {second}; {settled}{why}."


def two_readers_of_claim(base: EvidenceBase, claim_id: str) -> str:
    """Say in a line that a claim was read by two, and on what they differed; or nothing."""
    return _line(differences_on_claim(base.review, claim_id))


def two_readers_of_sheet(base: EvidenceBase, key: str) -> str:
    """Say in a line that a sheet was read by two, and on what they differed; or nothing."""
    return _line(differences_on_sheet(base.review, key))


def _line(found: list[Difference] | None) -> str:
    if found is None:
        return ""
    if not found:
        return "Two readers, blind to each other, did not differ on what was compared."
    told = " ".join(difference_sentence(one) for one in found)
    return f"Two readers, blind to each other, differed on {told}"
