"""Highlights in a PDF: on the page and over the words, with the remark in them."""

from __future__ import annotations

import ctypes
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kehoach.check.annotate import annotated
from kehoach.check.draft import make
from kehoach.errors import KehoachError
from kehoach.ingest.pdf.glyphs import Turn
from kehoach.records.finding import Finding
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.run import parse, parse_bytes
from support.drafts import checked, finding, with_findings
from support.pdf import Rule, Text, grid, make_pdf

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.pdf"))


@dataclass(frozen=True)
class Note:
    """An annotation as found: its page from 1, the words under its quads, its remark."""

    page: int
    words: str
    said: str
    quads: int


def notes(data: bytes) -> list[Note]:
    found = []
    with closing(pypdfium2.PdfDocument(data)) as document:
        for n in range(len(document)):
            page = document[n]
            for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
                found.append(_note(page, n + 1, pdfium.FPDFPage_GetAnnot(page, i)))
    return found


def _note(page: Any, number: int, note: Any) -> Note:
    assert pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_HIGHLIGHT
    count = pdfium.FPDFAnnot_CountAttachmentPoints(note)
    frame = pdfium.FS_RECTF()
    assert pdfium.FPDFAnnot_GetRect(note, ctypes.byref(frame))
    text = page.get_textpage()
    words = []
    for k in range(count):
        quad = pdfium.FS_QUADPOINTSF()
        assert pdfium.FPDFAnnot_GetAttachmentPoints(note, k, ctypes.byref(quad))
        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        assert frame.left - 0.1 <= min(xs) < max(xs) <= frame.right + 0.1
        assert frame.bottom - 0.1 <= min(ys) < max(ys) <= frame.top + 0.1
        words.append(_under(text, min(xs), min(ys), max(xs), max(ys)))
    said = _string(note, b"Contents")
    assert _string(note, b"T") == "kehoach"
    pdfium.FPDFPage_CloseAnnot(note)
    return Note(number, "".join("".join(words).split()), said, count)


def _under(text: Any, left: float, bottom: float, right: float, top: float) -> str:
    """Return the letters whose middle lies in a box."""
    found = ""
    for i in range(pdfium.FPDFText_CountChars(text)):
        a, b, c, d = text.get_charbox(i)
        if left <= (a + c) / 2 <= right and bottom <= (b + d) / 2 <= top:
            code = pdfium.FPDFText_GetUnicode(text, i)
            found += "-" if code in (0x2, 0xFFFE) else chr(code)
    return found


def _string(note: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def annotate(data: bytes, *findings: Finding, plan: Plan | None = None) -> list[Note]:
    plan = plan or parse_bytes(data, "a.pdf")
    out = annotated(with_findings(plan, *findings), data, "vi")
    again = parse_bytes(out, "a.pdf")
    assert again.document.text.raw == plan.document.text.raw
    assert again.document.text.places == plan.document.text.places
    return notes(out)


def lines(*texts: str) -> list[Text | Rule]:
    return [Text(72, 760 - 20 * i, t) for i, t in enumerate(texts)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_mention_of_a_document_is_covered(path: Path) -> None:
    plan = parse(path)
    text = plan.document.text
    found = [make("letter.eth", text.source(m.span), text.of(m.span)) for m in plan.mentions]
    got = annotate(path.read_bytes(), *found, plan=plan)
    on_one_page = [f for f in found if len({p.page for s, p in text.places if s.overlaps(f.span)}) == 1]
    assert len(got) == len(found) + len(found) - len(on_one_page)
    wanted = sorted("".join(f.span.of(text.raw).replace("*", "").replace("|", "").split()) for f in on_one_page)
    assert [w for w in wanted if w not in {n.words for n in got}] == []


def test_the_remark_and_the_words() -> None:
    data = make_pdf(lines("KẾ HOẠCH", "Theo Quyết định số 5/Q\u00d0-UBND năm nay."), lines("Trang hai nói của Quyết định số 6"))
    plan = parse_bytes(data, "a.pdf")
    got = annotate(data, finding(plan, "5/Q\u00d0-UBND", suggestion="5/QĐ-UBND"), finding(plan, "định số 6"), plan=plan)
    assert [(n.page, n.words, n.quads) for n in got] == [(1, "5/Q\u00d0-UBND", 1), (2, "địnhsố6", 1)]
    assert got[0].said.startswith("cảnh báo: «5/Q\u00d0-UBND»")
    assert "đề xuất: 5/QĐ-UBND" in got[0].said


def test_words_over_two_lines_have_two_quads() -> None:
    data = make_pdf(
        lines("KẾ HOẠCH", "Theo quy định tại điểm a khoản 2 của Nghị định hiện hành và Quyết định", "số 5 của Ủy ban nhân dân huyện.")
    )
    plan = parse_bytes(data, "a.pdf")
    (note,) = annotate(data, finding(plan, "Quyết định số 5"), plan=plan)
    assert (note.words, note.quads) == ("Quyếtđịnhsố5", 2)


def test_the_same_words_twice_on_a_line() -> None:
    data = make_pdf(lines("KẾ HOẠCH", "Theo số 5, rồi theo số 5, rồi theo số 5."))
    plan = parse_bytes(data, "a.pdf")
    out = annotated(with_findings(plan, finding(plan, "số 5", nth=1)), data, "vi")
    with closing(pypdfium2.PdfDocument(out)) as document:
        frame = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(pdfium.FPDFPage_GetAnnot(document[0], 0), ctypes.byref(frame))
    assert frame.left == pytest.approx(72 + 6.5 * len("Theo số 5, rồi theo "), abs=1)


def test_words_in_a_table() -> None:
    rules = grid(72, 700, [40, 200, 160], [30, 30, 30])
    cells = [("TT", "Nhiệm vụ", "Cơ quan"), ("1", "Rà soát văn bản", "Sở Tư pháp"), ("2", "Báo cáo", "Sở Nội vụ")]
    placed = [Text(x, 682 - 30 * i, t) for i, row in enumerate(cells) for x, t in zip((80, 120, 320), row, strict=True)]
    data = make_pdf([*lines("KẾ HOẠCH"), *rules, *placed])
    plan = parse_bytes(data, "a.pdf")
    got = annotate(data, finding(plan, "soát văn"), finding(plan, "Sở Nội vụ"), plan=plan)
    assert [n.words for n in got] == ["soátvăn", "SởNộivụ"]


def test_a_turned_page() -> None:
    data = make_pdf(lines("KẾ HOẠCH", "Theo Quyết định số 5 của Ủy ban nhân dân huyện."))
    turned = data.replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 90 /Parent")
    plan = parse_bytes(turned, "a.pdf")
    assert [n.words for n in annotate(turned, finding(plan, "số 5"), plan=plan)] == ["số5"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_of_the_page_as_shown_lead_back(degrees: int) -> None:
    turn = Turn(degrees, 595, 842)
    box = (72.0, 700.0, 172.0, 715.0)
    shown = turn.shown(box)
    width, height = shown[2] - shown[0], shown[3] - shown[1]
    assert (width, height) == ((100, 15) if degrees in (0, 180) else (15, 100))
    assert turn.back(shown) == box


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_other_files_have_no_place_for_remarks(name: str) -> None:
    with pytest.raises(KehoachError) as caught:
        annotated(checked("KẾ HOẠCH số 5", name), b"", "vi")
    assert caught.value.key == "usage.annotate"


def test_a_page_number_between_two_lines_is_left_out() -> None:
    line = "Theo Chương trình hành động của Tỉnh ủy và Quyết định số"
    data = make_pdf([Text(72, 740, "Một."), Text(72, 120, line)], [Text(300, 800, "2"), Text(72, 760, "749/QĐ-TTg năm nay.")])
    plan = parse_bytes(data, "a.pdf")
    text = plan.document.text
    assert "page number" in {reason for _, reason in text.removed}
    raw = text.raw
    span = Span(raw.index("định số"), raw.index("749/QĐ") + 6)
    first, second = annotate(data, make("letter.eth", span, "định số 749/QĐ"), plan=plan)
    assert (first.words, second.words) == ("địnhsố", "749/QĐ")
