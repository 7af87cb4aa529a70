"""A Word document as the packed XML that it is: read within limits, and packed again.

Source: ECMA-376, Office Open XML, parts 1 and 2.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import register_namespace, tostring

from claimweave.article.article import NoArticleError
from claimweave.disk.strict_xml import UnreadableXmlError, strict_xml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes of all parts together; pictures are not unpacked."""

LARGEST_PART = 64 * 1024 * 1024
"""Bytes of a part that is read. The text of a long review has 5 MB."""

MOST_TAGS = 1_500_000
"""Tags of a part: each takes many times its bytes in memory."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
"""Prefixes that readers of Word documents look for."""

for _prefix, _address in _SPACES.items():
    register_namespace(_prefix, _address)

_BROKEN = "the Word document is broken"


def unpacked(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a document that hold text, by name.

    Raises:
        NoArticleError: when it is broken, too large, or no Word document.
    """
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise NoArticleError("unpacked, it has more than an article has")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as stream:
                        parts[entry.filename] = stream.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError):
        raise NoArticleError(f"{_BROKEN}: save it anew in Word") from None
    except (RuntimeError, ValueError) as error:  # a password, or a name that is none
        raise NoArticleError(f"{_BROKEN}, or locked: {error}") from None
    if any(len(part) > LARGEST_PART for part in parts.values()):
        raise NoArticleError("unpacked, it has more than an article has")
    if "word/document.xml" not in parts:
        raise NoArticleError("it is a packed file, and holds no Word document")
    return parts


def parsed_part(part: bytes) -> Element:
    """Return the root of a part.

    Raises:
        NoArticleError: when it is no XML, or declares entities.
    """
    try:
        return strict_xml(part, MOST_TAGS, forbid_dtd=True)
    except UnreadableXmlError as error:
        if error.because == "tags":
            raise NoArticleError("the Word document has more tags than an article has") from None
        raise NoArticleError(f"{_BROKEN}: a part of it is no XML") from None


def packed(raw: bytes, changed: Mapping[str, Element]) -> bytes:
    """Return a document with some parts changed, and without its pictures."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for entry in old.infolist():
            if entry.filename in changed:
                root = changed[entry.filename]
                for name in [n for n in root.attrib if n.endswith("}Ignorable")]:
                    del root.attrib[name]
                new.writestr(entry.filename, tostring(root, encoding="utf-8"))
            elif entry.filename.endswith((".xml", ".rels")):
                new.writestr(entry.filename, old.read(entry))
    return made.getvalue()
