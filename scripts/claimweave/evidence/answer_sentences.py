"""The sentences of an answer, with gaps: the engine fills them in, and so does the page.

Where a reader changes the evidence, the page of a cell says what it then comes to. It chooses among
these by the same numbers as `answer_wording`, so that both have one source of words.
"""

from __future__ import annotations

LISTED = {
    "nothing": "{title} lists no work on this: a gap, which is neither a yes nor a no.",
    "one-side": "{title} lists {works} {side}, and none {other}; {borne}.",
    "both": "{title} lists {works} {yes} and {against} {no}; {borne}.",
}
"""What the table lists; `borne` is one of `BORNE_OUT`."""

BORNE_OUT = {
    "one-unread": "we have not read it",
    "none-read": "we have read none of them",
    "too-general": "what they report is not compared: the claim is too general for that",
    "one-agrees": "as far as we read it, it reports what it is listed for",
    "one-differs": "as far as we read it, it does not report what it is listed for",
    "some": "{of} {agreeing} {report} what {they} listed for",
}
"""What those that were read report; `of` is one of `OF`."""

OF = {
    "all-read": "of these {read}, as far as we read,",
    "some-read": "of the {read} that we read,",
}

TURNED = {
    "even": "The count is even: a single work more, or less, would tip it.",
    "single": "It rests on a single work.",
    "none": "No single work turns this count: {must} would have to go to make it even.",
    "few": "{named} the count would be even.",
    "many": "Without any one of {works} of them the count would be even.",
}
"""Which single work turns the count; `named` is a list such as `Without a or without b`."""

MOST_NAMED = 3
"""Works that a sentence names; more are counted."""
