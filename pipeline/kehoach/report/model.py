"""What the template prints: tables of cells. A cell is text, a number that opens its passages, a link or a share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One line behind a number: a link to `anchor`, where it is from, its words, and a note."""

    anchor: str
    source: str
    words: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A number with the items behind it; `more` says where the rest stands."""

    text: str
    items: tuple[Item, ...]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an anchor of the page."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1, printed with a bar."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with a small note below it."""

    text: str
    note: str


Cell = str | Opened | Link | Share | Marked


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; the first is the row's heading. `anchor` is the row's own, where it has one."""

    cells: tuple[Cell, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Narrow screens show the rows of a plain one as cards and let a `matrix` scroll."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str | None = None
    matrix: bool = False
    numbers: frozenset[int] = frozenset()
    """Columns that hold numbers (set to the right)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A document of a chain, and the passage by which the next one down cites it (None for the last)."""

    label: str
    level: str | None
    level_name: str
    cites: str | None
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Cascade:
    """A chain: the directives at its top (`more` says how many are not printed), then what leads down from them."""

    tops: tuple[Step, ...]
    more: str | None
    steps: tuple[Step, ...]
