"""`claimweave source verify FILE`: hold the ledger, and our wording, against the article.

`claimweave source import FILE` makes a draft of the ledger: see `source_import`. And `claimweave
source stubs` begins its claims: see `source_stubs`. `claimweave source hash FILE` prints what the
ledger keeps of a text that no import brings: the caption of a figure, or a box.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.article.verification import missing_sentences, other_paragraphs, shared_runs
from claimweave.commands import source_import, source_stubs
from claimweave.commands.call import CLEAN, TO_MEND, UsageError, project_root
from claimweave.commands.source_files import draft_of_file
from claimweave.diagnostics.problem import Problem
from claimweave.disk.text_files import LARGE_LIMIT, read_text
from claimweave.review.reading.review_reader import read_review
from claimweave.review.sentence_hash import length_and_hash
from claimweave.words.counting import plural
from claimweave.words.printable import printable

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
    hashed = actions.add_parser("hash", help="what the ledger keeps of a caption or a box")
    hashed.add_argument("file", metavar="FILE", help="a file with it, without citation marks")
    hashed.set_defaults(run=hash_text)
    source_import.add_to(actions)
    source_stubs.add_to(actions)


def run(options: argparse.Namespace) -> int:
    """Print what was found; 0 when every sentence stands in the text and nothing is copied."""
    draft = draft_of_file(options.file, options.bib)
    review = read_review(project_root(options))
    sentences = {at: s for at, s in review.sentences.items() if at not in review.apart}
    missing = missing_sentences(sentences, draft)
    copied = list(shared_runs(review, draft))
    parted = list(other_paragraphs(sentences, draft))
    found = len(sentences) - len(missing)
    print(f"{found} of {plural(len(sentences), 'sentence')} of the ledger stand in the text")
    if review.apart:
        places = ", ".join(at for at in review.sentences if at in review.apart)
        print(f"not compared: {places} (figures and boxes are not read from the file)")
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


def hash_text(options: argparse.Namespace) -> int:
    """Print length and SHA-256 of a text, as a place of the ledger has them; always 0.

    Raises:
        UsageError: when the file cannot be read, or holds no text.
    """
    path = Path(options.file)
    source = read_text(path.parent, path.name, LARGE_LIMIT)
    if isinstance(source, Problem):
        raise UsageError(f"{printable(options.file)}: {source.message}")
    length, digest = length_and_hash(source.text)
    if not length:
        raise UsageError(f"{printable(options.file)} holds no text")
    print(f"length: {length}\nsha256: {digest}")
    return CLEAN
