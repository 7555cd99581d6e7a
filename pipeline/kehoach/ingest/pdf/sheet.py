"""The pages of a PDF file with their text and tables, and apart from these what is no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kehoach.ingest.pdf.barred import barred_tables
from kehoach.ingest.pdf.columns import Rooms, plain_tables
from kehoach.ingest.pdf.footnotes import FOOTNOTE, part_footnotes
from kehoach.ingest.pdf.furniture import furniture
from kehoach.ingest.pdf.glyphs import Box, Glyph, Turn
from kehoach.ingest.pdf.lines import Line, lines
from kehoach.ingest.pdf.page import WATERMARK, Leaf
from kehoach.ingest.pdf.rows import rows_of, text_of
from kehoach.ingest.pdf.stamps import STAMP, belongs_to_stamp, is_stamp_line, part_notes, part_stamps
from kehoach.ingest.pdf.tables import Table, ruled_tables, stood_up
from kehoach.ingest.reading import Aside
from kehoach.records.text import Place


@dataclass(slots=True)
class Sheet:
    """A page (counted from 1), or what is set on it in another direction: its lines in reading order, its tables from top to bottom."""

    number: int
    lines: list[Line]
    tables: list[Table]
    turn: Turn
    """How the page is turned for its lines to be read."""
    shown: Turn
    """How it is turned when shown."""
    rules: list[Box] = field(default_factory=list)
    aside: list[tuple[float, Aside]] = field(default_factory=list)
    """What is no text, each with its height on the page."""

    def items(self) -> Iterator[Line | Table | Aside]:
        """Yield lines and tables as they follow each other down the page, and before and after them what is no text."""
        top = max([x.baseline for x in self.lines] + [t.top for t in self.tables], default=0.0)
        yield from (a for level, a in self.aside if level > top)
        waiting = list(self.tables)
        for line in self.lines:
            while waiting and waiting[0].top > line.baseline:
                yield waiting.pop(0)
            yield line
        yield from waiting
        yield from (a for level, a in self.aside if level <= top)

    def place(self, box: Box) -> Place:
        """Return the place of a box as measured by lines and tables."""
        if self.turn.degrees != self.shown.degrees:
            box = self.shown.shown(self.turn.back(box))
        left, bottom, right, top = box
        return Place(page=self.number, box=(round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)))

    def leave(self, text: str, boxes: Sequence[Box], reason: str) -> None:
        """Put words that stand in `boxes` aside."""
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        box = min(lefts), min(bottoms), max(rights), max(tops)
        self.aside.append((box[3], Aside(text, self.place(box), reason)))


def sheets(leaves: Sequence[Leaf], glyphs: Sequence[list[Glyph]]) -> list[Sheet]:
    """Return the pages with what is no text put aside; `glyphs` holds the characters set in each page's main direction."""
    body = body_size(glyphs)
    found: list[Sheet] = []
    rooms: Rooms | None = None
    for i, leaf in enumerate(leaves):
        for sheet, rest in _sheets(i, leaf, glyphs[i], body):
            barred, rest = barred_tables(sheet.rules, rest)
            plain = plain_tables(rest, sheet.rules, rooms)
            rooms = plain.open
            sheet.tables = sorted([*sheet.tables, *barred, *plain.tables], key=lambda t: -t.top)
            sheet.lines = lines(plain.rest)
            found.append(sheet)
    for sheet, marks in zip(found, furniture([(s.number, s.lines, s.turn.size[1]) for s in found]), strict=True):
        for i, reason in sorted(marks.items()):
            sheet.leave(sheet.lines[i].text, [sheet.lines[i].box], reason)
        sheet.lines = [x for i, x in enumerate(sheet.lines) if i not in marks]
    goes_on = False
    for sheet in found:
        foot = part_footnotes(sheet.lines, sheet.rules, body, goes_on)
        sheet.lines, goes_on = foot.lines, foot.goes_on
        for note in foot.notes:
            sheet.leave(" ".join(x.text for x in note), [x.box for x in note], FOOTNOTE)
    return found


def body_size(glyphs: Sequence[Sequence[Glyph]]) -> float:
    """Return the size in which most of the text is set."""
    sizes = Counter[float]()
    for page in glyphs:
        for g in page:
            sizes[round(g.size * 2) / 2] += len(g.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _sheets(i: int, leaf: Leaf, main: list[Glyph], body: float) -> Iterator[tuple[Sheet, list[Glyph]]]:
    """Yield page `i` (from 0), and again what is set on it in another direction, with the characters outside its ruled tables."""
    upright = leaf.turn.degrees
    faces = leaf.faces if upright in leaf.faces or (leaf.faces and not leaf.notes) else {**leaf.faces, upright: []}
    faces = {degrees: glyphs if n else main for n, (degrees, glyphs) in enumerate(faces.items())}
    for n, degrees in enumerate(faces):
        turn = leaf.turn.by(degrees)
        sheet = Sheet(i + 1, [], [], turn, leaf.turn, [turn.shown(box) for box in leaf.drawing.rules])
        for other in list(faces)[1:] if n == 0 and sheet.rules else ():
            stood, faces[other] = stood_up(sheet.rules, faces[other], leaf.turn.by(other), turn)
            faces[degrees] = [*faces[degrees], *stood]
        sheet.tables, rest = ruled_tables(sheet.rules, faces[degrees])
        rest, stamps = part_stamps(rest, body)
        if degrees == upright:
            texts, more = part_notes(leaf.notes, faces[degrees])
            rest, stamps = [*rest, *texts], [*stamps, *more]
        _leave_framed(sheet)
        for stamp in stamps:
            sheet.leave(text_of(stamp), [_box(stamp)], STAMP)
        if n == 0:
            for hidden, reason in leaf.hidden:
                sheet.leave(_hidden_text(hidden, reason), [_box(hidden)], reason)
        yield sheet, rest


def _leave_framed(sheet: Sheet) -> None:
    """Put aside the tables of a page that are the frame of a stamp."""
    for table in list(sheet.tables):
        texts = [text for row in table.rows for text in row.cells if text]
        if all(map(belongs_to_stamp, texts)) and any(map(is_stamp_line, texts)):
            sheet.tables.remove(table)
            sheet.leave(" ".join(texts), [row.box for row in table.rows], STAMP)


def _hidden_text(glyphs: Sequence[Glyph], reason: str) -> str:
    """Return words that are no text of the page; those that lean come as the file has them."""
    return "".join(g.text for g in glyphs) if reason == WATERMARK else " ".join(text_of(row) for row in rows_of(glyphs))


def _box(glyphs: Sequence[Glyph]) -> Box:
    low, high = min(g.baseline - 0.25 * g.size for g in glyphs), max(g.baseline + 0.8 * g.size for g in glyphs)
    return min(g.left for g in glyphs), low, max(g.right for g in glyphs), high
