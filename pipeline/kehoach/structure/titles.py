"""The type of a document and its title (trích yếu), or the topic of a letter (công văn)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of, row_pattern
from kehoach.rules.types import by_code, by_word
from kehoach.structure.headings import Row
from kehoach.structure.letterhead import NUMBER, find_date

_SENTENCE_END = re.compile(r"[.;:]$")
_ATTACHED = "(Kèm theo"

TITLE_LINES = 5  # lines of a title; the longest met has 3
LONGEST_TITLE_LINE = 300  # characters of a title's line but the first; the longest met has 249
LONGEST_PLAIN_LINE = 150  # the same for a line that is not set as the first one is: prose that lacks its full stop is longer
RUN_IN_LINES = 12  # lines in which type and title may stand as one sentence; the latest one met is the 9th
LONGEST_RUN_IN = 400  # characters of such a line; the longest met has 215
TOPIC_LINES = 3  # lines of a letter's topic after its first; the longest met has 2
LONGEST_TOPIC_LINE = 160  # characters; the longest met has 116
TYPE_SYLLABLES = (4, 3, 2)  # of the name of a type, the longer first


def type_and_title(rows: Sequence[Row], head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int:
    """Fill in type and title; return the number of the first line after them. `head` are the first of the `rows`."""
    for i, row in enumerate(head):
        known = by_word().get(row.text.strip(" *:.").lower())
        if known and known.own and (row.caps or row.bold):
            fields["type"] = Found(known.name, row.line.span, "type line")
            return read_title(rows, i + 1, fields)
    after = _run_in(rows, head[:RUN_IN_LINES], fields)
    if after is not None:
        return after
    topic, addressee = row_pattern("frame.toml", "topic", "short"), any_of("frame.toml", "addressee")
    if "symbol" in fields and not any(topic.match(row.text) or addressee.match(row.text) for row in head):
        after = _type_by_symbol(rows, head, number_at, fields)
    return _letter(head, number_at, fields) if after is None else after


def _run_in(rows: Sequence[Row], head: Sequence[Row], fields: dict[str, Found[str]]) -> int | None:
    """Read a line that begins with the type and goes on with the title (`Kế hoạch phát động phong trào …`)."""
    for i, row in enumerate(head):
        if row.item or row.labels or len(row.text) > LONGEST_RUN_IN or not row.text[:1].isupper():
            continue
        words = row.text.split(" ", TYPE_SYLLABLES[0])
        known = next((t for n in TYPE_SYLLABLES if (t := by_word().get(" ".join(words[:n]).lower())) and t.own), None)
        if known is None or NUMBER.search(row.text) or _SENTENCE_END.search(row.text):
            continue
        span = row.line.span
        at = span.start + len(known.name)
        fields["type"] = Found(known.name, Span(span.start, at), "type at the head of the title")
        rest = row.text[len(known.name) :]
        if not rest.strip():
            return read_title(rows, i + 1, fields)
        end = i + 1
        while row.text[: len(known.name)].isupper() and end < len(rows) and end - i < TITLE_LINES and not _ends_title(row, rows[end]):
            end += 1
        title = " ".join([rest.strip(" :"), *(r.text for r in rows[i + 1 : end])])
        fields["title"] = Found(title, Span(at + len(rest) - len(rest.lstrip()), rows[end - 1].line.span.end), "title line")
        return end
    return None


def _type_by_symbol(rows: Sequence[Row], head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int | None:
    """Where the type's own line is lost (web copies drop it), the code in the symbol tells it; the title follows the date."""
    symbol = fields["symbol"]
    kinds = by_code().get(re.split(r"[/\-–]", symbol.value)[0])
    at = next((i for i, row in enumerate(head) if i > (number_at or 0) and row.caps and not find_date(row.text)), None)
    if not kinds:
        return None
    fields["type"] = Found(kinds[0].name, symbol.span, "code in the symbol")
    return None if at is None else read_title(rows, at, fields)


def _letter(head: Sequence[Row], number_at: int | None, fields: dict[str, Found[str]]) -> int:
    """A công văn bears no type line: its topic stands under the number (`V/v …`)."""
    topic, addressee = row_pattern("frame.toml", "topic", "short"), any_of("frame.toml", "addressee")
    after = (number_at or 0) + 1
    for i, row in enumerate(head):
        if topic.match(row.text) and "title" not in fields:
            after = i + 1
            while after < len(head) and after - i <= TOPIC_LINES and _goes_on_topic(head[after]):
                after += 1
            span = Span(row.line.span.start, head[after - 1].line.span.end)
            fields["title"] = Found(" ".join(r.text for r in head[i:after]), span, "topic line")
        if addressee.match(row.text):
            after = max(after, i)
            break
    if number_at is None:
        return 0
    if "title" in fields:
        fields["type"] = Found("Công văn", fields["title"].span, "topic line under the number")
    dated = next((i for i, row in enumerate(head) if find_date(row.text)), -1)
    return max(after, dated + 1)


def _goes_on_topic(row: Row) -> bool:
    if any_of("frame.toml", "addressee").match(row.text) or row.caps or row.labels or row.item:
        return False
    return len(row.text) <= LONGEST_TOPIC_LINE and not find_date(row.text)


def read_title(rows: Sequence[Row], at: int, fields: dict[str, Found[str]]) -> int:
    """Fill in the title whose first line is `at`: capitals or bold, up to prose, a basis or a body's name; return the line after it."""
    caption = any_of("headings.toml", "caption")
    end = at
    while end < len(rows) and end - at < TITLE_LINES and not _ends_title(rows[at], rows[end]):
        end += 1
        if _ATTACHED in rows[end - 1].text:
            break
    if end > at:
        text = " ".join(r.text for r in rows[at:end]).split(f" {_ATTACHED}")[0]
        fields["title"] = Found(text.strip(" *"), Span(rows[at].line.span.start, rows[end - 1].line.span.end), "title lines")
    while end < len(rows) and caption.fullmatch(rows[end].text):
        end += 1
    return end


def _ends_title(first: Row, row: Row) -> bool:
    """Whether `row` can't belong to a title that begins with `first` (which may be `row` itself)."""
    text = row.text
    if any_of("headings.toml", "caption").fullmatch(text) or row.labels or row.item or row.line.row:
        return True
    if any_of("frame.toml", "decision").match(text):
        return True
    opens = any_of("frame.toml", "preamble").match(text) is not None
    sentence = _SENTENCE_END.search(text) is not None
    if row is first:
        return opens and sentence and not row.caps
    if opens or sentence or len(text) > LONGEST_TITLE_LINE:
        return True
    if row.caps and any_of("frame.toml", "body_head").match(text):
        return True
    return (row.caps, row.bold) != (first.caps, first.bold) and len(text) > LONGEST_PLAIN_LINE
