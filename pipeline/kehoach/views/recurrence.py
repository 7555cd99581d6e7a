"""Days of a recurrence rule (RFC 5545, 3.3.10), as far as the rules of deadlines go: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kehoach.store import DutyRow

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
PARTS = frozenset(("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY"))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CYCLE = 366 * 8  # days in which every rule comes at least once that comes at all: 29 February, over a year such as 2100

_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule with the day on which it first comes. `assumed`: the rule names no day in its period, and its last one was taken."""

    rule: str
    start: date
    assumed: bool

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days from `first` to `last` on which it comes."""
        parts = _parts(self.rule)
        day = max(first, self.start)
        while parts is not None and day <= last:
            if _in_turn(parts, self.start, day) and _fits(parts, day):
                yield day
            day += timedelta(1)


def coming(row: DutyRow, due: Mapping[str, Any]) -> tuple[Recurrence, date | None] | None:
    """Return how a time of a duty comes again, with its last day where one is known; None where no day is known to count from.

    It begins with its own first day, else the plan's date, else the first day of the plan's period; it ends with its own last day, else the
    period's.
    """
    since, until = due["start"] or row.date or row.period[0], due["end"] or row.period[1]
    if not due["rrule"] or not since or (again := placed(due["rrule"], date.fromisoformat(since))) is None:
        return None
    last = date.fromisoformat(until) if until else None
    return None if last and last < again.start else (again, last)


def placed(rule: str, since: date) -> Recurrence | None:
    """Return the rule as it comes from the day `since` on; None for a rule of other parts, of hours, or that never comes.

    A rule without a day of its own comes on the last of its period: Friday, the last of the month, of the quarter, of the year. Months in
    a row (a quarter) are one period.

    >>> placed("FREQ=MONTHLY;INTERVAL=3", date(2024, 2, 5))
    Recurrence(rule='FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1', start=datetime.date(2024, 3, 31), assumed=True)
    """
    parts = _parts(rule)
    if parts is None:
        return None
    whole, assumed = _with_day(parts)
    step = int(whole.get("INTERVAL", "1"))
    by_quarter = assumed and whole["FREQ"] == "MONTHLY" and 12 % step == 0
    for n in range(min(CYCLE, date.max.toordinal() - since.toordinal())):
        day = since + timedelta(n)
        if _fits(whole, day) and not (by_quarter and day.month % step):
            return Recurrence(";".join(f"{k}={v}" for k, v in whole.items()), day, assumed)
    return None


def _parts(rule: str) -> dict[str, str] | None:
    """Return the parts of a rule, None where it has others than those known here."""
    pairs = [part.partition("=") for part in rule.split(";")]
    parts = {name: value for name, _, value in pairs}
    by_day = _DAY.findall(parts.get("BYDAY", ""))
    nth_of_year = parts.get("FREQ") == "YEARLY" and "BYMONTH" not in parts and any(n for n, _ in by_day)
    known = parts.get("FREQ") in FREQUENCIES and parts.keys() <= PARTS and not nth_of_year
    return parts if known and len(by_day) == len(parts["BYDAY"].split(",") if "BYDAY" in parts else ()) else None


def _with_day(parts: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """Return the parts with a day of the period, the last one where there is none, and whether it had to be added."""
    named = parts["FREQ"] == "DAILY" or "BYDAY" in parts or "BYMONTHDAY" in parts
    if named:
        return dict(parts), False
    if parts["FREQ"] == "WEEKLY":
        return {**parts, "BYDAY": "FR"}, True
    months = _numbers(parts.get("BYMONTH", "12"))
    ends = [m for m in months if m + 1 not in months]
    by_month = {"BYMONTH": ",".join(map(str, ends))} if "BYMONTH" in parts or parts["FREQ"] == "YEARLY" else {}
    return {**parts, **by_month, "BYMONTHDAY": "-1"}, True


def _numbers(text: str) -> Sequence[int]:
    return [int(n) for n in text.split(",")]


def _in_turn(parts: Mapping[str, str], start: date, day: date) -> bool:
    """Say whether the period of `day` is one that the interval does not leave out."""
    passed = {
        "DAILY": (day - start).days,
        "WEEKLY": (day - start + timedelta(start.weekday())).days // 7,
        "MONTHLY": 12 * (day.year - start.year) + day.month - start.month,
        "YEARLY": day.year - start.year,
    }
    return passed[parts["FREQ"]] % int(parts.get("INTERVAL", "1")) == 0


def _fits(parts: Mapping[str, str], day: date) -> bool:
    """Say whether a day is one that the rule's parts name."""
    if "BYMONTH" in parts and day.month not in _numbers(parts["BYMONTH"]):
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if "BYMONTHDAY" in parts and not {day.day, day.day - length - 1} & {*_numbers(parts["BYMONTHDAY"])}:
        return False
    nth = {"", str((day.day - 1) // 7 + 1), str(-((length - day.day) // 7 + 1))}
    named = [(n.removeprefix("+"), name) for n, name in _DAY.findall(parts.get("BYDAY", ""))]
    return not named or any(name == WEEKDAYS[day.weekday()] and n in nth for n, name in named)
