"""What is read at once, because most of it is plain, is what reading it with care comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.review.reading import bibtex_grammar, latex_text
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_reader import BLOCK_KINDS
from claimweave.review.reading.latex_text import read_latex
from full_runs import examples

_OF_AN_ENTRY = st.sampled_from(
    [
        "@article{",
        "title",
        "author = ",
        "{b {c}}",
        "year = {2001},",
        "title = {A {B} = c},",
        "doi={10.1/x} ,",
        "{x@article{y,",
        '"q"',
        "%x\n",
        "2001",
        *"@(){},=#\\ \n",
    ]
)
_OF_A_VALUE = st.sampled_from(["--", "amp;", "sub>", *"{}{}-'`!?aB &#$\\~<1."])


@examples(300, derandomize=True)
@given(st.lists(_OF_AN_ENTRY, max_size=14).map("".join))
def test_a_plain_field_is_read_as_any_other(text: str) -> None:
    entry = f"@article{{key,\n{text}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bibtex_grammar._Scanner, "_plain_field", lambda _self, _at: None)  # noqa: SLF001 - the quick way itself
        with_care = blocks_of(entry, BLOCK_KINDS)
    assert blocks_of(entry, BLOCK_KINDS) == with_care


@examples(300, derandomize=True)
@given(st.lists(_OF_A_VALUE, max_size=10).map("".join), st.booleans())
def test_braces_alone_print_nothing(value: str, ranges: bool) -> None:  # noqa: FBT001 - drawn
    with_care = latex_text._read.__wrapped__(value, ranges)  # noqa: SLF001 - the slow way itself
    if not latex_text._SPECIAL.search(value.replace("{", "").replace("}", "")):  # noqa: SLF001
        assert read_latex(value, ranges=ranges) == with_care
