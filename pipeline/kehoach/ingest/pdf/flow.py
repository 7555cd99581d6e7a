"""From the lines and tables of the pages to one text: paragraphs, rows, and what goes on over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach.ingest.marks import BOLD, OWN_MARK, bold_lead, row
from kehoach.ingest.pdf.footnotes import MARK
from kehoach.ingest.pdf.lines import Line
from kehoach.ingest.pdf.paragraphs import ENDS, Column, begins
from kehoach.ingest.pdf.sheet import Sheet
from kehoach.ingest.pdf.tables import Row, is_glued
from kehoach.ingest.reading import Aside, Part
from kehoach.ingest.tables import mark

_FILED = re.compile(r"[-–+•*]?\s*Lưu\b")

Printed = tuple[Sheet, Line]
"""A line and its page."""

Rows = list[tuple[Sheet, Row]]
"""The rows of a table, each with its page."""

Item = Printed | Rows | Aside


def written(sheets: Sequence[Sheet]) -> Iterator[Part | Aside]:
    """Yield the parts of the text with their places: paragraphs, each on one line, and rows, parted by blank lines; and what is no text."""
    columns = {id(s): Column.of(s.lines) for s in sheets if s.lines}
    paragraph: list[Printed | Aside] = []
    last: Printed | None = None
    first = True
    for item in [*_gathered(_items(sheets)), None]:
        if last is not None and isinstance(item, Aside):
            paragraph.append(item)
            continue
        if last is not None and isinstance(item, tuple) and not _begins(item, last, columns):
            paragraph.append(item)
            last = item
            continue
        for block in (_paragraph(paragraph), _rows(item) if isinstance(item, list) else []):
            if block and not first:
                yield "\n\n", None
            first = first and not block
            yield from block
        if isinstance(item, Aside):
            yield item
        last = item if isinstance(item, tuple) else None
        paragraph = [item] if isinstance(item, tuple) else []


def _begins(item: Printed, before: Printed, columns: dict[int, Column]) -> bool:
    sheet, line = item
    sheet_before, line_before = before
    return begins(line, line_before, columns[id(sheet)], columns[id(sheet_before)] if sheet_before is not sheet else None)


def _paragraph(printed: Sequence[Printed | Aside]) -> list[Part | Aside]:
    """Return a paragraph's lines put together to one; a hyphen that ends a line belongs to a word or symbol that goes on."""
    text, bold, cuts = "", list[bool](), list[tuple[int, int]]()
    for item in printed:
        if isinstance(item, Aside):
            continue
        words, weights = _unmarked(item[1])
        if text and not is_glued(text):
            text, bold = f"{text} ", [*bold, True]
        cuts.append((len(text), len(text) + len(words)))
        text, bold = text + words, [*bold, *weights]
    lead = bold_lead(text, bold)
    found: list[Part | Aside] = []
    waiting = iter(cuts)
    for item in printed:
        if isinstance(item, Aside):
            found.append(item)
            continue
        start, end = next(waiting)
        if start and text[start - 1] == " ":
            found.append((" ", None))
        found += [(_shown(text, a, b, lead), mark.place) if a < b else mark for a, b, mark in _pieces(item, start, end)]
    return found


def _shown(text: str, start: int, end: int, lead: int) -> str:
    """Return a stretch of a paragraph with the marks of bold, which ends at `lead`."""
    shown = text[start:lead] + BOLD + text[lead:end] if start < lead <= end else text[start:end]
    return BOLD + shown if lead and start == 0 else shown


def _unmarked(line: Line) -> tuple[str, list[bool]]:
    """Return the text of a line without the marks of footnotes, and for each character whether it is bold."""
    kept = [i for i in range(len(line.text)) if not any(a <= i < b for a, b in line.marks)] if line.marks else range(len(line.text))
    return ("".join(line.text[i] for i in kept), [line.bold[i] for i in kept]) if line.marks else (line.text, list(line.bold))


def _pieces(printed: Printed, start: int, end: int) -> Iterator[tuple[int, int, Aside]]:
    """Yield the stretches of a line that goes from `start` to `end` of its paragraph, parted by marks of footnotes; these as stretches of
    no length."""
    sheet, line = printed
    place = sheet.place(line.box)
    at, taken = start, 0
    for a, b in line.marks:
        stop = start + a - taken
        if at < stop:
            yield at, stop, Aside("", place, "")
        yield stop, stop, Aside(line.text[a:b], place, MARK)
        at, taken = stop, taken + b - a
    if at < end:
        yield at, end, Aside("", place, "")


def _rows(rows: Rows) -> list[Part]:
    parts: list[Part] = []
    for sheet, r in rows:
        parts += [("\n", None)] if parts else []
        parts.append((row(r.cells), sheet.place(r.box)))
    return parts


def _items(sheets: Sequence[Sheet]) -> list[Item]:
    """Return lines and tables in order; a table at the top of a page joins one of as many columns at the foot of the page before."""
    found: list[Item] = []
    for sheet in sheets:
        at_top = True
        for item in sheet.items():
            if isinstance(item, Aside):
                found.append(item)
                continue
            if isinstance(item, Line):
                found.append((sheet, item))
            else:
                rows = [(sheet, r) for r in item.rows]
                open_table = _open_table(found, sheet.number) if at_top else None
                if open_table is None or not _join(open_table, rows):
                    found.append(rows)
            at_top = False
    return found


def _gathered(items: list[Item]) -> list[Item]:
    """Put recipients that go on on the next page before the signature that stands beside the first of them."""
    for i, item in enumerate(items):
        if isinstance(item, tuple) and item[1].cell and mark(item[1].text, "recipients"):
            sheet, cell = item[0], item[1].cell
            beside = [k for k in range(i, len(items)) if isinstance(x := items[k], tuple) and x[0] is sheet and x[1].cell]
            own = [k for k in beside if isinstance(x := items[k], tuple) and x[1].cell == cell]
            if beside == list(range(i, beside[-1] + 1)) and own[-1] < beside[-1]:
                more = _more_recipients([x[1] for k in own if isinstance(x := items[k], tuple)], items[beside[-1] + 1 :])
                moved = [(x[0], replace(x[1], cell=cell)) for x in more]
                rest = [x for x in items[own[-1] + 1 :] if x not in more]
                return [*items[: own[-1] + 1], *moved, *rest]
    return items


def _more_recipients(listed: Sequence[Line], after: Sequence[Item]) -> list[Printed]:
    """Return the lines at the top of the next page that go on with a list of recipients, which ends with the file copies (`Lưu`)."""
    found: list[Printed] = []
    last = listed[-1]
    for item in after:
        if isinstance(item, Aside):
            continue
        ended = any(_FILED.match(x.text) for x in listed) or any(_FILED.match(line.text) for _, line in found)
        if not isinstance(item, tuple) or ended or abs(item[1].size - last.size) > 0.5 or item[1].left > last.right:
            break
        if not (OWN_MARK.match(item[1].text) or ENDS.search(last.text) is None):
            break
        found.append(item)
        last = item[1]
    return found


def _open_table(found: Sequence[Item], page: int) -> Rows | None:
    """Return the table that no line follows, if it ends on the page before `page`."""
    last = next((item for item in reversed(found) if not isinstance(item, Aside)), None)
    return last if isinstance(last, list) and last[-1][0].number == page - 1 else None


def _join(table: Rows, more: Rows) -> bool:
    """Put the rows of the next page to a table, and say whether they belong to it.

    Rows of a head that is printed again are left out, and the rest of a row that the break cut is put to it.
    """
    if len(more[0][1].cells) != len(table[0][1].cells):
        return False
    again = 0
    while again < min(len(more), len(table)) and more[again][1].cells == table[again][1].cells:
        again += 1
    more = more[again:]
    if more and _is_cut(table[-1][1].cells, more[0][1].cells):
        sheet, above = table[-1]
        cells = tuple(_whole(a, b) for a, b in zip(above.cells, more[0][1].cells, strict=True))
        table[-1] = sheet, Row(cells, above.box)
        more = more[1:]
    table += more
    return True


def _is_cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """Say whether a row goes on in the first one of the next page: that has no number of its own, and its text goes on."""
    if below[0] or not any(above[1:]):
        return False
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    return any(a and (b[0].islower() or not ENDS.search(a)) for a, b in pairs) or all(a and OWN_MARK.match(b) for a, b in pairs)


def _whole(above: str, below: str) -> str:
    return f"{above}{'' if is_glued(above) else ' '}{below}".strip()
