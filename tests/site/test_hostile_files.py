"""Pictures and settings of a site that were cut, joined and poisoned: no crash, and no way in."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import TextFile, decoded
from claimweave.review.reading.site_reader import site_settings
from claimweave.review.reading.svg_reader import svg_faults
from fuzzing.brought_in import holds_only_a_picture
from fuzzing.inputs import hostile

pytestmark = pytest.mark.full

QUICK = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DRAWING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
    '  <defs><path id="p" d="M0 0h9"/></defs><style>*{fill: none}</style>\n'
    '  <use xlink:href="#p" fill="url(#p)"/><text x="1">a</text>\n</svg>\n'
)
XHTML = "http://www.w3.org/1999/xhtml"
PIECES = (
    "<", ">", "/>", "</", '"', "'", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "#",
    "<script>alert(1)</script>", ' onload="alert(1)"', f'<x:script xmlns:x="{XHTML}"/>',
    f' xmlns="{XHTML}"', ' xmlns:xlink="http://www.w3.org/2000/svg"', "<foreignObject/>", "<a/>",
    "<image/>", "<animate/>", "<set/>", "<style>", "</style>", "@import 'a';", "u\\72l(a)", "/*",
    "*/", "url(https://example.org)", "https://example.org", "javascript:alert(1)", "&#64;",
    "data:text/html,a", "<!DOCTYPE svg>", '<!ENTITY a "b">', "&a;", "&#x3c;", "\x00", "\ufeff",
    "\u202e", "\ufffe", ' encoding="UTF-7"', "<g>" * 200, "<use href='#p'/>", ' id="p"', "\r", "é",
)  # fmt: skip


@st.composite
def pictures(draw: st.DrawFn) -> str:
    """Draw a picture that was changed in one to six places."""
    text = DRAWING
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        rest = text[end if draw(st.booleans()) else start :]
        text = text[:start] + draw(st.sampled_from(PIECES)) + rest
    return text


def placed(problem: Problem, text: str) -> bool:
    lines = text.split("\n")
    where = problem.where
    assert isinstance(where, Span)
    return 1 <= where.line <= len(lines) and 1 <= where.column <= len(lines[where.line - 1]) + 2


@QUICK
@given(pictures())
@example(DRAWING)
def test_a_picture_that_passes_holds_nothing_that_runs(text: str) -> None:
    source = decoded("a.svg", text.encode())
    assert isinstance(source, TextFile)
    found = svg_faults(source)
    assert all(placed(problem, source.text) for problem in found)
    if not found:
        holds_only_a_picture(source.text)


@QUICK
@given(hostile("yaml"))
def test_settings_of_a_site_never_crash_the_check(raw: bytes) -> None:
    source = decoded("mkdocs.yml", raw)
    if isinstance(source, TextFile):
        found = site_settings(source)
        assert not isinstance(found, Problem) or placed(found, source.text)
