"""The list of ids under which a claim once stood, as a renaming leaves it in the claim's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.authoring.renaming_yaml import UnreadableFileError
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.yaml_places import extent
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.writing.yaml_form import replaced_field

if TYPE_CHECKING:
    from claimweave.authoring.naming import Naming

FIELD = "formerly"


def with_former_id(source: TextFile, naming: Naming, *, kept: bool) -> str:
    """Return the text of the claim that has the new id, with the old one among those it had.

    An id that the claim bears again is none of them any more. All else stays as it stands.

    Args:
        source: the claim's file.
        naming: the old id and the new one.
        kept: whether the old one is to be kept; else it is as though it had never been.

    Raises:
        UnreadableFileError: when the list cannot be written without losing a comment.
    """
    data, _ = read_yaml(source)
    found = data.get(FIELD) if isinstance(data, dict) else None
    before = found if isinstance(found, list) else []
    after = [old for old in before if old != naming.new]
    after += [naming.old] if kept and naming.old not in before else []
    if after == before:
        return source.text
    text = replaced_field(source.text, FIELD, after)
    if not text:
        message = f"{naming.old} cannot be put under `{FIELD}` of {source.path} without losing a "
        raise UnreadableFileError(f"{message}comment: write it there, and rename with --forget")
    return text


def without_former_ids(path: str, text: str) -> str:
    """Return the text of a claim's file with blanks where its former ids stand."""
    if f"{FIELD}:" not in text or not path.endswith(".yml"):
        return text
    start, end = extent(TextFile(path, text), (FIELD,))
    blank = "".join(sign if sign == "\n" else " " for sign in text[start:end])
    return text[:start] + blank + text[end:]
