"""Sets an environment up with what a lock names: with uv where there is one, else with pip.

Usage: python scripts/set_up.py ENVIRONMENT LOCK --for WHAT [--uv UV] [--engine]
Exit status 0 set up, 1 not. Nothing is installed yet when this runs, so it imports nothing of ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import sysconfig
import time
import venv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENGINE = ("--no-deps", "--no-build-isolation", "--editable", ".")
# Nothing is compiled here: Python compiles what is used, when it is used.
PIP = (
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-input",
    "--no-compile",
    "--progress-bar",
    "off",
)
ASK = """
import os, sys, sysconfig
if sys.version_info < (3, 11) or not os.path.isdir(sysconfig.get_path("purelib")):
    sys.exit(1)
print(sysconfig.get_python_version())
"""
# What pip says of each package while all goes well.
CHATTER = re.compile(
    r" *(?:Collecting|Requirement already|Ignoring|Looking in|Downloading|Using cached|Obtaining|"
    r"Processing|Checking if|Getting requirements|Installing|Preparing|Building|Created|Stored in|"
    r"Attempting uninstall|Found existing|Uninstalling|Successfully) |$"
)
# Its first line about a package; the last form is that of one from a folder.
PACKAGE = re.compile(
    r"(?:Collecting |Requirement already satisfied: |Processing (?:.*/)?)([\w.]+(?:-(?!\d)[\w.]+)*)"
)
NO_PIP = """\
{environment} has no pip, and this Python has no ensurepip to bring it.
On Debian and Ubuntu: apt-get install python3-venv; elsewhere, uv does without it:
https://docs.astral.sh/uv. Then run the same command again."""
BROKEN = """\
{environment} does not work any more: its Python is gone, or another version.
`make clean` removes it; then run the same command again."""
NOT_AN_ENVIRONMENT = """\
{environment} is not an environment of Python: it has no pyvenv.cfg. Nothing was changed.
Move it away, or take another folder: make site VENV=another"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Set the environment up; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("environment", type=Path)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--for", dest="purpose", required=True, help="what it is for, in words")
    parser.add_argument("--uv", default="uv", help="the command of uv; empty: take pip")
    parser.add_argument("--engine", action="store_true", help="install the engine, too")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    version = version_of(options.uv)
    with_tool = f"{version}: some seconds" if version else "pip: about a minute"
    say(f"Setting up {options.environment} for {options.purpose}, with {with_tool}")
    wanted = [("--require-hashes", "--requirement", str(options.lock)), *[ENGINE] * options.engine]
    if not made(options.environment, anew=options.engine):
        return 1
    done = bool(version) and installed_with_uv(options.uv, options.environment, wanted)
    if version and not done:
        say(f"{version} could not do it, as it says above: pip is tried, with the same hashes")
    if not done and not installed_with_pip(options.environment, wanted, entries(options.lock)):
        return 1
    say(f"Set up in {time.monotonic() - began:.0f} seconds")
    return 0


def version_of(uv: str) -> str | None:
    """Return the name and the version of a uv that runs; None if there is none."""
    try:
        done = subprocess.run([uv, "--version"], capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return None
    return " ".join(done.stdout.split()[:2])


def made(environment: Path, *, anew: bool) -> bool:
    """Make the environment unless it is there and works; return whether it is there now.

    One that works is kept, whichever Python and tool it was made with. One that does not is made
    anew only where all of it is installed again.
    """
    version = version_in(environment)
    if version:
        if version != sysconfig.get_python_version():
            say(f"  It keeps its Python {version}; after `make clean` it takes another")
        return True
    if environment.is_dir() and any(environment.iterdir()):
        ours = (environment / "pyvenv.cfg").is_file()
        if not (ours and anew):
            text = BROKEN if ours else NOT_AN_ENVIRONMENT
            print(text.format(environment=environment), file=sys.stderr)
            return False
        say(f"{environment} does not work any more, and is made anew")
    # Without pip: Debian keeps that apart, and uv needs none.
    venv.create(environment, clear=True, symlinks=True, with_pip=False)
    return True


def version_in(environment: Path) -> str | None:
    """Return the version of the environment's Python; None where it does not work.

    It works if it runs, is new enough, and is the one that the environment was made of: after an
    upgrade of the system it may run as another version, which finds no packages.
    """
    command = (str(environment / "bin/python"), "-c", ASK)
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def installed_with_uv(uv: str, environment: Path, wanted: list[tuple[str, ...]]) -> bool:
    """Install with uv; return whether all went well."""
    install = (uv, "pip", "install", "--python", str(environment / "bin/python"))
    return all(run((*install, *what), told_by_uv) == 0 for what in wanted)


def told_by_uv(line: str) -> str | None:
    """Return what to show of a line of uv: all but the name of each package."""
    return None if re.match(r" [+~-] |Using Python ", line) else line


def installed_with_pip(environment: Path, wanted: list[tuple[str, ...]], total: int) -> bool:
    """Install with pip; return whether all went well."""
    python = str(environment / "bin/python")
    if run((python, "-m", "pip", "--version"), silent) != 0:
        if importlib.util.find_spec("ensurepip") is None:
            print(NO_PIP.format(environment=environment), file=sys.stderr)
            return False
        if run((python, "-m", "ensurepip"), told_by_ensurepip) != 0:
            return False
    told = ToldByPip(total)
    done = all(run((python, *PIP, *what), told) == 0 for what in wanted)
    for kind, count in told.warned.items():
        if count > 1:
            say(f"  … and {count - 1:,} more that begin with {kind}")
    return done


def silent(_: str) -> None:
    """Show nothing of a line."""


def told_by_ensurepip(line: str) -> str | None:
    """Return what to show of a line of ensurepip: what went wrong."""
    return None if CHATTER.match(line) else line


@dataclass
class ToldByPip:
    """What to show of pip's lines: how far it is, and what is wrong; a kind of warning once."""

    total: int
    seen: set[str] = field(default_factory=set)
    warned: Counter[str] = field(default_factory=Counter)

    def __call__(self, line: str) -> str | None:
        """Return what to show of a line."""
        if line.startswith("WARNING: "):
            kind = " ".join(line.split()[:2])
            self.warned[kind] += 1
            return line if self.warned[kind] == 1 else None
        if line.startswith("Ignoring "):  # an entry for another system, or another Python
            self.total -= 1
        if line.startswith("Installing collected packages:"):
            return f"unpacking {line.count(',') + 1}"
        found = PACKAGE.match(line)
        if found:
            return self._counted(found[1])
        return None if CHATTER.match(line) else line

    def _counted(self, name: str) -> str | None:
        if name in self.seen:
            return None
        self.seen.add(name)
        return f"{len(self.seen)} of {self.total}: {name}" if len(self.seen) % 10 == 0 else None


def entries(lock: Path) -> int:
    """Return how many entries a lock has."""
    return len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def run(command: Sequence[str], told: Callable[[str], str | None]) -> int:
    """Run a command, and show of each of its lines what `told` makes of it; return its status."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            shown = told(line.rstrip())
            if shown:
                say(f"  {shown}")
    return process.returncode


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command takes it up again.")
    except OSError as error:
        sys.exit(f"Setting up failed: {error}")
