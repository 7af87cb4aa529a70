"""The shape of the engine: no circle of imports, types included, and no arrow that leads up."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ENGINE = Path(__file__).parents[2] / "scripts" / "claimweave"


BELOW = {
    "words": "",
    "diagnostics": "words",
    "disk": "diagnostics",
    "identifiers": "",
    "review": "identifiers disk diagnostics words",
    "references": "review identifiers disk diagnostics words",
    "evidence": "references review words",
    "addresses": "evidence review words",
    "derived": "references evidence review disk words",
    "article": "references review disk words",
    "rules": "derived addresses evidence review identifiers disk diagnostics words",
    "authoring": "article rules derived references evidence review disk diagnostics words",
    "reports": "authoring rules evidence review diagnostics words",
    "site": "reports rules derived addresses references evidence review identifiers disk "
    "diagnostics words",
    "api": "rules addresses evidence review site words",
    "commands": "site reports authoring article rules derived references evidence review "
    "identifiers disk diagnostics words",
    "__main__": "commands",
}
"""Each wing, from the lowest, and the wings that it may import. A new arrow is a decision: say it
here. What two wings need lies below both."""


def module_of(path: Path) -> str:
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(nodes: Iterable[ast.AST], modules: set[str]) -> Iterator[str]:
    """Yield the module of each import, wherever it stands."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of modules that reach each other (Tarjan's components of two or more)."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(start: str, edges: dict[str, set[str]], found: list[str]) -> None:
        stack = [(start, iter(sorted(edges[start])))]
        seen.add(start)
        while stack:
            _, following = stack[-1]
            new = next((n for n in following if n not in seen), None)
            if new is None:
                found.append(stack.pop()[0])
            else:
                seen.add(new)
                stack.append((new, iter(sorted(edges[new]))))

    for name in sorted(graph):
        if name not in seen:
            visit(name, graph, order)
    turned: dict[str, set[str]] = {name: set() for name in graph}
    for name, others in graph.items():
        for other in others:
            turned[other].add(name)
    seen.clear()
    groups = []
    for name in reversed(order):
        if name not in seen:
            group: list[str] = []
            visit(name, turned, group)
            groups.append(sorted(group))
    return [group for group in groups if len(group) > 1]


@cache
def parsed() -> dict[Path, tuple[set[str], bool]]:
    """Return each file, the modules that it imports, and whether it writes; each parsed once."""
    paths = sorted(ENGINE.rglob("*.py"))
    names = {module_of(path) for path in paths}
    found = {}
    for path in paths:
        nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
        found[path] = set(imported(nodes, names)), any(map(writes, nodes))
    return found


@cache
def graph() -> dict[str, set[str]]:
    others = {module_of(path): imports for path, (imports, _) in parsed().items()}
    return {name: (imports & others.keys()) - {name} for name, imports in others.items()}


def test_no_modules_import_each_other_in_a_circle() -> None:
    found = graph()
    assert len(found) > 200
    assert circles(found) == []


def test_a_circle_is_seen() -> None:
    tree = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert circles(tree) == [["a", "b", "c"]]


def wing_of(module: str) -> str:
    """Return the folder of a module at the top of the engine, or its own name."""
    return module.split(".")[1] if "." in module else ""


def arrows() -> set[tuple[str, str]]:
    """Return (wing, wing that it imports)."""
    found = {
        (wing_of(name), wing_of(other)) for name, others in graph().items() for other in others
    }
    return {(wing, other) for wing, other in found if wing and other and wing != other}


def test_each_wing_imports_only_those_below_it() -> None:
    allowed = {(wing, other) for wing, below in BELOW.items() for other in below.split()}
    assert arrows() - allowed == set(), "what two wings need lies below both"


def test_no_arrow_leads_up() -> None:
    order = list(BELOW)
    for wing, below in BELOW.items():
        assert all(order.index(other) < order.index(wing) for other in below.split()), wing


WRITING = {
    *("write_text", "write_bytes", "hardlink_to", "symlink_to", "unlink", "rename", "touch"),
    *("mkdir", "rmdir"),
}
WRITES_ELSEWHERE = {
    "review/reading/revision.py": "lays a commit out in a folder of its own, which goes again",
    "site/compiled_templates.py": "keeps compiled templates beside Python's own compiled modules",
    "site/serving/mkdocs_site.py": "puts a page that was built anew into the site that is served",
}
"""Modules outside `disk/` that write, and why none of it is the user's."""


def writes(call: ast.AST) -> bool:
    """Whether a call changes a file: `replace` of a path or of a snapshot takes one argument."""
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    alone = len(call.args) == 1 and not call.keywords
    return call.func.attr in WRITING or (call.func.attr == "replace" and alone)


def test_files_are_written_by_the_disk_alone() -> None:
    found = {path.relative_to(ENGINE).as_posix() for path, (_, wrote) in parsed().items() if wrote}
    assert {path for path in found if not path.startswith("disk/")} == set(WRITES_ELSEWHERE)


def test_a_writing_is_seen() -> None:
    said = ("snapshot.replace(new)", "path.write_bytes(b'')", "'a'.replace('a', 'b')", "replace(a)")
    assert [writes(ast.parse(text, mode="eval").body) for text in said] == [
        True,
        True,
        False,
        False,
    ]


MOST_LINES = 250
"""What has more lines has two subjects."""


def test_no_module_has_more_lines_than_somebody_reads_at_once() -> None:
    modules = sorted(ENGINE.rglob("*.py"))
    assert len(modules) > 300
    long = {
        path.relative_to(ENGINE).as_posix(): lines
        for path in modules
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    assert long == {}
