"""The parts of a deadline: dates, months, quarters, years, recurrences, each with what holds it (data/due.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kehoach.records.duty import Bound
from kehoach.rules.load import any_of, rules, rules_from

TABLE = "due.toml"
_NUMBER = re.compile(r"\d+")
_PIECE = re.compile(r"\d{1,2}|iv|i{1,3}|[-–]|đến")
_WORDS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_JOINED = re.compile(r"\s*(?:,|và|hoặc|;|,? và)?\s*(?:ngày|cả)?\s*$")


@dataclass(frozen=True, slots=True)
class Time:
    """One part of a deadline: where it and its opener stand in it, how its row reads it, its groups, and its bound."""

    start: int
    end: int
    value: str
    groups: tuple[tuple[str, str], ...]
    bound: Bound | None
    to: bool = False
    """Whether it ends the stretch that the part before begins."""

    def get(self, name: str) -> str | None:
        """Return a group of its pattern, None where it took part in nothing."""
        return dict(self.groups).get(name)

    def number(self, name: str) -> int | None:
        """Return a group as a number, None where it is none."""
        return number(found) if (found := self.get(name)) else None


def number(text: str) -> int | None:
    """Return a number in digits, words or Roman figures.

    >>> number("05"), number("hai"), number("iii"), number("đầu")
    (5, 2, 3, None)
    """
    return int(m.group()) if (m := _NUMBER.search(text)) else _WORDS.get(text)


def stretches(text: str) -> tuple[tuple[int, int], ...]:
    """Return the numbers of a list as stretches, first and last.

    >>> stretches("5 - 6 và tháng 9"), stretches("ii, quý iv")
    (((5, 6), (9, 9)), ((2, 2), (4, 4)))
    """
    found: list[tuple[int, int]] = []
    on = False
    for piece in _PIECE.findall(text):
        if piece in ("-", "–", "đến"):
            on = bool(found)
            continue
        n = number(piece) or 0
        if on and found[-1][1] < n:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
        on = False
    return tuple(found)


def listed_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a list with stretches gives.

    >>> listed_numbers("5 - 7 và tháng 9")
    (5, 6, 7, 9)
    """
    return tuple(dict.fromkeys(n for first, last in stretches(text) for n in range(first, last + 1)))


@lru_cache(maxsize=4096)
def scan(low: str) -> tuple[Time, ...]:
    """Return the parts of a deadline in small letters, in order; where two overlap the one that starts first, then the longest.

    >>> [(t.value, t.bound, low[t.start : t.end]) for low in ("hằng quý, trước ngày 20/12",) for t in scan(low)]
    [('every', None, 'hằng quý'), ('date', 'before', 'trước ngày 20/12')]
    """
    found: list[Time] = []
    at = opener = 0
    clock: tuple[Bound | None, int] | None = None
    for first in _first().finditer(low):
        if first.start() < at or not (longest := _longest(low, first.start())):
            continue
        end, value, groups = longest
        bound, start, to = _opener(low, opener, first.start(), found)
        if value == "clock":
            clock, opener = (bound, start), end
        else:
            if clock and not bound:
                bound, start = clock
            found.append(Time(start, end, value, groups, bound, to))
            clock, opener = None, end
        at = end
    return tuple(found)


@cache
def _first() -> re.Pattern[str]:
    """Return the pattern of the places where a part may start: at words, and right behind them."""
    return re.compile(rf"(?<!\w)(?:{any_of(TABLE, 'first').pattern})")


def _longest(low: str, at: int) -> tuple[int, str, tuple[tuple[str, str], ...]] | None:
    """Return where the longest part that starts at `at` ends, how it is read and its groups; None where none starts."""
    found = [(m.end(), r.value or r.id, m) for r in rules_from(TABLE, "time", low[at]) if (m := r.pattern.match(low, at))]
    if not found:
        return None
    end, value, m = max(found, key=lambda x: x[0])
    return end, value, tuple((k, v) for k, v in m.groupdict().items() if v)


def _opener(low: str, at: int, start: int, before: list[Time]) -> tuple[Bound | None, int, bool]:
    """Return the bound of the part at `start`, where its opener starts, and whether it ends a stretch.

    `at` is where the part before ends.
    """
    for rule in rules(TABLE, "bound"):
        if m := rule.pattern.search(low, at, start):
            to = bool(before) and rule.value == "by" and before[-1].bound in ("from", None, "in", "on") and not low[at : m.start()].strip()
            return rule.value, m.start() + len(m.group()) - len(m.group().lstrip()), to  # type: ignore[return-value]
    if before and any_of(TABLE, "stretch").search(low, at, start):
        return "by", start, True
    if before and _JOINED.fullmatch(low, at, start):
        return before[-1].bound, start, False
    return None, start, False
