"""The content security policy of each page: no script but the theme's own, and no other host.

A page carries it in a `<meta>`, so that it holds wherever the site is served from. Of the inline
scripts only those of the theme's templates are allowed, each by the SHA-256 of its text. The
texts are looked up in the templates, never in the page: a script that a text of strangers brought
in gets no hash, and does not run.
Source: Content Security Policy Level 3, W3C, sections 2.3 and 3.3.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCRIPTS = "partials/javascripts/*.html"
"""Where a theme's folder has the templates of its inline scripts."""

# Figures of notebooks, and columns that are aligned, have style attributes: there the worst that
# a style can do is look odd. Style elements are not allowed.
_REST = (
    "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
_HEAD = '<meta charset="utf-8">'
_TEMPLATE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_ADDRESS = r"[\w./:~%-]*"
"""What an expression in a theme's script stands for: the way to the site's first page."""

_INLINE = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")[^>]*>(.*?)</script",
    re.DOTALL | re.IGNORECASE,
)


class NoHeadError(Exception):
    """A page cannot carry the policy: its head does not begin as it should."""


def with_policy(page: str, theme_folders: Iterable[str]) -> tuple[str, list[str]]:
    """Return an HTML page with its policy, and those of its scripts that the policy forbids.

    Args:
        page: the whole page, as it will be published.
        theme_folders: the folders of the theme's templates.

    Raises:
        NoHeadError: when there is no place for the policy.
    """
    if page.count(_HEAD) != 1:
        raise NoHeadError("its head does not begin as a page of this theme does")
    known = _known(tuple(theme_folders))
    scripts = list(dict.fromkeys(_INLINE.findall(page)))
    foreign = [s for s in scripts if not any(pattern.fullmatch(s) for pattern in known)]
    hashes = [_hash(script) for script in scripts if script not in foreign]
    policy = " ".join(["default-src 'none'; script-src 'self'", *hashes]) + f"; {_REST}"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace(_HEAD, f"{_HEAD}\n      {meta}", 1), foreign


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _known(folders: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each inline script of the theme, its addresses left open."""
    return tuple(
        re.compile(_ADDRESS.join(map(re.escape, _EXPRESSION.split(script))))
        for script in _theme_scripts(folders)
    )


def _theme_scripts(folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(Path(folder).glob(SCRIPTS)):
            yield from _TEMPLATE.findall(path.read_text(encoding="utf-8"))
