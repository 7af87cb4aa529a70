"""Reviews that compare terms of one kind with each other: what is the same, turned round."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from claimweave.evidence.answer_wording import asked
from claimweave.evidence.answers import answers
from claimweave.evidence.audit.mirrored import mirrored_cells
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.alteration import of_claims
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.finding_text import TURNED, finding_text
from claimweave.evidence.progress import progress_of
from claimweave.evidence.relevance import about, findings_about
from claimweave.evidence.term_facts import Conclusions, all_term_facts
from claimweave.evidence.turning import TurnedFinding, one_way, turned
from claimweave.evidence.use_wording import relevant_findings
from claimweave.review.claim import Topic
from claimweave.review.reading.review_reader import read_review
from claimweave.review.study import SourceFinding
from claimweave.review.table import Pair
from claimweave.rules.checking import check
from record_data import as_data, as_record
from shaped import SHAPED, shaped, shaped_base, shaped_text

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = "claims/_review/vocabulary.yml"
SETTINGS = "claims/_review/review.yml"
TABLE = "claims/_review/table-3.yml"
LOSES = "claims/1-fields/biochar-loses-to-manure.yml"
BEATS = "claims/table-3/biochar-beats-cover-crop.yml"
AXES = ("practice", "comparator")
TURNS = {"side-by-side": AXES}


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def found(practice: str, comparator: str, direction: str = "positive") -> SourceFinding:
    return as_record(
        SourceFinding,
        {
            "practice": practice,
            "comparator": comparator,
            "question": "side-by-side",
            "direction": direction,
            "says": "It was seen.",
        },
    )


def test_an_axis_has_the_terms_of_another(base: EvidenceBase) -> None:
    axes = base.review.axes
    assert axes["comparator"].terms == axes["practice"].terms
    assert base.facts.terms.home("comparator") == "practice"
    assert base.facts.terms.axes_with_terms_of("practice") == AXES
    assert base.review.turns == TURNS


@pytest.mark.parametrize(
    ("direction", "other"),
    [
        ("positive", "negative"),
        ("negative", "positive"),
        ("none", "none"),
        ("mixed", "mixed"),
        ("unsigned", "unsigned"),
        ("not-reported", "not-reported"),
    ],
)
def test_a_finding_turned_round_has_the_other_sign(direction: str, other: str) -> None:
    one = found("manure", "biochar", direction)
    two = turned(one, AXES)
    assert two is not None
    assert (two.axes, two.direction) == ({"practice": "biochar", "comparator": "manure"}, other)
    assert two.as_reported is one
    again = turned(two, AXES)
    assert again is not None
    assert (again.axes, again.direction) == (one.axes, direction)


def test_a_finding_without_a_comparator_is_not_turned() -> None:
    one = as_record(
        SourceFinding,
        {"practice": "manure", "question": "q", "direction": "none", "says": "It was seen."},
    )
    assert turned(one, AXES) is None


def test_what_only_narrower_terms_do_to_each_other_says_nothing_of_the_two() -> None:
    """That one dung does better than another does not say how dung does beside all dressings."""
    narrower = {
        axis: {"dressing": ("dung", "cow", "horse"), "dung": ("cow", "horse")} for axis in AXES
    }
    both = about({"practice": "dressing", "comparator": "dung"}, narrower, TURNS)
    within = found("cow", "horse")
    assert [*findings_about([within], both)] == []
    exact = found("dressing", "dung")
    assert [*findings_about([exact], both)] == [exact]
    (other,) = findings_about([found("dung", "dressing")], both)
    assert (isinstance(other, TurnedFinding), other.direction) == (True, "negative")
    one = about({"practice": "dressing"}, narrower, TURNS)
    assert [*findings_about([within], one)] == [within]


def test_a_claim_agrees_with_a_source_that_reports_it_turned_round(base: EvidenceBase) -> None:
    (use,) = base.uses["biochar-loses-to-manure"]
    assert use.agreement == "agrees"
    agreements = {
        (claim_id, use.reference.key): use.agreement
        for claim_id in ("cover-crop-beats-biochar", "biochar-beats-cover-crop")
        for use in base.uses[claim_id]
    }
    assert agreements == {
        ("cover-crop-beats-biochar", "Hahn2021"): "agrees",
        ("cover-crop-beats-biochar", "Jay2023"): "silent",
        ("biochar-beats-cover-crop", "Hahn2021"): "opposite",
        ("biochar-beats-cover-crop", "Ivy2022"): "null",
    }


def test_a_claim_that_says_the_opposite_does_not_agree(tmp_path: Path) -> None:
    text = shaped_text(LOSES, ("negative", "positive"))
    (use,) = shaped_base(tmp_path, {LOSES: text}).uses["biochar-loses-to-manure"]
    assert use.agreement == "opposite"


def test_a_question_that_does_not_turn_is_compared_as_it_is(tmp_path: Path) -> None:
    text = shaped_text(VOCABULARY, ("    turns: [practice, comparator]\n", ""))
    (use,) = shaped_base(tmp_path, {VOCABULARY: text}).uses["biochar-loses-to-manure"]
    assert use.agreement == "silent"


def test_a_turned_finding_says_so_and_keeps_its_number(base: EvidenceBase) -> None:
    (hahn, _) = base.uses["cover-crop-beats-biochar"]
    (told,) = relevant_findings(base, hahn)
    assert (told.direction, told.estimate) == ("positive", None)
    assert finding_text(told).endswith(
        f"interval \N{MINUS SIGN}0.7 to \N{MINUS SIGN}0.1). {TURNED}"
    )
    (other, _) = base.uses["biochar-beats-cover-crop"]
    (told,) = relevant_findings(base, other)
    assert TURNED not in finding_text(told)


def test_no_term_is_compared_with_itself_in_a_table(base: EvidenceBase) -> None:
    table = base.review.tables_by_locator["T3"]
    assert table.turns
    assert not any(t.turns for t in base.review.tables if t.locator != "T3")
    assert len(table.pairs()) == 6
    assert len(table.locators()) == 12
    assert not any(pair.row == pair.column for pair in table.pairs())
    assert "T3.manure.better.manure" not in base.facts.locator_order
    assert "T3.manure.better.manure" not in base.cell_places


def test_of_two_mirrored_cells_one_will_do(base: EvidenceBase) -> None:
    table = base.review.tables_by_locator["T3"]
    pairs = {(pair.row, pair.column) for pair in base.facts.asked_pairs(table)}
    assert pairs == {
        ("cover-crop", "biochar"),
        ("biochar", "cover-crop"),
        ("manure", "cover-crop"),
        ("manure", "biochar"),
    }
    answered = {a.pair: asked(base, a) for a in answers(base) if a.table.turns}
    assert answered[Pair("manure", "biochar", "T3")] == (
        "Does manure raise the yield more than biochar?"
    )
    assert len(answered) == 4
    parts = {part.name: (part.done, part.total) for part in progress_of(base.facts).parts}
    assert (parts["entries-T3"], parts["cells-T3"]) == ((5, 5), (4, 4))


def test_what_stands_in_the_mirrored_cell_is_listed(base: EvidenceBase) -> None:
    """Ivy reports on manure and biochar, and stands in neither cell: that alone is unlisted."""
    told = {pair: [r.references[0] for r in cell.results] for pair, cell in base.unlisted.items()}
    assert told[Pair("manure", "biochar", "T3")] == ["Ivy2022"]
    assert Pair("manure", "cover-crop", "T3") not in told
    assert told[Pair("biochar", "cover-crop", "T3")] == ["Hahn2021", "Ivy2022"]
    assert Pair("cover-crop", "biochar", "T3") not in told


def test_mirrored_cells_that_part_ways_are_told(base: EvidenceBase) -> None:
    (item,) = mirrored_cells(base.facts)
    assert item.claims == ("cover-crop-beats-biochar", "biochar-beats-cover-crop")
    assert (item.bond, item.contrary, item.leaning) == ("opposed", ("Hahn2021",), True)
    assert item.apart == ("Jay2023", "Ivy2022")
    assert item in [*findings(base)]
    assert plain_text(sentence(item, base)) == (
        "Table 3 has “A cover crop raises the yield more than biochar” and, turned round, “Biochar "
        "raises the yield more than a cover crop”, which cannot both hold: it files Hahn 2021 [10] "
        "for both; for each of the two, more works stand than against it; Jay 2023 [12] and "
        "Ivy 2022 [11] stand in one of the two only."
    )


def test_mirrored_cells_that_go_together_are_not(tmp_path: Path) -> None:
    turned_round = """claim: Biochar raises the yield less than a cover crop.
kind: outcome
asserted: [T3.biochar.better.cover-crop, T3.biochar.no-better.cover-crop]
topic: {practice: biochar, comparator: cover-crop, question: side-by-side, direction: negative}
evidence:
  - {cites: Hahn2021, stance: supports, at: [T3.biochar.better.cover-crop]}
  - {cites: Jay2023, stance: supports, at: [T3.biochar.better.cover-crop]}
"""
    base = shaped_base(tmp_path / "one", {BEATS: turned_round})
    assert mirrored_cells(base.facts) == []
    against = turned_round.replace(
        "supports, at: [T3.biochar.b", "contradicts, at: [T3.biochar.no-b"
    )
    base = shaped_base(tmp_path / "two", {BEATS: against})
    (item,) = mirrored_cells(base.facts)
    assert (item.bond, item.contrary, item.leaning) == ("same", ("Hahn2021", "Jay2023"), True)
    # What is told there is not told a second time.
    assert not any(f.kind == "on-both-sides" for f in findings(base))


def test_a_topic_is_the_same_turned_round() -> None:
    one = as_record(
        Topic,
        {
            "practice": "manure",
            "comparator": "biochar",
            "question": "side-by-side",
            "direction": "positive",
        },
    )
    other = as_record(
        Topic,
        {
            "practice": "biochar",
            "comparator": "manure",
            "question": "side-by-side",
            "direction": "negative",
        },
    )
    assert one_way(one, TURNS) == one_way(other, TURNS)
    assert one_way(one, {}) != one_way(other, {})
    opposed = structs.replace(other, direction="positive")
    assert one_way(one, TURNS) != one_way(opposed, TURNS)


def test_one_assertion_written_both_ways_is_found(tmp_path: Path) -> None:
    twin = shaped_text(
        LOSES,
        ("biochar, comparator: manure", "manure, comparator: biochar"),
        ("negative", "positive"),
        ("Biochar raises the yield less than manure", "Manure does better than biochar"),
    )
    root = shaped(tmp_path, {"claims/1-fields/manure-wins.yml": twin})
    told = [d.rule for d in check(read_review(root)).diagnostics]
    assert "same-assertion" in told


def test_a_term_has_one_page_whichever_side_it_stands_on(base: EvidenceBase) -> None:
    known = all_term_facts(base)
    assert not any(axis == "comparator" for axis, _ in known)
    about_manure = {claim.id for claim in known["practice", "manure"].claims}
    assert about_manure == {
        "biochar-loses-to-manure",
        "manure-beats-biochar",
        "manure-raises-barley",
        "manure-beats-cover-crop",
    }
    studied = known["practice", "manure"].studied
    assert studied == ("Hill2021", "Ivory2022", "Ivy2022", "Jay2023")
    conclusions = Conclusions(base)
    for terms in ({"practice": "biochar", "comparator": "manure"}, {"practice": "manure"}):
        assert "manure-does-best" in {claim.id for claim in conclusions.of(terms)}


def test_a_query_sees_findings_both_ways(base: EvidenceBase) -> None:
    with closing(build_database(tables(base.facts))) as database:
        rows = database.execute(
            "SELECT reference, direction, turned FROM findings_both_ways "
            "WHERE practice = 'manure' AND comparator IS NOT NULL ORDER BY reference"
        ).fetchall()
        assert rows == [("Ivy2022", "positive", 0), ("Jay2023", "positive", 1)]
        count = "SELECT count(*) FROM {}"
        (all_,), (own,), (compared,) = (
            database.execute(sql).fetchone()
            for sql in (
                count.format("findings_both_ways"),
                count.format("findings"),
                count.format("findings WHERE question = 'side-by-side'"),
            )
        )
        assert all_ == own + compared
        cells = database.execute(
            "SELECT supports FROM cells WHERE practice = 'manure' AND comparator = 'cover-crop'"
        ).fetchall()
        assert cells == [(1,)]


def test_a_review_without_comparisons_has_no_such_view(tmp_path: Path) -> None:
    text = shaped_text(VOCABULARY, ("    turns: [practice, comparator]\n", ""))
    assert "findings_both_ways" not in tables(shaped_base(tmp_path, {VOCABULARY: text}).facts)


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        (VOCABULARY, ("same_as: practice", "same_as: practise"), '"practise" is not an axis'),
        (VOCABULARY, ("same_as: practice", "same_as: comparator"), "has its own terms"),
        (VOCABULARY, ("same_as: practice}", "terms: {}}"), "cannot change places"),
        (VOCABULARY, ("same_as: practice}", "same_as: practice, terms: {}}"), "of its own, and"),
        (
            VOCABULARY,
            ("label: Compared with, same_as: practice", "label: Compared with"),
            "neither `terms` nor `same_as`",
        ),
        (VOCABULARY, ("turns: [practice, comparator]", "turns: [practice]"), "two different axes"),
        (
            VOCABULARY,
            ("turns: [practice, comparator]", "turns: [practice, practice]"),
            "two different axes",
        ),
        (
            VOCABULARY,
            ("turns: [practice, comparator]", "turns: [practice, comparater]"),
            '"comparater" is not an axis',
        ),
        (
            VOCABULARY,
            ("turns: [practice, comparator]", "turns: [practice, crop]"),
            "does not ask about it",
        ),
        (LOSES, ("comparator: manure", "comparator: biochar"), 'compares "biochar" with itself'),
        (LOSES, ("comparator: manure", "comparator: manures"), "is not a practice of"),
        (
            TABLE,
            ("practice: manure, relation: better", "practice: cover-crop, relation: better"),
            "would be compared with itself",
        ),
        (
            BEATS,
            ("T3.biochar.no-better.cover-crop]", "T3.biochar.no-better.biochar]"),
            "T3.biochar.no-better.biochar",
        ),
    ],
)
def test_what_is_wrong_with_comparisons_is_told(
    tmp_path: Path, path: str, change: tuple[str, str], told: str
) -> None:
    report = check(read_review(shaped(tmp_path, {path: shaped_text(path, change)})))
    assert any(told in f"{d.message} {d.help}" for d in report.diagnostics), report.diagnostics


def test_a_cell_that_neither_has_nor_mirrors_a_claim_is_told(tmp_path: Path) -> None:
    root = shaped(tmp_path, {TABLE: "entries: []\n"})
    for path in (root / "claims/table-3").glob("*.yml"):
        path.unlink()
    report = check(read_review(root))
    cells = [d for d in report.diagnostics if "no claim asserts the cell Table 3" in d.message]
    assert len(cells) == 6


def test_the_shaped_review_is_clean() -> None:
    report = check(read_review(SHAPED))
    assert [*report.diagnostics] == []
    assert report.counts["compared-with-itself"].checked == 9


TURN = "turns: [practice, comparator]"
SAME = "comparator: {label: Compared with, same_as: practice}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TURN, "turns: practice"),
        (TURN, "turns: [practice, comparator, crop]"),
        (TURN, "turns: [practice, comparitor]"),
        (TURN, "turns: [practice, crop]"),
        (SAME, "comparator: {label: Compared with, same_as: []}"),
    ],
)
def test_no_cell_of_a_term_with_itself_is_asked_for_while_the_vocabulary_is_at_fault(
    old: str, new: str, tmp_path: Path
) -> None:
    root = shaped(tmp_path, {VOCABULARY: shaped_text(VOCABULARY, (old, new))})
    rules = {d.rule for d in check(read_review(root)).diagnostics}
    assert "invalid-ledger" in rules
    assert "table-mismatch" not in rules


def test_a_table_whose_question_does_not_turn_is_told_that_it_may(tmp_path: Path) -> None:
    root = shaped(tmp_path, {VOCABULARY: shaped_text(VOCABULARY, (TURN, "turns: []"))})
    told = {d.message: d.help for d in check(read_review(root)).diagnostics}
    help_ = told["no claim asserts the cell Table 3, biochar and biochar"]
    assert "write turns: [practice, comparator] at side-by-side" in help_


@pytest.mark.parametrize(
    ("other", "help_"),
    [
        ("same_as: comparator", "give one of the two `terms`"),
        ("same_as: third}\n  third: {label: Third, same_as: practice", "write same_as: practice"),
        ("same_as: nowhere", "give one of the two `terms`"),
    ],
)
def test_no_axis_is_told_to_have_its_own_terms(other: str, help_: str, tmp_path: Path) -> None:
    text = shaped_text(
        VOCABULARY,
        (SAME, f"comparator: {{label: C, same_as: other}}\n  other: {{label: O, {other}}}"),
    )
    root = shaped(tmp_path, {VOCABULARY: text})
    told = [d.help for d in check(read_review(root)).diagnostics if "either" in d.message]
    assert help_ in told[0]


def test_a_change_says_which_term_is_compared_with_which() -> None:
    review = read_review(SHAPED)
    claim = review.claims["biochar-loses-to-manure"]
    topic = claim.record.topic
    assert topic
    other = as_record(Topic, as_data(topic) | {"comparator": ["manure", "cover-crop"]})
    changed = structs.replace(claim, record=structs.replace(claim.record, topic=other))
    (told,) = of_claims(claim, changed)
    assert told.before == "comparator: manure, practice: biochar, side-by-side, negative"
    assert told.after.startswith("comparator: manure and cover-crop, practice: biochar")


def test_a_result_without_a_sign_is_not_said_to_be_turned() -> None:
    for direction, words in (
        ("none", "comes to the same"),
        ("negative", "its sign here is turned"),
    ):
        other = turned(found("manure", "biochar", direction), AXES)
        assert other
        assert words in finding_text(other)


def test_a_query_on_one_table_uses_no_cell_of_another(base: EvidenceBase) -> None:
    conclusions = Conclusions(base)

    def using(**terms: str) -> list[str]:
        return [claim.id for claim in conclusions.of(terms)]

    assert using(practice="manure", comparator="biochar") == ["manure-does-best"]
    assert using(crop="barley", practice="biochar") == ["practices-help"]
    assert using(crop="barley", nutrient="nitrate") == ["soil-tests-pay"]
