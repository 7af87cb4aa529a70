"""Our citations beside those of pandoc's citeproc, which cites by Debian's AMA style.

`tests/citations/oracle.bib` is read by us, `oracle.json` by pandoc: the same made-up works, in
CSL-JSON by hand and never by our own export. Where we differ on purpose, `DIFFERENT` says why.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from claimweave.disk.text_files import TextFile
from claimweave.references.ama_style import ama
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from pandoc import STYLE, absent, converted

WORKS = Path(__file__).resolve().parents[1] / "citations"
FEWEST = 60

ET_AL = 'AMA sets "et al" without a full stop wherever it stands (3.7)'
DATED = "since the 11th edition, AMA sets the date of a page without the word Published (3.15.3)"
DIFFERENT = {
    "article19": (
        "Adler A. Neither volume nor issue. <i>J Fields</i>. 2017;30-31.",
        "nothing says that it was published online: most often, nobody has seen its volume",
    ),
    "article20": (
        "Adler A, et al. Of many only one is known. <i>J Fields</i>. 2018;20:1.",
        'AMA sets a comma before "et al", also after one name (3.7)',
    ),
    "book08": (
        "Adler A. <i>First Fields</i>. Field Press; 2008.",
        "the first edition is not indicated (AMA, 3.12.1)",
    ),
    "book09": (
        "Adler A. <i>Letters</i>. Bern B, ed. Field Press; 2009.",
        "AMA names editors and translators after the title without brackets (3.12.4)",
    ),
    "book10": (
        "Adler A. <i>How to Plough With Oxen From the East</i>. Field Press; 2010.",
        "AMA has prepositions of four letters and more in capitals (10.2)",
    ),
    "book14": (
        "Adler A, Bern B, Cole C, et al, eds. <i>Seven Editors</i>. Field Press; 2014.",
        ET_AL,
    ),
    "chapter07": (
        (
            "Adler A. Chalk. In: Adler A, Bern B, Cole C, et al, eds. <i>Downs</i>. "
            "Field Press; 2007:7-8."
        ),
        ET_AL,
    ),
    "web01": (
        (
            "Adler A. Nitrate. Field Site. February 3, 2001. Accessed February 3, 2024. "
            "https://example.org/w01"
        ),
        DATED,
    ),
    "web02": (
        "Adler A. Lime. Field Site. 2002. Accessed February 3, 2024. https://example.org/w02",
        DATED,
    ),
    "web04": (
        "Nobody's page. Field Site. May 2004. Accessed December 31, 2024. https://example.org/w04",
        DATED,
    ),
}
"""Key of a work to our citation, and why it is not that of the oracle."""


def ours() -> dict[str, str]:
    source = TextFile("oracle.bib", (WORKS / "oracle.bib").read_text(encoding="utf-8"))
    entries, problems = read_bibtex(source)
    assert problems == []
    return {entry.key: html.unescape(str(ama(Reference.of(entry)))) for entry in entries}


@pytest.fixture(scope="module")
def theirs() -> dict[str, str]:
    """Key of each work to its citation by pandoc, with italics as we write them."""
    if not STYLE.is_file():
        absent(f"{STYLE} is not there")
    items = json.loads((WORKS / "oracle.json").read_text(encoding="utf-8"))
    text = "\n\n".join(f"[@{item['id']}]" for item in items)
    arguments = ("--citeproc", f"--csl={STYLE}", f"--bibliography={WORKS / 'oracle.json'}")
    tree = json.loads(converted(text, "markdown-smart", "json", *arguments))
    (listed,) = (b["c"][1] for b in tree["blocks"] if b["t"] == "Div" and b["c"][0][0] == "refs")
    return {block["c"][0][0].removeprefix("ref-"): citation_in(block["c"][1]) for block in listed}


def citation_in(blocks: list[Any]) -> str:
    """Return a citation without its number, with full stops behind italics and straight signs."""
    whole = re.sub(r"^[0-9]+\.\s*", "", text_of(blocks)).strip()
    return whole.replace(".</i>", "</i>.").replace("\u2019", "'")


def text_of(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(text_of, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node["t"], node.get("c")
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Emph":
        return f"<i>{text_of(content)}</i>"
    if kind in ("Span", "Link", "Div"):
        return text_of(content[1])
    return content if isinstance(content, str) else text_of(content)


def test_both_describe_the_same_works_of_every_kind_that_the_style_knows() -> None:
    items = json.loads((WORKS / "oracle.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == list(ours())
    assert len(items) >= FEWEST
    kinds = {item["type"] for item in items}
    assert kinds == {
        "article-journal",
        "book",
        "chapter",
        "entry-encyclopedia",
        "paper-conference",
        "thesis",
        "report",
        "webpage",
    }


def test_what_differs_on_purpose_is_what_we_say() -> None:
    cited = ours()
    assert {key: cited[key] for key in DIFFERENT} == {k: text for k, (text, _) in DIFFERENT.items()}


@pytest.mark.full
def test_each_work_is_cited_as_pandoc_cites_it(theirs: dict[str, str]) -> None:
    cited = ours()
    assert theirs.keys() == cited.keys()
    found = {key: text for key, text in cited.items() if text != theirs[key]}
    assert {k: (text, theirs[k]) for k, text in found.items() if k not in DIFFERENT} == {}
    assert DIFFERENT.keys() == found.keys()
