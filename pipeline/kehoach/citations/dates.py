"""The date of a cited directive."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.sentences import line_start
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of

_DAY = (
    r"(?P<date>(?P<d>\d{1,2})"
    r"(?:\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4}|(?:19|20)\s\d\d|\d\d(?![/.\-]?\d))"  # 27/12/2018, 27/12/18
    r"|\s*(?:tháng|THÁNG)\s*(?P<m2>\d{1,2})\s*(?:,?\s?năm|NĂM|/)\s*(?P<y2>\d{4})))(?!\d)"
)
_DATED_BODY = re.compile(expand(rf"(?:[Nn]gày|NGÀY)\s+{_DAY}(?:,\s|\s)[{{UPPER}}](?:[^.;\n]|T\.[ƯW]){{0,140}}?$"))

DATE_WITHIN = 60  # characters behind the core in which its date ends; the furthest met ends 27 behind it
BEFORE = 220  # characters before the core in which its date stands where the verb of issuing leads to it
SHORT_YEAR = 2  # digits
FIRST_OF_LAST_CENTURY = "45"  # of two digits from here on, the year is that of a paper since 1945
LONGEST_VERB = 24  # characters of such a verb: ` đã ký ban hành các `


@cache
def _day_after() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('citations.toml', 'before_date').pattern}){_DAY}\)?")


@cache
def _passed() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('citations.toml', 'passed').pattern}){_DAY}")


def _iso(m: re.Match[str]) -> str | None:
    day, month, year = int(m["d"]), int(m["m"] or m["m2"]), (m["y"] or m["y2"]).replace(" ", "")
    if len(year) == SHORT_YEAR:
        year = f"20{year}" if year < FIRST_OF_LAST_CENTURY else f"19{year}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 and 1 <= month <= 12 else None


def date_after(text: str, draft: Draft, at: int, limit: int) -> int:
    """Read a date that begins at `at` and ends before `limit`; return where what belongs to the mention ends then."""
    if "date" in draft.fields:
        return at
    m = _day_after().match(text, at, min(limit, at + DATE_WITHIN))
    iso = _iso(m) if m else None
    if m is None or iso is None:
        return at
    draft.put("date", iso, m.start("date"), m.end("date"), "date after the symbol")
    draft.reach = m.end()
    return m.end()


def part_date_after(text: str, draft: Draft, at: int, limit: int) -> int:
    """Return where a date that lacks its day, month or year ends, `at` where none begins there: what follows it may still count."""
    m = any_of("citations.toml", "part_date").match(text, at, min(limit, at + DATE_WITHIN))
    if m is None or "date" in draft.fields:
        return at
    draft.reach = m.end()
    return m.end()


def date_of_passing(text: str, draft: Draft) -> None:
    """Read the day on which the National Assembly passed a law that is cited by its name."""
    if "date" not in draft.fields and (m := _passed().match(text, draft.end)) and (iso := _iso(m)):
        draft.fields["date"] = Found(iso, Span(m.start("date"), m.end("date")), "date of its passing")


def date_before(text: str, draft: Draft) -> None:
    """Read `Ngày 15/3/2022, UBND tỉnh đã ban hành` before a mention."""
    if "date" in draft.fields:
        return
    verb = any_of("citations.toml", "issued").search(text, max(0, draft.start - LONGEST_VERB), draft.start)
    if verb is None:
        return
    m = _DATED_BODY.search(text, line_start(text, draft.start, draft.start - BEFORE), verb.start())
    if m and (iso := _iso(m)):
        draft.put("date", iso, m.start("date"), m.end("date"), "date before the verb of issuing")
