"""The rendered site, kept between edits: only parts whose sources have changed are made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.site.tracing import Trace
from claimweave.site.whole_site import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.rules.checking import Report
    from claimweave.site.publication import Publication
    from claimweave.site.whole_site import Part

Content = str | bytes


@dataclass(frozen=True, slots=True)
class _Made:
    trace: Trace
    files: Mapping[str, Content]


class WovenParts:
    """The parts of a site as they were last rendered, for one report after the other."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self._parts: Mapping[str, Part] = {}
        self._report: Report | None = None
        self._made: dict[str, _Made] = {}

    def follow(self, report: Report) -> None:
        """Turn to another report. What was made stays, until `update` looks at it."""
        self._report = report
        self._parts = parts(report, self.publication)
        for name in self._made.keys() - self._parts.keys():
            del self._made[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the report's parts."""
        return tuple(self._parts)

    def part_of(self, path: str) -> str:
        """Return the name of the part that made a path; an empty text for none."""
        return next((name for name, made in self._made.items() if path in made.files), "")

    def update(self, name: str) -> dict[str, Content | None]:
        """Render a part if its sources have changed; return path to content where that differs.

        A path that is no longer made has None.
        """
        assert self._report is not None
        before = self._made.get(name)
        if before and before.trace.holds(self._report):
            return {}
        trace = Trace()
        files = dict(self._parts[name](trace.watch(self._report)))
        self._made[name] = _Made(trace, files)
        old = before.files if before else {}
        gone: dict[str, Content | None] = dict.fromkeys(old.keys() - files.keys())
        return gone | {p: content for p, content in files.items() if old.get(p) != content}

    def files(self) -> dict[str, Content]:
        """Bring every part up to date, and return path to content of the whole site."""
        found: dict[str, Content] = {}
        for name in self.names:
            self.update(name)
            found |= self._made[name].files
        return dict(sorted(found.items()))
