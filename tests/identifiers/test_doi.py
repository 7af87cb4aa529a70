"""One DOI: whatever is pasted around it goes, and nothing of it is lost."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.identifiers.doi import DOI, doi_address, doi_within
from claimweave.references import NotInFormError
from claimweave.references.normal_form import bare_doi
from doi_writings import OLD, WRITINGS
from full_runs import examples


@pytest.mark.parametrize(("text", "doi"), WRITINGS)
def test_what_is_pasted_around_it_goes(text: str, doi: str) -> None:
    assert bare_doi(text) == doi
    assert bare_doi(doi_address(doi)) == doi


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (f"Stat Med. {OLD}.", OLD),
        ("(doi: 10.1000/182)", "10.1000/182"),
        ("[see 10.1000/182].", "10.1000/182"),
        ("10.1016/s0140-6736(05)12345-6", "10.1016/s0140-6736(05)12345-6"),
        ("J Fields. 10.1016/0022-3956(95)00026(a).", "10.1016/0022-3956(95)00026(a)"),
        ("(10.1016/0022(a))", "10.1016/0022(a)"),
        ("{10.1000/182}, <10.1000/183>", "10.1000/182"),
        ("no 10 of 1000/182", ""),
    ],
)
def test_among_words_it_ends_where_what_is_around_it_ends(text: str, doi: str) -> None:
    assert doi_within(text) == doi


@pytest.mark.parametrize("text", ["doi", "doi:", "https://doi.org/", "https://doi.org/10.1000/%FF"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(NotInFormError, match="is not a DOI"):
        bare_doi(text)


@examples(80)
@given(st.from_regex(DOI, fullmatch=True))
def test_its_address_leads_back_to_it(doi: str) -> None:
    if bare_doi(doi) == doi.lower():
        assert unquote(doi_address(doi)) == f"https://doi.org/{doi}"
        assert bare_doi(doi_address(doi)) == doi.lower()
