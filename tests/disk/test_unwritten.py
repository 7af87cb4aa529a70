"""A change that cannot be written ends every command in the same way, and changes nothing."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.disk.whole_file import ChangedMeanwhileError

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
NEW = (
    "--claim=Beans ripen later where the soil is poor.",
    "--kind=association",
    "--section=1-fields",
    "--asserted=S1.p1.s2",
    "--evidence=Brandt2005 supports S1.p1.s2",
)
RYE = """@article{Rye2019, author = {Egger, Rosa}, title = {Rye and its neighbours in wet years},
  journal = {Fields}, year = {2019}, doi = {10.1000/rye.2019}}
"""
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), BARLEY)
CHANGED = ChangedMeanwhileError("bibliography.bib was changed while it was read")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("fault", [FULL, CHANGED, FileExistsError(BARLEY)], ids=repr)
@pytest.mark.parametrize(
    "arguments",
    [
        ("new", *NEW),
        ("new", "--study=Brandt2005", "--design=survey", "--read=abstract"),
        ("cite", "--from=rye.bib", "--source=https://fields.example/rye"),
        ("rename", "nitrate-feeds-barley", "barley-eats-nitrate"),
        ("rename", "Adler2001", "AdlerI2001"),
        ("check", "--fix"),
    ],
    ids=lambda a: f"{a[0]} {a[1]}",
)
def test_what_cannot_be_written_is_told_in_one_way(
    arguments: tuple[str, ...],
    fault: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "review"))
    (tmp_path / "rye.bib").write_text(RYE, encoding="utf-8")
    if arguments[0] == "check":
        edited(project, BARLEY, "stance: supports", "stanse: supports")
    before = contents(project)

    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("claimweave.commands.new_claim.asks", lambda: False)
    monkeypatch.setattr("claimweave.commands.cite.asks", lambda: False)
    monkeypatch.setattr("claimweave.authoring.writing.carry_out", refuse)
    assert main(["--project", str(project), *arguments]) == 3
    said = capsys.readouterr().err
    assert "claimweave: nothing was written: " in said
    assert "fault of the tool" not in said
    assert contents(project) == before
