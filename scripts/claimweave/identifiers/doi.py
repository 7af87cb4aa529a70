"""A DOI without what people paste around it, and the address of a DOI.

Sources: the DOI Handbook, 2.5 (letter case does not count) and 3.8 (in an address, signs that an
address may not have are written as `%3C`).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]+(?<![.,;:])")

_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:\s*)?", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:urn|info):)?doi(?:\s*[:/]\s*|\s+)", re.IGNORECASE)
_ENCODED_SLASH = re.compile(r"10\.[0-9]{4,9}%2f", re.IGNORECASE)
_BEGINNING = re.compile(r"10\.[0-9]{4,9}/")
_UNRESERVED = "/():;._-~!$&'*+,=@"
"""Signs that stand for themselves in the path of an address, also in linked data."""


def without_address(text: str) -> str:
    """Return what is left of a text without what is put around a DOI, be it one or not."""
    bare = text.strip()
    address = _ADDRESS.match(bare)
    before = address or _LABEL.match(bare)
    bare = bare[before.end() :] if before else bare
    if address or _ENCODED_SLASH.match(bare):
        bare = unquote(bare)
    return bare.strip().rstrip(".,;:").lower()


def same_doi(text: str) -> str:
    """Return what two writings of one DOI have in common: `%2F` is a slash; else an empty text."""
    bare = unquote(without_address(text))
    return bare if _BEGINNING.match(bare) else ""


def doi_in_address(address: str) -> str:
    """Return the DOI that an address leads to, as `same_doi` does; empty when it is another one."""
    return same_doi(address) if _ADDRESS.match(address.strip()) else ""


def doi_within(text: str) -> str:
    """Return the first DOI that stands in a text among other words; empty when there is none."""
    found = DOI.search(text)
    return without_address(_closed(found[0])) if found else ""


def _closed(found: str) -> str:
    """Return a DOI without the brackets behind it that something around it has opened."""
    text = found.rstrip(".,;:")
    closing = text[-1:]
    opening = {")": "(", "]": "[", "}": "{", ">": "<"}.get(closing)
    if opening and text.count(closing) > text.count(opening):
        return _closed(text[:-1])
    return text


def doi_address(doi: str) -> str:
    """Return the address at which a DOI is looked up."""
    return f"https://doi.org/{quote(doi, safe=_UNRESERVED)}"
