"""Words that a file's own metrics or fonts break into letters: put together by the file's spaces, or as pdfplumber sees them."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Sequence

from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.rows import rows_of, text_of
from kehoach.ingest.syllables import single_share

BROKEN_WORDS = 0.06
"""Share of one-letter words above which words are broken. Measured on 38 plans: 0 to 0.015; where fonts break words, half of them."""

TOLERANCE = 4
"""Points between letters of one word for pdfplumber; wider gaps part words or columns. Chosen so that letterhead columns stay apart."""

DESCENT = 0.2
"""Share of a line's height that is below the baseline."""

SPACED = 0.1
"""Spaces among all characters, at least, where a file parts its words by them: 0.18 to 0.23 in Vietnamese."""

WIDEST = 1.0
"""Gap, in sizes, that parts words even where no space stands in it: columns stand there."""

Page = list[Glyph]


def mended(pages: Sequence[Page], data: bytes) -> tuple[list[Page], str | None]:
    """Return the characters of the pages with the words put together where they are broken, and a note on what was done."""
    if not _is_broken(pages):
        return list(pages), None
    count = sum(len(g.text) for page in pages for g in page)
    if sum(c.isspace() for page in pages for g in page for c in g.text) >= SPACED * count:
        joined = [_joined(page) for page in pages]
        if not _is_broken(joined):
            return joined, "words put together by their spaces"
    seen = _plumbed(data, len(pages))
    if seen is None:
        return list(pages), "words not put together"
    return seen, "words put together by pdfplumber"


def _is_broken(pages: Sequence[Page]) -> bool:
    text = "\n".join(text_of(row) for page in pages for row in rows_of(page))
    return single_share(unicodedata.normalize("NFC", text)) > BROKEN_WORDS


def _joined(page: Page) -> Page:
    """Put stretches of a line together where the file sets no space between them."""
    found: Page = []
    for row in rows_of(page):
        for g in row:
            last = found[-1] if found else None
            if last is None or g.text.isspace() or last.text.isspace() or not -g.size < g.left - last.right <= WIDEST * g.size:
                found.append(g)
            elif last.baseline == g.baseline:
                edges = (*last.edges, *g.edges) if last.edges and g.edges else ()
                found[-1] = last._replace(text=last.text + g.text, right=g.right, edges=edges)
            else:
                found.append(g)
    return found


def _plumbed(data: bytes, count: int) -> list[Page] | None:
    """Return the stretches of text that pdfplumber sees, their weight unknown; None where it can't read the file."""
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # what it stumbles over is no message of ours
    found: list[Page] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages[:count]:
                found.append([])
                for word in page.extract_words(keep_blank_chars=True, x_tolerance=TOLERANCE):
                    if not word["text"]:
                        continue  # a glyph that the file maps to nothing
                    height = word["bottom"] - word["top"]
                    baseline = float(page.height) - word["bottom"] + DESCENT * height
                    found[-1].append(Glyph(word["text"], word["x0"], word["x1"], baseline, height, False))
                page.close()
    except (MalformedPDFException, PdfminerException):
        return None
    return found
