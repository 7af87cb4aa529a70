"""How many points a picture has, as its own head says: what a browser will make room for."""

from __future__ import annotations

_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Marks of the segments that hold a JPEG's height and width."""


def pixels(kind: str, raw: bytes) -> int:
    """Return width times height of a PNG, GIF, WebP or JPEG; 0 where the file does not say."""
    read = {"PNG": _png, "GIF": _gif, "WebP": _webp, "JPEG": _jpeg}.get(kind)
    width, height = read(raw) if read else (0, 0)
    return width * height


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _png(raw: bytes) -> tuple[int, int]:
    return _big(raw[16:20]), _big(raw[20:24])


def _gif(raw: bytes) -> tuple[int, int]:
    return _little(raw[6:8]), _little(raw[8:10])


def _webp(raw: bytes) -> tuple[int, int]:
    """A WebP comes in three forms: with a head of its own, lossless, and lossy."""
    form, body = raw[12:16], raw[20:]
    if form == b"VP8X":
        return 1 + _little(body[4:7]), 1 + _little(body[7:10])
    if form == b"VP8L":
        packed = _little(body[1:5])
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF


def _jpeg(raw: bytes) -> tuple[int, int]:
    """Go from segment to segment until one holds the size."""
    at = 2
    while raw[at : at + 1] == b"\xff" and at + 9 <= len(raw):
        mark = raw[at + 1]
        if mark in _JPEG_SIZES:
            return _big(raw[at + 7 : at + 9]), _big(raw[at + 5 : at + 7])
        at += 1 if mark == 0xFF else 2 + max(2, _big(raw[at + 2 : at + 4]))  # noqa: PLR2004 - a filler
    return 0, 0
