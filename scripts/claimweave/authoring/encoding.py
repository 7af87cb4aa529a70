"""What the answers to a waiting sentence change: its stub becomes a claim, or goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.file_text import claim_text
from claimweave.authoring.naming import Naming
from claimweave.authoring.plain_input import AnswerError, fitting
from claimweave.authoring.renaming import renamed
from claimweave.authoring.stubs import keys_cited, stub_text
from claimweave.diagnostics.problem import AtKey
from claimweave.disk.text_files import TextFile
from claimweave.review.fields import Note
from claimweave.review.paths import CLAIMS
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reading.page_reader import WOVEN
from claimweave.review.reading.yaml_places import locate
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.writing.yaml_form import replaced_field
from claimweave.review.writing.yaml_values import scalar

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.authoring.claim_answers import ClaimAnswers
    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.review import Review
    from claimweave.review.stub import Stub


def finished_stub(  # noqa: PLR0913 - the stub, and what becomes of it
    root: Path,
    known: KnownWords,
    stub: Stub,
    read: ClaimAnswers,
    claim_id: str,
    *,
    comments: bool,
) -> Change:
    """Return what changes when a stub becomes a claim, under its id or another one.

    Raises:
        AnswerError: when a file cannot be replaced.
        UnreadableFileError: when a file that names the stub cannot be read.
    """
    review, old = known.base.review, stub.rest.path
    path = f"{CLAIMS}/{read.folder}/{claim_id}.yml"
    text = claim_text(read.data, path, known.vocabulary, comments=comments)
    file = snapshot(root, old, review)
    if path == old:
        return Change(replaced={old: edited(file, lambda _: text)})
    change = Change()
    if claim_id != stub.rest.id:
        change = renamed(root, review, Naming("claim", stub.rest.id, claim_id))
    return replace(change, created={path: text}, removed={old: file}, moved={}, rewritten={})


def own_comments(known: KnownWords, stub: Stub) -> list[str]:
    """Return the comments that somebody has written into a stub: its claim is written without."""
    source = known.base.review.files[stub.rest.path].text
    made: set[str] = set()
    for locator in stub.asserted:
        if locator in known.base.review.sentences:
            made.update(stub_text(known, locator, stub.rest.path, comments=True).split("\n"))
    return [line for line in source.split("\n") if line.startswith("#") and line not in made]


def asserting_nothing(root: Path, review: Review, locator: str, why: str) -> Change:
    """Return what changes when a sentence is said to assert nothing; its stub goes.

    Raises:
        AnswerError: when the reason is none, or the ledger is written in another form than its own.
    """
    reason = fitting(why, Note)
    text = _with_reason(review, locator, reason)
    change = _without_stubs(root, review, locator)
    ledger = edited(snapshot(root, SENTENCES, review), lambda _: text)
    return replace(change, replaced={**change.replaced, SENTENCES: ledger})


def joining(root: Path, review: Review, locator: str, claim_id: str) -> Change:
    """Return what changes when a claim that is there asserts a sentence, too; its stub goes.

    Where the claim cites a work that the sentence cites, the sentence joins the places of that.

    Raises:
        AnswerError: when the claim asserts it already, or its file cannot be edited safely.
    """
    claim = review.claims[claim_id]
    if locator in claim.record.asserted and locator in review.stubs_at:
        return _without_stubs(root, review, locator)
    if locator in claim.record.asserted:
        message = f"{claim_id} asserts {locator} already"
        raise AnswerError(f"{message}: write what is missing into {claim.path}")
    source = review.files[claim.path]
    data, _ = read_yaml(source)
    assert isinstance(data, dict), "a claim is a group of fields"
    keys = keys_cited(review, locator) or [review.source_key]
    evidence = [
        {**item, "at": [*item["at"], locator]} if item["cites"] in keys and "at" in item else item
        for item in data.get("evidence", ())
    ]
    text = replaced_field(source.text, "asserted", [*claim.record.asserted, locator])
    text = replaced_field(text, "evidence", evidence) if text and evidence else text
    if not text or read_yaml(TextFile(claim.path, text))[0] == data:
        message = f"{claim.path} cannot be edited without losing something"
        raise AnswerError(f"{message}: add {locator} to its `asserted` by hand")
    change = _without_stubs(root, review, locator)
    own = edited(snapshot(root, claim.path, review), lambda _: text)
    return replace(change, replaced={**change.replaced, claim.path: own})


def _without_stubs(root: Path, review: Review, locator: str) -> Change:
    """Return what takes the stubs of a sentence away, and their places on pages.

    Raises:
        AnswerError: when one is for other sentences, too.
    """
    replaced = {}
    stubs = {stub.rest.id: stub for stub in review.stubs_at.get(locator, ())}
    for stub in stubs.values():
        if stub.asserted != (locator,):
            message = f"{stub.rest.path} is a stub of other sentences, too"
            raise AnswerError(f"{message}: take {locator} out of its `asserted` first")
    for page in review.pages:
        if any(name in stubs for name, _ in page.woven):
            bare = _without(page.text, set(stubs))
            read = snapshot(root, page.path, review)
            replaced[page.path] = edited(read, lambda _, bare=bare: bare)  # type: ignore[misc]
    removed = {s.rest.path: snapshot(root, s.rest.path, review) for s in stubs.values()}
    return Change(replaced=replaced, removed=removed)


def _with_reason(review: Review, locator: str, reason: str) -> str:
    """Return the ledger with the reason why a sentence asserts nothing, below its other fields."""
    source = review.files[SENTENCES]
    lines = source.text.split("\n")
    span = locate(source, AtKey(SENTENCES, ("sentences", locator, "sha256"), on_key=True))
    line = lines[span.line - 1]
    if not line.strip().startswith("sha256:"):
        message = f"{SENTENCES} is not written a field a line"
        raise AnswerError(f"{message}: write `asserts_nothing: {reason}` at {locator} by hand")
    indent = line[: span.column - 1]
    lines.insert(span.line, f"{indent}asserts_nothing: {scalar(reason, flow=False)}")
    return "\n".join(lines)


def _without(text: str, names: set[str]) -> str:
    """Return a page without the places where it weaves these in; a line of nothing else goes."""
    kept = []
    for line in text.split("\n"):
        bare = WOVEN.sub(lambda m: "" if m[1].strip() in names else m[0], line)
        if bare == line or bare.strip(" \t-*+>"):
            kept.append(bare)
    return "\n".join(kept)
