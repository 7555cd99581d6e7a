"""Which duties are asked for: by actor, period, directive, plan."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kehoach.errors import KehoachError
from kehoach.rules.fold import name_key, symbol_key
from kehoach.rules.issuers import expand
from kehoach.store import DutyRow
from kehoach.views.recurrence import CYCLE, Recurrence, coming

_TIME = re.compile(r"(?P<year>\d{4})(?:-(?:[Qq](?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> Period:
        """Return the time that a person writes: a year, quarter, month or day, or two of them with `..` between, either left open.

        Raises KehoachError ("usage.period").

        >>> Period.of("2023-Q3") == Period.of("2023-07..2023-09") == Period.of("2023-07-01..2023-09-30")
        True
        """
        low, dots, high = text.strip().partition("..")
        if not low and not high:
            raise KehoachError("usage.period", value=text)
        try:
            first = _time(low)[0] if low else date.min
            last = _time(high)[1] if high else date.max if dots else _time(low)[1]
        except ValueError as e:
            raise KehoachError("usage.period", value=text) from e
        if first > last:
            raise KehoachError("usage.period", value=text)
        return cls(first, last)

    def meets(self, first: date, last: date) -> bool:
        """Say whether it has a day in common with the days from `first` to `last`."""
        return self.first <= last and first <= self.last

    def holds(self, row: DutyRow) -> bool:
        """Say whether a time of the duty meets the period, one open on one side by its known end, or a day on which it comes again."""
        return any(self._meets_due(d) or ((again := coming(row, d)) and _comes(*again, self)) for d in row.due)

    def _meets_due(self, due: Mapping[str, Any]) -> bool:
        first, last = due["start"] or due["end"], due["end"] or due["start"]
        return bool(first and not due["rrule"]) and self.meets(date.fromisoformat(first), date.fromisoformat(last))


def _time(text: str) -> tuple[date, date]:
    """Return first and last day of a year, quarter, month or day; raises ValueError for anything else."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, quarter = int(found["year"]), found["quarter"]
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    first, last = (int(found["month"]),) * 2 if found["month"] else (3 * int(quarter) - 2, 3 * int(quarter)) if quarter else (1, 12)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _comes(again: Recurrence, until: date | None, period: Period) -> bool:
    first = max(again.start, period.first)
    last = min(until or date.max, period.last, date.fromordinal(min(first.toordinal() + CYCLE, date.max.toordinal())))
    return next(again.days(first, last), None) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; what is None is not asked for."""

    actor: str | None = None
    period: Period | None = None
    directive: str | None = None
    plan: str | None = None

    def wants(self, row: DutyRow) -> bool:
        """Say whether a duty is asked for."""
        return (
            (self.actor is None or _is_actor(self.actor, row))
            and (self.directive is None or _carries_out(self.directive, row))
            and (self.plan is None or name_key(self.plan) in name_key(f"{row.file} {row.plan}"))
            and (self.period is None or self.period.holds(row))
        )


def sorted_rows(rows: Iterable[DutyRow], asked: Asked) -> list[DutyRow]:
    """Return the duties that are asked for, by deadline (see DutyRow.order)."""
    return sorted(filter(asked.wants, rows), key=lambda row: row.order)


def _is_actor(name: str, row: DutyRow) -> bool:
    """Say whether `name` is the kind of an actor, or its words stand in the actor's name, abbreviations of both written out."""
    wanted = _written_out(name)
    names = (row.actor, *(f"{b['name']} {b['place'] or ''}" for b in row.bodies))
    return name in (b["kind"] for b in row.bodies) or any(f" {wanted} " in f" {_written_out(n)} " for n in names)


def _written_out(name: str) -> str:
    return name_key(" ".join(expand(name)))


def _carries_out(directive: str, row: DutyRow) -> bool:
    """Say whether a duty, or its whole plan, carries out a directive, given by its id or by number and symbol."""
    return any(directive == named or symbol_key(directive) == symbol_key(number) for named, number in (*row.executes, *row.mandates))
