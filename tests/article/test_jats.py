"""JATS in its dialects: how citations are marked, and what a list of references may hold."""

from __future__ import annotations

import pytest

from claimweave.article.article import NoArticleError
from claimweave.article.draft import Draft, draft_of
from claimweave.article.jats import read_jats
from drafted import fields_of, said, told

DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "http://a.invalid/JATS.dtd">'


def draft(body: str, references: str, front: str = "", back: str = "", root: str = "") -> Draft:
    return draft_of(
        read_jats(
            f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}'
            '<article xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'xmlns:mml="http://www.w3.org/1998/Math/MathML"{root}><front><article-meta>{front}'
            f"</article-meta></front><body>{body}</body><back>{back}<ref-list><title>References"
            f"</title>{references}</ref-list></back></article>"
        )
    )


def sec(*paragraphs: str, title: str = "Introduction") -> str:
    return f"<sec><title>{title}</title>{''.join(f'<p>{p}</p>' for p in paragraphs)}</sec>"


def xref(names: str, printed: str) -> str:
    return f'<xref ref-type="bibr" rid="{names}">{printed}</xref>'


def name(family: str, given: str = "A") -> str:
    return f"<name><surname>{family}</surname><given-names>{given}</given-names></name>"


def element(key: str, family: str, year: int, label: str = "") -> str:
    marked = f"<label>{label}</label>" if label else ""
    return (
        f'<ref id="{key}">{marked}<element-citation publication-type="journal"><person-group '
        f'person-group-type="author">{name(family)}</person-group><article-title>Fields of {family}'
        f"</article-title><source>J Fields</source><year>{year}</year></element-citation></ref>"
    )


NUMBERED = "".join(element(f"B{n}", f"Adler{n}", 2000 + n, f"{n}.") for n in range(1, 7))
NAMED = element("b1", "Adler", 2001) + element("b2", "Bern", 2002) + element("b3", "Cole", 2003)

GROUPS = {
    f"[{xref('B1', '1')}]": (1,),
    f"[{xref('B1', '1')},{xref('B3', '3')}]": (1, 3),
    f"[{xref('B2', '2')}–{xref('B5', '5')}]": (2, 3, 4, 5),
    f"[{xref('B1', '1')}, {xref('B3', '3')}-{xref('B5', '5')}]": (1, 3, 4, 5),
    f"({xref('B2', '2')}; {xref('B4', '4')})": (2, 4),
    xref("B1", "[1]") + "," + xref("B2", "[2]"): (1, 2),
    xref("B1", "[1]") + "–" + xref("B3", "[3]"): (1, 2, 3),
    xref("B1 B2 B3", "[1–3]"): (1, 2, 3),
    f"[{xref('B1 B2 B3', '1–3')}]": (1, 2, 3),
    f"[{xref('B2', '2')}<xref ref-type='bibr' rid='B3'/>–{xref('B4', '4')}]": (2, 3, 4),
    f"<sup>{xref('B1', '1')},{xref('B2', '2')}</sup>": (1, 2),
    f"<sup>{xref('B1', '1')}–{xref('B3', '3')}</sup>": (1, 2, 3),
    f"<sup>[{xref('B4', '4')}]</sup>": (4,),
    xref("B1", "<sup>1</sup>") + "<sup>–</sup>" + xref("B3", "<sup>3</sup>"): (1, 2, 3),
    xref("B1", "<sup>1</sup>") + "<sup>,</sup>" + xref("B3", "<sup>3</sup>"): (1, 3),
    f"[1,{xref('B2', '2')}]": (1, 2),
    f"[{xref('B4', '4')}, p. 12]": (4,),
    f"(see {xref('B4', '4')})": (4,),
    f"[{xref('B1', '1')} and {xref('B2', '2')}]": (1, 2),
    f"[{xref('B1', '1')}] [{xref('B2', '2')}]": (1, 2),
    f"(refs {xref('B1', '1')}–{xref('B3', '3')})": (1, 2, 3),
    f"<italic>[{xref('B6', '6')}]</italic>": (6,),
}


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_numbers(group: str) -> None:
    behind = group if "sup" in group else ""
    text = f"Oats grow {group}. Rye{group} too.{behind} Cole et al. {group} agree."
    assert said(draft(sec(text), NUMBERED)) == [
        ("S1.p1.s1", GROUPS[group], "Oats grow."),
        ("S1.p1.s2", GROUPS[group], "Rye too."),
        ("S1.p1.s3", GROUPS[group], "Cole et al. agree."),
    ]


NAMES = {
    f"Oats grow ({xref('b2', 'Bern, 2002')}; {xref('b1', 'Adler, 2001')}).": ((1, 2), "Oats grow."),
    f"{xref('b1', 'Adler (2001)')} found it.": ((1,), "Adler found it."),
    f"{xref('b1', 'Adler')} ({xref('b1', '2001')}) found it.": ((1,), "Adler found it."),
    f"Adler ({xref('b1', '2001')}, {xref('b2', '2002')}) found it.": ((1, 2), "Adler found it."),
    f"As {xref('b1', 'Adler et al., 2001')} said.": ((1,), "As Adler et al. said."),
    f"So it is (reviewed in {xref('b1', 'Adler, 2001')}).": ((1,), "So it is."),
    f"So it is (on 48 plots; see {xref('b1', 'Adler, 2001')}).": ((1,), "So it is (on 48 plots)."),
    f"So it is (e.g., {xref('b1', 'Adler, 2001')}, p. 3).": ((1,), "So it is."),
    f"It is [{xref('b1', 'Adler 2001')}, {xref('b3', 'Cole 2003')}].": ((1, 2), "It is."),
}


@pytest.mark.parametrize("text", NAMES)
def test_citations_by_name_are_numbered_by_first_mention(text: str) -> None:
    found = draft(sec(text), NAMED)
    assert said(found) == [("S1.p1.s1", *NAMES[text])]
    assert found.numbered_by == "first-mention"


def test_sections_lists_formulas_and_all_that_is_no_prose() -> None:
    front = (
        "<abstract><title>Abstract</title><sec><title>Aim</title><p>We ask. It is so.</p></sec>"
        '</abstract><abstract abstract-type="plain-language-summary"><p>Plain.</p></abstract>'
    )
    text = (
        "We had:<list><list-item><p>Wet plots.</p></list-item><list-item><p>Dry plots.</p>"
        "</list-item></list>All were large (<inline-formula><mml:math><mml:mi>n</mml:mi><mml:mo>="
        "</mml:mo><mml:mn>3</mml:mn></mml:math></inline-formula>), with CO<sub>2</sub> and 10"
        '<sup>6</sup> seeds (<xref ref-type="fig" rid="F1">Fig. 1</xref>)<fn><p>Note.</p></fn>.'
    )
    body = (
        sec("Oats grow.") + f"<sec><label>2</label><title>Methods</title>{sec(text, title='Plots')}"
        "<fig><caption><p>Cap.</p></caption></fig><boxed-text><p>Box.</p></boxed-text>"
        "<disp-formula><tex-math>x</tex-math></disp-formula></sec>"
    )
    found = draft(body, NUMBERED, front, "<ack><title>Thanks</title><p>To all.</p></ack>")
    assert found.sections == {
        "S0": "Abstract",
        "S0.1": "Aim",
        "S1": "Introduction",
        "S2": "Methods",
        "S2.1": "Plots",
    }
    assert [text for _, _, text in said(found)] == [
        "We ask.",
        "It is so.",
        "Oats grow.",
        "We had:",
        "Wet plots.",
        "Dry plots.",
        "All were large (n=3), with CO2 and 106 seeds (Fig. 1).",
    ]
    assert [message.removeprefix("left out: ") for message in told(found)] == [
        "box",
        "figure",
        "footnote",
        "formula on a line of its own",
        "further abstract (plain-language-summary)",
        'part behind the text ("Thanks")',
    ]


LIST = f"""
<ref id="B1"><label>1.</label><mixed-citation publication-type="journal"><person-group
 person-group-type="author">{name("Adler", "AB")}, {name("Plough", "Peter van der")},
 <etal>et al</etal></person-group>. <article-title>Oats in <italic>wet</italic> years
 </article-title>. <source>J Fields</source>. <year>2001</year>;<volume>1</volume>(<issue>2</issue>
 ):<fpage>11</fpage>–<lpage>20</lpage>. doi: <pub-id pub-id-type="doi">10.1000/o.1</pub-id>
 <pub-id pub-id-type="pmid">123</pub-id>
</mixed-citation></ref>
<ref id="B2"><label>2.</label><mixed-citation>Cole C. Rye on sand. <italic>Soil</italic> 2002;3:4-9.
 <ext-link xlink:href="https://doi.org/10.1000/o.2">https://doi.org/10.1000/o.2</ext-link>
</mixed-citation></ref>
<ref id="B3"><label>3.</label><mixed-citation publication-type="book">{name("Doe")}.
 <source>All about rye</source>. <publisher-loc>Bern</publisher-loc>: <publisher-name>Field Press
 </publisher-name>; <year>2003</year>.</mixed-citation></ref>
<ref id="B4"><label>4.</label><mixed-citation publication-type="book">{name("Eck")}. <chapter-title>
 Rye and oats</chapter-title>. In: <person-group person-group-type="editor">{name("Fox")}
 </person-group>, ed. <source>Handbook</source>. <publisher-name>Field Press</publisher-name>;
 <year>2004</year>:
 <fpage>1</fpage>-<lpage>9</lpage>.</mixed-citation></ref>
<ref id="B5"><label>5.</label><citation citation-type="web"><collab>World Soil Body</collab>
 <article-title>Soils</article-title><year>2005</year><ext-link xlink:href="https://example.org/soils">
 here</ext-link></citation></ref>
<ref id="B6"><label>6.</label><citation-alternatives><element-citation publication-type="journal">
 {name("Gall")}<article-title>A third work</article-title><source>Soil</source><year>2006</year>
 </element-citation><mixed-citation>Gall A. A third work. Soil 2006.</mixed-citation>
 </citation-alternatives></ref>
"""
READ = {
    1: {"kind": "article", "names": "Adler; van der Plough", "title": "Oats in wet years",
        "journal": "J Fields", "year": "2001", "volume": "1", "number": "2", "pages": "11--20",
        "doi": "10.1000/o.1", "pmid": "123"},
    2: {"kind": "article", "names": "Cole", "title": "Rye on sand", "journal": "Soil",
        "year": "2002", "volume": "3", "pages": "4-9", "doi": "10.1000/o.2"},
    3: {"kind": "book", "names": "Doe", "title": "All about rye", "address": "Bern",
        "publisher": "Field Press", "year": "2003"},
    4: {"kind": "incollection", "names": "Eck", "title": "Rye and oats", "booktitle": "Handbook",
        "publisher": "Field Press", "year": "2004", "pages": "1--9"},
    5: {"kind": "online", "names": "World Soil Body", "title": "Soils", "year": "2005",
        "url": "https://example.org/soils"},
    6: {"kind": "article", "names": "Gall", "title": "A third work", "journal": "Soil",
        "year": "2006"},
}  # fmt: skip


@pytest.mark.parametrize("number", READ)
def test_each_kind_of_citation_in_the_list(number: int) -> None:
    assert fields_of(draft(sec("Oats."), LIST), number) == READ[number]


def test_several_works_under_one_number() -> None:
    grouped = (
        f'<ref id="R1"><label>1</label><mixed-citation>(a) {name("Adler")}, <article-title>One '
        "work</article-title>, <source>J Fields</source> <year>2001</year>.</mixed-citation>"
        f"<mixed-citation>(b) {name('Bern')}, <article-title>Another work</article-title>, <source>"
        "J Fields</source> <year>2002</year>.</mixed-citation></ref>"
        '<ref id="R2"><label>2</label><note><p>We saw it.</p></note></ref>'
    )
    found = draft(
        f"<p>Oats grow.{xref('R1', '<sup>1</sup>')} Rye too.{xref('R2', '2')}</p>", grouped
    )
    assert [cites for _, cites, _ in said(found)] == [(1,), (2,)]
    first, second = found.article.works
    assert [entry.record and entry.record.named[0].family for entry in first.more] == ["Bern"]
    assert second.entry is not None
    assert second.entry.fault == "the reference has no citation that can be read"


def test_numbers_that_only_the_text_prints() -> None:
    text = f"Oats ({xref('b2', '1')}, {xref('b1', '2')}). Rye [{xref('b1', '2')}]."
    found = draft(sec(text), NAMED)
    assert [cites for _, cites, _ in said(found)] == [(1, 2), (2,)]
    assert [work.number for work in found.article.works] == [2, 1, None]


def test_a_work_that_the_list_has_not() -> None:
    found = draft(sec(f"Oats [{xref('B9', '9')}]. Rye [{xref('B1', '1')}]. So [7]."), NUMBERED)
    assert [cites for _, cites, _ in said(found)] == [(9,), (1,), ()]
    assert '"B9" is cited, and the list of references has no such work' in told(found)
    assert found.unread == ["[7]"]


def test_a_name_space_of_its_own_and_a_wrapper() -> None:
    space = ' xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"'
    assert said(draft(sec(f"Oats [{xref('B1', '1')}]."), NUMBERED, root=space)) == [
        ("S1.p1.s1", (1,), "Oats.")
    ]


def test_letters_to_the_editor_and_their_lists_are_left_out() -> None:
    text = (
        f"<article><front/><body>{sec('Oats [' + xref('B1', '1') + '].')}</body><back><ref-list>"
        f"{NUMBERED}</ref-list></back><sub-article><body><p>Dear all.</p></body><back><ref-list>"
        f"{element('B1', 'Zed', 1999, '1')}</ref-list></back></sub-article></article>"
    )
    found = draft_of(read_jats(text))
    assert len(found.article.works) == 6
    assert told(found) == ["left out: further article within the file, such as a letter"]


def test_entities_of_the_document_type_are_read_without_it() -> None:
    found = draft(sec("Oats&nbsp;grow &#x2014; &alpha;-amylase &lt; 3."), NUMBERED)
    assert said(found) == [("S1.p1.s1", (), "Oats grow — α-amylase < 3.")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><article>&b;</article>', "declares entities of its own"),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd">]><article/>', "declares entities"),
        ("<article><body><p>Oats.</body></article>", "line 1, column"),
        ("<article>&nothing;</article>", "line 1, column"),
        ("<book><p>Oats.</p></book>", "begins with <book>, and no article in JATS"),
        ("<set><article/><article/></set>", "it holds 2 articles"),
        ("<article><body>" + "<sec>" * 5000 + "</sec>" * 5000 + "</body></article>", "one within"),
        ("<article>" + "<p>" * 1_000_001, "more than 1,000,000 tags"),
    ],
    ids=range(8),
)
def test_what_is_refused_says_why(text: str, why: str) -> None:
    with pytest.raises(NoArticleError, match=why):
        read_jats(text)
