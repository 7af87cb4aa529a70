"""XML of strangers: nothing outside it is followed, and it is not larger than it may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class UnreadableXmlError(Exception):
    """XML that is not read.

    `because` says why: it has too many tags, declares what is not followed, or is none. The message
    says at which line and column it is none, as far as that is known.
    """

    def __init__(self, because: Literal["tags", "declares", "none"], message: str = "") -> None:
        """Take why it is not read, and what is wrong with XML that is none."""
        super().__init__(message)
        self.because = because


def strict_xml(source: str | bytes, most_tags: int, *, forbid_dtd: bool = False) -> Element:
    """Return the root of an XML text. Entities of its own are never followed.

    Args:
        source: the XML. A text has been decoded already: its declaration of an encoding does not
            count.
        most_tags: how many tags it may have: each takes twenty times its bytes in memory.
        forbid_dtd: whether a document type is refused, too.

    Raises:
        UnreadableXmlError: when it is not read.
    """
    tags = source.count(b"<") if isinstance(source, bytes) else source.count("<")
    if tags > most_tags:
        raise UnreadableXmlError("tags")
    if isinstance(source, str):  # the lines stay where they are
        source = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), source, count=1)
    try:
        root: Element = fromstring(source, forbid_dtd=forbid_dtd)
    except DefusedXmlException:
        raise UnreadableXmlError("declares") from None
    except ParseError as error:
        line, column = error.position
        what = f": line {line}, column {column + 1}: {str(error).partition(':')[0]}"
        raise UnreadableXmlError("none", f"the XML cannot be read{what}") from None
    except (ValueError, LookupError, RecursionError):  # an encoding that is none is a LookupError
        raise UnreadableXmlError("none", "the XML cannot be read") from None
    return root
