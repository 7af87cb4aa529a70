"""Runs the real command in processes of its own, forked from one that has loaded the engine.

Each run is a process as any other, with its own streams, folder, limits, terminal, exit status
and death; it costs a tenth of a new interpreter. That a new interpreter does the same is tried
where `run_in_new_interpreter` is used.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

SERVER = Path(__file__).with_name("loaded_server.py")
CLIENT = Path(__file__).with_name("loaded_client.py")
HANGS = 600
"""Seconds without a word after which a process is given up: it hangs, however busy the machine."""


@dataclass(frozen=True)
class Process:
    """What a process is to be. All but the arguments may be left as it is.

    `code` is run in the place of the command. `seconds` are those of the processor: what needs
    more is killed with SIGXCPU. `anybody` has permissions count for root, too. On a `terminal`,
    which standard output must be, the process has a session of its own.
    """

    arguments: tuple[str, ...] = ()
    folder: str = "."
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    code: str = ""
    file_size: int | None = None
    seconds: int | None = None
    anybody: bool = False
    terminal: bool = False


@cache
def _server() -> socket.socket:
    """Start the server, once in the life of this process; it ends with it."""
    ours, theirs = socket.socketpair()
    running = subprocess.Popen(
        [sys.executable, str(SERVER), str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    theirs.close()

    def stop() -> None:
        ours.close()
        running.wait(HANGS)

    atexit.register(stop)
    return ours


def command_for_shells(path: Path) -> int:
    """Write a file that is the command in a shell; return the descriptor that it must inherit."""
    descriptor = _server().fileno()
    line = f'exec {sys.executable} -I -S {CLIENT} {descriptor} "$@"'
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)
    return descriptor


class Started:
    """A process that runs; `output` takes its standard output instead of this object."""

    def __init__(self, wanted: Process, *, stdin: bytes = b"", output: int | None = None) -> None:
        self._read: dict[int, bytearray] = {}
        read_out, out = os.pipe()
        read_error, error = os.pipe()
        self._told, tell = os.pipe()
        for descriptor in (read_out, read_error):
            self._read[descriptor] = bytearray()
        with tempfile.TemporaryFile() as typed:
            typed.write(stdin)
            typed.seek(0)
            streams = [typed.fileno(), out if output is None else output, error]
            if wanted.terminal:
                streams = streams[1:2] * 3
            message = json.dumps(asdict(wanted)).encode()
            socket.send_fds(_server(), [b"%8d" % len(message)], [*streams, tell])
            _server().sendall(message)
        for descriptor in (out, error, tell):
            os.close(descriptor)
        self.pid = int(self._line())

    def ended(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end; return its exit status and what it wrote."""
        with selectors.DefaultSelector() as selector:
            for descriptor in self._read:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(HANGS)
                assert ready, "it hangs"
                for key, _ in ready:
                    data = os.read(key.fd, 65_536)
                    self._read[key.fd] += data
                    if not data:
                        selector.unregister(key.fd)
                        os.close(key.fd)
        status = int(self._line())
        os.close(self._told)
        said = (raw.decode("utf-8") for raw in self._read.values())
        return subprocess.CompletedProcess("claimweave", status, *said)

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            data = os.read(self._told, 1)
            assert data, "the server of loaded processes has ended"
            line += data
        return line


def run_loaded(
    *arguments: str, stdin: bytes = b"", output: int | None = None, **wanted: object
) -> subprocess.CompletedProcess[str]:
    """Run the command with the arguments; return its exit status and what it wrote."""
    process = Process(arguments, **wanted)  # type: ignore[arg-type] - checked by the class
    return Started(process, stdin=stdin, output=output).ended()
