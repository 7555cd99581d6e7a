"""Pages without letters that can be read, recognised from their picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.limits import MAX_PIXELS
from kehoach.ingest.ocr import engine
from kehoach.ingest.ocr.cells import with_cells
from kehoach.ingest.ocr.closing import with_columns
from kehoach.ingest.ocr.image import DPI, RENDERED, Picture, is_blank, is_sideways, leant, prepared
from kehoach.ingest.ocr.repair import repaired
from kehoach.ingest.ocr.signature import with_overlooked
from kehoach.ingest.ocr.stamps import INCOMING, part_incoming
from kehoach.ingest.ocr.words import read_words, usual_size
from kehoach.ingest.pdf.glyphs import Box, Glyph, Turn
from kehoach.ingest.pdf.grids import grids
from kehoach.ingest.pdf.legible import doubtful, fluency
from kehoach.ingest.pdf.page import Leaf
from kehoach.ingest.pdf.rows import rows_of, text_of
from kehoach.ingest.pdf.rules import Drawing
from kehoach.ingest.reading import Reading
from kehoach.records.text import Place, Span
from kehoach.workers import is_alone

UNSURE = 0.6
"""Mean confidence below which a page may stand on its head: pages that stand right reach 0.8 and more, also dirty ones."""

BETTER = 0.1
"""By how much more fluent the picture of a page must read than the letters that the file gives it, for these to be given up."""

THREADS = 2
"""Pages recognised at a time where a file is read alone; of many files each has a process of its own."""


REASONS = {
    "ocr.missing": "no Tesseract",
    "ocr.language": "Tesseract has no Vietnamese",
    "ocr.timeout": "Tesseract took too long",
    "ocr.failed": "Tesseract failed",
}
"""How the notes of a file tell that one of its pages was not read."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read from the picture of a page."""

    leaf: Leaf
    """The page as `pdf.page` would give it; measured on the straightened picture."""
    turn: Turn
    """How it is turned for its lines to be read."""
    glyphs: list[Glyph]
    sure: list[float]
    """How sure each of `glyphs` is, 0 to 1."""
    tilt: float
    """Degrees by which the page had to be turned against the clock for its lines to lie level."""


def looked_at(data: bytes, blind: Sequence[int], pages: Sequence[Sequence[Glyph]]) -> tuple[dict[int, Recognised], list[str]]:
    """Return what the pictures of the pages of a PDF file hold, by page (from 0), and notes on what was done.

    Looked at are the pages named by `blind`, and those of `pages`, the letters that the file gives, which make no sense: of the latter
    the file's own letters stay where the picture reads no better.

    Raises ReadError `pdf.no_text`, or `ocr.missing`, `ocr.language`, `ocr.timeout`, `ocr.failed`, where no page of the file is read.
    """
    doubted = doubtful(pages)
    wanted = sorted({*blind, *doubted})
    if not wanted:
        return {}, []
    found, failed, notes = dict[int, Recognised](), list[ReadError](), list[str]()
    for i, page in _recognised(data, wanted):
        if isinstance(page, ReadError):
            failed.append(page)
            notes += [f"page {i + 1} not read: {REASONS[page.key]}"] if i in blind else []
        elif i in blind and not page.glyphs:
            notes.append(f"no text on page {i + 1}")
        elif i in blind or _reads_better(page.glyphs, pages[i]):
            found[i] = page
            notes.append(f"page {i + 1} read by Tesseract")
    if not found and not any(pages):
        raise failed[0] if failed else ReadError("pdf.no_text", pages=len(pages))
    return found, notes


def _reads_better(seen: Sequence[Glyph], given: Sequence[Glyph]) -> bool:
    return fluency(_text(seen)) > fluency(_text(given)) + BETTER


def _text(glyphs: Sequence[Glyph]) -> str:
    return "\n".join(text_of(row) for row in rows_of(glyphs))


def _recognised(data: bytes, pages: Sequence[int]) -> Iterator[tuple[int, Recognised | ReadError]]:
    """Yield what the named pages (from 0) hold, recognised from their pictures, or why that failed."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document, ThreadPoolExecutor(THREADS if is_alone() else 1) as pool:
        waiting: deque[tuple[int, Future[Recognised | ReadError]]] = deque()
        for i in pages:
            waiting.append((i, pool.submit(_read, *_rendered(document, i))))
            if len(waiting) > THREADS:
                at, result = waiting.popleft()
                yield at, result.result()
        yield from ((at, result.result()) for at, result in waiting)


def as_recognised(reading: Reading, seen: Mapping[int, Recognised]) -> Reading:
    """Return a reading with the confidence of what was recognised, and its places as on the page before it was straightened."""
    if not seen:
        return reading
    places = [(span, _placed(place, seen.get((place.page or 0) - 1))) for span, place in reading.places]
    placed = replace(reading, places=tuple(places))
    spans = [reading.offsets.inverse(span) for span, place in reading.places if (place.page or 0) - 1 in seen]
    found = repaired(placed, _paragraphs(reading.text, spans))
    note = [f"{len(found.repairs)} repairs of recognised text"] if found.repairs else []
    return replace(found, notes=(*found.notes, *note))


def _paragraphs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the lines of a text that recognised stretches (in order) fill; lines that go on from another page are left out."""
    found, at = list[Span](), 0
    for line in text.split("\n"):
        first, stop = bisect_right(spans, at, key=lambda s: s.end), bisect_left(spans, at + len(line), key=lambda s: s.start)
        inside = spans[first:stop]
        if sum(len(s) for s in inside) >= len(line) - 2 * len(inside) and inside:
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _placed(place: Place, seen: Recognised | None) -> Place:
    if seen is None or place.box is None:
        return place
    turn, shown = seen.turn, seen.leaf.turn
    upright = turn.shown(shown.back(place.box))
    left, bottom, right, top = upright
    within = [
        (len(g.text), c)
        for g, c in zip(seen.glyphs, seen.sure, strict=True)
        if left - 1 <= g.left <= right and bottom - 1 <= g.baseline <= top
    ]
    letters = sum(n for n, _ in within)
    sure = round(sum(n * c for n, c in within) / letters, 2) if letters else None
    box = shown.shown(turn.back(leant(upright, seen.tilt, *turn.size)))
    left, bottom, right, top = (round(x, 1) for x in box)
    return replace(place, box=(left, bottom, right, top), confidence=sure)


def _rendered(document: Any, i: int) -> tuple[Any, Turn]:
    """Return the picture of a page as shown, and how it is turned; raises ReadError `pdf.large_page`."""
    with closing(document[i]) as page:
        width, height = page.get_size()
        if width * height * (RENDERED / 72) ** 2 > MAX_PIXELS:
            raise ReadError("pdf.large_page", place=str(i + 1), width=round(width / 72 * 2.54), height=round(height / 72 * 2.54))
        return page.render(scale=RENDERED / 72).to_pil(), Turn.of(page)


def _read(picture: Any, turn: Turn) -> Recognised | ReadError:
    try:
        return _look(picture, turn)
    except ReadError as e:
        return e


def _look(picture: Any, turn: Turn) -> Recognised:
    """Recognise a page from its picture as shown; an empty one does not ask for Tesseract."""
    if is_blank(picture):
        return Recognised(Leaf(turn, Drawing()), turn, [], [], 0.0)
    engine.check()
    ready, more = prepared(picture), 0
    if is_sideways(ready.image):
        ready, more = _upright(picture, ready)
    found = engine.words(ready.image, DPI)
    if not more and engine.sureness(found) < UNSURE:
        ready, more = _upright(picture, ready)
        found = engine.words(ready.image, DPI) if more else found
    found = with_overlooked(ready.image, with_columns(ready, found))
    turned = turn.by((turn.degrees + more) % 360)
    rules = table_rules(ready.rules, turned.size[0])
    rest, stamp = part_incoming(found, ready.rules, *turned.size)
    read = read_words(with_cells(ready.image, rules, rest, usual_size(rest)), turned.size[1])
    drawn = Drawing(rules=[turned.back(box) for box in rules])
    faces = {turned.degrees: read.glyphs} if read.glyphs else {}
    aside = [(read.junk, "unsure recognition"), (read_words(stamp, turned.size[1]).glyphs, INCOMING)]
    hidden = [(glyphs, reason) for glyphs, reason in aside if glyphs]
    return Recognised(Leaf(turn, drawn, faces, hidden=hidden, is_picture=True), turned, read.glyphs, read.sure, ready.tilt)


def table_rules(rules: Sequence[Box], width: float) -> list[Box]:
    """Return the lines that form tables at least half as wide as the page: smaller ones frame stamps (`CÔNG VĂN ĐẾN`)."""
    wide = [g.box for g in grids(rules) if g.box[2] - g.box[0] >= width / 2]
    return [r for r in rules if any(b[0] - 3 <= r[0] and r[2] <= b[2] + 3 and b[1] - 3 <= r[1] and r[3] <= b[3] + 3 for b in wide)]


def _upright(picture: Any, ready: Picture) -> tuple[Picture, int]:
    """Return a page made ready anew, turned as Tesseract says, and by how many degrees (clockwise)."""
    more = engine.degrees(ready.image, DPI)
    return (prepared(picture.rotate(-more, expand=True)), more) if more else (ready, 0)
