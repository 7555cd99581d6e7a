"""Numbers to be reached: their unit, how the words hold to them, what they are of (data/amounts.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from kehoach.classify.duties.words import Prose
from kehoach.records.document import Found
from kehoach.records.duty import Amount, Change, Comparator
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules

TABLE = "amounts.toml"
_ONE = r"(?:(?<=ít nhất )một|(?<=tối thiểu )một|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2}(?=\s?%))"
_NUMBER = re.compile(
    rf"(?<![\w/.,])(?P<first>{_ONE})(?:/(?P<whole>\d{{1,4}})(?=\s[^\W\d]))?(?:\s?%?\s?(?:[-–]|đến)\s?(?P<last>{_ONE}))?(?![\d/]|[.,]\d|[-–][A-ZĐ])"
)
_NEAR = 40
"""How far before a number the words are looked for that hold to it."""
_BACK = 120
"""How far before a number the words of its change are looked for."""
_POINT = re.compile(r"\d+\.\d{1,2}")
_LARGEST_FRACTION = 10
_PHRASE = re.compile(r" [^,;:()]{1,60}")
_FROM = re.compile(rf"từ (?:mức )?(?P<before>{_ONE})\s?%?[^,;.]{{0,30}}? (?:lên|xuống)(?: còn| mức)? $")
_PLAIN: Comparator = "="


def amounts(prose: Prose, start: int, end: int, *, loose: bool = False) -> tuple[Amount, ...]:
    """Return the amounts in text[start:end], in order; spans are offsets into the text of `prose`, words such as `ít nhất` included.

    A number without a unit of the table is none, unless `loose`: then the words after it are its unit.

    >>> prose = Prose.of("ít nhất 80% cán bộ; từ 02 đến 03 lớp; giảm 5% số vụ")
    >>> [(a.comparator, a.number, a.low, a.high, a.unit, a.change) for a in amounts(prose, 0, len(prose.text))]
    [('≥', 80, None, None, '%', None), ('between', None, 2, 3, 'lớp', None), ('=', 5, None, None, '%', 'decrease by')]
    """
    return tuple(_amounts(prose.text, prose.low, start, end, loose))


def _amounts(text: str, low: str, start: int, end: int, loose: bool) -> Iterator[Amount]:
    taken = start
    for m in _NUMBER.finditer(text, start, end):
        if m.start() < taken or _is_part(m) or any_of(TABLE, "no_amount").search(low, max(start, m.start() - 24), m.start()):
            continue
        unit = any_of(TABLE, "unit").match(text, m.end(), end)
        if not unit and loose:
            unit = _PHRASE.match(text, m.end(), end)
        if unit and not (low.endswith("từ ", start, m.start()) and any_of(TABLE, "start").match(low, unit.end(), end)):
            found = _amount(text, low, start, end, m, unit)
            taken = found.of.span.end if found.of and found.of.span else m.end()
            yield found


def _is_part(m: re.Match[str]) -> bool:
    """Say whether a number is a fraction (`1/3`), not all of so many (`17/17 xã`)."""
    return m["whole"] is not None and m["first"].isdigit() and int(m["first"]) < int(m["whole"]) <= _LARGEST_FRACTION


def _amount(text: str, low: str, start: int, end: int, m: re.Match[str], unit: re.Match[str]) -> Amount:
    """Read one number with the words about it."""
    opened, comparator, rule = m.start(), _PLAIN, "amount"
    near = max(start, m.start() - _NEAR)
    for row in rules(TABLE, "before") if any_of(TABLE, "before").search(low, near, m.start()) else ():
        if before := row.pattern.search(low, near, m.start()):
            opened, comparator, rule = before.start(), cast(Comparator, row.value), f"amount:{row.id}"
            break
    stop = unit.end()
    for row in rules(TABLE, "after"):
        if after := row.pattern.match(low, stop, end):
            stop, comparator, rule = after.end(), cast(Comparator, row.value), f"amount:{row.id}"
    opened += len(low[opened : m.start()]) - len(low[opened : m.start()].lstrip())
    first, last = _value(m["first"]), m["last"]
    low_end, high_end = (first, _value(last)) if last else (None, None)
    if high_end is not None and low_end is not None and high_end < low_end:
        low_end, high_end = high_end, low_end
    change, before_value = _change(low, start, m.start())
    return Amount(
        Span(opened, stop),
        unit.group().strip(),
        rule,
        "between" if last else comparator,
        None if last else first,
        low_end,
        high_end,
        change,
        before_value,
        _of(text, stop, end) if unit.group().strip() in ("%", "‰") else None,
    )


def _change(low: str, start: int, at: int) -> tuple[Change | None, float | None]:
    """Return whether what stands before a number is a rise or fall by or to it, and the value that it starts from."""
    begin = max(start, at - _BACK)
    for row in rules(TABLE, "change") if any_of(TABLE, "change").search(low, begin, at) else ():
        if row.pattern.search(low, begin, at):
            m = _FROM.search(low, begin, at)
            return cast(Change, row.value), _value(m["before"]) if m else None
    return None, None


def _of(text: str, at: int, end: int) -> Found[str] | None:
    """Return what a share is of: the words right after it."""
    stop = any_of(TABLE, "name_end").search(text, at, end)
    limit = stop.start() if stop else end
    start = at + len(text[at:limit]) - len(text[at:limit].lstrip())
    limit = start + len(text[start:limit].rstrip(" ,;."))
    return Found(text[start:limit], Span(start, limit), "after the share") if limit > start and text[start].isalpha() else None


def _value(number: str) -> float:
    """Return a number as it is written in Vietnam: point between thousands, comma before the fraction.

    >>> _value("1.250.000"), _value("98,5"), _value("07"), _value("1.5")
    (1250000, 98.5, 7, 1.5)
    """
    if number == "một":
        return 1
    if _POINT.fullmatch(number):
        return float(number)
    whole, _, fraction = number.replace(".", "").partition(",")
    return float(f"{whole}.{fraction}") if fraction else int(whole)
