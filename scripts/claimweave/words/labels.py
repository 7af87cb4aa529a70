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
    "neither": Wording("⊘", "neither", "The review files it on neither side."),
    "background": Wording("●", "background", "The review cites it as background."),
}

VERDICTS = {
    "cited-in-support": Wording(
        "✚", "Cited in support", "The review cites sources for it, and nothing against it."
    ),
    "contested": Wording(
        "◆",
        "Contested",
        "The review cites sources both ways, or also asserts what cannot hold together with it.",
    ),
    "cited-against": Wording("▬", "Cited against", "The review cites only sources against it."),
    "cited-neither": Wording(
        "◑",
        "Cited on no side",
        "The review cites sources, and files them on neither side.",
    ),
    "asserted-only": Wording("○", "Asserted only", "The review asserts it and cites nothing."),
    "derived": Wording("◇", "Derived", "It is drawn from other claims, which have the citations."),
    "holds": Wording("✓", "Check holds", "The review's own counts bear this conclusion out."),
    "fails": Wording(
        "✗", "Check fails", "The review's own counts do not bear this conclusion out."
    ),
    "depends": Wording(
        "≷", "Depends on the reading", "It holds or not, depending on how its words are read."
    ),
    "undetermined": Wording("?", "Undetermined", "The review's own counts cannot decide this."),
    "own-citations": Wording(
        "↺", "Counts only its own citations", "Nothing but what its own sentence cites is counted."
    ),
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
    "mixed": Wording("±", "mixed", "The source reports results that differ from each other."),
    "unsigned": Wording(
        "↕", "sign not said", "The source reports a relation, without saying which way it goes."
    ),
    "not-reported": Wording(
        "…", "not seen", "The source looked at this; its result was not seen by us."
    ),
    "silent": Wording("–", "silent", "What we read of the source does not name this."),
    "not-read": Wording("□", "not read", "We have not seen what this source reports."),
}

FILLS = {
    "full": Wording("●", "filled", "As far as we read it, it reports what it is filed for."),
    "hollow": Wording(
        "○", "hollow", "As far as we read it, it reports something else, or on another question."
    ),
    "dashed": Wording("◌", "dashed", "It was not read, or what we read of it does not say."),
}
"""How the marks of entries are filled; the sign is that of a round mark."""


def fill_of(agreement: str | None) -> str:
    """Return how the mark of an entry is filled, by whether its source agrees with its use."""
    if agreement == "agrees":
        return "full"
    unseen = agreement in (None, "not-read", "silent", "not-reported")
    return "dashed" if unseen else "hollow"


REPORTS = {
    "agrees": ("reports what it is cited for", "report what they are cited for"),
    "another-question": ("answers another question", "answer another question"),
    "opposite": ("reports the opposite", "report the opposite"),
    "null": ("found no association", "found no association"),
    "mixed": ("reports mixed results", "report mixed results"),
    "unsigned": ("does not say which way it goes", "do not say which way it goes"),
    "not-reported": ("looked, and we saw no result", "looked, and we saw no results"),
    "silent": ("says nothing of this", "say nothing of this"),
}
"""What sources that were read do, by their agreement: one source, and several."""

DIRECTIONS = {
    "positive": Wording("↑", "positive", "More of the one goes with more of the other."),
    "negative": Wording("↓", "negative", "More of the one goes with less of the other."),
    "none": Wording("∅", "none", "No association was found."),
    "mixed": Wording("±", "mixed", "The results point both ways."),
    "unsigned": Wording(
        "↕", "sign not said", "A relation was reported, without saying which way it goes."
    ),
    "not-reported": Wording("…", "result not seen", "Nothing was seen of the result."),
}
"""What directions are called where the vocabulary does not say: see `wording.directions`."""

IDENTITIES = {
    "named": Wording("●", "Named", "The review prints its author and year."),
    "inferred": Wording("◐", "Inferred", "The citing sentence fits this work; the note says why."),
    "unidentified": Wording("○", "Unidentified", "Nobody can look it up yet."),
}

DOUBTS = {"inferred": "identity inferred", "unidentified": "unidentified"}
"""What is said behind the name of a work where the review does not name it itself."""

READINGS = {
    "abstract": "the abstract",
    "full-text": "the full text",
    "secondary": "a summary by others",
    "data": "the data themselves",
    "program": "the program itself",
    "description": "a description of the data or the program",
}

SCALES = {
    "ratio": "A ratio: 1 is no relation, and a half lies as far from it as two.",
    "difference": "A difference, or a coefficient: 0 is no relation.",
    "amount": "An amount, such as a share or a number of cases: no value means no relation.",
}
"""What the sorts of numbers are that a measure may be."""

ROLES = {
    "abstract": "The section that sums the review up: the audit asks what it leaves out.",
    "conclusion": "The section that concludes: the audit asks what it rests on.",
}
"""What a section is to the whole review."""

SETTLED = {
    "first": "What the first reader gave was kept.",
    "second": "What the second reader gave was kept.",
    "neither": "What stands now is neither reader's answer: `value` has it.",
}
"""Whose answer was kept where two readers differed."""

NUMBERED_BY = {
    "printed": "The article prints the numbers.",
    "first-mention": "The article prints none: works are numbered in the order of their mention.",
}
"""Where the numbers of the works come from."""

STRENGTHS = {
    "tentative": "Worded as possible",
    "plain": "Worded as a fact",
    "strong": "Worded firmly",
}

STRENGTH_DEFINITIONS = {
    "tentative": "The review words it as possible: might, may, could, potential.",
    "plain": "The review states it, or reports a result.",
    "strong": "The review words it firmly: well established, clearly, highly, crucial.",
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
