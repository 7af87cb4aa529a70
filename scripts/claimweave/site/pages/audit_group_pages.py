"""Two parts of the audit: what the conclusion cites, and how firmly things are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.addresses.audit_addresses import CITING, WORDS
from claimweave.evidence.audit.abstract import one_sided_abstract
from claimweave.evidence.audit.both_sides import on_both_sides
from claimweave.evidence.audit.conclusion_citations import cited_anew, first_in_conclusion, left_out
from claimweave.evidence.audit.meanings import two_meanings
from claimweave.evidence.audit.mirrored import mirrored_cells
from claimweave.evidence.audit.not_taken_up import not_taken_up
from claimweave.evidence.audit.strength import (
    firmer_than_basis,
    firmer_while_denied,
    strengths_known,
)
from claimweave.evidence.audit.wording import summaries
from claimweave.site.pages.audit_parts import AuditPart, FindingGroup, told_list
from claimweave.site.pages.long_lists import divided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Facts

_PARTS = {
    CITING: (
        "The conclusion against the text",
        (
            "What a review concludes should rest on what it has told. Here the citations of each "
            "claim are held against those of the claims that it is drawn from."
        ),
        summaries.of_citing,
    ),
    WORDS: (
        "How firmly it is said, and what is not said",
        (
            "A finding can be told tentatively, plainly or strongly, and it can be left out. Here "
            "the words of each claim are held against what it is drawn from and what speaks "
            "against it."
        ),
        summaries.of_words,
    ),
}
"""Page to its title, what it is about, and its summary for a number of findings."""

_NO_ROLE = "Not looked for: review.yml does not say which section is the {0} (“role: {0}”)."
_NO_STRENGTH = "Not looked for: no claim says how firmly the review words it (“strength”)."


def citing(base: EvidenceBase) -> AuditPart:
    """Return the part about what the conclusion cites, and about works on both sides."""
    facts = base.facts
    no_conclusion = _missing_role(facts, "conclusion")
    groups = [
        FindingGroup(
            "first-in-conclusion",
            "Cited in the conclusion only",
            "The text cites these works in its conclusion, and in no other part.",
            first_in_conclusion(facts),
            missing=no_conclusion,
        ),
        FindingGroup(
            "cited-anew",
            "Cited for what was said before, and not cited there",
            "These claims are drawn from earlier ones, and cite works that none of those cites. "
            "A work may well report it all the same: the review does not say so where it tells of "
            "the work.",
            cited_anew(facts),
        ),
        FindingGroup(
            "left-out",
            "Cited before, and left out of the conclusion",
            "These claims of the conclusion cite some works. Others stand for, or against, what "
            "the claim is drawn from on the same terms, and are not cited with it. A conclusion "
            "need not repeat each citation; a reader sees here which ones it keeps.",
            left_out(facts),
            missing=no_conclusion,
        ),
        FindingGroup(
            "on-both-sides",
            "One work on both sides",
            "The review cites these works for a claim, and for what speaks against it. A work can "
            "report both, of different patients or times.",
            on_both_sides(facts),
        ),
    ]
    if any(table.turns for table in facts.review.tables):
        groups.append(
            FindingGroup(
                "mirrored-cells",
                "Cells that mirror each other, and do not agree",
                "The cell of A and B and that of B and A are about one comparison. What a table "
                "files in the one should go together with what it files in the other.",
                mirrored_cells(facts),
            )
        )
    return _part(base, CITING, groups)


def words(base: EvidenceBase) -> AuditPart:
    """Return the part about how firmly things are said, and about what is left unsaid."""
    facts = base.facts
    known, claims = strengths_known(facts)
    scope = f"Of {claims} claims, {known} say how firmly the review words them (“strength”)."
    no_strength = "" if known else _NO_STRENGTH
    no_conclusion = _missing_role(facts, "conclusion")
    groups = [
        FindingGroup(
            "firmer-than-basis",
            "Firmer than what it rests on",
            "The review words these claims more firmly than all that they are drawn from, as far "
            "as that is recorded.",
            firmer_than_basis(facts),
            scope,
            no_strength,
        ),
        FindingGroup(
            "firmer-while-denied",
            "From a possibility to a certainty, and denied elsewhere",
            "The review words these claims strongly. Before, it had worded the same tentatively, "
            "and another of its claims speaks against it.",
            firmer_while_denied(facts),
            scope,
            no_strength,
        ),
        FindingGroup(
            "one-sided-abstract",
            "What the abstract does not name",
            "The abstract states these claims. The review also has what speaks against them, or "
            "against what they are drawn from, and the abstract names none of it. An abstract is "
            "short; it is also what most people read.",
            one_sided_abstract(facts),
            missing=_missing_role(facts, "abstract"),
        ),
        FindingGroup(
            "not-taken-up",
            "With evidence, and without a conclusion",
            "The review cites evidence on these, and no topic of its conclusion has them.",
            not_taken_up(facts),
            missing=no_conclusion,
        ),
        FindingGroup(
            "two-meanings",
            "One level, two meanings",
            "By the review's own claims, the same level goes with opposite outcomes from one row "
            "of the table to another. To be told that it “predicts” is then not enough.",
            two_meanings(facts),
        ),
    ]
    return _part(base, WORDS, groups)


def _part(base: EvidenceBase, page: str, groups: Sequence[FindingGroup]) -> AuditPart:
    title, about, summary = _PARTS[page]
    told = summary(sum(len(group.findings) for group in groups))
    lists = divided(told_list(base, page, group) for group in groups)
    shown = {"title": title, "about": about, "groups": list(zip(groups, lists, strict=True))}
    return AuditPart(page, "audit_groups.md.j2", title, told.number, told.sentence, lists, shown)


def _missing_role(facts: Facts, role: str) -> str:
    known = any(section.role == role for section in facts.review.sections.values())
    return "" if known else _NO_ROLE.format(role)
