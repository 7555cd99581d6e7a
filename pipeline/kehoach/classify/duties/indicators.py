"""Indicators (chỉ tiêu): what an objective wants reached, how much of it, by when, in which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kehoach.classify.duties.amounts import TABLE, amounts
from kehoach.classify.duties.blocks import after_mark, title_span
from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.charged import Charged
from kehoach.classify.duties.clauses import segments
from kehoach.classify.duties.deadlines import times
from kehoach.classify.duties.due import read_due
from kehoach.classify.duties.words import Prose, trimmed
from kehoach.records.document import Document, Found, Unit
from kehoach.records.duty import Amount, Due, Indicator
from kehoach.records.label import Label
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_RUN_IN = re.compile(r"([^:;.\d]{3,60}):\s+")
_YEAR = re.compile(r"(?:[Nn]ăm )?((?:19|20)\d{2})")
_SHARES = ("%", "‰", "phần trăm", "điểm phần trăm")
_PART = re.compile(r"\s*\|\s*")


def find_indicators(
    document: Document, labels: Sequence[Label], charged: Charged | None = None, calendar: Calendar | None = None
) -> tuple[Indicator, ...]:
    """Return the indicators in the units that `labels` tag as objectives, in order; spans are canonical.

    `charged` is what was read of `document`, if it was; `calendar` is what its frame tells of time.
    """
    prose = charged.prose if charged else Prose.of(document.text.canonical)
    calendar = calendar or Calendar()
    tagged = {label.unit for label in labels if label.tag == "objective"}
    heads = _heads(document)
    found: list[Indicator] = []
    for unit in document.units:
        if unit.id in tagged:
            found += (
                _of_row(document, prose, unit, heads.get(unit.id, ()), calendar) if unit.row else _of_prose(document, prose, unit, calendar)
            )
    return tuple(found)


def _of_prose(document: Document, prose: Prose, unit: Unit, calendar: Calendar) -> Iterator[Indicator]:
    text = prose.text
    start = after_mark(text, unit)
    label = _RUN_IN.match(text, start, unit.span.end)
    area = _area_of(text, trimmed(text, label.start(1), label.end(1))) if label else None
    for part in segments(prose, start, unit.span.end):
        found = amounts(prose, part.start, part.end)
        for n, amount in enumerate(found):
            before = found[n - 1].span.end if n else label.end() if area and label and label.end() <= amount.span.start else part.start
            after = found[n + 1].span.start if n + 1 < len(found) else part.end
            name = _name(text, Span(before, amount.span.start), Span(amount.span.end, after), amount)
            if name:
                due = _due(document, unit, Span(before, after), part, calendar)
                yield _indicator(unit, name, (amount,), due, area or _area(document, unit))


def _indicator(unit: Unit, name: Found[str], found: tuple[Amount, ...], due: tuple[Due, ...], area: Found[str] | None) -> Indicator:
    spans = [s for s in (name.span, *(a.span for a in found)) if s]
    return Indicator(unit.id, Span(min(s.start for s in spans), max(s.end for s in spans)), name, found, due, area)


def _name(text: str, before: Span, after: Span, amount: Amount) -> Found[str] | None:
    """Return what an amount measures: what precedes it where that names a measure (`Tỷ lệ …`), else what follows, else what precedes."""
    first = _words_before(text, before)
    if first and any_of(TABLE, "measure").match(first.value.lower()):
        return first
    unit_start = amount.span.end if amount.unit in _SHARES else text.rfind(amount.unit, amount.span.start, amount.span.end)
    return _words_after(text, unit_start, after, amount) or first


def _words_before(text: str, span: Span) -> Found[str] | None:
    low = text[span.start : span.end].lower()
    opening = any_of(TABLE, "aim").match(low)
    start = span.start + (opening.end() if opening else 0)
    closing = any_of(TABLE, "tail").search(low, start - span.start)
    named = trimmed(text, start, span.start + closing.start() if closing else span.end)
    return Found(text[named.start : named.end], named, "before the amount") if _is_name(text, named) else None


def _words_after(text: str, start: int, span: Span, amount: Amount) -> Found[str] | None:
    end = any_of(TABLE, "name_end").search(text, start, span.end)
    limit = end.start() if end else span.end
    closing = any_of(TABLE, "tail").search(text[start:limit].lower())
    named = trimmed(text, start, start + closing.start() if closing else limit)
    counted = amount.unit not in _SHARES and named.start == start and len(named) > len(amount.unit)
    shared = amount.unit in _SHARES and text[start:limit].startswith(" ")
    return Found(text[named.start : named.end], named, "after the amount") if (counted or shared) and _is_name(text, named) else None


def _is_name(text: str, span: Span) -> bool:
    words = text[span.start : span.end].split()
    return len(words) > 1 and words[0][:1].isalpha()


def _due(document: Document, unit: Unit, near: Span, part: Span, calendar: Calendar) -> tuple[Due, ...]:
    """Return by when: the times near the amount, else in its sentence, else in the unit's headings."""
    text = document.text.canonical
    for span in (near, part) if near != part else (part,):
        found = [d for t in times(text, span.start, span.end) for d in read_due(text, t, calendar)]
        if found or (found := _by_year(text, span, calendar)):
            return tuple(found)
    for section in reversed(document.path(unit.section)):
        if found := _by_year(text, section.heading, calendar):
            return tuple(found)
    return ()


def _by_year(text: str, span: Span, calendar: Calendar) -> list[Due]:
    """Return the time of the first year that text[span] sets (`đến năm 2025`)."""
    m = any_of(TABLE, "by_year").search(text, span.start, span.end)
    return list(read_due(text, Found(m.group(), Span(*m.span()), "year"), calendar)) if m else []


def _area(document: Document, unit: Unit) -> Found[str] | None:
    """Return the nearest governing heading that names a field of work."""
    text = document.text.canonical
    for section in reversed(document.path(unit.section)):
        title = title_span(text, section) if section.title else None
        if title and (area := _area_of(text, trimmed(text, title.start, title.end))):
            return area
    return None


def _area_of(text: str, span: Span) -> Found[str] | None:
    words = text[span.start : span.end]
    return None if not words or any_of(TABLE, "no_area").match(words.lower()) else Found(words, span, "area")


# ---------------------------------------------------------------- tables
def _heads(document: Document) -> Mapping[str, tuple[Span, ...]]:
    """Map each table row that is a unit to the cells of the row above its table's first one."""
    text = document.text.canonical
    rows = {u.span.start: u.id for u in document.units if u.row}
    found: dict[str, tuple[Span, ...]] = {}
    head: tuple[Span, ...] = ()
    for line in document.text.lines:
        if not line.row:
            head = ()
        elif line.span.start in rows:
            found[rows[line.span.start]] = head
        else:
            head = _cells(text, line.span)
    return found


def _cells(text: str, span: Span) -> tuple[Span, ...]:
    edges = [span.start, *(x for m in _PART.finditer(text, span.start, span.end) for x in m.span()), span.end]
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _of_row(document: Document, prose: Prose, unit: Unit, head: Sequence[Span], calendar: Calendar) -> Iterator[Indicator]:
    """Read a row of a table of indicators: its name, its unit, and a value in each column that is headed by a year or as the goal."""
    text = document.text.canonical
    cells = _cells(text, unit.span)
    if len(cells) != len(head):
        return
    titles = [text[h.start : h.end] for h in head]
    column = {
        kind: n for n, t in reversed(list(enumerate(titles))) for kind in ("name", "unit") if any_of(TABLE, f"{kind}_column").match(t)
    }
    if "name" not in column or not len(cells[column["name"]]):
        return
    name = Found(text[cells[column["name"]].start : cells[column["name"]].end], cells[column["name"]], "row:name")
    unit_cell = cells[column["unit"]] if "unit" in column else None
    for n, title in enumerate(titles):
        year = any_of(TABLE, "value_column").match(title)
        if n in column.values() or not year or not (found := _value(prose, cells[n], unit_cell)):
            continue
        due = _by_head(text, head[n], calendar)
        yield _indicator(unit, name, found, due, _area(document, unit))


def _value(prose: Prose, cell: Span, unit: Span | None) -> tuple[Amount, ...]:
    """Return the amount in a cell, with the unit of its own column where it prints none."""
    if found := amounts(prose, cell.start, cell.end):
        return found
    text = prose.text
    words = text[unit.start : unit.end].strip() if unit else ""
    bare = amounts(Prose.of(f"{text[cell.start : cell.end]} đv"), 0, len(cell) + len(" đv"), loose=True)
    if len(bare) != 1 or not words:
        return ()
    a = bare[0]
    return (Amount(cell, words, "row:unit", a.comparator, a.number, a.low, a.high),)


def _by_head(text: str, head: Span, calendar: Calendar) -> tuple[Due, ...]:
    m = _YEAR.search(text, head.start, head.end)
    return read_due(text, Found(m.group(), Span(*m.span()), "row:year"), calendar) if m else ()
