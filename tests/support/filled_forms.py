"""The Markdown that GitHub makes of a filled issue form, from the form's own file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"


def load(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Return a form as GitHub reads it: YAML 1.1, by libyaml."""
    text = (folder / f"{name}.yml").read_text(encoding="utf-8")
    form: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return form


def questions(form: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the elements of a form that are answered."""
    return (element for element in form["body"] if element["type"] != "markdown")


def option(element: Mapping[str, Any], word: str) -> str:
    """Return the option of a dropdown that begins with a word."""
    (found,) = [text for text in element["attributes"]["options"] if text.startswith(f"{word}: ")]
    return str(found)


def filled(form: Mapping[str, Any], answers: Mapping[str, str], *, ticked: bool = True) -> str:
    """Return the body of the issue; `answers` are by label, a dropdown's by its word."""
    parts, left = [], dict(answers)
    for element in questions(form):
        label = element["attributes"]["label"]
        answer = left.pop(label, "")
        if element["type"] == "checkboxes":
            box = "x" if ticked else " "
            rows = [f"- [{box}] {row['label']}" for row in element["attributes"]["options"]]
            answer = "\n".join(rows)
        elif element["type"] == "dropdown" and answer:
            answer = option(element, answer)
        assert answer or not element.get("validations", {}).get("required"), label
        parts.append(f"### {label}\n\n{answer or '_No response_'}")
    assert not left, f"the form has no {left}"
    return "\r\n".join("\n\n".join(parts).split("\n"))
