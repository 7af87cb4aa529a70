"""Reports: one result, several forms. Each is a function from a report to text."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.rules.checking import Report

FORMATS = ("text", "json", "github", "sarif", "junit")
"""The name of each form: that of its module, which has a function `as_…`."""


FROM_THE_TOP = ("github", "sarif")
"""Forms that a host of repositories reads: their paths begin at the repository's top folder."""


def report_form(name: str, folder: str = "") -> Callable[[Report], str]:
    """Return the function that makes a report of one form; only its module is imported.

    Args:
        name: the form.
        folder: where the review lies in its repository; empty for its top folder.

    Raises:
        KeyError: when there is no such form.
    """
    if name not in FORMATS:
        raise KeyError(name)
    form: Callable[..., str] = getattr(import_module(f"claimweave.reports.{name}"), f"as_{name}")
    return partial(form, folder=folder) if name in FROM_THE_TOP else form
