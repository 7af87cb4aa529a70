"""Jobs that two processes share: a child takes about half of them, and sends back what they gave.

Each takes the next job that nobody has taken, so that both end at about the same time. Nothing
depends on the child: what it does not send, because it was killed or a job failed in it, is done
here, and there it fails as it would without a child.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

T = TypeVar("T")

_A_JOB = 2
"""Bytes of a job's number in the queue, which is a pipe: that many are always read at once."""

MOST_JOBS = 2_000
"""Jobs that any pipe holds: it has 64 KB, or 4 KB where somebody has very many of them."""

_LENGTH = 8
"""Bytes that say how many follow."""


class Packing(Protocol):
    """What makes bytes of what jobs gave, and that of the bytes again: `pickle` or `marshal`."""

    def dumps(self, value: Any, /) -> bytes: ...  # noqa: ANN401, D102 - as the modules have it
    def loads(self, data: bytes, /) -> Any: ...  # noqa: ANN401, D102 - the same


def may_fork() -> bool:
    """Whether this process may have a child: on Linux, with two processors, and without threads.

    What another thread holds locked when a process forks stays locked in the child for ever.
    """
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - names alone
    except OSError:
        return False


class SharedJobs(Generic[T]):
    """Jobs by their numbers, done by two processes; what they give must be such as can be sent.

    Within `with`, a child has begun with them; at its end there is none.
    """

    def __init__(self, count: int, job: Callable[[int], T], packing: Packing) -> None:
        """Note how many jobs there are, what does one, and how what it gives is sent."""
        self._count, self._job, self._packing = count, job, packing
        self._child = self._queue = self._answer = -1

    def __enter__(self) -> Self:
        """Let the child begin; where none can be had, all is done here."""
        if self._count <= MOST_JOBS and may_fork():
            try:
                self._fork()
            except OSError:  # there may be no more processes, or open files
                self._close()
            except BaseException:
                self._close()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the child, whatever has happened here."""
        self._close()

    def results(self) -> list[T]:
        """Do what nobody has begun yet, wait for the child, and return what each job gave."""
        found: dict[int, T] = {}
        if self._child > 0:
            found = self._done()
            found |= self._received()
            self._close()
        return [found[n] if n in found else self._job(n) for n in range(self._count)]

    def _fork(self) -> None:
        self._queue, put = os.pipe()
        try:
            jobs = b"".join(n.to_bytes(_A_JOB, "big") for n in range(self._count))
            os.write(put, jobs)
        finally:
            os.close(put)  # so that the queue has an end
        self._answer, answer = os.pipe()
        parent = os.getpid()
        # Until the child heeds it in its own way, Ctrl-C waits: else there were two parents.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._child = os.fork()
            if self._child == 0:
                self._help(answer, parent)
        finally:
            os.close(answer)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def _help(self, answer: int, parent: int) -> NoReturn:
        """Do jobs in the child and send what they gave; say nothing, and end without ado.

        Whoever kills the parent leaves nobody behind: its end of the pipe is shut here, so that
        nothing waits for a reader who is gone, and no job begins that nobody asks for.
        """
        status = 1
        try:
            os.close(self._answer)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            sent = self._packing.dumps(self._done(parent))
            with open(answer, "wb", closefd=False) as stream:
                stream.write(len(sent).to_bytes(_LENGTH, "big"))
                stream.write(sent)
            status = 0
        finally:
            os._exit(status)  # what the parent has open, or wants to do at its end, is its own

    def _done(self, parent: int | None = None) -> dict[int, T]:
        """Take jobs until none is left, or the parent is no more; return what they gave."""
        found: dict[int, T] = {}
        while parent in (None, os.getppid()) and (taken := os.read(self._queue, _A_JOB)):
            number = int.from_bytes(taken, "big")
            found[number] = self._job(number)
        return found

    def _received(self) -> dict[int, T]:
        """Return what the child sends; nothing where it did not come to its end."""
        with open(self._answer, "rb", closefd=False) as stream:
            sent = stream.read()
        length, sent = int.from_bytes(sent[:_LENGTH], "big"), sent[_LENGTH:]
        if not sent or len(sent) != length:
            return {}
        try:
            received: dict[int, T] = self._packing.loads(sent)  # our own child has sent it
        except Exception:  # noqa: BLE001 - whatever it is that cannot be read, it is done here
            return {}
        return received

    def _close(self) -> None:
        """End the child, so that none is left, and close what led to it."""
        for end in (self._queue, self._answer):
            if end >= 0:
                os.close(end)
        self._queue = self._answer = -1
        if self._child > 0:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._child, 0)
        self._child = -1
