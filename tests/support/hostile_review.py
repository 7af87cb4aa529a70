"""The miniature review with a text of strangers in each of its fields, as far as a rule lets it.

Each field is tried with the worst text first. What a rule refuses at the field's own line is
tried with the next, and then left as it was.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assembly import BASE
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.entry_values import read_value
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.review.reading.yaml_reader import Data

HOSTILE = "\"q' <b title=x>&amp;\nc"
TIGHT = "\"q'<b>&amp;"
QUOTED = '" http-equiv="refresh\'&amp;\nc'
IN_MARKDOWN = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
"""What somebody writes to have the same text on a page."""

Name = tuple[str | int, ...]
"""Where a field stands: the path of its file, and the keys that lead to it."""

BIBLIOGRAPHY = "bibliography.bib"
PAGE, OTHER_PAGE, BARE_PAGE = "docs/index.md", "docs/methods.md", "docs/notes.md"

FULLER: dict[str, str] = {
    "claims/1-fields/nitrate-feeds-barley.yml": """
        note: It was a dry year.
        evidence: [{cites: Adler2001, stance: supports, at: [S1.p1.s1], note: One farm.}]
    """,
    "claims/2-conclusion/soil-tests-pay.yml": """
        check: {note: Read as counted.}
    """,
    "claims/table-1/beans-nitrate.yml": """
        evidence: [{cites: Brandt2005, stance: contradicts, at: [S1.p1.s2, T1.beans.none.nitrate]}]
    """,
    "claims/_studies/Adler2001.yml": """
        limits: One year only.
        cohort: one-farm
    """,
    "claims/_review/review.yml": """
        table:
          caption: {says: What the fields gave., printed: Trials (survey), designs: [survey]}
        disclaimer: No advice for farmers.
        reference_list: The list was not at hand.
        licence: {name: CC BY 4.0, address: "https://example.org/licence"}
    """,
    "claims/_review/vocabulary.yml": """
        axes:
          nutrient: {terms: {nitrate: {definition: A salt., short: nitrate salt}}}
        questions:
          before-sowing:
            definition: The level in spring.
            directions: {positive: {label: goes up, definition: It goes up.}}
        directions: {none: {label: no link, definition: There is no link.}}
    """,
    "claims/_review/sentences.yml": """
        sentences: {S1.p1.s2: {departures: {3: Printed by mistake.}}}
    """,
    "claims/_review/table-1.yml": """
        entries:
          - {crop: barley, relation: predictor, nutrient: nitrate, author: Adler, year: 2001,
             number: 1}
          - {crop: beans, relation: none, nutrient: nitrate, author: Brandt, year: 2005,
             number: null, taken_as: 2, reason: Its number is not printed.}
    """,
    "claims/_review/exemptions.yml": """
        exemptions:
          claim-not-woven: {soil-tests-pay: Its page is being written.}
          unused-reference: {Ref3: It stands in the list only.}
    """,
}
"""What the files of the miniature lack: with it each kind of field is there."""

MORE_OF_AN_ENTRY = """  journal = {Journal of Fields},
  volume = {7},
  number = {2},
  pages = {1--9},
  url = {https://example.org/paper},
  year = {2001},"""

PAGES = {
    PAGE: (
        "---\ntitle: {}\ndescription: {}\nhide: [toc]\n---\n# {}\n\n{}\n"
        "[[nitrate-feeds-barley]]\n\n## {}\n\n[[!table]]\n"
    ),
    OTHER_PAGE: "# {}\n\n{}\n\n[[!counts]]\n\n## Matrix\n\n## \\_\\_config\n",
    BARE_PAGE: "---\ntitle: {}\n---\n{}\n",
}
WRITTEN: dict[str, tuple[tuple[str, str], ...]] = {
    PAGE: (
        ("title", "Fields and yields"),
        ("description", "What a field holds"),
        ("heading", "Nitrate and yield"),
        ("prose", "What a field holds before sowing:"),
        ("part", "The table"),
    ),
    OTHER_PAGE: (("heading", "How it was done"), ("prose", "By counting.")),
    BARE_PAGE: (("title", "Notes"), ("prose", "A page without a heading.")),
}
"""Path to the texts of a page, in their order, each with a name."""


@dataclass
class HostileReview:
    """A copy of the miniature review, and for each field the text that was put behind its own."""

    root: Path
    clean: dict[Name, str] = field(default_factory=dict)
    tries: dict[Name, list[str]] = field(default_factory=dict)
    refused: dict[Name, list[str]] = field(default_factory=dict)
    lines: dict[tuple[str, int], Name] = field(default_factory=dict)
    harmless: bool = False
    """Whether the texts are put in without their signs: for a site to compare with."""

    def text(self, name: Name) -> str:
        """Return what a field holds now, as it is shown: with one blank where lines break."""
        added = self.tries[name][0] if self.tries[name] else ""
        shown = HOSTILE if added == IN_MARKDOWN else added
        whole = " ".join(f"{self.clean[name]} {shown}".split() if shown else [self.clean[name]])
        # In a bibliography, tags and entities are read as what they stand for.
        return read_value(str(name[-1]), whole).text if name[0] == BIBLIOGRAPHY else whole

    def settle(self) -> None:
        """Put in what no rule refuses, and note what each has said of the rest."""
        while True:
            self.write()
            found = check(read_review(self.root)).diagnostics
            at_fields = {
                self.lines[d.span.path, d.span.line]: d.rule
                for d in found
                if (d.span.path, d.span.line) in self.lines
            }
            refused = {name: rule for name, rule in at_fields.items() if self.tries[name]}
            if not refused and {d.rule for d in found} == {"finding-without-place"}:
                self._leave_doi(found)
            elif not refused:
                assert not found, found
                return
            for name, rule in refused.items():
                self.tries[name].pop(0)
                self.refused.setdefault(name, []).append(rule)

    def _leave_doi(self, found: tuple[Diagnostic, ...]) -> None:
        """A DOI that is another one is told where a study sheet has the address of the old."""
        for diagnostic in found:
            doi = (BIBLIOGRAPHY, Path(diagnostic.span.path).stem, "doi")
            self.refused.setdefault(doi, []).append(diagnostic.rule)
            self.tries[doi].pop(0)

    def write(self) -> None:
        """Write all files, and note on which lines each field stands."""
        self.lines.clear()
        for path, data in self.records.items():
            self._write_yaml(path, data)
        for path, template in PAGES.items():
            self._write_page(path, template)
        self._write_bibliography()

    def __post_init__(self) -> None:
        shutil.copytree(BASE, self.root)
        self.records = {path: _record(path) for path in _record_paths()}
        for path, data in self.records.items():
            for keys, value in _leaves(data):
                self._add((path, *keys), str(value), HOSTILE, TIGHT)
        for path, texts in WRITTEN.items():
            for what, text in texts:
                settings = what in ("title", "description")
                self._add((path, what), text, HOSTILE, QUOTED if settings else IN_MARKDOWN)
        for name, raw in _bibliography():
            if name:
                self._add(name, raw.partition("{")[2].removesuffix("},"), HOSTILE, TIGHT)

    def _add(self, name: Name, value: str, *tries: str) -> None:
        self.clean[name], self.tries[name] = value, list(tries)

    def _written(self, name: Name) -> str:
        added = self.tries[name][0] if self.tries[name] else ""
        if self.harmless:
            added = "" if added == TIGHT else re.sub(r"&\w+;|[^\w\s]", "", added)
        return f"{self.clean[name]}{'' if added == TIGHT else ' '}{added}".rstrip()

    def _write_yaml(self, path: str, data: Data) -> None:
        data = copy.deepcopy(data)
        for keys, _ in list(_leaves(data)):
            if self.tries[path, *keys]:
                _put(data, keys, self._written((path, *keys)))
        text = _dumped(data)
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")
        for keys, mark in _marks(yaml.compose(text, yaml.CSafeLoader)):
            self.lines[path, mark.line + 1] = (path, *keys)

    def _write_page(self, path: str, template: str) -> None:
        texts = [self._written((path, what)) for what, _ in WRITTEN[path]]
        shown = [
            yaml.safe_dump(text, width=1_000_000, default_style='"').strip()
            if what in ("title", "description")
            else text.replace("\n", " ")
            for (what, _), text in zip(WRITTEN[path], texts, strict=True)
        ]
        (self.root / path).write_text(template.format(*shown), encoding="utf-8")
        places = [n for n, line in enumerate(template.split("\n"), 1) if "{}" in line]
        for line, (what, _) in zip(places, WRITTEN[path], strict=True):
            self.lines[path, line] = (path, what)

    def _write_bibliography(self) -> None:
        lines: list[str] = []
        for name, raw in _bibliography():
            new = raw
            if name:
                new = f"  {name[-1]} = {{{self._written(name)}}},"
                for more in range(new.count("\n") + 1):
                    self.lines[BIBLIOGRAPHY, len(lines) + more + 1] = name
            lines += new.split("\n")
        (self.root / BIBLIOGRAPHY).write_text("\n".join(lines), encoding="utf-8")


def _record_paths() -> list[str]:
    there = [path.relative_to(BASE).as_posix() for path in sorted(BASE.rglob("*.yml"))]
    return sorted({*there, *FULLER})


def _record(path: str) -> Data:
    data: dict[str, Data] = {}
    if (BASE / path).exists():
        data = yaml.load((BASE / path).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return _merged(data, yaml.load(FULLER.get(path, "{}"), yaml.CSafeLoader))


def _dumped(data: Data) -> str:
    """Return data as YAML, a value on each line."""
    return yaml.dump(
        data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )


def _merged(data: Data, more: Data) -> Data:
    if isinstance(data, dict) and isinstance(more, dict):
        both = {key: _merged(data[key], more[key]) if key in data else more[key] for key in more}
        return data | both
    return more


def _leaves(data: Data, keys: Name = ()) -> list[tuple[Name, Data]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in _leaves(value, (*keys, key))]
    if isinstance(data, list):
        return [leaf for i, value in enumerate(data) for leaf in _leaves(value, (*keys, i))]
    return [(keys, data)] if data is not None else []


def with_strange_names(path: str) -> Iterator[tuple[int, TextFile]]:
    """Yield a file of the review once for each name in it, made strange: its line, and the file."""
    text = _dumped(_record(path))
    for node in _keys(yaml.compose(text, yaml.CSafeLoader)):
        lines, (line, start) = text.split("\n"), (node.start_mark.line, node.start_mark.column)
        strange = json.dumps(f"{node.value}{TIGHT}")
        lines[line] = lines[line][:start] + strange + lines[line][node.end_mark.column :]
        yield line + 1, TextFile(path, "\n".join(lines))


def _keys(node: Data) -> Iterator[Data]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _keys(value)


def _put(data: Data, keys: Name, value: str) -> None:
    for key in keys[:-1]:
        data = data[key]
    data[keys[-1]] = value


def _marks(node: Data, keys: Name = ()) -> list[tuple[Name, Data]]:
    if isinstance(node, yaml.MappingNode):
        return [mark for key, value in node.value for mark in _marks(value, (*keys, _key(key)))]
    if isinstance(node, yaml.SequenceNode):
        return [m for i, value in enumerate(node.value) for m in _marks(value, (*keys, i))]
    return [(keys, node.start_mark)]


def _key(node: Data) -> str | int:
    """Return a key as the data has it: the numbers of departures are no texts."""
    return int(node.value) if node.tag.endswith(":int") else str(node.value)


def _bibliography() -> Iterator[tuple[Name | None, str]]:
    """Yield each line of the bibliography, with the name of the field that it holds."""
    text = (BASE / BIBLIOGRAPHY).read_text(encoding="utf-8")
    key = ""
    for line in text.replace("  year = {2001},", MORE_OF_AN_ENTRY).split("\n"):
        entry, known = re.match(r"@\w+\{(\S+),", line), re.match(r"  (\w+) = \{.*\},", line)
        key = entry[1] if entry else key
        yield (BIBLIOGRAPHY, key, known[1]) if known else None, line
