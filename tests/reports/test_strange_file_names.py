"""Files of strangers may be called by any bytes: each report is whole, and obeys none of them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest

from assembly import BASE
from claimweave.commands.command_line import main

NAMES = (
    b"a\n::error::b.md", b"\r\n::stop-commands::x", b"%0A::error::z.md", b"a\xff\xfe.md",
    b"\x01\x1b[31m.md", b"<x>&\"'.md", b"a\xe2\x80\xaeb.md", b"x,line=1,title=::y.md",
    b"@everyone.md", b"a\xe2\x80\xa8b.md", b"-rf.md", b"\xed\xa0\x80.md",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("names") / "project"))
    for name in NAMES:
        with open(os.path.join(os.fsencode(root), b"claims/1-fields", name), "wb") as file:  # noqa: PTH118, PTH123 - a Path holds no bytes
            file.write(b"x")
    return root


def printed(project: Path, capfdbinary: pytest.CaptureFixture[bytes], format_: str) -> str:
    assert main(["--project", str(project), "check", "--format", format_]) == 1
    return capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif", "junit"])
def test_each_report_is_whole_and_shows_what_would_be_obeyed(
    project: Path, capfdbinary: pytest.CaptureFixture[bytes], format_: str
) -> None:
    text = printed(project, capfdbinary, format_)
    assert [sign for sign in text if sign != "\n" and ord(sign) < ord(" ")] == []
    assert "\u202e" not in text
    assert "\u2028" not in text
    if format_ in ("json", "sarif"):
        json.loads(text)
    elif format_ == "junit":
        ET.fromstring(text)  # noqa: S314 - our own report


def test_sarif_names_each_file_byte_by_byte(
    project: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    results = json.loads(printed(project, capfdbinary, "sarif"))["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in results]
    found = {unquote_to_bytes(place["uri"]) for place in places}
    assert found == {b"claims/1-fields/" + name for name in NAMES}


def test_no_name_makes_a_command_for_github(
    project: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = printed(project, capfdbinary, "github").split("\n")
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert all(
        line.startswith(("::error file=", "::error title=claimweave::")) for line in commands[:10]
    )
    assert commands[10:] == [
        "::group::All diagnostics",
        "::stop-commands::claimweave-log",
        "::claimweave-log::",
        "::endgroup::",
    ]
