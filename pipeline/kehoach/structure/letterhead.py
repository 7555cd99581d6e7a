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
        r"S[ốỐ]\s*:?\s*(?P<number>\d{1,6}[a-zđ]?)?[\s.…_]*(?:/(?:19|20)\d\d)?"  # a draft leaves the number blank
        r"(?:\s*[/\-–]\s*|(?<=\d)\s+(?=[{UPPER}]{1,4}/))"  # the Youth Union's old form has a space: `06 KH/ĐTN`
        r"(?P<symbol>[{UPPER}][{LETTER}\d&.]*(?:\s?[/\-–&]\s?[{LETTER}\d&.]+)*)"
    )
)
_DATE = re.compile(
    expand(
        r"(?P<place>[{UPPER}][^,\d]{0,39}[^,\d\s](?:\s\d{1,2})?)\s?,?\s*"
        r"[Nn]gày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4})?"  # and so the day and the month
    )
)
_IN_DATE = "tháng"  # stands in whatever _DATE finds
_OWN_NUMBER = re.compile(r"Số|SỐ\s*:")
_RULES = re.compile(r"^[\s*_|–-]+|[\s*_|]+$|\s*[–-]{2,}[\s*_|]*$")

ISSUER_LINES = 11  # lines above the number in which the issuer stands; the last one met is the 5th
LONGEST_NAME = 60  # characters of a body's name that ends in small letters (`TRƯỜNG THCS Nguyễn Du`)
BEFORE_DATE = 20  # characters that may stand before place and date on their line: the rule of a letterhead
AFTER_DATE = 12  # and after them: a comma, a rule; a sentence that holds a date is longer


def number_and_date(head: Sequence[Row], fields: dict[str, Found[str]]) -> tuple[int | None, bool]:
    """Fill in number, symbol, place, date; return the number line's index and whether number, day or month is left blank."""
    number_at, opens = _number_line(head), any_of("frame.toml", "preamble")
    blank = False
    for i, row in enumerate(head):
        start = 0
        if i == number_at and (m := NUMBER.match(row.text)):
            _number(row, m, fields)
            blank = blank or not m.group("number")
            start = m.end()
        if "place" in fields or opens.match(row.text) or not (m := find_date(row.text, start)):
            continue
        if m.start() <= start + BEFORE_DATE and len(row.text) < m.end() + AFTER_DATE:
            _place_and_date(row, m, fields)
            blank = blank or not (m.group("day") and m.group("month"))
    return number_at, blank


def _number_line(head: Sequence[Row]) -> int | None:
    """Return the index of the document's own number: the first line `Số …`, else the first `SỐ …` that doesn't end a body's name.

    The name of a body may hold a number (`ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH`, `SỐ 12/QĐ-SCT`): it is set in capitals, without a colon.
    """
    found = [i for i, row in enumerate(head) if NUMBER.match(row.text)]
    own = [i for i in found if _OWN_NUMBER.match(head[i].text)]
    rest = (i for i in found if not (i and _ends_in_type(head[i - 1].text)))
    return next(iter(own), None) if own else next(rest, None)


def _ends_in_type(line: str) -> bool:
    return any(" ".join(line.lower().split()[-n:]) in by_word() for n in (2, 3))


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


def find_date(text: str, start: int = 0) -> re.Match[str] | None:
    """Return place and date as a letterhead has them (groups place, day, month, year), the first from `start` on."""
    return _DATE.search(text, start) if _IN_DATE in text else None


def issuer_lines(head: Sequence[Row], number_at: int | None) -> list[Row]:
    """Return the lines that name the issuer: those above the number (or above the type), without motto, date and rules."""
    names_body = any_of("frame.toml", "body_head")
    if number_at is None:
        number_at = next((i for i, row in enumerate(head) if row.caps and without_rules(row.text).lower() in by_word()), 0)
    found = []
    for row in head[: min(number_at, ISSUER_LINES)]:
        text = without_rules(row.text)
        named = row.caps or (names_body.match(text) and len(text) < LONGEST_NAME)
        if named and not (_is_motto(text) or find_date(text) or text.lower() in by_word()):
            found.append(row)
    return found


def _is_motto(text: str) -> bool:
    """Whether a line is the motto of state, Party or Youth Union, and not a body's name that holds it."""
    m = any_of("layout.toml", "motto").search(text)
    alone = m is not None and not re.search(r"\w", text[: m.start()] + text[m.end() :])
    return alone or any_of("frame.toml", "motto_line").match(text.lower()) is not None


def without_rules(text: str) -> str:
    """Return a letterhead line without the rules and marks about it; a hyphen that leads over to the next line stays.

    >>> without_rules("SỞ NỘI VỤ -----"), without_rules("SỞ LAO ĐỘNG -")
    ('SỞ NỘI VỤ', 'SỞ LAO ĐỘNG -')
    """
    return _RULES.sub("", text)
