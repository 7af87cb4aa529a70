"""A miniature review with one notebook: a site of its own, built in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

from assembly import BASE

# It has no navigation of its own: each of its 96 pages would name all others.
CONFIGURATION = """
site_name: Mini
strict: true
theme: {name: material, font: false, features: [navigation.prune]}
plugins:
  - search
  - claimweave
  - mkdocs-jupyter: {include: ["notebooks/*.py"], execute: true, allow_errors: false, cache: false}
"""

NOTEBOOK = """# %% [markdown]
# # One & only
#
# ## A part

# %% Count
from claimweave.api import canvas, figure, load, sentences
base = load()
sentences(f"It has {len(base.review.claims)} claims.")

# %% Draw
drawing = canvas(20)
drawing.mark(9, 9, "up", "good")
figure(drawing, "a mark")

# %% <Echo>
print("1 < 2")
"""


def mini_project(folder: Path, notebook: str = NOTEBOOK) -> Path:
    """Write the review, with a notebook, into a folder that is not there; return it."""
    shutil.copytree(BASE, folder)
    (folder / "docs" / "notebooks").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "docs" / "notebooks" / "one.py").write_text(notebook, encoding="utf-8")
    return folder
