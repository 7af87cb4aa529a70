"""`claimweave source stubs`: a stub of a claim for each sentence that waits for one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.navigation_lines import with_pages
from claimweave.authoring.stub_pages import pages_with_stubs
from claimweave.authoring.stubs import PlannedStubs, plan_stubs, refuse_no_draft
from claimweave.authoring.writing import write_change
from claimweave.commands.call import CLEAN, TO_MEND, project_root
from claimweave.commands.session import Session, ended, start, today, tried
from claimweave.derived.known_names import renew_known_names
from claimweave.review.site_settings import CONFIGURATION
from claimweave.rules.site_paths import below_docs
from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

MOST_NAMED = 10
"""Sentences that are named for each reason; the others are counted."""


def add_to(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the action and its arguments."""
    about = "write a stub of a claim for each sentence that waits for one"
    parser = actions.add_parser("stubs", help=about)
    parser.add_argument(
        "--no-comments",
        dest="comments",
        action="store_false",
        help="leave out the comments that explain each field",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")
    parser.set_defaults(run=run, clock=today, added=None)


def run(options: argparse.Namespace) -> int:
    """Write the stubs; 0 when they stand, or none is wanted, and 1 when a rule forbids them.

    Raises:
        UsageError: when the review is no draft, or a page or the navigation cannot be changed.
    """
    return ended(lambda: _stubs(start(project_root(options), options)), {})


def _stubs(session: Session) -> int:
    refuse_no_draft(session.known)
    planned = plan_stubs(session.known, comments=session.options.comments)
    change = _change(session, planned)
    trial = tried(session, change)
    if trial.forbidding:
        print("Nothing was written: mend what is told above first.")
        return TO_MEND
    if not session.options.dry_run:
        write_change(session.root, trial.change)
        renew_known_names(session.root, trial.report.base.review)
    written = "to be written" if session.options.dry_run else "written"
    print("\n".join(map(printable, _said(planned, change, written))))
    return CLEAN


def _change(session: Session, planned: PlannedStubs) -> Change:
    """Return all that is to be written: the stubs, their pages, and the navigation."""
    base = session.before.base
    pages = pages_with_stubs(base, planned.stubs)
    files = {stub.path: stub.text for stub in planned.stubs}
    titles = {below_docs(path): title for path, title in pages.titles.items()}
    changed = dict(pages.changed)
    if titles and base.review.site is not None:
        text = base.review.files[CONFIGURATION].text
        with_lines = with_pages(text, titles)
        changed |= {CONFIGURATION: with_lines} if with_lines != text else {}
    replaced = {
        path: edited(snapshot(session.root, path, base.review), lambda _, text=text: text)  # type: ignore[misc]
        for path, text in changed.items()
    }
    return Change({**pages.new, **files}, replaced)


def _said(planned: PlannedStubs, change: Change, written: str) -> Iterator[str]:
    """Say how many stubs there are in which folder, on which pages, what is left out, and why."""
    total = len(planned.stubs)
    yield f"{plural(total, 'stub')} {written}" if total else f"No stub {written}."
    for folder, number in Counter(stub.folder for stub in planned.stubs).items():
        yield f"  {number} in claims/{folder}/"
    stubs = {stub.path for stub in planned.stubs}
    yield from (f"new page: {path}" for path in change.created if path not in stubs)
    yield from (f"changed: {path}" for path in change.replaced)
    yield from _listed("Left out", planned.left_out)
    yield from _listed("Written without one of their citations", planned.lacking)
    if total:
        yield "Then run `claimweave next`: it shows the first, and asks for what is open."


def _listed(heading: str, reasons: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not reasons:
        return
    yield f"{heading}:"
    for why, places in reasons.items():
        named = ", ".join(places[:MOST_NAMED])
        rest = len(places) - MOST_NAMED
        yield f"  {len(places)}: {why} ({named}{f' and {rest} more' if rest > 0 else ''})"
