"""Templates as they were compiled, kept where Python keeps its own compiled modules.

A build shows a hundred templates, and compiles each; the next one need not. What is kept lies in a
`__pycache__` of this engine: who can write there can write its code. It counts only for the same
engine, the same libraries and the same settings of the templates, and it may be gone at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2.bccache import FileSystemBytecodeCache

from claimweave.derived.found_current import state_of_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from jinja2.bccache import Bucket

ENGINE = Path(__file__).parents[1]
_LIBRARIES = ("claimweave", "jinja2", "markupsafe", "mkdocs", "mkdocs-material", "properdocs")
_MAKERS = {"builtins", "_operator", "jinja2", "markupsafe", "mkdocs", "properdocs", "claimweave"}
"""Where the functions of templates come from whose code is known by a version, or by our files."""

# What a template is compiled by, beside its own text.
_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "optimized", "is_async"),
)


def keep_compiled(env: Environment, name: str) -> None:
    """Have an environment keep what it compiles, and take what is kept.

    Of a constant that goes through a function, only the result is compiled. So nothing is kept
    where somebody else has brought functions in.

    Args:
        env: the environment, as it will stay.
        name: what is called so escapes the same templates each time.
    """
    functions = [*env.filters.values(), *env.tests.values()]
    known = all(str(f.__module__).partition(".")[0] in _MAKERS for f in functions)
    if known and (state := _state()):
        env.bytecode_cache = _CompiledTemplates(f"{name} {_settings_of(env)} {state}")


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps templates of one environment; a folder that cannot be written is no reason to fail."""

    def __init__(self, made_by: str) -> None:
        folder = Path(importlib.util.cache_from_source(__file__)).parent
        super().__init__(str(folder), "template-%s.pyc")
        self._made_by = made_by

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode and bucket.code and _lasts(Path(bucket.code.co_filename)):
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


def _lasts(template: Path) -> bool:
    """Whether a template belongs to the engine or a library; one of a project may be anywhere."""
    installed = (ENGINE, Path(sys.prefix))
    return not template.is_absolute() or any(template.is_relative_to(one) for one in installed)


def _settings_of(env: Environment) -> str:
    names = (*sorted(env.extensions), *sorted(env.filters), *sorted(env.tests))
    return repr([*(getattr(env, name) for name in _SETTINGS), type(env.undefined), names])


@cache
def _state() -> str:
    """Return what tells this engine and its libraries from any other; nothing if it is not known.

    A filter of the engine may have had its say in what a template was compiled to.
    """
    engine = state_of_engine()
    return hashlib.sha256("\n".join([engine, *_versions()]).encode()).hexdigest() if engine else ""


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield f"{name} {importlib.metadata.version(name)}"
