"""Setting an environment up: with uv or with pip, told while it runs, and never half trusted."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

import set_up

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
UV = """#!/bin/sh
if [ "$1" = --version ]; then echo "uv 9.9.9 (of a test)"; exit; fi
echo "$@" >> "{log}"
printf 'Installed 2 packages in 1ms\\n + a==1\\n + b==2\\n' >&2
exit {status}
"""
PIP = """import sys
if sys.argv[1:] == ["--version"]:
    sys.exit(print("pip 9"))
with open({log!r}, "a") as log:
    print("pip", *sys.argv[1:], file=log)
print("Collecting a==1 (from -r x.lock (line 1))\\nERROR: what is wrong", flush=True)
sys.exit({status})
"""
LOCK = "a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:11\n"
ASKED = "--require-hashes --requirement"
EDITABLE = "--no-deps --no-build-isolation --editable ."


@dataclass(frozen=True)
class Machine:
    """A folder with a lock, where uv and pip only write down what they were asked."""

    folder: Path

    @property
    def environment(self) -> Path:
        return self.folder / "env"

    @property
    def lock(self) -> Path:
        return self.folder / "x.lock"

    def has_uv(self, status: int = 0) -> None:
        uv = self.folder / "uv"
        uv.write_text(UV.format(log=self.folder / "log", status=status), encoding="utf-8")
        uv.chmod(0o755)

    def has_pip(self, status: int = 0) -> None:
        venv.create(self.environment, symlinks=True)
        text = PIP.format(log=str(self.folder / "log"), status=status)
        (self.environment / PACKAGES / "pip.py").write_text(text, encoding="utf-8")

    def set_up(self, *options: str) -> int:
        uv = str(self.folder / "uv")
        return set_up.main(
            [str(self.environment), str(self.lock), "--for", "a test", "--uv", uv, *options]
        )

    def asked(self) -> list[str]:
        log = self.folder / "log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [line.replace(f"{self.folder}/", "") for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.lock.write_text(LOCK, encoding="utf-8")
    return made


# Which tool installs


def test_uv_installs_by_hash_and_is_not_loud(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_uv()
    assert machine.set_up("--engine") == 0
    install = "pip install --python env/bin/python"
    assert machine.asked() == [f"{install} {ASKED} x.lock", f"{install} {EDITABLE}"]
    first, *rest = capfd.readouterr().out.splitlines()
    assert first.endswith("for a test, with uv 9.9.9: some seconds")
    assert rest[:-1] == ["  Installed 2 packages in 1ms"] * 2


def test_pip_installs_the_same_where_there_is_no_uv(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_pip()
    kept = machine.environment / "kept"
    kept.touch()
    assert machine.set_up("--engine") == 0
    options = " ".join(set_up.PIP[1:])
    assert machine.asked() == [f"{options} {ASKED} x.lock", f"{options} {EDITABLE}"]
    said = capfd.readouterr().out
    assert "with pip: about a minute" in said
    assert "  ERROR: what is wrong\n" in said
    assert kept.exists()


def test_where_uv_cannot_pip_is_tried_and_that_is_said(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_uv(status=2)
    machine.has_pip()
    assert machine.set_up() == 0
    assert [line.split()[0] for line in machine.asked()] == ["pip", "pip"]
    assert all(ASKED in line for line in machine.asked())
    assert "uv 9.9.9 could not do it, as it says above: pip is tried" in capfd.readouterr().out


def test_where_neither_can_it_fails(machine: Machine) -> None:
    machine.has_uv(status=2)
    machine.has_pip(status=1)
    assert machine.set_up("--engine") == 1


def test_a_python_without_ensurepip_is_told_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert machine.set_up("--engine") == 1
    assert "apt-get install python3-venv" in capfd.readouterr().err


# The environment


def test_one_that_no_longer_works_is_made_anew_with_all_that_is_in_it(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its Python is gone. The second stage alone would leave the first one's packages missing."""
    machine.has_uv()
    assert machine.set_up("--engine") == 0
    python = machine.environment / "bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    stamp = machine.environment / ".ready"
    stamp.touch()
    assert machine.set_up() == 1
    assert "`make clean` removes it" in capfd.readouterr().err
    assert stamp.exists()
    assert machine.set_up("--engine") == 0
    assert "does not work any more, and is made anew" in capfd.readouterr().out
    assert not stamp.exists()
    assert len(machine.asked()) == 4


def test_one_whose_python_has_become_another_version_does_not_work(tmp_path: Path) -> None:
    venv.create(tmp_path, symlinks=True)
    assert set_up.version_in(tmp_path) == PACKAGES.split("/")[1].removeprefix("python")
    (tmp_path / PACKAGES).rename(tmp_path / "lib/of-the-version-before")
    assert set_up.version_in(tmp_path) is None


def test_another_python_does_not_take_over_one_that_works_and_that_is_said(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_uv()
    machine.has_pip()
    monkeypatch.setattr(set_up, "version_in", lambda _: "3.99")
    assert machine.set_up("--engine") == 0
    assert "It keeps its Python 3.99; after `make clean`" in capfd.readouterr().out


def test_a_folder_of_something_else_is_left_alone(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_uv()
    machine.environment.mkdir()
    (machine.environment / "thesis.txt").touch()
    assert machine.set_up("--engine") == 1
    assert "Nothing was changed" in capfd.readouterr().err
    assert [path.name for path in machine.environment.iterdir()] == ["thesis.txt"]


# What is said of pip's lines

MISMATCH = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.
    jinja2==3.1.6 from https://example.org/jinja2-3.1.6-py3-none-any.whl:
        Expected sha256 0123
             Got        4567
""".splitlines()


def test_progress_is_a_line_for_ten_packages() -> None:
    told = set_up.ToldByPip(total=26)
    lines = ["Ignoring appnope: markers 'sys_platform == \"darwin\"' don't match your environment"]
    for number in range(8):
        lines += [f"Collecting a{number}==1 (from -r x (line 1))", "  Downloading a.whl (1 kB)"]
    lines += ["Processing /wheels/typing_extensions-4.16.0-py3-none-any.whl (from -r x (line 9))"]
    lines += ["Requirement already satisfied: ruamel.yaml==1 in /lib (from -r x (line 9)) (1)"] * 2
    lines += ["Installing collected packages: a0, a1, a2", "Successfully installed a0-1 a1-1"]
    assert [shown for line in lines if (shown := told(line))] == [
        "10 of 25: ruamel.yaml",
        "unpacking 3",
    ]
    assert "typing_extensions" in told.seen


def test_what_is_wrong_is_said_word_by_word() -> None:
    told = set_up.ToldByPip(total=1)
    assert [told(line) for line in MISMATCH] == MISMATCH


def test_a_kind_of_warning_is_said_once_and_counted() -> None:
    told = set_up.ToldByPip(total=1)
    lines = [f"WARNING: Retrying (Retry(total={number}))" for number in range(3)]
    assert [told(line) for line in lines] == [lines[0], None, None]
    assert told.warned == {"WARNING: Retrying": 3}


# What make asks for, and when


def test_commands_ask_for_the_stage_that_they_need() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    rules = dict(
        line.partition("  ##")[0].split(":") for line in text.splitlines() if "  ##" in line
    )
    asked = {name: needs.split() for name, needs in rules.items()}
    for name in ("site", "serve", "check", "schema"):
        assert asked[name] == ["$(READY)"]
    for name in ("lint", "bench", "fuzz", "walk"):
        assert asked[name] == ["$(DEV_READY)"]
    assert asked["test"] == ["$(DEV_READY)", "$(NODE_READY)"]
    assert asked["test-all"] == ["$(DEV_READY)", "$(NODE_READY)"]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ("make", "--no-print-directory", *arguments),
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with both stages set up, after all of its files."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
        os.utime(tmp_path / name, (1000, 1000))
    (tmp_path / ".venv").mkdir()
    for moment, stamp in ((2000, ".ready"), (3000, ".ready-dev")):
        (tmp_path / ".venv" / stamp).touch()
        os.utime(tmp_path / ".venv" / stamp, (moment, moment))
    return tmp_path


@pytest.mark.parametrize(
    ("edited", "stale"),
    [
        (None, set()),
        ("requirements.lock", {".ready", ".ready-dev"}),
        ("pyproject.toml", {".ready", ".ready-dev"}),
        ("requirements-dev.lock", {".ready-dev"}),
        (".venv/.ready-dev", {".ready-dev"}),
    ],
)
def test_what_has_changed_is_installed_again(
    edited: str | None, stale: set[str], checkout: Path
) -> None:
    """The last case is an environment from before there were two stages: one stamp only."""
    if edited == ".venv/.ready-dev":
        (checkout / edited).unlink()
    elif edited:
        os.utime(checkout / edited, (4000, 4000))
    asked = {s: make(checkout, "--question", f".venv/{s}") for s in (".ready", ".ready-dev")}
    assert {stamp for stamp, done in asked.items() if done.returncode == 1} == stale


def test_a_python_that_is_too_old_is_told_before_anything_is_done(checkout: Path) -> None:
    (checkout / ".venv/.ready").unlink()
    for python in ("false", "no-such-python"):
        done = make(checkout, ".venv/.ready", f"PYTHON={python}")
        assert done.returncode == 2
        assert done.stderr.startswith(
            f"Python 3.11 or newer is needed, and {python} is older or not there.\n"
        )
        assert not (checkout / ".venv/.ready").exists()
