"""A claim or a reference gets another name: it changes wherever it stands as a name."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.former_ids import with_former_id, without_former_ids
from claimweave.authoring.naming import Naming
from claimweave.authoring.renaming_texts import (
    in_addresses,
    in_bibliography,
    in_notebook,
    in_page,
)
from claimweave.authoring.renaming_yaml import (
    HOLDING_NAMES,
    UnreadableFileError,
    with_new_name,
)
from claimweave.derived.derived_files import DERIVED_FOLDERS
from claimweave.disk.text_files import TextFile, list_files, rough_text
from claimweave.review.key_word import sheet_name
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, LEDGER, PAGES, STUDIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from claimweave.review.review import Review

CONFIGURATION = "mkdocs.yml"
_SEARCHED = ((CLAIMS, ".yml"), ("docs", ".md"), ("docs", ".py"), ("docs", ".ipynb"))


def renamed(root: Path, review: Review, naming: Naming, *, kept: bool = True) -> Change:
    """Return what changes when a claim or a reference gets another name.

    That are claims, pages, notebooks, exemptions, the settings, the bibliography, and the name of
    the claim's file, or of the study sheet. A file keeps all but the name as it stands.

    Args:
        root: where the review lies.
        review: as it is.
        naming: what gets which name.
        kept: whether a claim keeps its old id under `formerly`.

    Raises:
        UnreadableFileError: when a file that has the name cannot be read as what it should be.
        AnswerError: when one cannot be replaced.
    """
    if naming.old == naming.new:
        return Change()
    _refuse_unreadable(root, review, naming.old)
    replaced, moved, rewritten = {}, {}, {}
    target = _file_of(review, naming)
    edits = dict(_edits(root, review, naming))
    own = _claim_file(review, naming)
    if own:
        edits[own] = partial(_in_claim, own, naming, edits.get(own), kept=kept)
    for path, edit in edits.items():
        read = snapshot(root, path, review)
        text = edit(read.text())
        if text == read.text():
            continue
        if target and path == target[0]:
            rewritten[target[1]] = read.encoded(text).decode()
        else:
            replaced[path] = edited(read, lambda _, text=text: text)  # type: ignore[misc]
    if target:
        moved[target[0]] = snapshot(root, target[0], review), target[1]
    return Change(
        replaced=replaced, moved=moved, renamed={naming.old: naming.new}, rewritten=rewritten
    )


def renamed_key(root: Path, review: Review, old: str, new: str) -> Change:
    """Return what changes when a reference gets another key, but for its entry; see `renamed`."""
    change = renamed(root, review, Naming("reference", old, new))
    kept = {path: pair for path, pair in change.replaced.items() if path != BIBLIOGRAPHY}
    return Change(replaced=kept, moved=change.moved, renamed=change.renamed)


def _file_of(review: Review, naming: Naming) -> tuple[str, str] | None:
    """Return the path of the file that bears the old name, and the one that it gets."""
    if naming.kind == "claim":
        stub = review.stubs.get(naming.old)
        claim = stub.rest if stub else review.claims.get(naming.old)
        return (claim.path, f"{claim.path.rpartition('/')[0]}/{naming.new}.yml") if claim else None
    sheet = f"{STUDIES}/{sheet_name(naming.old)}.yml"
    return (sheet, f"{STUDIES}/{sheet_name(naming.new)}.yml") if sheet in review.files else None


def _claim_file(review: Review, naming: Naming) -> str:
    """Return the path of the claim that gets the name, or has it already; empty for none."""
    names = (naming.old, naming.new) if naming.kind == "claim" else ()
    return next((review.claims[name].path for name in names if name in review.claims), "")


def _in_claim(
    path: str, naming: Naming, edit: Callable[[str], str] | None, text: str, *, kept: bool
) -> str:
    """Return the text of the claim that gets the name, with the old id among its former ones."""
    named = edit(text) if edit else text
    return with_former_id(TextFile(path, named), naming, kept=kept)


def _edits(
    root: Path, review: Review, naming: Naming
) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield each file that may hold the name, with what becomes of its text."""
    for path, source in sorted(review.files.items()):
        if naming.old not in source.text and naming.word(naming.old) not in source.text:
            continue
        if path.startswith(f"{CLAIMS}/") and not path.startswith(f"{STUDIES}/"):
            yield path, partial(_in_yaml, path, naming)
        elif path == BIBLIOGRAPHY and naming.kind == "reference":
            yield path, partial(in_bibliography, naming=naming)
        elif path.startswith(f"{PAGES}/") and path.endswith(".md"):
            yield path, partial(in_page, path, naming=naming)
    for file in review.docs:
        if file.kind == "notebook":
            yield file.path, partial(in_notebook, naming=naming)
    if (root / CONFIGURATION).is_file():
        yield CONFIGURATION, partial(in_addresses, naming=naming)


def _in_yaml(path: str, naming: Naming, text: str) -> str:
    if path.startswith(f"{LEDGER}/") and path not in HOLDING_NAMES:
        return text
    return with_new_name(TextFile(path, text), naming)


def still_named(root: Path, change: Change, key: str, apart: str = "") -> Iterator[tuple[str, int]]:
    """Yield (path, line) of each place that names a key in its text, once the change is made.

    The file `apart` may name it: there an id of before is as good.
    """
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    paths = {path for where in _SEARCHED for path in list_files(root, *where)} - {apart}
    for path, text in sorted(_texts(root, {*paths, BIBLIOGRAPHY}, change.texts)):
        shown = without_former_ids(path, text) if path.startswith(f"{CLAIMS}/") else text
        for number, line in enumerate(shown.split("\n"), start=1):
            if word.search(line):
                yield path, number


def _texts(
    root: Path, paths: set[str], changed: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    for path in {*paths, *changed}:
        if path in changed:
            text = changed[path]
        else:
            file = root / path
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
        if text is not None and not path.startswith(DERIVED_FOLDERS):
            yield path, text


def _refuse_unreadable(root: Path, review: Review, name: str) -> None:
    for path in review.broken:
        text = review.files[path].text if path in review.files else rough_text(root, path)
        if path.startswith((f"{CLAIMS}/", f"{PAGES}/")) and name in text:
            raise UnreadableFileError(f"{path} cannot be read")
