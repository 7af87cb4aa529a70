"""A check that finds nothing loads what it needs, and nothing that only a fault needs."""

from __future__ import annotations

import subprocess
import sys

from assembly import BASE

IDLE = (
    *("importlib.metadata", "zipfile", "email.message", "socket"),  # what looks for plug-ins
    *("subprocess", "shutil", "difflib", "html.parser", "html.entities", "logging"),
    *("pydantic", "pydantic_core", "bibtexparser", "pylatexenc"),
    *("markdown", "mkdocs", "pypandoc", "httpx", "urllib.request"),
    *("claimweave.derived.schema", "claimweave.derived.form_files"),
    *("claimweave.review.reading.git", "claimweave.review.reading.yaml_faults"),
    *("claimweave.review.reading.yaml_misreadings", "claimweave.review.reading.record_faults"),
)
"""Modules that cost time, and that only somebody with a fault, or another command, needs."""

_CHECK = """
import sys
from claimweave.commands.command_line import main
status = main(["--project", sys.argv[1], "check", "--quiet"])
loaded = [name for name in sys.argv[2:] if name in sys.modules]
print(status, *loaded)
"""


def test_a_clean_check_loads_nothing_that_it_does_not_need() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _CHECK, BASE, *IDLE], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "0"


def test_pydantic_asks_the_module_that_finds_no_plug_in() -> None:
    code = (
        "import sys; from claimweave.commands import command_line\n"
        "command_line.main(['--project', sys.argv[1], 'check', '--quiet'])\n"
        "from claimweave.review.record_model import adapter_of\n"
        "adapter_of(int).validate_python(1)\n"
        "from pydantic.plugin import _loader, _schema_validator\n"
        "assert _loader.get_plugins() == () and not hasattr(_loader, 'entry_points')\n"
        "assert '_loader' in _schema_validator.create_schema_validator.__code__.co_names"
    )
    subprocess.run([sys.executable, "-c", code, BASE], check=True, capture_output=True)
