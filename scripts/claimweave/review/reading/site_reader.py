"""Reading `mkdocs.yml`: it belongs to MkDocs, which says more in it than our own YAML may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading.yaml_places import MAX_DEPTH, composed_within
from claimweave.review.site_settings import CONFIGURATION, SiteSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.reading import Reading

RULE = "invalid-navigation"

HIDING = ("exclude_docs", "draft_docs")
"""Settings that keep pages from being published, without a word."""


def read_site(reading: Reading) -> SiteSettings | None:
    """Return what the site's configuration says; None where there is none, or it is broken."""
    if not (reading.root / CONFIGURATION).is_file():
        return None
    source = reading.text(CONFIGURATION, RULE)
    if source is None:
        return None
    settings = reading.known.parsed(source, "site", site_settings)
    if isinstance(settings, Problem):
        reading.problems.append(settings)
        reading.broken.add(CONFIGURATION)
        return None
    return settings


def site_settings(source: TextFile) -> SiteSettings | Problem:
    """Return what a `mkdocs.yml` says, or why it cannot be read. Nothing in it is run."""
    try:
        node, may_be_deep = composed_within(source.text)
        deep = _too_deep(source) if may_be_deep else None
    except yaml.YAMLError as error:
        # Who has no fault does without what looks for its cause.
        from claimweave.review.reading.yaml_faults import syntax_problem  # noqa: PLC0415

        return syntax_problem(source, error)._replace(rule=RULE)
    if deep:
        return deep
    if not isinstance(node, yaml.MappingNode):
        return Problem(Span(source.path), "settings are lines like `site_name: …`", "", RULE)
    navigation = _value(node, "nav")
    checked = _value(node, "validation")
    omitted = _value(_value(checked, "nav") or checked, "omitted_files")
    left_out = _value(node, "not_in_nav")
    return SiteSettings(
        tuple(_leaves(navigation)) if isinstance(navigation, yaml.SequenceNode) else None,
        left_out.value if isinstance(left_out, yaml.ScalarNode) else "",
        isinstance(omitted, yaml.ScalarNode) and omitted.value == "warn",
        tuple(
            (key, found.value)
            for key in HIDING
            if isinstance(found := _value(node, key), yaml.ScalarNode) and found.value
        ),
        frozenset(word for word, _ in _leaves(node, keys=True)),
    )


def _too_deep(source: TextFile) -> Problem | None:
    """Say where the file is nested deeper than the composer of YAML can bear: it would crash."""
    depth = 0
    for event in yaml.parse(source.text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            mark = event.start_mark
            span = Span(source.path, mark.line + 1, mark.column + 1) if mark else Span(source.path)
            message = f"more than {MAX_DEPTH} levels of nesting"
            return Problem(span, message, "a site's settings have five", RULE)
    return None


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _leaves(node: yaml.Node, *, keys: bool = False) -> Iterator[tuple[str, Span]]:
    """Yield each text below a node with its place; keys only if asked for; aliases once."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, yaml.ScalarNode):
            mark = here.start_mark
            span = Span(CONFIGURATION, mark.line + 1, mark.column + 1, max(1, len(here.value)))
            yield here.value, span
        elif isinstance(here, yaml.MappingNode):
            waiting += [value for _, value in reversed(here.value)]
            waiting += [key for key, _ in here.value] if keys else []
        else:
            waiting += reversed(here.value)
