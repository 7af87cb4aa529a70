"""`claimweave cite --from FILE` with many references: all or none, and each is accounted for."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, assemble, edited
from claimweave.commands.command_line import main
from claimweave.disk.text_files import LARGE_LIMIT, TextFile
from claimweave.disk.whole_file import Snapshot
from claimweave.references.addition import Placing
from claimweave.references.incoming.incoming_entry import IncomingEntry
from claimweave.references.many_additions import Manner, add_many
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reference import Reference
from claimweave.rules.checking import check
from full_runs import examples

DAY = "2026-01-31"
SEEN = "https://example.org/library"
RYE = "TY  - JOUR\nTI  - Rye on the coast\nAU  - Adler, Ann\nPY  - 2003\nER  - \n"
OATS = "TY  - BOOK\nTI  - Oats\nAU  - Adler, Ann\nPY  - 2003\nAB  - x\nER  - \n"
BARLEY = "TY  - JOUR\nTI  - Other\nAU  - Adler, Ida\nPY  - 2001\nDO  - 10.1000/BARLEY\nER  - \n"
NO_YEAR = "TY  - JOUR\nTI  - Wheat\nAU  - Adler, Ann\nER  - \n"
BACKWARDS = "TY  - JOUR\nTI  - Hops\nAU  - Cole, Cy\nPY  - 2004\nSP  - 90\nEP  - 10\nER  - \n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return assemble(BASE, tmp_path / "project")


def cite(project: Path, text: str | bytes, *options: str, source: str = SEEN) -> int:
    file = project.parent / "references.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = ("--source", source) if source else ()
    return main(
        ["--project", str(project), "cite", "--from", str(file), "--added", DAY, *said, *options]
    )


def keys(project: Path) -> list[str]:
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    return re.findall(r"^@\w+{([^,]+),", text, re.MULTILINE)


def contents(project: Path) -> dict[str, bytes]:
    files = (file for file in project.rglob("*") if file.is_file())
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in files}


OLD = ["FieldReview", "Adler2001", "Brandt2005", "Ref3"]


def test_new_ones_are_written_and_known_ones_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(project, f"{RYE}{BARLEY}{OATS}{RYE}") == 0
    assert keys(project) == [
        "FieldReview",
        "Adler2001",
        "Adler2003",
        "Adler2003a",
        "Brandt2005",
        "Ref3",
    ]
    said = capsys.readouterr()
    assert "4 entries: 2 new, 1 already there, 1 twice in the file, 0 at fault.\n" in said.out
    assert "Fields left out, and of how many new entries: AB (1).\n" in said.out
    assert "references.txt:12: Adler2003a: left out: AB\n" in said.err
    assert (
        "references.txt:6: not added: it is Adler2001, which is there already (the same doi)"
        in (said.err)
    )
    assert "references.txt:18: not added: it is Adler2003, which this file has already" in said.err
    found = [d.rule for d in check(read_review(project)).diagnostics]
    assert found == ["unused-reference", "unused-reference"]
    assert said.out.count("left to do:") == 1
    assert "no claim cites 2 new references yet" in said.out
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert text.count(f"added          = {{{DAY}}}") == text.count(SEEN) == 2


def test_all_known_is_no_fault_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(project, f"{RYE}{OATS}") == 0
    before = contents(project)
    assert cite(project, f"{RYE}{OATS}") == 0
    assert contents(project) == before
    assert "2 entries: 0 new, 2 already there, 0 at fault." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (NO_YEAR, "the entry has not a year"),
        (BACKWARDS, "missing-field: the pages run backwards"),
        ("TY  - JOUR\nTI  - Cut\n", "no line `ER  -`"),
        (RYE.replace("PY", "DO  - nonsense\nPY").replace("Rye", "Hay"), "is not a DOI"),
    ],
)
def test_one_at_fault_stops_all_or_is_left_out(
    project: Path, bad: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    text = f"{RYE}{bad}{OATS}"
    assert cite(project, text) == 1
    assert contents(project) == before
    told = capsys.readouterr()
    assert re.search(rf"error: \S+references.txt:6: .*{re.escape(said)}", told.err)
    assert "2 new, 0 already there, 1 at fault" in told.out
    assert "--skip-faulty" in told.out
    assert cite(project, text, "--skip-faulty") == 0
    assert "1 left out as faulty" in capsys.readouterr().out
    assert set(keys(project)) - set(OLD) == {"Adler2003", "Adler2003a"}


def test_what_a_fault_left_out_is_no_twin_of_what_comes_later(project: Path) -> None:
    late = BACKWARDS.replace("EP  - 10", "EP  - 99")
    assert cite(project, f"{BACKWARDS}{late}{OATS}", "--skip-faulty") == 0
    assert "Cole2004" in keys(project)


def test_keys_are_made_or_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "@book{Mine:2003, title = {Rye}, author = {Adler, Ann}, year = {2003}}\n"
        "@book{x, title = {Oats}, author = {Adler, Ann}, year = {2003}}\n"
    )
    assert cite(project, text, "--keep-keys", "--dry-run") == 0
    assert "@book{Mine:2003,\n" in capsys.readouterr().out
    assert cite(project, text, "--keep-keys") == 0
    assert {"Mine:2003", "x"} < set(keys(project))


def test_a_key_of_another_work_cannot_be_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "@book{adler2001, title = {Rye}, author = {Adler, Ann}, year = {2001}}\n"
        "@book{two words, title = {Hay}, author = {Adler, Ann}, year = {2001}}\n"
        "@book{Adler2001, title = {z}, author = {Adler, A}, year = {2001}, doi = {10.1000/barley}}"
    )
    before = contents(project)
    assert cite(project, text, "--keep-keys") == 1
    said = capsys.readouterr()
    assert 'the key "adler2001" is that of another work, Adler2001' in said.err
    assert "references.txt:2: " in said.err
    assert "0 new, 1 already there, 2 at fault" in said.out
    assert contents(project) == before


def test_one_reference_keeps_its_key_too(project: Path) -> None:
    text = "@book{Own, title = {Rye}, author = {Adler, Ann}, year = {2003}}"
    assert cite(project, text, "--keep-keys") == 0
    assert "Own" in keys(project)


def test_an_entry_without_a_key_to_keep_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(project, f"{RYE}{OATS}".replace("TI  - Oats", "TI  - Oats\nID  - Own")) == 0
    assert (
        cite(
            project,
            RYE.replace("Rye", "Hay") + OATS.replace("Oats", "Malt\nID  - Own2"),
            "--keep-keys",
        )
        == 0
    )
    said = capsys.readouterr().err
    assert said.count("it has no key in the file, so that one was made") == 1
    assert "Own2" in keys(project)


def test_a_list_of_names_that_is_none_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "@book{{{0}, title={{{0}}}, year=2003, author={{Adler, Ann; Bern, Ben}}}}\n"
    cite(project, text.format("Rye") + text.format("Oats"))
    assert re.search(r"references.txt:1: .*Adler, Ann; Bern, Ben", capsys.readouterr().err)


def test_a_file_behind_a_link(project: Path) -> None:
    there = project.parent / "there"
    there.mkdir()
    (there / "a.ris").write_text(f"{RYE}{OATS}", encoding="utf-8")
    (project.parent / "link.ris").symlink_to(there / "a.ris")
    arguments = ["cite", "--from", str(project.parent / "link.ris"), "--source", SEEN]
    assert main(["--project", str(project), *arguments]) == 0


def test_where_they_were_seen_must_be_said_unless_each_says_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(project, f"{RYE}{OATS}", source="") == 2
    assert "--source" in capsys.readouterr().err
    nbib = "PMID- {0}\nTI  - Rye {0} and the coast\nAU  - Adler A\nDP  - 2003\n\n"
    assert cite(project, nbib.format(7) + nbib.format(8), source="") == 0
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert "metadatasource = {https://pubmed.ncbi.nlm.nih.gov/7/}" in text


@pytest.mark.parametrize(
    "options",
    [
        ("--key", "A"),
        ("--title", "x"),
        ("--author", "A, B"),
        ("--note", "x"),
        ("--review-number", "3"),
        ("--identifies", "Ref3"),
        ("--identity", "named"),
    ],
)
def test_options_for_one_reference_are_refused_for_many(
    project: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert cite(project, f"{RYE}{OATS}", *options) == 2
    assert options[0] in capsys.readouterr().err
    assert contents(project) == before


def test_the_standard_input(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO(f"{RYE}{OATS}".encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(raw, encoding="utf-8"))
    arguments = ["cite", "--from", "-", "--source", SEEN, "--added", DAY]
    assert main(["--project", str(project), *arguments]) == 0
    assert len(keys(project)) == len(OLD) + 2


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00",
        b"",
        b"x" * (LARGE_LIMIT + 1),
        "[{}]".encode("utf-16"),
        b"\x00" * 9,
        b"<xml>" + b"<a>" * 99,
        b"[" * 99_999,
        b"@" * 100_001,
        b"TY  - JOUR\n",
        b"PMID- \n",
    ],
)
def test_no_bytes_end_the_program(
    project: Path, raw: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert cite(project, raw) in (1, 2)
    assert capsys.readouterr().err.startswith("claimweave")
    assert contents(project) == before


def test_a_write_that_fails_leaves_all_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)

    def full(_self: Snapshot, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Snapshot, "replace", full)
    assert cite(project, f"{RYE}{OATS}") == 3
    assert contents(project) == before


def test_an_entry_that_cannot_be_read_stays_and_gets_no_twin(project: Path) -> None:
    edited(project, "bibliography.bib", "  year = {2001},", "  year = {2001,")
    broken = "  year = {2001,\n  doi = {10.1000/barley},\n"
    cite(project, f"{RYE}{BARLEY}")
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert broken in text
    assert text.lower().count("10.1000/barley") == 1


def test_each_format_gives_the_same_entry(project: Path) -> None:
    items = [
        {
            "type": "book",
            "title": t,
            "author": [{"family": "Öz", "given": "Ali"}],
            "issued": {"date-parts": [[2003]]},
        }
        for t in ("Rye", "Oats")
    ]
    record = (
        '<record><ref-type name="Book">6</ref-type><contributors><authors><author>Öz, Ali</author>'
        "</authors></contributors><titles><title>{}</title></titles><dates><year>2003</year></dates>"
        "</record>"
    )
    titles = ("Rye", "Oats")
    ris = "TY  - BOOK\nTI  - {}\nAU  - Öz, Ali\nPY  - 2003\nER  - \n"
    bibtex = "@book{{k{0}, title={{{0}}}, author={{Öz, Ali}}, year=2003}}\n"
    texts = ["".join(one.format(title) for title in titles) for one in (ris, bibtex, record)]
    texts = [*texts[:2], f"<xml><records>{texts[2]}</records></xml>", json.dumps(items)]
    old = (project / "bibliography.bib").read_bytes()
    written = []
    for text in texts:
        (project / "bibliography.bib").write_bytes(old)
        assert cite(project, text) == 0
        written.append((project / "bibliography.bib").read_text(encoding="utf-8"))
    assert len(set(written)) == 1
    assert "@book{Oz2003a," in written[0]


# What is written is read as it was meant, and nothing else changes

TEXTS = st.text("abcÄłø αβ&%#:,-$'", min_size=1, max_size=16).map(str.split).map(" ".join)
WORKS = st.builds(
    lambda title, family, year, doi: IncomingEntry(
        1,
        BibliographicRecord(
            "book",
            (Author(family),),
            {"title": title, "year": str(year)} | ({"doi": f"10.1000/{doi}"} if doi else {}),
        ),
    ),
    TEXTS.filter(lambda text: any(char.isalpha() for char in text)),
    st.sampled_from(["Adler", "Öz", "de Andrade", "Brandt"]),
    st.sampled_from([2001, 2005, 2011]),
    st.sampled_from(["", "barley", "a", "b"]),
)


@examples(40)
@given(st.lists(WORKS, max_size=8))
def test_each_entry_is_accounted_for_and_all_others_stay(works: list[IncomingEntry]) -> None:
    before = (BASE / "bibliography.bib").read_text(encoding="utf-8")
    done = add_many(before, works, Manner(Placing("named", added=DAY), SEEN))
    assert len(done.new) + len(done.known) + len(done.faulty) == len(works)
    read, problems = read_bibtex(TextFile("", done.bibliography))
    assert not problems
    found = {entry.key: Reference.of(entry) for entry in read}
    assert set(found) == {*OLD, *(work.key for work in done.new)}
    for work in done.new:
        assert work.incoming.record is not None
        wanted = work.incoming.record.fields["title"]
        assert found[work.key].title == re.sub(r"(?<!\.)\.$", "", wanted)
    rest = done.bibliography
    for work in done.new:
        rest = (
            rest.replace(f"{work.entry}\n\n", "", 1)
            if f"{work.entry}\n\n" in rest
            else (rest.replace(f"\n{work.entry}\n", "", 1))
        )
    assert rest == before
