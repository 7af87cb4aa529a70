# %% [markdown]
# # Which way the sources point
#
# An effect-direction plot shows, for each source, which question it answers and in which direction.
# It shows neither how large an effect is nor how far a study can be trusted.
# What a source reports was read mostly in its abstract.
#
# The question of the table has a shaded column: the level before treatment, and the later response.
# Only marks in that column bear on it.
# Everything here is computed from the study sheets when the site is built.

# %% Load the evidence
from claimweave.api import (
    WIDTH,
    Links,
    canvas,
    choices,
    figure,
    labels,
    link,
    load,
    points,
    table,
    wording,
)

base = load()
review_table = base.review.settings.table
links = Links("notebooks/directions.md")

# %% [markdown]
# ## How to read it
#
# A row is a source, and the mark before its name says how the review files it.
# A mark in a column says what the source reports there; it may have a mark in several.
# For a level alone, the arrow says whether the level rises or falls.
# For all other questions it says what goes with improvement.
# The same in words, with a way to each source, stands [below the table](../../table-1/).

# %% List the marks
def explained(name):
    """Say what a direction means, and for which questions it means something else."""
    usual = wording.directions(base)[name]
    others = [
        f"{wording.question_label(base, question)}: {said.label}."
        for question in base.review.vocabulary.questions
        if (said := wording.directions(base, question)[name]) != usual
    ]
    return " ".join([usual.mark, usual.sentence, *others])


FILED = ["supports", "contradicts"]
NOT_SEEN = ["silent", "not-read"]
points(
    [f"{labels.STANCES[s].mark} {labels.STANCES[s].sentence}" for s in FILED]
    + [explained(name) for name in wording.directions(base)]
    + [f"{labels.AGREEMENTS[n].mark} {labels.AGREEMENTS[n].sentence}" for n in NOT_SEEN]
)

# %% Prepare the plot
reported = [r for s in base.syntheses for r in s.reported]
answered = {question for r in reported for question, _ in r.reports}
questions = [q for q in base.review.vocabulary.questions if q in answered]
columns = {q: wording.question_label(base, q) for q in questions}
columns[""] = " or ".join(labels.AGREEMENTS[n].label for n in NOT_SEEN).capitalize()
LEFT, TOP = 138, 160
STEP = (WIDTH - LEFT) / len(columns)
place = {question: LEFT + STEP * (i + 0.5) for i, question in enumerate(columns)}


def term(cell, axis):
    return wording.term_label(
        base, getattr(review_table, axis), cell.row if axis == "rows" else cell.column
    )


def draw(row):
    """Draw the sources of one row of the table."""
    chosen = [s for s in base.syntheses if s.cell.row == row]
    drawing = canvas(TOP + sum(34 + 20 * len(s.reported) for s in chosen))
    asked = place[review_table.question]
    drawing.band(asked - STEP / 2, asked + STEP / 2, 0, drawing.height)
    for question, label in columns.items():
        drawing.words(place[question] + 4, TOP - 8, label, turned=True)
    y = TOP
    for synthesis in chosen:
        y += 26
        drawing.line(0, y - 20, WIDTH, y - 20, faint=True)
        drawing.words(0, y - 4, term(synthesis.cell, "columns"), bold=True)
        drawing.words(WIDTH, y - 4, tested(synthesis), anchor="right")
        for item in synthesis.reported:
            y += 20
            stance = item.use.evidence.stance
            drawing.mark(6, y - 10, "up" if stance == "supports" else "down", stance)
            drawing.words(16, y - 6, item.use.reference.short_name)
            for question, said in wording.reported(base, item):
                drawing.words(place[question], y - 5, said.mark, anchor="center", size=16)
        y += 8
    told = " ".join(in_words(s) for s in chosen)
    return figure(drawing, f"What the sources report, {term(chosen[0].cell, 'rows')}. {told}")


def tested(synthesis):
    """Say in short what the sign test gives."""
    if not synthesis.reported:
        return "no study listed"
    p = synthesis.p
    result = "too few to test" if p is None else f"p = {p:.3g}"
    return f"{synthesis.positive} ↑ {synthesis.negative} ↓, {result}"


def in_words(synthesis):
    """Say which sources of a cell report what."""
    if not synthesis.reported:
        return f"{term(synthesis.cell, 'columns')}: no study listed."
    said = "; ".join(
        f"{r.use.reference.short_name} ({labels.STANCES[r.use.evidence.stance].label}), "
        + " and ".join(said.label for _, said in wording.reported(base, r))
        for r in synthesis.reported
    )
    return f"{term(synthesis.cell, 'columns')}, {tested(synthesis)}: {said}."


# %% [markdown]
# ## What each source reports

# %% Draw the row that is chosen
choices(
    f"Which {base.review.axes[review_table.rows].label.lower()}?",
    [(wording.term_label(base, review_table.rows, row), draw(row)) for row in review_table.row_terms],
)

# %% [markdown]
# ## Can it be tested?
#
# The sign test asks how surprising a split of directions is, if both were equally frequent.
# It is made only with sources that answer the very question of the table and report a direction.
# With few directions nothing is tested, because no split could then be called surprising.

# %% Test the directions
table(
    ["Treatment and marker", "↑ : ↓", "Sign test"],
    [
        [
            link(links.claim(s.cell.claim.id), f"{term(s.cell, 'rows')}, {term(s.cell, 'columns')}"),
            f"{s.positive}\N{NO-BREAK SPACE}:\N{NO-BREAK SPACE}{s.negative}",
            wording.sign_test(s) + (" They point in opposite directions." if s.both_ways else ""),
        ]
        for s in base.syntheses
    ],
)
