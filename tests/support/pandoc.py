"""pandoc, which reads what we write: another tool that the full run holds our citations against."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest

STYLE = Path("/usr/share/citation-style-language/styles/american-medical-association.csl")


def absent(what: str) -> NoReturn:
    """Fail where everything must be there, and elsewhere say what was not compared."""
    message = f"{what}: NOTHING WAS HELD AGAINST PANDOC. `.ci/run all` installs what it needs"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def converted(text: str, source: str, target: str, *arguments: str) -> str:
    """Return a text of one format in another, by pandoc."""
    try:
        import pypandoc
    except ImportError:
        absent("pypandoc is not installed")
    result: str = pypandoc.convert_text(text, target, source, list(arguments))
    return result


def read_by_pandoc(text: str, source: str) -> dict[str, Any]:
    """Return the one work of a bibliography, as CSL-JSON."""
    (item,) = json.loads(converted(text, source, "csljson"))
    assert isinstance(item, dict)
    return item
