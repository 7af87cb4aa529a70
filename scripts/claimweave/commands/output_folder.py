"""The folder that a command writes to: new or empty, or wrong usage that says why not."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from claimweave.commands.call import UsageError
from claimweave.disk.filled_folder import NotEmptyError
from claimweave.words.printable import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Say in words that a folder is not empty, or cannot be written.

    Raises:
        UsageError: in place of what was raised.
    """
    try:
        yield
    except NotEmptyError as error:
        raise UsageError(f"{error}: name an empty or new folder") from None
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {reason(error)}") from None
