"""How often two blind readers differed, field by field, and on what: counted from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.database_rows import Row
    from claimweave.review.review import Review
    from claimweave.review.second_reading import Difference

COMPARISONS = ("of", "field", "compared", "differed")
DIFFERENCES = ("of", "id", "field", "part", "first", "second", "settled", "kept", "why")


class FieldComparison(NamedTuple):
    """A field of claims or sheets: how many answers were compared, and how many differed."""

    of: str
    field: str
    compared: int
    differed: int

    @property
    def share(self) -> str:
        """The share of those that differed, as whole per cent; as many as that, or none, exactly.

        No share is rounded to nothing, or to all: `under 1 %`, `over 99 %`.
        """
        percent = 100 * self.differed / self.compared
        if 0 < percent < 1:
            return "under 1 %"
        if 99 < percent < 100:  # noqa: PLR2004 - as said
            return "over 99 %"
        return f"{round(percent)} %"


def comparisons(review: Review) -> list[FieldComparison]:
    """Return each field that was compared; none where two readers were not compared."""
    found = review.second_reading
    return [
        FieldComparison(of, field, compared, sum(d.field == field for d in part.differences))
        for of, part in (found.parts if found else ())
        for field, compared in part.compared.items()
    ]


def all_differences(review: Review) -> list[tuple[str, Difference]]:
    """Return each difference, with whether it is one of claims or of sheets."""
    found = review.second_reading
    parts = found.parts if found else ()
    return [(of, difference) for of, part in parts for difference in part.differences]


def differences_on_claim(review: Review, claim_id: str) -> list[Difference] | None:
    """Return on what two readers of a claim differed; None where it was not read by two.

    What was read under an id of before counts, also where the claim is one of several parts.
    """
    read = review.second_reading.claims if review.second_reading else None
    ids = {claim_id, *review.claims[claim_id].record.formerly}
    if read is None or ids.isdisjoint(read.read):
        return None
    return [difference for difference in read.differences if difference.claim in ids]


def differences_on_sheet(review: Review, key: str) -> list[Difference] | None:
    """Return on what two readers of a sheet differed; None where it was not read by two."""
    read = review.second_reading.sheets if review.second_reading else None
    if read is None or key not in read.read:
        return None
    return [difference for difference in read.differences if difference.sheet == key]


def comparison_rows(review: Review) -> Iterator[Row]:
    """Yield a row for each field that was compared."""
    yield from ((one.of, one.field, one.compared, one.differed) for one in comparisons(review))


def difference_rows(review: Review) -> Iterator[Row]:
    """Yield a row for each difference; an answer of several items has them joined by `; `."""
    for of, one in all_differences(review):
        answers = (joined(answer) for answer in (one.first, one.second))
        yield (
            of,
            one.subject,
            one.field,
            one.part,
            *answers,
            one.settled,
            joined(one.kept),
            one.why,
        )


def joined(answer: tuple[str, ...]) -> str:
    """Return an answer as one text; an empty one where the reader gave nothing."""
    return "; ".join(answer)
