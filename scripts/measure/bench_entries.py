"""The bibliography of a generated review: as many works as it has claims, and the review itself."""

from __future__ import annotations

import hashlib

from bench_numbers import family, key, unidentified, year

_SOURCE = """@misc{SourceReview,
  title = {{The generated review}},
  identity = {unidentified},
  note = {It does not exist.},
}
"""


_UNREAD = """  abstract = {%s},
  file = {:home/somebody/library/%d.pdf:PDF;Snapshot:home/somebody/library/%d.html:text/html},
  keywords = {one thing, another thing, {\\textalpha}-things},
"""
_ABSTRACT = (
    "We looked for {\\textalpha} in 40\\% of all plots (n~=~{NUMBER}); it was 12.3 $\\pm$ 4.5 "
    "$\\mu$g/l, p{\\textless}0.05, and more so where \\emph{nothing} grew. "
)


def bibliography(size: int, *, abstracts: bool) -> str:
    """Return the file; with `abstracts`, each known work has what reference managers add."""
    entries = (_entry(number, abstracts=abstracts) for number in range(1, size + 1))
    return "\n".join([_SOURCE, *entries])


def _unread(number: int) -> str:
    """Return the fields of a library that nobody asks for: a line of an abstract seven times."""
    return _UNREAD % (_ABSTRACT.replace("NUMBER", str(number)) * 7, number, number)


def _entry(number: int, *, abstracts: bool) -> str:
    if unidentified(number):
        return f"""@misc{{Ref{number},
  title = {{{{Reference {number} of the source review}}}},
  reviewnumber = {{{number}}},
  identity = {{unidentified}},
  note = {{Nobody knows it.}},
}}
"""
    word = hashlib.sha256(str(number).encode()).hexdigest()
    return f"""@article{{{key(number)},
  author = {{{family(number)}, Given and Second, Name}},
  title = {{{{On {word[:6]} and {word[6:12]} in {word[12:18]} after {word[18:24]}}}}},
  journal = {{Journal of Generated Results}},
  year = {{{year(number)}}},
  volume = {{{number % 60 + 1}}},
  pages = {{{number}--{number + 9}}},
  doi = {{10.5555/generated.{number}}},
  reviewnumber = {{{number}}},
  identity = {{named}},
  metadatasource = {{generated}},
{_unread(number) if abstracts else ""}}}
"""
