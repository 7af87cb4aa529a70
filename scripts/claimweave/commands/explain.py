"""`claimweave explain`: a rule, or a place of the reviewed article, in words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import claimweave.rules.checking  # noqa: F401 - registers the rules
from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.evidence.base import EvidenceBase
from claimweave.reports.former_text import former_meant, now_called
from claimweave.reports.place_text import place_around, place_text
from claimweave.review.project import NoProjectError
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.registry import RULES
from claimweave.words.printable import printable
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse

    from claimweave.rules.registry import Rule

EXAMPLE = "Fails"
"""The heading below which an example stands: at the left edge, so that it can be copied."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("explain", help="explain a rule or a place, or list all rules")
    about = "a rule's id, or a place of the article, such as S3.2.p4.s1"
    parser.add_argument("what", nargs="?", metavar="RULE_OR_PLACE", help=about)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a rule's documentation, what is known of a place, or a line for each rule.

    Raises:
        UsageError: when there is neither such a rule nor such a place.
    """
    if options.what is None:
        width = max(map(len, RULES))
        print("\n".join(f"{r.id:<{width}}  {r.summary}" for r in RULES.values()))
        return CLEAN
    rule = RULES.get(options.what)
    print(_documented(rule) if rule else _placed(options))
    return CLEAN


def _documented(rule: Rule) -> str:
    lines = [f"{rule.id} ({rule.severity})", "", rule.summary]
    for heading, body in rule.documentation.items():
        shown = body if heading == EXAMPLE else textwrap.indent(body, "    ")
        lines += ["", f"{heading}:", *([""] if heading == EXAMPLE else []), shown]
    return "\n".join(lines)


def _placed(options: argparse.Namespace) -> str:
    """Return what is known of a place.

    Raises:
        UsageError: when there is no such place; it says what may have been meant.
    """
    what = options.what
    message = f'there is no rule "{printable(what)}"'
    try:
        base = EvidenceBase(read_review(project_root(options)))
    except NoProjectError:
        hint = did_you_mean(what, RULES) or "`claimweave explain` lists all rules"
        raise UsageError(f"{message}: {hint}") from None
    found = place_text(base, what)
    if found is not None:
        return found
    if what in base.review.claims or what in base.review.references:
        raise UsageError(f"{message}, but `claimweave impact {what}` says what rests on it")
    former = now_called(base.review, what) or former_meant(base.review, what)
    if former:
        raise UsageError(f"{message}, but {former}: `claimweave impact` says what rests on it")
    around = place_around(base, what)
    if around:
        raise UsageError(f"there is no such place: `claimweave explain {around}` lists those there")
    hint = did_you_mean(what, [*RULES, *base.review.sections])
    hint = hint or "`claimweave explain` lists all rules, and with a section, as S1, its places"
    raise UsageError(f"{message}, and no such place: {hint}")
