"""What an answer says: the question, what was found, how firm it is, and what it leaves open.

Each function has one subject and returns plain text; a page shows them one below the other. The
first of them stands alone in search results and previews, so it says the whole in brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.answers import Count
from claimweave.evidence.audit.sentences import with_results_said
from claimweave.review.vocabulary import axes_named
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.sources_say import SourceReport

MOST_NAMED = 3
"""Works or lenses that a sentence names; more are counted."""

COUNTED = "A count of works tells neither a cause nor how large an effect is."
"""What no answer tells, where the vocabulary does not say it for a question."""


def asked(base: EvidenceBase, answer: Answer) -> str:
    """Return the question of a pair: in the vocabulary's words, or else term by term."""
    terms = answer.table.axes_of(answer.pair)
    question = base.review.questions.get(answer.question)
    if question and question.asked and {*terms} == {*axes_named(question.asked)}:
        named = {axis: wording.term_in_sentence(base, axis, term) for axis, term in terms.items()}
        return question.asked.format_map(named)
    row, column = (wording.term_label(base, axis, term) for axis, term in terms.items())
    words = (question.definition or question.label) if question else answer.question
    return f"{column} and {row}: {words}"


def in_brief(base: EvidenceBase, answer: Answer) -> str:
    """Return the question with what was found: it can stand alone."""
    question = asked(base, answer)
    end = "" if question.endswith(("?", ".", "!", "…")) else "."
    return f"{question}{end} {found(base, answer)}"


def found(base: EvidenceBase, answer: Answer) -> str:
    """Say how many works the table lists on each side, and what those that were read report."""
    title = answer.table.title
    count, report = answer.count, answer.report
    apart = f"{plural(answer.neither, 'work')} on neither side"
    if not count.total and answer.neither:
        return f"{title} lists no work for it or against it, and {apart}."
    if not count.total or report is None:
        return f"{title} lists no work on this: a gap, which is neither a yes nor a no."
    question = base.review.questions.get(answer.question)
    yes, no = ("for yes", "for no") if question and question.asked else ("for it", "against it")
    if not (count.for_ and count.against):
        side = yes if count.for_ else no
        other = no if count.for_ else yes
        said = f"{title} lists {plural(count.total, 'work')} {side}, and none {other}"
    else:
        said = f"{title} lists {plural(count.for_, 'work')} {yes} and {count.against} {no}"
    said += f", and {apart}" if answer.neither else ""
    return f"{said}; {_borne_out(report)}."


def _borne_out(report: SourceReport) -> str:
    if not report.read:
        return "we have not read it" if report.cited == 1 else "we have read none of them"
    if not report.exact:
        return "what they report is not compared: the claim is too general for that"
    if report.cited == 1:
        verb = "reports" if report.agreeing else "does not report"
        return f"as far as we read it, it {verb} what it is listed for"
    these = f"of these {report.read}, as far as we read,"
    of = f"of the {report.read} that we read," if report.unread else these
    if report.agreeing == 1:
        return f"{of} 1 reports what it is listed for"
    return f"{of} {report.agreeing or 'none'} report what they are listed for"


def firm(base: EvidenceBase, answer: Answer) -> str:
    """Say which single work turns the count, and under what it leans the same way."""
    if not answer.count.total:
        return ""
    parts = (_turned(base, answer), _under_lenses(base, answer), _with_results(answer))
    return " ".join(filter(None, parts))


def _turned(base: EvidenceBase, answer: Answer) -> str:
    count, works = answer.count, answer.turning
    if count.lean == "even":
        return "The count is even: a single work more, or less, would tip it."
    if not (count.for_ and count.against):
        return "It rests on a single work." if count.total == 1 else ""
    if not works:
        must = abs(count.for_ - count.against)
        return f"No single work turns this count: {must} would have to go to make it even."
    if len(works) <= MOST_NAMED:
        named = listed((f"without {_named(base, key)}" for key in works), "or")
        return f"{named[0].upper()}{named[1:]} the count would be even."
    return f"Without any one of {len(works)} of them the count would be even."


def _named(base: EvidenceBase, key: str) -> str:
    reference = base.review.references[key]
    return f"{reference.short_name} [{reference.number}]" if reference.number else key


def _under_lenses(base: EvidenceBase, answer: Answer) -> str:
    lenses = answer.lenses
    if not lenses:
        return ""
    now = answer.count.lean
    others = {lens: count for lens, count in lenses.items() if count.lean != now}
    ways = "counted in one stricter way" if len(lenses) == 1 else f"{len(lenses)} stricter ways"
    if not others:
        each = ways.capitalize() if len(lenses) == 1 else f"Counted in each of {ways}"
        return f"{each}, it leans the same way."
    if len(lenses) == 1:
        return f"{ways.capitalize()}, it does not: {_counted(base, *next(iter(others.items())))}."
    kept = len(lenses) - len(others)
    said = f"Of {ways} to count, it leans the same way in {kept or 'none'}"
    if len(others) > MOST_NAMED:
        return f"{said}."
    return f"{said}, but not for {listed(_counted(base, *other) for other in others.items())}."


def _with_results(answer: Answer) -> str:
    """Say where the count leans otherwise with what the table leaves out: then it is not firm."""
    if not answer.unlisted or Count(*answer.unlisted.with_results).lean == answer.count.lean:
        return ""
    title = answer.table.title
    return f"With what {title} leaves out it would not lean so."


def _counted(base: EvidenceBase, lens: str, count: Count) -> str:
    left = wording.for_against(count.for_, count.against) if count.total else "nothing left"
    return f"“{base.review.lenses[lens].label}” ({left})"


def open_(base: EvidenceBase, answer: Answer) -> str:
    """Say what the answer does not tell: other questions, and what no count can tell."""
    elsewhere = answer.elsewhere
    number = elsewhere.total()
    named = [
        wording.question_in_sentence(base, question) + (f" ({n})" if len(elsewhere) > 1 else "")
        for question in base.review.questions
        if (n := elsewhere[question])
    ]
    verb = "answers" if number == 1 else "answer"
    beside = f"{number} of the works {verb} another question: {listed(named)}. " if number else ""
    question = base.review.questions.get(answer.question)
    return beside + ((question and question.limits) or COUNTED)


def left_out(_: EvidenceBase, answer: Answer) -> str:
    """Say what works report on the pair and the table does not list."""
    title = answer.table.title
    parts = []
    if answer.unlisted:
        parts.append(with_results_said(answer.unlisted, title))
    elif answer.studied and not answer.count.total:
        verb = "looks" if len(answer.studied) == 1 else "look"
        parts.append(f"{plural(len(answer.studied), 'work')} that we read {verb} at the two.")
    else:
        parts.append(
            f"In what we read, no cited work answers this beside those that {title} lists."
        )
    if answer.added:
        one = answer.added == 1
        parts.append(f"{plural(answer.added, 'work')} {'was' if one else 'were'} added here later, "
                     f"and {'counts' if one else 'count'} in none of this.")  # fmt: skip
    return " ".join(parts)
