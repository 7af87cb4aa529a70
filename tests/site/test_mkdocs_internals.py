"""What is used of others without a promise of theirs: it is there, and in one module alone."""

from __future__ import annotations

import contextlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from claimweave.site import mkdocs_internals as internals

ENGINE = Path(internals.__file__).parents[1]
PRIVATE = re.compile(
    r"\b(?:_build_page|_populate_page|_title_from_render|nb2html|mkdocs_jupyter|search_index\b"
    r"|templates_dir|data-md-component)|page\.__dict__"
)

HOOK_TELLS_IN: list[ThreadPoolExecutor] = []
HOOK = """
import logging
from test_mkdocs_internals import HOOK_TELLS_IN

def on_env(env, **_):
    tell = logging.getLogger("mkdocs.plugins").warning
    for pool in HOOK_TELLS_IN:
        pool.submit(tell, "a warning").result()
    if not HOOK_TELLS_IN:
        tell("a warning")
"""


def test_no_other_module_touches_them() -> None:
    found = {
        path.relative_to(ENGINE).as_posix()
        for path in sorted((ENGINE / "site").rglob("*.py"))
        if PRIVATE.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"site/mkdocs_internals.py"}


@pytest.mark.parametrize("plugin", internals.SEARCHES)
def test_a_search_has_a_list_of_entries(tmp_path: Path, plugin: str) -> None:
    (tmp_path / "docs").mkdir()
    text = f"site_name: a\ntheme: {{name: material}}\nplugins: ['{plugin}']\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.on_config(config)
    found = internals.search_plugin(config)
    page = Page("One", File("one.md", "docs", "site", use_directory_urls=True), config)
    page.content, page.toc = "<p>soil</p>", []  # type: ignore[assignment]
    config.plugins.on_page_context({}, page=page, config=config, nav=None)  # type: ignore[arg-type, typeddict-item]
    assert [entry["location"] for entry in internals.search_entries(found)] == ["one/"]


@pytest.mark.parametrize("aside", [True, False])
def test_a_strict_build_fails_at_its_own_warnings_alone(tmp_path: Path, *, aside: bool) -> None:
    """What another build gives, which runs aside since before, is its own matter."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One\n", encoding="utf-8")
    (tmp_path / "hook.py").write_text(HOOK, encoding="utf-8")
    settings = "site_name: a\nplugins: []\nhooks: [hook.py]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()  # its thread is there before the build begins
        HOOK_TELLS_IN[:] = [pool] if aside else []
        config = load_config(
            str(tmp_path / "mkdocs.yml"), strict=True, site_dir=str(tmp_path / "site")
        )
        with contextlib.nullcontext() if aside else pytest.raises(Abort, match="1 warning"):
            internals.strict_build(config)
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_site_without_a_search_has_no_entries(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nplugins: []\n", encoding="utf-8")
    assert internals.search_plugin(load_config(str(tmp_path / "mkdocs.yml"))) is None
    assert internals.search_entries(None) == []


def test_mkdocs_jupyter_takes_the_options_and_the_stand_in() -> None:
    import mkdocs_jupyter.plugin as other

    settings = {name for name, _ in other.Plugin.config_scheme}
    assert set(internals._SETTINGS) <= settings  # noqa: SLF001
    own = internals.notebook_converter()
    with internals.standing_in(str):
        assert internals.notebook_converter() is str
        assert other.convert.nb2html is str
    assert internals.notebook_converter() is own


def test_a_title_is_kept_and_forgotten_where_it_is_thought_to_be(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    config = load_config(str(tmp_path / "mkdocs.yml"))
    page = Page("Given", File("one.md", "docs", "site", use_directory_urls=True), config)
    page.markdown, page.meta = "# A & B\n", {}
    assert internals.given_title(page) == "Given"
    internals.forget_title(page)
    assert internals.given_title(page) is None
    assert page.title == "A & B"


def test_the_dialog_of_the_theme_is_named(mini_site: Path) -> None:
    assert 'role="dialog" aria-label="Search"' in (mini_site / "index.html").read_text("utf-8")
