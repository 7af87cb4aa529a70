"""Registries that lie: whatever they answer, it is refused, or written as plain text and told."""

from __future__ import annotations

import copy
import gzip
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from claimweave.references.lookup import crossref_message, pubmed
from claimweave.references.lookup.crossref import Crossref
from claimweave.references.lookup.crossref_record import record_of
from claimweave.references.lookup.plain_text import plain_text
from claimweave.references.lookup.pubmed import PubMed
from claimweave.references.lookup.verification import dated, look_up
from claimweave.references.lookup.web import Limits, LookupFailedError, Web
from claimweave.references.record import BibliographicRecord
from claimweave.review.notices import LookedUp
from claimweave.words.spelling import composed, folded
from fuzzing.seeds import RYE as NEW
from fuzzing.strangers import Said, plainly
from record_data import as_data, as_record
from registries import Registry, Reply, answer, served, update, work
from registry_limits import BARLEY, HASTY, LIMITS, RYE


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works[BARLEY] = work(BARLEY, "Nitrate and barley", 2001)
        yield found


def failure(registry: Registry, limits: Limits = LIMITS) -> LookupFailedError:
    with pytest.raises(LookupFailedError) as caught:
        Crossref(Web("claimweave/test", limits), registry.address).work(BARLEY)
    return caught.value


# The way there


OTHERS = [
    "http://127.0.0.1:{other}/works/10.1000/barley",
    "//127.0.0.1:{other}/works/10.1000/barley",
    "http://localhost:{same}/works/10.1000/barley",
    "http://[::1]:{same}/works/10.1000/barley",
    "http://169.254.169.254/latest/meta-data/",
    "http://user:password@127.0.0.1:{same}/works/10.1000/barley",
    "http://127.0.0.1:{same}@127.0.0.1:{other}/",
    "http://127.1:{other}/",
    "http://0/",
    "https://127.0.0.1:{same}/works/10.1000/barley",
    "https://127.0.0.1/works/10.1000/barley",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:x/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{other}/",
    "gopher://127.0.0.1:{other}/",
    "data:application/json,x",
    "\\\\127.0.0.1:{other}\\x",
    "http://[",
    "http://" + "a" * 300 + "/",
    "http://\u00e4\u202e.example/",
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", OTHERS[:1])
def test_no_kind_of_redirect_leads_elsewhere(registry: Registry, status: int, target: str) -> None:
    with served() as other:
        where = target.format(other=urlsplit(other.address).port, same="")
        registry.replies["/works/"] = [answer(b"", status, Location=where)]
        assert failure(registry).kind == "refused"
        assert other.asked == []


def test_a_redirect_to_another_machine_is_not_followed(registry: Registry) -> None:
    with served() as other:
        ports = {"other": urlsplit(other.address).port, "same": urlsplit(registry.address).port}
        for target in OTHERS:
            where = target.format(**ports).encode("utf-8").decode("latin-1")
            registry.replies["/works/"] = [answer(b"", 302, Location=where)]
            before = len(registry.asked)
            error = failure(registry)
            # A backslash is no part of an address: it is asked for at the same host, and ends.
            assert error.kind in ("refused", "unreadable", "unreachable"), target
            assert str(error).isprintable()
            assert len(registry.asked) - before <= LIMITS.redirects + 1
        assert other.asked == []


def test_a_merged_doi_is_told(registry: Registry) -> None:
    registry.replies["/works/10.1000/old"] = [answer(b"", 301, Location="/works/10.1000/barley")]
    found = record_of(Crossref(Web("x", LIMITS), registry.address).work("10.1000/old"))
    assert found.remarks == (f"Crossref has made 10.1000/old part of {BARLEY}",)


def for_ever(piece: bytes) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(10_000):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.002)

    return reply


@pytest.mark.parametrize("piece", [b"HTTP/1.1 100 Continue\r\n\r\n", b"H"])
def test_a_head_that_does_not_end_is_given_up(registry: Registry, piece: bytes) -> None:
    registry.replies["/works/"] = [for_ever(piece)]
    assert failure(registry, HASTY).kind in ("timed-out", "unreachable")


@pytest.mark.parametrize(
    "reply",
    [
        answer(gzip.compress(gzip.compress(b"{}")), Content_Encoding="gzip, gzip"),
        answer(b"{}", Content_Encoding="br"),
        answer(b"{}", Content_Encoding="zstd"),
        answer(b"{}", Content_Encoding="gzip" + ", gzip" * 500),
    ],
)
def test_an_answer_packed_in_another_way_is_not_unpacked(registry: Registry, reply: Reply) -> None:
    registry.replies["/works/"] = [reply]
    assert failure(registry).kind == "unreadable"


@pytest.mark.parametrize(
    "wait", ["9" * 5_000, "Wed, 21 Oct 99999 07:28:00 GMT", "-1", "Wed, 99 Oct 2026 99:99:99 X", ""]
)
def test_a_wait_that_is_no_wait_is_passed_over(
    registry: Registry, wait: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    registry.replies["/works/"] = [answer(b"", 503, Retry_After=wait)]
    assert failure(registry).kind == "refused"


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
        b"HTTP/9.9 xyz\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"",
    ],
)
def test_what_is_no_http_is_no_answer(registry: Registry, raw: bytes) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw)
        handler.close_connection = True

    registry.replies["/works/"] = [reply]
    assert failure(registry).kind in ("unreachable", "unreadable", "refused", "timed-out")


# What is said


def whole_message() -> dict[str, Any]:
    """Return a message in which all is said that is ever looked at."""
    message = work(NEW, "Rye and its soil", 2004)
    return message | {
        "subtitle": ["A field trial"],
        "publisher": "Field Press",
        "article-number": "e7",
        "published-online": {"date-parts": [[2003, 12, 1]]},
        "author": [{"given": "Ida", "family": "Moss", "suffix": "Jr"}, {"name": "The Rye Group"}],
        "updated-by": [update("10.1000/n", "erratum", (2005, 1, 2))],
        "update-to": [update(NEW, "erratum", (2005, 1, 2))],
    }


def places(found: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each value within a message, and of the whole."""
    yield path
    if isinstance(found, dict):
        for key, value in found.items():
            yield from places(value, (*path, key))
    if isinstance(found, list):
        for index, value in enumerate(found):
            yield from places(value, (*path, index))


def put(whole: dict[str, Any], path: tuple[str | int, ...], value: object) -> object:
    if not path:
        return value
    changed: Any = copy.deepcopy(whole)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


WRONG: tuple[object, ...] = (
    None, True, -1, 10**30, 1.5, float("nan"), "", " \n ", [], {}, [[]], [None], {"a": []},
    [[[[[2004]]]]], "\ud800", "x\0\x1b[31m\u202e\u2028y", 20041, "12004",
)  # fmt: skip


def said(message: object) -> bytes:
    return json.dumps({"status": "ok", "message": message}).encode()


def answered(work: Callable[[], BibliographicRecord]) -> BibliographicRecord | None:
    """Return the record; None where the answer is refused, which is as good."""
    try:
        return work()
    except LookupFailedError as error:
        return None if str(error).isprintable() else pytest.fail(repr(error))


@pytest.mark.parametrize(("share", "least"), [(9, 5), pytest.param(1, 35, marks=pytest.mark.full)])
def test_a_wrong_type_at_each_place_of_crossref_is_refused_or_left_out(
    share: int, least: int
) -> None:
    """Each place is tried with each ninth of the values, or with all of them."""
    whole = whole_message()
    records: dict[str, BibliographicRecord] = {}
    for number, path in enumerate(places(whole)):
        for value in WRONG[number % share :: share]:
            body = said(put(whole, path, value))
            crossref = Crossref(Said(body), "http://x.example")
            found = answered(lambda asked=crossref: record_of(asked.work(NEW)))
            if found is not None:
                records[repr(found)] = found
            listed = said({"items": [put(whole, path, value)], "total-results": 1})
            looked_up = look_up(Crossref(Said(body, listed), "http://x.example"), NEW)
            as_record(LookedUp, as_data(dated(looked_up, None, "")))
    assert len(records) > least
    for record in records.values():
        plainly(record)


def test_a_year_is_read_and_not_found_somewhere() -> None:
    for odd in ({"date-parts": "written 1999"}, {"date-parts": [[20041]]}, {"x": 1999}, "1999"):
        message = whole_message() | dict.fromkeys(
            ("published-print", "published-online", "issued"), odd
        )
        found = record_of(Crossref(Said(said(message)), "http://x.example").work(NEW))
        assert "year" not in found.fields


@pytest.mark.parametrize("body", [b"[]", b"1" * 5_000, b"[" * 300_000, b'"\\ud800"', b"\xff", b""])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    assert answered(lambda: record_of(Crossref(Said(body), "http://x").work(NEW))) is None
    inner = b'{"message": ' + body + b"}"
    assert answered(lambda: record_of(Crossref(Said(inner), "http://x").work(NEW))) is None


def test_an_answer_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossref_message, "MOST_PARTS", 10)
    assert answered(lambda: record_of(Crossref(Said(b"[]" * 6), "http://x").work(NEW))) is None
    monkeypatch.setattr(pubmed, "MOST_TAGS", 10)
    assert answered(lambda: PubMed(Said(b"<a/>" * 11), "http://x").record("12345")) is None


VALUES = (
    "<script>alert(1)</script>", "&lt;img src=x onerror=alert(1)&gt;", "a {b", "a} b", "{{{", "}}",
    "}, title = {Another", "100% of it", "% all", "a\nb", "@article{x, title = {y}}", '"quoted"',
    "a # b", "\\input{/etc/passwd}", "\\", "$x$", "~", "^_&", "a -- b", "''", "=HYPERLINK(1)",
    "[x](javascript:alert(1))", "`code`", "<!-- x -->", "{: onclick=x }", "Öz and Uz", "and",
    "others", "a, b, c, d", "|a|b|", "x" * 3_000, "\u0315\u0300" * 40, "ﬁ ﷺ İ", "[[!table]]",
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_value_is_written_as_it_is_or_not_at_all(value: str) -> None:
    texts = {
        "title": [value],
        "subtitle": [],
        "container-title": [value],
        "volume": value,
        "issue": value,
        "page": value,
    }
    names = [{"family": value, "given": value}, {"name": value}, {"family": "Moss"}]
    for changed in (texts, {"author": names}):
        message = whole_message() | changed
        found = record_of(Crossref(Said(said(message)), "http://x.example").work(NEW))
        assert "<script" not in str(found.fields)
        plainly(found)


def rye() -> ET.Element:
    return ET.fromstring(f"<PubmedArticleSet>{RYE}</PubmedArticleSet>")  # noqa: S314 - our own


def test_a_record_of_pubmed_that_is_changed_at_each_place() -> None:
    def remove(parent: ET.Element, child: ET.Element) -> None:
        parent.remove(child)

    def empty(_: ET.Element, child: ET.Element) -> None:
        child.clear()

    def twice(parent: ET.Element, child: ET.Element) -> None:
        parent.append(child)

    def hostile(_: ET.Element, child: ET.Element) -> None:
        child.text = "}, x = {1999 <b> \u202e\u0085 % and " + "1" * 30

    def nested(_: ET.Element, child: ET.Element) -> None:
        child.append(copy.deepcopy(child))

    assert answered(lambda: PubMed(Said(ET.tostring(rye())), "http://x").record("12345"))
    records: dict[str, BibliographicRecord] = {}
    changes = (remove, empty, twice, hostile, nested)
    for number in range(len(list(rye().iter())) - 1):
        root = rye()
        pairs = [(parent, child) for parent in root.iter() for child in parent]
        changes[number % 5](*pairs[number])
        body = ET.tostring(root)
        found = answered(lambda body=body: PubMed(Said(body), "http://x").record("12345"))
        if found is not None:
            records[repr(found)] = found
    assert len(records) > 4
    for record in records.values():
        plainly(record)


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0' encoding='nope'?><a/>",
        b"<?xml version='1.0' encoding='zlib'?><a/>",
        b"<?xml version='1.0' encoding='utf-7'?><a/>",
        b"<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>",
        b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/passwd'> %b;]><a/>",
        b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x'><a/>",
        b"<a>" * 20_000,
        b"<a\0/>",
        "<a/>".encode("utf-16"),
        b"",
    ],
)
def test_what_is_no_record_of_pubmed_is_refused(body: bytes) -> None:
    assert answered(lambda: PubMed(Said(body), "http://x.example").record("12345")) is None


# Marks without end


def test_marks_in_a_row_are_not_sorted_without_end() -> None:
    """With the square of their number it would be 2,500 times as long; in proportion it is 50."""

    def seconds(marks: int) -> float:
        text = "a" + "\u0315\u0300" * marks
        began = time.process_time()
        for form in (composed, folded, plain_text):
            form(text)
        return time.process_time() - began

    assert seconds(50_000) < 400 * max(min(seconds(1_000) for _ in range(3)), 1e-4)


def test_composed_texts_are_those_of_unicode() -> None:
    assert composed("e\u0301 \u1100\u1161 \u0041\u030a") == "é 가 Å"
    assert composed("a" + "\u0301" * 70) == "á" + "\u0301" * 69
    assert folded("Więdłocha" + "\u0301" * 70 + "İﬁ") == "wiedlochaifi"
