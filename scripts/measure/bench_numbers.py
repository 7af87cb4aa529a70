"""What belongs to the number of a claim or of a reference in a generated review."""

from __future__ import annotations

SECTIONS = 10
THINGS = ("a", "b", "c")
CLAIMS_A_ROW = 100
ENTRIES_A_CELL = 4


def section(number: int, size: int) -> int:
    """Return the section that a claim stands in."""
    return (number - 1) * SECTIONS // size + 1


def locator(number: int, size: int) -> str:
    """Return where the review asserts a claim."""
    part = section(number, size)
    first = -(-(part - 1) * size // SECTIONS) + 1
    return f"S{part}.p{number - first + 1}.s1"


def rows(size: int) -> int:
    """Return how many rows the table has."""
    return max(2, size // CLAIMS_A_ROW)


def topic(number: int, size: int) -> tuple[str, str]:
    """Thing and action: those of its cell for the first claims, and any for the others."""
    return THINGS[(number - 1) % 3], f"x{(number - 1) // 3 % rows(size) + 1}"


def has_cell(number: int, size: int, *, site: bool) -> bool:
    """Whether a claim is that of a cell of the table."""
    return site and number <= 3 * rows(size)


def asserted_only(number: int) -> bool:
    """Whether nothing is cited for a claim that has no cell."""
    return number % 8 == 0


def cited(number: int, size: int, *, site: bool) -> list[int]:
    """References that a claim cites: its own, that of a claim without any, those of its cell."""
    if asserted_only(number) and not has_cell(number, size, site=site):
        return []
    last = number + (ENTRIES_A_CELL - 1 if has_cell(number, size, site=site) else 0)
    if asserted_only(last + 1):
        last += 1
    return list(range(number, min(last, size) + 1))


def stance(number: int) -> str:
    """Return how the review uses a reference."""
    return "supports" if number % 5 else "contradicts"


def unidentified(number: int) -> bool:
    """Whether nobody knows which work a reference is."""
    return number % 10 == 0


def year(number: int) -> int:
    """Return the year of a reference."""
    return 1980 + number % 45


def family(number: int) -> str:
    """Return a name that stands anywhere in the alphabet."""
    return f"{chr(65 + number * 7 % 26)}uthor{number}"


def key(number: int) -> str:
    """Return the citation key of a reference."""
    return f"Ref{number}" if unidentified(number) else f"{family(number)}x{year(number)}"
