"""When a duty is due: what a deadline's words mean in days and recurrences (RFC 5545, 3.3.10), nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter

from kehoach.classify.duties.calendar import Calendar, Days, months, school_year
from kehoach.classify.duties.recurrence import COMING, recurrences
from kehoach.classify.duties.times import TABLE, Time, scan, stretches
from kehoach.records.document import Document, Found
from kehoach.records.duty import Bound, Due, LengthUnit, Reading, TimeKind
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_BESIDE_SPAN = attrgetter(*(f.name for f in fields(Due)[1:]))
_YEAR = re.compile(r"\d{4}")
_KINDS: Mapping[str, TimeKind] = {k: k for k in ("date", "month", "quarter", "year", "school year", "duration")} | {"day": "date"}
"""The kind of a time by how its row is read; `period` for the rest."""
_ON: Mapping[str, Bound] = {"date": "on", "day": "on", "duration": "by"}
_OF_TITLE = ("quarter", "month", "half", "school year", "year", "list of years", "years")
"""What of a title says for which time a plan is, the most telling first."""


def read_due(text: str, deadline: Found[str] | None, calendar: Calendar) -> tuple[Due, ...]:
    """Return what the words of a deadline mean, one for each time that they give; spans are offsets into `text`.

    >>> text = "trước ngày 20 của tháng cuối quý"
    >>> [(d.bound, d.rrule) for d in read_due(text, Found(text, Span(0, len(text)), "time"), Calendar())]
    [('before', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20')]
    """
    if deadline is None or deadline.span is None:
        return ()
    start = deadline.span.start
    found = _read(text[start : deadline.span.end], calendar)
    return tuple(Due(d.span.shift(start), *_BESIDE_SPAN(d)) for d in found)


@lru_cache(maxsize=8192)
def _read(text: str, calendar: Calendar) -> tuple[Due, ...]:
    low = text.lower()
    if len(low) != len(text):
        return ()
    times = scan(low)
    again = any_of(TABLE, "again").search(low) is not None
    coming = [t for t in times if _comes_again(t, times, again)]
    fixed = _fixed(low, [t for t in times if t not in coming and t.value not in COMING], calendar)
    found = _until(sorted([*recurrences(coming), *fixed], key=lambda d: d.span))
    event = _event(text, low, times)
    if not found:
        return (Due(Span(0, len(text)), "event", "due:event", _event_bound(low), relative=event[0]),) if event else ()
    return tuple(_with_event(text, found, *event) if event else found)


def _with_event(text: str, found: list[Due], words: str, span: Span) -> list[Due]:
    """Give an event to the time before it, else to the first one; `trước ngày khai giảng năm học …` is an event as a whole."""
    n = max((i for i, d in enumerate(found) if d.span.end <= span.start), default=0)
    bound = _event_bound(words.lower())
    if found[n].kind == "duration":
        found[n] = replace(found[n], relative=words, bound="before" if bound == "before" else found[n].bound)
    elif found[n].span.start >= span.end and bound != "in" and found[n].rrule is None:
        whole = Span(span.start, found[n].span.end)
        found[n] = Due(whole, "event", "due:event", bound, relative=whole.of(text))
    else:
        found[n] = replace(found[n], relative=found[n].relative or words)
    return found


def _comes_again(time: Time, times: Sequence[Time], again: bool) -> bool:
    """Say whether a part is, or belongs to, a recurrence: a day without year only where the words say that it comes again."""
    if time.value in COMING:
        return time.value not in ("review", "yearly review") or again or not any(t.get("month") for t in times)
    dated = time.get("year") or time.value in ("year", "years", "list of years", "school year", "duration", "half")
    return not dated and (again or any(t.value in COMING and t.value not in ("review", "yearly review", "constant") for t in times))


def _until(found: list[Due]) -> list[Due]:
    """Give a recurrence the end, or start, that a fixed time right after it is (`hằng tuần đến hết tháng 5/2025`)."""
    if len(found) == 2 and found[0].kind == "recurrence" and found[1].rrule is None and found[1].kind != "duration":
        first, last = found
        if last.bound in ("by", "from") and (last.start or last.end):
            span = Span(first.span.start, last.span.end)
            return [replace(first, span=span, start=last.start if last.bound == "from" else None, end=last.end, inferred=last.inferred)]
    return found


def _event(text: str, low: str, times: Sequence[Time]) -> tuple[str, Span] | None:
    """Return the event in the words that no part takes, and where they stand."""
    edges = [0, *(x for t in times for x in (t.start, t.end)), len(low)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        m = any_of(TABLE, "event").search(low, start, end)
        if m and not any_of(TABLE, "no_event").fullmatch(m.group()):
            return text[m.start() : m.end()].strip(), Span(m.start(), m.end())
    if not times and low.strip():
        return text.strip(), Span(0, len(text))
    return None


def _event_bound(low: str) -> Bound:
    if low.startswith("trước") and "sau" not in low:
        return "before"
    return "after" if low.startswith(("sau", "ngay sau", "khi", "ngay khi", "kể từ", "tính từ")) else "in"


def _fixed(low: str, times: Sequence[Time], calendar: Calendar) -> list[Due]:
    """Return the times that are no recurrences; the two ends of a stretch (`từ … đến …`) are one."""
    found: list[Due] = []
    years = _years_of(times)
    for n, time in enumerate(times):
        for due in _dues(time, years.get(n), calendar):
            if time.to and found and (joined := _stretch(found[-1], due, time)):
                found[-1] = joined
            else:
                found.append(due)
    if found and any_of(TABLE, "open_end").search(low):
        found[-1] = replace(found[-1], bound="from", end=None)
    return found


def _stretch(first: Due, last: Due, time: Time) -> Due | None:
    """Join two times to the stretch from the first day of one to the last day of the other; None where they don't stand in that order."""
    start, end = first.start or first.end, last.end or last.start
    if start is None or end is None or start > end:
        return None
    inferred = tuple(dict.fromkeys((*first.inferred, *last.inferred)))
    return Due(Span(first.span.start, time.end), "period", first.rule, "in", start, end, inferred=inferred)


def _years_of(times: Sequence[Time]) -> dict[int, tuple[int, str]]:
    """Map the number of each part without a year to that of the next one that has it, where commas or `và` or a stretch join them."""
    found: dict[int, tuple[int, str]] = {}
    for n in range(len(times) - 2, -1, -1):
        if times[n].get("year") or times[n].value not in ("date", "month", "quarter", "edge"):
            continue
        year = times[n + 1].number("year") or found.get(n + 1, (None, ""))[0]
        if year and times[n + 1].value in ("date", "month", "quarter", "edge") and times[n + 1].start - times[n].end <= len(" và ngày "):
            found[n] = (year, f"year from the next date: {year}")
    return found


def _dues(time: Time, shared: tuple[int, str] | None, calendar: Calendar) -> Iterator[Due]:
    span = Span(time.start, time.end)
    bound = time.bound or _ON.get(time.value, "in")
    kind, rule = _KINDS.get(time.value, "period"), f"due:{time.value}"
    if time.value == "duration":
        yield Due(span, kind, rule, bound, length=time.number("n"), unit=LENGTHS.get(time.get("unit") or ""))
        return
    days_of = _READERS.get(time.value)
    if days_of is None:
        yield Due(span, kind, rule, bound)
        return
    for part in _parts(time):
        held: Bound = "in" if part[1] < part[2] or (time.value == "years" and bound == "from") else bound
        yield _due(Due(span, kind if held == bound else "period", rule, held), part, days_of, time.number("year"), shared, calendar)


LENGTHS: Mapping[str, LengthUnit] = {
    "ngày làm việc": "working day", "ngày": "day", "giờ": "hour", "tháng": "month", "tuần": "week", "năm": "year", "phút": "minute",
    "buổi": "half day",
}  # fmt: skip

_Part = tuple[Time, int, int]
"""A part of a list and its first and last number: `quý II` or `quý II-III`."""
_Reader = Callable[[_Part, int], Days]
_LISTS = {"date": "days", "month": "months", "quarter": "quarters", "list of years": "years"}


def _parts(time: Time) -> tuple[_Part, ...]:
    """Part a list (`quý II, III/2023`, `các ngày 27 và 28/5`) into its numbers and stretches of numbers."""
    listed = time.get(_LISTS.get(time.value, ""))
    if listed is None:
        return ((time, 0, 0),)
    if time.value == "list of years":
        return tuple((time, int(year), int(year)) for year in _YEAR.findall(listed))
    return tuple((time, first, last) for first, last in stretches(listed))


def _due(due: Due, part: _Part, days_of: _Reader, year: int | None, shared: tuple[int, str] | None, calendar: Calendar) -> Due:
    """Fill in the days of one part: its own year, that of the next date, that of the plan; where several are possible all are kept."""
    time = part[0]
    try:
        if year or time.value in ("school year", "years", "list of years", "year"):
            return _dated(due, [days_of(part, year or 0)], time)
        if told := shared or (calendar.following() if time.get("next") else None):
            return replace(_dated(due, [days_of(part, told[0])], time), inferred=(told[1],))
        probe = days_of(part, 2024).last
        years, why = calendar.years(probe.month, probe.day)
        dated = _dated(due, [days_of(part, y) for y in years], time)
    except ValueError:
        return due
    return replace(dated, inferred=(why,)) if why else dated


def _dated(due: Due, days: Sequence[Days], time: Time) -> Due:
    """Return the time with its days: none where there are several to choose from; what lies at an edge of them is left open."""
    if len(days) != 1:
        return replace(due, candidates=tuple(_reading(due, d) for d in days))
    if time.value == "edge":
        return _at_edge(due, days[0], time.get("edge") or "", time)
    reading = _reading(due, days[0])
    return replace(due, start=reading.start, end=reading.end)


def _reading(due: Due, days: Days) -> Reading:
    """Return first and last day as the bound holds to them."""
    first, last = days.first.isoformat(), days.last.isoformat()
    if due.bound == "before":
        return Reading(None, last if due.kind == "date" else first)
    if due.bound == "by":
        return Reading(None, last)
    if due.bound in ("from", "after"):
        return Reading(first, None)
    return Reading(first, last)


def _at_edge(due: Due, days: Days, edge: str, time: Time) -> Due:
    """Return the time at the start, the end or in the middle of `days`; how far it reaches no words say."""
    first, last = days.first.isoformat(), days.last.isoformat()
    near = replace(due, relative=edge)
    if time.get("number") is None and time.get("unit") != "năm":
        return near
    near = replace(near, candidates=(Reading(first, last),))
    return replace(near, start=first) if edge == "đầu" else replace(near, end=last) if edge == "cuối" else near


def _edge_days(part: _Part, year: int) -> Days:
    unit, n = part[0].get("unit"), part[0].number("number")
    if unit == "năm" or n is None:
        return months(year, 1, 12)
    return months(year, n, n) if unit == "tháng" else months(year, 3 * n - 2, 3 * n)


def _date(part: _Part, year: int) -> Days:
    month = part[0].number("month") or 0
    return Days(date(year, month, part[1]), date(year, month, part[2]))


def _half(part: _Part, year: int) -> Days:
    return months(year, 1, 6) if part[0].get("half") == "đầu" else months(year, 7, 12)


def _from_to(part: _Part, _: int) -> Days:
    return Days(date(part[0].number("first") or 0, 1, 1), date(part[0].number("last") or 0, 12, 31))


_READERS: Mapping[str, _Reader] = {
    "date": _date,
    "month": lambda part, year: months(year, part[1], part[2]),
    "quarter": lambda part, year: months(year, 3 * part[1] - 2, 3 * part[2]),
    "year": lambda _, year: months(year, 1, 12),
    "list of years": lambda part, _: months(part[1], 1, 12),
    "years": _from_to,
    "school year": lambda part, _: school_year(part[0].number("first") or 0, part[0].number("last") or 0),
    "half": _half,
    "edge": _edge_days,
}


def plan_period(document: Document, cited: Sequence[Span] = ()) -> Due | None:
    """Return the time that the plan is for as its title gives it, None where it does not; what stands in `cited` is not its own words."""
    title = document.frame.fields.get("title")
    if title is None or title.span is None:
        return None
    at = title.span.start
    low = document.text.of(title.span).replace("\n", " ").lower()
    for span in (s.shift(-at) for s in cited if title.span.holds(s)):
        low = low[: span.start] + " " * len(span) + low[span.end :]
    times = scan(low)
    for value in _OF_TITLE:
        for time in sorted(times, key=lambda t: (t.bound == "by", -t.start)):
            found = [d for d in _dues(time, None, Calendar()) if d.end] if time.value == value else []
            if found:
                start = found[0].start if len(found) == 1 else min(d.start or "" for d in found)
                return replace(found[0], span=Span(time.start, time.end).shift(at), rule="title", start=start or None, end=found[-1].end)
    return None
