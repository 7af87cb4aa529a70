"""Whatever somebody types or sends: it is read, or refused in words, and never anything else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assembly import BASE
from claimweave.authoring import claim_answers, reference_answers, study_answers
from claimweave.authoring.answers import FaultyAnswersError
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.filled_form import UnreadableFormError, read_form
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.reference_answers import read_reference
from claimweave.derived.form_files import form_files
from claimweave.derived.issue_forms import CLAIM, REFERENCE, IssueForm, issue_forms
from claimweave.evidence.base import EvidenceBase
from claimweave.references import RefusedError
from claimweave.references.addition import Placing, add
from claimweave.review.reading.review_reader import read_review
from full_runs import examples, inputs

KNOWN = KnownWords(EvidenceBase(read_review(BASE)))
FORMS = {form.name: form for form in issue_forms(KNOWN.base.review)}
BIBLIOGRAPHY = (BASE / "bibliography.bib").read_text(encoding="utf-8")
READERS = {
    **claim_answers.readers(KNOWN, "2026-01-31"),
    **{f"study {k}": v for k, v in study_answers.readers(KNOWN).items()},
    **{f"reference {k}": v for k, v in reference_answers.readers().items()},
}
PIECES = st.sampled_from(
    ["Adler2001", "supports", "S1.p1.s1", "added=", "2026-01-31", "crop=barley", "question=", "=",
     " -- ", " ", "\t", "1", "٣", "²", "\u202e", "\n", "###", "### Kind", "_No response_", "- [x] ",
     "{", "}", "$", "\\", "@misc{", "10.1000/x", "İ", "ﬁ", "\ud800", "\x00", ","]
)  # fmt: skip
TEXTS = st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join)


@inputs(8, 40)
@pytest.mark.parametrize("field", READERS)
def test_each_field_is_read_or_refused(field: str, inputs: int) -> None:
    @settings(max_examples=inputs, deadline=None)
    @given(text=TEXTS)
    @example(text="")
    def run(text: str) -> None:
        try:
            READERS[field](text)
        except AnswerError as error:
            assert str(error)  # noqa: PT017 - any text may be readable

    run()


def body(form: IssueForm, answers: dict[str, str]) -> str:
    parts = [
        f"### {field.label}\n\n{answers.get(field.field) or '_No response_'}"
        for field in form.fields
    ]
    boxes = [f"- [X] {label}" for label in form.ticked]
    return "\n\n".join([*parts, "### Before you send it\n\n" + "\n".join(boxes)])


@examples(120)
@given(st.dictionaries(st.sampled_from([f.field for f in FORMS[CLAIM].fields]), TEXTS))
def test_a_claim_form_is_read_or_refused(answers: dict[str, str]) -> None:
    whole = {"claim": "A claim", "kind": "effect: x", "section": "S1"} | answers
    try:
        filled = read_form(body(FORMS[CLAIM], whole), tuple(FORMS.values()))
        read = read_claim(KNOWN, filled.answers, "2026-01-31")
    except (UnreadableFormError, FaultyAnswersError):
        return
    assert filled.form.name == CLAIM
    assert read.folder in ("1-fields", "2-conclusion", "table-1")


@examples(120)
@given(st.dictionaries(st.sampled_from([f.field for f in FORMS[REFERENCE].fields]), TEXTS))
def test_a_reference_form_is_read_or_refused(answers: dict[str, str]) -> None:
    whole = {"kind": "article", "author": "Adler, Ida", "title": "T", "year": "2001"}
    whole |= {"identity": "named", "metadatasource": "https://example.org"} | answers
    try:
        filled = read_form(body(FORMS[REFERENCE], whole), tuple(FORMS.values()))
        answers_ = read_reference(filled.answers)
        placing = Placing(answers_.identity, answers_.number, note=answers_.note)
        read = add(BIBLIOGRAPHY, answers_.record, placing)
    except (UnreadableFormError, FaultyAnswersError, RefusedError):
        return
    assert read.key != "Adler2001"
    assert read.entry.count("\n@") == 0


def test_a_review_whose_ledger_is_broken_has_forms_all_the_same() -> None:
    broken = read_review(BASE, {f"claims/_review/{n}.yml": "[" for n in ("review", "vocabulary")})
    assert broken.settings is broken.vocabulary is None
    assert form_files(broken).keys() == form_files(KNOWN.base.review).keys()


def test_words_of_two_spellings_are_told_apart() -> None:
    text = (BASE / "claims/_review/vocabulary.yml").read_text(encoding="utf-8")
    beans = "      beans: {label: Beans}\n"
    both = text.replace(beans, beans + "      BEANS: {label: BEANS}\n")
    known = KnownWords(EvidenceBase(read_review(BASE, {"claims/_review/vocabulary.yml": both})))
    assert known.term("crop", "BEANS") == "BEANS"
    assert known.term("crop", "beans") == "beans"
    assert known.term("nutrient", "no3") == "nitrate"
    assert known.term("crop", "Barley") == "barley"
