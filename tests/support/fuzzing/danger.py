"""What in a page could run, or ask another host for something: read as a browser reads it."""

from __future__ import annotations

import json
from html.parser import HTMLParser

_ADDRESSES = frozenset({"href", "xlink:href", "src", "srcset", "action", "poster", "data", "cite"})


class DangerReader(HTMLParser):
    """Reads a page as a browser does, and notes what could run. Data for machines is let pass."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and attrs == [("type", "application/ld+json")]:
            self.data = []
        elif tag in ("script", "iframe", "object", "embed", "base", "meta", "link"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction"):
                self.found.append(f"{tag} {name}={value}")
            address = "".join((value or "").split()).lower()
            if name in _ADDRESSES and address.startswith(("javascript:", "vbscript:", "data:")):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.data is not None:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.data is not None:
            json.loads("".join(self.data))  # fails where a text has closed the element
            self.data = None


def dangers(html: str) -> list[str]:
    """Return what in a piece of HTML could run."""
    reader = DangerReader()
    reader.feed(html)
    reader.close()
    return reader.found
