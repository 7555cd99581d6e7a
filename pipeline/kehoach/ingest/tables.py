"""Which tables hold data and which only lay out a page, and in which order the latter are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from kehoach.rules.load import toml

Cell = Sequence[str]
"""The lines of a cell, without markup."""

MOST_COLUMNS, MOST_ROWS = 4, 10
"""A letterhead or signature table is no larger than this: in five Word papers two or three columns, two or three rows."""


FEW_ROWS = 3
"""A table without rules and of so few rows, with several lines in a cell, sets text side by side."""


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(table["pattern"], re.IGNORECASE) for name, table in toml("page_marks.toml").items()}


def mark(line: str, *names: str) -> bool:
    """Say whether a line starts with one of the named marks of data/page_marks.toml (any of them where none is named).

    >>> mark("  Nơi nhận:"), mark("Số: 12/KH-UBND", "number"), mark("Số lượng")
    (True, True, False)
    """
    text = " ".join(unicodedata.normalize("NFC", line).replace("*", " ").split())
    return any(p.match(text) for name, p in _marks().items() if not names or name in names)


def motto_inside(line: str) -> bool:
    """Say whether the national title, in capitals, or the line under it stands inside a line, after something else."""
    found = [m for name in ("motto", "creed") for m in _marks()[name].finditer(line)]
    return any(m.start() and (m.group().isupper() or m.re is _marks()["creed"]) for m in found)


def is_layout(rows: Sequence[Sequence[Cell]], ruled: bool | None) -> bool:
    """Say whether a table lays out a letterhead, an address or a signature rather than holding data.

    `ruled` says whether its inner borders show, None where that is unknown.

    >>> is_layout([[["UBND XÃ A"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]], True)
    True
    >>> is_layout([[["TT"], ["Nội dung"]], [["1"], ["Rà soát"]]], True)
    False
    """
    columns = max((len(r) for r in rows), default=0)
    if columns < 2:
        return True
    sure = ("motto", "recipients", "signature") if ruled else ()
    if columns <= MOST_COLUMNS and len(rows) <= MOST_ROWS and any(mark(line, *sure) for r in rows for c in r for line in c):
        return True
    if ruled:
        return False
    several = any(len(c) > 1 for r in rows for c in r)
    return len(rows) == 1 or (several and len(rows) <= FEW_ROWS)


def reading_order(rows: Sequence[Sequence[Cell]], *, by_column: bool = False) -> Iterator[tuple[int, int]]:
    """Yield (row, column) of a layout table's cells in reading order.

    A letterhead may have the body's name spread over several rows beside the national title: down to the row of the number, and again
    from there, it is read column by column. Other tables are read row by row, or column by column where the rows are mere lines.
    """
    bands = [range(len(rows))] if by_column else [range(i, i + 1) for i in range(len(rows))]
    if any(mark(line, "motto") for r in rows for c in r for line in c):
        cut = next((i for i, r in enumerate(rows) if any(mark(line, "number") for c in r for line in c)), len(rows))
        bands = [range(cut), range(cut, len(rows))]
    for band in bands:
        for column in range(max((len(rows[i]) for i in band), default=0)):
            yield from ((i, column) for i in band if column < len(rows[i]))
