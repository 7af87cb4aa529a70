"""Building the site: into a new folder first, so that a failure leaves the last good one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


class BuildError(Exception):
    """The site could not be built; the last good one is untouched."""


def build_site(root: Path) -> Path:
    """Build the MkDocs site of a project into `site/`, strictly; return that folder.

    Raises:
        BuildError: when MkDocs warns or fails. What stood in `site/` stays there.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(root))
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow, and reads the environment
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    target = root / "site"
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        fresh.chmod(0o755)
        _swap(fresh, target)
    except (MkDocsException, OSError) as error:
        raise BuildError(str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def commit_time(root: Path) -> str:
    """Return the time of the last commit in seconds, or 0: a build depends on no clock."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "0"
    return done.stdout.strip() or "0"


def _swap(fresh: Path, target: Path) -> None:
    old = target.with_name(".site-old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
