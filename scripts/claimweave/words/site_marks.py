"""Ids and classes that the site itself uses, and the theme: no page may bear them.

The theme's script takes the first element with an id of its own for its settings, and stops where
that is another; a paragraph with the class of a message looks like one. A test reads the theme
that is installed, and holds that all it uses is known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OWN_ID = r"(?:__|cw-|mx-|card-[crg]-|matrix(?:-data)?\Z|index-(?:filter|sorted|items|pager)\Z)"
"""How an id begins that the theme or the site looks for: a regular expression."""

_OWN_ID = re.compile(OWN_ID)
_OWN_CLASS = re.compile(
    r"__|cw-|mdx?-|tabbed-|task-list(?:-|\Z)"
    r"|(?:(?:no-)?(?:js|copy|select)|annotate|giscus|hll|mermaid)\Z"
)


def is_own_id(name: str) -> bool:
    """Whether the theme or the site looks for an element with this id."""
    return _OWN_ID.match(name) is not None


def is_own_class(name: str) -> bool:
    """Whether the theme or the site means something by this class."""
    return _OWN_CLASS.match(name) is not None


def free_id(made: str) -> str:
    """Return the id of a heading: what was made of its words, unless that is one of our own."""
    return f"part-{made}" if is_own_id(made) else made


def free_ids(slugify: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """Return how ids are made of the words of headings, so that none is one of our own."""
    return lambda words, separator: free_id(slugify(words, separator))
