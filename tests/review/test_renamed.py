"""Names that lead nowhere: one message for each, which never leads to another claim or work."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, edited
from claimweave.authoring.fixing import fix_review
from claimweave.authoring.writing import write_change
from claimweave.disk.known_files import KnownFiles
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from git_folder import commit, git

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Diagnostic

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
BEANS = "claims/table-1/beans-nitrate.yml"
PAYS = "claims/2-conclusion/soil-tests-pay.yml"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "review"))


@pytest.fixture
def repository(review: Path) -> Path:
    git(review, "init", "--quiet", "--initial-branch", "main")
    commit(review, "the review")
    return review


def told(review: Path) -> list[Diagnostic]:
    return list(check(read_review(review)).diagnostics)


def only(review: Path) -> Diagnostic:
    found = told(review)
    assert len(found) == 1, [f"{d.rule}: {d.message}" for d in found]
    return found[0]


def mend(review: Path) -> None:
    known = KnownFiles()
    fixing = fix_review(review, check(read_review(review, known=known)), known)
    write_change(review, fixing.change())
    assert fixing.report.diagnostics == ()


@pytest.mark.parametrize("committed", [False, True])
def test_a_claim_that_was_renamed_is_told_once_with_its_new_id(
    repository: Path, *, committed: bool
) -> None:
    (repository / BARLEY).rename(repository / "claims/1-fields/barley-eats-nitrate.yml")
    if committed:
        commit(repository, "another id")
    found = only(repository)
    assert found.rule == "unknown-claim"
    assert found.message == (
        'the claim "nitrate-feeds-barley" was renamed to barley-eats-nitrate, and is still named '
        "in 2 places: here, docs/index.md:4"
    )
    assert found.help == "run `claimweave rename nitrate-feeds-barley barley-eats-nitrate`"
    mend(repository)
    assert "[[barley-eats-nitrate]]" in (repository / "docs/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("committed", [False, True])
def test_a_claim_that_is_gone_is_told_once_with_how_to_bring_it_back(
    repository: Path, *, committed: bool
) -> None:
    (repository / BARLEY).unlink()
    near = repository / "claims/1-fields/nitrates-feed-barley.yml"
    near.write_text(
        (BASE / PAYS)
        .read_text(encoding="utf-8")
        .replace("only.", "alone, they say.")
        .replace("[S2.p1.s1]", "[S1.p1.s1]"),
        encoding="utf-8",
    )
    if committed:
        commit(repository, "one less")
    (found,) = [d for d in told(repository) if d.rule == "unknown-claim"]
    assert found.message.startswith(
        'the claim "nitrate-feeds-barley" is gone, and is still named in 3 places: here, '
    )
    assert found.fix is None, "the nearest id is another claim"
    assert "did you mean" not in found.help
    command = found.help.partition("`")[2].partition("`")[0]
    assert command.startswith("git restore --source=")
    git(repository, *command.removeprefix("git ").split())
    assert (repository / BARLEY).read_bytes() == (BASE / BARLEY).read_bytes()


def test_without_git_a_name_that_leads_nowhere_is_told_once(review: Path) -> None:
    (review / BARLEY).unlink()
    (message,) = [d.message for d in told(review) if "nitrate-feeds-barley" in d.message]
    assert message == (
        'there is no claim "nitrate-feeds-barley", and it is named in 2 places: here, '
        "docs/index.md:4"
    )


def test_a_key_that_was_renamed_is_one_message(repository: Path) -> None:
    edited(repository, "bibliography.bib", "@article{Adler2001,", "@article{Adler2001Barley,")
    found = only(repository)
    assert (found.rule, found.span.path) == ("unknown-reference", BARLEY)
    assert found.message == (
        '"Adler2001" is not in bibliography.bib any more, and is still cited in 2 places: here, '
        "claims/table-1/barley-nitrate.yml:6: Adler2001Barley is the same work"
    )
    assert found.help == "run `claimweave rename Adler2001 Adler2001Barley`"
    mend(repository)
    assert (repository / "claims/_studies/Adler2001Barley.yml").exists()


def test_without_git_the_number_in_the_review_tells_which_work_it_is(review: Path) -> None:
    edited(review, "bibliography.bib", "@article{Adler2001,", "@article{Ida2001Adler,")
    found = [d for d in told(review) if d.rule != "identity-mismatch"]
    assert [d.rule for d in found] == ["unknown-reference"]
    assert "Ida2001Adler is cited nowhere, and has the number that the review prints" in (
        found[0].message
    )
    assert found[0].fix is not None
    assert not found[0].fix.safe, "nobody has said so: it is not applied unseen"


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        (BARLEY, "cites: Adler2001", "cites: Adler2002"),
        (BARLEY, "cites: Adler2001", "cites: Brandt2005b"),
        (PAYS, "[nitrate-feeds-barley, ", "[nitrate-feeds-barley-2, "),
        (PAYS, "[nitrate-feeds-barley, ", "[phosphate-feeds-barley, "),
        (PAYS, "[nitrate-feeds-barley, ", "[nitrite-feeds-beans, "),
        ("docs/index.md", "[[soil-tests-pay]]", "[[soil-tests-fail]]"),
        (BARLEY, "asserted: [S1.p1.s1]", "asserted: [S1.p1.s9]"),
        (BARLEY, "stance: supports", "stance: opposes"),
        (BARLEY, "stance: supports", "stance: unsupports"),
        (BARLEY, "nutrient: nitrate", "nutrient: nitrogen"),
    ],
)
def test_another_thing_is_never_offered(review: Path, path: str, right: str, wrong: str) -> None:
    edited(review, path, right, wrong)
    found = told(review)
    assert found
    for diagnostic in found:
        assert "did you mean" not in diagnostic.help, diagnostic
        assert diagnostic.fix is None or not diagnostic.fix.safe or diagnostic.fix.moved, diagnostic


def test_a_twin_that_was_there_before_is_no_new_name(repository: Path) -> None:
    """All but the text is the same: it is another claim all the same."""
    twin = repository / "claims/1-fields/nitrate-makes-barley-grow.yml"
    text = (repository / BARLEY).read_text(encoding="utf-8")
    twin.write_text(text, encoding="utf-8")
    commit(repository, "a twin")
    (repository / BARLEY).unlink()
    found = next(d for d in told(repository) if "nitrate-feeds-barley" in d.message)
    assert "is gone, and is still named" in found.message
    assert found.help.startswith("`git restore --source=")
    assert found.fix is None


def test_another_text_with_the_same_evidence_is_no_new_name(repository: Path) -> None:
    path = repository / BARLEY
    text = path.read_text(encoding="utf-8")
    path.unlink()
    line = next(line for line in text.split("\n") if line.startswith("claim: "))
    other = text.replace(line, "claim: Hares were counted at dusk by two of us.")
    (path.with_name("hares-were-counted.yml")).write_text(other, encoding="utf-8")
    found = next(d for d in told(repository) if "nitrate-feeds-barley" in d.message)
    assert "is gone, and is still named" in found.message


# Entries of the bibliography that are gone


def without_entry(review: Path, key: str) -> str:
    """Take an entry out of the bibliography; return what was there before."""
    path = review / "bibliography.bib"
    text = path.read_text(encoding="utf-8")
    start = text.index(f"{{{key},")
    start = text.rindex("@", 0, start)
    end = text.find("\n@", start)
    path.write_text(text[:start] + (text[end + 1 :] if end > 0 else ""), encoding="utf-8")
    return text


def gone_entry(review: Path, key: str) -> Diagnostic:
    (found,) = [d for d in told(review) if d.rule == "unknown-reference"]
    assert found.message.startswith(
        f'the entry "{key}" is gone from bibliography.bib, and is still cited'
    )
    assert found.fix is None
    return found


def command_in(help_: str) -> list[str]:
    return help_.partition("`")[2].partition("`")[0].removeprefix("git ").split()


@pytest.mark.parametrize("key", ["Adler2001", "Brandt2005"])
@pytest.mark.parametrize("committed", [0, 1, 2])
def test_an_entry_that_is_gone_is_told_with_how_to_bring_it_back(
    repository: Path, key: str, committed: int
) -> None:
    before = without_entry(repository, key)
    if committed:
        commit(repository, "one less")
    if committed > 1:
        edited(repository, "docs/index.md", "# ", "# More about ")
        commit(repository, "and another page")
    command = command_in(gone_entry(repository, key).help)
    assert command[0] == "restore"
    git(repository, *command)
    assert (repository / "bibliography.bib").read_text(encoding="utf-8") == before


def test_bringing_an_entry_back_loses_nothing_that_was_written_since(repository: Path) -> None:
    without_entry(repository, "Adler2001")
    path = repository / "bibliography.bib"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n@misc{Later, title = {Later}}\n", encoding="utf-8"
    )
    help_ = gone_entry(repository, "Adler2001").help
    command = command_in(help_)
    assert command[0] == "show", "git restore would take Later away"
    line = int(help_.partition("at line ")[2].partition(":")[0])
    text = git(repository, *command)
    assert "{Adler2001," in text.split("\n")[line - 1]


def test_a_number_that_is_given_again_does_not_make_two_works_one(repository: Path) -> None:
    without_entry(repository, "Adler2001")
    path = repository / "bibliography.bib"
    path.write_text(
        path.read_text(encoding="utf-8")
        + """
@article{Hahn2011,
  author       = {Hahn, Eva},
  title        = {Hares at dusk and in the first light of the morning},
  journal      = {Fields},
  year         = {2011},
  reviewnumber = {1},
  identity     = {named},
}
""",
        encoding="utf-8",
    )
    (found,) = [d for d in told(repository) if d.rule == "unknown-reference"]
    assert "same work" not in found.message
    assert "Hahn2011 has its number in the review, 1, and all else is another" in found.message
    assert "look at both" in found.help
    assert "git show" in found.help
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("nitrate-feeds-barley", "nitrate-feeds-barley.yml"), ("!table", "table")],
)
def test_what_is_woven_by_another_form_of_its_name_is_told_once(
    review: Path, right: str, wrong: str
) -> None:
    edited(review, "docs/index.md", f"[[{right}]]", f"[[{wrong}]]")
    found = [d for d in told(review) if d.rule == "unknown-woven-claim"]
    assert [d.help for d in found] == [f'did you mean "{right}"?']
    mend(review)
    assert f"[[{right}]]" in (review / "docs/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("rests_on", "say under rests_on what is left to rest on"),
        ("opposes", "take it out of opposes"),
        ("page", "take [[soil-tests-pay]] out of the page"),
    ],
)
def test_each_place_that_names_a_claim_which_is_gone_has_its_own_remedy(
    review: Path, field: str, said: str
) -> None:
    if field != "page":
        text = (review / BARLEY).read_text(encoding="utf-8") + f"{field}: [soil-tests-pay]\n"
        (review / BARLEY).write_text(text, encoding="utf-8")
        edited(review, "docs/index.md", "[[soil-tests-pay]]", "")
    git(review, "init", "--quiet", "--initial-branch", "main")
    commit(review, "the review")
    (review / PAYS).unlink()
    (found,) = [d for d in told(review) if "is gone, and is still named" in d.message]
    assert found.help.endswith(f"if it should stay away, {said}")


def formerly(review: Path, path: str, *ids: str) -> None:
    with (review / path).open("a", encoding="utf-8") as stream:
        stream.write(f"formerly: [{', '.join(ids)}]\n")


def test_an_old_id_is_mended_wherever_it_is_named_also_in_a_query(review: Path) -> None:
    old, new = "nitrate-helps", "nitrate-feeds-barley"
    formerly(review, BARLEY, old)
    edited(review, PAYS, f"[{new},", f"[{old},")
    asked = "\"SELECT count(*) = 1 FROM evidence WHERE claim IN ('OLD') AND 'OLD' <> 1\""
    edited(
        review,
        PAYS,
        "SELECT supports > contradicts FROM cells WHERE crop = 'barley'",
        asked.replace("OLD", old),
    )
    edited(review, "docs/index.md", f"[[{new}]]", f"[[ {old} ]]")
    found = only(review)
    assert "and is still named in 4 places: here, " in found.message
    assert found.help == f"run `claimweave rename {old} {new}`"
    mend(review)
    texts = [(review / path).read_text(encoding="utf-8") for path in (PAYS, "docs/index.md")]
    assert not any(old in text for text in texts)
    assert f"IN ('{new}') AND '{new}' <> 1" in texts[0]


@pytest.mark.parametrize("place", ["page", "rests_on", "query"])
def test_a_split_claim_leads_nobody_to_one_of_its_parts(review: Path, place: str) -> None:
    old = "nitrate-helps"
    formerly(review, BARLEY, old)
    formerly(review, BEANS, old)
    if place == "page":
        edited(
            review,
            "docs/index.md",
            "[[nitrate-feeds-barley]]",
            f"[[nitrate-feeds-barley]]\n[[{old}]]",
        )
    elif place == "rests_on":
        edited(review, PAYS, "[nitrate-feeds-barley,", f"[nitrate-feeds-barley, {old},")
    else:
        edited(review, PAYS, "WHERE crop", f"WHERE '{old}' <> '' AND crop")
    found = only(review)
    assert "was split into beans-nitrate and nitrate-feeds-barley" in found.message
    assert found.fix is None


def test_an_old_id_in_a_file_that_cannot_be_read_makes_no_other_look_wrong(review: Path) -> None:
    formerly(review, BARLEY, "nitrate-helps")
    edited(review, BARLEY, "kind: association", "kind association")
    edited(review, "docs/index.md", "[[nitrate-feeds-barley]]", "[[nitrate-helps]]")
    assert {d.span.path for d in told(review)} == {BARLEY}
