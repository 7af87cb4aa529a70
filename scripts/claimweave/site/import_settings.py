"""What MkDocs and nbconvert read of the environment as they are imported: it is set before that."""

from __future__ import annotations

import os

_SETTINGS = {
    # MkDocs tells of its second version, at each build.
    "NO_MKDOCS_2_WARNING": "1",
    # nbconvert tries each of its formats, to name them in a help: half a second for each build. A
    # site is made with one, which mkdocs-jupyter brings along.
    "NBCONVERT_DISABLE_CONFIG_EXPORTERS": "1",
}


def import_settings() -> dict[str, str]:
    """Return what to set of it: what nobody has set otherwise."""
    return {name: os.environ.get(name, value) for name, value in _SETTINGS.items()}
