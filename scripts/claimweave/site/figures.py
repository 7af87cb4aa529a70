"""Figures for pages: drawn with matplotlib, given out as SVG that is the same on each build.

A figure is as wide as a small screen, so that its words are never smaller there than the text.
What matplotlib wrote becomes an element of the page in `figure_svg`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import warnings
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from claimweave.site.figure_svg import COLOURS, INK, page_svg
from claimweave.words.printable import printable

# Silent about its font cache: what it says on its first run would land on a page.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib as mpl  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

WIDTH = 328
"""Pixels of a text column on a screen of 360."""

WIDEST = "25rem"
"""How far a figure grows on a wide screen: its words are then a little larger than the text."""

MOST_CHOICES = 12
"""Of the answers among which a reader chooses: the style counts so far."""

SHAPES = {"up": "^", "down": "v", "circle": "o", "square": "s", "diamond": "D", "cross": "X"}

SIZE = 12
"""Pixels of the smallest words."""

Anchor = Literal["left", "center", "right"]


class Html(Markup):
    """Markup that a notebook shows; what `format` puts in is escaped."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing measured in pixels from its top left corner."""

    figure: Figure
    axes: Axes
    height: float

    def words(  # noqa: PLR0913 - a word has a place and a look
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "left",
        bold: bool = False,
        colour: str = "",
        turned: bool = False,
        size: float = SIZE,
    ) -> None:
        """Write text; (x, y) is on its base line. Nothing in it is obeyed."""
        self.axes.text(
            x,
            y,
            printable(text),
            ha=anchor,
            va="baseline",
            fontsize=size,
            fontweight="bold" if bold else "normal",
            color=_colour(colour),
            rotation=90 if turned else 0,
            rotation_mode="anchor",
            parse_math=False,
        )

    def mark(self, x: float, y: float, shape: str, colour: str = "", *, fill: str = "full") -> None:
        """Draw a mark of a shape (see `SHAPES`), a colour (see `COLOURS`) and a fill (`FILLS`).

        A dashed one is drawn thin and pale: its outline is too short for dashes.
        """
        ink = _colour(colour)
        pale = fill == "dashed"
        self.axes.plot(
            [x],
            [y],
            SHAPES[shape],
            color=ink,
            markersize=9,
            markeredgewidth=0.7 if pale else 1.6,
            markeredgecolor=ink,
            markerfacecolor=ink if fill == "full" else "none",
            clip_on=False,
            alpha=0.6 if pale else 1,
        )

    def line(  # noqa: PLR0913 - two ends and a look
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        colour: str = "",
        faint: bool = False,
    ) -> None:
        """Draw a straight line; a faint one is only for the eye to follow."""
        self.axes.plot(
            [x0, x1],
            [y0, y1],
            "-",
            color=_colour(colour),
            clip_on=False,
            linewidth=1 if faint else 1.6,
            alpha=0.25 if faint else 1,
        )

    def band(self, x0: float, x1: float, y0: float, y1: float) -> None:
        """Shade a rectangle lightly."""
        self.axes.fill_between([x0, x1], y0, y1, color=INK, alpha=0.08, linewidth=0, clip_on=False)


def canvas(height: float) -> Canvas:
    """Return an empty drawing, `WIDTH` pixels wide."""
    figure = Figure(figsize=(WIDTH / 72, height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return Canvas(figure, axes, height)


def figure(drawing: Canvas, alternative: str) -> Html:
    """Return the drawing for a page, with what it shows said in words for who cannot see it."""
    label = escape(printable(" ".join(alternative.split())))
    return Html(
        f'<figure class="cw-figure" role="img" aria-label="{label}" '
        f'style="width:100%;max-width:{WIDEST};margin:1.2rem 0">{svg(drawing)}</figure>'
    )


def choices(question: str, shown: Sequence[tuple[str, Html]]) -> Html:
    """Return several answers of which the reader chooses one, the first to begin with.

    No script is needed: the style shows the answer whose button is chosen.

    Args:
        question: what is chosen, as the heading of the buttons.
        shown: the words on each button, and what it shows.

    Raises:
        ValueError: when there are more than `MOST_CHOICES`: the style knows no others.
    """
    if len(shown) > MOST_CHOICES:
        raise ValueError(f"{len(shown)} choices for “{question}”: at most {MOST_CHOICES} are shown")
    name = hashlib.sha256("".join([question, *(part for _, part in shown)]).encode()).hexdigest()
    button = '<label><input type="radio" name="f{}"{}> <span>{}</span></label>'
    first = Html(" checked")
    buttons = Html("").join(
        Html(button).format(name[:8], "" if index else first, label)
        for index, (label, _) in enumerate(shown)
    )
    answers = Html("").join(Html("<div>{}</div>").format(part) for _, part in shown)
    return Html('<fieldset class="cw-choices"><legend>{}</legend>{}{}</fieldset>').format(
        question, buttons, answers
    )


def svg(drawing: Canvas) -> str:
    """Return the drawing as an SVG element that can stand beside others on a page."""
    raw = io.StringIO()
    fixed = mpl.rc_context({"svg.hashsalt": "claimweave", "svg.fonttype": "none"})
    with fixed, warnings.catch_warnings():
        # The reader's browser has the letters that matplotlib's own font lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        drawing.figure.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    return page_svg(raw.getvalue(), WIDTH, drawing.height)


def _colour(name: str) -> str:
    return COLOURS[name][0] if name else INK


def link(address: str, text: str) -> Html:
    """Return a link."""
    return Html('<a href="{}">{}</a>').format(address, text)


def sentences(*texts: str) -> Html:
    """Return a paragraph of the sentences that are not empty."""
    return Html("<p>{}</p>").format(Html(" ").join(t for t in texts if t))


def points(texts: Iterable[str]) -> Html:
    """Return a list with one point a text."""
    return Html("<ul>{}</ul>").format(Html("").join(Html("<li>{}</li>").format(t) for t in texts))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """Return a table; the first cell of each row is the row's heading."""
    head = Html("").join(Html('<th scope="col">{}</th>').format(h) for h in headings)
    body = Html("").join(
        Html('<tr><th scope="row">{}</th>{}</tr>').format(
            first, Html("").join(Html("<td>{}</td>").format(cell) for cell in rest)
        )
        for first, *rest in rows
    )
    return Html(
        '<table class="cw-plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)
