"""A filled issue form: the Markdown that GitHub makes of it, read back into answers.

Each field is a heading `### Label`, an empty line, and the answer; `_No response_` is none. What
stands in an answer is text of a stranger. Only the headings of one form, each once and in its
order, are taken for headings; what looks like another stays a part of the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.derived.form_fields import TOPIC
from claimweave.derived.issue_forms import IDENTIFY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.derived.form_fields import FormField
    from claimweave.derived.issue_forms import IssueForm

NO_ANSWER = "_No response_"
TICKED = "Before you send it"
_MARK = "### "
_BULLET = re.compile(r"^\s*[-*+]\s+")


class UnreadableFormError(ValueError):
    """The text is no filled form of this review; the message says why."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True)
class FilledForm:
    """A form with its answers: field to texts, and field to the line of each text."""

    form: IssueForm
    answers: dict[str, list[str]]
    lines: dict[str, list[int]]

    def line(self, field: str, index: int) -> int:
        """Return the line of an answer, or of what stands for the field, or 1."""
        places = self.lines.get(field) or [1]
        return places[min(index, len(places) - 1)]


def read_form(text: str, forms: Sequence[IssueForm]) -> FilledForm:
    """Read the text of an issue.

    Raises:
        UnreadableFormError: when it is none of the forms, has a heading twice or out of order,
            or a box is not ticked.
    """
    lines = text.split("\n")
    form = _form_of(lines, forms)
    parts = _parts(lines, form)
    _confirm_ticked(form, parts)
    answers: dict[str, list[str]] = {}
    places: dict[str, list[int]] = {}
    for field in form.fields:
        first, content = parts.get(field.label, (1, []))
        for line, answer in _answers(field, content, first):
            name = "topic" if field.field.startswith(TOPIC) else field.field
            answers.setdefault(name, []).append(answer)
            places.setdefault(name, []).append(line)
        places.setdefault(field.field, [first])
    return FilledForm(form, answers, places)


def _form_of(lines: list[str], forms: Sequence[IssueForm]) -> IssueForm:
    """Return the form whose headings are there; where two have the same, the one with more."""
    headings = {_heading(line) for line in lines}
    fitting = [f for f in forms if all(x.label in headings for x in f.fields if x.needed)]
    fitting.sort(key=lambda form: form.name != IDENTIFY)
    if fitting:
        return fitting[0]
    listed = "; ".join(
        f"{form.title}: {', '.join(x.label for x in form.fields if x.needed)}" for form in forms
    )
    raise UnreadableFormError(
        f"this is no filled form of this review: it lacks headings. Each form needs: {listed}"
    )


def _heading(line: str) -> str:
    """Return what a heading says; an empty string for any other line."""
    return line.removeprefix(_MARK).strip() if line.startswith(_MARK) else ""


def _parts(lines: list[str], form: IssueForm) -> dict[str, tuple[int, list[str]]]:
    """Return label to the number of the first line of its answer, and the lines."""
    order = [*(field.label for field in form.fields), TICKED]
    parts: dict[str, tuple[int, list[str]]] = {}
    last, current = -1, ""
    for number, line in enumerate(lines, start=1):
        heading = _heading(line)
        if heading not in order:
            if current:
                parts[current][1].append(line)
            continue
        current = heading
        if current in parts:
            message = f'the heading "{current}" is here twice: remove the one that is an answer\'s'
            raise UnreadableFormError(message, number)
        if order.index(current) < last:
            message = f'the heading "{current}" does not stand where the form has it'
            raise UnreadableFormError(message, number)
        last = order.index(current)
        parts[current] = (number + 1, [])
    return parts


def _confirm_ticked(form: IssueForm, parts: dict[str, tuple[int, list[str]]]) -> None:
    first, content = parts.get(TICKED, (1, []))
    ticked = {line[6:].strip() for line in content if line.lower().startswith("- [x] ")}
    for label in form.ticked:
        if label not in ticked:
            raise UnreadableFormError(f'the box "{label}" is not ticked', first)


def _answers(field: FormField, content: list[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of each answer; a text that runs over lines is put on one."""
    joined = "\n".join(content)
    text = joined.strip()
    if text in ("", NO_ANSWER, *(("None",) if field.options else ())):
        return
    start = first + joined[: joined.index(text)].count("\n")
    if field.lines:
        for number, line in enumerate(text.split("\n"), start=start):
            if line.strip():
                yield number, _BULLET.sub("", line).strip()
        return
    answer = " ".join(line.strip() for line in text.split("\n") if line.strip())
    if field.options:
        shown = {option: word for word, option in field.options.items()}
        answer = shown.get(answer) or answer.partition(": ")[0]
    name = field.field.removeprefix(TOPIC)
    yield start, f"{name}={answer}" if field.field.startswith(TOPIC) else answer
