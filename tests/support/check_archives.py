"""The archive that a run of the checks leaves behind, and what reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from claimweave.commands.command_line import main

HEAD = "0123456789" * 4


URL = "https://github.com/them/review/actions/runs/5"


RUN: dict[str, Any] = {
    "head_sha": HEAD,
    "head_repository": {"id": 77},
    "html_url": URL,
    "conclusion": "success",
}


PULL: dict[str, Any] = {
    "number": 12,
    "state": "open",
    "head": {"sha": HEAD, "repo": {"id": 77}},
}


CHECK: dict[str, Any] = {
    "diagnostics": [],
    "checked": {"unknown-reference": {"checked": 1234, "skipped": 2}},
}


DIFF: dict[str, Any] = {
    "base": {"commit": "b" * 40, "asked": "HEAD^1", "why": ""},
    **{part: [] for part in ("claims", "cells", "verdicts", "references", "unused", "studies")},
    "agreements": [],
    "unreadable": [],
}


def archived(folder: Path, **files: object) -> Path:
    """Write an archive; what is no bytes is written as JSON."""
    path = folder / "left.zip"
    whole: dict[str, object] = {"check": CHECK, "diff": DIFF, "fmt": b"244 files looked at\n"}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in (whole | files).items():
            if content is not None:
                raw = content if isinstance(content, bytes) else json.dumps(content).encode()
                archive.writestr(f"{name}.{'txt' if name == 'fmt' else 'json'}", raw)
    return path


def run(tmp_path: Path, pulls: object, event: object = None, zip_name: str = "left.zip") -> int:
    (tmp_path / "pulls.json").write_text(json.dumps(pulls), encoding="utf-8")
    whole = {"workflow_run": RUN} if event is None else event
    (tmp_path / "event.json").write_text(json.dumps(whole), encoding="utf-8")
    return main(
        [
            "comment",
            str(tmp_path / zip_name),
            "--event",
            str(tmp_path / "event.json"),
            "--pulls",
            str(tmp_path / "pulls.json"),
        ]
    )
