"""A sentence that waits for a claim, as `claimweave next` shows it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from claimweave.authoring.next_sentence import open_questions, waiting_sentences
from claimweave.reports.place_text import place_text
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase

WIDTH = 100


def sentence_lines(
    base: EvidenceBase, locator: str, texts: Mapping[str, str] | None
) -> Iterator[str]:
    """Yield what is known of a sentence: where it is, its text, what it cites, what is open.

    `texts` are those of the article; None when nobody has given it.
    """
    waiting = waiting_sentences(base.review)
    others = len(waiting) - 1
    yield from (place_text(base, locator) or "").split("\n")
    yield from _text(locator, texts)
    for number in base.review.sentences[locator].cites:
        reference = base.review.references_by_number.get(number)
        if reference is not None:
            yield f"  {number} {reference.key}: {reference.short_name}. {reference.title}"
    yield from open_questions(base, locator)
    far = f"; {base.progress.sentences}" if base.progress else ""
    after = plural(others, "other sentence waits", "other sentences wait")
    yield f"{after if others else 'No other sentence waits'}{far}."


def _text(locator: str, texts: Mapping[str, str] | None) -> Iterator[str]:
    if texts is None:
        yield "Its text is shown with `--article FILE`."
    elif locator in texts:
        shown = f"“{' '.join(texts[locator].split())}”"
        yield from textwrap.wrap(shown, WIDTH, initial_indent="  ", subsequent_indent="  ")
    else:
        yield "The article has no sentence like it: `claimweave source verify FILE` says more."
