"""Whether readers see what a page weaves in: it stands in running text, and in nothing that hides.

What stands in code, in the description of a picture or in the address of a link is woven in by
the page, and shown as no claim. A page whose woven claims stand on plain lines need not be
rendered; of any other it is looked at what becomes of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import WOVEN, span_of
from claimweave.rules.front_matter import without_front_matter
from claimweave.rules.markup import rendered_text, unrenderable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.reading.page_reader import Page

_PLAIN_LINE = re.compile(
    r" {0,3}(?:(?:[-*+>]|[0-9]{1,9}[.)]|#{1,6}) {1,3})?(?! )[^\t`{}|\\\[\]()<>!\"~]*"
)
"""A line that can hide nothing: a mark of a list or a heading, and words."""

_LEFT_OPEN = re.compile(r"\[[^\]\n]*\n|\]\([^)\n]*\n|\]:|`")
"""What may go on over lines: the text of a link or a picture, its address, its title, and code."""


def unseen(page: Page) -> Iterator[Problem]:
    """Yield each claim or block that a page weaves in where no reader sees it as such."""
    visible = blank_code(page.text)
    found = list(WOVEN.finditer(visible))
    if not found or not _may_hide(visible):
        return
    from claimweave.rules.shown_marks import MARK, ShownMarks  # noqa: PLC0415 - seldom needed

    parts, end = [], 0
    for number, match in enumerate(found):
        parts += [page.text[end : match.start()], MARK.format(number)]
        end = match.end()
    shown = ShownMarks()
    try:
        shown.feed(rendered_text(without_front_matter("".join((*parts, page.text[end:])))))
    except Exception as error:  # noqa: BLE001 - any extension may raise anything: that is a fault
        yield unrenderable(page, error)
        return
    for number, match in enumerate(found):
        if number not in shown.numbers:
            span = span_of(page.path, page.text, match.start(), match.end())
            message = f"{match.group()[:80]} stands where it is not shown: in code, in a link, in "
            message += "a title, or in a cell that the table does not have"
            yield Problem(span, message, "write it into the text, best on a line of its own")


def _may_hide(visible: str) -> bool:
    """Whether a woven claim of a page stands on a line, or amid lines, that could hide it."""
    woven = False
    for line in visible.split("\n"):
        bare = WOVEN.sub("", line)
        if bare != line:
            woven = True
            if not _PLAIN_LINE.fullmatch(bare):
                return True
    return woven and _LEFT_OPEN.search(WOVEN.sub("", visible)) is not None
