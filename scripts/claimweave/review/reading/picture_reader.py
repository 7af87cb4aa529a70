"""Pictures of strangers: a file is what its name says, small enough, and nothing but a picture."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import decoded, read_bytes
from claimweave.review.reading.picture_size import pixels
from claimweave.review.reading.svg_words import RULE

if TYPE_CHECKING:
    from pathlib import Path

PICTURE_LIMIT = 1024 * 1024
"""Bytes that a picture may have: a reader on a slow line waits ten seconds for so much."""

MOST_PIXELS = 40_000_000
"""A browser takes four bytes for each; a photograph has 12 to 24 million."""

_BEGINNINGS = {
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "JPEG": rb"\xff\xd8\xff",
    "GIF": rb"GIF8[79]a",
    "WebP": rb"RIFF.{4}WEBP",
    "AVIF": rb".{4}ftyp(?:avi[fs]|mi[fs]1.{4}(?:.{4}){0,8}?avi[fs])",
    "ICO": rb"\x00\x00\x01\x00",
}
_ENDINGS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
    ".ico": "ICO",
    ".svg": "SVG",
}

PICTURES = tuple(_ENDINGS)
"""Endings of pictures."""


def picture_faults(root: Path, path: str) -> list[Problem]:
    """Return what is wrong with a picture; an empty list when nothing is."""
    raw = read_bytes(root, path, PICTURE_LIMIT)
    if isinstance(raw, Problem):
        help_ = "save it smaller" if "larger" in raw.message else raw.help
        return [Problem(raw.where, raw.message, help_, RULE)]
    kind = _ENDINGS[PurePosixPath(path).suffix.lower()]
    if kind == "SVG":
        source = decoded(path, raw)
        if isinstance(source, Problem):
            return [Problem(source.where, source.message, source.help, RULE)]
        from claimweave.review.reading.svg_reader import (  # noqa: PLC0415 - most have none
            svg_faults,
        )

        return svg_faults(source)
    if not _begins(kind, raw):
        message = f"this file is called {kind} and holds {_held(raw)}"
        return [Problem(Span(path), message, f"save the picture anew as {kind}", RULE)]
    if pixels(kind, raw) > MOST_PIXELS:
        message = f"this picture has more than {MOST_PIXELS // 1_000_000} million points"
        return [Problem(Span(path), message, "save it smaller", RULE)]
    return []


def _begins(kind: str, raw: bytes) -> bool:
    return re.match(_BEGINNINGS[kind], raw, re.DOTALL) is not None


def _held(raw: bytes) -> str:
    """Return in words what a file holds."""
    if not raw:
        return "nothing"
    return next((f"a {kind}" for kind in _BEGINNINGS if _begins(kind, raw)), "something else")
