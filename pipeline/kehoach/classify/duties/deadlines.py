"""Times that a plan sets: a chain of openers (`trước`), points (`ngày 15/12`) and periods (`hằng năm`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kehoach.classify.duties.words import TABLE, trimmed
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.alternatives import joined
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules_from

_JOINT = re.compile(r"\)?,? (?:và |hoặc |đến hết |đến |của )?\(?|(?<= )")
_NUMBERED = re.compile(r"\S*[/-]\S*,? $")


@cache
def _start() -> re.Pattern[str]:
    """Return the pattern that finds where a time may begin: an opener, a period or a date."""
    tables = (any_of(TABLE, t).pattern for t in ("time_opener", "time_period"))
    return re.compile(expand(r"(?<![{LETTER}/\d])(?:") + joined([*tables, r"[Nn]gày(?= \d)"]) + ")")


def times(text: str, start: int, end: int) -> tuple[Found[str], ...]:
    """Return the times in text[start:end], in order, each as long as its parts go on; spans are offsets into `text`.

    >>> [t.value for t in times("họp hằng tuần; báo cáo định kỳ 6 tháng, 1 năm trước ngày 10/6 và ngày 15/12 hằng năm", 0, 87)]
    ['hằng tuần', 'định kỳ 6 tháng, 1 năm trước ngày 10/6 và ngày 15/12 hằng năm']
    """
    found: list[Found[str]] = []
    at = start
    while m := _start().search(text, at, end):
        stop = _chain(text, m.start(), end)
        if stop and not (text.startswith("ngày", m.start()) and _NUMBERED.search(text, max(start, m.start() - 40), m.start())):
            found.append(Found(text[m.start() : stop], Span(m.start(), stop), f"time:{_row(text, m.start())}"))
        at = max(stop, m.end())
    return tuple(found)


def time_at(text: str, at: int, end: int) -> int:
    """Return where the time that begins at `at` ends, 0 where none does."""
    return _chain(text, at, end) if _start().match(text, at, end) else 0


def time_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where times begin in text[start:end], those within other times too."""
    while m := _start().search(text, start, end):
        if _chain(text, m.start(), end):
            yield m.start()
        start = m.start() + 1


def whole(text: str, span: Span) -> Found[str] | None:
    """Return a cell or a time line as one time, without what stands round it; None where it is empty."""
    found = trimmed(text, span.start, span.end)
    return Found(text[found.start : found.end], found, "time:line") if len(found) else None


def _chain(text: str, at: int, end: int) -> int:
    """Return where the chain of times that starts at `at` ends, 0 where an opener has nothing to open."""
    stop = _atom(text, at, end)
    after = stop
    while stop and (joint := _JOINT.match(text, after, end)):
        after = _atom(text, joint.end(), end)
        if not after:
            break
        stop = after
    if stop and text.count("(", at, stop) > text.count(")", at, stop) and text.startswith(")", stop) and stop < end:
        stop += 1
    return stop


def _atom(text: str, at: int, end: int) -> int:
    """Return where the single time at `at` ends: a period, a point, or an opener with one of them; 0 where there is none."""
    ends = [0]
    if at >= end:
        return 0
    for rule in rules_from(TABLE, "time_opener", text[at : at + 2]):
        if m := rule.pattern.match(text, at, end):
            ends.append(_atom(text, m.end(), end) if rule.id != "limit" else _plain(text, m.end(), end))
    return max(*ends, _plain(text, at, end))


def _plain(text: str, at: int, end: int) -> int:
    """Return where the longest point or period at `at` ends, 0 where there is none."""
    rows = (r for t in ("time_period", "time_point") for r in rules_from(TABLE, t, text[at : at + 2]))
    return max((m.end() for r in rows if (m := r.pattern.match(text, at, end))), default=0)


def _row(text: str, at: int) -> str:
    rows = (r for t in ("time_period", "time_opener", "time_point") for r in rules_from(TABLE, t, text[at : at + 2]))
    return next((r.id for r in rows if r.pattern.match(text, at)), "date")
