"""Names without their accents: each letter of a living spelling, small and capital."""

from __future__ import annotations

import unicodedata

import pytest

from claimweave.words.spelling import folded, unaccented


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Þórsson", "Thorsson"),
        ("Đoković", "Dokovic"),
        ("Ðuro", "Duro"),
        ("Œuvrard", "Oeuvrard"),
        ("Ægir", "Aegir"),
        ("Ǽ", "Ae"),
        ("Ødegård", "Odegard"),
        ("Ǿ", "O"),
        ("Łoś", "Los"),
        ("STRAẞE", "STRASSE"),
        ("Straße", "Strasse"),
        ("İbrahim", "Ibrahim"),
        ("Yıldız", "Yildiz"),
        ("Ħaż-Żebbuġ", "Haz-Zebbug"),
        ("Əliyev", "Eliyev"),
        ("Więdłocha", "Wiedlocha"),
        ("Ａdler", "Adler"),
        ("Adler", "Adler"),
        ("Αθήνα", "Αθηνα"),
    ],
)
def test_a_name_without_its_accents(name: str, plain: str) -> None:
    assert unaccented(name) == plain
    assert unaccented(unicodedata.normalize("NFD", name)) == plain
    assert folded(name) == plain.casefold()


def test_every_latin_letter_of_european_spellings_is_spelt_plainly() -> None:
    """Both cases: of the block that holds the letters of Europe none is left as it is."""
    odd = {"ŀ", "Ŀ", "ŉ"}  # two letters in one sign, the second of which is no letter
    for char in map(chr, range(0xC0, 0x180)):
        if char.isalpha() and char not in odd:
            assert unaccented(char).isascii(), char
            assert folded(char) == folded(char.swapcase()), char
