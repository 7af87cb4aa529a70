"""Where the running engine came from, so that a new review can get it from there too."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import claimweave


def engine_place() -> str:
    """Return the checkout that this code runs from, or the address that it was installed from.

    An empty text when neither is known.
    """
    checkout = Path(claimweave.__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "scripts" / "claimweave").is_dir():
        return str(checkout)
    try:
        written = metadata.distribution("claimweave").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return ""
    return _address(json.loads(written)) if written else ""


def _address(origin: dict[str, object]) -> str:
    """Return the address of a PEP 610 record in the form that pip takes."""
    url = str(origin.get("url", ""))
    version = origin.get("vcs_info")
    if not isinstance(version, dict):
        return url
    return f"{version.get('vcs', 'git')}+{url}@{version.get('commit_id', '')}".rstrip("@")
