"""Times that come again, as recurrence rules (RFC 5545, 3.3.10): `hằng quý`, `ngày 20 hằng tháng`, `định kỳ 6 tháng (trước 15/6)`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence

from kehoach.classify.duties.times import Time, listed_numbers
from kehoach.records.duty import Due
from kehoach.records.text import Span

COMING = (
    "every", "interval", "rate", "review", "yearly review", "weekday", "month of the quarter", "next month", "constant",
)  # fmt: skip
"""The values of parts that come again by themselves."""

_FREQUENCY: Mapping[str, tuple[str, int]] = {
    "phút": ("MINUTELY", 1), "giờ": ("HOURLY", 1), "ngày": ("DAILY", 1), "đêm": ("DAILY", 1), "tối": ("DAILY", 1), "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3), "năm": ("YEARLY", 1),
}  # fmt: skip
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "nhật": "SU"}
_WEEK = tuple(_WEEKDAYS.values())
_LEAP_YEAR = 2024
_MARKERS = ("every", "interval", "rate", "review", "yearly review")


def recurrences(times: Sequence[Time]) -> Iterator[Due]:
    """Yield the recurrences that the parts of a deadline make together; spans are offsets into the deadline."""
    markers = [t for t in times if t.value in _MARKERS]
    points = [t for t in times if t.value not in _MARKERS and t.value != "constant"]
    for time in times:
        if time.value == "constant":
            yield Due(Span(time.start, time.end), "recurrence", "due:constant")
    if not points:
        yield from (_due([t], _own_rule(t)) for t in markers)
        return
    reviews = [t for t in markers if t.value in ("review", "yearly review") or len(markers) > 1]
    lone = [r for r in reviews if not any(p.start >= r.end and _next(p, r, reviews) for p in points)]
    yield from (_due([t], _own_rule(t)) for t in lone if len(reviews) > 1)
    unit = next((_unit(m) for m in markers), None)
    used = [m for m in markers if m not in lone or len(reviews) < 2]
    yield from _of_points(points, used, unit)


def _next(point: Time, review: Time, reviews: Sequence[Time]) -> bool:
    """Say whether `point` stands between `review` and the review after it."""
    return not any(review.end <= r.start <= point.start for r in reviews)


def _unit(marker: Time) -> str:
    if marker.value == "yearly review" or (marker.value == "review" and marker.get("n")):
        return "năm"
    return marker.get("unit") or "năm"


def _own_rule(marker: Time) -> str | None:
    """Return the rule of a recurrence that no day is named for."""
    if marker.value == "yearly review":
        return "FREQ=YEARLY"
    if marker.value == "review" and marker.get("n"):
        return f"FREQ=MONTHLY;INTERVAL={marker.number('n')}"
    return _rule(marker.get("unit") or "năm", (marker.number("n") or 1) if marker.value == "interval" else 1)


def _rule(unit: str, n: int = 1) -> str:
    frequency, step = _FREQUENCY[unit]
    return f"FREQ={frequency};INTERVAL={n * step}" if n * step > 1 else f"FREQ={frequency}"


def _due(times: Sequence[Time], rrule: str | None) -> Due:
    """Return the recurrence that `times` give; the number of times in each period is told apart from the rule."""
    span = Span(min(t.start for t in times), max(t.end for t in times))
    bound = next((t.bound for t in times if t.bound and t.value not in _MARKERS), None) or times[0].bound or "in"
    if bound == "from" and rrule and "," in rrule:
        bound = "in"  # from one to another of them
    count = next((t.number("count") for t in times if t.value == "rate"), None) or 1
    weekly = ("every week",) if [t.value for t in times] == ["weekday"] and rrule and "WEEKLY" in rrule else ()
    rule = "due:" + "+".join(t.value for t in times)
    return Due(span, "recurrence", rule, bound, rrule=rrule, times=count if count > 1 else None, inferred=weekly)


def _of_points(points: Sequence[Time], markers: Sequence[Time], unit: str | None) -> Iterator[Due]:
    """Yield the rules of points in a period: days of the same number in several months are one."""
    dates: dict[tuple[int, ...], list[Time]] = {}
    rest: list[Time] = []
    for point in points:
        if point.value == "date":
            dates.setdefault(listed_numbers(point.get("days") or ""), []).append(point)
        else:
            rest.append(point)
    for days, same in dates.items():
        in_months = sorted({t.number("month") or 0 for t in same})
        taken = [m for m in markers if len(dates) == 1 or _belongs(m, same, points, markers)]
        exist = all(1 <= d <= monthrange(_LEAP_YEAR, m)[1] for d in days for m in in_months)
        rule = f"FREQ=YEARLY;BYMONTH={_join(in_months)};BYMONTHDAY={_join(days)}" if exist else None
        yield _due(sorted([*same, *taken], key=lambda t: t.start), rule)
    if rest:
        rule = _of_rest(rest, unit)
        yield _due(sorted([*rest, *(() if dates else markers)], key=lambda t: t.start), rule)


def _belongs(marker: Time, same: Sequence[Time], points: Sequence[Time], markers: Sequence[Time]) -> bool:
    """Say whether a marker stands right before one of `same`."""
    after = next((p for p in points if p.start >= marker.end), None)
    return after in same and not any(marker.end <= m.start <= after.start for m in markers if after)


def _of_rest(points: Sequence[Time], unit: str | None) -> str | None:
    """Return the rule of days, weekdays, months and quarters in a period."""
    by = {p.value: p for p in points}
    days = listed_numbers(by["day"].get("days") or "") if "day" in by else ()
    month_day = f";BYMONTHDAY={_join(days)}" if days else ""
    if any(not 1 <= d <= 31 for d in days):
        return None
    if "month of the quarter" in by:
        first = 3 if by["month of the quarter"].get("edge") == "cuối" else 1
        return f"FREQ=YEARLY;BYMONTH={_join(range(first, 13, 3))}{month_day}"
    if "weekday" in by:
        if "month" in by:
            return None
        return _of_weekday(by["weekday"], unit)
    if "month" in by or "quarter" in by:
        return _of_months(by)
    if days or "next month" in by:
        return f"{_rule(unit if unit in ('quý',) else 'tháng')}{month_day}"
    return _rule(unit) if unit else None


def _of_weekday(point: Time, unit: str | None) -> str:
    low = point.get("weekdays") or ""
    found = [_WEEKDAYS[w] for w in low.replace(",", " ").split() if w in _WEEKDAYS]
    if " đến " in low and len(found) == 2:
        found = list(_WEEK[_WEEK.index(found[0]) : _WEEK.index(found[1]) + 1])
    place = point.get("which") or ""
    which = "-1" if place in ("cuối cùng", "tuần cuối") else "1" if place else ""
    frequency = "MONTHLY" if which or unit == "tháng" else "WEEKLY"
    return f"FREQ={frequency};BYDAY={','.join(which + d for d in found)}"


def _of_months(by: Mapping[str, Time]) -> str | None:
    if "month" in by:
        found = listed_numbers(by["month"].get("months") or "")
    else:
        found = tuple(m for q in listed_numbers(by["quarter"].get("quarters") or "") for m in range(3 * q - 2, 3 * q + 1))
    return f"FREQ=YEARLY;BYMONTH={_join(found)}" if found and all(1 <= m <= 12 for m in found) else None


def _join(numbers: Sequence[int] | range) -> str:
    return ",".join(str(n) for n in numbers)
