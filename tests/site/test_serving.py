"""The pieces of serving: what is remembered, what counts as the same, and who is told what."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent, FileOpenedEvent

from claimweave.disk.known_files import KnownFiles
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.serving.browsers import CHANGE, PROBLEMS, RELOAD, Browser, Browsers
from claimweave.site.serving.file_changes import FileChanges
from claimweave.site.serving.interruption import interruptible
from claimweave.site.serving.web_server import PreviewServer
from claimweave.site.tracing import Trace, same
from miniature import claim, write_review

# What is remembered of files.


def test_an_unchanged_file_gives_the_same_object(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a", encoding="utf-8")
    known = KnownFiles()
    first = known.text(tmp_path, "a.yml")
    assert known.text(tmp_path, "a.yml") is first
    (tmp_path / "a.yml").write_text("bb", encoding="utf-8")
    assert known.text(tmp_path, "a.yml") == TextFile("a.yml", "bb")


def test_a_write_that_leaves_no_trace_is_seen_when_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("a", encoding="utf-8")
    known, state = KnownFiles(), path.lstat()
    known.text(tmp_path, "a.yml")
    path.write_text("b", encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    known.forget(["a.yml"])
    assert known.text(tmp_path, "a.yml") == TextFile("a.yml", "b")


def test_a_file_that_went_and_came_back(tmp_path: Path) -> None:
    path, known = tmp_path / "a.yml", KnownFiles()
    path.write_text("a", encoding="utf-8")
    known.text(tmp_path, "a.yml")
    path.unlink()
    assert not isinstance(known.text(tmp_path, "a.yml"), TextFile)
    path.write_text("a", encoding="utf-8")
    assert known.text(tmp_path, "a.yml") == TextFile("a.yml", "a")


def test_a_text_is_parsed_once_for_each_purpose(tmp_path: Path) -> None:
    known, seen = KnownFiles(), []
    (tmp_path / "a.yml").write_text("a", encoding="utf-8")
    source = known.text(tmp_path, "a.yml")
    assert isinstance(source, TextFile)
    for what in ("one", "two", "one"):
        known.parsed(source, what, seen.append)
    known.parsed(TextFile("a.yml", "b"), "one", seen.append)
    assert [text.text for text in seen] == ["a", "a", "b"]


# What a part was made from.


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),  # a page shows the order
        ((1, (2, 3)), (1, (2, 3)), True),
        ((1, (2, 3)), (1, (2, 4)), False),
        (1, True, False),
        (TextFile("a", "b"), TextFile("a", "b"), True),
        (TextFile("a", "b"), TextFile("a", "c"), False),
    ],
)
def test_what_renders_the_same(one: object, other: object, alike: bool) -> None:  # noqa: FBT001
    assert same(one, other) == alike


def test_a_trace_holds_until_what_was_read_changes(tmp_path: Path) -> None:
    claims = {"1-tea/one": claim(), "1-tea/two": claim()}
    root, known = write_review(tmp_path, claims), KnownFiles()
    report = check(read_review(root, known=known))
    one, every, absent, called = Trace(), Trace(), Trace(), Trace()
    assert one.watch(report).base.review.claims["one"].text
    assert list(every.watch(report).base.review.claims)
    assert "three" not in absent.watch(report).base.review.claims
    base = called.watch(report).base
    assert base.verdict(base.review.claims["two"])
    traces = (one, every, absent, called)
    assert all(trace.holds(check(read_review(root, known=known))) for trace in traces)
    path = root / "claims/1-tea/two.yml"
    path.write_text(claim(note="More."), encoding="utf-8")
    changed = check(read_review(root, known=known))
    assert [trace.holds(changed) for trace in traces] == [True, False, True, False]
    (root / "claims/1-tea/three.yml").write_text(claim(), encoding="utf-8")
    assert not absent.holds(check(read_review(root, known=known)))


# Who is told what.


def messages(browser: Browser) -> list[str]:
    found = []
    while not browser.messages.empty():
        message = browser.messages.get_nowait()
        found.append(message[0] if message else "end")
    return found


def test_only_the_browsers_of_a_changed_page_are_told() -> None:
    browsers = Browsers("s")
    one = browsers.open("a/index.html", browsers.mark("a/index.html"))
    two = browsers.open("b/index.html", browsers.mark("b/index.html"))
    browsers.changed("a/index.html")
    assert messages(one) == [PROBLEMS, CHANGE]
    assert messages(two) == [PROBLEMS]
    assert browsers.expected
    browsers.asked("a/index.html")
    assert not browsers.expected
    browsers.all_changed()
    browsers.end()
    assert messages(two) == [RELOAD, "end"]


def test_a_browser_that_comes_back_with_an_old_mark_loads_its_page_again() -> None:
    browsers = Browsers("s")
    old = browsers.mark("a/index.html")
    browsers.changed("b/index.html")
    assert messages(browsers.open("a/index.html", old)) == [PROBLEMS]
    browsers.changed("a/index.html")
    assert messages(browsers.open("a/index.html", old)) == [PROBLEMS, RELOAD]
    restarted = Browsers("t")
    assert messages(restarted.open("a/index.html", old)) == [PROBLEMS, RELOAD]


def test_events_of_reading_are_no_changes(tmp_path: Path) -> None:
    changes = FileChanges(lambda path: path.suffix == ".yml")
    changes.on_any_event(FileOpenedEvent(str(tmp_path / "a.yml")))
    changes.on_any_event(FileModifiedEvent(str(tmp_path / "a.swp")))
    assert not changes.waiting
    changes.on_any_event(FileModifiedEvent(str(tmp_path / "a.yml")))
    changes.on_any_event(FileModifiedEvent(str(tmp_path / "a.yml")))
    assert changes.take() == {tmp_path / "a.yml"}
    assert not changes.waiting


# The web server.


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "index.html").write_text("<html><body>A</body></html>", encoding="utf-8")
    (site / "a" / "x.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with PreviewServer("127.0.0.1", 0, Browsers("s")) as server:
        server.site = site
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield server
        server.browsers.end()
        server.shutdown()
        thread.join()


def asked(server: PreviewServer, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=600)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def test_a_page_has_the_script_that_keeps_it_up(server: PreviewServer) -> None:
    status, text, headers = asked(server, "/a/")
    assert status == 200
    assert text.startswith("<html><body>A<script src=")
    assert 'data-page="a/index.html" data-mark="s-0"' in text
    assert headers["Cache-Control"] == "no-store"
    assert asked(server, "/a")[2]["Location"] == "/a/"


def test_other_files_are_sent_again_only_when_they_have_changed(server: PreviewServer) -> None:
    status, text, headers = asked(server, "/a/x.css")
    assert (status, text, headers["Content-Type"]) == (200, "p {}", "text/css; charset=utf-8")
    assert asked(server, "/a/x.css", **{"If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/a/..%2f../secret.txt",
        "/%00",
        "//secret.txt",
        "/_claimweave/page?page=../secret.txt",
    ],
)
def test_nothing_outside_the_site_is_sent(server: PreviewServer, path: str) -> None:
    status, text, _ = asked(server, path)
    assert status == 404
    assert "secret" not in text.replace("secret.txt", "")


def test_only_who_names_this_machine_is_answered(server: PreviewServer) -> None:
    """A page of another site cannot have its name lead here and read what is being written."""
    assert asked(server, "/a/", Host="evil.example")[0] == 403
    assert asked(server, "/a/", Host=f"localhost:{server.server_port}")[0] == 200


def test_before_the_first_site_a_page_waits_for_it(server: PreviewServer) -> None:
    server.site = None
    status, text, _ = asked(server, "/a/")
    assert status == 503
    assert "No site yet" in text
    assert "live.js" in text


# The end of a session.


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_session(number: signal.Signals) -> None:
    with interruptible():
        signal.raise_signal(number)
        raise AssertionError("it goes on")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_a_callback_swallowed_is_not_forgotten(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with interruptible() as interruption:
        with contextlib.suppress(KeyboardInterrupt):  # as SQLite does
            signal.raise_signal(number)
        interruption.look()
        raise AssertionError("it goes on")
    assert signal.getsignal(number) is before


def test_what_a_swallowed_signal_breaks_is_no_fault() -> None:
    with interruptible():
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise sqlite3.DatabaseError("not authorized")


def test_a_fault_without_a_signal_is_not_hidden() -> None:
    with pytest.raises(sqlite3.DatabaseError), interruptible():
        raise sqlite3.DatabaseError("not authorized")
