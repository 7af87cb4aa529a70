"""Where the pages of terms and of the tables' pairs stand: short words, one for each name.

A name of any script becomes a word of small letters, digits and hyphens: `Grün-β` is `grun-beta`.
Where two names of one axis would be called alike, also on a disk that takes capital letters for
small ones, the later in the vocabulary gets a number: an address stays when terms are added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimweave.review.key_word import is_device
from claimweave.review.table import Pair
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.addresses.links import Links
    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Topic
    from claimweave.review.table import Table

ANSWERS = "answers/index.md"
TERMS = "terms/index.md"

_LONGEST = 60
_TAKEN = frozenset({"index", "readme"})
"""What MkDocs takes for the page of a folder."""

_BETWEEN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=64)
def words_of(names: tuple[str, ...]) -> Mapping[str, str]:
    """Return name to the word that stands for it in an address; no two have the same."""
    found: dict[str, str] = {}
    taken = set(_TAKEN)
    for name in dict.fromkeys(names):
        plain = _plain(name)
        word, number = plain, 2
        while word in taken or is_device(word):
            word, number = f"{plain}-{number}", number + 1
        taken.add(word)
        found[name] = word
    return found


def _plain(name: str) -> str:
    spelt = "".join(map(_spelt, folded(name)))
    return _BETWEEN.sub("-", spelt)[:_LONGEST].strip("-") or "term"


def _spelt(sign: str) -> str:
    """Return a letter as it is, a Greek one by its name, any other by its number in Unicode."""
    if sign.isascii():
        return sign
    name = unicodedata.name(sign, "").split()
    if name[:1] == ["GREEK"] and "LETTER" in name:
        return f"-{name[name.index('LETTER') + 1].lower()}-"
    return f"-{ord(sign):x}-" if sign.isalnum() else "-"


def answer_table(page: str) -> str:
    """Return where the works of an answer are as CSV: beside its page."""
    return f"{page.removesuffix('.md')}.csv"


def term_pages(facts: Facts) -> dict[tuple[str, str], str]:
    """Return (axis, term) to the path of its page, for each term of the vocabulary in use."""
    return {
        (axis, term): f"terms/{_axis_words(facts)[axis]}/{_term_words(facts, axis)[term]}.md"
        for axis in facts.review.axes
        for term in facts.terms.in_use.get(axis, ())
    }


def answer_pages(facts: Facts) -> dict[Pair, str]:
    """Return each pair of the tables to the path of its page; nothing without a table."""
    return {
        pair: _answer_page(facts, table, pair)
        for table in facts.review.tables
        for pair in facts.asked_pairs(table)
    }


def _answer_page(facts: Facts, table: Table, pair: Pair) -> str:
    """Return the path of a pair's page; each table behind the first has a folder of its own."""
    rows = _term_words(facts, table.rows, table.row_terms)
    columns = _term_words(facts, table.columns, table.column_terms)
    locators = tuple(each.locator for each in facts.review.tables)
    own = f"{words_of(locators)[table.locator]}/" if table.locator != locators[0] else ""
    return f"answers/{own}{rows[pair.row]}/{columns[pair.column]}.md"


class TermLinks(NamedTuple):
    """Addresses of terms and of answers, as seen from one page; "" where there is no page."""

    facts: Facts
    links: Links

    def term(self, axis: str, term: str) -> str:
        """Return the address of a term's page: it stands with the axis whose own it is."""
        axis = self.facts.terms.home(axis)
        if term not in self.facts.terms.in_use.get(axis, ()):
            return ""
        axes, terms = _axis_words(self.facts), _term_words(self.facts, axis)
        return self.links.to(f"terms/{axes[axis]}/{terms[term]}.md")

    def answer(self, pair: Pair) -> str:
        """Return the address of the answer for a pair of a table, or for the mirrored one."""
        table = self.facts.review.tables_by_locator.get(pair.table)
        if table is None:
            return ""
        pairs = self.facts.asked_pairs(table)
        if pair not in pairs:
            mirrored = table.mirrored(pair)
            if mirrored is None or mirrored not in pairs:
                return ""
            pair = mirrored
        return self.links.to(_answer_page(self.facts, table, pair))

    def answer_on(self, topic: Topic) -> str:
        """Return the address of the answer on what a claim is about; "" for one of several terms.

        Of several tables that have its terms, it is the first that asks its question, or the first.
        """
        if topic.has_lists:
            return ""
        (axes,), tables = topic.ways, self.facts.review.tables
        for table in sorted(tables, key=lambda table: table.question != topic.question):
            pair = Pair(axes.get(table.rows, ""), axes.get(table.columns, ""), table.locator)
            if found := self.answer(pair):
                return found
        return ""


def _axis_words(facts: Facts) -> Mapping[str, str]:
    return words_of(tuple(facts.review.axes))


def _term_words(facts: Facts, axis: str, more: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Return the words of an axis' terms; those that the vocabulary has not come last."""
    known = facts.review.axes.get(axis)
    return words_of((*(known.terms if known else ()), *more))
