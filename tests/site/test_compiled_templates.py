"""Templates that were compiled once are not compiled again, and none counts that is out of date."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from claimweave.site import compiled_templates
from claimweave.site.compiled_templates import keep_compiled
from claimweave.site.environment import environment

TEXT = "{{ shown }} and {{ 'a<' }}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where they are kept during a test: a folder that is not there yet."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield Path(importlib.util.cache_from_source(compiled_templates.__file__)).parent
    compiled_templates._state.cache_clear()  # noqa: SLF001


class Counted(Environment):
    """Counts how often it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> object:  # type: ignore[override]
        Counted.compiled += 1
        return super()._compile(source, filename)


def shown(text: str = TEXT, name: str = "a", **settings: object) -> tuple[str, int]:
    """Render in a new environment; return the text, and how often that compiled."""
    Counted.compiled = 0
    env = Counted(loader=DictLoader({"one.html": text}), **settings)  # type: ignore[arg-type]
    keep_compiled(env, name)
    return env.get_template("one.html").render(shown="<"), Counted.compiled


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert shown() == ("< and a<", 1)
    assert len(list(folder.iterdir())) == 1
    assert shown() == ("< and a<", 0)


def test_another_text_setting_or_function_is_compiled_anew() -> None:
    shown()
    assert shown(f"{TEXT}.") == ("< and a<.", 1)
    assert shown(name="b", autoescape=True) == ("&lt; and a&lt;", 1)
    assert shown(variable_start_string="[[", variable_end_string="]]") == (TEXT, 1)


def test_another_engine_compiles_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in ("one", "another"):
        monkeypatch.setattr(compiled_templates, "state_of_engine", lambda engine=engine: engine)
        compiled_templates._state.cache_clear()  # noqa: SLF001
        assert [shown()[1], shown()[1]] == [1, 0]
    monkeypatch.setattr(compiled_templates, "_versions", lambda: iter(["jinja2 99"]))
    compiled_templates._state.cache_clear()  # noqa: SLF001
    assert [shown()[1], shown()[1]] == [1, 0]


def test_of_an_engine_that_may_have_changed_meanwhile_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(compiled_templates, "state_of_engine", str)
    compiled_templates._state.cache_clear()  # noqa: SLF001
    assert [shown()[1], shown()[1]] == [1, 1]
    assert not folder.exists()


def test_with_functions_of_others_nothing_is_kept(folder: Path) -> None:
    env = Environment(loader=DictLoader({"one.html": TEXT}), autoescape=True)
    env.filters["foreign"] = lambda text: text
    keep_compiled(env, "a")
    assert env.get_template("one.html").render() == " and a&lt;"
    assert not folder.exists()


def test_a_template_of_a_project_is_not_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(TEXT, encoding="utf-8")
    env = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    keep_compiled(env, "a")
    assert env.get_template("one.html").render() == " and a&lt;"
    assert not folder.exists()


@pytest.mark.parametrize("damage", [b"", b"no template", None])
def test_what_is_damaged_is_compiled_anew(folder: Path, damage: bytes | None) -> None:
    first = shown()
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-20] if damage is None else damage)
    assert shown() == first
    assert shown()[1] == 0


def test_a_folder_that_cannot_be_written_is_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("A file stands there.\n", encoding="utf-8")
    assert shown() == ("< and a<", 1)
    folder.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert shown() == ("< and a<", 1)
    assert not folder.exists()


def test_those_of_the_pages_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name for name in environment.__wrapped__().list_templates() if name.endswith(".j2")]
    assert len(names) > 30

    def load_all() -> dict[str, bytes]:
        env = environment.__wrapped__()
        for name in names:
            env.get_template(name)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    first = load_all()
    assert len(first) == len(names)
    monkeypatch.setattr(Environment, "compile", None)  # the second time it is not asked
    assert load_all() == first
