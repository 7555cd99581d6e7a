"""The letterhead: the lines of the issuer, number and symbol, place and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of
from kehoach.rules.types import by_word
from kehoach.structure.headings import Row

NUMBER = re.compile(
    expand(
        r"S[ốỐ]\s*:?\s*(?P<number>\d{1,6}[a-zđ]?)?[\s.…_]*(?:/(?:19|20)\d\d)?\s*[/\-–]\s*"  # a draft leaves the number blank
        r"(?P<symbol>[{UPPER}][{LETTER}\d&.]*(?:\s?[/\-–&]\s?[{LETTER}\d&.]+)*)"
    )
)
DATE = re.compile(
    expand(
        r"(?P<place>[{UPPER}][^,\d]{1,40}),?\s*"
        r"ngày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4})?"  # and so the day and the month
    )
)

ISSUER_LINES = 11  # lines above the number in which the issuer stands; the last one met is the 5th
BEFORE_DATE = 20  # characters that may stand before place and date on their line: the rule of a letterhead
AFTER_DATE = 12  # and after them: a comma, a rule; a sentence that holds a date is longer


def number_and_date(head: Sequence[Row], fields: dict[str, Found[str]]) -> tuple[int | None, bool]:
    """Fill in number, symbol, place, date; return the number line's index and whether number, day or month is left blank."""
    number_at: int | None = None
    blank = False
    for i, row in enumerate(head):
        if number_at is None and (m := NUMBER.match(row.text)):
            number_at = i
            _number(row, m, fields)
            blank = blank or not m.group("number")
        elif "place" not in fields and (m := DATE.search(row.text)) and m.start() <= BEFORE_DATE and len(row.text) < m.end() + AFTER_DATE:
            _place_and_date(row, m, fields)
            blank = blank or not (m.group("day") and m.group("month"))
    return number_at, blank


def _number(row: Row, m: re.Match[str], fields: dict[str, Found[str]]) -> None:
    at = row.line.span.start
    if m.group("number"):
        fields["number"] = Found(m.group("number"), Span(at + m.start("number"), at + m.end("number")), "letterhead number")
    symbol = re.sub(r"\s", "", m.group("symbol"))
    fields["symbol"] = Found(symbol, Span(at + m.start("symbol"), at + m.end("symbol")), "letterhead number")
    topic = any_of("frame.toml", "topic").search(row.text, m.end())
    if topic:
        fields["title"] = Found(topic.group(), Span(at + topic.start(), at + topic.end()), "topic line")


def _place_and_date(row: Row, m: re.Match[str], fields: dict[str, Found[str]]) -> None:
    at = row.line.span.start
    fields["place"] = Found(m.group("place").strip(" ,*"), Span(at + m.start("place"), at + m.end("place")), "place and date line")
    day, month, year = m.group("day", "month", "year")
    if day and month and year:
        date = f"{year}-{int(month):02}-{int(day):02}"
        fields["date"] = Found(date, Span(at + m.start("day"), at + m.end()), "place and date line")


def issuer_lines(head: Sequence[Row], number_at: int | None) -> list[Row]:
    """Return the lines that name the issuer: those above the number, without motto, date and rules."""
    motto, motto_line = any_of("layout.toml", "motto"), any_of("frame.toml", "motto_line")
    found = []
    for row in head[: min(number_at or 0, ISSUER_LINES)]:
        text = row.text.strip(" *-–_|").lower()
        if row.caps and not (motto.search(row.text) or motto_line.match(text) or DATE.search(row.text)) and text not in by_word():
            found.append(row)
    return found
