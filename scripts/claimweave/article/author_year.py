"""Citations by author and year in a text: `(Adler 2001; Bern & Adler, 2003a)`, `Cole (2005)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.article.asides import is_aside
from claimweave.article.marks import Mark, Marks
from claimweave.article.reference_lists import YEAR
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.article.article import ListedWork

_PARTICLE = (
    r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|al|el|bin|ibn|af|av|"
    r"Van|Von|De|Der|Den|Di|Da|Du|La|Le)[\s'’-]{1,2})*"
)
_WORD = r"(?<!\w)(?:[dDlLO]['’])?[A-ZÀ-ÞŁŚŽČŠŐ][\w’'-]{0,40}\w(?:\s(?:Jr|Sr|III?)\b\.?)?"
_NAME = rf"{_PARTICLE}{_WORD}"
_BODY = rf"{_NAME}(?:\s(?:(?:of|for|the|on)\s){{0,2}}{_WORD}){{0,5}}"
_ALL = r"(?:,?\s(?:et\sal\.?|and\s(?:colleagues|co-?workers|others)))?"


def _names(name: str) -> str:
    """Return the expression for names of a form, with what may join and follow them."""
    return rf"(?:[A-Z]\.\s?){{0,3}}{name}(?:,\s{name}){{0,6}}?(?:,?\s(?:and|&|und)\s{name})?{_ALL}"


_ONE_YEAR = r"(?:(?:1[5-9]|20)[0-9]{2}[a-z]?|in\spress|forthcoming|n\.d\.)"
_YEARS = rf"{_ONE_YEAR}(?:\s?[,/;&–-]\s?(?:{_ONE_YEAR}|[a-z]\b(?!\.)))*"
_INNER = re.compile(rf"(?P<names>{_names(_BODY)})(?:['’]s)?[,:]?\s+\(?(?P<years>{_YEARS})\)?")
_TOLD = re.compile(
    rf"(?P<names>{_names(_NAME)})(?:['’]s?)?\s(?P<group>[(\[](?P<years>{_YEARS})(?P<rest>[^()\[\]]{{0,60}})[)\]])"
)
_GROUP = re.compile(r"[(\[](?P<inner>[^()\[\]]{4,800}|[^()\[\]]*\([^()]{4,60}\)[^()\[\]]*)[)\]]")
_NO_NAMES = frozenset(
    """
    january february march april may june july august september october november december spring
    summer autumn fall winter table figure version since until between from during before after
    in equation section box early late around by year season chapter
    """.split()  # noqa: SIM905 - as in `asides`
)


@dataclass
class NamedWorks:
    """The works of an article, to be found by a first author and a year.

    `unread` gathers what looks like a citation and names none of them.
    """

    works: Iterable[ListedWork]
    unread: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the works by first author and year."""
        self._known: dict[tuple[str, str], list[_NamedWork]] = {}
        for named in filter(None, map(_named_work, self.works)):
            for name in named.spellings:
                self._known.setdefault((name, named.year), []).append(named)

    def find(self, names: str, year: str) -> tuple[str, ...]:
        """Return the keys of the works that are meant; several where they cannot be told apart."""
        letter = year[-1:] if year[-1:].isalpha() and year[:1].isdigit() else ""
        bare = year.removesuffix(letter) if letter else year
        people = _people(names)
        found: list[_NamedWork] = []
        while people and not found:
            spellings = (people[0], people[0].split()[-1])
            found = next((self._known[s, bare] for s in spellings if (s, bare) in self._known), [])
            people = people if found else people[1:]
        several = [work for work in found if _fits(work, people, names)] or found
        if letter and len(several) > 1:
            lettered = [w for w in several if w.letter == letter]
            order = ord(letter) - ord("a")
            several = lettered or ([several[order]] if order < len(several) else several)
        return tuple(dict.fromkeys(work.key for work in several))


@dataclass(frozen=True, slots=True)
class _NamedWork:
    key: str
    year: str
    letter: str
    families: tuple[str, ...]
    spellings: tuple[str, ...]
    more: bool


def _named_work(work: ListedWork) -> _NamedWork | None:
    """Return by what a work is found: what was read of it, or else its first word and a year."""
    record = work.entry.record if work.entry else None
    printed = re.search(r"(?<![0-9])((?:1[5-9]|20)[0-9]{2})([a-z]?)(?![0-9a-z])", work.text)
    letter = printed[2] if printed else ""
    if record and record.named and record.year:
        families = tuple(_plain(name.family) for name in record.named)
        stems = _plain(record.named[0].stem)
        spellings = dict.fromkeys([families[0], stems, families[0].split()[-1]])
        year = record.year[:4]
        return _NamedWork(work.key, year, letter, families, tuple(spellings), record.more_authors)
    first = re.match(rf"\W*(?P<name>{_BODY})", work.text)
    if not first or not printed:
        return None
    name = _plain(first["name"])
    spellings = dict.fromkeys([name, name.split()[-1], name.split()[0]])
    return _NamedWork(work.key, printed[1], letter, (name,), tuple(spellings), more=True)


def _people(names: str) -> list[str]:
    """Return the names of a citation, without `et al.`."""
    text = re.sub(r",?\s(?:et\sal\.?|and\s(?:colleagues|co-?workers|others))", "", names)
    text = re.sub(r"\b[A-Z]\.\s?", "", text)
    parts = re.split(r"\s*,?\s(?:and|&|und)\s|,\s", text)
    return [_plain(re.sub(r"['’]s?$", "", part.strip())) for part in parts if part.strip()]


def _plain(name: str) -> str:
    """Return a name as it is compared: without accents, and with one apostrophe."""
    return re.sub("[\u2018\u2019\u02bc]", "'", folded(name))


def _fits(work: _NamedWork, people: list[str], names: str) -> bool:
    if re.search(r"et\sal|colleagues|workers|others", names):
        return len(work.families) > 1 or work.more
    if len(people) > 1 and len(work.families) > 1:
        return work.families[1].split()[-1] == people[1].split()[-1]
    return len(people) == len(work.families) and not work.more


def mark_names(text: str, works: NamedWorks, marks: Marks) -> str:
    """Return a text with each citation by name as a mark; names that are read aloud stay."""
    text = _TOLD.sub(lambda match: _marked_told(match, works, marks), text)
    return _GROUP.sub(lambda match: _marked_group(match, works, marks), text)


def _marked_told(match: re.Match[str], works: NamedWorks, marks: Marks) -> str:
    """Put a mark for the years behind a name: `Cole (2005)`."""
    names, printed = match["names"], match["group"]
    keys, doubt = _keys(names, match["years"], works)
    if not keys:
        if not _like_no_name(names):
            works.unread.append(match[0])
        return match[0]
    sign = marks.put(Mark(keys, printed, doubt), len(printed))
    at = match.start("group") - match.start()
    return match[0][:at] + sign


def _marked_group(match: re.Match[str], works: NamedWorks, marks: Marks) -> str:
    """Put a mark for what stands in brackets: all of it, if it is nothing but citations."""
    inner = match["inner"]
    if not YEAR.search(inner) and not re.search(r"in press|forthcoming", inner):
        return match[0]
    found = [(m, _keys(m["names"], m["years"], works)) for m in _INNER.finditer(inner)]
    known = [(m, keys, doubt) for m, (keys, doubt) in found if keys]
    strange = [m for m, (keys, _) in found if not keys and not _like_no_name(m["names"])]
    works.unread += [m[0] for m in strange]
    if not known:
        return match[0]
    rest = _without(inner, [m.span() for m, _, _ in known])
    if is_aside(rest) and not strange:
        cites = tuple(key for _, keys, _ in known for key in keys)
        doubt = "; ".join(filter(None, (doubt for _, _, doubt in known)))
        return marks.put(Mark(tuple(dict.fromkeys(cites)), match[0], doubt), len(match[0]))
    return match[0][0] + _with_marks(inner, known, marks) + match[0][-1]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return text


def _with_marks(
    inner: str, known: list[tuple[re.Match[str], tuple[str, ...], str]], marks: Marks
) -> str:
    """Return what stands in brackets with a mark for each citation and what joins it."""
    for found, keys, doubt in reversed(known):
        start, end = found.span()
        before = re.search(r"[\s,;]*(?:\b(?:see|cf\.|e\.g\.,?|also|and|&)\s*)*\Z", inner[:start])
        start = before.start() if before else start
        sign = marks.put(Mark(keys, inner[start:end], doubt), end - start)
        inner = inner[:start] + sign + inner[end:]
    return inner


def _keys(names: str, years: str, works: NamedWorks) -> tuple[tuple[str, ...], str]:
    """Return the keys that a name and its years stand for, and a doubt where one is guessed."""
    found: dict[str, None] = {}
    doubt = ""
    for year in _each_year(years):
        keys = works.find(names, year)
        if len(keys) > 1:
            doubt = f"{len(keys)} works of the list fit {names} {year}, and the first is taken"
        found.update(dict.fromkeys(keys[:1]))
    return tuple(found), doubt


def _each_year(years: str) -> Iterator[str]:
    last = ""
    for part in re.findall(rf"{_ONE_YEAR}|\b[a-z]\b", years):
        if len(part) == 1 and last:
            yield f"{last}{part}"
        else:
            last = part[:4] if part[:1].isdigit() else part
            yield part


def _like_no_name(names: str) -> bool:
    return names.split(maxsplit=1)[0].strip(",.").casefold() in _NO_NAMES
