"""An unidentified reference gets its name: its key changes in all files that say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.citing import RefusedError
from claimweave.diagnostics import AtKey
from claimweave.formatting.together import Replacement
from claimweave.formatting.whole_file import Snapshot
from claimweave.formatting.yaml_values import same
from claimweave.model.claim import ClaimRecord
from claimweave.model.key_word import key_of, word_of
from claimweave.model.ledger import Exemptions
from claimweave.model.review import CLAIMS, EXEMPTIONS, STUDIES
from claimweave.sources.files import TextFile, list_files
from claimweave.sources.record_reader import read_record
from claimweave.sources.yaml_reader import locate, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.sources.yaml_reader import Data


class UnreadableFileError(RefusedError):
    """A file that may name the reference cannot be read, so that nothing is changed."""


def renamed(root: Path, old: str, new: str) -> list[Replacement]:
    """Return what changes when a reference gets another key: claims, exemptions, study sheet.

    Nothing is written. A file keeps all but the key as it stands, comments and quotes included.

    Raises:
        UnreadableFileError: when a file that has the key cannot be read as what it should be.
        OSError: when one cannot be read at all.
    """
    replacements = []
    for path in list_files(root, CLAIMS, ".yml"):
        if path.startswith(f"{STUDIES}/") or (root / path).is_dir():
            continue
        snapshot = Snapshot.of(root / path)
        if old.encode() not in snapshot.content:
            continue
        text = _text(snapshot, path)
        content = with_key(TextFile(path, text), old, new)
        if content != text:
            replacements.append(Replacement(snapshot, snapshot.encoded(content)))
    for path in list_files(root, STUDIES, ".yml"):
        sheet = root / path
        if key_of(sheet.stem) == old:
            snapshot = Snapshot.of(sheet)
            target = sheet.with_name(f"{word_of(new)}.yml")
            replacements.append(Replacement(snapshot, snapshot.content, target))
    return replacements


def with_key(source: TextFile, old: str, new: str) -> str:
    """Return the text of a claim file, or of the exemptions, with another key in its place.

    Raises:
        UnreadableFileError: when it cannot be read as what it should be, or not with the new key.
    """
    places = list(_places(source, old))
    return _replaced(source, places, old, new) if places else source.text


def still_named(root: Path, old: str) -> list[str]:
    """Return `path:line` of each place in claims and pages that names a key all the same."""
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    found = []
    for folder, suffix in ((CLAIMS, ".yml"), ("docs", ".md"), ("docs", ".py")):
        for path in list_files(root, folder, suffix):
            if not (root / path).is_file():
                continue
            lines = (root / path).read_text(encoding="utf-8", errors="replace").split("\n")
            found += [f"{path}:{n}" for n, line in enumerate(lines, 1) if word.search(line)]
    return found


def _text(snapshot: Snapshot, path: str) -> str:
    try:
        return snapshot.text()
    except UnicodeDecodeError:
        raise UnreadableFileError(f"{path} cannot be read: it is not UTF-8") from None


def _places(source: TextFile, old: str) -> Iterator[AtKey]:
    """Yield where a file names a reference by its key; a claim's text is no such place."""
    if source.path == EXEMPTIONS:
        exemptions, problems = read_record(source, Exemptions, "")
        if exemptions is None or problems:
            raise UnreadableFileError(f"{source.path} cannot be read")
        for rule, subjects in exemptions.exemptions.items():
            if old in subjects:
                yield AtKey(source.path, ("exemptions", rule, old), on_key=True)
    elif not source.path.startswith(f"{CLAIMS}/_"):
        claim, problems = read_record(source, ClaimRecord, "")
        if claim is None or problems:
            raise UnreadableFileError(f"{source.path} cannot be read")
        for index, evidence in enumerate(claim.evidence):
            if evidence.cites == old:
                yield AtKey(source.path, ("evidence", index, "cites"))


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
