"""The notebooks: their figures, each run on this very review, and their pages when built."""

from __future__ import annotations

import ast
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from conftest import PROJECT

from assembly import BASE
from claimweave.evidence import wording
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.site.notebook_output import DIED_AT_ITS_START, convert_in
from claimweave.words import labels as words
from loaded_command import run_loaded
from mini_site import NOTEBOOK, mini_project

if TYPE_CHECKING:
    from claimweave.site.figures import Canvas

NOTEBOOKS = sorted((PROJECT / "docs" / "notebooks").glob("*.py"))
NAMES = [path.stem for path in NOTEBOOKS]


def figures() -> Any:  # noqa: ANN401 - a module
    """Matplotlib comes with it, which takes long: each process of the tests collects this file."""
    from claimweave.site import figures

    return figures


def drawing(text: str = "IL-6") -> Canvas:
    result = figures().canvas(100)
    result.words(0, 20, text, bold=True)
    result.words(40, 90, text, turned=True, colour="supports")
    result.line(0, 50, 100, 50, faint=True)
    result.band(0, 20, 0, 100)
    for index, shape in enumerate(figures().SHAPES):
        result.mark(20 * index, 40, shape, "contradicts", fill="full" if index % 2 else "hollow")
    return result


# Figures.


def test_a_figure_is_the_same_each_time() -> None:
    assert figures().svg(drawing()) == figures().svg(drawing())


def test_a_figure_has_no_date_and_no_maker() -> None:
    text = figures().svg(drawing())
    for trace in ("date", "Matplotlib", "metadata", "http", "<style", "xlink"):
        assert trace.lower() not in text.lower()


def test_black_ink_is_the_colour_of_the_text_and_data_take_the_sites() -> None:
    text = figures().svg(drawing())
    assert "#000000" not in text
    assert 'fill="currentColor"' in text
    assert "stroke: currentColor" in text
    assert "var(--cw-for, #2f80c2)" in text
    assert re.sub(r"var\(--[\w-]+, #\w{6}\)", "", text).count("#") == text.count('href="#')


def test_words_stay_words_and_are_large_enough() -> None:
    root = ET.fromstring(figures().svg(drawing("Järventausta 2017")))  # noqa: S314 - our own
    found = [e for e in root.iter() if e.tag == "text"]
    assert [e.text for e in found] == ["Järventausta 2017"] * 2
    for element in found:
        assert f"font-size: {figures().SIZE}px" in element.attrib["style"]
        assert "font-family" not in element.attrib["style"]
    assert root.attrib["viewBox"] == f"0 0 {figures().WIDTH} 100"
    assert figures().WIDTH <= 360 - 2 * 16
    assert figures().SIZE >= 12, "9 pt"


def test_ids_of_figures_on_one_page_differ() -> None:
    page = figures().svg(drawing("a")) + figures().svg(drawing("b"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(ids)


@pytest.mark.parametrize("text", ["$x^2$", r"$\frac{$", "<script>&", "\x00\u202e", "漢字", "a\nb"])
def test_words_of_strangers_are_shown_and_not_obeyed(text: str) -> None:
    root = ET.fromstring(figures().svg(drawing(text)))  # noqa: S314 - our own
    assert {e.tag for e in root.iter()} == {"svg", "g", "defs", "path", "use", "text"}
    shown = next(e.text for e in root.iter() if e.tag == "text")
    assert shown == figures().printable(text)


def test_the_alternative_text_is_escaped() -> None:
    page = figures().figure(drawing(), 'for "it" & <against>\n x')
    assert 'role="img"' in page
    assert 'aria-label="for &quot;it&quot; &amp; &lt;against&gt; x"' in page


def test_cells_of_a_table_are_escaped() -> None:
    text = figures().table(["<a>"], [["<b>", 2], [figures().link('"x', "<y>")]])
    assert "&lt;a&gt;" in text
    assert "&lt;b&gt;" in text
    assert '<a href="&#34;x">&lt;y&gt;</a>' in text
    assert isinstance(text, figures().Html)
    assert text._repr_html_() == str(text)


def test_a_choice_begins_with_the_first_and_escapes_its_words() -> None:
    page = figures().choices(
        "Which <one>?", [("<a>", figures().Html("<p>1</p>")), ("b", figures().Html("<p>2</p>"))]
    )
    assert "<legend>Which &lt;one&gt;?</legend>" in page
    assert page.count(" checked") == 1
    assert shown_by_choice(page) == {"&lt;a&gt;": "<p>1</p>", "b": "<p>2</p></div></fieldset>"}
    names = set(re.findall(r'name="(\w+)"', page))
    assert len(names) == 1
    assert names != set(
        re.findall(r'name="(\w+)"', figures().choices("Another?", [("b", figures().Html("2"))]))
    )


def test_more_choices_than_the_style_knows_are_refused() -> None:
    style = (PROJECT / "scripts/claimweave/site/assets/notebooks.css").read_text("utf-8")
    assert style.count("> div:nth-of-type(") == figures().MOST_CHOICES
    known = [(str(number), figures().Html("")) for number in range(figures().MOST_CHOICES + 1)]
    with pytest.raises(ValueError, match=f"at most {figures().MOST_CHOICES}"):
        figures().choices("Which?", known)
    assert figures().choices("Which?", known[1:])


def luminance(colour: str) -> float:
    # Source: WCAG 2.2, "relative luminance".
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_data_colours_show_on_both_grounds() -> None:
    style = (PROJECT / "scripts/claimweave/site/assets/claimweave.css").read_text("utf-8")
    schemes = re.findall(r"\[data-md-color-scheme=\"\w+\"\] \{(.*?)\n\}", style, re.DOTALL)[:2]
    assert len(schemes) == 2
    assert len(figures().COLOURS) > 1
    for name, (fixed, own) in figures().COLOURS.items():
        for scheme in schemes:
            values = dict(re.findall(r"(--[\w-]+): (#\w{6});", scheme))
            ground = values["--md-default-bg-color"]
            assert contrast(fixed, ground) >= 3, name
            assert contrast(values[own], ground) >= 3, name


# Notebooks, run as scripts on the project.


def shown(path: Path) -> list[str]:
    """Run a notebook; return what its cells show."""
    import jupytext

    names: dict[str, Any] = {}
    found = []
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, path.name, "exec"), names)  # noqa: S102 - our own notebooks
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)  # noqa: S307
                found.append(value._repr_html_())
    return found


@pytest.fixture(scope="module")
def outputs(base: EvidenceBase) -> dict[str, list[str]]:
    """What the cells of each notebook show, of this review as it was read once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PROJECT)
        patch.setattr("claimweave.api.load", lambda: base)
        return {path.stem: shown(path) for path in NOTEBOOKS}


def shown_by_choice(output: str) -> dict[str, str]:
    """Return the words of each button of a figure, and what it shows."""
    buttons = re.findall(r"<label>.*?<span>(.*?)</span></label>", output)
    answers = output.partition("<div>")[2].split("</div><div>")
    return dict(zip(buttons, answers, strict=True))


def alternatives(outputs: list[str]) -> str:
    return " ".join(re.findall(r'aria-label="([^"]*)"', " ".join(outputs)))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_figures_and_sentences(name: str, outputs: dict[str, list[str]]) -> None:
    page = "".join(outputs[name])
    assert '<figure class="cw-figure" role="img" aria-label=' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for fault in ("None", "nan", "{", "&amp;lt;", "&lt;a"):
        assert fault not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_no_number_is_typed_and_each_sentence_has_its_line(path: Path) -> None:
    import jupytext

    names = ("Table 1", "chapter 12", "table-1")
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "markdown":
            text = cell.source
            for name in names:
                text = text.replace(name, "")
            assert not re.search(r"\d", text), text
            for line in cell.source.splitlines():
                assert not re.search(r"[.?] [A-Z]", line), line


def test_the_counts_are_in_the_words_of_the_figure(
    outputs: dict[str, list[str]], base: EvidenceBase
) -> None:
    drawn = shown_by_choice(next(output for output in outputs["counts"] if "<svg" in output))
    everything = {c.pair: (len(c.supports), len(c.contradicts)) for c in base.cells}
    counted = {"All entries": everything} | {
        base.review.lenses[lens].label: found for lens, found in base.lens_results.cells.items()
    }
    assert set(drawn) == set(counted)
    for label, cells in counted.items():
        said = alternatives([drawn[label]])
        told = re.findall(r"(\d+) for, (\d+) against", said)
        wanted = [cells[pair] for pair in everything]
        assert [tuple(map(int, pair)) for pair in told] == wanted, label
        assert drawn[label].count("<use") == sum(map(sum, wanted)), label
        count = f"{sum(map(sum, wanted))} of {sum(map(sum, everything.values()))} entries count"
        assert count in drawn[label]


def test_each_entry_is_in_the_words_of_the_directions(
    outputs: dict[str, list[str]], base: EvidenceBase
) -> None:
    said = alternatives(outputs["directions"])
    for synthesis in base.syntheses:
        for item in synthesis.reported:
            name = item.use.reference.short_name
            stance = words.STANCES[item.use.evidence.stance].label
            reported = " and ".join(told.label for _, told in wording.reported(base, item))
            assert f"{name} ({stance}), {reported}" in said
        if synthesis.reported and synthesis.p is None:
            wanted = f"{synthesis.positive} ↑ {synthesis.negative} ↓, too few to test"
            assert wanted in said


def test_each_dated_reference_is_in_the_timeline(
    outputs: dict[str, list[str]], base: EvidenceBase
) -> None:
    years = Counter(
        r.year
        for r in base.review.references.values()
        if r.key != base.review.source_key and r.year
    )
    (drawn,) = (shown_by_choice(o) for o in outputs["timeline"] if "cw-choices" in o)
    said = alternatives([drawn["All"]])
    counted: Counter[str] = Counter()
    for year, number in re.findall(r"\b(\d{4}) (\d+)", said):
        counted[year] += int(number)
    assert counted == years
    unidentified = sum(
        r.identity == "unidentified" and r.key != base.review.source_key
        for r in base.review.references.values()
    )
    assert f"{unidentified} references are unidentified" in "".join(outputs["timeline"])


def test_each_conclusion_is_in_the_figure_of_robustness(
    outputs: dict[str, list[str]], base: EvidenceBase
) -> None:
    said = alternatives(outputs["robustness"])
    for synthesis in base.syntheses:
        assert wording.cell_robustness(synthesis) in said
    by_choice = [shown_by_choice(o) for o in outputs["robustness"] if "Readings by verdict" in o]
    numbers = re.findall(r"(?:entry|entries|found) (\d+)", alternatives([by_choice[0]["All"]]))
    results = [r for _, _, r in readings_of(base.check_results) if r.record.counts is None]
    assert sum(map(int, numbers)) == len(results)


# Built pages.


def test_a_page_holds_the_notebook_and_nothing_else(mini_site: Path) -> None:
    text = (mini_site / "notebooks" / "one" / "index.html").read_text("utf-8")
    claims = len([p for p in (BASE / "claims").rglob("*.yml") if "_" not in p.parent.name])
    assert f"<p>It has {claims} claims.</p>" in text, "it reads the project that is built"
    article = text.split('<div class="cw-notebook">')[1].split("</article>")[0]
    assert '<h2 id="a-part">A part<a class="headerlink"' in article
    assert article.count("<summary>") == 1, "all code is in one fold"
    assert "<p>Count</p>" in article.split("<summary>")[1]
    assert "<p>&lt;Echo&gt;</p>" in article
    assert "1 &lt; 2" in article
    for foreign in ("<script", "<style", "<link", "http", "jp-", "In&nbsp;["):
        assert foreign not in article


def test_a_notebook_that_crashes_fails_the_build(tmp_path: Path) -> None:
    folder = mini_project(tmp_path / "mini", NOTEBOOK + "\n# %% Crash\nunknown_name\n")
    result = run_loaded("--project", str(folder), "build", folder=str(folder))
    assert result.returncode == 1
    assert "one.py failed" in result.stderr
    assert "NameError: name 'unknown_name' is not defined" in result.stderr
    assert "\x1b[" not in result.stderr
    assert "the last good site is untouched" in result.stderr.lower()
    assert not (folder / "site").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_site_is_quiet(name: str, site: Path) -> None:
    text = (site / "notebooks" / name / "index.html").read_text("utf-8")
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"?(?:https?:)?//", text)
    article = text.split('<div class="cw-notebook">')[1].split("</article>")[0]
    assert "<figure" in article
    assert "<script" not in article
    assert "Warning" not in article
    assert not (site / "notebooks" / f"{name}.py").exists()


@pytest.mark.parametrize(
    ("failures", "runs"),
    [
        ([], 1),
        ([f"{DIED_AT_ITS_START} to kernel_info"], 2),
        ([f"{DIED_AT_ITS_START} to kernel_info"] * 2, 2),
        (["another fault"], 1),
    ],
)
def test_a_kernel_that_dies_at_its_start_is_started_once_more(
    monkeypatch: pytest.MonkeyPatch, failures: list[str], runs: int
) -> None:
    asked: list[str] = []

    def run(path: str, **_: object) -> str:
        asked.append(path)
        if len(asked) <= len(failures):
            raise RuntimeError(failures[len(asked) - 1])
        return "its page"

    monkeypatch.setattr("mkdocs_jupyter.convert.nb2html", run)
    with ThreadPoolExecutor(1) as pool:
        result = convert_in(pool, "a.py", {})
    assert len(asked) == runs
    if len(failures) < runs:
        assert result.result() == "its page"
    else:
        assert str(result.exception()) == failures[-1]
