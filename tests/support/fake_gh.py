"""Stands in for `gh api`: answers from a folder, and writes down what it was asked.

`--jq` is done by the real jq, so that the workflow's own expressions are tried.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jq

FOLDER = Path(sys.argv[1])
ARGUMENTS = sys.argv[2:]


def value_after(option: str) -> str:
    """Return what follows an option, or an empty string."""
    return ARGUMENTS[ARGUMENTS.index(option) + 1] if option in ARGUMENTS else ""


def main() -> int:
    """Answer one call; 1 when there is no such thing."""
    with (FOLDER / "calls.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(ARGUMENTS) + "\n")
    assert ARGUMENTS[0] == "api"
    if value_after("--method") in ("POST", "PATCH"):
        return 0
    address = next(argument for argument in ARGUMENTS if argument.startswith("repos/"))
    answer = FOLDER / (address.partition("?")[0].replace("/", "_"))
    if not answer.exists():
        sys.stderr.write("gh: Not Found (HTTP 404)\n")
        return 1
    if not value_after("--jq"):
        sys.stdout.buffer.write(answer.read_bytes())
        return 0
    data = json.loads(answer.read_text(encoding="utf-8"))
    for found in jq.compile(value_after("--jq")).input_value(data).all():
        sys.stdout.write(f"{found if isinstance(found, str) else json.dumps(found)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
