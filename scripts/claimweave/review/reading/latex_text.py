"""LaTeX as plain text."""

from __future__ import annotations

import re

_LATEX = re.compile(r"\\[a-zA-Z\"'`^~=.]|\$")
_ESCAPED = re.compile(r"\\([&%#_])")
"""Signs that stand for themselves: they need no decoder, which is slow."""


def plain_of_latex(value: str) -> str:
    """Fold white space, decode LaTeX where there is any, and drop case-protecting braces."""
    if _LATEX.search(value):
        from bibtexparser.middlewares import LatexDecodingMiddleware  # noqa: PLC0415 - slow import

        decoder = LatexDecodingMiddleware(keep_braced_groups=True)
        decoded, error = decoder._transform_python_value_string(value)  # noqa: SLF001
        value = value if error else decoded
    bare = _ESCAPED.sub(r"\1", value.replace("{", "").replace("}", ""))
    return re.sub(r"\s+", " ", bare).strip()
