"""pandoc, which reads LaTeX, Markdown, HTML and Word documents into one tree.

It runs in its sandbox: it reads no other file, and asks no network. Time and memory are limited.
Source: pandoc's manual, "A note on security".
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import Any

from claimweave.article.article import NoArticleError

Node = Any
"""An element of the tree: `t` is its type, `c` what it has."""

SECONDS = 60
"""How long pandoc may read. An article of 2,000 sentences takes half a second."""

HEAP = "450M"
"""Memory that it may fill. That article takes 180 MB."""

LARGEST_TREE = 200 * 1024 * 1024
"""Bytes of a tree that are read. That article has 1.5 MB."""

_SKIPPED = re.compile(r"\[INFO\] Skipped '(.*?)' at (?:\S+ )?line (\d+)", re.DOTALL)
_INCLUDED = re.compile(r"\[WARNING\] Could not load include file (\S+)(?: at (?:\S+ )?line (\d+))?")


class NoPandocError(NoArticleError):
    """An article cannot be read because pandoc is not installed."""


@dataclass(frozen=True, slots=True)
class PandocTree:
    """What pandoc has read: metadata, blocks, and what it passed over, with lines."""

    meta: dict[str, Node]
    blocks: list[Node]
    skipped: tuple[tuple[str, int], ...]
    not_included: tuple[tuple[str, int], ...]


def pandoc_tree(source: bytes, form: str) -> PandocTree:
    """Return what pandoc makes of a file.

    Args:
        source: the file's bytes.
        form: what pandoc calls its form, such as `latex`.

    Raises:
        NoArticleError: when pandoc is not there, cannot read it, or takes too long.
    """
    limits = ["+RTS", f"-M{HEAP}", "-RTS"]
    command = [_program(), *limits, "--sandbox", "--verbose", "--from", form, "--to", "json"]
    try:
        done = subprocess.run(  # noqa: S603 - the file is given as input, and no argument
            command, input=source, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoArticleError(f"pandoc was not done with it after {SECONDS} seconds") from None
    except OSError as error:
        raise NoArticleError(f"pandoc cannot be started: {error.strerror}") from None
    told = done.stderr.decode("utf-8", "replace")
    if done.returncode or len(done.stdout) > LARGEST_TREE:
        raise NoArticleError(f"pandoc cannot read it: {_why(told)}")
    try:
        tree = json.loads(done.stdout)
        meta, blocks = tree["meta"], tree["blocks"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoArticleError("pandoc made no tree of it that can be read") from None
    skipped = tuple((name, int(line)) for name, line in _SKIPPED.findall(told))
    missing = tuple((name, int(line or 0)) for name, line in _INCLUDED.findall(told))
    return PandocTree(meta, blocks, skipped, missing)


def _program() -> str:
    try:
        from pypandoc import get_pandoc_path  # noqa: PLC0415 - it is large, and may be missing

        return str(get_pandoc_path())
    except (ImportError, OSError):
        raise NoPandocError("it takes pandoc to read it, which is not installed") from None


def _why(told: str) -> str:
    """Return the last thing that pandoc said, in one line."""
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith("[INFO]")]
    shown = " ".join(" ".join(lines[-3:]).split())[:200]
    return shown or "it says nothing about why"
