"""Driving the real command on a terminal of its own, as somebody who types would."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from typing import TYPE_CHECKING

from loaded_command import Process, Started

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 600.0
"""Seconds to wait for a prompt: what needs longer hangs, however busy the machine is."""

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x07\r]")


class Dialogue:
    """A command that runs on a terminal; what it says is kept, without control sequences."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        self.said = ""
        self._seen = 0
        self._terminal, theirs = pty.openpty()
        # Wide: a dumb terminal scrolls a line that is longer, and a test would not see it.
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
        environment = os.environ | {"TERM": "dumb", "NO_COLOR": "1"}
        process = Process(tuple(arguments), str(folder), environment, terminal=True)
        self._process = Started(process, output=theirs)
        os.close(theirs)

    def answer(self, prompt: str, typed: str | bytes) -> None:
        """Wait until the command has said the prompt, then type; Enter is a line break."""
        end = time.monotonic() + PATIENCE
        while prompt not in self.said[self._seen :]:
            assert time.monotonic() < end, f"no {prompt!r} in {self.said[self._seen :]!r}"
            assert self._read(), f"it ended, and never said {prompt!r}: {self.said!r}"
        self._seen = self.said.index(prompt, self._seen) + len(prompt)
        os.write(self._terminal, typed.encode() if isinstance(typed, str) else typed)

    def ended(self, again: str = "") -> int:
        """Wait for the end; return the exit status.

        `again` is typed when nothing comes for a second: a Ctrl-C is lost when it meets the moment
        between a prompt and the waiting for a key, and whoever types would press it again.
        """
        end, heard = time.monotonic() + PATIENCE, len(self.said)
        while self._read():
            assert time.monotonic() < end, f"it does not end: {self.said!r}"
            if again and len(self.said) == heard:
                os.write(self._terminal, again.encode())
            heard = len(self.said)
        os.close(self._terminal)
        return self._process.ended().returncode

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
