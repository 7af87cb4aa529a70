"""What a reader sees of HTML that was made from somebody's Markdown."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=y> [go](https://evil.example) @octocat #1 "
    "``` `` ` </details> **bold** https://evil.example \u202egnp.exe $`x`$ ![i](u) | \\"
)


class Visible(HTMLParser):
    """Collects the tags of a page, and its text outside code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.outside = ""
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.add(tag)
        self._in_code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._in_code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.outside += "" if self._in_code else data
