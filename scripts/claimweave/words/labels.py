"""What the site calls things: a shape, a word and a sentence for each stance and verdict.

Shape and word stand beside every colour, so that nothing is told by colour alone.
"""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """A sign, a short label, and a plain sentence."""

    mark: str
    label: str
    sentence: str


STANCES = {
    "supports": Wording("▲", "for", "The review cites it in support."),
    "contradicts": Wording("▼", "against", "The review cites it against the claim."),
    "background": Wording("●", "background", "The review cites it as background."),
}

VERDICTS = {
    "supported": Wording("▲", "Supported", "The review cites support for it, and nothing against."),
    "contested": Wording("◆", "Contested", "The review cites sources for it and against it."),
    "contradicted": Wording("▼", "Contradicted", "The review cites only sources against it."),
    "asserted-only": Wording("○", "Asserted only", "The review asserts it and cites nothing."),
    "derived": Wording("◇", "Derived", "It is drawn from other claims, which have the citations."),
    "holds": Wording("✓", "Check holds", "The review's own counts bear this conclusion out."),
    "fails": Wording(
        "✗", "Check fails", "The review's own counts do not bear this conclusion out."
    ),
    "undetermined": Wording("?", "Undetermined", "The review's own counts cannot decide this."),
}

AGREEMENTS = {
    "agrees": Wording("=", "agrees", "The source reports what it is cited for."),
    "another-question": Wording(
        "↷", "another question", "The source reports on this topic, but answers another question."
    ),
    "opposite": Wording(
        "⇄", "opposite", "The source reports the opposite of what it is cited for."
    ),
    "null": Wording("∅", "no association", "The source looked, and found no association."),
    "mixed": Wording("±", "mixed", "The source reports results that point both ways."),
    "not-reported": Wording(
        "…",
        "not fully seen",
        "The source looked at this; its result, or the direction of it, was not seen by us.",
    ),
    "silent": Wording("–", "silent", "What we read of the source does not name this."),
    "not-read": Wording("□", "not read", "We have not seen what this source reports."),
}

DIRECTIONS = {
    "positive": Wording("↑", "positive", "More of the one goes with more of the other."),
    "negative": Wording("↓", "negative", "More of the one goes with less of the other."),
    "none": Wording("∅", "none", "No association was found."),
    "mixed": Wording("±", "mixed", "The results point both ways."),
    "not-reported": Wording("…", "direction not seen", "The direction was not seen."),
}
"""What directions are called where the vocabulary does not say: see `wording.directions`."""

IDENTITIES = {
    "named": Wording("●", "Named", "The review prints its author and year."),
    "inferred": Wording("◐", "Inferred", "The citing sentence fits this work; the note says why."),
    "unidentified": Wording("○", "Unidentified", "Nobody can look it up yet."),
}

READINGS = {
    "abstract": "the abstract",
    "full-text": "the full text",
    "secondary": "a summary by others",
}

KINDS = {
    "association": "Association",
    "effect": "Effect",
    "mechanism": "Mechanism",
    "definition": "Definition",
    "synthesis": "Conclusion from the evidence",
    "recommendation": "Recommendation",
    "method": "Method",
}

KIND_DEFINITIONS = {
    "association": "Two things go together; nothing is said of a cause.",
    "effect": "One thing changes another.",
    "mechanism": "How something comes about.",
    "definition": "What something is, or what it is called.",
    "synthesis": "A conclusion from the evidence as a whole; a check decides it where it can.",
    "recommendation": "What should be done.",
    "method": "How something was studied, or should be.",
}
