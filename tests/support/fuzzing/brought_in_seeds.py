"""What people bring along as it should be: a small one of each format, all made up."""

from __future__ import annotations

RIS = """TY  - JOUR
AU  - Moss, Ida
A2  - Bern, Ben, Jr.
TI  - Rye and its soil
T2  - Journal of Fields
PY  - 2004/03//spring
SP  - 101
EP  - 9
DO  - 10.1000/RYE
UR  - https://example.org/rye?a=1
AB  - Long
  and longer
ER  -

TY  - CHAP
T1  - Oats
A1  - The Oat Group
SN  - 978-3
ER  -
"""
NBIB = """
PMID- 12345
OWN - NLM
TI  - Rye and its soil
      on the coast.
FAU - Moss, Ali B
AU  - Moss AB
DP  - 1998 Dec-1999 Jan
TA  - J Fields
JT  - Journal of Fields
AID - 10.1000/rye [doi]
PT  - Journal Article
PT  - Retracted Publication
PG  - 637-41
"""
CSL = """[{"id": "a", "type": "article-journal", "title": "Rye & <i>soil</i>", "page": "101-9",
"author": [{"family": "Moss", "given": "Ida", "non-dropping-particle": "von"}, {"literal": "WG"}],
"issued": {"date-parts": [[2004, 3, 1], [2004, 4]]}, "DOI": "10.1000/rye", "volume": 12},
{"type": "chapter", "title": "Oats", "issued": {"raw": "2001?"}, "custom": {"x": ["y", 1]}}]
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Moss, Ida</style></author></authors></contributors><titles><title>
<style face="italic">Rye</style> and soil</title><secondary-title>J Fields</secondary-title>
</titles>
<dates><year>2004</year><pub-dates><date>1 March</date></pub-dates></dates>
<pages>101-9</pages>
<urls><related-urls><url>https://example.org/rye</url></related-urls></urls>
<rec-number>1</rec-number>
<electronic-resource-num>10.1000/rye</electronic-resource-num></record></records></xml>
"""
BIBLATEX = r"""@string{jf = "Journal of " # {Fields}}
@article{moss04, author = {Moss, Ida and {The Rye Group} and others},
  title = {Rye \& {\'E}tude $x^2$},
  journaltitle = jf, date = {2004-03-01/2004-04}, pages = {101--109}, doi = {10.1000/rye_1},
  langid=de,
  url = {https://example.org/a\_b%20c}}
@inbook{b, crossref = {c}, title = "Oats"}
@book{c, title = {Grain}, editor = {Bern, Ben}, year = 2001}
"""
LATEX = (
    r"Rye {\'e}t \textit{soil}: $\mathrm{NO}_3^{-}$ \& 5\,kg\,ha$^{-1}$ -- ``yes''",
    r"{\"O}sterreich, Zo{\"e} van der and M{\^a}s{\'\i}, Jr., Ida and {The \LaTeX{} WG} and others",
    r"\SI{5.2(1)e-3}{\kilo\gram\per\hectare} \ce{H2SO4^2-} \url{https://x.example/a_b~c}",
    r"\oddly[1]{a}{b}",
    "2004-03-01/2004-04?",
    "10.1000/a{\\_}b<c>",
    "101--9, 12\u201314",
    "1990/..",
)
PICTURE = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 9 9">
  <title>A field</title><defs><path id="p" d="M0 0h9"/><linearGradient id="g"/></defs>
  <style>*{fill: none}</style><g style="stroke: #123" transform="scale(2)">
  <use xlink:href="#p" fill="url(#g)"/><text x="1">a &amp; b</text></g></svg>
"""
