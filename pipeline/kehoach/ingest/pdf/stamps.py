"""What signing programs and registries put on a page: stamps to be left aside, and numbers and days that belong to the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.page import Note
from kehoach.ingest.pdf.rows import baseline, ink, rows_of, text_of
from kehoach.rules.load import any_of

STAMP = "signature stamp"
"""The reason for which a stamp is left aside."""

SMALL = 0.78
"""Share of the size of the body up to which type is that of a stamp; lists of recipients are set at 0.79 to 0.86."""

ONE_SIZE = 0.06
"""How far, as a share, sizes of one stamp's lines differ at most."""

PITCH = 1.9
"""Sizes from one line of a stamp to the next, at most."""

MOST_LINES = 12
"""Lines of a stamp at most: signer, office, address, reason and time, each on two lines."""

BESIDE = 60.0
"""Points from a stamp to what belongs to it on the same level."""

APART = 1.0
"""Sizes of white that part a stamp from what stands beside it on a line."""


@dataclass(slots=True)
class Block:
    """Lines of one size under each other."""

    lines: list[list[Glyph]]

    @property
    def texts(self) -> list[str]:
        return [text_of(line) for line in self.lines]

    @property
    def glyphs(self) -> list[Glyph]:
        return [g for line in self.lines for g in line]


def is_stamp_line(text: str) -> bool:
    """Say whether only a stamp has such a line."""
    return any_of("page_furniture.toml", "stamp").fullmatch(text) is not None


def belongs_to_stamp(text: str) -> bool:
    """Say whether a line may belong to a stamp."""
    return is_stamp_line(text) or any_of("page_furniture.toml", "stamp_line").fullmatch(text) is not None


def part_stamps(glyphs: Sequence[Glyph], body: float) -> tuple[list[Glyph], list[list[Glyph]]]:
    """Part the stamps from the characters of a page, whose text is `body` points high; return the rest and the lines of the stamps."""
    small = [g for g in glyphs if g.size <= SMALL * body]
    found = blocks(small) if small else []
    stamps = [b for b in found if len(b.lines) <= MOST_LINES and any(map(is_stamp_line, b.texts))]
    if not stamps:
        return list(glyphs), []
    stamps += [b for b in found if b not in stamps and all(map(belongs_to_stamp, b.texts)) and any(_is_beside(b, s) for s in stamps)]
    taken = {id(g) for b in stamps for g in b.glyphs}
    return [g for g in glyphs if id(g) not in taken], [line for b in stamps for line in b.lines]


def part_notes(notes: Sequence[Note], page: Sequence[Glyph]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """Part what annotations show on a page into text, set on the lines of the page, and the lines of stamps.

    Of signatures only numbers, days and the like are text.
    """
    texts: list[Glyph] = []
    stamps: list[list[Glyph]] = []
    signed = {id(g) for note in notes if note.signs for g in note.glyphs}
    for block in blocks([g for note in notes for g in note.glyphs]):
        filled = all(any_of("page_furniture.toml", "filled_in").fullmatch(text) for text in block.texts)
        if filled or not (any(map(is_stamp_line, block.texts)) or any(id(g) in signed for g in block.glyphs)):
            texts += _settled(block.glyphs, page)
        else:
            stamps += block.lines
    return texts, stamps


def blocks(glyphs: Sequence[Glyph]) -> list[Block]:
    """Return characters by blocks of lines that stand under each other, of one size."""
    found: list[Block] = []
    for line in sorted(_pieces(glyphs), key=baseline, reverse=True):
        above = next((b for b in reversed(found) if _follows(b.lines[-1], line)), None)
        if above is not None:
            above.lines.append(line)
        else:
            found.append(Block([line]))
    return found


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the lines of each size, parted where white stands in them."""
    sizes: dict[int, list[Glyph]] = {}
    for g in glyphs:
        sizes.setdefault(round(g.size * 2), []).append(g)
    for group in sizes.values():
        for row in rows_of(group):
            piece: list[Glyph] = []
            for g in row:
                if piece and not g.text.isspace() and g.left - ink(piece)[-1].right > APART * g.size:
                    yield piece
                    piece = []
                if piece or not g.text.isspace():
                    piece.append(g)
            yield piece


def _follows(above: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    a, b = above[0], line[0]
    near = abs(a.size - b.size) <= ONE_SIZE * a.size and 0 < baseline(above) - baseline(line) <= PITCH * a.size
    return near and a.left < line[-1].right and b.left < above[-1].right


def _is_beside(block: Block, stamp: Block) -> bool:
    """Say whether a block stands on a level with a stamp and near it."""
    ours, theirs = block.glyphs, stamp.glyphs
    level = any(abs(g.baseline - s.baseline) <= PITCH * s.size for g in ours for s in theirs)
    gap = max(min(g.left for g in ours) - max(g.right for g in theirs), min(g.left for g in theirs) - max(g.right for g in ours))
    return level and gap <= BESIDE


def _settled(glyphs: list[Glyph], page: Sequence[Glyph]) -> list[Glyph]:
    """Set what is filled in on the line of the page that it is meant for: the one at its height with room for it."""
    left, right = min(g.left for g in glyphs), max(g.right for g in glyphs)
    size = max(g.size for g in glyphs)
    level = glyphs[0].baseline
    near = [(abs(g.baseline - level), g.baseline) for g in page if abs(g.baseline - level) < 0.8 * size and not g.text.isspace()]
    for _, line in sorted(set(near)):
        if not any(g.left < right - 1 and left + 1 < g.right for g in page if abs(g.baseline - line) < 1 and not g.text.isspace()):
            return _up_to([g._replace(baseline=line) for g in glyphs], [g for g in page if abs(g.baseline - line) < 1])
    return glyphs


def _up_to(glyphs: list[Glyph], line: Sequence[Glyph]) -> list[Glyph]:
    """Let a number reach up to the symbol that follows it on its line, so that no gap shows."""
    after = min((g for g in line if g.left >= glyphs[-1].right - 1 and not g.text.isspace()), key=lambda g: g.left, default=None)
    if after is not None and after.text[0] in "/-":
        glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text.rstrip() or glyphs[-1].text, right=after.left)
    return glyphs
