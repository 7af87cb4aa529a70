"""The draft of a ledger as `sentences.yml`: facts about the text, and not the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.review.sentence_hash import length_and_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.article.draft import Draft

_SAID = {
    "printed": "The numbers are those that the article prints.",
    "first-mention": "The article prints no numbers: works are numbered by their first mention.",
}


def ledger_text(draft: Draft, keys: Mapping[int, str] | None = None) -> str:
    """Return the draft as `sentences.yml`; `keys` are those of the bibliography, by number."""
    return "\n".join(_lines(draft, keys or {})) + "\n"


def _lines(draft: Draft, keys: Mapping[int, str]) -> Iterator[str]:
    yield from (
        "# yaml-language-server: $schema=../../docs/schema/sentences.schema.json",
        "# The source review, sentence by sentence: the numbers that each sentence cites, and the",
        "# length and SHA-256 of its text without citation marks and white space. The text itself",
        "# is not kept here.",
        "# A draft made by `claimweave source import`: hold it against the article.",
        "# A sentence that asserts nothing says why: `asserts_nothing: States the aim.`",
        f"# {_SAID[draft.numbered_by]}",
        f"numbered_by: {draft.numbered_by}",
        "sentences:",
    )
    for sentence in draft.sentences:
        length, sha256 = length_and_hash(sentence.text)
        named = [keys[number] for number in sentence.cites if number in keys]
        told = f"  # {', '.join(named)}" if named else ""
        yield f"  {sentence.locator}:"
        yield f"    cites: [{', '.join(map(str, sentence.cites))}]{told}"
        yield f"    length: {length}"
        yield f"    sha256: {sha256}"
