"""`claimweave next`: the sentence that waits is shown, and becomes a claim as it is answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from assembly import BASE, check_in_process, edited, run_command
from claimweave.authoring.change import try_change
from claimweave.authoring.encoding import asserting_nothing, joining
from claimweave.authoring.next_sentence import proposed_answers, waiting_sentences
from claimweave.authoring.plain_input import AnswerError
from claimweave.disk.transaction import Creation, Removal, carry_out
from claimweave.disk.whole_file import Snapshot
from claimweave.review.reading.review_reader import read_review
from claimweave.review.sentence_hash import length_and_hash
from claimweave.rules.checking import check
from drafts import FIRST, LAST, SENTENCES, draft_without_two_claims, texts
from terminals import Dialogue

ARTICLE = "1. Fields\n\nBarley yields more where more nitrate is held before sowing [1].\n"
JATS = """<article><body><sec><title>Fields</title>
<p>Barley yields more where more nitrate is held [<xref ref-type="bibr" rid="B1">1</xref>].</p>
</sec></body><back><ref-list>
<ref id="B1"><label>1</label><mixed-citation>Adler A. Nitrate. 2001.</mixed-citation></ref>
</ref-list></back></article>
"""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a draft in which two sentences wait, without stubs."""
    return draft_without_two_claims(tmp_path / "project")


@pytest.fixture(scope="module")
def with_stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the draft with its stubs."""
    folder = draft_without_two_claims(tmp_path_factory.mktemp("with-stubs") / "project")
    assert run_command(folder, "source", "stubs").returncode == 0
    return folder


@pytest.fixture
def project(with_stubs: Path, tmp_path: Path) -> Path:
    """Return a copy of the draft with its stubs."""
    return Path(shutil.copytree(with_stubs, tmp_path / "project"))


ENCODED = (
    ("What now", "encode\n"),
    ("assertion", "Barley feeds on nitrate.\n"),
    ("Kind", "association\n"),
    ("firmly", "plain\n"),
    ("Nutrient", "nitrate\n"),
    ("Crop", "barley\n"),
    ("Question", "before-sowing\n"),
    ("Direction", "\n"),
    ("Reference 1 [Adler2001]", "\n"),
    ("stance", "supports\n"),
    ("[S1.p1.s1]", "\n"),
    ("A note", "\n"),
    ("Reference 2", "\n"),
    ("drawn from", "\n"),
    ("cannot hold", "\n"),
    ("A note", "\n"),
    ("[barley-feeds-nitrate]", "\n"),
    ("Write it?", "y\n"),
)


def typed(project: Path, *answers: tuple[str, str], options: tuple[str, ...] = ()) -> Dialogue:
    dialogue = Dialogue(project, ["next", *options])
    for prompt, answer in answers:
        dialogue.answer(prompt, answer)
    return dialogue


def test_without_a_terminal_it_only_shows_the_sentence(project: Path) -> None:
    before = texts(project)
    ran = run_command(project, "next")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "S1.p1.s1: Fields, paragraph 1, sentence 1\n"
        "It has 56 letters and signs, blanks left out.\nIt cites 1 (Adler2001).\n"
        f"There is a stub for it, {FIRST}: claim, kind, strength, topic and stance of Adler2001 "
        "left open.\nNo claim asserts anything there, or is cited for there.\n"
        "Its text is shown with `--article FILE`.\n"
        "  1 Adler2001: Adler 2001. Nitrate before sowing and the yield of barley\n"
        "1 other sentence waits; 2 of 4 sentences encoded.\n"
    )
    assert texts(project) == before


def test_without_a_stub_it_says_what_is_open(bare: Path) -> None:
    shown = run_command(bare, "next").stdout
    assert "Left open: claim, kind, strength, topic and stance of Adler2001.\n" in shown


def test_a_place_says_where_to_begin(project: Path) -> None:
    assert run_command(project, "next", "S2").stdout.startswith("S2.p1.s1: Conclusion")
    assert run_command(project, "next", "S1.p1.s2").stdout.startswith("S2.p1.s1: Conclusion")
    gone = run_command(project, "next", "S7")
    assert (gone.returncode, "there is no place S7" in gone.stderr) == (2, True)


def test_nothing_waits_in_a_whole_review(tmp_path: Path) -> None:
    whole = shutil.copytree(BASE, tmp_path / "project")
    assert run_command(whole, "next").stdout.startswith("No sentence waits: each is encoded")


def test_the_text_is_shown_from_the_article_and_kept_nowhere(project: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    drafted = tmp_path / "sentences.yml"
    made = run_command(project, "source", "import", str(article), "--output", str(drafted))
    assert made.returncode == 0, made.stderr
    own = yaml.safe_load(drafted.read_text(encoding="utf-8"))["sentences"]["S1.p1.s1"]
    ledger = yaml.safe_load((project / SENTENCES).read_text(encoding="utf-8"))["sentences"]
    edited(project, SENTENCES, ledger["S1.p1.s1"]["sha256"], own["sha256"])
    edited(project, SENTENCES, "length: 56", f"length: {own['length']}")
    before = texts(project)
    shown = run_command(project, "next", "--article", str(article)).stdout
    assert "more nitrate is held before" in shown
    assert texts(project) == before
    other = run_command(project, "next", "S2", "--article", str(article)).stdout
    assert "The article has no sentence like it" in other
    missing = run_command(project, "next", "--article", str(tmp_path / "none.txt"))
    assert (missing.returncode, "cannot be read" in missing.stderr) == (2, True)


def test_the_article_may_have_any_form_that_the_import_reads(project: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.xml"
    article.write_text(JATS, encoding="utf-8")
    length, sha256 = length_and_hash("Barley yields more where more nitrate is held.")
    ledger = yaml.safe_load((project / SENTENCES).read_text(encoding="utf-8"))["sentences"]
    edited(project, SENTENCES, ledger["S1.p1.s1"]["sha256"], sha256)
    edited(project, SENTENCES, "length: 56", f"length: {length}")
    shown = run_command(project, "next", "--article", str(article)).stdout
    assert "“Barley yields more where more nitrate is held [1].”" in shown
    alone = run_command(project, "next", "--bib", "bibliography.bib")
    assert (alone.returncode, "--bib goes with --article" in alone.stderr) == (2, True)


def test_what_is_not_asked_for_is_finished_in_an_editor(project: Path) -> None:
    with (project / FIRST).open("a", encoding="utf-8") as stub:
        stub.write("formerly: [barley-eats]\n")
    ran = typed(project, ("What now", "encode\n"), ("What now", "quit\n"))
    assert ran.ended() == 0
    assert f"{FIRST} has formerly: finish it in an editor" in ran.said
    assert "formerly: [barley-eats]" in (project / FIRST).read_text(encoding="utf-8")


def test_a_stub_becomes_a_claim_under_a_name_of_its_own(project: Path) -> None:
    ran = typed(project, *ENCODED, ("What now", "nothing\n"), ("Why", "States the aim.\n"))
    assert ran.ended() == 0, ran.said
    assert "No sentence waits: each is encoded" in ran.said
    assert "needless-draft" in ran.said
    claim = yaml.safe_load((project / "claims/1-fields/barley-feeds-nitrate.yml").read_text())
    assert claim["evidence"] == [{"cites": "Adler2001", "stance": "supports", "at": ["S1.p1.s1"]}]
    assert (project / "docs/review/1-fields.md").read_text() == (
        "# Fields\n\n[[barley-feeds-nitrate]]\n"
    )
    assert not (project / FIRST).exists()
    assert not (project / LAST).exists()
    assert (project / "docs/review/2-conclusion.md").read_text().strip() == "# Conclusion"
    ledger = yaml.safe_load((project / SENTENCES).read_text())["sentences"]
    assert ledger["S2.p1.s1"]["asserts_nothing"] == "States the aim."
    checked = check_in_process(project)
    assert (checked.status, {d["rule"] for d in checked.diagnostics}) == (0, {"needless-draft"})


def test_what_is_broken_off_first_says_that_nothing_was_written(project: Path) -> None:
    before = texts(project)
    ran = typed(project, ("What now", "encode\n"), ("assertion", "\x03"))
    assert ran.ended("\x03") != 0
    assert "nothing was written" in ran.said
    assert texts(project) == before


def test_what_is_broken_off_later_says_what_stands(project: Path) -> None:
    ran = typed(project, *ENCODED, ("What now", "\x03"))
    assert ran.ended("\x03") != 0
    assert "of this sentence nothing was written; 1 change before it stand" in ran.said
    assert (project / "claims/1-fields/barley-feeds-nitrate.yml").exists()


def test_it_skips_and_goes_back(project: Path) -> None:
    before = texts(project)
    ran = typed(
        project,
        ("What now", "<\n"),
        ("first sentence", ""),
        ("What now", "skip\n"),
        ("S2.p1.s1:", ""),
        ("What now", "<\n"),
        ("S1.p1.s1:", ""),
        ("What now", "s\n"),
        ("What now", "jump\n"),
        ("not something", ""),
        ("What now", "s\n"),
    )
    assert ran.ended() == 0, ran.said
    assert "That was the last one; 2 sentences wait still." in ran.said
    assert texts(project) == before


def test_without_a_stub_it_offers_to_weave_the_claim_in(bare: Path) -> None:
    page = bare / "docs/fields.md"
    page.write_text("# Fields\n\n[[beans-nitrate]]\n", encoding="utf-8")
    ran = typed(bare, *ENCODED[:-1], ("Write it?", "y\n"), ("What now", "q\n"))
    assert ran.ended() == 0, ran.said
    assert (bare / "claims/1-fields/barley-feeds-nitrate.yml").exists()
    assert check_in_process(bare).status == 0


def test_a_sentence_waits_until_each_of_its_citations_has_a_claim(bare: Path) -> None:
    beans = "claims/table-1/beans-nitrate.yml"
    edited(bare, beans, "  - cites: Ref3\n    stance: background\n    at: [S1.p1.s2]\n", "")
    review = read_review(bare)
    assert waiting_sentences(review) == ["S1.p1.s1", "S1.p1.s2", "S2.p1.s1"]
    assert proposed_answers(review, "S1.p1.s2")["evidence"] == ["Ref3"]
    assert proposed_answers(review, "S2.p1.s1")["evidence"] == ["FieldReview supports S2.p1.s1"]


def test_what_a_stub_says_already_is_proposed(project: Path) -> None:
    edited(project, FIRST, "claim: TODO", "claim: Barley feeds on nitrate.")
    edited(project, FIRST, "nutrient: TODO", "nutrient: nitrate")
    edited(
        project,
        FIRST,
        "    stance: TODO\n    at: [S1.p1.s1]\n",
        "    stance: supports\n    at: [S1.p1.s1]\n    note: In one year.\n"
        "rests_on: [beans-nitrate]\nin_text: It grew.\n",
    )
    assert proposed_answers(read_review(project), "S1.p1.s1") == {
        "asserted": ["S1.p1.s1"],
        "claim": ["Barley feeds on nitrate."],
        "in_text": ["It grew."],
        "topic": ["nutrient=nitrate"],
        "rests_on": ["beans-nitrate"],
        "evidence": ["Adler2001 supports S1.p1.s1 -- In one year."],
    }


def test_a_sentence_that_asserts_nothing_loses_its_stub_and_its_place(project: Path) -> None:
    page = project / "docs/review/2-conclusion.md"
    page.write_text("# Conclusion\n\n- [[s2-p1-s1]]\n\nAll in all: [[s2-p1-s1]] so.\n", "utf-8")
    review = read_review(project)
    change = asserting_nothing(project, review, "S2.p1.s1", 'It "points" on: see below.')
    trial = try_change(project, check(review), change)
    assert trial.forbidding == ()
    after = trial.report.base.review
    assert after.sentences["S2.p1.s1"].asserts_nothing == 'It "points" on: see below.'
    assert "s2-p1-s1" not in after.stubs
    assert change.texts["docs/review/2-conclusion.md"] == "# Conclusion\n\n\nAll in all:  so.\n"


def test_a_claim_that_says_it_already_asserts_it_too(project: Path) -> None:
    edited(project, SENTENCES, "  S2.p1.s1:\n    cites: []", "  S2.p1.s1:\n    cites: [2, 3]")
    edited(
        project,
        LAST,
        "cites: FieldReview\n    stance: supports",
        "cites: Brandt2005\n    stance: TODO",
    )
    ran = typed(
        project,
        ("What now", "skip\n"),
        ("What now", "claim\n"),
        ("Id of the claim", "beans\n"),
        ("not the id", ""),
        ("Id of the claim", "beans-nitrate\n"),
    )
    assert ran.ended() == 0, ran.said
    claim = read_review(project).claims["beans-nitrate"]
    assert claim.record.asserted[-1] == "S2.p1.s1"
    assert [e.at[-1] for e in claim.evidence] == ["S2.p1.s1", "S2.p1.s1"]
    assert not (project / LAST).exists()
    assert waiting_sentences(read_review(project)) == ["S1.p1.s1"]
    assert check_in_process(project).status == 0


def test_a_stub_that_is_left_behind_a_claim_still_waits_and_goes(project: Path) -> None:
    edited(project, "claims/table-1/beans-nitrate.yml", "asserted: [", "asserted: [S2.p1.s1, ")
    review = read_review(project)
    assert waiting_sentences(review) == ["S1.p1.s1", "S2.p1.s1"]
    change = joining(project, review, "S2.p1.s1", "beans-nitrate")
    assert list(change.removed) == [LAST]
    assert list(change.replaced) == ["docs/review/2-conclusion.md"]


def test_a_comment_within_a_claim_is_not_lost(project: Path) -> None:
    edited(
        project, "claims/table-1/beans-nitrate.yml", "asserted: [", "asserted: # as printed\n  ["
    )
    review = read_review(project)
    with pytest.raises(AnswerError, match=r"add S2\.p1\.s1 to its `asserted`"):
        joining(project, review, "S2.p1.s1", "beans-nitrate")
    with pytest.raises(AnswerError, match=r"beans-nitrate asserts S1\.p1\.s2 already"):
        joining(project, review, "S1.p1.s2", "beans-nitrate")


def test_what_it_cannot_write_safely_is_left_to_its_author(project: Path) -> None:
    edited(project, LAST, "asserted: [S2.p1.s1]", "asserted: [S2.p1.s1, S1.p1.s1]")
    with pytest.raises(AnswerError, match="a stub of other sentences, too"):
        asserting_nothing(project, read_review(project), "S2.p1.s1", "An aim.")
    ledger = yaml.safe_load((project / SENTENCES).read_text(encoding="utf-8"))
    flow = yaml.safe_dump(ledger, default_flow_style=True, width=10_000)
    (project / SENTENCES).write_text(flow, encoding="utf-8")
    with pytest.raises(AnswerError, match=r"`asserts_nothing: An aim\.` at S1\.p1\.s1 by hand"):
        asserting_nothing(project, read_review(project), "S1.p1.s1", "An aim.")


def test_a_removed_file_comes_back_when_a_later_step_fails(tmp_path: Path) -> None:
    gone, there = tmp_path / "gone.yml", tmp_path / "there.yml"
    gone.write_bytes(b"a\n")
    there.write_bytes(b"b\n")
    steps = [Removal(Snapshot.of(gone)), Creation(there, b"c\n")]
    with pytest.raises(FileExistsError):
        carry_out(steps, tmp_path)
    assert (gone.read_bytes(), there.read_bytes()) == (b"a\n", b"b\n")
    carry_out([Removal(Snapshot.of(gone))], tmp_path)
    assert not gone.exists()
