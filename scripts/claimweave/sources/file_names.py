"""Names of files: what each folder may hold, and what is wrong with a file that is called so."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from claimweave.diagnostics import Problem, Span
from claimweave.model.review import LEDGER, STUDIES
from claimweave.suggestions import did_you_mean

LEDGER_FILES = ("review.yml", "vocabulary.yml", "sentences.yml", "exemptions.yml", "notices.yml")

_CLAIM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 100
_MARKUP = re.compile(r"[<>&\"'`\\|]")


def extension_fault(path: str, rule: str) -> Problem | None:
    """Say that a YAML file has another ending than `.yml`; None for all other files."""
    name = PurePosixPath(path)
    if name.suffix == ".yml" or name.suffix.lower() not in (".yml", ".yaml"):
        return None
    message = f'only files that end in ".yml" are read, and this one ends in "{name.suffix}"'
    return Problem(Span(path), message, f"rename it to {name.stem}.yml", rule)


def claim_name_fault(path: str) -> Problem | None:
    """Say why a file's name is not the id of a claim."""
    stem = PurePosixPath(path).stem
    if _CLAIM_ID.fullmatch(stem) and len(stem) <= _LONGEST_ID:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_LONGEST_ID]
    message = f'"{stem}" is not an id: lower-case letters, digits and single hyphens'
    return Problem(Span(path), message, f"rename it to {slug}.yml" if slug else "", "invalid-claim")


def study_name_fault(path: str) -> Problem | None:
    """Say that a study sheet does not lie where sheets lie."""
    if PurePosixPath(path).parent.as_posix() == STUDIES:
        return extension_fault(path, "invalid-study")
    return Problem(
        Span(path), f"study sheets lie in {STUDIES} itself", "move it up", "invalid-study"
    )


def ledger_name_fault(path: str, tables: str | None) -> Problem | None:
    """Say that nothing reads a file of the ledger; `tables` is None while that is not known."""
    name = path.removeprefix(f"{LEDGER}/")
    if name in (*LEDGER_FILES, tables) or (tables is None and name.startswith("table-")):
        return None
    known = [*LEDGER_FILES, *([tables] if tables else ())]
    help_ = did_you_mean(name, known) or f"this folder has: {', '.join(known)}"
    return Problem(Span(path), "nothing reads this file", help_, "invalid-ledger")


def page_name_fault(path: str) -> Problem | None:
    """Say why a file cannot be on the site."""
    if _MARKUP.search(path):
        message = "this file's name holds a sign of markup"
        return Problem(Span(path), message, "rename it", "invalid-page")
    return None
