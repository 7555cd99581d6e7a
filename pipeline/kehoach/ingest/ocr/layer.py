"""A searchable copy of a scan: its pages as they are, and behind them, unseen, the text that was recognised and put right."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from kehoach.records.text import Pages

Stretch = tuple[tuple[float, float, float, float], str]
"""Left, bottom, right and top edge in points of the page as shown, and the text that stands there."""

_WIDTH = 0.5
"""Width of every letter of the font without shapes, in sizes."""

_DESCENT = 0.24
"""Share of a line's height that is below its baseline."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def searchable(data: bytes, pages: Pages) -> tuple[bytes, int]:
    """Return the PDF file `data` with the text of `pages`, which was recognised in it, behind its pictures; and how many pages got some.

    Pages that hold text of their own stay as they are.
    """
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        done = [_laid_under(document, i, stretches) for i, stretches in _recognised(pages).items()]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue(), sum(done)


def _recognised(pages: Pages) -> dict[int, list[Stretch]]:
    """Return what was recognised, by page (from 0), without the markup of the text."""
    found: dict[int, list[Stretch]] = {}
    for span, place in pages.places:
        if place.confidence is not None and place.page is not None and place.box is not None:
            text = pages.offsets.inverse(span).of(pages.text).replace("**", "").replace(" | ", " ").strip("| ")
            found.setdefault(place.page - 1, []).append((place.box, text))
    return found


def _laid_under(document: Any, i: int, stretches: Sequence[Stretch]) -> bool:
    import pypdfium2
    import pypdfium2.raw as pdfium

    with closing(document[i]) as page:
        if page.get_rotation() or any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])):
            return False
        left, bottom, _, _ = page.get_bbox()
        width, height = page.get_size()
        with closing(pypdfium2.PdfDocument(_layer(stretches, width, height))) as layer:
            unseen = layer.page_as_xobject(0, document).as_pageobject()
        unseen.set_matrix(pypdfium2.PdfMatrix().translate(left, bottom))
        page.insert_obj(unseen)
        page.gen_content()
    return True


def _layer(stretches: Sequence[Stretch], width: float, height: float) -> bytes:
    """Return a PDF file of one page that holds text and shows nothing."""
    drawn = "\n".join(_set(box, text) for box, text in stretches if text)
    font, heights = b"/Type /Font /BaseFont /Unseen", b"/Ascent 800 /Descent -200 /CapHeight 700"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
        % (width, height),
        _stream(f"BT 3 Tr\n{drawn}\nET".encode()),
        b"<< %s /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>" % font,
        b"<< %s /Subtype /CIDFontType2 /DW %d /FontDescriptor 7 0 R" % (font, 1000 * _WIDTH)
        + b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Unseen /Flags 4 %s /StemV 80 /ItalicAngle 0 /FontBBox [0 -200 500 800] >>" % heights,
        _stream(_TO_UNICODE),
    ]
    return _file(objects)


def _set(box: tuple[float, float, float, float], text: str) -> str:
    """Return the operators that set a text as wide and high as its box."""
    left, bottom, right, top = box
    size = top - bottom
    wide = 100 * (right - left) / max(len(text) * _WIDTH * size, 0.01)
    codes = text.encode("utf-16-be").hex()
    return f"/F {size:.2f} Tf {wide:.2f} Tz 1 0 0 1 {left:.2f} {bottom + _DESCENT * size:.2f} Tm <{codes}> Tj"


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for n, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in starts)
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
