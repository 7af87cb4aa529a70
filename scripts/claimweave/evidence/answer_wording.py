"""What an answer says: the question, what was found, how firm it is, and what it leaves open.

Each function has one subject and returns plain text; a page shows them one below the other. The
first of them stands alone in search results and previews, so it says the whole in brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.answer_sentences import BORNE_OUT, LISTED, MOST_NAMED, OF, TURNED
from claimweave.evidence.answers import Count
from claimweave.evidence.audit.wording.names import compared_named
from claimweave.evidence.audit.wording.sentences_on_tables import with_results_said
from claimweave.review.vocabulary import axes_named
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.sources_say import SourceReport

COUNTED = "A count of works tells neither a cause nor how large an effect is."
"""What no answer tells, where the vocabulary does not say it for a question."""


def asked(base: EvidenceBase, answer: Answer) -> str:
    """Return the question of a pair: in the vocabulary's words, or else term by term."""
    terms = answer.table.axes_of(answer.pair)
    question = base.review.questions.get(answer.question)
    if question and question.asked and {*terms} == {*axes_named(question.asked)}:
        named = {axis: wording.term_in_sentence(base, axis, term) for axis, term in terms.items()}
        return question.asked.format_map(named)
    words = (question.definition or question.label) if question else answer.question
    if answer.table.turns:
        return f"{compared_named(base, answer.pair)}: {words}"
    row, column = (wording.term_label(base, axis, term) for axis, term in terms.items())
    return f"{column} and {row}: {words}"


def in_brief(base: EvidenceBase, answer: Answer) -> str:
    """Return the question with what was found: it can stand alone."""
    question = asked(base, answer)
    end = "" if question.endswith(("?", ".", "!", "…")) else "."
    return f"{question}{end} {found(base, answer)}"


def found(base: EvidenceBase, answer: Answer) -> str:
    """Say how many works the table lists on each side, and what those that were read report."""
    count, report, title = answer.count, answer.report, answer.table.title
    apart = plural(answer.neither, "work")
    if not count.total and answer.neither:
        return LISTED["apart"].format(title=title, apart=apart)
    if not count.total or report is None:
        return LISTED["nothing"].format(title=title)
    yes, no = sides(base, answer.question)
    beside = LISTED["beside"].format(apart=apart) if answer.neither else ""
    borne = _borne_out(report)
    if count.for_ and count.against:
        works = plural(count.for_, "work")
        both = LISTED["both"]
        return both.format(
            title=title,
            works=works,
            yes=yes,
            against=count.against,
            no=no,
            beside=beside,
            borne=borne,
        )
    side, other = (yes, no) if count.for_ else (no, yes)
    works = plural(count.total, "work")
    one = LISTED["one-side"]
    return one.format(title=title, works=works, side=side, other=other, beside=beside, borne=borne)


def sides(base: EvidenceBase, question: str) -> tuple[str, str]:
    """Return how the works on each side of a count are called: `for yes`, or `for it`."""
    known = base.review.questions.get(question)
    return ("for yes", "for no") if known and known.asked else ("for it", "against it")


def _borne_out(report: SourceReport) -> str:
    if not report.read:
        return BORNE_OUT["one-unread" if report.cited == 1 else "none-read"]
    if not report.exact:
        return BORNE_OUT["too-general"]
    if report.cited == 1:
        return BORNE_OUT["one-agrees" if report.agreeing else "one-differs"]
    one = report.agreeing == 1
    return BORNE_OUT["some"].format(
        of=OF["some-read" if report.unread else "all-read"].format(read=report.read),
        agreeing=report.agreeing or "none",
        report="reports" if one else "report",
        they="it is" if one else "they are",
    )


def firm(base: EvidenceBase, answer: Answer) -> str:
    """Say which single work turns the count, and under what it leans the same way."""
    if not answer.count.total:
        return ""
    parts = (turned(base, answer), _under_lenses(base, answer), _with_results(answer))
    return " ".join(filter(None, parts))


def turned(base: EvidenceBase, answer: Answer) -> str:
    """Say which single work turns the count; nothing of one that has no other side."""
    count, works = answer.count, answer.turning
    if count.lean == "even":
        return TURNED["even"]
    if not (count.for_ and count.against):
        return TURNED["single"] if count.total == 1 else ""
    if not works:
        return TURNED["none"].format(must=abs(count.for_ - count.against))
    if len(works) <= MOST_NAMED:
        named = listed((f"without {_named(base, key)}" for key in works), "or")
        return TURNED["few"].format(named=f"{named[0].upper()}{named[1:]}")
    return TURNED["many"].format(works=len(works))


def _named(base: EvidenceBase, key: str) -> str:
    return base.review.references[key].numbered_name


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
    return f"With what {answer.table.title} leaves out it would not lean so."


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
    return beside + limits(base, answer.question)


def limits(base: EvidenceBase, question: str) -> str:
    """Say what a count of works on a question cannot tell."""
    known = base.review.questions.get(question)
    return (known and known.limits) or COUNTED


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
        parts.append(
            f"{plural(answer.added, 'work')} {'was' if one else 'were'} added here later, "
            f"and {'counts' if one else 'count'} in none of this."
        )
    return " ".join(parts)


def up_to_date(_: EvidenceBase, answer: Answer) -> str:
    """Say of which years the works are that the table lists: what came later is not in it."""
    synthesis = answer.synthesis
    reported = synthesis.reported if synthesis else ()
    works = {item.use.reference.key: item.use.reference for item in reported}
    years = sorted(year for work in works.values() if (year := work.year_number))
    if not years:
        return ""
    of = f"of {years[0]}" if years[0] == years[-1] else f"of {years[0]} to {years[-1]}"
    undated = len(works) - len(years)
    said = f"The works that {answer.table.title} lists here are {of}"
    said += f"; of {plural(undated, 'other')} we know no year" if undated else ""
    return f"{said}. What came later, and what the review does not cite, is not in this answer."
