"""All about a bibliographic work: its record, its key, its DOI, its entry, its formats."""


class RefusedError(Exception):
    """A reference is not added; the message says why, and `field` which field is at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class NotInFormError(RefusedError):
    """A field or a key cannot be put into its form; the message says what is wrong."""
