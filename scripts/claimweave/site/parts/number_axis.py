"""The axis of a drawing of numbers: where a number lies, from left to right, and the ticks.

Places are shares of the width in per cent, so that a drawing fits any screen and any paper.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.finding_text import decimal_text
from claimweave.review.vocabulary import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.review.vocabulary import Scale

MARGIN = 9.0
"""Per cent of the width that stay free at either end, for marks and for the words of ticks."""

MOST_TICKS = 5
_LETTER = 5.0
"""Per cent of the narrowest drawing that a digit of a tick takes."""

_PLAIN = (1e-4, 1e6)
"""Numbers between these are written out on an axis; others as powers of ten."""

_RAISED = str.maketrans(
    "-0123456789", "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis: its place and its words."""

    place: float
    text: str


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """An axis from one number to another; of a ratio it is logarithmic, and both are above 0."""

    scale: Scale
    low: float
    high: float

    def place(self, number: float) -> float:
        """Return where a number lies, in per cent of the width."""
        if self.scale == "ratio":
            start, end, here = math.log(self.low), math.log(self.high), math.log(number)
        else:
            # Halved, so that no difference of two numbers is too large to be one.
            start, end, here = self.low / 2, self.high / 2, number / 2
        share = (here - start) / (end - start) if end > start else 0.5
        return round(MARGIN + (100 - 2 * MARGIN) * share, 2)

    @property
    def nothing(self) -> float | None:
        """Where the number lies that means no relation; None where there is none."""
        none = NOTHING.get(self.scale)
        return None if none is None else self.place(none)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks of the axis: that of no relation in any case, and none over another."""
        kept: list[Tick] = []
        none = NOTHING.get(self.scale)
        first = [none] if none is not None else []
        for number in (*first, *self._round_numbers()):
            tick = Tick(self.place(number), tick_text(number))
            if all(_apart(tick, other) for other in kept):
                kept.append(tick)
        return tuple(sorted(kept, key=lambda tick: tick.place))

    def _round_numbers(self) -> Sequence[float]:
        if self.scale == "ratio":
            found = list(_ratios(self.low, self.high))
            if len(found) > 1:
                return found
        return [number for number in _steps(self.low, self.high) if self.low <= number <= self.high]


def axis_of(scale: Scale, ends: Iterable[float]) -> NumberAxis:
    """Return an axis that holds all these numbers, and the one that means no relation."""
    numbers = [*ends, *([NOTHING[scale]] if scale in NOTHING else [])]
    low, high = min(numbers), max(numbers)
    if low == high:
        around, most = abs(low or 1) / 2, sys.float_info.max
        low, high = max(low - around, -most), min(low + around, most)
    return NumberAxis(scale, low, high)


def tick_text(number: float) -> str:
    """Return a number as an axis has it: `0.5`, `−2`, and `2×10⁹` for what is very large."""
    if not number or _PLAIN[0] <= abs(number) < _PLAIN[1]:
        return decimal_text(float(f"{number:.6g}"))
    digits, power = f"{number:.3e}".split("e")
    return f"{decimal_text(float(digits))}×10{str(int(power)).translate(_RAISED)}"


def _apart(tick: Tick, other: Tick) -> bool:
    room = _LETTER * (len(tick.text) + len(other.text)) / 2 + _LETTER
    return abs(tick.place - other.place) >= room


def _ratios(low: float, high: float) -> Iterator[float]:
    """Yield 1, 2, 5, 10 and so on between two numbers; where these are many, powers of ten.

    Of many powers these are some at one distance from each other, with 1 among them.
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = range(first, last + 1)
    fine = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    within = [number for number in fine if low <= number <= high]
    if len(within) > MOST_TICKS:
        apart = math.ceil(len(powers) / MOST_TICKS)
        coarse = {float(f"1e{power}") for power in powers if not power % apart}
        within = [number for number in within if number in coarse]
    yield from within


def _steps(low: float, high: float) -> Iterator[float]:
    """Yield the multiples of 1, 2 or 5 times a power of ten that divide a range into few parts."""
    quarter = high / 4 - low / 4
    power = math.floor(math.log10(quarter)) if quarter else 0
    digit = next((d for d in (1, 2, 5) if float(f"{d}e{power}") >= quarter), 10)
    step = float(f"{digit}e{power}")
    first = math.ceil(low / step)
    for index in range(MOST_TICKS + 2):
        yield (first + index) * step
