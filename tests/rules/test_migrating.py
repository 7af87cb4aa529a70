"""A check of the form of before becomes one reading, and nothing of its file is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, edited
from claimweave.authoring.fixing import fix_review
from claimweave.diagnostics.applying import applied
from claimweave.diagnostics.fix import Fix
from claimweave.diagnostics.problem import Span
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import TextFile
from claimweave.review.claim import with_readings
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.writing.yaml_fields import comments
from claimweave.review.writing.yaml_form import form_of_claim
from claimweave.rules.checking import check
from claimweave.rules.migrating import migration

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "claim: 'Är \"so\": it pays.'\nkind: synthesis\nasserted: [S2.p1.s1]\n"
BLOCK = "check:\n  sql: SELECT 1\n  verdict: holds\n"
FORMS = {
    "plain": BLOCK,
    "with a note": f"{BLOCK}  note: It is so.\n",
    "the note first": "check:\n  note: It is so.\n  sql: SELECT 1\n  verdict: holds\n",
    "the verdict first": "check:\n  verdict: holds\n  sql: SELECT 1\nnote: Of one farm.\n",
    "the note between": "check:\n  sql: SELECT 1\n  note: It is so.\n  verdict: holds\n",
    "in one line": "check: {sql: SELECT 1, verdict: holds, note: It is so.}\nnote: Of one farm.\n",
    "in two lines": "check: {sql: SELECT 1,\n  verdict: holds}\n",
    "folded": "check:\n  sql: >-\n    SELECT 1\n    FROM refs\n\n  verdict: holds\n",
    "as it stands": "check:\n  sql: |\n    SELECT 1\n      FROM refs\n  verdict: holds\n",
    "four spaces": "check:\n    sql: SELECT 1\n    verdict: holds\n    note: It is so.\n",
    "comments": f"# Why.\n{BLOCK}  # Today.\n  note: It is so.\n# The end.\nnote: One farm.\n",
    "a comment at its end": "check:\n  # The table.\n  sql: SELECT 1\n  verdict: holds  # today\n",
    "a comment between": "check:\n  sql: SELECT 1\n\n  # Computed.\n  verdict: holds\n# The end.\n",
}


def migrated(text: str) -> str:
    """Return a file after the fix of its check; as it was where there is none."""
    source = TextFile("claims/a/b.yml", text)
    fix = migration(source)
    if fix is None:
        return text
    placed: Fix[Span] = fix.placed(lambda where: where)  # type: ignore[arg-type, return-value]
    new, moved = applied({source.path: text}, [placed])
    assert moved == {}
    return str(new[source.path])


@pytest.mark.parametrize("name", FORMS)
def test_each_form_becomes_one_reading(name: str) -> None:
    text = HEAD + FORMS[name]
    before, _ = read_yaml(TextFile("", text))
    result = migrated(text)
    after, problems = read_yaml(TextFile("", result))
    assert problems == []
    assert after == with_readings(before) != before
    assert sorted(comments(result)) == sorted(comments(text))
    assert read_yaml(TextFile("", form_of_claim(result)))[0] == after


def test_what_cannot_be_moved_without_loss_is_left_to_a_person() -> None:
    mixed = "check:\n  sql: SELECT 1\n  # By whom?\n  note: It is so.\n  verdict: holds\n"
    assert migrated(HEAD + mixed) == HEAD + mixed


def test_a_review_of_before_is_read_as_it_was_and_mended(tmp_path: Path) -> None:
    path = "claims/2-conclusion/soil-tests-pay.yml"
    text = (BASE / path).read_text(encoding="utf-8")
    sql = "SELECT supports > contradicts FROM cells WHERE crop = 'barley'"
    project = tmp_path / "review"
    shutil.copytree(BASE, project)
    edited(project, path, text.partition("check:\n")[2], f"  sql: {sql}\n  verdict: holds\n")
    report = check(read_review(project))
    assert [diagnostic.rule for diagnostic in report.diagnostics] == ["outdated-form"]
    assert report.base.verdicts["soil-tests-pay"] == "holds"
    fixing = fix_review(project, report, FreshFiles())
    assert (fixing.texts, fixing.refused) == ({path: text}, [])
    assert fixing.report.diagnostics == ()
