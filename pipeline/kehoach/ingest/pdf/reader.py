"""PDF files: pdfium's characters, or those recognised from the picture of a page, set in order by where they stand."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.limits import MAX_PAGES
from kehoach.ingest.ocr.reader import as_recognised, looked_at
from kehoach.ingest.pdf.flow import written
from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.legacy import in_unicode
from kehoach.ingest.pdf.legible import garbled
from kehoach.ingest.pdf.page import Leaf, leaf
from kehoach.ingest.pdf.sheet import sheets
from kehoach.ingest.pdf.words import mended
from kehoach.ingest.reading import Reading, of_parts

SCANNED = 100
"""Letters a page at most that a scan carries as text (stamp and signature panel), where pictures fill its pages."""

_ENCRYPTED = 4
"""FPDF_ERR_PASSWORD of pdfium."""

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
"""A page tree without pages: pdfium opens no such file, and does not say why."""


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF file, paragraphs parted by blank lines, with page and box for each line as printed.

    Tables come as rows; one that goes on over a page break is one table, and a row cut by the break one row. What the page adds to the
    text (running heads, page numbers, footnotes, the stamps of signatures, hidden words) is kept aside with the reason.

    Pages without letters, or with letters that make no sense, are recognised from their picture (see `ocr`).

    Raises ReadError `pdf.broken`, `pdf.encrypted`, `pdf.no_pages`, and where no page could be read `pdf.no_text`, `ocr.missing`,
    `ocr.language`, `ocr.timeout` or `ocr.failed`.
    """
    scan = _scan(data)
    scan.glyphs, converted = in_unicode(scan.glyphs)
    blind = sorted({*scan.bare, *garbled(scan.glyphs)})
    for i in blind:
        scan.glyphs[i] = []
    scan.glyphs, note = mended(scan.glyphs, data)
    seen, notes = looked_at(data, blind, scan.glyphs)
    for i, page in seen.items():
        scan.leaves[i], scan.glyphs[i] = page.leaf, page.glyphs
    notes += [*(converted if len(blind) < len(scan.glyphs) else ()), *([note] if note else [])]
    return as_recognised(of_parts(written(sheets(scan.leaves, scan.glyphs)), tuple(notes)), seen)


@dataclass(slots=True)
class _Scan:
    """What pdfium sees of each page: its characters, what else is on it, and which pages (from 0) bear no text."""

    glyphs: list[list[Glyph]] = field(default_factory=list)
    """The characters set in the main direction of each page."""
    leaves: list[Leaf] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)


def _scan(data: bytes) -> _Scan:
    import pypdfium2

    found = _Scan()
    with closing(open_pdf(data)) as document:
        for i in range(len(document)):
            try:
                page = leaf(document, i)
            except pypdfium2.PdfiumError as e:
                raise ReadError("pdf.broken", place=f"{i + 1}") from e
            letters = sum(c.isalpha() for face in page.faces.values() for g in face for c in g.text)
            found.leaves.append(page)
            found.glyphs.append(next(iter(page.faces.values()), []))
            if not letters or (letters < SCANNED and page.is_picture):
                found.bare.append(i)
    return found


def open_pdf(data: bytes) -> Any:
    """Return the document (of pypdfium2) in the bytes of a file.

    Raises ReadError `pdf.broken`, `pdf.encrypted`, `pdf.no_pages` or `pdf.pages` (more than any plan has).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if _NO_PAGES.search(data):
            raise ReadError("pdf.no_pages") from e
        raise ReadError("pdf.encrypted" if e.err_code == _ENCRYPTED else "pdf.broken") from e
    if len(document) > MAX_PAGES:
        document.close()
        raise ReadError("pdf.pages", pages=len(document), limit=MAX_PAGES)
    return document
