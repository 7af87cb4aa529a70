"""Driving the real command on a terminal of its own, as somebody who types would."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 30.0
"""Seconds to wait for a prompt on a busy machine."""

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x07\r]")


class Dialogue:
    """A command that runs on a terminal; what it says is kept, without control sequences."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        self.said = ""
        self._seen = 0
        self._process, self._terminal = pty.fork()
        if not self._process:
            # Wide: a dumb terminal scrolls a line that is longer, and a test would not see it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
            os.chdir(folder)
            command = [sys.executable, "-m", "claimweave", *arguments]
            environment = os.environ | {"TERM": "dumb", "NO_COLOR": "1"}
            os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted

    def answer(self, prompt: str, typed: str) -> None:
        """Wait until the command has said the prompt, then type; Enter is a line break."""
        end = time.monotonic() + PATIENCE
        while prompt not in self.said[self._seen :]:
            assert time.monotonic() < end, f"no {prompt!r} in {self.said[self._seen :]!r}"
            assert self._read(), f"it ended, and never said {prompt!r}: {self.said!r}"
        self._seen = self.said.index(prompt, self._seen) + len(prompt)
        os.write(self._terminal, typed.encode())

    def ended(self) -> int:
        """Wait for the end; return the exit status."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end
        os.close(self._terminal)
        _, status = os.waitpid(self._process, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], 1.0)
        if not ready:
            return True
        try:
            data = os.read(self._terminal, 65_536)
        except OSError:  # how Linux tells the end of a terminal
            return False
        self.said += _CONTROL.sub("", data.decode("utf-8", "replace"))
        return bool(data)
