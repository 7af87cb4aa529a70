"""The style and the scripts of the site, in small files here, joined so that a page asks for few.

A reader on a slow line waits for each file that a page asks for. What runs SQL in the page is
other people's, kept in `vendored/`, and no page asks for it before its reader does.
"""

from __future__ import annotations

import gzip
from importlib import resources

STYLESHEET = "assets/claimweave.css"
SCRIPT = "assets/claimweave.js"
"""Stands on every page, before the theme's own script: it has a say in when the index is loaded."""

MATRIX_SCRIPT = "assets/matrix.js"
INDEX_SCRIPT = "assets/index-filter.js"
WORKBENCH_SCRIPT = "assets/workbench.js"
ASK_SCRIPT = "assets/ask.js"
FILED_SCRIPT = "assets/filed-and-found.js"
SCRIPTS_OF = {
    'id="matrix"': MATRIX_SCRIPT,
    'id="index-filter"': INDEX_SCRIPT,
    'id="cw-wb"': WORKBENCH_SCRIPT,
    'id="cw-ask"': ASK_SCRIPT,
    'id="cw-ff"': FILED_SCRIPT,
}
"""What a page must hold to need a script more: the theme's page asks for no other."""

_PARTS = {
    STYLESHEET: ("claimweave.css", "matrix.css", "cards.css", "finding.css", "ask.css",
                 "filed-and-found.css", "forest.css", "notebooks.css"),
    SCRIPT: ("print.js", "folds.js", "missing-page.js", "search-words.js", "search-on-demand.js",
             "cards.js", "copy.js", "counting.js", "doi.js"),
    MATRIX_SCRIPT: ("files.js", "matrix.js"),
    INDEX_SCRIPT: ("index-filter.js",),
    WORKBENCH_SCRIPT: ("files.js", "sql-client.js", "workbench.js"),
    ASK_SCRIPT: ("ask-open.js",),
    FILED_SCRIPT: ("filed-and-found.js",),
    "assets/ask-panel.js": ("sql-client.js", "ask-elements.js", "ask-state.js", "ask-evidence.js",
                            "ask-words.js", "ask-result.js", "ask-form.js", "ask.js"),
    "assets/sql/worker.js": ("sql/worker.js",),
}  # fmt: skip

SECONDS = 5
"""How long a query may take in the page: far longer than any that reads the evidence needs."""

_VENDORED = {f"assets/sql/{name}": name for name in ("sql-wasm.js", "sql-wasm.wasm", "LICENSE.txt")}


def site_assets() -> dict[str, bytes]:
    """Return each file that pages ask for, by its path in the site."""
    folder = resources.files("claimweave.site") / "assets"
    own = {
        path: b"\n".join((folder / part).read_bytes() for part in parts)
        for path, parts in _PARTS.items()
    }
    vendored = resources.files("claimweave.site") / "vendored"
    return own | {path: (vendored / name).read_bytes() for path, name in _VENDORED.items()}


def loaded_bytes(database: bytes) -> int:
    """Return how many bytes come to a reader who asks the database, packed as hosts pack them."""
    vendored = resources.files("claimweave.site") / "vendored"
    loaded = [
        database,
        *((vendored / name).read_bytes() for name in ("sql-wasm.js", "sql-wasm.wasm")),
    ]
    return sum(len(gzip.compress(content, mtime=0)) for content in loaded)
