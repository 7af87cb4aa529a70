"""Crossref and PubMed over real HTTP on loopback: what they say, and how they can fail."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import pytest

from claimweave.references.lookup.crossref import Crossref
from claimweave.references.lookup.crossref_message import KINDS
from claimweave.references.lookup.crossref_record import record_of
from claimweave.references.lookup.pubmed import PubMed
from claimweave.references.lookup.web import Limits, LookupFailedError, Web
from claimweave.references.work import Work
from claimweave.review.reference import Author
from registries import (
    Registry,
    Reply,
    answer,
    broken_off,
    served,
    silent,
    trickling,
    update,
    work,
)
from registry_limits import BARLEY, HASTY, LIMITS, RYE


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works[BARLEY] = work(BARLEY, "Nitrate and barley", 2001)
        yield found


def web(limits: Limits = LIMITS) -> Web:
    return Web("claimweave/test (mailto:ida@example.org)", limits)


def crossref(registry: Registry, limits: Limits = LIMITS) -> Crossref:
    return Crossref(web(limits), registry.address)


def failure(registry: Registry, doi: str = BARLEY, limits: Limits = LIMITS) -> str:
    with pytest.raises(LookupFailedError) as caught:
        crossref(registry, limits).work(doi)
    assert str(caught.value)
    return caught.value.kind


# The way there


def test_a_request_says_who_asks(registry: Registry) -> None:
    crossref(registry).work(BARLEY)
    ((path, headers),) = registry.asked
    assert path == "/works/10.1000/barley"
    assert headers["User-Agent"] == "claimweave/test (mailto:ida@example.org)"


def test_signs_of_a_doi_do_not_change_the_path(registry: Registry) -> None:
    doi = "10.1000/(sici)1<2:a#b>3.0.co;2-?&%"
    registry.works[doi] = work(doi, "Nitrate and barley", 2001)
    assert crossref(registry).work(doi).doi == doi
    assert crossref(registry).notices_to(doi) == ()


def test_a_doi_that_is_not_known(registry: Registry) -> None:
    assert failure(registry, "10.1000/beans") == "no-such-doi"
    assert len(registry.asked) == 1, "what is not there is not asked for again"


@pytest.mark.parametrize("as_date", [False, True])
def test_too_many_requests_are_made_again_when_the_server_says(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, *, as_date: bool
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    now = int(time.time())
    monkeypatch.setattr("time.time", lambda: now)
    wait = formatdate(now + 30, usegmt=True) if as_date else "30"
    body = json.dumps({"status": "ok", "message": registry.works[BARLEY]}).encode()
    registry.replies["/works/"] = [answer(b"", 429, Retry_After=wait), answer(body)]
    assert crossref(registry).work(BARLEY).years == (2001,)
    assert slept == [30]
    assert len(registry.asked) == 2


def test_a_long_wait_is_cut_short(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    registry.replies["/works/"] = [answer(b"", 429, Retry_After="86400")]
    assert failure(registry) == "refused"
    assert slept == [60, 60]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_fault_that_lasts_is_no_answer(registry: Registry, status: int) -> None:
    registry.replies["/works/"] = [answer(b"no", status)]
    assert failure(registry) == "refused"
    assert len(registry.asked) == LIMITS.tries


def test_a_wait_that_is_no_number_is_passed_over(registry: Registry) -> None:
    registry.replies["/works/"] = [answer(b"", 503, Retry_After="soon")]
    assert failure(registry) == "refused"
    assert len(registry.asked) == LIMITS.tries


@pytest.mark.parametrize("status", [400, 401, 403, 204])
def test_a_refusal_is_not_asked_again(registry: Registry, status: int) -> None:
    registry.replies["/works/"] = [answer(b"", status)]
    assert failure(registry) == "refused"
    assert len(registry.asked) == 1


def test_a_doi_that_was_merged_into_another_leads_there(registry: Registry) -> None:
    registry.replies["/works/10.1000/old"] = [answer(b"", 301, Location="/works/10.1000/barley")]
    assert crossref(registry).work("10.1000/old").doi == BARLEY


@pytest.mark.parametrize("target", ["/works/a", "file:///etc/passwd", "ftp://example.org/", "//["])
def test_redirects_end(registry: Registry, target: str) -> None:
    registry.replies["/works/"] = [answer(b"", 302, Location=target)]
    assert failure(registry) in ("refused", "unreachable")
    assert len(registry.asked) <= LIMITS.redirects + 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (broken_off, "unreachable"),
        (answer(b"not gzip", Content_Encoding="gzip"), "unreadable"),
        (answer(b"<html>maintenance</html>"), "unreadable"),
        (answer(b'{"status": "ok", "message"'), "unreadable"),
        (answer(b"[" * 15_000), "unreadable"),
        (answer(b"\xff\xfe\x00"), "unreadable"),
        (answer(b"[]"), "unreadable"),
        (answer(b'{"message": []}'), "unreadable"),
        (answer(b'{"message": {}}'), "unreadable"),
        (answer(b'{"message": {"DOI": "10.1000/beans"}}'), "unreadable"),
    ],
)
def test_no_answer_is_told_from_an_answer(registry: Registry, reply: Reply, kind: str) -> None:
    registry.replies["/works/"] = [reply]
    assert failure(registry) == kind


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_long_is_not_read(registry: Registry, *, packed: bool) -> None:
    body = json.dumps({"message": registry.works[BARLEY]}).encode() + b" " * 5_000_000
    reply = answer(gzip.compress(body), Content_Encoding="gzip") if packed else answer(body)
    registry.replies["/works/"] = [reply]
    with pytest.raises(LookupFailedError, match="longer than 19 KB"):
        crossref(registry).work(BARLEY)


@pytest.mark.parametrize("reply", [silent, trickling(b" ")])
def test_an_answer_that_does_not_come_is_not_waited_for(registry: Registry, reply: Reply) -> None:
    """Neither would ever end by itself."""
    registry.replies["/works/"] = [reply]
    assert failure(registry, limits=HASTY) == "timed-out"


def test_a_server_that_is_not_there(registry: Registry) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        registry.address = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert failure(registry) == "unreachable"


def test_a_proxy_of_the_environment_is_used(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", registry.address)
    monkeypatch.delenv("no_proxy", raising=False)
    assert Crossref(web(), "http://registry.invalid").work(BARLEY).doi == BARLEY
    assert registry.paths() == ["http://registry.invalid/works/10.1000/barley"]


# Notices


def test_notices_on_a_work(registry: Registry) -> None:
    by = [
        update("10.1000/R", "retraction", (2010, 2, 6)),
        update("10.1000/r", "Retraction", (2010, 2, 8), "retraction-watch"),
        update("10.1000/e", "erratum", (2004,)),
    ]
    registry.works[BARLEY]["updated-by"] = by
    notices = crossref(registry).work(BARLEY).notices
    assert [(n.kind, n.type, n.doi, n.date, n.sources) for n in notices] == [
        ("correction", "erratum", "10.1000/e", "2004", ("publisher",)),
        ("retraction", "retraction", "10.1000/r", "2010-02-06", ("publisher", "retraction-watch")),
    ]


@pytest.mark.parametrize(
    ("type_", "kind"), [*KINDS.items(), ("new_version", "other"), ("", "other")]
)
def test_each_kind_stays_apart(registry: Registry, type_: str, kind: str) -> None:
    registry.works[BARLEY]["updated-by"] = [update("10.1000/n", type_, (2010, 2, 6))]
    (notice,) = crossref(registry).work(BARLEY).notices
    assert notice.kind == kind


def test_works_that_are_notices_on_it(registry: Registry) -> None:
    of_two = [update("10.1000/BARLEY", "retraction", (2010, 2)), update("10.1000/x", "erratum", ())]
    registry.notices.append({"DOI": "10.1000/Notice", "update-to": of_two})
    (notice,) = crossref(registry).notices_to(BARLEY)
    assert (notice.kind, notice.doi, notice.date) == ("retraction", "10.1000/notice", "2010-02")


def test_a_title_that_says_so_is_a_notice(registry: Registry) -> None:
    registry.works[BARLEY]["title"] = ["RETRACTED: Nitrate and barley"]
    (notice,) = crossref(registry).work(BARLEY).notices
    assert (notice.kind, notice.doi, notice.sources) == ("retraction", None, ("title",))


@pytest.mark.parametrize(
    "by",
    [{}, "", [1], [{"DOI": "10.1000/n"}], [{"type": "retraction"}], [{"DOI": 1, "type": "x"}]],
)
def test_notices_that_cannot_be_read_are_unknown(registry: Registry, by: object) -> None:
    registry.works[BARLEY]["updated-by"] = by
    assert failure(registry) == "unreadable"


@pytest.mark.parametrize(
    "message",
    [
        {"items": []},
        {"items": {}, "total-results": 0},
        {"items": [], "total-results": 2},
        {"items": [1], "total-results": 1},
    ],
)
def test_a_list_that_is_not_whole_is_unknown(registry: Registry, message: object) -> None:
    registry.replies["/works?"] = [answer(json.dumps({"message": message}).encode())]
    with pytest.raises(LookupFailedError) as caught:
        crossref(registry).notices_to(BARLEY)
    assert caught.value.kind == "unreadable"


def test_a_doi_with_a_comma_cannot_be_searched_for(registry: Registry) -> None:
    with pytest.raises(LookupFailedError):
        crossref(registry).notices_to("10.1000/a,b")
    assert not registry.asked


@pytest.mark.parametrize("day", [None, {}, [], "2010", [[]], [[None]], [["2010"]], [[99999]]])
def test_a_day_that_cannot_be_read_is_left_out(registry: Registry, day: object) -> None:
    odd = update("10.1000/n", "retraction", ()) | {"updated": {"date-parts": day}}
    registry.works[BARLEY]["updated-by"] = [odd]
    (notice,) = crossref(registry).work(BARLEY).notices
    assert notice.date is None


# Records


def record(registry: Registry, **more: Any) -> Any:  # noqa: ANN401 - fields of a record
    registry.works[BARLEY] |= more
    return record_of(crossref(registry).work(BARLEY))


def test_a_record_from_crossref(registry: Registry) -> None:
    found = record(
        registry,
        title=["Nitrate &amp; the <i>yield</i>\u202e of\n barley"],
        subtitle=["a field trial"],
        author=[
            {"given": "Ida", "family": "Adler", "suffix": "Jr"},
            {"name": "Ministry of Fields"},
            {"given": "nobody"},
            "odd",
        ],
    )
    assert found.kind == "article"
    assert found.authors == (Author("Adler", "Ida", "Jr"), Author("Ministry of Fields"))
    assert found.fields == {
        "title": "Nitrate & the yield of barley: a field trial",
        "journal": "Journal of Fields",
        "year": "2001",
        "volume": "12",
        "number": "3",
        "pages": "101-9",
        "doi": BARLEY,
    }
    assert found.seen == f"{registry.address}/works/10.1000/barley"


def test_the_year_of_a_record_is_that_of_print(registry: Registry) -> None:
    online = {"date-parts": [[2000, 12]]}
    found = record(registry, issued=online, **{"published-online": online})
    assert found.fields["year"] == "2001"
    assert crossref(registry).work(BARLEY).years == (2000, 2001)


def test_what_crossref_does_not_have_is_left_out(registry: Registry) -> None:
    nothing: dict[str, object] = dict.fromkeys(
        (
            "title",
            "author",
            "container-title",
            "volume",
            "issue",
            "page",
            "issued",
            "published-print",
            "type",
        )
    )
    found = record(registry, **nothing)
    assert (found.kind, found.authors, found.fields) == ("misc", (), {"doi": BARLEY})


def test_a_chapter_stands_in_a_book(registry: Registry) -> None:
    found = record(registry, type="book-chapter", publisher="Field Press")
    assert (found.kind, found.fields["booktitle"]) == ("incollection", "Journal of Fields")
    assert found.fields["publisher"] == "Field Press"


def test_an_edited_book_has_its_editors_and_its_edition(registry: Registry) -> None:
    editors = [{"given": "Ben", "family": "Bern"}, {"name": "Field Office"}]
    more = {"type": "edited-book", "author": [], "editor": editors, "edition-number": "2"}
    found = record(registry, **more)
    assert found.people["editor"].names == (Author("Bern", "Ben"), Author("Field Office"))
    assert (found.kind, found.fields["edition"], found.named[0].family) == ("book", "2", "Bern")


@pytest.mark.parametrize("institution", [[{"name": "bioRxiv"}], None, [], ["odd"], "odd", [{}]])
def test_a_preprint_names_its_server(registry: Registry, institution: object) -> None:
    more = {"type": "posted-content", "institution": institution, "container-title": []}
    found = record(registry, publisher="Field Press", **more)
    assert found.kind == "misc"
    known = institution == [{"name": "bioRxiv"}]
    assert found.fields.get("howpublished", "") == ("bioRxiv" if known else "")
    assert (Work.of(found).server == "bioRxiv") == known


def test_a_record_says_that_it_was_retracted(registry: Registry) -> None:
    found = record(registry, **{"updated-by": [update("10.1000/r", "retraction", (2010, 2, 6))]})
    assert found.remarks == ("Crossref has a notice on it: retraction, 10.1000/r, 2010-02-06",)


def test_a_record_from_pubmed(registry: Registry) -> None:
    registry.records["12345"] = RYE
    found = PubMed(web(), registry.address, "ida@example.org").record("12345")
    assert found.authors == (Author("Öz", "Ali B"), Author("The Rye Group"))
    assert found.more_authors
    assert found.fields == {
        "title": "Rye and its soil",
        "journal": "Journal of Fields",
        "year": "1998",
        "volume": "3",
        "number": "2",
        "pages": "637-41",
        "doi": "10.1000/rye",
        "pmid": "12345",
    }
    assert found.remarks == ("PubMed marks it as retracted",)
    assert found.seen == f"{registry.address}/efetch.fcgi?db=pubmed&id=12345&retmode=xml"
    assert "email=ida%40example.org" in registry.paths()[0]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<PubmedArticleSet></PubmedArticleSet>", "no-such-doi"),
        ("<PubmedArticleSet><PubmedBookArticle/></PubmedArticleSet>", "unreadable"),
        ("<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "unreadable"),
        ("<html/>", "unreadable"),
        ("{}", "unreadable"),
        ('<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', "unreadable"),
    ],
)
def test_pubmed_that_has_no_record(registry: Registry, body: str, kind: str) -> None:
    registry.replies["/efetch"] = [answer(body.encode())]
    with pytest.raises(LookupFailedError) as caught:
        PubMed(web(), registry.address).record("12345")
    assert caught.value.kind == kind
