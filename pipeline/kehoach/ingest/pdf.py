"""PDF files with a text layer: pdfium's characters, set in order by where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.pdf_flow import Sheet, written
from kehoach.ingest.pdf_glyphs import Glyph
from kehoach.ingest.pdf_lines import lines
from kehoach.ingest.pdf_page import Leaf, leaf
from kehoach.ingest.pdf_tables import ruled_tables
from kehoach.ingest.pdf_words import mended
from kehoach.ingest.reading import Reading, of_parts

STRANGE = 0.03
"""Share of letters from outside the Latin alphabet, and of control characters, above which the font's map is broken: 0.12 and 0.16 in
the two broken papers measured, at most 0.005 in four others."""

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

    Raises ReadError `pdf.broken`, `pdf.encrypted`, `pdf.no_pages`, `pdf.no_text` (a scan), `pdf.garbled` (the letters have no right
    Unicode values).
    """
    scan = _scan(data)
    found, notes = scan.glyphs, [f"no text on page {i + 1}" for i in scan.bare]
    if len(scan.bare) == len(found):
        raise ReadError("pdf.no_text", pages=len(found))
    _check_letters(found)
    scan.glyphs, note = mended(found, data)
    notes += [note] if note else []
    sheets = [sheet for i in range(len(scan.glyphs)) for sheet in _sheets(scan, i)]
    return of_parts(written(sheets), tuple(notes))


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


def _sheets(scan: _Scan, i: int) -> Iterator[Sheet]:
    """Yield page `i` (from 0), and again what is set on it in another direction."""
    page = scan.leaves[i]
    for n, degrees in enumerate(page.faces or [page.turn.degrees]):
        turn = page.turn.by(degrees)
        rules = [turn.shown(box) for box in page.drawing.rules]
        tables, rest = ruled_tables(rules, page.faces[degrees] if n else scan.glyphs[i])
        yield Sheet(i + 1, lines(rest), tables, turn, page.turn)


def open_pdf(data: bytes) -> Any:
    """Return the document (of pypdfium2) in the bytes of a file.

    Raises ReadError `pdf.broken`, `pdf.encrypted` or `pdf.no_pages`.
    """
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if _NO_PAGES.search(data):
            raise ReadError("pdf.no_pages") from e
        raise ReadError("pdf.encrypted" if e.err_code == _ENCRYPTED else "pdf.broken") from e


def _check_letters(found: Sequence[Sequence[Glyph]]) -> None:
    signs = Counter(sign for page in found for g in page for sign in g.text if not sign.isspace())
    strange = sum(n for sign, n in signs.items() if _is_strange(sign))
    if strange > STRANGE * signs.total():
        raise ReadError("pdf.garbled")


def _is_strange(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category in {"Cc", "Co", "Cn"} or (category.startswith("L") and not unicodedata.name(sign, "").startswith("LATIN"))
