"""What the site offers to programs: each file is read by a reader of its kind, as what it says."""

from __future__ import annotations

import csv
import io
import json
import warnings
from xml.etree import ElementTree as ET

import rdflib

from claimweave.disk.text_files import TextFile
from claimweave.references.incoming.file_formats import read_file
from claimweave.review.reading.bibtex_reader import read_bibtex

NANOPUBLICATION = rdflib.URIRef("http://www.nanopub.org/nschema#Nanopublication")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet runs. Source: OWASP, CSV injection."""


def readable(path: str, content: str, claims: int) -> None:
    """Hold that a published file is what its ending says, and that no text has broken out of it."""
    if path.endswith(".json"):
        json.loads(content)
    elif path.endswith(".svg"):
        ET.fromstring(content)  # noqa: S314 - our own picture
    elif path.endswith(".bib"):
        _, problems = read_bibtex(TextFile(path, content))
        assert problems == [], (path, problems, content)
    elif path.endswith(".ris"):
        (entry,) = read_file(content, "ris").entries
        assert not entry.fault, (path, entry, content)
    elif path.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1, (path, content)
        assert not any(cell.startswith(FORMULA) for row in rows for cell in row), (path, content)
    elif path.endswith(".trig"):
        _linked(content, claims)


def _linked(content: str, claims: int) -> None:
    """Hold that linked data says as many things as there are claims: no text has made one more."""
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib's own parser
        dataset.parse(data=content, format="trig")
    made = list(dataset.quads((None, None, NANOPUBLICATION, None)))
    assert len(made) == claims, (len(made), claims)
