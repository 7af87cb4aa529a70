"""The style and the scripts of the site, in small files here, joined so that a page asks for few.

A reader on a slow line waits for each file that a page asks for.
"""

from __future__ import annotations

from importlib import resources

STYLESHEET = "assets/claimweave.css"
SCRIPT = "assets/claimweave.js"
"""Stands on every page, before the theme's own script: it has a say in when the index is loaded."""

MATRIX_SCRIPT = "assets/matrix.js"
INDEX_SCRIPT = "assets/index-filter.js"
SCRIPTS_OF = {'id="matrix"': MATRIX_SCRIPT, 'id="index-filter"': INDEX_SCRIPT}
"""What a page must hold to need a script more: the theme's page asks for no other."""

_PARTS = {
    STYLESHEET: ("claimweave.css", "matrix.css", "cards.css", "finding.css", "notebooks.css"),
    SCRIPT: (
        "print.js",
        "missing-page.js",
        "search-words.js",
        "search-on-demand.js",
        "cards.js",
        "copy.js",
    ),
    MATRIX_SCRIPT: ("matrix.js",),
    INDEX_SCRIPT: ("index-filter.js",),
}


def site_assets() -> dict[str, bytes]:
    """Return each file that pages ask for, by its path in the site."""
    folder = resources.files("claimweave.site") / "assets"
    return {
        path: b"\n".join((folder / part).read_bytes() for part in parts)
        for path, parts in _PARTS.items()
    }
