"""What the source of a record says of each of its fields, for whoever writes or reads a file.

A check does without: what reads source code takes as long to load as a twentieth of it.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claimweave.review.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def descriptions(record: type[Record]) -> Mapping[str, str]:
    """Return the docstring below each field of a record, of its bases, too."""
    found: dict[str, str] = {}
    for part in reversed(record.__mro__):
        if not issubclass(part, Record) or part is Record:
            continue
        for field, said in pairwise(_classes(part.__module__)[part.__name__].body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                match said:
                    case ast.Expr(value=ast.Constant(value=str(words))):
                        found[field.target.id] = inspect.cleandoc(words)
    return found


@cache
def _classes(module: str) -> Mapping[str, ast.ClassDef]:
    """Return the classes of a module by name, as they are written: read once for all of them."""
    read = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in read.body if isinstance(node, ast.ClassDef)}
