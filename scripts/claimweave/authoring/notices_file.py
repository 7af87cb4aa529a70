"""The text of `notices.yml`: a work a paragraph, sorted by DOI, so that a change is easy to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from claimweave.review.writing.yaml_values import in_flow, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.notices import LookedUp, NoticesFile

HEAD = """\
# Written by `claimweave verify`: what the registry said of each DOI on the day `as_of`.
# It is not written by hand: `claimweave check` reads it, and the site shows it.
"""


def notices_text(found: NoticesFile, keys: Mapping[str, str]) -> str:
    """Return the file; `keys` are the citation keys by DOI, which stand there for readers only."""
    lines = [f"as_of: {found.as_of}", f"source: {scalar(found.source, flow=False)}"]
    lines.append("works:" if found.works else "works: {}")
    for doi, work in sorted(found.works.items()):
        lines += [f"  # {keys[doi]}"] if doi in keys else []
        lines.append(f"  {scalar(doi, flow=False)}:")
        lines += _work(work)
    return HEAD + "\n".join(lines) + "\n"


def _work(work: LookedUp) -> Iterator[str]:
    data = _without_nothing(to_builtins(work))
    notices = data.pop("notices", ())
    for name, value in data.items():
        text = in_flow(value) if isinstance(value, list) else scalar(value, flow=False)
        yield f"    {name}: {text}"
    if notices:
        yield "    notices:"
    for notice in notices:
        yield f"      - {in_flow(_without_nothing(notice))}"


def _without_nothing(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [*value] if isinstance(value, tuple) else value
        for name, value in data.items()
        if value not in (None, [], ())
    }
