"""Days: of years, quarters and months, and the year that a plan's own dates give to a day without one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kehoach.records.duty import Due

SCHOOL_YEAR = (9, 5)
"""First and last month of a school year; a day of its summer before and after belongs to it too."""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, first and last; raises ValueError where the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")


def months(year: int, first: int, last: int) -> Days:
    """Return the days of the months from `first` to `last`; raises ValueError for months that there are not.

    >>> months(2024, 2, 2).last
    datetime.date(2024, 2, 29)
    """
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        raise ValueError(f"no such months: {first}, {last}")
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def school_year(first: int, last: int) -> Days:
    """Return the days of the school year that begins in the year `first` and ends in `last`: September to May."""
    return Days(date(first, SCHOOL_YEAR[0], 1), months(last, SCHOOL_YEAR[1], SCHOOL_YEAR[1]).last)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a plan's frame tells of time: the day of its issue, the days it is for and where that is known from."""

    issued: date | None = None
    first: date | None = None
    last: date | None = None
    told: str = "title"

    @classmethod
    def of(cls, issued: str | None, period: Due | None) -> Calendar:
        """Return the calendar of a plan issued on the day `issued` (ISO) for `period`."""
        first = date.fromisoformat(period.start) if period and period.start else None
        last = date.fromisoformat(period.end) if period and period.end else None
        if first and last and period and period.kind == "school year":
            first, last = date(first.year, 8, 1), date(last.year, 7, 31)
        return cls(date.fromisoformat(issued) if issued else None, first, last)

    def years(self, month: int, day: int) -> tuple[tuple[int, ...], str | None]:
        """Return the years that a day without one may be of, and why where it is one alone.

        >>> Calendar(date(2024, 3, 5), date(2024, 1, 1), date(2024, 12, 31)).years(12, 15)
        ((2024,), 'year from the title: 2024')
        >>> Calendar(date(2021, 3, 5), date(2021, 1, 1), date(2023, 12, 31)).years(12, 15)
        ((2021, 2022, 2023), None)
        """
        if self.first and self.last:
            within = [y for y in range(self.first.year, self.last.year + 1) if self.first <= _day(y, month, day) <= self.last]
            if len(within) > 1:
                return tuple(within), None
            if within and (self.issued is None or _day(within[0], month, day) >= self.issued):
                return (within[0],), f"year from the {self.told}: {within[0]}"
            if within:
                return (within[0], within[0] + 1), None
        if self.issued is None:
            return (), None
        year = self.issued.year + (_day(self.issued.year, month, day) < self.issued)
        return (year,), f"year from the plan's date: {year}"

    def following(self) -> tuple[int, str] | None:
        """Return the year after the one that the plan is for, with the words that say so; None where that is not one year."""
        if self.first and self.last and self.first.year == self.last.year:
            return self.last.year + 1, f"year after that of the {self.told}: {self.last.year + 1}"
        return None


def _day(year: int, month: int, day: int) -> date:
    """Return the day, that before it where a February is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))
