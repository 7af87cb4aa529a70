"""What a page weaves in is seen by its readers, or told: each way to hide it, and to show it."""

from __future__ import annotations

import pytest

from claimweave.disk.text_files import TextFile
from claimweave.review.reading.page_reader import read_page
from claimweave.rules.woven_places import unseen

X = "[[nitrate-feeds-barley]]"

HIDDEN = (
    f"a\n\n    {X}",
    f"a\n\n\t{X}",
    f"- a\n\n        {X}",
    f">     {X}",
    f" ```\n {X}\n ```",
    f"- a\n\n    ```\n    {X}\n    ```",
    f"a `b\n{X}\nc` d",
    f"a ``b\n{X}\nc`` d",
    f"![{X}](assets/logo.svg)",
    f"![a\n{X}\nb](assets/logo.svg)",
    f"[{X}](index.md)",
    f"[a\n{X}\nb](index.md)",
    f"[a](http://example.org/{X})",
    f'[a](index.md "{X}")',
    f'[a](index.md "b\n{X}\nc")',
    f'[a]\n\n[a]: index.md "{X}"',
    f'[a]\n\n[a]: index.md\n   "{X}"',
    f'Text\n{{: title="{X}" }}',
    f'## A part {{: title="{X}" }}',
    f"!!! {X}\n    a",
    f"| a |\n|---|\n| b | {X} |",
)
SHOWN = (
    X,
    f"A word: {X}",
    f"   {X}",
    f"## {X}",
    f"> {X}",
    f"- {X}",
    f"1. a\n\n    b {X}",
    f"- a\n\n    {X}",
    f"!!! note\n    {X}",
    f'!!! note "{X}"\n    a',
    f"| a |\n|---|\n| {X} |",
    f"a[^1]\n\n[^1]: {X}",
    f"*a* **b** {X}, [c](index.md) and `d`.",
    f"```\n{X}",
    f"a &lt; b (c) {X} ~ d | e",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_hidden(text: str) -> None:
    page = read_page(TextFile("docs/index.md", f"# A page\n\n{text}\n"))
    (problem,) = unseen(page)
    assert "stands where it is not shown" in problem.message


@pytest.mark.parametrize("text", SHOWN)
def test_shown(text: str) -> None:
    assert not list(unseen(read_page(TextFile("docs/index.md", f"# A page\n\n{text}\n"))))


def test_each_is_looked_at() -> None:
    text = f"# A page\n\n{X}\n\n    [[soil-tests-pay]]\n\n[[!table]]\n\n    [[!counts]]\n"
    found = [problem.message.split()[0] for problem in unseen(read_page(TextFile("p.md", text)))]
    assert found == ["[[soil-tests-pay]]", "[[!counts]]"]
