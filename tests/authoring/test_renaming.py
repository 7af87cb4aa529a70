"""`claimweave rename`: everywhere or nowhere, and never to what another claim or work is called."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from assembly import BASE, check_in_process, edited
from claimweave.authoring.naming import Naming
from claimweave.authoring.renaming_texts import in_addresses, in_bibliography, in_notebook
from claimweave.authoring.renaming_yaml import with_new_name
from claimweave.commands.command_line import main
from claimweave.disk.text_files import TextFile
from claimweave.disk.whole_file import Snapshot
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.review.reading.review_reader import read_review

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
EATS = "claims/1-fields/barley-eats-nitrate.yml"
PAYS = "claims/2-conclusion/soil-tests-pay.yml"
EXEMPTIONS = "claims/_review/exemptions.yml"
CROSSED = """
@incollection{Moss2011,
  author = {Moss, Ida},
  title = {Oats on rich soil and on poor soil},
  crossref = {Adler2001},
  related = {Brandt2005,Adler2001},
  year = {2011},
  added = {2026-01-31},
  identity = {named},
  metadatasource = {https://example.org/moss},
  note = {It says more than Adler2001 did.},
}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean review in which a claim and a work are named in each way that there is."""
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("made") / "review"))
    (folder / "docs/schema").mkdir()
    (folder / "docs/notebooks").mkdir()
    (folder / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    edited(folder, "docs/index.md", "For the table", LINKS + "For the table")
    edited(
        folder,
        PAYS,
        "WHERE crop = 'barley'",
        "WHERE crop = 'barley' AND 'nitrate-feeds-barley' <> 'Adler2001'",
    )
    (folder / EXEMPTIONS).write_text("exemptions:\n  unused-reference: {Moss2011: Not yet.}\n")
    with (folder / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write(CROSSED)
    (folder / "docs/notebooks/look.py").write_text(
        "# %%\nONE, OTHER = \"nitrate-feeds-barley\", 'Adler2001'\n", encoding="utf-8"
    )
    for command in ("schema", "check"):  # a check notes that they are current
        assert main(["--project", str(folder), command]) == 0
    return folder


@pytest.fixture
def review(made: Path, tmp_path: Path) -> Path:
    """A copy of that review."""
    return Path(shutil.copytree(made, tmp_path / "review"))


LINKS = (
    "See [the claim](claims/nitrate-feeds-barley.md), [it here](#c-nitrate-feeds-barley) and "
    "[the work](references/Adler2001.md), and [[@Adler2001]].\n"
)


def tree(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "current.sha256")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def faults(review: Path) -> list[str]:
    """The rules that find something, but for those that say what nobody uses or made anew."""
    found = {d["rule"] for d in check_in_process(review).diagnostics}
    return sorted(found - {"unused-file", "stale-schema"})


def rename(review: Path, *arguments: str) -> int:
    return main(["--project", str(review), "rename", *arguments])


def test_a_claim_gets_another_id_wherever_it_is_named(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(review)
    held = holdings(read_review(review))
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 0
    out = capsys.readouterr().out
    assert f"moved: {BARLEY} to {EATS}" in out
    after = tree(review)
    assert "still names" not in out, "what it was called before is no text"
    named = {path for path, content in after.items() if b"nitrate-feeds-barley" in content}
    assert named == {EATS}
    changed = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    assert changed == {
        *(BARLEY, EATS, PAYS, "docs/index.md", "docs/notebooks/look.py"),
        ".cache/claimweave/known.schema.json",
    }
    assert after[EATS] == before[BARLEY] + b"formerly: [nitrate-feeds-barley]\n"
    names = {"nitrate-feeds-barley": "barley-eats-nitrate"}
    assert lost(held, holdings(read_review(review)), names) == []
    assert faults(review) == []
    assert rename(review, "barley-eats-nitrate", "nitrate-feeds-barley", "--forget") == 0
    assert tree(review) == before, "there and back again"


def test_a_claim_that_is_renamed_twice_keeps_both_ids_and_has_none_that_it_bears(
    review: Path,
) -> None:
    for new in ("barley-eats-nitrate", "barley-likes-nitrate"):
        old = next((review / "claims/1-fields").iterdir()).stem
        assert rename(review, old, new) == 0
    read = read_review(review)
    formerly = read.claims["barley-likes-nitrate"].record.formerly
    assert formerly == ("nitrate-feeds-barley", "barley-eats-nitrate")
    assert read.former_ids == dict.fromkeys(sorted(formerly), ("barley-likes-nitrate",))
    assert rename(review, "barley-likes-nitrate", "nitrate-feeds-barley") == 0
    formerly = read_review(review).claims["nitrate-feeds-barley"].record.formerly
    assert formerly == ("barley-eats-nitrate", "barley-likes-nitrate")
    assert faults(review) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "formerly: [nitrate-feeds-barley]\n"),
        ("formerly: [first-id]\n", "formerly: [first-id, nitrate-feeds-barley]\n"),
        ("formerly:\n  - first-id\n", "formerly: [first-id, nitrate-feeds-barley]\n"),
        ("# At the end.\n", "formerly: [nitrate-feeds-barley]\n# At the end.\n"),
        ("formerly: [barley-eats-nitrate]\n", "formerly: [nitrate-feeds-barley]\n"),
    ],
)
def test_the_old_id_joins_those_of_before(review: Path, before: str, after: str) -> None:
    own = (review / BARLEY).read_text(encoding="utf-8")
    (review / BARLEY).write_text(own + before, encoding="utf-8")
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 0
    assert (review / EATS).read_text(encoding="utf-8") == own + after


def test_an_old_id_that_cannot_join_them_without_loss_is_told(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (review / BARLEY).open("a", encoding="utf-8") as stream:
        stream.write("formerly: [first-id]  # which was too short\n")
    before = tree(review)
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 1
    assert "without losing a comment" in capsys.readouterr().err
    assert tree(review) == before
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate", "--forget") == 0


def test_an_id_that_was_another_claims_is_not_given(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (review / PAYS).open("a", encoding="utf-8") as stream:
        stream.write("formerly: [barley-eats-nitrate]\n")
    before = tree(review)
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 2
    said = capsys.readouterr().err
    assert '"barley-eats-nitrate" was the id of soil-tests-pay before' in said
    assert tree(review) == before


def test_a_work_gets_another_key_wherever_it_is_named(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(review)
    held = holdings(read_review(review))
    assert rename(review, "Adler2001", "AdlerI2001") == 0
    out = capsys.readouterr().out
    assert "moved: claims/_studies/Adler2001.yml to claims/_studies/AdlerI2001.yml" in out
    line = (
        before["bibliography.bib"]
        .decode()
        .split("\n")
        .index("  note = {It says more than Adler2001 did.},")
    )
    assert f"left to do: bibliography.bib:{line + 1} still names Adler2001 in a text" in out
    left = {p: text for p, text in tree(review).items() if not p.startswith(".cache/")}
    named = {p for p, content in left.items() if b"Adler2001" in content}
    assert named == {"bibliography.bib", ".github/ISSUE_TEMPLATE/propose-a-claim.yml"}
    text = (review / "bibliography.bib").read_text(encoding="utf-8")
    assert "crossref = {AdlerI2001}" in text
    assert "related = {Brandt2005,AdlerI2001}" in text
    assert lost(held, holdings(read_review(review)), {"Adler2001": "AdlerI2001"}) == []
    assert faults(review) == []
    assert rename(review, "AdlerI2001", "Adler2001") == 0
    assert tree(review) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nitrate-feeds-barly", "x", 'did you mean "nitrate-feeds-barley"?'),
        ("Adlr2001", "Adler2002", 'did you mean "Adler2001"?'),
        ("zzz", "x", 'there is no claim and no reference "zzz"'),
        ("nitrate-feeds-barley", "soil-tests-pay", "is taken by claims/2-conclusion"),
        ("Adler2001", "Brandt2005", "the key Brandt2005 is taken"),
        ("nitrate-feeds-barley", "Not An Id", "is no id"),
        ("nitrate-feeds-barley", "index", "the site uses that name itself"),
        ("nitrate-feeds-barley", "../up", "is no id"),
        ("Adler2001", "a b", "is no key"),
        ("Adler2001", "Adler2001", "the two names are the same"),
    ],
)
def test_what_cannot_be_renamed_is_told_and_nothing_is_written(
    review: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    before = tree(review)
    assert rename(review, old, new) == 2
    assert said in capsys.readouterr().err
    assert tree(review) == before


def test_what_a_rule_forbids_is_not_written(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(review)
    assert rename(review, "Adler2001", "Adler1999") == 1
    out = capsys.readouterr()
    assert "the key says 1999, the entry 2001" in out.out
    assert "a rule forbids it" in out.err
    assert tree(review) == before


def test_a_file_that_cannot_be_read_and_names_it_forbids_it(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(review, PAYS, "kind: synthesis", "kind synthesis")
    before = tree(review)
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 1
    assert f"{PAYS} cannot be read" in capsys.readouterr().err
    assert tree(review) == before


def test_a_dry_run_writes_nothing(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(review)
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate", "--dry-run") == 0
    assert f"to be changed: {PAYS}" in capsys.readouterr().out
    assert tree(review) == before


def test_a_name_that_is_gone_needs_somebody_who_says_what_it_is(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (review / BARLEY).rename(review / EATS)
    assert rename(review, "nitrate-feeds-barley", "soil-tests-pay") == 2
    assert "nothing shows that soil-tests-pay is the same claim" in capsys.readouterr().err
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate", "--same") == 0
    assert faults(review) == []


@pytest.mark.parametrize(
    "names", [("nitrate-feeds-barley", "barley-eats-nitrate"), ("Adler2001", "AdlerI2001")]
)
def test_a_renaming_that_cannot_be_finished_leaves_all_as_it_was(
    review: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]
) -> None:
    real, before = Snapshot.replace, tree(review)
    for fails_at in range(1, 5):
        calls = 0

        def replace(self: Snapshot, content: bytes, fails_at: int = fails_at) -> None:
            nonlocal calls
            calls += 1
            if calls == fails_at:
                raise OSError(errno.ENOSPC, "No space left on device", str(self.path))
            real(self, content)

        monkeypatch.setattr(Snapshot, "replace", replace)
        assert rename(review, *names) == 3
        monkeypatch.undo()
        assert tree(review) == before


def test_a_file_keeps_its_line_ends_and_its_mark(review: Path) -> None:
    text = (review / PAYS).read_text(encoding="utf-8")
    (review / PAYS).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert rename(review, "nitrate-feeds-barley", "barley-eats-nitrate") == 0
    new = text.replace("nitrate-feeds-barley", "barley-eats-nitrate").replace("\n", "\r\n")
    assert (review / PAYS).read_bytes() == b"\xef\xbb\xbf" + new.encode()


WORK = Naming("reference", "Adler2001", "AdlerI2001")
CLAIM = Naming("claim", "a-b", "a-c")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](claims/a-b.md)", "[x](claims/a-c.md)"),
        ("[x](../claims/a-b.md#top 'T')", "[x](../claims/a-c.md#top 'T')"),
        ('<a href="claims/a-b/">', '<a href="claims/a-c/">'),
        ("[x]: claims/a-b.md", "[x]: claims/a-c.md"),
        ("[x](#c-a-b) [y](#note-a-b)", "[x](#c-a-c) [y](#note-a-c)"),
        *(
            (same, same)
            for same in (
                "claims/a-b-c.md",
                "claims/x-a-b.md",
                "references/a-b.md",
                "myclaims/a-b.md",
                "claims/1/a-b.yml",
                "claims/a-b.yml",
                "#c-a-b-c",
                "a-b",
                "#x-a-b",
            )
        ),
    ],
)
def test_addresses(before: str, after: str) -> None:
    assert in_addresses(before, CLAIM) == after


def test_texts_of_a_notebook() -> None:
    before = "x = claim('a-b') or \"a-b\"  # a-b\ny = 'a-b-c' + 'z a-b'\n"
    after = "x = claim('a-c') or \"a-c\"  # a-b\ny = 'a-b-c' + 'z a-b'\n"
    assert in_notebook(before, CLAIM) == after


def test_keys_of_a_bibliography() -> None:
    before = (
        "@article{Adler2001b,\n title = {Adler2001,},\n xdata={Adler2001b, Adler2001},\n}\n"
        "@Article( Adler2001 ,\n note = {Adler2001},\n)\n"
    )
    after = (
        "@article{Adler2001b,\n title = {Adler2001,},\n xdata={Adler2001b, AdlerI2001},\n}\n"
        "@Article( AdlerI2001 ,\n note = {Adler2001},\n)\n"
    )
    assert in_bibliography(before, WORK) == after


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) > 0 FROM evidence WHERE reference = 'Adler2001'",
        "\"SELECT 'é' < 'Adler2001'\"",
        "'SELECT count(*) FROM evidence WHERE reference = ''Adler2001'''",
        "|\n    SELECT count(*)\n    FROM evidence WHERE reference = 'Adler2001'\n",
    ],
)
def test_a_query_compares_with_the_new_name(sql: str) -> None:
    text = f"claim: Är 'Adler2001' so.\nkind: effect\ncheck:\n  sql: {sql}\n  verdict: holds\n"
    source = TextFile("claims/1/x.yml", text)
    changed = with_new_name(source, WORK)
    head, query = changed.split("check:")
    assert head == text.split("check:", maxsplit=1)[0], "a text is no name"
    assert query == text.split("check:")[1].replace("Adler2001", "AdlerI2001")


def test_the_queries_of_all_readings_compare_with_the_new_name() -> None:
    sql = "SELECT count(*) > 0 FROM evidence WHERE reference = 'Adler2001'"
    readings = "".join(
        f"    {name}:\n      says: Of 'Adler2001'.\n      sql: {sql}\n      verdict: holds\n"
        for name in ("one", "other")
    )
    text = f"claim: It is so.\nkind: effect\ncheck:\n  readings:\n{readings}  note: It is so.\n"
    changed = with_new_name(TextFile("claims/1/x.yml", text), WORK)
    assert changed == text.replace("= 'Adler2001'", "= 'AdlerI2001'"), "what it says is no name"
