"""From the lines and tables of the pages to one text: paragraphs, rows, and what goes on over a page break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kehoach.ingest.marks import BOLD, bold_lead, row
from kehoach.ingest.pdf_glyphs import Box, Turn
from kehoach.ingest.pdf_lines import Line
from kehoach.ingest.pdf_paragraphs import Column, begins, is_page_number
from kehoach.ingest.pdf_tables import Row, Table
from kehoach.ingest.reading import Part
from kehoach.records.text import Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page (counted from 1): its lines in reading order, its tables from top to bottom."""

    number: int
    lines: list[Line]
    tables: list[Table]
    turn: Turn
    """How the page is turned for its lines to be read."""
    shown: Turn
    """How it is turned when shown."""

    def place(self, box: Box) -> Place:
        """Return the place of a box as measured by lines and tables."""
        if self.turn.degrees != self.shown.degrees:
            left, bottom, right, top = self.shown.shown(self.turn.back(box))
            box = round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)
        return Place(page=self.number, box=box)

    def items(self) -> Iterator[Line | Table]:
        """Yield lines and tables as they follow each other down the page."""
        waiting = list(self.tables)
        for line in self.lines:
            while waiting and waiting[0].top > line.baseline:
                yield waiting.pop(0)
            yield line
        yield from waiting


Printed = tuple[Sheet, Line]
"""A line and its page."""

Rows = list[tuple[Sheet, Row]]
"""The rows of a table, each with its page."""


def written(sheets: Sequence[Sheet]) -> Iterator[Part]:
    """Yield the parts of the text with their places: paragraphs, each on one line, and rows, parted by blank lines."""
    columns = {id(s): Column.of(s.lines) for s in sheets if s.lines}
    paragraph: list[Printed] = []
    first = True
    for item in [*_items(sheets), None]:
        if isinstance(item, tuple) and paragraph and not _begins(item, paragraph[-1], columns):
            paragraph.append(item)
            continue
        for block in (_paragraph(paragraph), _rows(item) if isinstance(item, list) else []):
            if block and not first:
                yield "\n\n", None
            first = first and not block
            yield from block
        paragraph = [item] if isinstance(item, tuple) else []


def _begins(item: Printed, before: Printed, columns: dict[int, Column]) -> bool:
    sheet, line = item
    sheet_before, line_before = before
    return begins(line, line_before, columns[id(sheet)], columns[id(sheet_before)] if sheet_before is not sheet else None)


def _paragraph(printed: Sequence[Printed]) -> list[Part]:
    """Return a paragraph's lines put together to one; a hyphen that ends a line belongs to a word or symbol that goes on."""
    text, bold, cuts = "", list[bool](), list[tuple[int, int]]()
    for _, line in printed:
        if text and not (text.endswith("-") and text[-2:-1].strip()):
            text, bold = f"{text} ", [*bold, True]
        cuts.append((len(text), len(text) + len(line.text)))
        text, bold = text + line.text, [*bold, *line.bold]
    lead = bold_lead(text, bold)
    found: list[Part] = []
    for (start, end), (sheet, line) in zip(cuts, printed, strict=True):
        if found and text[start - 1] == " ":
            found.append((" ", None))
        shown = text[start:lead] + BOLD + text[lead:end] if start < lead <= end else text[start:end]
        found.append((BOLD + shown if lead and start == 0 else shown, sheet.place(line.box)))
    return found


def _rows(rows: Rows) -> list[Part]:
    parts: list[Part] = []
    for sheet, r in rows:
        parts += [("\n", None)] if parts else []
        parts.append((row(r.cells), sheet.place(r.box)))
    return parts


def _items(sheets: Sequence[Sheet]) -> list[Printed | Rows]:
    """Return lines and tables in order; a table at the top of a page joins one of as many columns at the foot of the page before."""
    found: list[Printed | Rows] = []
    for sheet in sheets:
        at_top = True
        for item in sheet.items():
            if isinstance(item, Line):
                found.append((sheet, item))
                at_top = at_top and is_page_number(item)
                continue
            rows = [(sheet, r) for r in item.rows]
            open_table = _open_table(found, sheet.number) if at_top else None
            if open_table is not None and len(open_table[0][1].cells) == len(rows[0][1].cells):
                _join(open_table, rows)
            else:
                found.append(rows)
            at_top = False
    return found


def _open_table(found: Sequence[Printed | Rows], page: int) -> Rows | None:
    """Return the table that only page numbers follow, if it ends on the page before `page`."""
    for item in reversed(found):
        if isinstance(item, list):
            return item if item[-1][0].number == page - 1 else None
        if not is_page_number(item[1]):
            return None
    return None


def _join(table: Rows, more: Rows) -> None:
    """Put the rows of the next page to a table: a repeated head is left out, the rest of a row cut by the break put to it."""
    if more[0][1].cells == table[0][1].cells:
        more = more[1:]
    if more and bool(more[0][1].cells[0]) != bool(table[-1][1].cells[0]):
        sheet, above = table[-1]
        below = more[0][1]
        cells = tuple(f"{a} {b}".strip() for a, b in zip_longest(above.cells, below.cells, fillvalue=""))
        table[-1] = sheet, Row(cells, above.box)
        more = more[1:]
    table += more
