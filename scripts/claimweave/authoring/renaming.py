"""A reference gets another key: it changes wherever it stands as a key, and nothing else does."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.authoring.derived_files import DERIVED_FOLDERS
from claimweave.authoring.yaml_values import same
from claimweave.diagnostics.problem import AtKey
from claimweave.disk.text_files import TextFile, list_files, rough_text
from claimweave.references import RefusedError
from claimweave.review.claim import ClaimRecord
from claimweave.review.fields import Record
from claimweave.review.ledger import Exemptions, ReviewSettings
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.yaml_reader import locate, read_yaml
from claimweave.review.review import BIBLIOGRAPHY, CLAIMS, EXEMPTIONS, LEDGER, STUDIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.review import Review

R = TypeVar("R", bound=Record)

SETTINGS = f"{LEDGER}/review.yml"
_SEARCHED = ((CLAIMS, ".yml"), ("docs", ".md"), ("docs", ".py"), ("docs", ".ipynb"))


class UnreadableFileError(RefusedError):
    """A file that may name the reference cannot be read, so that nothing is changed."""


def renamed_key(root: Path, review: Review, old: str, new: str) -> Change:
    """Return what changes when a reference gets another key, but for its entry.

    That are claims, exemptions, the settings if it is the review's own, and the name of its study
    sheet. A file keeps all but the key as it stands, comments and quotes included.

    Raises:
        UnreadableFileError: when a file that has the key cannot be read as what it should be.
        AnswerError: when one cannot be replaced.
    """
    if old == new:
        return Change()
    _refuse_unreadable(root, review, old)
    replaced = {}
    for path, source in sorted(review.files.items()):
        if path.startswith(f"{CLAIMS}/") and with_key(source, old, new) != source.text:
            read = snapshot(root, path, review)
            replaced[path] = edited(read, partial(_with_key_in, path, old=old, new=new))
    sheet = f"{STUDIES}/{old}.yml"
    moved = {}
    if sheet in review.files:
        moved[sheet] = snapshot(root, sheet, review), f"{STUDIES}/{new}.yml"
    return Change(replaced=replaced, moved=moved, renamed={old: new})


def with_key(source: TextFile, old: str, new: str) -> str:
    """Return the text of a YAML file with another key wherever the old one stands as a key.

    Raises:
        UnreadableFileError: when it cannot be read as what it should be, or not with the new key.
    """
    places = list(_places(source, old)) if old in source.text else []
    return _replaced(source, places, old, new) if places else source.text


def _with_key_in(path: str, text: str, *, old: str, new: str) -> str:
    return with_key(TextFile(path, text), old, new)


def still_named(root: Path, change: Change, key: str) -> Iterator[tuple[str, int]]:
    """Yield (path, line) of each place that names a key in its text, once the change is made."""
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    paths = {path for where in _SEARCHED for path in list_files(root, *where)}
    for path, text in sorted(_texts(root, {*paths, BIBLIOGRAPHY}, change.texts)):
        for number, line in enumerate(text.split("\n"), start=1):
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


def _refuse_unreadable(root: Path, review: Review, key: str) -> None:
    for path in review.broken:
        text = review.files[path].text if path in review.files else rough_text(root, path)
        if path.startswith(f"{CLAIMS}/") and key in text:
            raise UnreadableFileError(f"{path} cannot be read")


def _places(source: TextFile, old: str) -> Iterator[AtKey]:
    """Yield where a file names a reference by its key; a claim's text is no such place."""
    if source.path == EXEMPTIONS:
        for rule, subjects in _read(source, Exemptions).exemptions.items():
            if old in subjects:
                yield AtKey(source.path, ("exemptions", rule, old), on_key=True)
    elif source.path == SETTINGS:
        if _read(source, ReviewSettings).source == old:
            yield AtKey(source.path, ("source",))
    elif not source.path.startswith(f"{CLAIMS}/_"):
        for index, evidence in enumerate(_read(source, ClaimRecord).evidence):
            if evidence.cites == old:
                yield AtKey(source.path, ("evidence", index, "cites"))


def _read(source: TextFile, model: type[R]) -> R:
    record, problems = read_record(source, model, "")
    if record is None or problems:
        raise UnreadableFileError(f"{source.path} cannot be read")
    return record


def _replaced(source: TextFile, places: list[AtKey], old: str, new: str) -> str:
    """Return the text with the new key at each place, read as the same data but for the key."""
    lines = source.text.split("\n")
    spans = sorted((locate(source, place) for place in places), reverse=True)
    for span in spans:
        line, start = lines[span.line - 1], span.column - 1
        lines[span.line - 1] = line[:start] + new + line[start + span.length :]
    result = "\n".join(lines)
    before, _ = read_yaml(source)
    after, problems = read_yaml(TextFile(source.path, result))
    for place in places:
        _rename(before, place, old, new)
    if problems or not same(before, after):
        raise UnreadableFileError(f"the key {old} in {source.path} cannot be replaced")
    return result


def _rename(data: Data, place: AtKey, old: str, new: str) -> None:
    for key in place.keys[:-1]:
        data = data[key]
    if place.on_key:
        data[new] = data.pop(old)
    else:
        data[place.keys[-1]] = new
