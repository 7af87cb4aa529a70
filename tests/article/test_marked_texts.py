"""LaTeX, Markdown and HTML: their ways to cite, and what of them is no prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimweave.article.article import Article, ListedWork
from claimweave.article.draft import Draft, draft_of
from claimweave.article.html_file import read_html
from claimweave.article.latex_file import read_latex
from claimweave.article.markdown_file import read_markdown
from claimweave.article.pandoc import NoPandocError
from claimweave.references.incoming.bibtex_file import read_bibtex_file
from drafted import fields_of, said, told
from pandoc import absent

BIB = """
@article{a1, author={Adler, Ann}, title={Oats}, journal={J}, year={2001}}
@article{b2, author={Bern, Ben and Cole, Cy}, title={Rye}, journal={J}, year={2002}}
@article{d3, author={Doe, D. and Eck, E. and Fox, F.}, title={Clay}, journal={J}, year={2003}}
@misc{g4, author={{World Grain Office}}, title={Sand}, year={2004}}
"""
WORKS = [ListedWork(e.key, entry=e) for e in read_bibtex_file(BIB).entries]


def drafted(read: Callable[..., Article], text: str, works: list[ListedWork]) -> Draft:
    try:
        return draft_of(read(text, works), works)
    except NoPandocError:
        absent("pypandoc is not installed")


def latex(body: str, works: list[ListedWork] = WORKS) -> Draft:
    whole = rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"
    return drafted(read_latex, whole, works)


COMMANDS = {
    r"\cite{a1}": "Oats grow.",
    r"\citep[see][p.~3]{a1}": "Oats grow.",
    r"\citep*{a1}": "Oats grow.",
    r"\citealp{a1}": "Oats grow.",
    r"\parencite[12]{a1}": "Oats grow.",
    r"\autocite{a1}": "Oats grow.",
    r"\supercite{a1}": "Oats grow.",
    r"\footcite{a1}": "Oats grow.",
    r"\textsuperscript{\cite{a1}}": "Oats grow.",
    r"\onlinecite{a1}": "Oats grow.",
    r"\citenum{a1}": "Oats grow.",
    r"\shortcite{a1}": "Oats grow.",
    r"\citep[in 48 plots;][]{a1}": "Oats grow (in 48 plots).",
    r"(\citeyear{a1})": "Oats grow.",
}
ALOUD = {
    r"\citet{a1} agrees.": "Adler agrees.",
    r"\citet*{b2} agree.": "Bern and Cole agree.",
    r"\textcite[3]{d3} agree.": "Doe et al. agree.",
    r"\Citet{g4} agrees.": "World Grain Office agrees.",
    r"\citeauthor{a1} (\citeyear{a1}) agrees.": "Adler agrees.",
    r"\citeA{b2} agree.": "Bern and Cole agree.",
}


def test_commands_that_cite_in_brackets() -> None:
    found = latex(r"\section{A}" + "\n\n".join(f"Oats grow {one}." for one in COMMANDS))
    assert [text for _, _, text in said(found)] == list(COMMANDS.values())
    assert {cites for _, cites, _ in said(found)} == {(1,)}
    assert found.unread == []


def test_commands_that_are_read_aloud() -> None:
    found = latex(r"\section{A}" + "\n\n".join(ALOUD))
    assert [text for _, _, text in said(found)] == list(ALOUD.values())
    assert all(len(cites) == 1 for _, cites, _ in said(found))


def test_latex_with_several_keys_lists_formulas_and_macros() -> None:
    found = latex(
        r"\newcommand{\both}{\citep{a1,b2}}\begin{abstract}We ask. Of oats.\end{abstract}"
        r"\section{A} % \cite{ghost}"
        "\n"
        r"Oats grow \both. Dr.~Hill et al.\ \cites{a1}[3]{d3} dug 5\,\% of 10$^{6}$ $\alpha$-seeds."
        r"\footnote{See \cite{g4}.}\subsection*{B}\begin{itemize}\item One \cite{g4}.\item Two."
        r"\end{itemize}\begin{equation}x=1\end{equation}\lost{words} here."
    )
    assert said(found) == [
        ("S0.p1.s1", (), "We ask."),
        ("S0.p1.s2", (), "Of oats."),
        ("S1.p1.s1", (1, 2), "Oats grow."),
        (
            "S1.p1.s2",
            (1, 3, 4),
            "Dr. Hill et al. dug 5 % of 106 α-seeds.",
        ),
        ("S1.1.p1.s1", (4,), "One."),
        ("S1.1.p2.s1", (), "Two."),
        ("S1.1.p3.s1", (), "here."),
    ]
    assert "pandoc does not know \\lost{words}, and left it out" in told(found)
    assert "left out: formula on a line of its own" in told(found)


def test_a_list_of_its_own() -> None:
    found = latex(
        r"\section{A}Oats grow~\cite{a}. Rye too \cite{a,b}.\begin{thebibliography}{9}"
        r"\bibitem{a} A.~Adler and B. Bern. Oats in spring. \emph{J. Fields}, 12(3):1--9, 2001."
        r"\bibitem{b} Cole C. \newblock Rye now. \newblock {\em J Fields}. 2002;2:3--4."
        r"\end{thebibliography}",
        [],
    )
    assert said(found) == [("S1.p1.s1", (1,), "Oats grow."), ("S1.p1.s2", (1, 2), "Rye too.")]
    assert found.numbered_by == "printed"
    assert fields_of(found, 1)["title"] == "Oats in spring"
    assert fields_of(found, 2)["names"] == "Cole"


def test_a_command_that_nobody_knows_is_an_unread_citation() -> None:
    assert latex(r"\section{A}Oats \mycitex{a1}. Rye \cite{a1}.").unread == [r"\mycitex{a1}"]


def test_files_that_are_taken_in_are_told_and_not_read() -> None:
    found = latex(r"\section{A}Oats.\input{sections/two}\include{three}")
    assert [said.split(",")[0] for said in found.article.incomplete] == [
        "it takes in sections/two and three"
    ]


def test_markdown() -> None:
    text = """---
title: T
---
# A {#intro}

@a1 found it. As @b2 [p. 3] say, grain is light [see @d3; but not on clay, @g4].
*Sorghum* H~2~O and 10^6^ TNF-$\\alpha$ [-@a1] grow.^[A note [@g4].] See @fig:one.

1. First thing [@b2].
2. Second thing.

| a | b |
|---|---|
| x [@a1] | 2 |

Unlisted [@nobody]. Plain "quotes" -- dash.

## References {-}
"""
    found = drafted(read_markdown, text, WORKS)
    assert said(found) == [
        ("S1.p1.s1", (1,), "Adler found it."),
        ("S1.p1.s2", (2, 3, 4), "As Bern and Cole say, grain is light (but not on clay)."),
        ("S1.p1.s3", (1,), "Sorghum H2O and 106 TNF-α grow."),
        ("S1.p1.s4", (), "See."),
        ("S1.p2.s1", (2,), "First thing."),
        ("S1.p3.s1", (), "Second thing."),
        ("S1.p4.s1", (5,), "Unlisted."),
        ("S1.p4.s2", (), "Plain “quotes” – dash."),
    ]
    assert [message for message in told(found) if "left out" in message] == [
        "left out: citation in a footnote that is left out",
        "left out: cross-reference to a figure, a table or a section",
        "left out: footnote",
        "left out: table",
    ]


def test_manubot() -> None:
    text = """## Abstract {.page_break_before}

We ask.
It is so.

## Introduction

Oats grow [@doi:10.1000/x.1; @pmid:123; @tag:King].
@tag:King said so.

[@tag:King]: doi:10.1000/jdf.2010.12
"""
    found = drafted(read_markdown, text, [])
    assert [(at, cites) for at, cites, _ in said(found)] == [
        ("S0.p1.s1", ()),
        ("S0.p1.s2", ()),
        ("S1.p1.s1", (1, 2, 3)),
        ("S1.p1.s2", (3,)),
    ]
    assert list(found.keys) == ["doi:10.1000/x.1", "pmid:123", "doi:10.1000/jdf.2010.12"]


PAGE = """<!DOCTYPE html><html><head><title>Oats</title></head><body><nav><a href="#R1">1</a></nav>
<h1>Oats in wet years</h1><p class="authors">Ann Adler, Ben Bern</p><section><h2>Abstract</h2>
<p>We ask of oats.</p></section><section><h2>1. Introduction</h2><p>Oats grow well
<a href="#R1">[1]</a>. Rye too [<a href="#R1">1</a>&ndash;<a href="#R3">3</a>]. Both
<sup><a href="https://a.invalid/x#R2">2</a>,<a href="#R4">4</a></sup> are old (see
<a href="#fig1">Fig. 1</a>).</p><figure id="fig1"><img src="x.png"><figcaption>A figure.
</figcaption></figure><h3>1.1 Soil</h3><ul><li>One thing <a href="#R4">[4]</a>.</li></ul></section>
<section><h2>References</h2><ol><li id="R1">Adler A. Oats in spring. J Fields. 2001;1:2-3.
<a href="https://doi.org/10.1000/h.1">doi</a> <a href="https://pubmed.ncbi.nlm.nih.gov/77/">PubMed
</a></li><li id="R2">Bern B. Rye now. J Fields. 2002;2:3-4.</li><li id="R3">Cole C, Doe D. Clay
again. Soil. 2003;3:4.</li><li id="R4">Eck E. All about rye. Field Press; 2004.</li></ol></section>
<footer><p>All rights are ours.</p></footer></body></html>"""


def test_a_web_page_whose_links_lead_to_its_list() -> None:
    found = drafted(read_html, PAGE, [])
    assert said(found) == [
        ("S0.p1.s1", (), "We ask of oats."),
        ("S1.p1.s1", (1,), "Oats grow well."),
        ("S1.p1.s2", (1, 2, 3), "Rye too."),
        ("S1.p1.s3", (2, 4), "Both are old (see Fig. 1)."),
        ("S1.1.p1.s1", (4,), "One thing."),
    ]
    assert found.sections == {"S0": "Abstract", "S1": "Introduction", "S1.1": "Soil"}
    assert fields_of(found, 1)["doi"] == "10.1000/h.1"
    assert fields_of(found, 1)["pmid"] == "77"
    assert "All rights" not in " ".join(s.text for s in found.sentences)


@pytest.mark.parametrize("tag", ["p", "div", "li"])
def test_a_web_page_that_cites_by_name(tag: str) -> None:
    page = (
        '<html><body><h2>Introduction</h2><p>Oats grow (<a href="#b1">Adler, 2001</a>; '
        '<a href="#b2">Bern and Cole, 2002</a>). <a href="#b1">Adler (2001)</a> agrees.</p>'
        f'<h2>References</h2><{tag} id="b1">Adler, A. (2001). Oats in spring. J Fields, 1, 2–3.'
        f'</{tag}><{tag} id="b2">Bern, B., &amp; Cole, C. (2002). Rye. J Fields, 2, 3–4.</{tag}>'
        "</body></html>"
    )
    assert said(drafted(read_html, page, [])) == [
        ("S1.p1.s1", (1, 2), "Oats grow."),
        ("S1.p1.s2", (1,), "Adler agrees."),
    ]
