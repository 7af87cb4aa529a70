"""Archives that are damaged, or made to damage: each is refused in the usual words."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from check_archives import CHECK, RUN, archived, run
from claimweave.reports.pull_request.artifact import ArtifactError, read_artifact

CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def packed(folder: Path, method: int = ZIP_DEFLATED, name: str = "check.json") -> bytes:
    path = folder / "made.zip"
    with ZipFile(path, "w", method) as archive:
        archive.writestr(name, b'{"checked": {}, "diagnostics": []}' * 50)
    return path.read_bytes()


def set_at(raw: bytes, mark: bytes, offset: int, form: str, *values: int) -> bytes:
    """Write numbers at an offset behind the last place of a mark."""
    at = raw.rindex(mark) + offset
    return raw[:at] + struct.pack(form, *values) + raw[at + struct.calcsize(form) :]


def names_that_are_no_text(folder: Path) -> bytes:
    raw = packed(folder, ZIP_STORED, "check.jsön")
    return raw.replace("ö".encode(), b"\xff\xfe")


def zip64_that_lies(folder: Path) -> bytes:
    """A size and a place of 2^63 - 1, as the longer form of a directory can say."""
    raw = packed(folder)
    at = raw.rindex(CENTRAL)
    name = struct.unpack_from("<H", raw, at + 28)[0]
    extra = struct.pack("<HHQQQ", 1, 24, *[2**63 - 1] * 3)
    grown = raw[: at + 46 + name] + extra + raw[at + 46 + name :]
    for offset in (20, 24, 42):
        grown = set_at(grown, CENTRAL, offset, "<I", 2**32 - 1)
    grown = set_at(grown, CENTRAL, 30, "<H", len(extra))
    size = struct.unpack_from("<I", raw, raw.rindex(END) + 12)[0]
    return set_at(grown, END, 12, "<I", size + len(extra))


def the_same_file_twice(folder: Path) -> bytes:
    path = folder / "made.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("check.json", b"{}")
        archive.writestr("check.jsox", b"[]")
    return path.read_bytes().replace(b"check.jsox", b"check.json")


def another_place_in_the_file(folder: Path) -> bytes:
    """Two names for one place: the second is not the one that stands there."""
    path = folder / "made.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("check.json", b"{}")
        archive.writestr("diff.json", b"{}")
    return set_at(path.read_bytes(), CENTRAL, 42, "<I", 0)


def too_long_a_list(_: Path) -> bytes:
    raw = b"x" * 5_000_001
    return raw + struct.pack("<4s4H2LH", END, 0, 0, 0, 0, 0, 0, 0)


def more_files_than_it_has(folder: Path) -> bytes:
    return set_at(packed(folder), END, 8, "<HH", 65_535, 65_535)


def a_directory_beyond_the_end(folder: Path) -> bytes:
    return set_at(packed(folder), END, 12, "<II", 2**32 - 1, 2**32 - 1)


def spoilt(raw: bytes) -> bytes:
    """Turn the content over, and leave what stands around it."""
    at = raw.index(b"check.json") + 14
    return raw[:at] + bytes(byte ^ 0xFF for byte in raw[at : at + 20]) + raw[at + 20 :]


BAD = {
    "lzma": lambda folder: packed(folder, ZIP_LZMA),
    "lzma, damaged": lambda folder: spoilt(packed(folder, ZIP_LZMA)),
    "bzip2": lambda folder: packed(folder, ZIP_BZIP2),
    "a method that nobody knows": lambda folder: set_at(packed(folder), CENTRAL, 10, "<H", 99),
    "deflate, damaged": lambda folder: spoilt(packed(folder)),
    "encrypted": lambda folder: set_at(packed(folder), CENTRAL, 8, "<H", 1),
    "strongly encrypted": lambda folder: set_at(packed(folder), CENTRAL, 8, "<H", 0x41),
    "a sum that is wrong": lambda folder: set_at(packed(folder), CENTRAL, 16, "<I", 7),
    "names that are no text": names_that_are_no_text,
    "cut in the middle": lambda folder: packed(folder)[:60],
    "cut at the end": lambda folder: packed(folder)[:-5],
    "zip64 that lies": zip64_that_lies,
    "the same file twice": the_same_file_twice,
    "another place in the file": another_place_in_the_file,
    "more files than it has": more_files_than_it_has,
    "a directory beyond the end": a_directory_beyond_the_end,
    "too long": too_long_a_list,
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_a_damaged_archive_is_refused_in_the_usual_words(tmp_path: Path, make: object) -> None:
    assert callable(make)
    (tmp_path / "left.zip").write_bytes(make(tmp_path))
    with pytest.raises(ArtifactError, match=r"^the (archive|checks) "):
        read_artifact(tmp_path / "left.zip")


@pytest.mark.parametrize("kind", ["lzma, damaged", "names that are no text"])
def test_the_command_still_comments(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "left.zip").write_bytes(BAD[kind](tmp_path))
    pull = {"number": 12, "state": "open", "head": {"sha": RUN["head_sha"], "repo": {"id": 77}}}
    assert run(tmp_path, [pull]) == 0
    said = capsys.readouterr()
    assert "The checks left nothing that could be shown here" in said.out
    assert said.err.startswith("the archive ")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "left.zip")
    with pytest.raises(ArtifactError, match="left no archive"):
        read_artifact(tmp_path / "left.zip")


def test_a_directory_of_very_many_files_is_not_read(tmp_path: Path) -> None:
    """Each entry takes 20 times its bytes in memory."""
    entry = struct.pack("<4s4B4HL2L5H2L", CENTRAL, *[0] * 4, *[0] * 4, 0, 0, 0, 1, *[0] * 4, 0, 0)
    raw = (entry + b"a") * 120_000
    raw += struct.pack("<4s4H2LH", END, 0, 0, 65_535, 65_535, len(raw), 0, 0)
    (tmp_path / "left.zip").write_bytes(raw)
    with pytest.raises(ArtifactError, match="larger than 5 MB"):
        read_artifact(tmp_path / "left.zip")


def test_what_the_checks_write_is_far_from_the_limits(tmp_path: Path) -> None:
    told = {
        "rule": "unknown-reference",
        "severity": "error",
        "path": "claims/a.yml",
        "line": 7,
        "column": 12,
        "message": "not there " * 5,
        "help": "mend it",
    }
    many = [told | {"message": f"{zlib.crc32(str(n).encode())} not there"} for n in range(3_000)]
    path = archived(tmp_path, check=CHECK | {"diagnostics": many})
    assert len(read_artifact(path).checked.diagnostics) == 3_000
    assert path.stat().st_size < 400_000
