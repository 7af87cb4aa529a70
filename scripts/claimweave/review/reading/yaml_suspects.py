"""Signs for which a file of YAML is looked at again: without one of them, no group is misread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are letters to YAML."""

COLONS, COMMAS = "：﹕꞉∶", "，、﹐"
BRACKETS = {"［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "﹛": "{", "﹜": "}"}
QUOTES = "“”„″＂‘’‚＇´`"
"""Signs that only look like those of YAML."""

_SUSPECT = re.compile(r"^ *-[^\W\d_]|^ *[\w.-]+(?::| +(?:= *)?)[{\[\"']", re.MULTILINE)
_ODD = re.compile(f"[{ODD_SPACES}{COLONS}{COMMAS}{''.join(BRACKETS)}]|[{QUOTES}]\\s*:")


def may_be_misread(source: TextFile) -> bool:
    """Whether a text holds a sign for which each of its groups has to be looked at."""
    text = source.text
    return bool((not text.isascii() and _ODD.search(text)) or _SUSPECT.search(text))
