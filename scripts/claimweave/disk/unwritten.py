"""What is said where a change cannot be written; all is then as it was."""

from __future__ import annotations


class NotWrittenError(Exception):
    """Nothing was written: the message says why. A command that ends with it has the status 3."""
