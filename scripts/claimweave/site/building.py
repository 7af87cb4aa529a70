"""Building the site: into a new folder first, so that a failure leaves the last good one."""

from __future__ import annotations

import logging
import os
from functools import partial
from typing import TYPE_CHECKING

from claimweave.disk.folder_swap import fresh_folder, swap
from claimweave.review.reading.git import GitError, NoRepositoryError, ask_git
from claimweave.site.import_settings import import_settings
from claimweave.words.printable import reason

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.rules.checking import Report

log = logging.getLogger("claimweave")


class BuildError(Exception):
    """The site could not be built; the last good one is untouched."""


def build_site(root: Path, checked: Report | None = None) -> Path:
    """Build the MkDocs site of a project into `site/`, strictly; return that folder.

    Args:
        root: the project's folder.
        checked: the check of its review, where that was made already: it is not made again.

    Raises:
        BuildError: when MkDocs warns or fails. What stood in `site/` stays there.
    """
    os.environ.update(import_settings())
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(root))
    from mkdocs.config import load_config  # noqa: PLC0415 - slow, and reads the environment
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from claimweave.site.mkdocs_internals import strict_build  # noqa: PLC0415
    from claimweave.site.mkdocs_plugin import weave_anew, weaving, woven  # noqa: PLC0415

    target = root / "site"
    try:
        with fresh_folder(target) as fresh:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
            with weaving(config, partial(woven, checked) if checked else weave_anew):
                config.plugins.on_startup(command="build", dirty=False)
                strict_build(config)
                config.plugins.on_shutdown()
            swap(fresh, target)
    except OSError as error:
        raise BuildError(f"{reason(error)}") from error
    except MkDocsException as error:
        raise BuildError(str(error)) from error
    return target


def commit_time(root: Path) -> str:
    """Return the time of the last commit in seconds, or 0: a build depends on no clock.

    Why a repository that is there gives no answer is told: then the pages have no history, too.
    """
    try:
        return (ask_git(root, "log", "-1", "--format=%ct") or b"").decode().strip() or "0"
    except NoRepositoryError:
        return "0"
    except GitError as error:
        log.warning("no page tells its date and its history: %s", error)
        return "0"
