"""The comment: how the run ended, what the checks say, and what the change does.

How the run ended is told by GitHub; what the checks say is read from the archive, which the
stranger's own code has made. The two can differ: a test or the build of the site may fail where
all rules pass.

What comes from the archive stands in code spans or is a number. So it makes no link, no image, no
mention and no markup, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.reports.change_markdown import LONGEST_COMMENT, as_markdown, code
from claimweave.review.reading.commits import Revision
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.reports.pull_request.artifact import Artifact, Checked, Draft, Told
    from claimweave.reports.pull_request.origin import Run

MARK = "<!-- claimweave: the checks of this pull request -->"
"""The first line: by it the comment is found again, and is renewed instead of repeated."""

MOST_TOLD = 15
"""Diagnostics that are shown; all stand in the log of the run."""

_HEADING = "### What the checks say"
_UNREADABLE = "The checks left nothing that could be shown here."


def comment(artifact: Artifact | None, run: Run) -> str:
    """Return the comment as Markdown; without an artifact it points at the run alone."""
    end = _end(run)
    plain = (
        f"{MARK}\n{_HEADING}\n\n{_ended(run)}\n{_UNREADABLE} [Their log]({run.html_url}) says more."
        f"\n\n{end}"
    )
    if artifact is None:
        return plain
    around = f"{MARK}\n\n{end}"
    report = _report(artifact, run, LONGEST_COMMENT - len(around.encode()))
    whole = f"{MARK}\n{report}\n{end}"
    return whole if len(whole.encode()) <= LONGEST_COMMENT else plain


def _ended(run: Run) -> str:
    """Say how the run ended, as GitHub tells it."""
    if run.passed:
        return "**The checks have passed.**"
    ended = run.conclusion.replace("_", " ")
    how = "failed" if ended == "failure" else f"not passed ({ended})"
    return f"**The checks have {how}.**"


def _report(artifact: Artifact, run: Run, longest: int) -> str:
    """Return what the checks say and, in the bytes that are left, what the change does."""
    lines = [_HEADING, "", _ended(run), *_diagnostics(artifact, run), *_ledger(artifact.checked)]
    said = "\n".join([*lines, *_unformed(artifact.unformed), ""])
    if artifact.change is None or artifact.compared_with is None:
        return said
    revision = Revision(artifact.compared_with, why="the branch that this pull request is for")
    return said + as_markdown(artifact.change, revision, longest - len(said.encode()))


def _diagnostics(artifact: Artifact, run: Run) -> Iterator[str]:
    checked = artifact.checked
    errors = sum(told.severity == "error" for told in checked.diagnostics)
    warnings = len(checked.diagnostics) - errors
    if errors:
        yield f"**{plural(errors, 'thing')} to mend.**"
    else:
        done = sum(count.checked for count in checked.checked.values())
        found = "Nothing to mend" if run.passed else "The rules found nothing"
        yield f"{found}: {done:,} checks by {plural(len(checked.checked), 'rule')}."
        if not run.passed and not artifact.unformed:
            yield f"What failed, such as a test or the build, stands in [the log]({run.html_url})."
    if warnings:
        yield f"{plural(warnings, 'warning')} besides."
    if checked.draft:
        yield _how_far(checked.draft)
    yield ""
    shown = sorted(checked.diagnostics, key=lambda told: told.severity)[:MOST_TOLD]
    yield from map(_told, shown)
    rest = len(checked.diagnostics) - len(shown)
    if rest:
        yield f"- and {rest} more: the log of the run has all of them"
    if shown:
        yield ""


def _how_far(draft: Draft) -> str:
    """Say how far a draft is: what is not encoded yet is no error, and may not pass as clean."""
    parts = [
        (draft.sentences, "sentences encoded"),
        (draft.citations, "citations in sentences"),
        (draft.references, "references cited by a claim"),
    ]
    said = listed(f"{part.done:,} of {part.of:,} {what}" for part, what in parts)
    waiting = sum(draft.not_yet.values())
    return f"**The review is a draft:** {said}. Not encoded yet, and no error: {waiting:,}."


def _told(told: Told) -> str:
    line = f"- {code(f'{told.path}:{told.line}:{told.column}')} {told.rule}: {code(told.message)}"
    return f"{line}\n  - {code(told.help)}" if told.help else line


def _ledger(checked: Checked) -> Iterator[str]:
    yield from ("<details><summary>How much each rule checked</summary>", "")
    yield from ("| rule | checked | skipped |", "| --- | ---: | ---: |")
    for rule, count in checked.checked.items():
        yield f"| {rule} | {count.checked:,} | {count.skipped:,} |"
    yield from ("", "</details>", "")


def _unformed(lines: tuple[str, ...]) -> Iterator[str]:
    if not lines:
        return
    yield from ("**Not in its form.** `claimweave fmt` mends it:", "")
    yield from (f"- {code(line)}" for line in lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        yield f"- and {len(lines) - MOST_TOLD} more"
    yield ""


def _end(run: Run) -> str:
    return (
        f"Made for {code(run.head_sha[:10])} by [this run]({run.html_url}).\n"
        "<details><summary>See the site as it would be</summary>\n\n"
        f"1. Open [the run]({run.html_url}). GitHub asks you to sign in.\n"
        "2. At the bottom of that page, under Artifacts, download `preview`; it is missing where "
        "the site could not be built.\n"
        "3. Unpack it. In its folder, run `python3 -m http.server` (on Windows "
        "`py -m http.server`).\n"
        "4. Open `http://localhost:8000` in your browser.\n\n"
        "</details>\n"
    )
