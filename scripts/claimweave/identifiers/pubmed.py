"""The number of a work in PubMed, and the address of its record there."""

from __future__ import annotations

import re
from urllib.parse import quote

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed"
    r"|pubmed\.gov)/([0-9]{1,9})/?(?:[?#].*)?\Z",
    re.IGNORECASE,
)


def pubmed_address(pmid: str) -> str:
    """Return the address of a record, as PubMed itself writes it; empty without a number."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid, safe='')}/" if pmid else ""


def pmid_in_address(address: str) -> str:
    """Return the number of the record that an address leads to; empty when it is another one."""
    found = _ADDRESS.match(address)
    return found[1] if found else ""
