"""`claimweave source verify FILE`: hold the ledger, and our wording, against the article.

`claimweave source import FILE` makes a draft of the ledger: see `source_import`. And `claimweave
source stubs` begins its claims: see `source_stubs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.article.verification import missing_sentences, other_paragraphs, shared_runs
from claimweave.commands import source_import, source_stubs
from claimweave.commands.call import CLEAN, TO_MEND, project_root
from claimweave.commands.source_files import draft_of_file
from claimweave.review.reading.review_reader import read_review
from claimweave.words.counting import plural

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("source", help="draft and verify the ledger from the article")
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find each sentence of the ledger in the article")
    verify.add_argument("file", metavar="FILE", help="the article's file, in any form")
    verify.add_argument("--bib", metavar="FILE", help="its bibliography, as for `import`")
    verify.set_defaults(run=run)
    source_import.add_to(actions)
    source_stubs.add_to(actions)


def run(options: argparse.Namespace) -> int:
    """Print what was found; 0 when every sentence stands in the text and nothing is copied."""
    draft = draft_of_file(options.file, options.bib)
    review = read_review(project_root(options))
    missing = missing_sentences(review.sentences, draft)
    copied = list(shared_runs(review, draft))
    parted = list(other_paragraphs(review.sentences, draft))
    found = len(review.sentences) - len(missing)
    print(f"{found} of {plural(len(review.sentences), 'sentence')} of the ledger stand in the text")
    for locator in missing:
        print(f"  not found: {locator}")
    print(f"{plural(len(copied), 'run')} of eight or more words shared with the text")
    for path, run_ in copied:
        print(f"  {path}: {run_}")
    sure = draft.article.sure_paragraphs
    for said in parted:
        unsure = "" if sure else " (its lines are broken, so look yourself)"
        print(f"  {said}{unsure}")
    wrong = missing or copied or (parted and sure)
    return TO_MEND if wrong or not review.sentences else CLEAN
