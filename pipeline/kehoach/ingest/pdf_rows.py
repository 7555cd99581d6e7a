"""The characters of a page by the lines that they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kehoach.ingest.pdf_glyphs import WORD_GAP, Glyph

SAME_LINE = 0.35
"""How far, in sizes, baselines of one line may differ: indices are set 0.2 to 0.33 off."""

RAISED, SMALLER = 0.6, 0.8
"""A small figure, at most so large as a share of the line's size, may stand so many sizes higher than the line and still belong to it."""

SLACK = 0.3
"""How far, in sizes, letters that stand side by side may reach into each other."""

Row = Sequence[Glyph]


def rows_of(glyphs: Row) -> list[list[Glyph]]:
    """Return the characters by lines, from top to bottom and left to right; lines of white space are left out.

    Within a run of characters that the file sets one after the other their order is kept.
    """
    runs: list[list[Glyph]] = []
    for g in glyphs:
        last = runs[-1][-1] if runs else None
        if last is None or not _follows(last, g):
            runs.append([g])
        elif g.text != last.text or abs(g.left - last.left) >= 0.1 * g.size:
            runs[-1].append(g)
    rows: list[list[list[Glyph]]] = []
    for run in sorted((r for r in runs if ink(r)), key=baseline, reverse=True):
        if rows and _level(rows[-1]) - baseline(run) <= SAME_LINE * max(rows[-1][0][0].size, run[0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_in_order(sorted(row, key=lambda r: r[0].left)) for row in _with_raised(rows)]


def _level(row: Sequence[Row]) -> float:
    return baseline(max(row, key=lambda run: run[0].size))


def _with_raised(rows: Sequence[list[list[Glyph]]]) -> list[list[list[Glyph]]]:
    """Put small figures that make a line of their own, raised over the words of the next one, to that."""
    found: list[list[list[Glyph]]] = []
    for row in rows:
        if found and _is_raised(found[-1], row):
            row = [*found.pop(), *row]
        found.append(row)
    return found


def _is_raised(above: Sequence[Row], row: Sequence[Row]) -> bool:
    """Say whether all that stands on a line are small figures raised over the next one, beside its words."""
    size = max(run[0].size for run in row)
    near = 0 < _level(above) - _level(row) <= RAISED * size
    return near and all(r[0].size <= SMALLER * size and len(ink(r)) <= 1 and any(_touches(r, run) for run in row) for r in above)


def _touches(raised: Row, run: Row) -> bool:
    return any(-0.2 <= (raised[0].left - g.right) / g.size <= 0.5 or g.left < raised[0].left < g.right for g in run)


def _in_order(runs: Sequence[list[Glyph]]) -> list[Glyph]:
    """Return the characters of the runs of a line from left to right.

    Where some stand in the gaps of others (letters of a second font, which programs set after those of the first), all are put in order one
    by one, and the gaps that are left tell the spaces.
    """
    as_set = [g for run in runs for g in run]
    if all(a.left <= b.left for a, b in pairwise(ink(as_set))):
        return as_set
    if not all(g.edges or len(g.text) == 1 for g in as_set):
        return as_set
    signs = sorted((sign for g in as_set for sign in _signs(g)), key=lambda g: g.left)
    if any(b.left < a.right - SLACK * a.size for a, b in pairwise(signs)):
        return as_set
    return signs


def _signs(g: Glyph) -> Iterator[Glyph]:
    """Yield the characters of a stretch, each with its own edges, without white space."""
    lefts = g.edges or (g.left,)
    for i, sign in enumerate(g.text):
        if not sign.isspace():
            right = lefts[i + 1] if i + 1 < len(lefts) else g.right
            yield g._replace(text=sign, left=lefts[i], right=right, edges=(lefts[i],))


def _follows(last: Glyph, g: Glyph) -> bool:
    size = max(last.size, g.size)
    return abs(g.baseline - last.baseline) <= SAME_LINE * size and -size <= g.left - last.right <= size


def baseline(row: Row) -> float:
    """Return the baseline of a line: that of its largest character, for an index may begin or end it."""
    return max(row, key=lambda g: g.size).baseline


def ink(row: Row) -> list[Glyph]:
    """Return the characters that are no white space."""
    return [g for g in row if not g.text.isspace()]


def text_of(row: Row) -> str:
    """Return the text of a line without outer white space."""
    return spelled(row)[0].strip()


def spelled(row: Row) -> tuple[str, list[bool]]:
    """Return the text of a line, and for each character whether it is bold.

    A gap gives a space, a wide one several, so that a number left blank shows.
    """
    parts: list[str] = []
    bold: list[bool] = []
    last: Glyph | None = None
    for g in row:
        if last is not None:
            spaces = _spaces((g.left - last.right) / max(g.size, last.size), last.text[-1].isspace() or g.text[0].isspace())
            if spaces:
                parts.append(" " * spaces)
                bold += [last.bold and g.bold] * spaces
        parts.append(g.text)
        bold += [g.bold] * len(g.text)
        last = g
    return "".join(parts), bold


def _spaces(wide: float, parted: bool) -> int:
    if wide > 1:
        return min(round(wide / 0.25), 12)
    return int(wide > WORD_GAP and not parted)
