# %% [markdown]
# # What the counts of Table 1 can tell
#
# The review's table files each study in one of two rows.
# One row is for studies that it reads as support: the marker predicts the response to a treatment.
# The other row is for studies that it reads as finding no such thing.
# It is tempting to count them.
# This page counts, and then shows what a count can tell and what it cannot.
# Each number here is computed from the claims when the site is built.

# %% Load the evidence
from collections import Counter

from claimweave.api import (
    WIDTH,
    Html,
    Links,
    canvas,
    choices,
    figure,
    labels,
    link,
    load,
    points,
    sentences,
    table,
    wording,
)

base = load()
review_table = base.review.settings.table
links = Links("notebooks/counts.md")


def treatment(cell):
    return wording.term_label(base, review_table.rows, cell.row)


def marker(cell):
    return wording.term_label(base, review_table.columns, cell.column)


# %% [markdown]
# ## For and against, entry by entry
#
# Each mark is one entry of the table.
# To the right of the line are the entries for a prediction, to the left those against it.
# With all entries, the marks are filled as in the table itself; a dashed outline there is a thin and pale one here.
# Choose what counts, and see which cells would come to something else.

# %% Say how they are filled
points(f"{said.label.capitalize()}: {said.sentence}" for said in labels.FILLS.values())

# %% Draw one mark for each entry that counts
from itertools import groupby

PAIRS = [cell.pair for cell in base.cells]
ALL = {c.pair: (len(c.supports), len(c.contradicts)) for c in base.cells}
most_for = max(for_ for for_, _ in ALL.values())
most_against = max(against for _, against in ALL.values())
step = min(20, (WIDTH - 110) / (most_for + most_against))
zero = 66 + step * most_against
filled = {
    cell.pair: (
        [labels.fill_of(use.agreement) for use in cell.supports],
        [labels.fill_of(use.agreement) for use in cell.contradicts],
    )
    for cell in base.cells
}


def drawn(counts, fills):
    """Draw the cells with so many marks for and against."""
    drawing = canvas(28 + 24 * len(base.cells) + 28 * len({cell.row for cell in base.cells}))
    drawing.words(zero - 8, 14, "against", anchor="right", colour="contradicts")
    drawing.words(zero + 8, 14, "for", colour="supports")
    drawing.words(WIDTH, 14, "for : against", anchor="right")
    y = 22
    for _, cells in groupby(base.cells, key=lambda cell: cell.row):
        for index, cell in enumerate(cells):
            if not index:
                y += 28
                drawing.words(0, y - 6, treatment(cell), bold=True)
            y += 24
            pair = cell.pair
            drawing.words(8, y - 8, marker(cell))
            drawing.words(WIDTH, y - 8, " : ".join(map(str, counts[pair])), anchor="right", bold=True)
            drawing.line(zero, y - 24, zero, y)
            for side, (number, way, colour, shape) in enumerate(
                zip(counts[pair], (1, -1), ("supports", "contradicts"), ("up", "down"), strict=True)
            ):
                for place in range(number):
                    x = zero + way * step * (place + 0.6)
                    fill = fills[pair][side][place] if fills else "full"
                    drawing.mark(x, y - 12, shape, colour, fill=fill)
    return drawing


def counted(says, counts, fills=None):
    """Say what counts, show the cells, and say which way they lean."""
    number = sum(map(sum, counts.values()))
    lean = Counter((for_ > against) - (for_ < against) for for_, against in counts.values())
    empty = sum(not any(pair) for pair in counts.values())
    changed = [c for c in base.cells if leaning(counts, c) != leaning(ALL, c)]
    in_words = "; ".join(
        f"{treatment(c)} and {marker(c)}: {for_} for, {against} against"
        for c in base.cells
        for for_, against in [counts[c.pair]]
    )
    return Html("").join(
        [
            sentences(
                says,
                f"{number} of {sum(map(sum, ALL.values()))} entries count.",
                f"More for than against in {lean[1]} of {len(counts)} cells, as many in "
                f"{lean[0] - empty}, more against in {lean[-1]}, nothing to count in {empty}.",
                f"Other than with all entries: {listed(changed)}." if changed else "",
            ),
            figure(drawn(counts, fills), f"Entries of {review_table.title} that count. {in_words}."),
        ]
    )


def leaning(counts, cell):
    for_, against = counts[cell.pair]
    return (for_ > against) - (for_ < against) if for_ or against else None


def listed(cells):
    return "; ".join(f"{treatment(c)} and {marker(c)}" for c in cells) or "none"


choices(
    "What counts?",
    [("All entries", counted("Each entry of the table counts.", ALL, filled))]
    + [
        (lens.label, counted(lens.says, {pair: found[pair] for pair in PAIRS}))
        for name, lens in base.review.lenses.items()
        if (found := base.lens_results.cells.get(name)) and all(pair in found for pair in PAIRS)
    ],
)

# %% [markdown]
# All entries as a table.
# The last column is the number of entries whose source reports what it is filed for.


# %% List the counts
def agreeing(uses):
    return sum(use.agreement == "agrees" for use in uses)


table(
    ["Treatment and marker", "For", "Against", "As filed"],
    [
        [
            link(links.claim(cell.claim.id), f"{treatment(cell)}, {marker(cell)}"),
            len(cell.supports),
            len(cell.contradicts),
            f"{agreeing(cell.entries)} of {len(cell.entries)}" if cell.entries else "none listed",
        ]
        for cell in base.cells
    ],
)

# %% [markdown]
# ## What a count can tell
#
# A count tells what the review files, and where it files nothing.
# It tells on which side there are more entries, and by how many.
# That is all.

# %% Say which side has more
more_for = [c for c in base.cells if len(c.supports) > len(c.contradicts)]
even = [c for c in base.cells if c.entries and len(c.supports) == len(c.contradicts)]
more_against = [c for c in base.cells if len(c.supports) < len(c.contradicts)]
empty = [c for c in base.cells if not c.entries]

points(
    [
        f"More entries for than against: {listed(more_for)}.",
        f"As many for as against: {listed(even)}.",
        f"More entries against than for: {listed(more_against)}.",
        f"No entry at all: {listed(empty)}.",
    ]
)

# %% [markdown]
# ## What it cannot tell
#
# **Whether the entries answer the question.**
# The table asks whether the level before treatment goes with the later response.
# A source that followed how the level changes answers something else.

# %% Count what the sources answer
entries = [use for cell in base.cells for use in cell.entries]
agreement = Counter(use.agreement for use in entries)
other = len(entries) - agreement["agrees"] - agreement["another-question"]
sentences(
    f"The table has {len(entries)} entries.",
    f"For {agreement['agrees']} of them the source, as far as we read it, reports what it is "
    "filed for.",
    f"For {agreement['another-question']} it answers another question.",
    f"The other {other} report something else, or what they report was not seen.",
)

# %% [markdown]
# **How many independent studies there are.**
# A source with results on two markers stands in two cells.
# A meta-analysis counts as one entry, and so does a single study that it may have pooled.

# %% Count the sources behind the entries
sources = {use.reference.key for use in entries}
designs = Counter(
    base.review.studies[key].record.design for key in sources if key in base.review.studies
)
by_design = ", ".join(
    f"{wording.design_label(base, design).lower()} {designs[design]}"
    for design in base.review.vocabulary.designs
    if designs[design]
)
unread = len(sources) - designs.total()
sentences(
    f"The {len(entries)} entries come from {len(sources)} sources.",
    f"By design: {by_design}; not read {unread}.",
)

# %% [markdown]
# **How large the studies are, and how well they were made.**
# Each entry counts as one.

# %% Compare the sizes
sizes = {
    key: base.review.studies[key].record.participants
    for key in sources
    if key in base.review.studies and base.review.studies[key].record.participants
}
sentences(
    f"For {len(sizes)} of the {len(sources)} sources we saw how many people were studied.",
    f"The smallest has {min(sizes.values()):,}, the largest {max(sizes.values()):,}.",
)

# %% [markdown]
# **How large the effect is, and in which direction it goes.**
# A higher and a lower level can both "predict", and then stand in the same row.
# [The directions](../directions/) are on a page of their own.
#
# **Whether "no significant association" means that there is none.**
# A small study can miss what is there.
# The Cochrane Handbook for Systematic Reviews of Interventions, in chapter 12, finds counting by significance unacceptable for this reason.
# So the counts here are the review's, and no more than that.
# This is not medical advice.
