# %% [markdown]
# # The evidence by year and design
#
# When was the evidence published, and what kind of studies is it?
# Each mark is one reference of the review.
# Its row is the design that its study sheet names, and its place is the year of publication.
# The design was read mostly in the abstract.

# %% Load the evidence
from collections import defaultdict

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
links = Links("notebooks/timeline.md")
in_table = {use.reference.key for cell in base.cells for use in cell.entries}
references = [r for r in base.review.references.values() if r.key != base.review.source_key]
dated = [r for r in references if r.year.isdigit()]
UNREAD = labels.AGREEMENTS["not-read"].label.capitalize()


def design(reference):
    study = base.review.studies.get(reference.key)
    return wording.design_label(base, study.record.design) if study else UNREAD


# %% Say what is shown
unidentified = [r for r in references if r.identity == "unidentified"]
sentences(
    f"Of the {len(references)} references of the review, {len(dated)} have a year and are shown.",
    f"The other {len(references) - len(dated)} have no year that we know, and are missing here.",
    f"{len(unidentified)} references are unidentified: nobody can look them up yet.",
    f"{len(in_table)} references stand in {review_table.title}.",
)

# %% [markdown]
# A square is a reference that stands in the table.
# A circle is one that is cited in the text alone.
# Choose a word of the table, and see only the references that report on it.

# %% Draw a mark for each reference that is chosen
order = [t.label for t in base.review.vocabulary.designs.values()] + [UNREAD]
placed = defaultdict(list)
for reference in sorted(dated, key=lambda r: (r.year, r.key not in in_table, r.key)):
    placed[design(reference), int(reference.year)].append(reference)
designs = [d for d in order if any(d == name for name, _ in placed)]
years = [year for _, year in placed]
first, last = min(years), max(years)
LEFT, HIGH = 130, 13
deepest = {d: max(len(v) for (name, _), v in placed.items() if name == d) for d in designs}
ticks = [first, *(y for y in range(first + 3, last - 2) if y % 5 == 0), last]


def across(year):
    return LEFT + (WIDTH - LEFT - 8) * (year - first) / max(1, last - first)


def drawn(at):
    """Draw a mark for each of the references, each design in its row."""
    drawing = canvas(24 + sum(14 + HIGH * deepest[d] for d in designs))
    for year in ticks:
        drawing.words(across(year), 12, str(year), anchor="center")
        drawing.line(across(year), 18, across(year), drawing.height, faint=True)
    y = 20
    for name in designs:
        y += 14 + HIGH * deepest[name]
        drawing.line(0, y, WIDTH, y, faint=True)
        drawing.words(0, y - 8, name)
        for (other, year), found in at.items():
            if other == name:
                for index, reference in enumerate(found):
                    shape = "square" if reference.key in in_table else "circle"
                    drawing.mark(across(year), y - 12 - HIGH * index, shape, "accent")
    in_words = " ".join(
        f"{name}: "
        + ", ".join(f"{year} {len(v)}" for (other, year), v in at.items() if other == name)
        + "."
        for name in designs
        if any(other == name for other, _ in at)
    )
    return figure(drawing, f"References by design and year, from {first} to {last}. {in_words}")


def chosen(says, keys):
    """Say how many of the dated references are meant, and show these."""
    found = ((place, [r for r in v if r.key in keys]) for place, v in placed.items())
    at = {place: v for place, v in found if v}
    number = sum(map(len, at.values()))
    return Html("").join([sentences(f"{number} of {len(dated)} {says}"), drawn(at)])


def reporting(axis, name):
    """Return the keys of the references whose study sheets report on a term."""
    return {
        key
        for key, study in base.review.studies.items()
        if any(finding.axes.get(axis) == name for finding in study.record.results)
    }


choices(
    "Which references?",
    [("All", chosen("references with a year.", {r.key for r in dated}))]
    + [
        (label, chosen(f"report on {label}, as far as we read them.", reporting(axis, name)))
        for axis, names in (
            (review_table.rows, review_table.row_terms),
            (review_table.columns, review_table.column_terms),
        )
        for name in names
        for label in [wording.term_label(base, axis, name)]
    ],
)

# %% [markdown]
# ## Which references these are
#
# A reference that stands in the table has a square, as in the figure.

# %% List the references
def entry(reference):
    name = link(links.reference(reference.key), reference.short_name)
    return ("■ " if reference.key in in_table else "● ") + name


table(
    ["Design", "Number", "References"],
    [
        [name, len(found), Html(", ").join(entry(r) for r in found)]
        for name in designs
        for found in [[r for (d, _), v in placed.items() if d == name for r in v]]
    ],
)

# %% [markdown]
# ## What this cannot tell
#
# A review tells of the studies that its authors chose.
# A year with few marks is a year from which this review cites little, and says nothing about how much was published.
# A design is a kind of study, and not its quality.
