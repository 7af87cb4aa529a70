"""New pages in the navigation of `mkdocs.yml`: each a line, behind the last page of its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.authoring.plain_input import AnswerError
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.site_reader import site_settings
from claimweave.review.site_settings import CONFIGURATION, SiteSettings
from claimweave.review.writing.yaml_values import scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.diagnostics.problem import Span


def with_pages(text: str, titles: Mapping[str, str]) -> str:
    """Return the text of `mkdocs.yml` with pages in its navigation.

    Where MkDocs makes the navigation itself, or has the pages in it, nothing changes.

    Args:
        text: as it stands.
        titles: path below `docs/` of each page to its title, in their order.

    Raises:
        AnswerError: when nobody can tell where a line belongs; it says which lines to add.
    """
    settings = site_settings(TextFile(CONFIGURATION, text))
    if not isinstance(settings, SiteSettings) or settings.navigation is None:
        return text
    named = {word for word, _ in settings.navigation}
    added = {path: title for path, title in titles.items() if path not in named}
    if not added:
        return text
    lines = text.split("\n")
    wanted = [f"{scalar(title, flow=False)}: {path}" for path, title in added.items()]
    for span, mark in _beginnings(lines, settings.navigation, next(iter(added))):
        lines[span.line : span.line] = [f"{mark}{line}" for line in wanted]
        changed = "\n".join(lines)
        after = site_settings(TextFile(CONFIGURATION, changed))
        found = after.navigation if isinstance(after, SiteSettings) else None
        if found is not None and {word for word, _ in found} == named | added.keys():
            return changed
        lines[span.line : span.line + len(wanted)] = []
    listed = "; ".join(f"`- {line}`" for line in wanted)
    message = f"it is not clear where these belong under `nav` of {CONFIGURATION}"
    raise AnswerError(f"{message}: {listed}; add them, and call this again")


def _beginnings(
    lines: Sequence[str], navigation: Sequence[tuple[str, Span]], path: str
) -> list[tuple[Span, str]]:
    """Return the lines behind which a page may stand, the best first, and how each begins."""
    folder = path.rpartition("/")[0]
    beside = [entry for entry in navigation if entry[0].rpartition("/")[0] == folder]
    found = []
    for word, span in [*reversed(beside), *navigation]:
        pattern = rf"( *- )(?:.*: )?(['\"]?){re.escape(word)}\2 *(?:#.*)?"
        line = re.fullmatch(pattern, lines[span.line - 1])
        if line:
            found.append((span, line[1]))
    return found
