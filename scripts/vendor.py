"""Fetches sql.js, which pages load when a reader asks, and keeps it with its licence and hashes.

Usage: python scripts/vendor.py [VERSION]
Without a version, the one that is kept. The package must be the one whose hash is kept; with a
version, the registry's hash of that one is kept from then on. It needs npm.
Exit status 0 kept, 1 not: then nothing has changed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "claimweave" / "site" / "vendored"
RECORD = FOLDER / "sql.js.json"
KEPT = {
    "package/dist/sql-wasm.js": "sql-wasm.js",
    "package/dist/sql-wasm.wasm": "sql-wasm.wasm",
    "package/LICENSE": "LICENSE.txt",
}


class DifferentError(Exception):
    """The package is another one than the one that is wanted."""


def main(arguments: list[str]) -> int:
    """Fetch the package; return the exit status."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    version = arguments[0] if arguments else record["version"]
    try:
        package = fetched(record["name"], version)
        integrity = record["integrity"] if version == record["version"] else ""
        found = kept(package, record | {"version": version, "integrity": integrity})
    except (OSError, subprocess.CalledProcessError, DifferentError, KeyError) as error:
        print(f"{record['name']} {version} was not fetched: {error}", file=sys.stderr)
        return 1
    print(f"{record['name']} {found} is in {FOLDER}")
    return 0


def fetched(name: str, version: str) -> bytes:
    """Return the package as npm brings it."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--silent"]
        told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        return (Path(folder) / told.stdout.split()[-1]).read_bytes()


def kept(package: bytes, record: dict[str, object]) -> object:
    """Keep what is wanted of a package, and the record of it; return its version."""
    integrity = _digest("sha512", package)
    if record["integrity"] not in ("", integrity):
        raise DifferentError(f"its hash is {integrity}, and {record['integrity']} was wanted")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        files = {}
        for member, name in KEPT.items():
            stream = archive.extractfile(member)
            assert stream
            files[name] = stream.read()
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
    hashes = {name: _digest("sha256", content) for name, content in files.items()}
    text = json.dumps(record | {"integrity": integrity, "files": hashes}, indent=2)
    RECORD.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return record["version"]


def _digest(algorithm: str, content: bytes) -> str:
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm}-{base64.b64encode(digest).decode()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
