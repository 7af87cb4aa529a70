"""The build script: `claimweave build` for the review in whose folder it lies.

Usage: python scripts/build.py [--project FOLDER]. Exit status 0 built, 1 something to mend.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimweave.commands.command_line import main


def build() -> int:
    """Build the site of the project; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--project", default=str(Path(__file__).parent.parent))
    return main(["--project", parser.parse_args().project, "build"])


if __name__ == "__main__":
    sys.exit(build())
