"""Files of strangers: size, encoding, links and folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import CLAIM_LIMIT, TextFile, list_files, read_text

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, path: str, content: bytes = b"x\n") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def fault(root: Path, path: str, limit: int = CLAIM_LIMIT) -> Problem:
    found = read_text(root, path, limit)
    assert isinstance(found, Problem)
    assert isinstance(found.where, Span)
    assert found.where.path == path
    assert found.help
    return found


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"a: 1\n", "a: 1\n"),
        ("é😀\n".encode(), "é😀\n"),
        (b"\xef\xbb\xbfa: 1\n", "a: 1\n"),
        (b"a\r\nb\rc\n\r\n", "a\nb\nc\n\n"),
        (b"a\x00b", "a\x00b"),
        ("a\u2028b\x85c".encode(), "a\u2028b\x85c"),
    ],
)
def test_text_is_utf8_with_unix_line_ends(tmp_path: Path, raw: bytes, text: str) -> None:
    write(tmp_path, "claims/x.yml", raw)
    assert read_text(tmp_path, "claims/x.yml") == TextFile("claims/x.yml", text)


def test_missing_file(tmp_path: Path) -> None:
    assert fault(tmp_path, "x.yml").message == "this file is missing"


def test_missing_folder(tmp_path: Path) -> None:
    assert fault(tmp_path, "a/b/x.yml").message == "this file is missing"


def test_file_where_a_folder_belongs(tmp_path: Path) -> None:
    write(tmp_path, "a")
    assert "cannot be read" in fault(tmp_path, "a/x.yml").message


def test_folder_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    assert "folder" in fault(tmp_path, "x.yml").message


def test_link_that_points_at_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.yml").symlink_to("nowhere.yml")
    assert "points at nothing" in fault(tmp_path, "x.yml").message


@pytest.mark.parametrize("target", ["/etc/hostname", "/", "/does/not/exist", "../secret.yml"])
def test_link_out_of_the_project(tmp_path: Path, target: str) -> None:
    write(tmp_path, "secret.yml", b"token: 1\n")
    root = tmp_path / "project"
    root.mkdir()
    (root / "x.yml").symlink_to(target)
    problem = fault(root, "x.yml")
    assert "leads out of the project" in problem.message
    assert "token" not in problem.message


def test_link_within_the_project_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a/real.yml", b"a: 1\n")
    (tmp_path / "x.yml").symlink_to("a/real.yml")
    assert read_text(tmp_path, "x.yml") == TextFile("x.yml", "a: 1\n")


def test_link_to_a_folder_within_the_project(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "x.yml").symlink_to("folder")
    assert "folder" in fault(tmp_path, "x.yml").message


def test_link_that_points_at_itself(tmp_path: Path) -> None:
    (tmp_path / "x.yml").symlink_to("x.yml")
    assert "link" in fault(tmp_path, "x.yml").message


def test_size_limit_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    write(tmp_path, "x.yml", b"a" * 1024)
    assert isinstance(read_text(tmp_path, "x.yml", 1024), TextFile)
    write(tmp_path, "x.yml", b"a" * 1025)
    assert fault(tmp_path, "x.yml", 1024).message == "this file is larger than 1 KB"


@pytest.mark.parametrize(
    ("raw", "line", "column", "byte"),
    [
        (b"\xff", 1, 1, "0xFF"),
        ("é: ü\nab: ".encode() + b"\xfc\n", 2, 5, "0xFC"),
        (b"a: \xe2\x82", 1, 4, "0xE2"),
        (b"a: \xed\xa0\x80", 1, 4, "0xED"),
        (b"a\nb\nc\xc0\xaf", 3, 2, "0xC0"),
        ("😀".encode() + b"\x80", 1, 2, "0x80"),
        ("x: é".encode("utf-16"), 1, 1, "0xFF"),
        (b"a\r\nb: \xe9\r\n", 2, 4, "0xE9"),
    ],
)
def test_what_is_not_utf8_has_a_place(
    tmp_path: Path, raw: bytes, line: int, column: int, byte: str
) -> None:
    write(tmp_path, "x.yml", raw)
    problem = fault(tmp_path, "x.yml")
    assert byte in problem.message
    assert problem.where == Span("x.yml", line, column)


def test_list_files_is_sorted_and_looks_into_folders(tmp_path: Path) -> None:
    for path in (
        "claims/b.yml",
        "claims/a/z.yml",
        "claims/a-b/y.yml",
        "claims/a/b/x.yml",
        "claims/C.yml",
        "claims/é.yml",
        "claims/notes.md",
        "claims/.hidden.yml",
        "claims/.git/x.yml",
        "other/x.yml",
    ):
        write(tmp_path, path)
    assert list(list_files(tmp_path, "claims", ".yml")) == [
        "claims/C.yml",
        "claims/a/b/x.yml",
        "claims/a/z.yml",
        "claims/a-b/y.yml",
        "claims/b.yml",
        "claims/é.yml",
    ]
    assert list(list_files(tmp_path, "claims", ".md")) == ["claims/notes.md"]


def test_list_files_yields_folders_called_like_files_and_dead_links(tmp_path: Path) -> None:
    write(tmp_path, "claims/x.yml/inner.yml")
    (tmp_path / "claims" / "dead.yml").symlink_to("nowhere")
    assert list(list_files(tmp_path, "claims", ".yml")) == ["claims/dead.yml", "claims/x.yml"]


def test_list_files_names_links_to_folders_and_does_not_follow_them(tmp_path: Path) -> None:
    write(tmp_path, "claims/a/x.yml")
    (tmp_path / "claims" / "again").symlink_to(".")
    (tmp_path / "claims" / "out").symlink_to("/etc")
    found = list(list_files(tmp_path, "claims", ".yml"))
    assert found == ["claims/a/x.yml", "claims/again", "claims/out"]


@pytest.mark.parametrize("folder", ["nothing", "file", "file/below"])
def test_list_files_of_no_folder_is_empty(tmp_path: Path, folder: str) -> None:
    write(tmp_path, "file")
    assert list(list_files(tmp_path, folder, ".yml")) == []


def test_a_byte_that_is_not_utf_8_is_told_at_its_place_behind_a_byte_order_mark_too(
    tmp_path: Path,
) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        write(tmp_path, "x.yml", mark + "é\naé\n".encode() + b"bc\xff\n")
        found = fault(tmp_path, "x.yml")
        assert found.where == Span("x.yml", 3, 3)
        assert "byte 0xFF" in found.message
