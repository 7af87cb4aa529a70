"""Names of files: what each folder may hold, and what is wrong with a file that is called so."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span, moving
from claimweave.review.key_word import is_device
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, LEDGER, PAGES, STUDIES
from claimweave.words.pattern import pattern
from claimweave.words.site_marks import is_own_id
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

LEDGER_FILES = (
    "review.yml",
    "vocabulary.yml",
    "sentences.yml",
    "exemptions.yml",
    "notices.yml",
    "lenses.yml",
    "thresholds.yml",
    "second-reading.yml",
)

_CLAIM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 100
_PART = re.compile(r"(?!\.)[\w.-]+")
"""What a file or folder may be called whose name becomes part of an address."""

_STRANGE = pattern(r"[^\w.-]+|^\.+")

MADE_BY_THE_SITE = ("audit/", "claims/", "references/", "rules/", "downloads.md", "workbench.md")
"""Pages that are computed: one of the same name in docs/ would be replaced without a word."""
_YAML_NAME = pattern(r"([^.]+)\.ya?ml", re.IGNORECASE)
_BARE_NAME = pattern(r"([a-z0-9]+(?:-[a-z0-9]+)+|[A-Z][A-Za-z]+(?:19|20)[0-9]{2}[a-z]?)")
"""A name of several words, as a claim's id is, or of a name and a year, as a sheet's is."""


def file_stem(path: str) -> str:
    """Return a file's name without its ending; thousands are asked for, and a Path is slow."""
    name = path.rpartition("/")[2]
    return name.removesuffix(file_ending(path)) or name


def file_ending(path: str) -> str:
    """Return the ending of a file's name with its dot, as `.yml`; nothing where it has none."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def unread_fault(path: str, rule: str, there: Collection[str]) -> Problem | None:
    """Say that a file is not read, because its name does not end in `.yml`; None for one that is.

    `there` are the paths of the folder: a file that another one stands for is a copy.
    """
    ending = file_ending(path)
    if ending == ".yml":
        return None
    meant = meant_path(path)
    name = meant.rpartition("/")[2]
    fix = moving(path, meant) if meant and meant not in there else None
    if not meant:
        help_ = f"nothing reads it: move it out of {CLAIMS}/"
    elif meant in there:
        help_ = f"{name} lies beside it: move this copy out of {CLAIMS}/"
    else:
        help_ = f"rename it to {name}"
    found = f'this one ends in "{ending}"' if ending else "this one has no ending"
    message = f'only files that end in ".yml" are read, and {found}'
    return Problem(Span(path), message, help_, rule, fix)


def meant_path(path: str) -> str:
    """Return the path that a file has with `.yml` alone at its end; empty where it never had it.

    A name without any ending may be one that has lost it.
    """
    found = _YAML_NAME.match(PurePosixPath(path).name) or _BARE_NAME.fullmatch(
        PurePosixPath(path).name
    )
    return str(PurePosixPath(path).with_name(f"{found[1]}.yml")) if found else ""


_LEDGER_NAME = pattern(r"([\w-]+?)(?: \([0-9]+\))?(?:\.ya?ml.*)?", re.IGNORECASE)
_PAGE_NAME = re.compile(r"(.+?)\.(?:md|markdown|mdown|mkdn?)(?=$|[^A-Za-z]).*", re.IGNORECASE)


def misnamed(path: str, meant: str, rule: str, there: Collection[str]) -> Problem:
    """Say that a file has another name than the one that is read, or lies beside that one."""
    folder, _, name = meant.rpartition("/")
    if meant in there:
        help_ = f"{name} lies beside it: move this copy out of {folder.partition('/')[0]}/"
        return Problem(
            Span(path), f"this looks like a copy of {name}: nothing reads it", help_, rule
        )
    message = f"this looks like {name} under another name: nothing reads it"
    return Problem(Span(path), message, f"rename it to {name}", rule, moving(path, meant))


def page_meant(path: str) -> str:
    """Return the path of a page that has lost its ending, or got another; empty for no page."""
    name = PurePosixPath(path).name
    if name.startswith("#") and name.endswith("#"):  # an editor has left it, and framed the name
        name = name.strip("#")
    found = _PAGE_NAME.fullmatch(name)
    return str(PurePosixPath(path).with_name(f"{found[1]}.md")) if found else ""


def hidden_fault(path: str) -> Problem | None:
    """Say that a claim or a sheet is hidden by its name; what systems hide there is theirs."""
    name = PurePosixPath(path)
    if name.suffix.lower() not in (".yml", ".yaml") or name.name.startswith(("._", ".#")):
        return None
    message = "a file whose name begins with a dot is not read"
    help_ = f"rename it to {name.stem.lstrip('.')}.yml, or move it out of {CLAIMS}/"
    return Problem(Span(path), message, help_, "invalid-claim")


def stray_bibliography_fault(name: str, there: Collection[str]) -> Problem | None:
    """Say that a bibliography lies beside the one that is read, or has another name."""
    lowered = name.lower()
    if name == BIBLIOGRAPHY or name.startswith("."):
        return None
    stem = BIBLIOGRAPHY.removesuffix(".bib")
    if re.match(rf"{stem}(?: \([0-9]+\))?(?:\.bib|$)", lowered) and BIBLIOGRAPHY not in there:
        return misnamed(name, BIBLIOGRAPHY, "invalid-bibtex", there)
    if not lowered.endswith(".bib") and not lowered.startswith(f"{BIBLIOGRAPHY}"):
        return None
    message = f"only {BIBLIOGRAPHY} is read, and nothing in this file"
    help_ = f"put its entries into {BIBLIOGRAPHY}, or move it into a folder of its own"
    return Problem(Span(name), message, help_, "invalid-bibtex")


def claim_name_fault(path: str) -> Problem | None:
    """Say why a file's name is not the id of a claim, or why its folder is none of a section."""
    stem = file_stem(path)
    strange = strange_part(path.removeprefix(f"{CLAIMS}/").rpartition("/")[0])
    if strange:
        message, help_ = _strange_name(strange)
        return Problem(Span(path), message, f"{help_}; in review.yml, too", "invalid-claim")
    if is_device(stem):
        return Problem(Span(path), *_device_name(f"{stem}.yml", "claim-"), "invalid-claim")
    if is_taken_by_site(stem):
        message = f'a claim cannot be called "{stem}": the site uses that name itself'
        return Problem(Span(path), message, f"rename it to claim-{stem}.yml", "invalid-claim")
    if _CLAIM_ID.fullmatch(stem) and len(stem) <= _LONGEST_ID:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_LONGEST_ID]
    message = f'"{stem}" is not an id: lower-case letters, digits and single hyphens'
    return Problem(Span(path), message, f"rename it to {slug}.yml" if slug else "", "invalid-claim")


def is_taken_by_site(claim_id: str) -> bool:
    """Whether the site has a use of its own for what would be the id of a claim."""
    return claim_id == "index" or is_own_id(claim_id)


def study_name_fault(path: str, there: Collection[str]) -> Problem | None:
    """Say that a study sheet does not lie where sheets lie, or is not called like one."""
    if path.rpartition("/")[0] == STUDIES:
        return unread_fault(path, "invalid-study", there)
    return Problem(
        Span(path),
        f"study sheets lie in {STUDIES} itself",
        "move it up",
        "invalid-study",
        moving(path, f"{STUDIES}/{PurePosixPath(path).name}"),
    )


def ledger_name_fault(
    path: str, tables: Collection[str] | None, there: Collection[str]
) -> Problem | None:
    """Say that nothing reads a file of the ledger; `tables` is None while that is not known.

    `there` are the paths of the folder: where the file is missing that this one is meant for, it
    only has another name.
    """
    name = path.removeprefix(f"{LEDGER}/")
    if name in (*LEDGER_FILES, *(tables or ())) or (tables is None and name.startswith("table-")):
        return None
    known = [*LEDGER_FILES, *(tables or ())]
    found = _LEDGER_NAME.fullmatch(name)
    meant = f"{found[1]}.yml".lower() if found else ""
    if meant in known or (tables is None and meant.startswith("table-")):
        return misnamed(path, f"{LEDGER}/{meant}", "invalid-ledger", there)
    help_ = did_you_mean(name, known) or f"this folder has: {', '.join(known)}"
    return Problem(Span(path), "nothing reads this file", help_, "invalid-ledger")


def page_name_fault(path: str) -> Problem | None:
    """Say why a file cannot be on the site."""
    strange = strange_part(path)
    if strange:
        return Problem(Span(path), *_strange_name(strange), "invalid-page")
    if path.endswith(".md") and path.removeprefix(f"{PAGES}/").startswith(MADE_BY_THE_SITE):
        message = "the site makes the pages of this folder itself, and would replace this one"
        if path.removeprefix(f"{PAGES}/") in MADE_BY_THE_SITE:
            message = "the site makes this page itself, and would replace this one"
        return Problem(Span(path), message, "move or rename it", "invalid-page")
    return None


@lru_cache(maxsize=1024)  # thousands of claims lie in a few folders
def strange_part(path: str) -> str:
    """Return the first file or folder of a path whose name could be no part of an address."""
    parts = unicodedata.normalize("NFC", path).split("/") if path else []
    return next((p for p in parts if not _PART.fullmatch(p) or _no_file_of_windows(p)), "")


def _no_file_of_windows(name: str) -> bool:
    return is_device(name) or name.endswith(".")


def _device_name(name: str, before: str) -> tuple[str, str]:
    """Return why Windows cannot have a file or folder of a name, and what to call it."""
    message = f'Windows takes "{name}" for a device: nobody there could fetch the project'
    return message, f"rename it to {before}{name}"


def _strange_name(name: str) -> tuple[str, str]:
    """Return what is wrong with a name, and how to mend it."""
    if is_device(name):
        return _device_name(name, "the-")
    plain = re.sub(r"-+(?=\.|$)|^-+|\.+$", "", _STRANGE.sub("-", name)) or "another name"
    help_ = f"rename it to {plain}: letters, digits, hyphens, underscores and dots only"
    return f'the name "{name}" cannot be part of an address', help_
