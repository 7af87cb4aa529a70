"""Files of a form of before, brought into the form of now: as fixes, which lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.applying import edited_text
from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Span
from claimweave.review.claim import AS_STATED, with_readings
from claimweave.review.reading.yaml_places import composed
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.writing.yaml_fields import comments
from claimweave.review.writing.yaml_form import replaced_field
from claimweave.review.writing.yaml_values import reads_as, scalar

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Where
    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.yaml_reader import Data

SAYS = "make one reading of its query"


def migration(source: TextFile) -> Fix[Where] | None:
    """Return the fix that gives a check of the form of before its one reading; None: by hand.

    Lines are moved to the right as they stand, with their comments, where the query and its
    verdict follow each other. Otherwise the field is written anew, unless a comment would go.
    """
    before, problems = read_yaml(source)
    after = with_readings(before)
    if problems:
        return None
    edits = _edits(source, before)
    if edits and _kept(source, edited_text(source.text, edits), after):
        moved: tuple[Edit[Where], ...] = tuple(Edit(e.where, e.text) for e in edits)
        return Fix(SAYS, moved, safe=True)
    text = replaced_field(source.text, "check", after["check"])
    if text and _kept(source, text, after):
        return Fix(SAYS, safe=True, made=((source.path, text),))
    return None


def _kept(source: TextFile, text: str, data: Data) -> bool:
    """Whether a new text is read as these data, and has all comments that there were."""
    return reads_as(text, data) and sorted(comments(text)) == sorted(comments(source.text))


def _edits(source: TextFile, before: Data) -> list[Edit[Span]]:
    """Return what moves the lines of the query and the verdict into a reading, if they can be."""
    check = _value(composed(source.text), "check")
    if not isinstance(check, yaml.MappingNode) or check.flow_style:
        return []
    names = [key.value for key, _ in check.value]
    inner = [name for name in names if name != "note"]
    if names not in ([*inner, "note"], ["note", *inner], inner):
        return []
    lines = source.text.split("\n")
    starts = {key.value: key.start_mark for key, _ in check.value}
    first, column = starts[inner[0]].line, starts[inner[0]].column
    last = starts["note"].line if names[-1] == "note" else _end(lines, first, column)
    step = " " * 2
    head = f"{' ' * column}readings:\n{' ' * column}{step}{AS_STATED}:\n"
    says = f"{' ' * column}{step * 2}says: {scalar(before.get('claim'), flow=False)}\n"
    edits = [Edit(Span(source.path, first + 1, 1, 0), f"{head}{says}{step * 2}")]
    return edits + [
        Edit(Span(source.path, number + 1, 1, 0), step * 2)
        for number in range(first + 1, last)
        if lines[number].strip()
    ]


def _end(lines: list[str], first: int, column: int) -> int:
    """Return the line behind a group that begins at a line: the next one further to the left."""
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) < column:
            return number
    return len(lines)


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)
