"""Ending on Ctrl-C or on a signal to terminate, so that nothing is left behind."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Whether the session has been asked to end.

    A signal raises KeyboardInterrupt at once. Where it meets a callback (of SQLite, of the garbage
    collector), the exception is swallowed; that it was asked for stays, and is looked at again.
    """

    def __init__(self) -> None:
        self.asked = False

    def look(self) -> None:
        """Go no further when the end was asked for.

        Raises:
            KeyboardInterrupt: then.
        """
        if self.asked:
            raise KeyboardInterrupt

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal.

        Raises:
            KeyboardInterrupt: always.
        """
        self.asked = True
        raise KeyboardInterrupt


@contextlib.contextmanager
def interruptible() -> Iterator[Interruption]:
    """End the context on either signal, without a traceback."""
    interruption = Interruption()
    before = {number: signal.signal(number, interruption.note) for number in _SIGNALS}
    try:
        yield interruption
    except KeyboardInterrupt:
        pass
    except Exception:
        # Where SQLite swallowed the interrupt, it says that it was "not authorized" to go on.
        if not interruption.asked:
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
