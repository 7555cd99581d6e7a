"""Tables in plain text: one line a row (`| a | b |`) or one bar a line; rows of data apart from tables that only lay out the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.normalise.lines import PageLine
from kehoach.rules.load import any_of

_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXL]{1,7}|[a-zA-Zđ])\.?")

Cell = list[PageLine]

LAYOUT_CELLS = 3  # cells of a row that lays out the page: issuer and motto, with an empty one between


def is_layout(cells: Sequence[str]) -> bool:
    """Whether the cells are those of a letterhead or signature table rather than data.

    >>> is_layout(["Số: 12/KH-UBND", "Lâm Sơn, ngày 03 tháng 4 năm 2020"]), is_layout(["1", "Tập huấn", "Sở Nội vụ"])
    (True, False)
    """
    pattern = any_of("layout.toml", "layout_cell")
    return len(cells) <= LAYOUT_CELLS and any(pattern.fullmatch(c) for c in cells)


def bar_rows(lines: Sequence[PageLine], at: int, columns: int) -> tuple[list[list[Cell]], int] | None:
    """Read a data table whose cells are parted by lines that hold bars only.

    `at` is the index of a bar line. Returns the rows and the index after the table, or None where no data table starts here: its first cell
    must be a column head (`TT`, `STT`) or, in a table that goes on (`columns` > 0), an ordinal.
    """
    head = any_of("layout.toml", "table_head")
    first, after = _cell(lines, at + 1)
    word = " ".join(x.text for x in first)
    if after >= len(lines) or not (head.fullmatch(word) or (columns and len(first) == 1 and _ORDINAL.fullmatch(word))):
        return None
    rows: list[list[Cell]] = [[]]
    i = at + 1
    width = columns
    while i < len(lines):
        cell, i = _cell(lines, i)
        rows[-1].append(cell)
        bars, i = _bars(lines, i)
        if i >= len(lines) or bars == 0:
            break
        if bars == 1 and width and len(rows[-1]) >= width:
            break
        if bars >= 2:
            rows[-1] += [[] for _ in range(bars - 2)]
            width = width or len(rows[-1])
            rows.append([])
    return [r for r in rows if any(r)], i


def _cell(lines: Sequence[PageLine], i: int) -> tuple[Cell, int]:
    found: Cell = []
    while i < len(lines) and lines[i].kind != "bar":
        if lines[i].kind == "text":
            found.append(lines[i])
        i += 1
    return found, i


def _bars(lines: Sequence[PageLine], i: int) -> tuple[int, int]:
    count = 0
    while i < len(lines) and lines[i].kind in ("bar", "blank"):
        count += lines[i].text.count("|")
        i += 1
    return count, i
