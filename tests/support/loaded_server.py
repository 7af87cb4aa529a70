"""Loads the engine once, and forks a process of its own for each run that it is asked for.

Usage: python loaded_server.py SOCKET. Each message on the socket is one run, as JSON behind its
length; with it come descriptors: standard input, output, error, and one on which the server writes
the process's id and, when it has ended, its exit status. `loaded_command.py` is the other side.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import socket
import sys
import termios
import traceback
from pathlib import Path
from typing import Any, NoReturn

MINIATURE = Path(__file__).parents[1] / "cases" / "_base"
LENGTH = 8
"""Digits that say how long the message is that follows them."""
STREAMS = (0, 1, 2)
NOT_LOADED = ("claimweave.site.figures", "claimweave.__main__")
"""The one loads Matplotlib, which few runs need; the other is the command itself."""


def load_engine() -> None:
    """Import the engine, the rules first: reports list them in the order of their import."""
    gc.disable()  # what is loaded stays
    import claimweave.rules.checking

    for found in pkgutil.walk_packages(claimweave.__path__, "claimweave."):
        if found.name not in NOT_LOADED:
            importlib.import_module(found.name)
    from claimweave.review.reading.review_reader import read_review
    from claimweave.rules.checking import check
    from claimweave.site.whole_site import render

    render(check(read_review(MINIATURE)))  # templates and models are made ready at their first use
    gc.collect()
    gc.enable()
    gc.freeze()  # a fork that looks for garbage need not copy what was loaded


def serve(requests: socket.socket) -> None:
    """Fork a process for each request until the other side has gone."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    waiting: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([requests, ended], [], [])
        if ended in ready:
            os.read(ended, 1_000)
            _tell_ended(waiting)
        if requests in ready:
            length, descriptors, _, _ = socket.recv_fds(requests, LENGTH, 4)
            if not length:
                return
            *streams, told = descriptors
            message = requests.recv(int(length), socket.MSG_WAITALL)
            pid = os.fork()
            if pid == 0:
                _become(json.loads(message), streams)
            waiting[pid] = told
            os.write(told, f"{pid}\n".encode())
            for stream in streams:
                os.close(stream)


def _tell_ended(waiting: dict[int, int]) -> None:
    while waiting:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        told = waiting.pop(pid)
        with contextlib.suppress(BrokenPipeError):  # nobody waits for it any more
            os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os.close(told)


def _become(run: dict[str, Any], streams: list[int]) -> NoReturn:
    """Be the process that was asked for, and end."""
    status: object = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # Whoever starts the tests in the background has it ignored, and passes that on.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _open_streams(streams, terminal=run["terminal"])
        os.environ.clear()
        os.environ.update(run["environment"])
        os.chdir(run["folder"])
        _limit(run)
        status = _run(run)
    except SystemExit as error:
        status = error.code
    except BaseException:  # noqa: BLE001 - as an interpreter does at its end
        traceback.print_exc()
    os._exit(_flushed(status))


def _open_streams(streams: list[int], *, terminal: bool) -> None:
    """Put the streams in their place; a terminal becomes that of the process's own session."""
    for number, stream in zip(STREAMS, streams, strict=True):
        os.dup2(stream, number)
    os.closerange(len(STREAMS), 256)
    if terminal:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor
    for name, number in (("stdout", 1), ("stderr", 2)):
        line_by_line = number == 2 or os.isatty(number)
        errors = "strict" if number == 1 else "backslashreplace"
        opened = open(  # noqa: SIM115 - a descriptor
            number, "w", 1 if line_by_line else -1, encoding="utf-8", errors=errors, closefd=False
        )
        setattr(sys, name, opened)


def _limit(run: dict[str, Any]) -> None:
    if run["file_size"] is not None:
        # What is compiled on the way would be cut off, and stay so: Python does not notice.
        sys.dont_write_bytecode = True
        resource.setrlimit(resource.RLIMIT_FSIZE, (run["file_size"], run["file_size"]))
    if run["seconds"] is not None:  # the second limit is for who does not end at the first
        resource.setrlimit(resource.RLIMIT_CPU, (run["seconds"], run["seconds"] + 5))
    if run["anybody"] and os.geteuid() == 0:
        _let_permissions_count()


def _let_permissions_count() -> None:
    """Give up the rights by which root passes over the permissions of files (capabilities 1, 2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then those above 31
    assert libc.capget(header, rights) == 0, os.strerror(ctypes.get_errno())
    for number in range(3):
        rights[number] &= ~0b110
    assert libc.capset(header, rights) == 0, os.strerror(ctypes.get_errno())


def _run(run: dict[str, Any]) -> object:
    sys.argv = ["claimweave", *run["arguments"]]
    if run["code"]:
        sys.dont_write_bytecode = True
        exec(compile(run["code"], "work", "exec"), {"__name__": "__main__"})  # noqa: S102
        return 0
    from claimweave.commands.command_line import run as command

    return command()


def _flushed(status: object) -> int:
    """Write what is still held back; return the exit status, as an interpreter does at its end."""
    if isinstance(status, str):
        sys.stderr.write(f"{status}\n")
    number = status if isinstance(status, int) else int(status is not None)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return 120
    return number & 0xFF


if __name__ == "__main__":
    load_engine()
    serve(socket.socket(fileno=int(sys.argv[1])))
