"""What the ledger keeps of a sentence instead of its text: how long it is, and its SHA-256.

Both are taken of the text without citation marks, white space and signs that nobody sees. A
sentence is the same in each form of its article: quotes and hyphens are written in one way, and
what Unicode calls compatible (`²`, ligatures, wide letters) as its plain letters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from claimweave.words.spelling import composed

_ONE_WAY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", "")
)
_QUOTES = re.compile("``|''")


def hashed_text(text: str) -> str:
    """Return the text of which length and hash are taken; citation marks are out already."""
    plain = composed(_compatible(composed(text).translate(_ONE_WAY)))
    return re.sub(r"\s+", "", _QUOTES.sub('"', plain.translate(_ONE_WAY)))


def _compatible(text: str) -> str:
    """Write each sign as its compatible one; signs alone, for marks in a row are costly."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFKC", c) for c in text)


def length_and_hash(text: str) -> tuple[int, str]:
    """Return how many letters and signs a sentence has, and the SHA-256 of them in UTF-8."""
    hashed = hashed_text(text)
    return len(hashed), hashlib.sha256(hashed.encode("utf-8", "surrogatepass")).hexdigest()
