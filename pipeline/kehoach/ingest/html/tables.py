"""The tables of a web page: their rows and cells as a grid, and whether their rules show."""

from __future__ import annotations

from collections.abc import Iterator

from kehoach.ingest.html.styles import is_ruled
from kehoach.ingest.html.tree import Leaf, Node

_PARTS = frozenset({"thead", "tbody", "tfoot"})


def holds_more(table: Node) -> bool:
    """Say whether a table holds text outside its cells, or other tables that are no mere text of the cells of its data."""
    outside = [table, *(e for e in table.elements() if e.tag in _PARTS)]
    outside += rows(table)
    stray = any(isinstance(c, Leaf) and c.text.strip() for e in outside for c in e.children)
    return stray or (next(table.below("table"), None) is not None and not _is_data(table))


def _is_data(table: Node) -> bool:
    """Say whether a table shows its rules and has rows under its head, most cells of which hold no table."""
    cells = [list(_cells(tr)) for tr in rows(table)]
    nested = sum(1 for row in cells for cell in row if next(cell.below("table"), None))
    wide = all(len(row) > 1 for row in cells[:2])
    headed = len(cells) > 1 and wide and not any(next(cell.below("table"), None) for cell in cells[0])
    return headed and 2 * nested < sum(map(len, cells)) and ruled(table) is True


def _cells(tr: Node) -> Iterator[Node]:
    return (c for c in tr.elements() if c.tag in {"td", "th"})


def rows(parent: Node) -> Iterator[Node]:
    """Yield the rows of a table."""
    for child in parent.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from rows(child)


def grid(trs: list[Node]) -> list[list[Node | None]]:
    """Return the cells by row and column; None where a cell from the left or from above reaches."""
    reach: dict[int, int] = {}
    found: list[list[Node | None]] = []
    for tr in trs:
        row: list[Node | None] = []
        for cell in _cells(tr):
            while reach.get(len(row), 0) > 0:
                reach[len(row)] -= 1
                row.append(None)
            down, across = _count(cell, "rowspan"), _count(cell, "colspan")
            for i in range(across):
                reach[len(row)] = down - 1
                row.append(None if i else cell)
        while reach.get(len(row), 0) > 0:
            reach[len(row)] -= 1
            row.append(None)
        found.append(row)
    return found


def _count(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def ruled(table: Node) -> bool | None:
    """Say whether a table's inner borders show or it has header cells; None where the page leaves that to a style sheet."""
    border = table.attrs.get("border", "")
    if border.isdecimal():
        return int(border) > 0
    cells = [cell for tr in rows(table) for cell in _cells(tr)]
    if any(map(is_ruled, (table, *cells))) or "border" in table.attrs.get("class", "").lower():
        return True
    return True if any(cell.tag == "th" for cell in cells) else None
