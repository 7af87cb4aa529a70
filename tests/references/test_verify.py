"""`claimweave verify`: what Crossref says is written down as of its day, and nothing else is."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assembly import BASE, assemble, edited, run_in_new_interpreter
from claimweave.authoring.notices_file import notices_text
from claimweave.commands.command_line import main
from claimweave.disk.text_files import TextFile
from claimweave.references.lookup.crossref import Crossref
from claimweave.references.lookup.verification import PATIENCE, Found, dated, look_up_all
from claimweave.references.lookup.web import Limits, LookupFailedError, Web
from claimweave.review.notices import LookedUp, Notice, NoticesFile, state_of
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.review_reader import read_review
from claimweave.review.same_title import same_title
from claimweave.rules.checking import check
from claimweave.site.whole_site import render
from loaded_command import run_loaded
from registries import Registry, answer, eventually, served, silent, two_at_once, update, work

BARLEY, BEANS = "10.1000/barley", "10.1000/beans"
BARLEY_TITLE = "Nitrate before sowing and the yield of barley"
BEANS_TITLE = "Beans on poor and on rich soil"
NOTICES = "claims/_review/notices.yml"
RETRACTION = Notice(kind="retraction", type="retraction", doi="10.1000/n", date="2010-02-06")


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works[BARLEY] = work(BARLEY, BARLEY_TITLE, 2001)
        found.works[BEANS] = work(BEANS, BEANS_TITLE, 2005)
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The clean miniature review, with two DOIs in it."""
    folder = assemble(BASE, tmp_path / "project")
    edited(folder, "bibliography.bib", "year = {2005},", f"year = {{2005}},\n  doi = {{{BEANS}}},")
    return folder


def verify(project: Path, registry: Registry, *options: str) -> int:
    arguments = ("--project", str(project), "verify", "--crossref", registry.address)
    return main([*arguments, *options])


def written(project: Path) -> NoticesFile:
    text = (project / NOTICES).read_text(encoding="utf-8")
    record, problems = read_record(TextFile(NOTICES, text), NoticesFile, "invalid-ledger")
    assert record is not None, problems
    return record


def states(project: Path) -> dict[str, str]:
    return {doi: work.state for doi, work in written(project).works.items()}


def rules(project: Path) -> list[tuple[str, str]]:
    return [(d.rule, d.severity) for d in check(read_review(project)).diagnostics]


# What is written


def test_a_clean_answer_is_dated(project: Path, registry: Registry) -> None:
    assert verify(project, registry) == 0
    found = written(project)
    assert found.source == registry.address
    assert found.works[BARLEY] == LookedUp(state="no-notice", title=BARLEY_TITLE, years=(2001,))
    assert rules(project) == []
    plain = yaml.safe_load((project / NOTICES).read_text(encoding="utf-8"))
    assert list(plain["works"]) == [BARLEY, BEANS]


def test_each_doi_is_asked_for_in_both_directions(project: Path, registry: Registry) -> None:
    verify(project, registry)
    both = [f"/works/{BARLEY}", f"/works?filter=updates:{BARLEY}&select=DOI,update-to&rows=100"]
    assert [path for path in registry.paths() if BARLEY in path] == both


@pytest.mark.parametrize("direction", ["updated-by", "update-to"])
def test_a_retraction_is_found_from_either_side(
    project: Path, registry: Registry, direction: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if direction == "updated-by":
        by = [update("10.1000/n", "retraction", (2010, 2, 6), "retraction-watch")]
        registry.works[BARLEY]["updated-by"] = by
    else:
        to = [update(BARLEY, "retraction", (2010, 2, 6))]
        registry.notices.append({"DOI": "10.1000/n", "update-to": to})
    assert verify(project, registry) == 1
    assert states(project) == {BARLEY: "retracted", BEANS: "no-notice"}
    assert rules(project) == [("retracted-reference", "error")] * 2
    assert "Adler2001 was retracted (retraction, 10.1000/n, 2010-02-06)" in capsys.readouterr().out


def test_concern_and_correction_are_no_retraction(project: Path, registry: Registry) -> None:
    registry.works[BARLEY]["updated-by"] = [
        update("10.1000/c", "expression_of_concern", (2009, 5, 1)),
        update("10.1000/e", "correction", (2004, 3, 6)),
    ]
    registry.works[BEANS]["updated-by"] = [update("10.1000/f", "corrigendum", (2006, 1, 1))]
    assert verify(project, registry) == 1
    assert states(project) == {BARLEY: "concern", BEANS: "corrected"}
    assert rules(project) == [("expression-of-concern", "warning")]


def test_a_doi_of_another_work_is_a_warning(project: Path, registry: Registry) -> None:
    registry.works[BARLEY] = work(BARLEY, "Slugs of the coast", 1987)
    assert verify(project, registry) == 1
    assert rules(project) == [("doi-mismatch", "warning")] * 2
    edited(project, "bibliography.bib", BARLEY_TITLE, "Slugs of the coast")
    edited(project, "bibliography.bib", "year = {2001}", "year = {1987}")
    assert ("doi-mismatch", "warning") not in rules(project), "the file holds facts, no judgements"


def test_a_doi_that_is_not_known_is_unknown(project: Path, registry: Registry) -> None:
    del registry.works[BARLEY]
    assert verify(project, registry) == 1
    assert written(project).works[BARLEY] == LookedUp(state="unknown", unknown="no-such-doi")
    assert rules(project) == [("doi-mismatch", "warning")]


def test_a_dry_run_writes_nothing(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(project, registry, "--dry-run") == 0
    assert f"  {BARLEY}:\n    state: no-notice\n" in capsys.readouterr().out
    assert not (project / NOTICES).exists()


def test_any_notice_is_read_as_it_was_written() -> None:
    odd = Notice(
        kind="other", type="new_edition", doi="10.1000/a#b:{c}", date="2010", sources=("publisher",)
    )
    works = {
        "10.1000/x(1)<2>,{3}": LookedUp(
            state="other-notice", notices=(odd,), title='A "b": #1 [c]'
        ),
        "10.1000/null": LookedUp(state="unknown", unknown="refused", as_of="2026-01-24"),
    }
    file = NoticesFile(as_of="2026-01-31", source="https://api.crossref.org", works=works)
    text = notices_text(file, {"10.1000/null": "Adler2001"})
    assert read_record(TextFile(NOTICES, text), NoticesFile, "") == (file, [])


# What is not known


def test_an_error_is_unknown_and_never_clean(project: Path, registry: Registry) -> None:
    registry.replies[f"/works/{BARLEY}"] = [answer(b"no JSON")]
    assert verify(project, registry) == 1
    assert states(project) == {BARLEY: "unknown", BEANS: "no-notice"}
    assert rules(project) == []
    counts = check(read_review(project)).counts["retracted-reference"]
    assert counts.skipped["its look-up failed, so it is unknown"] == 1


def test_one_direction_is_not_enough(project: Path, registry: Registry) -> None:
    registry.replies["/works?"] = [answer(b"no JSON")]
    assert verify(project, registry) == 1
    assert set(states(project).values()) == {"unknown"}


def test_what_was_seen_once_is_not_lost_by_a_failure(project: Path, registry: Registry) -> None:
    registry.works[BARLEY]["updated-by"] = [update("10.1000/n", "retraction", (2010, 2, 6))]
    verify(project, registry)
    edited(project, NOTICES, f"as_of: {written(project).as_of}", "as_of: 2026-01-24")
    registry.replies[f"/works/{BARLEY}"] = [answer(b"no JSON")]
    assert verify(project, registry) == 1
    kept = written(project).works[BARLEY]
    assert (kept.state, kept.as_of, kept.unknown) == ("retracted", "2026-01-24", "unreadable")
    assert ("retracted-reference", "error") in rules(project)


def test_a_registry_that_takes_a_notice_back_is_believed(project: Path, registry: Registry) -> None:
    registry.works[BARLEY]["updated-by"] = [update("10.1000/n", "retraction", (2010, 2, 6))]
    verify(project, registry)
    registry.works[BARLEY]["updated-by"] = []
    assert verify(project, registry) == 0
    assert states(project)[BARLEY] == "no-notice"


FAILED = Found(failure=LookupFailedError("refused", "no"))


@pytest.mark.parametrize(
    ("earlier", "as_of"),
    [
        (None, None),
        (LookedUp(state="no-notice"), "2026-01-24"),
        (LookedUp(state="unknown", unknown="timed-out"), None),
        (LookedUp(state="unknown", unknown="timed-out", as_of="2026-01-17"), "2026-01-17"),
    ],
)
def test_a_failure_keeps_the_day_of_the_last_answer(earlier: LookedUp, as_of: str) -> None:
    found = dated(FAILED, earlier, "2026-01-24")
    assert (found.state, found.as_of, found.unknown) == ("unknown", as_of, "refused")


def test_a_reinstatement_does_not_undo_a_retraction() -> None:
    again = Notice(kind="reinstatement", type="reinstatement", doi="10.1000/m", date="2011-01-01")
    assert state_of((RETRACTION, again), known=True) == "retracted"


@pytest.mark.parametrize("before", [None, "as_of: 2026-01-24\nsource: x\nworks: {}\n"])
def test_nothing_is_written_when_nothing_answers(
    project: Path, registry: Registry, before: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if before is not None:
        (project / NOTICES).write_text(before, encoding="utf-8")
    registry.replies["/works"] = [answer(b"", 403)]
    assert verify(project, registry) == 3
    assert "nothing was written" in capsys.readouterr().err
    file = project / NOTICES
    assert (file.read_text(encoding="utf-8") if file.exists() else None) == before


# Politeness and patience


def crossref(registry: Registry, wait: float = 20) -> Crossref:
    limits = Limits(wait=wait, whole=2 * wait, tries=2, back_off=0.0)
    return Crossref(Web("claimweave/test", limits), registry.address)


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_are_asked_at_once_than_is_allowed(registry: Registry, at_once: int) -> None:
    # A lone one waits a little, so that a second would be seen; of several, the first for another.
    registry.before = (lambda: time.sleep(0.02)) if at_once == 1 else two_at_once()
    dois = [f"10.1000/{n}" for n in range(9)]
    registry.works |= {doi: work(doi, "Nitrate and barley", 2001) for doi in dois}
    found = look_up_all(crossref(registry), dois, at_once)
    assert list(found) == dois
    assert not any(one.failure for one in found.values())
    assert registry.most_at_once <= at_once
    assert (registry.most_at_once > 1) == (at_once > 1)


def test_a_registry_that_is_silent_is_left_alone(registry: Registry) -> None:
    registry.replies["/works"] = [silent]
    dois = [f"10.1000/{n}" for n in range(20)]
    found = look_up_all(crossref(registry, 0.2), dois)
    assert list(found) == dois
    assert {one.failure.kind for one in found.values() if one.failure} == {
        "timed-out",
        "unreachable",
    }
    asked = {f"/works/{doi}" for doi in dois[:PATIENCE]}
    assert eventually(lambda: asked <= set(registry.paths())), "what was asked has yet to be heard"
    assert set(registry.paths()) == asked


def test_who_gives_no_address_asks_one_at_a_time(project: Path, registry: Registry) -> None:
    registry.before = lambda: time.sleep(0.02)
    verify(project, registry)
    assert registry.most_at_once == 1
    assert "mailto" not in registry.asked[0][1]["User-Agent"]


# Files


def test_a_file_that_changed_meanwhile_is_left_alone(project: Path, registry: Registry) -> None:
    verify(project, registry)
    newer = (project / NOTICES).read_text(encoding="utf-8") + "# newer\n"
    registry.before = lambda: (project / NOTICES).write_text(newer, encoding="utf-8") and None
    assert verify(project, registry) == 3
    assert (project / NOTICES).read_text(encoding="utf-8") == newer


def test_a_file_that_appeared_meanwhile_is_left_alone(project: Path, registry: Registry) -> None:
    registry.before = lambda: (project / NOTICES).write_text("# newer\n", encoding="utf-8") and None
    assert verify(project, registry) == 3
    assert (project / NOTICES).read_text(encoding="utf-8") == "# newer\n"


KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from claimweave.commands.command_line import main
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main(sys.argv[1:]))
"""


def test_a_kill_while_writing_loses_nothing(project: Path, registry: Registry) -> None:
    verify(project, registry)
    before = (project / NOTICES).read_bytes()
    registry.works[BARLEY]["updated-by"] = [update("10.1000/n", "retraction", (2010, 2, 6))]
    done = run_loaded(
        "--project",
        str(project),
        "verify",
        "--crossref",
        registry.address,
        code=KILLED_WHILE_WRITING,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (project / NOTICES).read_bytes() == before
    assert rules(project) == []
    assert verify(project, registry) == 1
    assert states(project)[BARLEY] == "retracted"


def test_a_broken_file_is_not_written_over(project: Path, registry: Registry) -> None:
    (project / NOTICES).write_text("as_of: [\n", encoding="utf-8")
    assert verify(project, registry) == 2
    assert not registry.asked


@pytest.mark.parametrize(
    "options",
    [
        ("--crossref", "example.org"),
        ("--timeout", "0"),
        ("--mailto", "nobody"),
        ("--mailto", "a\n@b"),
    ],
)
def test_options_that_cannot_be_used(
    project: Path, registry: Registry, options: tuple[str, str]
) -> None:
    assert verify(project, registry, *options) == 2
    assert not registry.asked


def test_the_real_command(project: Path, registry: Registry) -> None:
    others = threading.active_count()
    done = run_in_new_interpreter(
        "verify",
        folder=project,
        CLAIMWEAVE_CROSSREF=registry.address,
        CLAIMWEAVE_MAILTO="ida@example.org",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"written: {NOTICES}, as of " in done.stdout
    assert "mailto:ida@example.org" in registry.asked[0][1]["User-Agent"]
    assert threading.active_count() - others < 10


# Titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nitrate before sowing", "NITRATE BEFORE SOWING."),
        ("Nitrate before sowing", "RETRACTED: Nitrate before sowing"),
        ("Nitrate before sowing", "Retracted article: Nitrate before sowing"),
        ("Levels of β-carotene in <i>Daucus</i>", "Levels of beta-carotene in Daucus"),
        ("Nitrate, phosphate & barley", "Nitrate, phosphate &amp; barley"),
        ("Nitrate before sowing and barley", "Nitrate before sowing and barley: a field trial"),
        ("Więdnięcie jęczmienia", "Wiedniecie jeczmienia"),
        (
            "The yield of barley after nitrate in the field",
            "Yield of barley after nitrate in field",
        ),
    ],
)
def test_titles_of_one_work(one: str, other: str) -> None:
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nitrate before sowing and barley", "Phosphate after harvest and beans"),
        ("Nitrate and barley", "Nitrate and beans"),
        ("Nitrate", "Nitrate before sowing and the yield of barley"),
        ("Nitrate before sowing", ""),
        ("", ""),
    ],
)
def test_titles_of_two_works(one: str, other: str) -> None:
    assert not same_title(one, other)
    assert not same_title(other, one)


# The site


def pages(project: Path) -> dict[str, str]:
    rendered = render(check(read_review(project)))
    return {path: text for path, text in rendered.items() if isinstance(text, str)}


def test_pages_say_that_nobody_has_looked(project: Path) -> None:
    found = pages(project)
    assert "Unknown: not looked up yet." in found["references/Adler2001.md"]
    assert "Unknown: not looked up, as it has no DOI." in found["references/Ref3.md"]
    assert "Nobody has looked up yet" in found["references/index.md"]
    assert "cw-n-" not in found["claims/barley-nitrate.md"]


def test_pages_say_as_of_when_no_notice_was_found(project: Path, registry: Registry) -> None:
    verify(project, registry)
    day, found = written(project).as_of, pages(project)
    assert f"No notice found as of {day}." in found["references/Adler2001.md"]
    assert f"No notice found as of {day}." in found["claims/barley-nitrate.md"]
    assert f"on {day}: 2 no notice found, 2 unknown." in found["references/index.md"]


def test_pages_mark_what_was_retracted_and_why_it_stays(project: Path, registry: Registry) -> None:
    by = [update("10.1000/n", "withdrawal", (2010, 2, 6), "retraction-watch")]
    registry.works[BARLEY]["updated-by"] = by
    verify(project, registry)
    reason = "The review cites it, and its table is shown as printed."
    exemptions = f"exemptions:\n  retracted-reference:\n    Adler2001: {reason}\n"
    (project / "claims/_review/exemptions.yml").write_text(exemptions, encoding="utf-8")
    assert rules(project) == []
    found = pages(project)
    page = found["references/Adler2001.md"]
    assert "Retraction (withdrawal), 2010-02-06: " in page
    assert '<a class="cw-break" href="https://doi.org/10.1000/n"' in page
    assert "(from Retraction Watch)" in page
    assert reason in page
    claim = found["claims/barley-nitrate.md"]
    assert "1 work cited here was retracted." in claim
    assert "cw-n-retracted" in claim
    assert "cw-n-retracted" in found["references/index.md"]
    item = json.loads(found["data/references.json"])["references"][1]
    assert (item["key"], item["notice_state"]) == ("Adler2001", "retracted")


def test_pages_say_that_a_look_up_failed(project: Path, registry: Registry) -> None:
    verify(project, registry)
    edited(project, NOTICES, f"as_of: {written(project).as_of}", "as_of: 2026-01-24")
    registry.replies[f"/works/{BARLEY}"] = [answer(b"", 403)]
    verify(project, registry)
    day, page = written(project).as_of, pages(project)["references/Adler2001.md"]
    said = f"Unknown: Crossref refused to answer on {day}; the last answer, of 2026-01-24, had no"
    assert said in page
