"""The characters of a page by the lines that they stand on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kehoach.ingest.pdf.glyphs import WORD_GAP, Glyph

SAME_LINE = 0.35
"""How far, in sizes, baselines of one line may differ: indices are set 0.2 to 0.33 off."""

WITHIN = 0.3
"""Sizes by which a run begins before another one ends, from which it stands inside it."""

RAISED, SMALLER = 0.6, 0.8
"""A small figure, at most so large as a share of the line's size, may stand so many sizes higher than the line and still belong to it."""

FEWEST_GAPS, EVEN = 4, 0.15
"""So many gaps of a line that differ by so many sizes at most are those of a justified line, however wide they are."""

WORD = 3
"""Letters from which a stretch beside a figure of another font is a word of its own (`năm`), no index or unit."""

Row = Sequence[Glyph]


def rows_of(glyphs: Row) -> list[list[Glyph]]:
    """Return the characters by lines, from top to bottom and left to right; lines of white space are left out.

    Within a run of characters that the file sets one after the other their order is kept, but where another run stands inside it (letters
    of another font that the file sets after all others).
    """
    return [_in_order(row) for row in _lines(glyphs)]


def in_place(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters of a page with those of another font, where the file sets them after all others, in their places."""
    rows = _lines(glyphs)
    return [g for row in rows for g in _in_order(row)] if any(_is_mixed(row) for row in rows) else glyphs


def _lines(glyphs: Row) -> list[list[list[Glyph]]]:
    """Return the runs of characters by lines."""
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
    return _with_raised(rows)


def _is_mixed(row: Sequence[Sequence[Glyph]]) -> bool:
    """Say whether a run of a line begins inside another one."""
    runs = sorted(row, key=lambda r: r[0].left)
    return any(b[0].left < ink(a)[-1].right - WITHIN * b[0].size for a, b in pairwise(runs))


def _in_order(row: Sequence[Sequence[Glyph]]) -> list[Glyph]:
    glyphs = [g for run in sorted(row, key=lambda r: r[0].left) for g in run]
    return _woven(_loose(glyphs)) if _is_mixed(row) else glyphs


def _loose(glyphs: Row) -> list[Glyph]:
    """Return characters each by itself, but words whole that are printed over one of another font: such a one was filled in later."""
    letters = [one for g in glyphs for one in g.letters()]
    signs = sorted(ink(letters), key=lambda g: g.left)
    lefts = [g.left for g in signs]
    found: list[Glyph] = []
    for g in glyphs:
        for word in _words(g):
            near = signs[bisect_left(lefts, word.left - 2 * g.size) : bisect_right(lefts, word.right)]
            others = [x for x in near if x.font != g.font and (x.text.isascii() or len(x.text) > 1)]
            whole = len(word.text) > 1 and any(_covers(one, x) for one in word.letters() for x in others)
            found += [word] if whole else word.letters()
    return found


def _words(g: Glyph) -> list[Glyph]:
    """Return the words of a stretch and the white space between them."""
    found: list[Glyph] = []
    rest = g
    while at := next((i for i in range(1, len(rest.text)) if rest.text[i].isspace() != rest.text[i - 1].isspace()), 0):
        word, rest = rest.cut(at)
        found.append(word)
    return [*found, rest]


def _covers(a: Glyph, b: Glyph) -> bool:
    """Say whether two characters are printed one over the other."""
    return min(a.right, b.right) - max(a.left, b.left) > 0.5 * min(a.right - a.left, b.right - b.left) > 0


def _woven(letters: Sequence[Glyph]) -> list[Glyph]:
    """Return characters from left to right, without the white space in whose place another one stands; letters of a word together."""
    middles = sorted((g.left + g.right) / 2 for g in letters if not g.text.isspace())
    spaces = (g for g in letters if g.text.isspace() and g.right - g.left > 0.01 * g.size)
    free = [g for g in spaces if bisect_left(middles, g.left) == bisect_right(middles, g.right)]
    found: list[Glyph] = []
    for g in sorted([*(g for g in letters if not g.text.isspace()), *free], key=lambda g: g.left):
        last = found[-1] if found else None
        if last is not None and _is_beside(last, g):
            found[-1] = last._replace(text=last.text + g.text, right=max(last.right, g.right), edges=(*last.edges, *g.edges))
        else:
            found.append(g)
    return found


def _is_beside(last: Glyph, g: Glyph) -> bool:
    """Say whether a letter belongs to the word before it, and is set as that is."""
    alike = last.size == g.size and last.bold == g.bold and last.baseline == g.baseline and last.edges and g.edges
    near = -WITHIN * g.size <= g.left - last.right <= WORD_GAP * g.size
    return bool(alike) and near and not (last.text.isspace() or g.text.isspace())


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
    left, right = raised[0].left, raised[-1].right
    return any(max(left - g.right, g.left - right) <= 0.5 * g.size for g in run)


def _follows(last: Glyph, g: Glyph) -> bool:
    size = max(last.size, g.size)
    return abs(g.baseline - last.baseline) <= SAME_LINE * size and -WITHIN * size <= g.left - last.right <= size


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

    A gap gives a space, a wide one several, so that a number left blank shows; but where all gaps of a line are as wide, it is justified.
    """
    even = _is_even(row)
    parts: list[str] = []
    bold: list[bool] = []
    last: Glyph | None = None
    for g in row:
        if last is not None:
            parted = last.text[-1].isspace() or g.text[0].isspace()
            spaces = _spaces((g.left - last.right) / max(g.size, last.size), parted)
            spaces = min(spaces, 1) if even else spaces or int(not parted and _is_filled_in(last, g))
            if spaces:
                parts.append(" " * spaces)
                bold += [last.bold and g.bold] * spaces
        parts.append(g.text)
        bold += [g.bold] * len(g.text)
        last = g
    return "".join(parts), bold


def _is_filled_in(last: Glyph, g: Glyph) -> bool:
    """Say whether a figure and a word meet one of which is set in another font and place: what was filled in may stand too close."""
    meet = last.text[-1].isdigit() != g.text[0].isdigit() and last.text[-1].isalnum() and g.text[0].isalnum()
    alike = last.size == g.size and abs(last.baseline - g.baseline) < 0.01 * g.size
    over = g.left - last.right < -WITHIN * g.size
    level = min(last.size, g.size) > SMALLER * max(last.size, g.size)
    figure, word = (last.text, g.text) if last.text[-1].isdigit() else (g.text, last.text)
    apart = over or not alike or (figure.isdigit() and len(word) >= WORD)
    return meet and last.font != g.font and level and apart


def _is_even(row: Row) -> bool:
    """Say whether the words of a line stand equally far apart, as they do where a line is justified: a blank field is one gap alone."""
    signs = ink(row)
    gaps = [(b.left - a.right) / max(a.size, b.size) for a, b in pairwise(signs)]
    wide = [gap for gap in gaps if gap > WORD_GAP]
    return len(wide) >= FEWEST_GAPS and max(wide) - min(wide) <= EVEN


def _spaces(wide: float, parted: bool) -> int:
    if wide > 1:
        return min(round(wide / 0.25), 12)
    return int(wide > WORD_GAP and not parted)
