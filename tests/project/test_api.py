"""The public names: all there, and all that notebooks use."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from claimweave import api

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.py"))


def test_each_public_name_is_there() -> None:
    assert [name for name in api.__all__ if getattr(api, name, None) is None] == []
    with pytest.raises(AttributeError):
        api.nothing_of_that_name  # noqa: B018 - asked for, to be refused


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_public_names_only(notebook: Path) -> None:
    imports = [
        node
        for node in ast.walk(ast.parse(notebook.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    ours = [n for n in imports if "claimweave" in ast.unparse(n)]
    assert [n.module for n in ours if isinstance(n, ast.ImportFrom)] == ["claimweave.api"]
    assert len(ours) == 1
    assert {alias.name for alias in ours[0].names} <= set(api.__all__)
