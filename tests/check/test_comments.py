"""Word comments: on the right words, and nothing else of the file changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.check.annotate import annotated
from kehoach.check.draft import make
from kehoach.errors import ReadError
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.run import parse, parse_bytes
from support.drafts import finding, with_findings
from support.word import commented, make_docx, of_xml, packed, parts, shape

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.docx"))


def annotate(data: bytes, plan: Plan, *findings: Any) -> list[tuple[str, str]]:
    """Annotate; see that nothing but comments came in; return the words and texts of the comments."""
    out = annotated(with_findings(plan, *findings), data, "vi")
    assert shape(out) == shape(data)
    before, after = parts(data), parts(out)
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert set(after) - set(before) == {"word/comments.xml"}
    assert {name: after[name] for name in before if name not in changed} == {n: b for n, b in before.items() if n not in changed}
    assert parse_bytes(out, "a.docx").document.text.raw == plan.document.text.raw
    return commented(out)


def tight(words: str) -> str:
    return "".join(words.split()).replace("\u00d0", "Đ")


def words(data: bytes, *wanted: str) -> list[str]:
    plan = parse_bytes(data, "a.docx")
    return [w for w, _ in annotate(data, plan, *(finding(plan, x) for x in wanted))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_mention_of_a_document_gets_a_comment_on_its_words(path: Path) -> None:
    plan = parse(path)
    text = plan.document.text
    found = [make("letter.eth", text.source(m.span), text.of(m.span)) for m in plan.mentions]
    assert found
    got = annotate(path.read_bytes(), plan, *found)
    mentions = sorted(plan.mentions, key=lambda m: (m.span.start, m.span.end))
    assert [tight(w) for w, _ in got] == [tight(text.of(m.span)) for m in mentions]


CASES = {
    "inside a run": ("<w:r><w:t>Theo Quyết định số 5/QĐ-UBND năm nay</w:t></w:r>", ["số 5/QĐ-UBND"], ["số 5/QĐ-UBND"]),
    "several in one run": ("<w:r><w:t>một hai ba bốn</w:t></w:r>", ["một", "ba", "bốn"], ["một", "ba", "bốn"]),
    "overlapping": ("<w:r><w:t>một hai ba bốn</w:t></w:r>", ["một hai", "hai ba"], ["một hai", "hai ba"]),
    "one in the other": ("<w:r><w:t>một hai ba bốn</w:t></w:r>", ["một hai ba", "hai"], ["một hai ba", "hai"]),
    "over runs": (
        "<w:r><w:t>Quyết </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>định số</w:t></w:r><w:r><w:t> 5 nay</w:t></w:r>",
        ["định số 5"],
        ["định số 5"],
    ),
    "tabs and breaks": ("<w:r><w:t>Số:</w:t><w:tab/><w:t>5/QĐ</w:t><w:br/><w:t>Hà Nội</w:t></w:r>", ["5/QĐ", "Hà"], ["5/QĐ", "Hà"]),
    "over a break": ("<w:r><w:t>một hai</w:t><w:br/><w:t>ba bốn</w:t></w:r>", ["hai\nba"], ["hai ba"]),
    "a link": (
        '<w:r><w:t>Theo </w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>Quyết định 5</w:t></w:r></w:hyperlink><w:r><w:t> nay</w:t></w:r>',
        ["định 5 nay", "Theo Quyết"],
        ["Theo Quyết", "định 5 nay"],
    ),
    "a simple field": (
        '<w:fldSimple w:instr="DATE"><w:r><w:t>ngày 05</w:t></w:r></w:fldSimple><w:r><w:t> tháng 7</w:t></w:r>',
        ["05 tháng"],
        ["05 tháng"],
    ),
    "a field of runs": (
        """<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE số</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Quyết định số 5</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>""",
        ["số"],
        ["số"],
    ),
    "an insertion": (
        '<w:ins w:id="9" w:author="a"><w:r><w:t>mới hẳn</w:t></w:r></w:ins><w:r><w:t> và cũ</w:t></w:r>',
        ["hẳn và"],
        ["hẳn và"],
    ),
    "beside a deletion": (
        '<w:r><w:t>một </w:t></w:r><w:del w:id="9" w:author="a"><w:r><w:delText>hai </w:delText></w:r></w:del><w:r><w:t>ba</w:t></w:r>',
        ["một ba"],
        ["một ba"],
    ),
    "hidden text": (
        "<w:r><w:t>một </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hai</w:t></w:r>",
        ["hai"],
        ["hai"],
    ),
    "bold lead": ("<w:r><w:rPr><w:b/></w:rPr><w:t>Điều 1.</w:t></w:r><w:r><w:t> Giao Sở A</w:t></w:r>", ["1.** Giao"], ["1. Giao"]),
    "signs of markup in the text": ("<w:r><w:t>a | b * c # d ** e</w:t></w:r>", ["b * c", "** e"], ["b * c", "** e"]),
}


@pytest.mark.parametrize(("inner", "wanted", "marked"), CASES.values(), ids=CASES)
def test_comments_stand_on_their_words(inner: str, wanted: list[str], marked: list[str]) -> None:
    assert words(of_xml("<w:r><w:t>KẾ HOẠCH</w:t></w:r>", inner), *wanted) == marked


def test_over_paragraphs() -> None:
    data = of_xml("<w:r><w:t>một hai</w:t></w:r>", "<w:r><w:t>ba bốn</w:t></w:r>")
    assert words(data, "hai\nba") == ["haiba"]


def test_cells_of_a_table() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("KẾ HOẠCH")
        table = document.add_table(rows=3, cols=3, style="Table Grid")
        cells = ("TT", "Nhiệm vụ", "Thời gian", "1", "Rà soát 1 lần\nvăn bản", "Quý I", "2", "Báo cáo", "Quý II")
        for cell, text in zip(table._cells, cells, strict=True):
            cell.text = text
        document.add_paragraph("Nơi nhận")

    data = make_docx(build)
    assert words(data, "1 lần", "văn bản", "Quý II", "Báo cáo | Quý II") == ["1 lần", "văn bản", "Báo cáoQuý II", "Quý II"]


def test_a_text_box() -> None:
    box = (
        '<w:r><w:t>Trước hộp </w:t></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>Trong hộp</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>sau hộp</w:t></w:r>"
    )
    data = of_xml("<w:r><w:t>KẾ HOẠCH</w:t></w:r>", box)
    assert words(data, "sau hộp", "sau hộp\nTrong", "Trong hộp") == ["sau hộp", "sau hộp", "Trong hộp"]


def test_the_header_is_left_alone() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "DỰ THẢO LẦN 2"
        document.add_paragraph("KẾ HOẠCH số 5")

    assert words(make_docx(build), "số 5") == ["số 5"]


def test_an_automatic_label_is_put_at_its_paragraph_and_said() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("KẾ HOẠCH")
        document.add_paragraph("Rà soát 1. văn bản", style="List Number")

    data = make_docx(build)
    plan = parse_bytes(data, "a.docx")
    assert "1. Rà soát" in plan.document.text.raw
    (marked, said), (own, _) = annotate(data, plan, finding(plan, "1."), finding(plan, "1. văn"))
    assert marked == "Rà soát 1. văn bản"
    assert "số thứ tự tự động): «1.»" in said
    assert own == "1. văn"


def test_what_a_comment_says() -> None:
    data = of_xml("<w:r><w:t>Theo Quyết định số 5/Q\u00d0-UBND</w:t></w:r>")
    plan = parse_bytes(data, "a.docx")
    ((_, said),) = annotate(data, plan, finding(plan, "5/Q\u00d0-UBND", suggestion="5/QĐ-UBND"))
    lines = said.split("\n")
    assert lines[0].startswith("cảnh báo: «5/Q\u00d0-UBND»")
    assert lines[1] == "đề xuất: 5/QĐ-UBND (--fix sửa được)"
    assert lines[2].startswith("căn cứ: TCVN 6909:2001")
    assert lines[3] == "[letter.eth]"


def test_comments_that_were_there_stay() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("KẾ HOẠCH số 5")
        document.add_comment(paragraph.runs, "xem lại", author="Trưởng phòng")

    data = make_docx(build)
    plan = parse_bytes(data, "a.docx")
    out = annotated(with_findings(plan, finding(plan, "số 5")), data, "vi")
    assert shape(out) == shape(data)
    assert [(w, t.split("\n")[0][:7]) for w, t in commented(out)] == [("KẾ HOẠCH số 5", "xem lại"), ("số 5", "cảnh bá")]


def test_words_shown_in_capitals_are_marked_as_they_are() -> None:
    assert words(of_xml("<w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch số 5</w:t></w:r>"), "HOẠCH SỐ") == ["hoạch số"]


def test_a_run_whose_letters_were_read_as_others_is_marked_as_a_whole() -> None:
    signs = '<w:r><w:t>Theo </w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r><w:r><w:t> nay</w:t></w:r>'
    data = of_xml(signs)
    plan = parse_bytes(data, "a.docx")
    assert [(w, "số thứ tự" in said) for w, said in annotate(data, plan, finding(plan, "✓"))] == [("ü", False)]


def test_a_letterhead_in_the_header_is_remarked_on_in_the_body() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        document.add_paragraph("KẾ HOẠCH số 5")

    data = make_docx(build)
    plan = parse_bytes(data, "a.docx")
    assert [w for w, _ in annotate(data, plan, finding(plan, "CHỦ NGHĨA"), finding(plan, "số 5"))] == ["KẾ HOẠCH số 5", "số 5"]


def test_a_strict_file_is_read_but_not_written() -> None:
    main = "http://schemas.openxmlformats.org/"
    data = packed(
        {n: b.replace(f"{main}wordprocessingml/2006/main".encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
         .replace(f"{main}officeDocument/2006/relationships".encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
         for n, b in parts(of_xml("<w:r><w:t>KẾ HOẠCH số 5</w:t></w:r>")).items()}
    )  # fmt: skip
    plan = parse_bytes(data, "a.docx")
    with pytest.raises(ReadError) as caught:
        annotated(with_findings(plan, finding(plan, "số 5")), data, "vi")
    assert caught.value.key == "docx.unwritable"


RUNS = st.lists(st.tuples(st.text("ab1. |*#\t-", max_size=6), st.booleans()), min_size=1, max_size=4)


@settings(max_examples=40)
@given(st.lists(RUNS, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=4))
def test_whatever_the_runs_and_spans_the_text_stays(drawn: list[list[tuple[str, bool]]], spans: list[tuple[int, int]]) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("KẾ HOẠCH")
        for runs in drawn:
            paragraph = document.add_paragraph()
            for text, bold in runs:
                paragraph.add_run(text).bold = bold

    data = make_docx(build)
    plan = parse_bytes(data, "a.docx")
    raw = plan.document.text.raw
    found = {Span(start % len(raw), min(len(raw), start % len(raw) + size)) for start, size in spans}
    got = annotate(data, plan, *(make("letter.eth", s, s.of(raw)) for s in found))
    assert len(got) == len(found)
