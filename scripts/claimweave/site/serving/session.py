"""One session of serving: the web server, the watch on the files, and the loop between them."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import tempfile
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.site.import_settings import import_settings

os.environ.update(import_settings())

from claimweave.reports.text import as_text
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, PAGES
from claimweave.site.building import commit_time
from claimweave.site.notebook_output import kernels_in
from claimweave.site.serving.browsers import Browsers
from claimweave.site.serving.file_changes import FileChanges, watched
from claimweave.site.serving.interruption import interruptible
from claimweave.site.serving.preview import CONFIGURATION, Preview
from claimweave.site.serving.web_server import PreviewServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.rules.checking import Report
    from claimweave.site.serving.interruption import Interruption

CALM = 2.0
"""Seconds without a change after which notebooks are run again: they take the machine's time."""

GLANCE = 0.01
"""Seconds after which it is looked again whether a browser has come back."""

SWITCH = 0.0005
"""Seconds after which a thread lets another run: a browser is answered while pages are built."""


class AddressError(Exception):
    """The address cannot be served at."""


def serve(root: Path, host: str, port: int, *, open_browser: bool = False) -> None:
    """Build the site of a review and serve it, edit after edit, until it is interrupted.

    Raises:
        AddressError: when the address is taken, or is none of this machine.
    """
    logging.basicConfig(format="  %(message)s", level=logging.WARNING)
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(root))
    sys.setswitchinterval(SWITCH)
    browsers = Browsers(f"{os.getpid():x}.{time.time_ns():x}")
    with (
        interruptible() as interruption,
        _listening(host, port, browsers) as server,
        tempfile.TemporaryDirectory(prefix="claimweave-", ignore_cleanup_errors=True) as folder,
    ):
        address = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}/"
        _say(f"Serving {address} (Ctrl-C ends it)")
        if open_browser:
            webbrowser.open(address)
        with kernels_in(root):
            _follow(root, Path(folder), server, interruption)
    _say("Ended.")


def _follow(root: Path, folder: Path, server: PreviewServer, interruption: Interruption) -> None:
    """Keep the preview up with the files, until it is interrupted."""
    changes = FileChanges(lambda path: _concerns(root, path))

    def tell(said: Report | str) -> None:
        server.site = preview.folder  # a site that is told of can be asked for
        _tell(said)

    preview = Preview(root, folder, server.browsers, tell, changes.wake)
    try:
        with watched(changes, [(root / CLAIMS, True), (root / PAGES, True), (root, False)]):
            preview.follow()
            while True:
                _work(preview, changes, server, interruption)
                interruption.look()
                changes.wait(CALM if preview.notebooks_wait else None)
                quiet = not changes.waiting
                if changes.waiting:
                    taken = changes.take()
                    _say(f"Changed: {_listed(root, taken)}")
                    preview.follow(taken)
                elif quiet and preview.step(quiet=True):
                    continue
    except KeyboardInterrupt:
        pass
    finally:
        preview.close()


def _work(
    preview: Preview, changes: FileChanges, server: PreviewServer, interruption: Interruption
) -> None:
    """Do what there is to do, until it is done, another change calls or the end is asked for."""
    while not changes.waiting and preview.step(quiet=False):
        interruption.look()
        while server.browsers.expected and not changes.waiting:
            changes.wait(GLANCE)


def _concerns(root: Path, path: Path) -> bool:
    """Whether a file may be part of the review or of its site; editors' own files are not."""
    if path.name.startswith(".") or path.name.endswith("~"):
        return False
    inside = path.is_relative_to(root / CLAIMS) or path.is_relative_to(root / PAGES)
    return inside or path in (root / BIBLIOGRAPHY, root / CONFIGURATION)


def _listed(root: Path, paths: frozenset[Path]) -> str:
    names = sorted(path.relative_to(root).as_posix() for path in paths)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - fit a line
    return ", ".join(names[:3]) + more


@contextlib.contextmanager
def _listening(host: str, port: int, browsers: Browsers) -> Iterator[PreviewServer]:
    try:
        server = PreviewServer(host, port, browsers)
    except OSError as error:
        raise AddressError(_why_not(host, port, error)) from error
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        browsers.end()
        server.shutdown()
        server.server_close()


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is taken: end what uses it, or name another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} is for the system alone: name one from 1024 on with --port"
    return f"{host} cannot be served at: {error.strerror or error}"


def _tell(what: Report | str) -> None:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    _say(what if isinstance(what, str) else as_text(what, color=color, ledger=False))


def _say(text: str) -> None:
    print(text, flush=True)
