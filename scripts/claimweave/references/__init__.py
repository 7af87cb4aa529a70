"""A reference joins the bibliography: from a record to an entry in the house style."""


class RefusedError(Exception):
    """A reference is not added; the message says why."""
