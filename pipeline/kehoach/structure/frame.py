"""The frame of a document: what its letterhead, title and signature say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Found, Frame
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of
from kehoach.rules.types import by_code, by_word
from kehoach.structure.headings import Row
from kehoach.structure.issuer import from_letterhead, from_preamble, locality, tier
from kehoach.structure.signature import Signature, read_signature

_NUMBER = re.compile(
    expand(
        r"S[ốỐ]\s*:?\s*(?P<number>\d{1,6}[a-zđ]?)?[\s.…_]*(?:/(?P<year>(?:19|20)\d\d))?\s*[/\-–]\s*(?P<symbol>[{UPPER}][{LETTER}\d&.]*(?:\s?[/\-–&]\s?[{LETTER}\d&.]+)*)"
    )
)
_DATE = re.compile(
    expand(
        r"(?P<place>[{UPPER}][^,\d]{1,40}),?\s*ngày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4})?"
    )
)
_TOPIC = re.compile(r"V/v\s*:?\s*(?P<topic>.+)|(?:Về việc|về việc)\s(?P<words>.+)")
_SENTENCE = re.compile(r"[.;:]$")
_DECISION = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:")

HEAD_LINES = 40  # lines in which letterhead and title are looked for; the longest head met has 14
TITLE_LINES = 5  # lines of a title; the longest met has 3


def read_frame(rows: Sequence[Row], first_section: int) -> tuple[Frame, int, int]:
    """Return the frame, the number of the first line after the title block and the number of the line where the closing block starts.

    `first_section` is the number of the first line that looks like a section heading.
    """
    fields: dict[str, Found[str]] = {}
    head = rows[: min(HEAD_LINES, max(first_section, 1))]
    number_at, blank = _number_and_date(head, fields)
    title_at = _type_and_title(rows, head, number_at, fields)
    motto = any_of("layout.toml", "motto")
    lines_above = _issuer_lines(head, number_at, motto)
    issuer = from_letterhead(lines_above) or from_preamble(rows[title_at : max(first_section, title_at + 1)])
    signature = read_signature(rows, title_at)
    if issuer is None:
        issuer = from_preamble(rows[max(title_at, signature.start - 3) : signature.start])
    if issuer:
        fields["issuer"] = issuer
    fields |= signature.fields
    end = rows[signature.start].line.span.start if signature.start < len(rows) else (rows[-1].line.span.end if rows else 0)
    start = rows[title_at].line.span.start if title_at < len(rows) else end
    name = issuer.value if issuer else None
    place = fields["place"].value if "place" in fields else None
    frame = Frame(fields, signature.recipients, blank, Span(min(start, end), end), tier(name), locality(name, place))
    return frame, title_at, signature.start


def _number_and_date(head: Sequence[Row], fields: dict[str, Found[str]]) -> tuple[int | None, bool]:
    """Fill in number, symbol, place, date; return the number line's index and whether number, day or month is left blank."""
    number_at: int | None = None
    blank = False
    for i, row in enumerate(head):
        at = row.line.span.start
        if number_at is None and (m := _NUMBER.match(row.text)):
            number_at = i
            for name in ("number", "symbol"):
                if m.group(name):
                    value = m.group(name) if name == "number" else re.sub(r"\s", "", m.group(name))
                    fields[name] = Found(value, Span(at + m.start(name), at + m.end(name)), "letterhead number")
            blank = blank or not m.group("number")
            topic = _TOPIC.search(row.text, m.end())
            if topic:
                fields["title"] = Found(topic.group(), Span(at + topic.start(), at + topic.end()), "topic line")
        elif "place" not in fields and (m := _DATE.search(row.text)) and m.start() <= 20 and len(row.text) < m.end() + 12:
            fields["place"] = Found(m.group("place").strip(" ,*"), Span(at + m.start("place"), at + m.end("place")), "place and date line")
            day, month, year = m.group("day", "month", "year")
            blank = blank or not (day and month)
            if day and month and year:
                fields["date"] = Found(f"{year}-{int(month):02}-{int(day):02}", Span(at + m.start("day"), at + m.end()), "place and date line")
    return number_at, blank


def _type_and_title(rows: Sequence[Row], head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int:
    """Fill in type and title; return the number of the first line after them."""
    words = by_word()
    for i, row in enumerate(head):
        word = row.text.strip(" *:.").lower()
        known = words.get(word)
        if known and known.own and (row.caps or row.bold):
            fields["type"] = Found(known.name, row.line.span, "type line")
            return _title(rows, i + 1, fields)
    for i, row in enumerate(head[:12]):
        if row.item or row.labels or len(row.text) > 400:
            continue
        for n in (4, 3, 2):
            known = words.get(" ".join(row.text.split(" ")[:n]).lower())
            if known and known.own and row.text[:1].isupper() and not _NUMBER.search(row.text) and not _SENTENCE.search(row.text):
                at = row.line.span.start + len(known.name)
                fields["type"] = Found(known.name, Span(row.line.span.start, at), "type at the head of the title")
                rest = row.text[len(known.name) :]
                if rest.strip():
                    fields["title"] = Found(rest.strip(" :"), Span(at + len(rest) - len(rest.lstrip()), row.line.span.end), "title line")
                    return i + 1
                return _title(rows, i + 1, fields)
    if "symbol" in fields and not any(row.text.startswith(("V/v", "Kính gửi")) for row in head):
        return _type_by_symbol(rows, head, number_at, fields)
    return _letter(head, number_at, fields)


def _type_by_symbol(rows: Sequence[Row], head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int:
    """Where the type's own line is lost (web copies drop it), the code in the symbol tells it; the title follows the date."""
    symbol = fields["symbol"]
    kinds = by_code().get(re.split(r"[/\-–]", symbol.value)[0])
    at = next((i for i, row in enumerate(head) if i > (number_at or 0) and row.caps and not _DATE.search(row.text)), None)
    if not kinds or at is None:
        return _letter(head, number_at, fields)
    fields["type"] = Found(kinds[0].name, symbol.span, "code in the symbol")
    return _title(rows, at, fields)


def _letter(head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int:
    """A công văn bears no type line: its topic stands under the number (`V/v …`)."""
    after = (number_at or 0) + 1
    for i, row in enumerate(head):
        m = _TOPIC.match(row.text)
        if m and "title" not in fields and row.text.startswith("V/v"):
            last = i
            while last + 1 < len(head) and last - i < 3 and _goes_on_topic(head[last + 1]):
                last += 1
            fields["title"] = Found(" ".join(r.text for r in head[i : last + 1]), Span(row.line.span.start, head[last].line.span.end), "topic line")
            after = last + 1
        if row.text.startswith(("Kính gửi", "KÍNH GỬI")):
            after = max(after, i)
            break
    if "title" in fields and number_at is not None:
        fields["type"] = Found("Công văn", fields["title"].span, "topic line under the number")
    dated = [i for i, row in enumerate(head) if _DATE.search(row.text)]
    return max([after, *(i + 1 for i in dated[:1])]) if number_at is not None else 0


def _goes_on_topic(row: Row) -> bool:
    return not (row.text.startswith(("Kính gửi", "KÍNH GỬI")) or row.caps or row.labels or row.item or _DATE.search(row.text) or len(row.text) > 160)


def _title(rows: Sequence[Row], at: int, fields: dict[str, Found[str]]) -> int:
    """Take the lines of the trích yếu (the subject line): capitals or bold, up to prose, a basis or a body's name."""
    opener, body, caption = any_of("frame.toml", "preamble"), any_of("frame.toml", "body_head"), any_of("headings.toml", "caption")
    end = at
    while end < len(rows) and end - at < TITLE_LINES:
        row = rows[end]
        cut = row.text.find("(Kèm theo")
        if caption.fullmatch(row.text) or row.labels or row.item or row.line.row or _DECISION.match(row.text):
            break
        prose = _SENTENCE.search(row.text) or len(row.text) > 300
        if end > at and (prose or opener.match(row.text) or (body.match(row.text) and row.caps) or _styled(rows[at]) != _styled(row) and len(row.text) > 150):
            break
        if end == at and _SENTENCE.search(row.text) and not row.caps and opener.match(row.text):
            break
        end += 1
        if cut >= 0:
            break
    if end > at:
        text = " ".join(r.text for r in rows[at:end]).split(" (Kèm theo")[0]
        fields["title"] = Found(text.strip(" *"), Span(rows[at].line.span.start, rows[end - 1].line.span.end), "title lines")
    while end < len(rows) and caption.fullmatch(rows[end].text):
        end += 1
    return end


def _styled(row: Row) -> tuple[bool, bool]:
    return row.caps, row.bold


def _issuer_lines(head: Sequence[Row], number_at: int | None, motto: re.Pattern[str]) -> list[Row]:
    """Return the lines that name the issuer: those above the number, without motto and rules."""
    found = []
    for i, row in enumerate(head[: number_at if number_at is not None else 0]):
        text = row.text.strip(" *-–_|")
        if motto.search(row.text) or text.lower().startswith(("độc lập", "cộng hòa")) or not row.caps or _DATE.search(row.text) or i > 10:
            continue
        if by_word().get(text.lower()) is None:
            found.append(row)
    return found


__all__ = ["Signature", "read_frame"]
