"""A stub has an id and may have had others: what names it is right, and has no page to lead to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, edited, run_command
from claimweave.authoring.name_checks import naming_of
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.proposal import free_id
from claimweave.authoring.stubs import stub_id_of
from claimweave.review.paths import SECOND_READING, SETTINGS
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.rules.site_paths import former_pages
from claimweave.site.whole_site import render

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.review.review import Review
    from claimweave.rules.checking import Report

PATH = "claims/2-conclusion/soil-tests-pay.yml"
CLAIM = "claims/1-fields/nitrate-feeds-barley.yml"
INDEX = "docs/index.md"
STUB = """\
claim: TODO
kind: TODO
asserted: [S2.p1.s1]
evidence:
  - {cites: FieldReview, stance: supports, at: [S2.p1.s1]}
formerly: [tests-pay]
"""

BOND = """
@article{Bond2003,
  author = {Bond, Ada},
  title = {{Rye}},
  journal = {Soil},
  year = {2003},
  doi = {10.1000/bond},
  identity = {named},
  metadatasource = {https://example.org/},
  added = {2026-01-02},
}
"""


def text_of(path: str) -> str:
    return (BASE / path).read_text(encoding="utf-8")


def drafted(*, draft: bool = True, **changed: str) -> Review:
    """Return the miniature review, a draft or not, in which a claim is a stub with a former id."""
    files = {
        "PATH": PATH,
        "CLAIM": CLAIM,
        "INDEX": INDEX,
        "SECOND": SECOND_READING,
        "BIBLIOGRAPHY": "bibliography.bib",
    }
    state = "state: draft\n" if draft else ""
    settings = text_of(SETTINGS).replace("subject:", f"{state}subject:", 1)
    new = {files[name]: text for name, text in changed.items()}
    return read_review(BASE, {SETTINGS: settings, PATH: STUB, **new})


def told(report: Report) -> list[tuple[str, str]]:
    return [(d.rule, d.message) for d in report.diagnostics if d.severity == "error"]


def test_a_stub_with_a_former_id_is_clean_and_has_no_page_there() -> None:
    report = check(drafted())
    assert told(report) == []
    assert former_pages(report.base.review) == {}
    assert not [path for path in render(report) if "tests-pay" in path]


def test_what_names_a_former_id_of_a_stub_is_led_to_the_stub() -> None:
    """The page is told once, and the claim that rests on it with it."""
    page = text_of(INDEX).replace("[[soil-tests-pay]]", "[[tests-pay]]")
    claim = text_of(CLAIM) + "rests_on: [tests-pay]\n"
    report = check(drafted(INDEX=page, CLAIM=claim))
    message = (
        'the claim "tests-pay" was renamed to soil-tests-pay, and is still named in 2 places: '
        "here, docs/index.md:10"
    )
    assert told(report) == [("unknown-claim", message)]


def test_no_claim_can_once_have_been_called_as_a_stub_is() -> None:
    report = check(drafted(CLAIM=text_of(CLAIM) + "formerly: [soil-tests-pay]\n"))
    assert told(report) == [
        ("duplicate-claim-id", f'"soil-tests-pay" is the id of a claim today, {PATH}')
    ]


def test_two_readers_may_have_read_what_is_a_stub_today() -> None:
    for name in ("soil-tests-pay", "tests-pay"):
        second = f"readers: Two.\nclaims: {{read: [{name}], compared: {{kind: 1}}}}\n"
        assert told(check(drafted(SECOND=second))) == []


@pytest.mark.parametrize(("cited", "wrong"), [("Bond2003", []), ("Bnd2003", ["unknown-reference"])])
@pytest.mark.parametrize("draft", [True, False])
def test_a_work_that_a_stub_alone_cites_is_used(
    cited: str, wrong: list[str], *, draft: bool
) -> None:
    """Where its key is misspelt, that is told, and not that nobody cites the work."""
    bibliography = text_of("bibliography.bib") + BOND
    added = f"  - {{cites: {cited}, stance: TODO, added: 2026-01-02}}\n"
    stub = STUB.replace("formerly", f"{added}formerly")
    report = check(drafted(BIBLIOGRAPHY=bibliography, PATH=stub, draft=draft))
    found = {rule for rule, _ in told(report)}
    assert found == {*wrong, *(() if draft else ["unfinished-claim"])}


def test_no_new_claim_and_no_stub_gets_an_id_that_a_stub_has_had() -> None:
    review = drafted()
    with pytest.raises(AnswerError, match="was the id of soil-tests-pay before"):
        free_id(review, "tests-pay")
    with pytest.raises(AnswerError, match="was the id of soil-tests-pay before"):
        naming_of(BASE, review, "nitrate-feeds-barley", "tests-pay", same=False)
    with pytest.raises(AnswerError, match=r"is taken by .*soil-tests-pay\.yml"):
        free_id(review, "soil-tests-pay")
    sentence = STUB.replace("tests-pay", "s2-p1-s1")
    taken = {*drafted(PATH=sentence).taken_ids, *drafted(PATH=sentence).former_names}
    assert stub_id_of("S2.p1.s1", taken) == "s2-p1-s1-2"


def test_a_stub_that_gets_another_id_keeps_none_of_before(tmp_path: Path) -> None:
    """No page stood under its id, so nobody can have cited it."""
    project = shutil.copytree(BASE, tmp_path / "project")
    edited(project, PATH, "kind: synthesis", "kind: TODO")
    assert run_command(project, "rename", "soil-tests-pay", "tests-are-worth-it").returncode == 0
    review = read_review(project)
    assert list(review.stubs) == ["tests-are-worth-it"]
    assert review.former_names == {}
