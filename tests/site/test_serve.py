"""Serving while editing: after any edits, what is served is what a fresh build would give."""

from __future__ import annotations

import contextlib
import json
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import PROJECT

from claimweave.disk.known_files import KnownFiles
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.building import build_site
from claimweave.site.configured_site import publication_of
from claimweave.site.import_settings import import_settings
from claimweave.site.publication import UNPUBLISHED
from claimweave.site.serving.browsers import Browsers
from claimweave.site.serving.mkdocs_site import MkdocsSite, site_configuration
from claimweave.site.serving.preview import Preview
from claimweave.site.serving.woven_parts import WovenParts
from claimweave.site.whole_site import render

OTHER = Path(__file__).parents[1] / "other_review"
COMMAND = (sys.executable, "-m", "claimweave")
PATIENCE = 600
"""Seconds that anything may take on a machine that has other things to do."""

Edit = Callable[[random.Random, Path], list[Path]]


@pytest.fixture(scope="module", autouse=True)
def no_clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**import_settings(), "SOURCE_DATE_EPOCH": "0"}.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "review")


def copied(root: Path) -> Path:
    """A copy of the small review, with a search index, a static file and a title in the nav."""
    shutil.copytree(OTHER, root, ignore=shutil.ignore_patterns("site", ".site-*"))
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("[claimweave]", "[search, claimweave]")
    settings.write_text(text, encoding="utf-8")
    (root / "docs" / "own.txt").write_text("As it was.\n", encoding="utf-8")
    with (root / "docs" / "table-1.md").open("a", encoding="utf-8") as page:
        page.write("\n[A text](own.txt)\n")
    return root


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same edits in each run


class Served:
    """A preview without a web server: its site, what it told, and what it shows as problems."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        folder.mkdir()
        self.browsers = Browsers("test")
        self.told: list[str] = []
        self.preview = Preview(root, folder, self.browsers, self.tell)
        self.save([])

    def tell(self, said: Report | str) -> None:
        self.told.append(said if isinstance(said, str) else as_text(said, ledger=False))

    def save(self, paths: list[Path]) -> None:
        self.preview.follow(paths)
        while self.preview.step():
            pass

    @property
    def files(self) -> dict[str, bytes]:
        assert self.preview.folder is not None
        return files_of(self.preview.folder)

    @property
    def problems(self) -> list[str]:
        browser = self.browsers.open("", self.browsers.mark(""))
        message = browser.messages.get_nowait()
        self.browsers.close(browser)
        assert message is not None
        shown = json.loads(message[1])
        return [item["place"] for item in shown["items"]] if shown else []


@pytest.fixture
def served(project: Path, tmp_path: Path) -> Iterator[Served]:
    served = Served(project, tmp_path / "served")
    yield served
    served.preview.close()


@pytest.fixture(scope="module")
def first_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("kept")
    served = Served(copied(folder / "review"), folder / "served")
    yield served
    served.preview.close()


@pytest.fixture
def kept(first_served: Served) -> Iterator[Served]:
    """A preview that several tests share: each leaves it as it was, and that is looked at."""
    before = first_served.files
    yield first_served
    assert first_served.problems == []
    assert_same(first_served.files, before)


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def fresh_build(root: Path, folder: Path) -> dict[str, bytes]:
    """What a build from nothing gives: nothing of it is known from before."""
    folder.mkdir()
    config = site_configuration(root, folder)
    report = check(read_review(root))
    assert report.errors == 0, as_text(report, ledger=False)
    MkdocsSite(config, report, render(report, publication_of(config))).close()
    return files_of(folder)


def assert_same(served: dict[str, bytes], fresh: dict[str, bytes]) -> None:
    assert served.keys() == fresh.keys()
    differ = [path for path, content in served.items() if content != fresh[path]]
    assert [(path, served[path], fresh[path]) for path in differ[:1]] == []


def replaced(path: Path, pattern: str, new: str) -> list[Path]:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text, (path, pattern)
    path.write_text(changed, encoding="utf-8")
    return [path]


def claims(root: Path) -> list[Path]:
    return sorted((root / "claims").glob("[!_]*/*.yml"))


# What may be edited; each edit is one that a person would make, and some make an error.


def word_a_claim(rng: random.Random, root: Path) -> list[Path]:
    return replaced(
        rng.choice(claims(root)), r"^claim: ", f"claim: Seen {rng.randrange(99)} times, "
    )


def note_a_claim(rng: random.Random, root: Path) -> list[Path]:
    path = rng.choice(claims(root))
    text = re.sub(r"^note: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(f"{text}note: Note {rng.randrange(99)} & <more>.\n", encoding="utf-8")
    return [path]


def turn_a_topic_round(rng: random.Random, root: Path) -> list[Path]:
    """The same fields in another order, which the page shows."""
    path = rng.choice([path for path in claims(root) if "topic: {" in path.read_text("utf-8")])
    return replaced(path, r"topic: \{(\w+: [^,]+), (\w+: [^,}]+)", r"topic: {\2, \1")


def turn_a_stance(rng: random.Random, root: Path) -> list[Path]:
    taken = [path for path in claims(root) if "stance: " in path.read_text(encoding="utf-8")]
    path = rng.choice(taken)
    text = path.read_text(encoding="utf-8")
    old, new = ("supports", "contradicts") if "supports" in text else ("contradicts", "supports")
    return replaced(path, f"stance: {old}", f"stance: {new}") if old in text else []


def word_a_study(rng: random.Random, root: Path) -> list[Path]:
    path = rng.choice(sorted((root / "claims/_studies").glob("*.yml")))
    return replaced(path, r"says: (\"?)", rf"says: \1In {rng.randrange(99)} fields ")


def turn_a_finding(rng: random.Random, root: Path) -> list[Path]:
    sheets = sorted((root / "claims/_studies").glob("*.yml"))
    path = rng.choice([p for p in sheets if "direction: " in p.read_text(encoding="utf-8")])
    text = path.read_text(encoding="utf-8")
    words = ["none", "mixed", "negative", "positive", "sideways"]
    turned = rng.choice([word for word in words if f"direction: {word}" not in text])
    return replaced(path, r"direction: [\w-]+", f"direction: {turned}")


def name_a_journal(rng: random.Random, root: Path) -> list[Path]:
    return replaced(
        root / "bibliography.bib", r"^  year +=", f"  volume = {{{rng.randrange(99)}}},\n  year ="
    )


def label_a_term(rng: random.Random, root: Path) -> list[Path]:
    return replaced(
        root / "claims/_review/vocabulary.yml", r"label: (\w+)", rf"label: \1 {rng.randrange(9)}"
    )


def word_a_page(rng: random.Random, root: Path) -> list[Path]:
    page = rng.choice(sorted((root / "docs").rglob("*.md")))
    page.write_text(page.read_text("utf-8") + f"\nMore, {rng.randrange(99)}.\n", encoding="utf-8")
    return [page]


def title_the_home_page(rng: random.Random, root: Path) -> list[Path]:
    return replaced(root / "docs/index.md", r"^# .*", f"# Skylarks & {rng.randrange(99)}")


def add_or_remove_a_page(_: random.Random, root: Path) -> list[Path]:
    page = root / "docs" / "extra.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text("# Extra\n\nA page of its own.\n", encoding="utf-8")
    return [page]


def change_a_file(rng: random.Random, root: Path) -> list[Path]:
    path = root / "docs" / "own.txt"
    path.write_text(f"Now {rng.randrange(99)}.\n", encoding="utf-8")
    return [path]


def configure(rng: random.Random, root: Path) -> list[Path]:
    return replaced(root / "mkdocs.yml", r"^site_name: .*", f"site_name: Plots {rng.randrange(99)}")


EDITS: list[Edit] = [
    word_a_claim, note_a_claim, turn_a_topic_round, turn_a_stance, word_a_study, turn_a_finding,
    name_a_journal, label_a_term, word_a_page, title_the_home_page, add_or_remove_a_page,
    change_a_file, configure,
]  # fmt: skip


def undo(before: dict[Path, bytes | None]) -> list[Path]:
    for path, content in before.items():
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    return list(before)


def states(root: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def edited(
    rng: random.Random, root: Path, edit: Edit
) -> tuple[list[Path], dict[Path, bytes | None]]:
    """Make an edit; return the paths written, and what stood there before."""
    before = states(root)
    paths = edit(rng, root)
    return paths, {path: before.get(path) for path in paths}


@pytest.mark.parametrize(
    ("seed", "edits", "often"),
    [
        (1, 3, 4),
        pytest.param(1, 3, 3, marks=pytest.mark.full),
        pytest.param(1, 5, 5, marks=pytest.mark.full),
        pytest.param(1, len(EDITS), len(EDITS), marks=pytest.mark.full),
        pytest.param(1, len(EDITS), 7, marks=pytest.mark.full),
        pytest.param(1, len(EDITS), 4, marks=pytest.mark.full),
        pytest.param(2, len(EDITS), 4, marks=pytest.mark.full),
    ],
)
def test_after_any_edits_the_site_is_that_of_a_fresh_build(
    served: Served, tmp_path: Path, seed: int, edits: int, often: int
) -> None:
    """After so many edits, all of them with `make test-all`, and so often in between."""
    rng, errors = seeded(seed), 0
    for number, edit in enumerate(rng.sample(EDITS, len(EDITS))[:edits]):
        shown = served.files
        paths, before = edited(rng, served.root, edit)
        served.save(paths)
        if served.problems:
            errors += 1
            assert served.files == shown  # the last good site stays
            served.save(undo(before))
            assert served.problems == []
        if number % often == often - 1:
            fresh = fresh_build(served.root, tmp_path / f"fresh-{number}")
            assert_same(served.files, fresh)
    assert_same(served.files, fresh_build(served.root, tmp_path / "fresh"))
    assert errors < edits / 2


def test_an_edit_to_one_claim_builds_few_files(kept: Served) -> None:
    whole = len(kept.files)
    kept.told.clear()
    path = kept.root / "claims/1-key-messages/seed-eaters-do-not-prefer-plots.yml"
    kept.save(replaced(path, "Songbirds", "Small songbirds"))
    (said,) = kept.told
    assert int(said.split()[0]) < whole / 5
    kept.save([path])  # saved again, with nothing new
    assert kept.told == [said]
    kept.save(replaced(path, "Small songbirds", "Songbirds"))


@pytest.mark.full
def test_several_saves_before_the_work_is_done(served: Served, tmp_path: Path) -> None:
    rng = seeded(3)
    for edit in (
        word_a_claim,
        word_a_page,
        word_a_study,
        word_a_claim,
        change_a_file,
        name_a_journal,
    ):
        served.preview.follow(edit(rng, served.root))
        served.preview.step()
        served.preview.step()
    served.save([])
    assert_same(served.files, fresh_build(served.root, tmp_path / "fresh"))


def test_an_error_is_shown_until_it_is_mended(kept: Served) -> None:
    shown = kept.files
    path = kept.root / "claims/1-key-messages/seed-eaters-do-not-prefer-plots.yml"
    kept.save(replaced(path, "cites: Ref5", "cites: Ref55"))
    assert "claims/1-key-messages/seed-eaters-do-not-prefer-plots.yml:6:12" in kept.problems
    assert kept.files == shown
    kept.save(replaced(path, "cites: Ref55", "cites: Ref5"))
    assert kept.problems == []
    assert kept.files == shown


class WaitingNotebooks:
    """Notebooks of which one is to be run again; it counts how often that was begun."""

    sources: dict[str, str] = {}  # noqa: RUF012 - never written to

    def __init__(self) -> None:
        self.stale, self.begun = True, 0

    def start(self) -> None:
        self.begun += 1
        self.stale = False

    def interrupt(self) -> None:
        self.stale = True

    def evidence_changed(self) -> None:
        self.stale = True

    def finished(self) -> Iterator[str]:
        return iter(())

    def close(self) -> None:
        pass


def test_notebooks_wait_until_nothing_is_wrong(kept: Served) -> None:
    """They read the files themselves: run on a faulty one, they would fail with a traceback."""
    notebooks = WaitingNotebooks()
    upkeep = kept.preview._upkeep  # noqa: SLF001 - what else holds them
    assert upkeep is not None
    real, upkeep.notebooks = upkeep.notebooks, notebooks  # type: ignore[assignment]
    claim = kept.root / "claims/table-1/use-uk.yml"
    good = claim.read_text(encoding="utf-8")
    claim.write_text(good.replace("kind: ", "note: More.\nkind: ", 1), encoding="utf-8")
    kept.preview.follow([claim])  # an edit, and before the notebooks have run a typo
    claim.write_text(good.replace("kind: ", "knid: ", 1), encoding="utf-8")
    kept.save([claim])
    problems = kept.problems
    assert problems
    assert not kept.preview.notebooks_wait
    assert notebooks.begun == 0
    assert kept.problems == problems, "what is wrong stays to be seen"
    claim.write_text(good, encoding="utf-8")
    kept.save([claim])
    assert kept.problems == []
    assert notebooks.begun == 1
    upkeep.notebooks = real


@pytest.mark.full
def test_a_whole_build_waits_until_nothing_is_wrong(kept: Served) -> None:
    claim = kept.root / "claims/table-1/use-uk.yml"
    good = claim.read_text(encoding="utf-8")
    page = kept.root / "docs/new.md"
    page.write_text("# A new page\n", encoding="utf-8")
    kept.preview.follow([page])  # the whole site is to be built
    claim.write_text(good.replace("kind: ", "knid: ", 1), encoding="utf-8")
    kept.told.clear()
    kept.save([claim])
    assert not [said for said in kept.told if said.startswith("Building the whole site")]
    claim.write_text(good, encoding="utf-8")
    kept.save([claim])
    assert "new/index.html" in kept.files
    page.unlink()
    kept.save([page])


def test_a_broken_configuration_leaves_the_site(kept: Served) -> None:
    shown = kept.files
    good = (kept.root / "mkdocs.yml").read_text(encoding="utf-8")
    (kept.root / "mkdocs.yml").write_text(f"{good}nav: [\n", encoding="utf-8")
    kept.save([kept.root / "mkdocs.yml"])
    assert kept.problems != []
    assert kept.files == shown
    (kept.root / "mkdocs.yml").write_text(good, encoding="utf-8")
    kept.save([kept.root / "mkdocs.yml"])
    assert kept.problems == []
    assert kept.files == shown


def test_a_build_after_a_preview_is_that_of_its_own_review(kept: Served, tmp_path: Path) -> None:
    """MkDocs keeps a plugin for all sites that a process builds: it must know nothing of others."""
    assert "own.txt" in kept.files
    root = tmp_path / "another"
    shutil.copytree(OTHER, root, ignore=shutil.ignore_patterns("site", ".site-*"))
    site = build_site(root)
    assert not (site / "own.txt").exists()
    assert "own.txt" not in (site / "table-1" / "index.html").read_text(encoding="utf-8")


@pytest.mark.full
def test_a_review_with_an_error_from_the_start(project: Path, tmp_path: Path) -> None:
    page = project / "docs" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[[no-such-claim]]\n", encoding="utf-8")
    served = Served(project, tmp_path / "served")
    assert served.preview.folder is None
    assert served.problems != []
    page.write_text(text, encoding="utf-8")
    served.save([page])
    assert served.problems == []
    assert "index.html" in served.files
    served.preview.close()


@pytest.mark.parametrize(
    ("review", "few"),
    [(OTHER, 2), pytest.param(PROJECT, 10, marks=pytest.mark.full)],
    ids=["another", "this"],
)
def test_parts_of_a_review_follow_any_edit(tmp_path: Path, review: Path, few: int) -> None:
    """Text against text, this review with every kind of page; MkDocs has no part in it."""
    for name in ("claims", "docs"):
        shutil.copytree(review / name, tmp_path / name)
    shutil.copy(review / "bibliography.bib", tmp_path)
    known, woven = KnownFiles(), WovenParts(UNPUBLISHED)
    woven.follow(check(read_review(tmp_path, known=known)))
    woven.files()
    rng, made = seeded(5), []
    edits: list[Edit] = [
        word_a_claim,
        turn_a_topic_round,
        turn_a_finding,
        turn_a_stance,
        label_a_term,
        word_a_page,
    ]
    for edit in edits:
        edit(rng, tmp_path)
        woven.follow(check(read_review(tmp_path, known=known)))
        made.append(sum(bool(woven.update(name)) for name in woven.names))
    assert woven.files() == render(check(read_review(tmp_path)))
    assert made[0] < len(woven.names) / few
    assert all(made)


# The real command.


@contextlib.contextmanager
def started(root: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = (*COMMAND, "--project", str(root), "serve", *options)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return line
    raise AssertionError(said)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_command_serves_an_edit_and_ends_on_ctrl_c(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    name = "seed-eaters-do-not-prefer-plots"
    claim = project / "claims" / "1-key-messages" / f"{name}.yml"
    with started(project, "--port", "0") as process:
        address = line_with(process, "Serving ").split()[1]
        line_with(process, " pages, ")

        def shows(words: str) -> bool:
            with urlopen(f"{address}claims/{name}/") as answer:  # noqa: S310 - our own address
                return words in answer.read().decode()

        assert shows("Songbirds that eat seeds")
        replaced(claim, "Songbirds that", "All songbirds that")
        until(lambda: shows("All songbirds that eat seeds"))
        replaced(claim, "cites: Ref5", "cites: Ref55")
        told = line_with(process, "unknown-reference")
        assert shows("All songbirds that eat seeds")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=PATIENCE)
    place = f"claims/1-key-messages/{name}.yml:6:12: unknown-reference"
    assert told.startswith(place)
    assert rest.endswith("Ended.\n")
    assert "Traceback" not in rest
    assert process.returncode == 0
    assert list(temporary.iterdir()) == []


def test_a_port_that_is_taken(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(project, "--port", port) as process:
            said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said == (
        f"claimweave: port {port} of 127.0.0.1 is taken: "
        "end what uses it, or name another with --port\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--port", "70000"), "70000 is no port"),
        (("--port", "http"), "http is no port"),
        (("--host", "192.0.2.1", "--port", "0"), "192.0.2.1 cannot be served at"),
    ],
)
def test_an_address_that_cannot_be_taken(
    project: Path, options: tuple[str, ...], said: str
) -> None:
    with started(project, *options) as process:
        told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said in told
    assert "Traceback" not in told


def test_a_project_without_a_site(project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    with started(project, "--port", "0") as process:
        told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "has no mkdocs.yml" in told


@pytest.mark.full
def test_a_picture_joins_the_site_when_a_page_shows_it(served: Served) -> None:
    picture = served.root / "docs" / "field.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', encoding="utf-8")
    served.save([picture])
    assert "field.svg" not in served.files
    page = served.root / "docs" / "table-1.md"
    shown = page.read_text(encoding="utf-8")
    page.write_text(f"{shown}\n![A field](field.svg)\n", encoding="utf-8")
    served.save([page])
    assert served.files["field.svg"] == picture.read_bytes()
    page.write_text(shown, encoding="utf-8")
    served.save([page])
    assert "field.svg" not in served.files
