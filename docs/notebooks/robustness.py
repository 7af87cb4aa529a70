# %% [markdown]
# # How little would change the picture
#
# A majority of one is a majority, but not a firm one.
# This page asks of each cell of the table, and of each conclusion of the review: how few entries would have to go, or to change sides, for the answer to change?
# This tells how firm a count is.
# It does not tell how good the studies are.
# Everything is computed when the site is built.

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
    sentences,
    table,
    wording,
)

base = load()
review_table = base.review.settings.table
links = Links("notebooks/robustness.md")


def term(cell, axis):
    return wording.term_label(
        base, getattr(review_table, axis), cell.row if axis == "rows" else cell.column
    )


# %% [markdown]
# ## The cells of the table
#
# The question here is whether a cell has more entries for a prediction than against it.
# A circle: so many entries must go before the answer changes.
# A diamond: so many entries must change sides.

# Choose what counts: with less evidence, an answer often hangs on less.

# %% Draw how far each cell is from changing, as to what counts
ALL = {
    s.cell.pair: (len(s.cell.supports), len(s.cell.contradicts))
    for s in base.syntheses
}
lenses = {
    name: found
    for name in base.review.lenses
    if (found := base.lens_results.cells.get(name)) and all(pair in found for pair in ALL)
}
firm = {
    (name, pair): wording.entries_turning(*found[pair])
    for name, found in {"": ALL, **lenses}.items()
    for pair in ALL
}
most = max(go or 0 for go, _ in firm.values())
LEFT = 132
STEP = (WIDTH - LEFT - 10) / most


def drawn(lens, counts):
    """Draw how far each cell is from changing when these entries count."""
    drawing = canvas(24 + 22 * len(ALL) + 24 * len({pair.row for pair in ALL}))
    for number in range(most + 1):
        drawing.words(LEFT + STEP * number, 12, str(number), anchor="center")
        drawing.line(LEFT + STEP * number, 18, LEFT + STEP * number, drawing.height, faint=True)
    y, row = 20, None
    for synthesis in base.syntheses:
        cell = synthesis.cell
        pair = cell.pair
        if cell.row != row:
            row = cell.row
            y += 24
            drawing.words(0, y - 4, term(cell, "rows"), bold=True)
        y += 22
        drawing.words(8, y - 7, term(cell, "columns"))
        drawing.words(LEFT - 16, y - 7, " : ".join(map(str, counts[pair])), anchor="right")
        go, flip = firm[lens, pair]
        if not any(counts[pair]):
            drawing.words(LEFT + 8, y - 7, "nothing to count")
        if go:
            drawing.line(LEFT, y - 11, LEFT + STEP * go, y - 11)
            drawing.mark(LEFT + STEP * go, y - 11 + (5 if go == flip else 0), "circle", "accent")
        if flip:
            drawing.mark(LEFT + STEP * flip, y - 11 - (5 if go == flip else 0), "diamond", "mixed")
    return drawing


def cells_under(says, lens, counts):
    """Say how many cells hang on one entry when these count, and draw how far each is."""
    filled = [pair for pair in ALL if any(counts[pair])]
    goes = sum(firm[lens, pair][0] == 1 for pair in filled)
    flips = sum(firm[lens, pair][1] == 1 for pair in filled)
    in_words = " ".join(
        f"{term(s.cell, 'rows')} and {term(s.cell, 'columns')}, "
        f"{for_} for and {against} against: {wording.count_robustness(for_, against)}"
        for s in base.syntheses
        for for_, against in [counts[s.cell.pair]]
    )
    told = sentences(
        says,
        f"{len(filled)} cells have entries.",
        f"In {goes} of them the answer changes when a single entry goes.",
        f"In {flips} of them it changes when a single entry changes sides.",
    )
    shown = figure(drawn(lens, counts), f"How few entries change the majority of a cell. {in_words}")
    return Html("").join([told, shown])


choices(
    "What counts?",
    [("All entries", cells_under("Each entry of the table counts.", "", ALL))]
    + [
        (base.review.lenses[name].label, cells_under(base.review.lenses[name].says, name, counts))
        for name, counts in lenses.items()
    ],
)

# %% [markdown]
# ## The review's conclusions
#
# Some sentences of the review are about the evidence as a whole.
# Each can be read in one way or in several, and for each reading a query gives a verdict.
# A reading that counts only its own sentence's citations is no result, and is left out.
# The figure counts the readings by their verdict, and by the fewest entries that change it.
# "None found" stands where no such entry was found.
# Entries were tried one at a time, and several together only for readings that ask for nothing but the table's counts.

# %% Draw how far each reading is from changing, as to which are chosen
readings = [
    (claim_id, reading, base.robustness[claim_id][name])
    for claim_id, result in base.check_results.items()
    for name, reading in result.readings.items()
    if reading.record.counts is None and name in base.robustness[claim_id]
]
verdicts = [v for v in ("holds", "fails", "undetermined") if v in {r.verdict for _, r, _ in readings}]
SHAPE = {"holds": ("circle", "good"), "fails": ("cross", "contradicts"),
         "undetermined": ("diamond", "neutral")}


def fewest(firm):
    return min((n for n in (firm.to_remove, firm.to_flip) if n is not None), default=None)


numbers = sorted({n for n in (fewest(firm) for _, _, firm in readings) if n is not None})
bins = [*numbers, *([None] if any(fewest(firm) is None for _, _, firm in readings) else [])]
name = {n: wording.plural(n, "entry", "entries") if n else "none found" for n in bins}
PER_LINE = 4
FROM = 34
APART = (WIDTH - FROM) / len(bins)


def drawn_readings(found):
    """Draw a mark for each reading, by its verdict and by what would change it."""
    lines = {v: max(1, *(-(-found[v, n] // PER_LINE) for n in bins)) for v in verdicts}
    drawing = canvas(20 + sum(34 + 14 * lines[v] for v in verdicts))
    for index, number in enumerate(bins):
        drawing.words(FROM + APART * index, 12, name[number])
    y = 18
    for verdict in verdicts:
        drawing.line(0, y, WIDTH, y, faint=True)
        y += 20
        drawing.words(0, y - 4, labels.VERDICTS[verdict].label, bold=True)
        for index, number in enumerate(bins):
            count = found[verdict, number]
            drawing.words(FROM + APART * index - 6, y + 14, str(count), anchor="right")
            for k in range(count):
                x = FROM + APART * index + 6 + 12 * (k % PER_LINE)
                drawing.mark(x, y + 10 + 14 * (k // PER_LINE), *SHAPE[verdict])
        y += 14 + 14 * lines[verdict]
    return drawing


def readings_of(chosen):
    """Say how many of these readings hang on one entry, and draw them."""
    found = Counter((reading.verdict, fewest(firm)) for _, reading, firm in chosen)
    alone = sum(count for (_, number), count in found.items() if number == 1)
    in_words = " ".join(
        f"{labels.VERDICTS[v].label}: " + ", ".join(f"{name[n]} {found[v, n]}" for n in bins) + "."
        for v in verdicts
    )
    claims = {claim_id for claim_id, _, _ in chosen}
    told = sentences(
        f"{wording.plural(len(claims), 'conclusion')} can be executed, in "
        f"{wording.plural(found.total(), 'reading')}.",
        f"The verdict of {alone} of these changes when one entry goes or changes sides.",
    )
    shown = figure(
        drawn_readings(found),
        f"Readings by verdict, and by the fewest entries that change it. {in_words}",
    )
    return Html("").join([told, shown])


def about(row):
    """Return the readings of the conclusions that are about a row of the table."""
    named = {key: base.review.claims[key].topic.named.get(review_table.rows, ()) for key, _, _ in readings}
    return [item for item in readings if row in named[item[0]]]


choices(
    "Which conclusions?",
    [("All", readings_of(readings))]
    + [
        (wording.term_label(base, review_table.rows, row), readings_of(chosen))
        for row in review_table.row_terms
        if (chosen := about(row))
    ],
)

# %% [markdown]
# Each conclusion, with its readings and with what would turn them, stands in [the audit](../../audit/conclusions/).

# %% [markdown]
# ## Which references decide
#
# A reference decides a conclusion when the verdict of one of its readings changes as soon as one entry of it goes or changes sides.
# This says how close a count is, and nothing about the study itself.

# %% Count the conclusions that a reference decides alone
decided = {
    key: {claim for claim, _, firm in readings if any(d[1] == key for d in firm.deciding)}
    for key in base.review.references
}
ranked = sorted(((len(v), k) for k, v in decided.items() if v), key=lambda item: (-item[0], item[1]))
table(
    ["Reference", "Conclusions that it decides alone"],
    [
        [link(links.reference(key), base.review.references[key].short_name), number]
        for number, key in ranked
    ],
)
