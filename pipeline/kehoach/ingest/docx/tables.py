"""Rows and cells of Word tables as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kehoach.ingest.docx.runs import unwrapped
from kehoach.ingest.docx.xml import VAL, flag, properties, value, w, whole

MOST_COLUMNS = 63
"""Columns that a table of Word may have."""

FEWEST = 2
"""Columns with text, and rows of so many cells with text, from which a table with rules holds data even where it holds other tables."""

_ROW, _CELL = w("tr"), w("tc")
_MERGED = (w("vMerge"), w("hMerge"))


def rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table but for those that are hidden or deleted as a tracked change."""
    for child in unwrapped(table):
        if child.tag == _ROW and child.find(w("trPr/del")) is None and not flag(child.find(w("trPr")), "hidden"):
            yield child


def cells(tr: Any) -> Iterator[Any]:
    """Yield a row's cells by column; None stands for columns that are left out before the first cell, that a cell spans further, and for
    cells that another continues into or that are deleted.
    """
    yield from _none(value(tr, "trPr/gridBefore"))
    for child in unwrapped(tr):
        if child.tag == _CELL:
            given = properties(child, w("tcPr"))
            yield None if _is_gone(given, child) else child
            span = given.get(w("gridSpan"))
            yield from list(_none("1" if span is None else span.get(VAL)))[1:]


def _none(count: str | None) -> Iterator[None]:
    return (None for _ in range(min(whole(count, 0), MOST_COLUMNS)))


def _is_gone(given: Mapping[str, Any], cell: Any) -> bool:
    """Say whether a cell is deleted, or continues the one above or before it; one that continues another but has text is a cell still."""
    continues = any(tag in given and given[tag].get(VAL) != "restart" for tag in _MERGED)
    return w("cellDel") in given or (continues and not any((t.text or "").strip() for t in cell.iter(w("t"))))


def is_grid(rows: Sequence[Sequence[object]]) -> bool:
    """Say whether a table, given by what its cells hold, has rows enough with text in several cells.

    >>> is_grid([["TT", "Việc"], ["1", "Rà soát"]]), is_grid([["khung"], ["nội dung"]])
    (True, False)
    """
    return sum(sum(map(bool, cells)) >= FEWEST for cells in rows) >= FEWEST
