"""Reports: one result, several forms. Each is a function from a report to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.reports.github import as_github
from claimweave.reports.json import as_json
from claimweave.reports.junit import as_junit
from claimweave.reports.sarif import as_sarif
from claimweave.reports.text import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.rules.checking import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
