"""PDF files with a text layer: pdfium's characters, set in order by where they stand."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.pdf_flow import Sheet, written
from kehoach.ingest.pdf_glyphs import Glyph, glyphs
from kehoach.ingest.pdf_lines import lines
from kehoach.ingest.pdf_rows import rows_of, text_of
from kehoach.ingest.pdf_tables import Table, is_ruled, tables
from kehoach.ingest.pdf_words import words
from kehoach.ingest.reading import Reading, of_parts
from kehoach.ingest.syllables import single_share

BROKEN_WORDS = 0.06
"""Share of one-letter words above which words are broken. Measured on 38 plans: 0 to 0.015; where fonts break words, half of them."""

STRANGE = 0.03
"""Share of letters from outside the Latin alphabet, and of control characters, above which the font's map is broken: 0.12 and 0.16 in
the two broken papers measured, at most 0.005 in four others."""

SCANNED = 100
"""Letters a page at most that a scan carries as text (stamp and signature panel), where pictures fill its pages."""

COVERS = 0.5
"""Share of the page that a scan's picture covers at least."""

_ENCRYPTED = 4
"""FPDF_ERR_PASSWORD of pdfium."""

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
"""A page tree without pages: pdfium opens no such file, and does not say why."""


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF file, paragraphs parted by blank lines, with page and box for each line as printed.

    Ruled tables come as rows; one that goes on over a page break is one table, and a row cut by the break one row.

    Raises ReadError `pdf.broken`, `pdf.encrypted`, `pdf.no_pages`, `pdf.no_text` (a scan), `pdf.garbled` (the letters have no right
    Unicode values).
    """
    scan = _scan(data)
    found, notes = scan.glyphs, [f"no text on page {i + 1}" for i in scan.bare]
    if len(scan.bare) == len(found):
        raise ReadError("pdf.no_text", pages=len(found))
    _check_letters(found)
    drawn: dict[int, list[Table]] = {}
    broken = single_share("\n".join(text_of(row) for page in found for row in rows_of(page))) > BROKEN_WORDS
    if broken or scan.ruled:
        notes += _plumb(data, scan, drawn, broken)
    sheets = [Sheet(i + 1, lines(page), drawn.get(i, [])) for i, page in enumerate(found)]
    return of_parts(written(sheets), tuple(notes))


@dataclass(slots=True)
class _Scan:
    """What pdfium sees of each page: its characters, and which pages (from 0) bear rules or no text."""

    glyphs: list[list[Glyph]] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)


def _scan(data: bytes) -> _Scan:
    import pypdfium2

    found = _Scan()
    with closing(open_pdf(data)) as document:
        for i in range(len(document)):
            try:
                page = document[i]
            except pypdfium2.PdfiumError as e:
                raise ReadError("pdf.broken", place=f"{i + 1}") from e
            signs = glyphs(page)
            letters = sum(g.text.isalpha() for g in signs)
            found.glyphs.append(signs)
            if not letters or (letters < SCANNED and _is_picture(page)):
                found.bare.append(i)
            elif is_ruled(page):
                found.ruled.append(i)
            page.close()
    return found


def _plumb(data: bytes, scan: _Scan, drawn: dict[int, list[Table]], broken: bool) -> list[str]:
    """Let pdfplumber read the words, where pdfium's are broken, and the tables of ruled pages; return notes on what was done."""
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    wanted = range(len(scan.glyphs)) if broken else scan.ruled
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[i + 1 for i in wanted]) as document:
            for i, page in zip(wanted, document.pages, strict=True):
                if broken:
                    scan.glyphs[i] = words(page)
                if i in scan.ruled:
                    drawn[i], scan.glyphs[i] = tables(page, scan.glyphs[i])
                page.close()
    except (MalformedPDFException, PdfminerException):
        return ["tables not read"]
    return ["words put together by pdfplumber"] if broken else []


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


def _is_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= COVERS * width * height:
            return True
    return False


def _check_letters(found: Sequence[Sequence[Glyph]]) -> None:
    signs = Counter(g.text for page in found for g in page if not g.text.isspace())
    strange = sum(n for sign, n in signs.items() if _is_strange(sign))
    if strange > STRANGE * signs.total():
        raise ReadError("pdf.garbled")


def _is_strange(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category in {"Cc", "Co", "Cn"} or (category.startswith("L") and not unicodedata.name(sign, "").startswith("LATIN"))
