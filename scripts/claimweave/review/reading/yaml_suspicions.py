"""What makes a YAML file suspicious: only then it is looked at group by group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are letters to YAML."""

_SUSPECT = re.compile(r"^ *-[^\W\d_]|^ *[\w.-]+(?::| +(?:= *)?)[{\[\"']", re.MULTILINE)


def may_be_misread(source: TextFile) -> bool:
    """Whether a text holds a sign for which each of its groups has to be looked at."""
    text = source.text
    odd = not text.isascii() and re.search(f"[{ODD_SPACES}]", text)
    return bool(odd or _SUSPECT.search(text))
