"""Text of strangers becomes text on a page, whatever it holds."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from claimweave.reports.printable import printable

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


def plain_line(text: str) -> str:
    """Return text as one line: a blank stands where it breaks, and hidden signs are shown."""
    return printable(text.replace("\n", " "))


def markdown_text(text: str) -> Markup:
    """Return text for a Markdown line: each ASCII sign becomes a character reference.

    Neither Markdown nor HTML sees a sign in it, and a browser shows the text as it was.
    """
    folded = " ".join(plain_line(text).split())
    return Markup(_SPECIAL.sub(lambda m: f"&#{ord(m.group())};", folded))  # noqa: S704 - escaped


def escaped_lines(text: str) -> Markup:
    """Return text for a `<pre>` block: its line breaks are kept, all else is shown as text."""
    return Markup("\n").join(escape(printable(line)) for line in text.strip("\n").split("\n"))
