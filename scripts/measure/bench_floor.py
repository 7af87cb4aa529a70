"""The least that a check can take: its libraries imported, and the files of a review read by them.

Usage: python bench_floor.py FOLDER. The bench runs it beside `claimweave check`, in turns: their
ratio depends neither on the machine nor on what else it does.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def read(root: Path) -> int:
    """Read what a check reads, with the libraries alone; return how many files that were."""
    gc.disable()  # as the command does while it loads and reads
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    import bibtexparser  # noqa: PLC0415 - what follows is what is measured
    import yaml  # noqa: PLC0415
    from pydantic import BaseModel  # noqa: PLC0415

    assert BaseModel
    records = sorted((root / "claims").rglob("*.yml"))
    for path in records:
        yaml.load(path.read_bytes().decode(), Loader=yaml.CSafeLoader)
    bibtexparser.parse_string((root / "bibliography.bib").read_text(encoding="utf-8"))
    pages = sorted((root / "docs").rglob("*.md"))
    for path in pages:
        path.read_text(encoding="utf-8")
    return len(records) + len(pages) + 1


if __name__ == "__main__":
    sys.exit(0 if read(Path(sys.argv[1])) else 1)
