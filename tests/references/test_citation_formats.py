"""Citations for reference managers: as their own readers read them, nothing lost, nothing made."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from bibtexparser import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts

from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.history import Change
from claimweave.review.reference import Reference
from claimweave.site.parts.citation_formats import claim_citation, reference_citation
from claimweave.site.parts.readings import command_line
from claimweave.site.publication import UNPUBLISHED, Publication
from review_words import unidentified_key

FIELDS = {
    "author": "Okafor, Ada B. and World Tea Council and Ng, Li and others",
    "title": "Tea & sleep: 50% longer, for #1 of {two} ~ groups_",
    "journal": "Journal of Tea",
    "year": "2001",
    "volume": "12",
    "number": "3",
    "pages": "101--109",
    "doi": "10.1000/tea_(1)%a",
    "pmid": "123",
    "identity": "named",
    "metadatasource": "nowhere",
}
PUBLISHED = Publication("Tea, claim by claim", "https://tea.example/site/", "")
CLAIM = "ect-il6-predicts-response"


def reference(kind: str = "article", **fields: str) -> Reference:
    known = {name: text for name, text in (FIELDS | fields).items() if text}
    return Reference("Okafor2001", 1, BibtexEntry(kind, "Okafor2001", known, {}, 1))


def read_back(text: str) -> dict[str, str]:
    """Read one entry as a BibTeX program does: LaTeX becomes text, a double hyphen a dash.

    The reader has no sign for LaTeX's braces in text, and leaves them out.
    """
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"ENTRYTYPE": entry.entry_type} | {
        field.key: re.sub(r"^\{(.*)\}$", r"\1", str(field.value)) for field in entry.fields
    }


def ris_lines(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines), lines
    assert lines[0].startswith("TY  - ")
    assert lines[-1] == "ER  - "
    return [(line[:2], line[6:]) for line in lines[1:-1]]


def test_bibtex_golden() -> None:
    assert reference_citation(reference(title="Tea & sleep", author="Ng, Li", doi="")).bibtex == (
        "@article{Okafor2001,\n"
        "  author  = {Ng, Li},\n"
        "  title   = {{Tea \\& sleep}},\n"
        "  journal = {Journal of Tea},\n"
        "  year    = {2001},\n"
        "  volume  = {12},\n"
        "  number  = {3},\n"
        "  pages   = {101--109},\n"
        "  pmid    = {123},\n"
        "}\n"
    )


def test_ris_golden() -> None:
    assert reference_citation(reference(title="Tea")).ris == (
        "TY  - JOUR\n"
        "AU  - Okafor, Ada B.\n"
        "AU  - Council, World Tea\n"
        "AU  - Ng, Li\n"
        "TI  - Tea\n"
        "T2  - Journal of Tea\n"
        "PY  - 2001\n"
        "VL  - 12\n"
        "IS  - 3\n"
        "SP  - 101\n"
        "EP  - 109\n"
        "DO  - 10.1000/tea_(1)%a\n"
        "AN  - 123\n"
        "ID  - Okafor2001\n"
        "ER  - \n"
    )


def test_csl_json_golden() -> None:
    (item,) = json.loads(reference_citation(reference(author="Ng, Li and Fornaro")).csl)
    assert item == {
        "id": "Okafor2001",
        "type": "article-journal",
        "author": [{"family": "Ng", "given": "Li"}, {"literal": "Fornaro"}],
        "title": "Tea & sleep: 50% longer, for #1 of {two} ~ groups_",
        "container-title": "Journal of Tea",
        "issued": {"date-parts": [[2001]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "DOI": "10.1000/tea_(1)%a",
        "PMID": "123",
    }


def test_what_nobody_has_seen_stays_out() -> None:
    bare = reference("misc", **{n: "" for n in FIELDS if n not in ("title", "identity")}, title="T")
    cited = reference_citation(bare)
    assert cited.bibtex == "@misc{Okafor2001,\n  title = {{T}},\n}\n"
    assert cited.ris == "TY  - GEN\nTI  - T\nID  - Okafor2001\nER  - \n"
    assert json.loads(cited.csl) == [{"id": "Okafor2001", "type": "document", "title": "T"}]


@pytest.mark.parametrize(
    "text",
    ["a } b { c", "\\input{x} \\", "50 % & # _ ^ ~ $x$", "@article{x, y = {z}}", 'say "hi" # x'],
)
def test_no_text_breaks_out_of_bibtex(text: str) -> None:
    cited = reference_citation(reference(title=text, journal=text, author="Ng, Li")).bibtex
    read = read_back(cited)
    shown = text.translate({ord("{"): None, ord("}"): None, ord("^"): "ˆ"})
    assert read["title"] == read["journal"] == shown
    assert read["year"] == "2001"
    assert cited.count(r"\textbraceleft{}") == 2 * text.count("{")
    assert cited.count(r"\textbraceright{}") == 2 * text.count("}")


def test_no_line_break_breaks_out_of_ris() -> None:
    fields = ris_lines(reference_citation(reference(title="One\nER  - \nTY  - BOOK")).ris)
    assert ("TI", "One ER - TY - BOOK") in fields


def test_each_reference_is_read_back_as_it_is(base: EvidenceBase) -> None:
    named = [r for r in base.review.references.values() if r.identity != "unidentified"]
    assert len(named) > 30
    for ref in named:
        cited = reference_citation(ref)
        read = read_back(cited.bibtex)
        assert read.pop("ENTRYTYPE") == ref.entry.kind
        assert read.pop("pages", "") == ref.field("pages").replace("--", "–")
        wanted = {n: ref.field(n) for n in (*read, "title", "journal", "doi", "year")}
        assert read == {name: text for name, text in wanted.items() if text}
        ris = ris_lines(cited.ris)
        assert [value for tag, value in ris if tag == "AU"] == [
            f"{a.family}, {a.given}" if a.given else a.family for a in ref.authors
        ]
        (csl,) = json.loads(cited.csl)
        assert csl["title"] == ref.title
        assert csl["id"] == ref.key


def test_authors_are_read_back_as_names(base: EvidenceBase) -> None:
    ref = base.review.references["Park2017"]
    library = parse_string(
        reference_citation(ref).bibtex, append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    names = library.entries[0].fields_dict["author"].value
    assert [(" ".join(n.last), " ".join(n.first)) for n in names] == [
        (a.family, a.given) for a in ref.authors
    ]
    assert len(names) == 7


def test_a_claim_is_cited_with_its_stable_address(base: EvidenceBase) -> None:
    claim = base.review.claims[CLAIM]
    address = f"https://tea.example/site/claims/{CLAIM}/"
    title = f"Claim, contested as of 2026-01-31: {claim.text.rstrip('.')}"
    changes = {claim.path: (Change("0123456789abcdef", "2026-01-02", "Mended"),)}
    published = replace(PUBLISHED, created="2026-01-31T08:00:00Z", history=changes)
    cited = claim_citation(base, claim, published)
    assert cited.plain.startswith(f"Tea, claim by claim. {title}. Claim {CLAIM}.")
    assert cited.plain.endswith(f" Version 0123456789. {address}")
    read = read_back(cited.bibtex)
    assert (read["ENTRYTYPE"], read["title"], read["url"]) == ("misc", title, address)
    assert read["howpublished"] == "Tea, claim by claim"
    assert "author       = {{Tea, claim by claim}}" in cited.bibtex, "a body, whole"
    assert (read["date"], read["version"]) == ("2026-01-31", "0123456789")
    fields = dict(ris_lines(cited.ris))
    assert (fields["TI"], fields["UR"], fields["T2"]) == (title, address, "Tea, claim by claim")
    (csl,) = json.loads(cited.csl)
    assert (csl["type"], csl["title"], csl["URL"]) == ("webpage", title, address)
    assert csl["author"] == [{"literal": "Tea, claim by claim"}]
    assert csl["issued"]["date-parts"] == [[2026, 1, 31]]
    assert fields["AU"] == "Tea, claim by claim"


def test_a_citation_takes_the_day_of_the_last_change_where_no_other_is_known(
    base: EvidenceBase,
) -> None:
    claim = base.review.claims[CLAIM]
    changes = {claim.path: (Change("0123456789abcdef", "2026-01-02", "Mended"),)}
    cited = claim_citation(base, claim, replace(PUBLISHED, history=changes))
    assert "Claim, contested as of 2026-01-02: " in cited.plain
    undated = claim_citation(base, claim, PUBLISHED)
    assert "Claim, contested: " in undated.plain
    assert "Version" not in undated.plain


def test_a_claim_of_an_unpublished_site_invents_no_address(base: EvidenceBase) -> None:
    cited = claim_citation(base, base.review.claims[CLAIM], UNPUBLISHED)
    for _, _, text in cited.formats():
        assert "://" not in text
        assert f"claims/{CLAIM}/" in text
    assert base.review.settings is not None
    assert base.review.settings.title in cited.plain


def test_a_citation_says_how_the_claim_stands(base: EvidenceBase) -> None:
    cited = claim_citation(base, base.review.claims[CLAIM], UNPUBLISHED)
    assert base.verdict(base.review.claims[CLAIM]) == "contested"
    for _, _, text in cited.formats():
        assert "The review cites sources for it and against it." in text


def test_the_files_of_a_reference_hold_what_its_page_shows(site: Path, base: EvidenceBase) -> None:
    page = (site / "references" / "Park2017" / "index.html").read_text(encoding="utf-8")
    cited = reference_citation(base.review.references["Park2017"])
    for ending, text in (("bib", cited.bibtex), ("ris", cited.ris), ("json", cited.csl)):
        assert (site / "references" / f"Park2017.{ending}").read_text(encoding="utf-8") == text
        assert f'href="../../references/Park2017.{ending}"' in page
    assert "@article{Park2017," in page
    assert not (site / "references" / f"{unidentified_key(base)}.bib").exists()


def test_each_check_runs_from_a_shell(site: Path, base: EvidenceBase) -> None:
    """The command's words, split as a shell does, are the program, the file and the query."""
    connection = sqlite3.connect(f"file:{site / 'data' / 'evidence.sqlite'}?mode=ro", uri=True)
    ran = 0
    for claim in base.review.claims.values():
        for reading in claim.record.check.readings.values() if claim.record.check else ():
            program, file, sql = shlex.split(command_line(reading.sql, UNPUBLISHED))
            assert (program, file, sql) == ("sqlite3", "evidence.sqlite", reading.sql)
            connection.execute(sql).fetchone()
            ran += 1
    connection.close()
    assert ran > 10
    first, second = command_line("SELECT 1", PUBLISHED).split("\n", 1)
    assert first == "curl -O https://tea.example/site/data/evidence.sqlite"
    assert second == command_line("SELECT 1", UNPUBLISHED)
