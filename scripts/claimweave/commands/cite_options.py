"""The options of `claimweave cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.references.asked_fields import NAMES, TYPES
from claimweave.references.incoming.file_formats import FORMATS

if TYPE_CHECKING:
    import argparse

FIELDS = {
    "title": "the title",
    "year": "the year",
    "journal": "the journal",
    "booktitle": "the book that it is a chapter of",
    "series": "the series that it is a volume of",
    "edition": "the edition, as in: 2nd",
    "version": "the version of software or of data",
    "publisher": "the publisher",
    "institution": "the university of a thesis, or who gave out a report",
    "volume": "the volume",
    "issue": "the issue, or the number of a report or patent",
    "pages": "the pages, or the article's number",
    "doi": "the DOI",
    "pmid": "PubMed's number",
    "url": "a web page, where there is no DOI",
    "urldate": "the day on which you saw that page, as in: 2026-02-03",
}
"""Option of an entry by hand to what it is."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which work it is, and what the review makes of it."""
    parser.add_argument("work", nargs="?", metavar="DOI_OR_PMID", help="look it up, and add it")
    parser.add_argument("--identifies", metavar="KEY", help="the unidentified reference that it is")
    parser.add_argument("--review-number", type=int, metavar="N", help="its number in the review")
    parser.add_argument(
        "--identity", choices=("named", "inferred"), help="how it is known that the review means it"
    )
    parser.add_argument("--note", metavar="TEXT", help="a sentence for readers; why it fits")
    parser.add_argument(
        "--source",
        metavar="URL",
        help="where you saw what is not looked up: an address, or in words",
    )
    parser.add_argument("--key", metavar="KEY", help="its key (default: as in Adler2001)")
    parser.add_argument("--added", metavar="DAY", help="the day that it is added (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="print the entry, and write nothing")
    _add_file(parser)
    _add_fields(parser)


def _add_file(parser: argparse.ArgumentParser) -> None:
    """Add the options for a file with one reference or many."""
    group = parser.add_argument_group("from a file, with one reference or many")
    group.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        help="BibTeX, biblatex, RIS, nbib (PubMed), CSL-JSON or EndNote XML; "
        "- for the standard input, or a paste",
    )
    group.add_argument(
        "--format",
        choices=sorted(FORMATS),
        help="what the file is, if it cannot be told from its text",
    )
    group.add_argument(
        "--keep-keys",
        action="store_true",
        help="keep the keys of the file (default: as in Adler2001)",
    )
    group.add_argument(
        "--skip-faulty",
        action="store_true",
        help="leave out entries that cannot be read, or that a rule forbids "
        "(default: all are brought in, or none)",
    )


def _add_fields(parser: argparse.ArgumentParser) -> None:
    """Add the options for an entry by hand."""
    group = parser.add_argument_group("by hand, or in addition to what is looked up")
    group.add_argument("--type", choices=sorted(TYPES), help="type of the entry (default: article)")
    for name in NAMES:
        about = f"an {name}, or a body as '{{NAME}}'; once for each, in order"
        group.add_argument(
            f"--{name}", action="append", default=[], metavar="'FAMILY, GIVEN'", help=about
        )
    for name, what in FIELDS.items():
        group.add_argument(f"--{name}", metavar="TEXT", help=what)
