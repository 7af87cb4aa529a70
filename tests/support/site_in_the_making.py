"""Builds the site of this project's own review with its build script, while other tests run.

    python site_in_the_making.py FOLDER SHARED

FOLDER is a copy of the project. In SHARED it leaves what the review has searched on the way, which
tests ask for, too, and at the end "site.done". Who begins it holds the lock "site.lock", which this
process inherits: whoever wants the site waits for that.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from searched_once import leave_what_was_searched

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SAID = "site.said"
"""The file, in the shared folder, of what the build prints."""


def begun(
    shared: Path, copy: Callable[[Path], Path], environment: Mapping[str, str]
) -> subprocess.Popen[bytes] | None:
    """Begin the build, unless somebody has; who waits for the process knows that it has ended."""
    with (shared / "site.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if (shared / "site.done").exists():
            return None
        with (shared / SAID).open("w") as said:
            return subprocess.Popen(
                [sys.executable, __file__, copy(shared / "project"), shared],
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**environment, "PYTHONPATH": f"{SCRIPTS}:{Path(__file__).parent}"},
                pass_fds=[lock.fileno()],
            )


def _build(folder: Path, shared: Path) -> int:
    from claimweave.site import mkdocs_plugin

    render = mkdocs_plugin.render

    def rendered(report: mkdocs_plugin.Report, *others: object) -> dict[str, str | bytes]:
        pages = render(report, *others)  # type: ignore[arg-type]
        leave_what_was_searched(report.base, shared)
        return pages

    mkdocs_plugin.render = rendered
    import build

    sys.argv[1:] = ["--project", str(folder)]
    status = build.build()
    if not status:
        (shared / "site.done").write_text(str(folder / "site"), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(_build(Path(sys.argv[1]), Path(sys.argv[2])))
