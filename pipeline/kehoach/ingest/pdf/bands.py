"""Finds where columns stand side by side on a page: letterheads and signatures, of one body or of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.rows import Row, baseline, ink, text_of
from kehoach.ingest.tables import mark, motto_inside
from kehoach.rules.load import any_of

WORDS_APART = 1.0
"""Gap, in sizes, up to which words belong together when the room between columns is measured; spaces of justified lines stay below."""

COLUMN_REACH = 130.0
"""Points between two lines of one block at most: the room for signature and seal is 97 to 108 in four signed papers."""

NARROWEST = 2.0
"""Points left between the columns over all lines of a block."""

OFF_CENTRE = 30.0
"""Points by which a line of a letterhead column may miss the middle of the column, where it reaches under the other one."""

OVER = 2.0
"""Sizes from a running head to the letterhead, at least."""

SIGNED = 2.5
"""Sizes from one line of a signature to the next, from which the room for the hand and the seal lies between."""

_TITLE_BROKEN = re.compile(r"CHỦ\nNGHĨA VIỆT NAM$|(?:NGHĨA|SẢN)(?:\nVIỆT NAM| VIỆT\nNAM)$")
_REST_OF_DATE = re.compile(r"(?:ngày )?(?:\d{1,2} )?(?:tháng \d{1,2} )?năm \d{4}")

Block = tuple[float, float]
"""From where to where on a line words stand close together."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows `start` to `stop` (past the last) stand in columns; `cuts` says for each row where these are parted."""

    start: int
    stop: int
    cuts: tuple[tuple[float, ...], ...]

    def sides(self, i: int, row: Row) -> list[list[Glyph]]:
        """Cut row `i` (counted as `start` is) into its columns."""
        cuts = self.cuts[i - self.start]
        found: list[list[Glyph]] = [[] for _ in range(len(cuts) + 1)]
        for g in row:
            found[sum(c <= (g.left + g.right) / 2 for c in cuts)].append(g)
        return found

    def part(self, start: int, stop: int) -> Band:
        """Return the band of rows `start` to `stop` alone."""
        return Band(start, stop, self.cuts[start - self.start : stop - self.start])


def titled(row: list[Glyph]) -> list[Glyph]:
    """Cut a line before the national title, or the creed, where it stands behind something else without a gap of its own."""
    if not motto_inside(text_of(row)):
        return row
    found: list[Glyph] = []
    for g in row:
        at = next((i for i in range(1, len(g.text)) if mark(g.text[i:], "motto", "creed") and not g.text[i].isspace()), None)
        found += [g] if at is None else g.cut(at)
    return found


def whole_titles(rows: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return lines with the national title on one: its last words, where they fell onto a line of their own, stand behind the others."""
    found: list[list[Glyph]] = []
    for row in rows:
        if found and _TITLE_BROKEN.search(f"{text_of(found[-1])}\n{text_of(row)}"):
            above = ink(found[-1])[-1]
            by = above.right + 0.25 * above.size - row[0].left
            found[-1] += [_moved(g, by, above.baseline - baseline(row)) for g in row]
        else:
            found.append(row)
    return found


def _moved(g: Glyph, across: float, up: float) -> Glyph:
    edges = tuple(x + across for x in g.edges)
    return g._replace(left=g.left + across, right=g.right + across, baseline=g.baseline + up, edges=edges)


def bands(rows: Sequence[Row]) -> list[Band]:
    """Return the blocks of columns from top to bottom.

    Only a block in which a column opens a line as a letterhead, an address or a signature does is taken for one.
    """
    blocks = [blocks_of(row) for row in rows]
    found: list[Band] = []
    for at in range(len(rows)):
        if (found and at < found[-1].stop) or len(blocks[at]) < 2:
            continue
        band = _grown(rows, blocks, at, found[-1].stop if found else 0)
        if _opens(rows, band):
            found += _stacked(rows, _split(rows, _trimmed(rows, band)))
    return found


def blocks_of(row: Row) -> list[Block]:
    """Return where words stand close together on a line; the national title begins a block of its own."""
    signs = ink(row)
    cut = _title(signs)
    found = [(signs[0].left, signs[0].right)]
    for i, (last, g) in enumerate(pairwise(signs), 1):
        if i == cut or g.left - last.right > WORDS_APART * max(g.size, last.size):
            found.append((g.left, g.right))
        else:
            found[-1] = (found[-1][0], max(found[-1][1], g.right))
    return found


def _title(signs: Row) -> int | None:
    """Return at which stretch of a line the national title begins beside something else, or place and date beside the number."""
    text = text_of(signs)
    if motto_inside(text):
        return next((i for i in range(1, len(signs)) if mark(text_of(signs[i:]), "motto", "creed")), None)
    if mark(text, "number"):
        dates = [i for i in range(1, len(signs)) if mark(text_of(signs[i:]), "date")]
        return max(dates, key=lambda i: signs[i].left - signs[i - 1].right, default=None)
    return None


def _grown(rows: Sequence[Row], blocks: Sequence[list[Block]], at: int, top: int) -> Band:
    """Return the widest block of rows around row `at` that leave the room in its widest gap free."""
    room = max(((a[1], b[0]) for a, b in pairwise(blocks[at])), key=lambda r: r[1] - r[0])
    start, stop = at, at + 1
    own: dict[int, float] = {}
    middles = _middles(blocks[at], room)
    headed = mark(text_of([g for g in rows[at] if g.left >= room[1] - 1]), "motto")
    while stop < len(rows) and baseline(rows[stop - 1]) - baseline(rows[stop]) < COLUMN_REACH:
        narrowed = left_free(room, blocks[stop])
        if narrowed is not None:
            room = narrowed
        elif (cut := _own_cut(blocks[stop], room, middles) if headed else None) is not None:
            own[stop] = cut
        else:
            break
        stop += 1
    while start > top and baseline(rows[start - 1]) - baseline(rows[start]) < COLUMN_REACH:
        narrowed = left_free(room, blocks[start - 1])
        if narrowed is None:
            break
        room, start = narrowed, start - 1
    middle = sum(room) / 2
    return Band(start, stop, tuple((own.get(i, middle),) for i in range(start, stop)))


def _middles(blocks: Sequence[Block], room: Block) -> tuple[float, float]:
    """Return the middles of what stands left and right of the room."""
    left = [b for b in blocks if b[1] <= room[0] + 1]
    right = [b for b in blocks if b[0] >= room[1] - 1]
    return (left[0][0] + left[-1][1]) / 2, (right[0][0] + right[-1][1]) / 2


def _own_cut(blocks: Sequence[Block], room: Block, middles: tuple[float, float]) -> float | None:
    """Return where a line of a letterhead is cut whose left column reaches below the right one, None where it is none of a letterhead."""
    gaps = [(a[1], b[0]) for a, b in pairwise(blocks)]
    near = [g for g in gaps if middles[0] < sum(g) / 2 < middles[1]]
    if near:
        return sum(min(near, key=lambda g: abs(sum(g) - sum(room)))) / 2
    left, right = blocks[0][0], blocks[-1][1]
    middle = (left + right) / 2
    if abs(middle - middles[0]) <= OFF_CENTRE and right < middles[1]:
        return right + 1
    return left - 1 if abs(middle - middles[1]) <= OFF_CENTRE and left > middles[0] else None


def left_free(room: Block, taken: Sequence[Block]) -> Block | None:
    """Return the widest part of `room` that no block of a line covers, None where too little is left."""
    at, widest = room[0], (room[0], room[0])
    for left, right in [*taken, (room[1], room[1])]:
        if min(left, room[1]) - at > widest[1] - widest[0]:
            widest = (at, min(left, room[1]))
        at = max(at, right)
    return widest if widest[1] - widest[0] >= NARROWEST else None


def _trimmed(rows: Sequence[Row], band: Band) -> Band:
    """Leave out what only happens to be short: body lines above the block, and a title below a letterhead."""
    sides = [tuple(bool(ink(s)) for s in band.sides(i, rows[i])) for i in range(band.start, band.stop)]
    start, stop = band.start, band.stop
    while sides[start - band.start] == (True, False):
        below = baseline(rows[start]) - baseline(rows[start + 1])
        if sides[start + 1 - band.start] == (False, True) and below < rows[start][0].size:
            break
        start += 1
    is_letterhead = _opens(rows, band, "motto", "number")
    if is_letterhead:
        while start + 1 < stop and _is_over(rows, band, start):
            start += 1
        addresses = (i for i in range(start + 1, stop) if mark(text_of(band.sides(i, rows[i])[0]), "address"))
        stop = next(addresses, stop)
    while is_letterhead and sides[stop - 1 - band.start] == (False, True) and not _REST_OF_DATE.fullmatch(text_of(rows[stop - 1])):
        stop -= 1
    return band.part(start, stop)


def _is_over(rows: Sequence[Row], band: Band, i: int) -> bool:
    """Say whether a line stands apart over a letterhead, as a running head does."""
    far = baseline(rows[i]) - baseline(rows[i + 1]) > OVER * rows[i + 1][0].size
    return far and not _opens(rows, band.part(i, i + 1))


def _split(rows: Sequence[Row], band: Band) -> Band:
    """Part columns again in which several signatures stand side by side."""
    found = [list(cuts) for cuts in band.cuts]
    for column in range(len(band.cuts[0]) + 1):
        lines = [s[column] for i in range(band.start, band.stop) if ink((s := band.sides(i, rows[i]))[column])]
        room = _signatures_apart(lines)
        if room is not None:
            for cuts in found:
                cuts.append(room)
    return Band(band.start, band.stop, tuple(tuple(sorted(cuts)) for cuts in found))


def _signatures_apart(lines: Sequence[Row]) -> float | None:
    """Return where two signatures of one column stand apart: room that all its lines leave, and an office on either side of it."""
    taken = [blocks_of(line) for line in lines]
    wide = [((a[1], b[0]), i) for i, found in enumerate(taken) for a, b in pairwise(found)]
    for gap, i in sorted(wide, key=lambda x: x[0][0] - x[0][1]):
        room: Block | None = gap
        for other in taken:
            room = left_free(room, other) if room is not None else None
        if room is not None:
            middle = sum(room) / 2
            halves = [g for g in lines[i] if g.right <= middle], [g for g in lines[i] if g.left >= middle]
            if all(_is_office(text_of(half)) for half in halves):
                return middle
    return None


def _stacked(rows: Sequence[Row], band: Band) -> Iterator[Band]:
    """Yield a block of signatures by rows of them: each begins where an office follows a name, or the recipients stand below all."""
    start = band.start
    levels: dict[int, float] = {}
    signed: set[int] = set()
    for i in range(band.start, band.stop):
        level, size = baseline(rows[i]), rows[i][0].size
        texts = {n: text_of(side) for n, side in enumerate(band.sides(i, rows[i])) if ink(side)}
        again = any(n in signed and _is_office(text) for n, text in texts.items())
        if i > start and (again or (mark(texts.get(0, ""), "recipients") and levels and _only_left(rows, band, i))):
            yield band.part(start, i)
            start, levels, signed = i, {}, set()
        signed |= {n for n in texts if n in levels and levels[n] - level > SIGNED * size}
        levels |= {n: level for n, text in texts.items() if n in levels or _is_office(text)}
    yield band.part(start, band.stop)


def _only_left(rows: Sequence[Row], band: Band, start: int) -> bool:
    return not any(ink(side) for i in range(start, band.stop) for side in band.sides(i, rows[i])[1:])


def _is_office(text: str) -> bool:
    """Say whether a line opens a signature with an office."""
    return mark(text, "signature") or any_of("layout.toml", "signing").fullmatch(text) is not None


def _opens(rows: Sequence[Row], band: Band, *marks: str) -> bool:
    """Say whether a line of one of the columns opens with one of the marks (any mark, or an office, where none is named)."""
    texts = (text_of(s) for i in range(band.start, band.stop) for s in band.sides(i, rows[i]) if ink(s))
    return any(mark(text, *marks) or (not marks and _is_office(text)) for text in texts)
