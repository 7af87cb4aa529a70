"""A record of PubMed: an address of it has its number, and is made in one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimweave.identifiers.pubmed import pmid_in_address, pubmed_address
from claimweave.references.eprints import eprint_of

ENGINE = Path(__file__).parents[2] / "scripts" / "claimweave"


@pytest.mark.parametrize(
    "address",
    [
        "https://pubmed.ncbi.nlm.nih.gov/11111111/",
        "https://pubmed.ncbi.nlm.nih.gov/11111111",
        "http://www.ncbi.nlm.nih.gov/pubmed/11111111?dopt=Abstract",
        "https://pubmed.gov/11111111#top",
    ],
)
def test_an_address_has_the_number_of_its_record(address: str) -> None:
    assert pmid_in_address(address) == "11111111"
    assert pmid_in_address(pubmed_address("11111111")) == "11111111"


@pytest.mark.parametrize("address", ["", "https://pubmed.gov/", "https://example.org/11111111/"])
def test_another_address_has_none(address: str) -> None:
    assert not pmid_in_address(address)


def test_without_a_number_there_is_no_address() -> None:
    assert not pubmed_address("")


def test_a_number_of_pubmed_in_an_entry_has_the_same_address() -> None:
    found = eprint_of({"archiveprefix": "PubMed", "eprint": "11111111"})
    assert found
    assert found.address == pubmed_address("11111111")


def test_the_address_is_made_at_one_place() -> None:
    makers = [
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*.py")
        if "https://pubmed.ncbi" in path.read_text("utf-8")
    ]
    assert makers == ["identifiers/pubmed.py"]
