"""From the lines drawn on a page to the cells of its tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kehoach.ingest.pdf.glyphs import Box
from kehoach.ingest.pdf.rules import SHORTEST

NEAR = 3.0
"""Points by which lines that meet or go on with each other may miss."""

MOST_LINES = 800
"""Lines across and down looked at on one page, pieces put together; a page with more is a drawing."""

Rule = tuple[float, float, float]
"""Where a line stands (height of one across, distance from the left of one down), where it starts and where it ends."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by the columns and rows (from 0, rows from the top) that it covers, ends left out."""

    row: int
    column: int
    row_end: int
    column_end: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether it covers a place of the grid."""
        return self.row <= row < self.row_end and self.column <= column < self.column_end


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns (left to right) and rows (top to bottom) begin and end, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        """Its outer edges."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def middle(self, cell: Cell) -> tuple[float, float]:
        """Return the middle of a cell."""
        return (self.xs[cell.column] + self.xs[cell.column_end]) / 2, (self.ys[cell.row] + self.ys[cell.row_end]) / 2

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of a point, None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, -y, key=lambda v: -v), len(self.ys) - 1) - 1
        return row, column


def grids(rules: Sequence[Box]) -> list[Grid]:
    """Return the tables that lines form, from top to bottom; a lone frame is none."""
    across = _whole([(b, left, right) for left, b, right, t in rules if right - left > t - b])
    down = _whole([(left, b, t) for left, b, right, t in rules if right - left <= t - b])
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > MOST_LINES:
        return []
    found = [g for lines in _groups(across, down) if (g := _grid(*lines)) is not None]
    return sorted(found, key=lambda g: -g.ys[0])


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """Put pieces of one line together; what is too short then is left out."""
    found: list[list[float]] = []
    for rule in _snapped(rules):
        last = found[-1] if found else None
        if last is not None and last[0] == rule[0] and rule[1] <= last[2] + NEAR:
            last[2] = max(last[2], rule[2])
        else:
            found.append(list(rule))
    return [(at, start, end) for at, start, end in found if end - start >= SHORTEST]


def _snapped(rules: Sequence[Rule]) -> list[Rule]:
    """Give lines that stand almost in one place the same place; return them by place and start."""
    found: list[Rule] = []
    first = last = float("-inf")
    for at, start, end in sorted(rules):
        if at - last > NEAR / 2 or at - first > NEAR:
            first = at
        last = at
        found.append((first, start, end))
    return sorted(found)


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the lines that hang together, across and down."""
    owner = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for (i, a), (k, d) in product(enumerate(across), enumerate(down, len(across))):
        if a[1] - NEAR <= d[0] <= a[2] + NEAR and d[1] - NEAR <= a[0] <= d[2] + NEAR:
            owner[root(i)] = root(k)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(owner)):
        group = members.setdefault(root(i), ([], []))
        group[i >= len(across)].append(across[i] if i < len(across) else down[i - len(across)])
    yield from members.values()


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    """Return the table of lines that hang together, None where they make no two cells."""
    if len(across) < 2 or not down:
        return None
    xs = _with_ends(sorted({d[0] for d in down}), [a[1:] for a in across])
    ys = _with_ends(sorted({a[0] for a in across}), [d[1:] for d in down])[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    beside, above = _by_place(down), _by_place(across)
    sides = {(i, k) for k in range(1, len(xs) - 1) for i in range(len(ys) - 1) if _covered((ys[i] + ys[i + 1]) / 2, beside.get(xs[k]))}
    tops = {(i, k) for i in range(1, len(ys) - 1) for k in range(len(xs) - 1) if _covered((xs[k] + xs[k + 1]) / 2, above.get(ys[i]))}
    cells = tuple(_cells(len(ys) - 1, len(xs) - 1, sides, tops))
    return Grid(tuple(xs), tuple(ys), cells) if len(cells) > 1 else None


def _with_ends(places: list[float], reaches: Sequence[tuple[float, float]]) -> list[float]:
    """Put to the places of lines the ends that the crossing lines reach beyond them: a table may have no rules at its sides."""
    low, high = min(start for start, _ in reaches), max(end for _, end in reaches)
    first = [low] if low < places[0] - SHORTEST else []
    return [*first, *places, *([high] if high > places[-1] + SHORTEST else [])]


def _by_place(rules: Sequence[Rule]) -> dict[float, list[Rule]]:
    found: dict[float, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule[0], []).append(rule)
    return found


def _covered(middle: float, rules: Sequence[Rule] | None) -> bool:
    """Say whether one of the lines that stand in one place goes past a point."""
    return rules is not None and any(start - NEAR <= middle <= end + NEAR for _, start, end in rules)


def _cells(rows: int, columns: int, sides: set[tuple[int, int]], tops: set[tuple[int, int]]) -> Iterator[Cell]:
    """Yield cells from the left and from the top: each as wide as no line down stops it, then as high as no line across does."""
    taken: set[tuple[int, int]] = set()
    for i, k in product(range(rows), range(columns)):
        if (i, k) in taken:
            continue
        right, low = k + 1, i + 1
        while right < columns and (i, right) not in sides and (i, right) not in taken:
            right += 1
        while low < rows and _goes_down(low, k, right, columns, sides, tops):
            low += 1
        taken |= set(product(range(i, low), range(k, right)))
        yield Cell(i, k, low, right)


def _goes_down(row: int, left: int, right: int, columns: int, sides: set[tuple[int, int]], tops: set[tuple[int, int]]) -> bool:
    """Say whether a cell goes on into `row`: no line above it or inside, and lines at both sides."""
    if any((row, k) in tops for k in range(left, right)) or any((row, k) in sides for k in range(left + 1, right)):
        return False
    return (left == 0 or (row, left) in sides) and (right == columns or (row, right) in sides)
