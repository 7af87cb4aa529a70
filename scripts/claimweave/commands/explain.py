"""`claimweave explain RULE`: what a rule checks, why, what fails, and how to mend it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import claimweave.rules.checking  # noqa: F401 - registers the rules
from claimweave.commands.call import CLEAN, UsageError
from claimweave.rules.registry import RULES
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("explain", help="explain a rule, or list all rules")
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the rule's id")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a rule's documentation, or a line for each rule.

    Raises:
        UsageError: when there is no such rule.
    """
    if options.rule is None:
        width = max(map(len, RULES))
        print("\n".join(f"{r.id:<{width}}  {r.summary}" for r in RULES.values()))
        return CLEAN
    rule = RULES.get(options.rule)
    if rule is None:
        hint = did_you_mean(options.rule, RULES) or "`claimweave explain` lists all rules"
        raise UsageError(f'there is no rule "{options.rule}": {hint}')
    print(f"{rule.id} ({rule.severity})\n\n{rule.summary}")
    for heading, body in rule.documentation.items():
        print(f"\n{heading}:\n{textwrap.indent(body, '    ')}")
    return CLEAN
