"""PDF pages set in fonts from before Unicode: their characters made Unicode."""

from __future__ import annotations

from collections.abc import Sequence

from kehoach.ingest.legacy.codes import claim_of
from kehoach.ingest.legacy.convert import Conversion
from kehoach.ingest.pdf.glyphs import WORD_GAP, Glyph
from kehoach.ingest.pdf.rows import rows_of
from kehoach.ingest.syllables import vietnamese_share

FOREIGN = 0.9
"""Share of Vietnamese syllables among the words with marks of a file, under which its fonts may be of before Unicode."""

SAMPLE = 400
"""Stretches of text by which a file is judged, taken evenly from all of it."""

Page = list[Glyph]


def in_unicode(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return the characters of the pages in Unicode, and notes on what was converted from which encoding."""
    fonts = {g.font for page in pages for g in page}
    marked = [g.text for page in pages for g in page if not g.text.isascii()]
    sample = marked[:: len(marked) // SAMPLE + 1]
    if not any(map(claim_of, fonts)) and vietnamese_share(" ".join(sample)) >= FOREIGN:
        return list(pages), ()
    rows = [[_spaced(row) for row in rows_of(page)] for page in pages]
    conversion = Conversion.of([(g.text, g.font) for g in row] for page in rows for row in page)
    found = [[g for row in page for g in _converted(row, conversion)] for page in rows]
    return (found, conversion.notes) if conversion.notes else (list(pages), ())


def _spaced(row: Sequence[Glyph]) -> Page:
    """Return a line with white space where a gap parts words."""
    found: Page = []
    for g in row:
        if found and g.left - found[-1].right > WORD_GAP * g.size and not (found[-1].text[-1].isspace() or g.text[0].isspace()):
            found.append(g._replace(text=" ", left=found[-1].right, right=g.left, edges=()))
        found.append(g)
    return found


def _converted(row: Page, conversion: Conversion) -> Page:
    texts = conversion.texts([(g.text, g.font) for g in row])
    return [g if new == g.text else g._replace(text=new, edges=()) for g, new in zip(row, texts, strict=True) if new]
