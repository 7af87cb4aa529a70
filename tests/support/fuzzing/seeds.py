"""What hostile inputs are made from: the files of two reviews, and what strangers might put in."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

from fuzzing.brought_in_seeds import BIBLATEX, CSL, ENDNOTE, LATEX, NBIB, PICTURE, RIS

TESTS = Path(__file__).resolve().parents[2]
BASE = TESTS / "cases" / "_base"
REAL = TESTS.parent

RYE = "10.1000/rye"
"""The DOI that answers of Crossref are asked for."""

BIDI = "\u202e\u2066\u2069\u200f\u061c"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"

TOKENS: tuple[str, ...] = (
    # signs of YAML, BibTeX, Markdown, HTML, SQL and of the engine
    ":", "-", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", '"', "%", "@", "`", "~",
    "?", "<<", "---", "...", "=", "(", ")", "\\", "$", ";", "/", "[[", "]]", "[[!table]]", "{{",
    "}}", "{%", "%}", "{#", "#}", "{:", "```", "~~~", "<!--", "-->", "<![CDATA[", "]]>", "&amp;",
    "&#x6a;", "null", "true", "false", "NO", "0x1F", "1e309", ".nan", ".inf", "010", "12:30",
    "2026-02-30", "-0", "::",
    "\n", "\r\n", "\r", "\t", " ", "\n\n", "\n  ", "\n- ", "\u0085", "\u2028", "\u00a0",
    "\x00", "\x07", "\x1b[31m", "\x7f", "\ufeff", "\ufffe", "\U0010ffff", "\U000e0041", BIDI,
    "e\u0301" * 5, "ﷺ", "İ", "ß", "𝒳", "\u0660\u0661", "²",
    # large things
    "9" * 30, "9" * 5_000, "a" * 2_000, "é" * 700, "[" * 300, "{a: " * 60, "- " * 60, "(" * 300,
    "{" * 300, "}" * 300, "\\" * 99, "`" * 300, "* " * 200, "![" * 150, "](" * 150, "<" * 300,
    # what other programs write: RIS, nbib, CSL-JSON, EndNote, LaTeX, filled forms, pictures
    "TY  - BOOK", "ER  - ", "\nAU  - ", "\nUR  - ", "\nPMID- 1", "\nFAU - ", "\n      ",
    '"literal"', '{"date-parts": [["2001", 13, 0]]}', "[[[1e400]]]", "<record>", "</record>",
    "<style>", "<url/>", "<!DOCTYPE x>", "&a;", r"\ce{", r"\verb|", r"\\", r"\begin{x}", r"\char`",
    r"\'", "$$", "$^", "^{", "--", "``", "2001-23/..", "1998~", "-0044", "{and}", " and others",
    "family=", "### ", "- [X] ", "_No response_", "xlink:href=", 'xmlns="http://www.w3.org/1999/xhtml"',
    "url(//x.example)",
    # YAML that means more than it says
    "&a [*a]", "*a", "<<: *a", "!!python/object/apply:os.system [ls]", "!!binary aGk=", "? [a]: b",
    "'''", '"\\ud800"', '"\\x00\\u202e"', "%YAML 1.1\n---\n",
    # BibTeX
    "@article{a,", "@string{x = {y}}", "@comment{", "@preamble{", "\n@", "and ",
    r"\input{/etc/passwd}",
    r"\'{e}\"{\i}$\frac{1}{2}$", "year = {9999999999999999999}", "crossref = {Adler2001}", "}},",
    # names, paths and addresses
    "../../../etc/passwd", "/etc/passwd", "..%2f..%2f", "C:\\a", "a/../b", ".", "..", "CON",
    "javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https://x.example/?a=b&c=<d>",
    "https://user:p@x.example:99999/", "http://[::1", "10.1000/<script>", "file:///etc/passwd",
    # markup
    MARKUP, "<svg/onload=alert(1)>", "</script>", "</title>", "<!--><script>", "onclick=alert(1)",
    "[x][y]\n\n[y]: javascript:alert(1)", '{: onclick="alert(1)" }', "&lt;script&gt;", "[^1]",
    '"><script>', "'><script>", "`</code><script>", "|a|b|\n|-|-|\n|<b>|", "!!! note\n    <b>",
    # words that the engine knows
    "claim:", "evidence:", "cites:", "at: [S1.p1.s1]", "check:", "sql:", "Adler2001", "barley",
    # parts of the theme, and settings of a page
    "{: #__config }", "{: .md-dialog }", "!!! md-dialog", "__config", "matrix", "cw-card",
    '" http-equiv="refresh', "---\ntitle: x\n---\n", "description: ", "template: 404.html",
    "hide: [navigation]", "search: {boost: 2}", "&amp;lt;b&amp;gt;", "\\<b>",
    "nitrate-feeds-barley", "SourceReview", "S1.p1.s1", "T1.barley.predictor.nitrate", "T1",
)  # fmt: skip
"""Each stands for a way to break something: many come from faults of this engine or of others."""


SETTINGS = """---
title: "Fields & yields"
description: 'What a field "holds"'
hide: [navigation, toc]
search: {exclude: false, boost: 2}
---
"""


def _read(folder: Path, pattern: str, most: int = 40) -> tuple[str, ...]:
    paths = sorted(folder.glob(pattern))[:most]
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def _crossref() -> tuple[str, ...]:
    day = {"date-parts": [[2004, 3, 1]]}
    notice = {"DOI": RYE, "type": "retraction", "source": "publisher", "updated": day}
    whole = {
        "DOI": RYE,
        "type": "journal-article",
        "title": ["Rye and its soil"],
        "issued": day,
        "published-print": day,
        "container-title": ["Journal of Fields"],
        "volume": "12",
        "issue": "3",
        "page": "101-9",
        "author": [{"given": "Ida", "family": "Moss"}],
        "updated-by": [notice],
        "update-to": [notice],
    }
    listed = {"items": [whole], "total-results": 1}
    return tuple(json.dumps({"status": "ok", "message": one}, indent=1) for one in (whole, listed))


def _pubmed() -> str:
    return """<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID Version="1">12345</PMID><Article><Journal><JournalIssue><Volume>3</Volume><Issue>2</Issue>
<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue>
<Title>Journal of Fields</Title></Journal><ArticleTitle>Rye and <i>its</i> soil.</ArticleTitle>
<Pagination><MedlinePgn>637-41</MedlinePgn></Pagination><AuthorList CompleteYN="N"><Author>
<LastName>Moss</LastName><ForeName>Ali B</ForeName></Author><Author><CollectiveName>The Rye Group
</CollectiveName></Author></AuthorList></Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.1000/RYE</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
</PubmedArticleSet>"""


def _archives() -> tuple[str, ...]:
    """Return archives as texts of one sign for each byte."""
    told = {"diagnostics": [], "checked": {"unknown-reference": {"checked": 1, "skipped": 0}}}
    found = []
    for method in (ZIP_STORED, ZIP_DEFLATED, ZIP_LZMA):
        made = io.BytesIO()
        with ZipFile(made, "w", method) as archive:
            archive.writestr("check.json", json.dumps(told))
            archive.writestr("fmt.txt", "claims/a.yml: would be rewritten\n1 file looked at\n")
        found.append(made.getvalue().decode("latin-1"))
    return tuple(found)


_LOG = (
    f"\0{'a' * 40}\x002026-01-31\0One\0\nclaims/a.yml\0claims/b.yml\0"
    f"\0{'b' * 40}\x002026-01-30\0Two\x1e\x1f\0\0{'c' * 40}\x00\0\0\nclaims/a.yml\0"
)
"""A history as `git log -z` tells it: of a commit with two files, of one with none, of a third."""


def _forms() -> tuple[str, ...]:
    from fuzzing.brought_in import forms_filled

    return forms_filled()


@cache
def seeds(kind: str) -> tuple[str, ...]:
    """Return the texts that inputs of a kind grow from: the miniature's, and some real ones."""
    return {
        "yaml": lambda: (
            *_read(BASE, "claims/**/*.yml"),
            *_read(REAL, "claims/3-2-ect/*.yml", 6),
            *_read(REAL, "claims/_studies/*.yml", 6),
            *_read(REAL, "claims/_review/review.yml"),
        ),
        "bibtex": lambda: (
            *_read(BASE, "bibliography.bib"),
            _read(REAL, "bibliography.bib")[0][:6_000],
        ),
        "page": lambda: (
            *_read(BASE, "docs/*.md"),
            *(SETTINGS + text for text in _read(BASE, "docs/*.md")),
            *(text[:4_000] for text in _read(REAL, "docs/review/*.md")),
            *(text[:4_000] for text in _read(REAL, "docs/*.md")),
        ),
        "sql": lambda: (
            "SELECT supports > contradicts FROM cells WHERE crop = 'barley'",
            "SELECT count(*) > 1 FROM evidence e JOIN refs r ON r.key = e.reference",
            "SELECT min(a.supports) FROM cells a, cells b WHERE a.crop LIKE '%' || b.crop",
            "WITH x AS (SELECT key FROM refs) SELECT max(key) IS NULL FROM x",
            "SELECT sum(participants) OVER (ORDER BY year) > 10 FROM studies LIMIT 1",
            "SELECT group_concat(says, ',') LIKE '%a%' FROM findings GROUP BY reference",
        ),
        "crossref": _crossref,
        "pubmed": lambda: (_pubmed(),),
        "archive": _archives,
        "log": lambda: (_LOG,),
        "references": lambda: (RIS, NBIB, CSL, ENDNOTE, BIBLATEX),
        "latex": lambda: LATEX,
        "form": _forms,
        "picture": lambda: (PICTURE,),
        "site": lambda: (
            *_read(REAL, "mkdocs.yml"),
            *_read(TESTS / "other_review", "mkdocs.yml"),
        ),
        "article": lambda: (
            "1 Fields\n\nBarley yields more [1]. Beans do not [2, 3].\n\n2 Conclusion\n\nSo.\n",
            "Abstract\nIt is so (Adler et al., 2001). See ref. 4\u20137.\nReferences\n1. A.\n",
        ),
    }[kind]()
