"""The words of a page as pdfplumber sees them: slower, and right where a file's own metrics break words into letters."""

from __future__ import annotations

from typing import Any

from kehoach.ingest.pdf_glyphs import Glyph

TOLERANCE = 4
"""Points between letters of one word; wider gaps part words or columns. Chosen so that letterhead columns stay apart."""

DESCENT = 0.2
"""Share of a line's height that is below the baseline."""


def words(page: Any) -> list[Glyph]:
    """Return the stretches of text of a pdfplumber page, blanks inside them kept; their weight is not known."""
    found = []
    for word in page.extract_words(keep_blank_chars=True, x_tolerance=TOLERANCE):
        height = word["bottom"] - word["top"]
        baseline = float(page.height) - word["bottom"] + DESCENT * height
        found.append(Glyph(word["text"], word["x0"], word["x1"], baseline, height, False))
    return found
