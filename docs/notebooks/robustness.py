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
    Links,
    canvas,
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

# %% Draw how far each cell is from changing
most = max(s.to_remove or 0 for s in base.syntheses)
LEFT = 132
STEP = (WIDTH - LEFT - 10) / most
drawing = canvas(24 + 22 * len(base.syntheses) + 24 * len({s.cell.row for s in base.syntheses}))
for number in range(most + 1):
    drawing.words(LEFT + STEP * number, 12, str(number), anchor="center")
    drawing.line(LEFT + STEP * number, 18, LEFT + STEP * number, drawing.height, faint=True)
y, row = 20, None
for synthesis in base.syntheses:
    cell = synthesis.cell
    if cell.row != row:
        row = cell.row
        y += 24
        drawing.words(0, y - 4, term(cell, "rows"), bold=True)
    y += 22
    drawing.words(8, y - 7, term(cell, "columns"))
    drawing.words(LEFT - 16, y - 7, wording.counts(cell), anchor="right")
    if not cell.entries:
        drawing.words(LEFT + 8, y - 7, "no study listed")
        continue
    drawing.line(LEFT, y - 11, LEFT + STEP * synthesis.to_remove, y - 11)
    apart = 5 if synthesis.to_flip == synthesis.to_remove else 0
    drawing.mark(LEFT + STEP * synthesis.to_remove, y - 11 + apart, "circle", "accent")
    drawing.mark(LEFT + STEP * synthesis.to_flip, y - 11 - apart, "diamond", "mixed")

in_words = " ".join(
    f"{term(s.cell, 'rows')} and {term(s.cell, 'columns')}, {wording.counts(s.cell)}: "
    f"{wording.cell_robustness(s)}"
    for s in base.syntheses
)
figure(drawing, f"How few entries change the majority of a cell. {in_words}")

# %% Say how many cells hang on one entry
filled = [s for s in base.syntheses if s.cell.entries]
one_goes = [s for s in filled if s.to_remove == 1]
one_flips = [s for s in filled if s.to_flip == 1]
sentences(
    f"{len(filled)} cells have entries.",
    f"In {len(one_goes)} of them the answer changes when a single entry goes.",
    f"In {len(one_flips)} of them it changes when a single entry changes sides.",
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

# %% Draw how far each reading is from changing
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


found = Counter((reading.verdict, fewest(firm)) for _, reading, firm in readings)
numbers = sorted({n for _, n in found if n is not None})
bins = [*numbers, *([None] if any(n is None for _, n in found) else [])]
name = {n: wording.plural(n, "entry", "entries") if n else "none found" for n in bins}
PER_LINE = 4
LEFT = 34
STEP = (WIDTH - LEFT) / len(bins)
lines = {v: max(-(-found[v, n] // PER_LINE) for n in bins) for v in verdicts}
drawing = canvas(20 + sum(34 + 14 * lines[v] for v in verdicts))
for index, number in enumerate(bins):
    drawing.words(LEFT + STEP * index, 12, name[number])
y = 18
for verdict in verdicts:
    drawing.line(0, y, WIDTH, y, faint=True)
    y += 20
    drawing.words(0, y - 4, labels.VERDICTS[verdict].label, bold=True)
    for index, number in enumerate(bins):
        count = found[verdict, number]
        drawing.words(LEFT + STEP * index - 6, y + 14, str(count), anchor="right")
        for k in range(count):
            x = LEFT + STEP * index + 6 + 12 * (k % PER_LINE)
            drawing.mark(x, y + 10 + 14 * (k // PER_LINE), *SHAPE[verdict])
    y += 14 + 14 * lines[verdict]

in_words = " ".join(
    f"{labels.VERDICTS[v].label}: "
    + ", ".join(f"{name[n]} {found[v, n]}" for n in bins)
    + "."
    for v in verdicts
)
figure(drawing, f"Readings by verdict, and by the fewest entries that change it. {in_words}")

# %% Say how many readings hang on one entry
alone = sum(count for (_, number), count in found.items() if number == 1)
sentences(
    f"{len(base.check_results)} conclusions can be executed, in {found.total()} readings.",
    f"The verdict of {alone} of these changes when one entry goes or changes sides.",
)

# %% List the conclusions
table(
    ["Conclusion, and how it is read", "Its verdict, and how firm that is"],
    [
        [
            link(links.claim(claim_id), base.review.claims[claim_id].text)
            + f" {reading.record.says}",
            f"{labels.VERDICTS[reading.verdict].label}. {wording.robustness(firm)}",
        ]
        for claim_id, reading, firm in sorted(
            readings, key=lambda item: (verdicts.index(item[1].verdict), item[0])
        )
    ],
)

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
