"""The files of `.github/ISSUE_TEMPLATE/`, made from the forms of a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from claimweave.derived.issue_forms import MISTAKE, QUESTION, issue_forms

if TYPE_CHECKING:
    from claimweave.derived.form_fields import FormField
    from claimweave.derived.issue_forms import IssueForm
    from claimweave.review.review import Review

_ID = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = "# Written by `claimweave schema` from the model and the vocabulary: change it there.\n"


def form_files(review: Review) -> dict[str, str]:
    """Return file name to text: a file for each form, and config.yml."""
    files = {f"{form.name}.yml": _yaml(_form(form)) for form in issue_forms(review)}
    return files | {"config.yml": _yaml({"blank_issues_enabled": True})}


def _form(form: IssueForm) -> dict[str, Any]:
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": _intro(form)}}]
    body += [_element(place, field) for place, field in enumerate(form.fields, start=1)]
    if form.ticked:
        boxes = [{"label": label, "required": True} for label in form.ticked]
        attributes = {"label": "Before you send it", "options": boxes}
        body.append({"type": "checkboxes", "id": "ticked", "attributes": attributes})
    return {"name": form.title, "description": form.about, "title": f"{form.title}: ", "body": body}


def _intro(form: IssueForm) -> str:
    if form.name == MISTAKE:
        return "Every report is read by a person. A small mistake is welcome, too."
    if form.name == QUESTION:
        return "Every question is read by a person. What the page filled in can be changed."
    return (
        "Fill in what you know, and leave the rest empty. "
        "A maintainer turns the form into files, which are checked like any other change."
    )


def _element(place: int, field: FormField) -> dict[str, Any]:
    """Return a question. Its id is its field's name: with it, an address fills a form in.

    An axis may have letters that an id may not: then it has a number.
    """
    attributes: dict[str, Any] = {"label": field.label}
    if field.about:
        attributes["description"] = field.about
    if field.example:
        attributes["placeholder"] = field.example
    if field.options:
        attributes["options"] = list(field.options.values())
    kind = "dropdown" if field.options else "textarea" if field.long else "input"
    name = field.field.replace(".", "-")
    name = name if _ID.fullmatch(name) else f"field-{place}"
    element = {"type": kind, "id": name, "attributes": attributes}
    return element | {"validations": {"required": field.needed}}


def _yaml(data: dict[str, Any]) -> str:
    """Return YAML 1.1, in which GitHub reads forms: texts like `yes` stand in quotes."""
    dumper = yaml.CSafeDumper
    text: str = yaml.dump(data, None, dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return _HEAD + text
