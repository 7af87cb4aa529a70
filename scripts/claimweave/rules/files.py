"""Rules about files as such, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.derived.found_current import found_current
from claimweave.diagnostics.fix import Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.misread_text import misread_texts
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.rules.front_matter import without_front_matter
from claimweave.rules.hidden_signs import hidden_signs
from claimweave.rules.registry import Tally, exemptable_rules, problems_read, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics.problem import Where
    from claimweave.evidence.base import EvidenceBase


@rule("files")
def unfinished_merge(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file holds the marks of a merge that nobody has finished.

    What it checks:
        No claim, study sheet, file of the ledger, bibliography, page, notebook or data file of
        `docs/`, and not `mkdocs.yml`, has a line that begins with `<<<<<<<` or `>>>>>>>`. A line
        `=======` may underline a heading of a page, and nothing else.
    Why:
        Git writes both versions between such marks where it cannot join them. On a page they
        would be published; elsewhere one of the two versions would be read, or neither.
    Fails:
        <<<<<<< HEAD
        kind: association
        =======
        kind: effect
        >>>>>>> another-branch
    How to mend:
        Keep one of the two versions, or join them, and remove the lines of the marks. To show
        such a line on a page, put a space before it.
    """
    tally.checked = base.review.files_read.get("unfinished-merge", 0)
    tally.skip("it is no text", base.review.files_read.get("no text", 0))
    yield from problems_read(base.review, "unfinished-merge")


@rule("YAML files and settings of pages")
def misread_text(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A text is not what was meant: it is cut, has quotes that are none, or is still to be written.

    What it checks:
        No text in words is followed by ` #` on its line, and no value stands in quotes of print
        (“…”, ‘…’, „…“, «…»), in YAML files and in the settings at a page's top. A comment behind
        an id, a number or a word of the vocabulary cuts nothing, and is allowed. No text in words
        ends in a quote that does not begin in it, and none is a mere "…" or "TBD". A claim with a
        field that is `TODO` is a stub, and told as such.
    Why:
        YAML takes what follows a space and `#` for a comment, without a word: it is missing from
        the page. Quotes of print are letters to YAML: they are published with the text. So is
        what stands in the place of a text.
    Fails:
        note: The plots of farm #3 were flooded, farm #4 lay fallow.
    How to mend:
        Put the whole text into straight quotes: "…" or '…'. Write a comment on a line of its own.
        Write the text that is missing; the reader sees what stands in its place.
    """
    tally.checked = base.review.files_read.get("invalid-yaml", 0)
    yield from problems_read(base.review, "misread-text")
    for page in base.review.pages:
        settings = page.text.removesuffix(without_front_matter(page.text))
        if settings:
            tally.checked += 1
            yield from _misread_settings(page.path, settings)


def _misread_settings(path: str, settings: str) -> Iterator[Problem]:
    """Yield what is misread of the lines at a page's top; what cannot be read is told elsewhere."""
    lines = settings.split("\n")[1:-2]  # without the hyphens above and below
    source = TextFile(path, "\n".join(["#", *lines]))
    if not any(problem.rule == "invalid-yaml" for problem in read_yaml(source)[1]):
        yield from (problem for _, problem in misread_texts(source, lambda _: True))


@rule("schemas and issue forms", severity="warning", optional=True)
def stale_schema(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A schema or an issue form is not the one that belongs to the review as it is now.

    What it checks:
        The files of `docs/schema/` and of `.github/ISSUE_TEMPLATE/` are what `claimweave schema`
        would write. A review without these folders has none to check.
    Why:
        Editors would not know a new term, and a form would offer an old one. The workflow holds
        the same against every pull request. Ids of claims and keys of references are in none of
        these files: a new one makes none of them stale.
    Fails:
        A new term in the vocabulary, and `docs/schema/claim.schema.json` as it was before.
    How to mend:
        Run `claimweave schema`, and commit what it writes.
    """
    review = base.review
    there = review.derived
    if not there:
        tally.skip("this review has none")
        return
    if review.broken:
        tally.skip("a file that they are made from cannot be read", len(there))
        return
    if number := found_current(review):
        tally.checked = number
        return
    from claimweave.derived.derived_files import (  # noqa: PLC0415 - seldom needed, and slow
        derived_files,
    )

    stale: dict[str, str] = {}
    folders = {path.rpartition("/")[0] for path in there}
    for path, text in derived_files(review, exemptable_rules(), folders).items():
        if path in there and there[path] is None:
            tally.skip("it cannot be read")
            continue
        tally.checked += 1
        if there.get(path) != text:
            stale[path] = text
    if stale:
        more = f", and {len(stale) - 1} more are not" if len(stale) > 1 else ""
        message = f"this file is not what belongs to the review as it is now{more}"
        help_ = "run `claimweave schema`, and commit what it writes"
        fix: Fix[Where] = Fix("write them anew", safe=True, made=tuple(stale.items()))
        yield Problem(Span(next(iter(stale))), message, help_, fix=fix)


@rule("files")
def hidden_sign(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    r"""A text holds a sign that nobody sees, or a letter that only looks like another.

    What it checks:
        No claim, study sheet, file of the ledger, page or bibliography holds a sign without a
        width or one that turns the direction of writing, also written as an escape such as
        `\u202e` or `&shy;`, and no word mixes Latin letters with such of another alphabet as look
        like them. Right-to-left scripts may have the marks that they need, and so may emoji.
    Why:
        Such signs come along with what is pasted. Two words that look alike are then two, no
        search finds them, and a line can show something else than what is read.
    Fails:
        claim: Barley yields more where there is more nit[U+00AD]rate.
    How to mend:
        Remove the sign, or type the word anew.
    """
    for path, source in base.review.files.items():
        tally.checked += 1
        yield from hidden_signs(path, source.text)
