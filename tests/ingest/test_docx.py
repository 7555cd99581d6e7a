"""Word files: order, labels, bold type, tables, tracked changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.records.text import Pages

W = nsdecls("w")


def made(*steps: Callable[[Any], object]) -> Pages:
    """Return the reading of a document built by `steps`."""
    document = Document()
    for step in steps:
        step(document)
    return read_bytes(saved(document), "a.docx")


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(xml: str) -> Callable[[Any], object]:
    """Add a paragraph given as the inside of w:p."""
    return lambda d: d.element.body.insert(-1, parse_xml(f"<w:p {W}>{xml}</w:p>"))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, level: int, number: int = 50) -> Callable[[Any], object]:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return paragraph(numbered + run(text))


def levels(*forms: str, extra: str = "", number: int = 50) -> Callable[[Any], object]:
    """Define a list; each form is `format:text`."""

    def define(document: Any) -> None:
        root = document.part.numbering_part.element
        inside = ""
        for i, (kind, text) in enumerate(form.split(":") for form in forms):
            inside += f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{inside}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/>{extra}</w:num>'))

    return define


PLAN = ("upperRoman:%1.", "decimal:%2.", "lowerLetter:%3)", "bullet:-")


def test_paragraphs_are_lines_with_their_numbers() -> None:
    pages = made(lambda d: d.add_paragraph("Một"), lambda d: d.add_paragraph(" "), lambda d: d.add_paragraph("  Hai  "))
    assert pages.raw == pages.text == "Một\nHai"
    assert [(s.of(pages.raw), p.paragraph) for s, p in pages.places] == [("Một", 0), ("Hai", 2)]


def test_automatic_labels() -> None:
    items = [("A", 0), ("a", 1), ("x", 2), ("y", 2), ("b", 1), ("z", 2), ("-", 3), ("B", 0), ("c", 1)]
    pages = made(levels(*PLAN), *(listed(text, level) for text, level in items))
    assert pages.text.split("\n") == ["I. A", "1. a", "a) x", "b) y", "2. b", "a) z", "- -", "II. B", "1. c"]


def test_labels_of_several_parts() -> None:
    pages = made(levels("decimal:%1.", "decimal:%1.%2.", "decimal:%1.%2.%3."), *(listed("x", n) for n in (0, 1, 1, 2, 2, 0, 1)))
    assert pages.text.split("\n") == ["1. x", "1.1. x", "1.2. x", "1.2.1. x", "1.2.2. x", "2. x", "2.1. x"]


def test_two_lists_of_one_form_count_on_unless_told_to_start_anew() -> None:
    def again(extra: str) -> Callable[[Any], object]:
        xml = f'<w:num {W} w:numId="51"><w:abstractNumId w:val="50"/>{extra}</w:num>'
        return lambda d: d.part.numbering_part.element.append(parse_xml(xml))

    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    items = [listed("a", 0), listed("b", 0), listed("c", 0, 51), listed("d", 0, 51)]
    assert made(levels("decimal:%1."), again(""), *items).text.split("\n") == ["1. a", "2. b", "3. c", "4. d"]
    assert made(levels("decimal:%1."), again(start), *items).text.split("\n") == ["1. a", "2. b", "1. c", "2. d"]


def test_labels_from_a_style() -> None:
    def styled(document: Any) -> None:
        base = document.styles.add_style("Đề mục", 1)
        base.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="50"/></w:numPr>'))
        child = document.styles.add_style("Đề mục con", 1)
        child.base_style = base
        document.add_paragraph("A", style=base)
        document.add_paragraph("B", style=child)
        out = document.add_paragraph("C", style=base)
        out._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))

    assert made(levels(*PLAN), styled).text == "I. A\nII. B\nC"


def test_other_number_forms() -> None:
    forms = ("decimalZero:%1", "upperLetter:%2.", "lowerRoman:(%3)", "bullet:\uf0b7", "bullet:+", "none:")
    pages = made(levels(*forms), *(listed("x", n) for n in range(6)))
    assert pages.text.split("\n") == ["01 x", "A. x", "(i) x", "• x", "+ x", "x"]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("I. MỤC ĐÍCH", "<w:b/>"), "**I. MỤC ĐÍCH**"),
        (run("1. Mục ", "<w:b/>") + run("tiêu") + run(": nội dung"), "**1. Mục** tiêu: nội dung"),
        (run("Mục tiêu", "<w:b/>") + run(": "), "**Mục tiêu:**"),
        (run("Mục t", "<w:b/>") + run("iêu chung"), "**Mục tiêu** chung"),
        (run("a ") + run("b", "<w:b/>"), "a b"),
        (run("a", '<w:b w:val="0"/>'), "a"),
        (run(" ", "<w:b/>") + run("a"), "a"),
        (run("a", "<w:b/>") + "<w:r><w:br/></w:r>" + run("b"), "**a**\nb"),
        (run("Đ") + "<w:r><w:noBreakHyphen/></w:r>" + run("TTg"), "Đ-TTg"),
        (run("a") + run("ẩn", "<w:vanish/>") + run("b"), "ab"),
    ],
)
def test_bold_runs_and_breaks(runs: str, expected: str) -> None:
    assert made(paragraph(runs)).text == expected


def test_bold_by_style() -> None:
    def styled(document: Any) -> None:
        style = document.styles.add_style("Đậm", 1)
        style.font.bold = True
        document.add_paragraph("a", style=style)
        document.add_paragraph("", style=style).add_run("b").bold = False

    assert made(styled).text == "**a**\nb"


def test_heading_styles() -> None:
    pages = made(
        lambda d: d.add_heading("I. MỤC ĐÍCH", 1),
        lambda d: d.add_paragraph("1. Mục tiêu", style="Heading 3"),
        lambda d: d.add_paragraph("- Gạch đầu dòng đặt nhầm kiểu;", style="Heading 4"),
        lambda d: d.add_table(1, 2, style="Table Grid").cell(0, 0).add_paragraph("TT", style="Heading 1"),
    )
    assert pages.text.split("\n") == ["# I. MỤC ĐÍCH", "### 1. Mục tiêu", "**- Gạch đầu dòng đặt nhầm kiểu;**", "| TT |  |"]


def test_tracked_changes_as_if_accepted() -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>xóa</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="x">{run("thêm")}</w:ins>'
    moved = f'<w:moveFrom w:id="3" w:author="x">{run("cũ")}</w:moveFrom><w:moveTo w:id="4" w:author="x">{run(" mới")}</w:moveTo>'
    assert made(paragraph(deleted + inserted + moved)).text == "thêm mới"


def test_text_in_wrappers_and_boxes() -> None:
    link = f'<w:hyperlink>{run("liên kết")}</w:hyperlink><w:fldSimple w:instr="DATE">{run(" 2023")}</w:fldSimple>'
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('Số: 5/KH')}</w:p></w:txbxContent></w:pict></w:r>"

    def controlled(document: Any) -> None:
        document.element.body.insert(-1, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p>{run('khung')}</w:p></w:sdtContent></w:sdt>"))

    assert made(paragraph(link), paragraph(run("a") + box), controlled).text == "liên kết 2023\na\nSố: 5/KH\nkhung"


def table(rows: list[list[str]], style: str | None = "Table Grid") -> Callable[[Any], object]:
    def add(document: Any) -> None:
        made = document.add_table(len(rows), len(rows[0]), style=style)
        for i, cells in enumerate(rows):
            for j, text in enumerate(cells):
                made.cell(i, j).text = text

    return add


def test_data_tables_stand_in_place() -> None:
    rows = [["TT", "Việc", "Ai"], ["1", "Rà soát\nvăn bản", "Sở A"], ["2", "", "Sở B"]]
    pages = made(lambda d: d.add_paragraph("trước"), table(rows), lambda d: d.add_paragraph("sau"))
    assert pages.text.split("\n") == ["trước", "| TT | Việc | Ai |", "| 1 | Rà soát văn bản | Sở A |", "| 2 |  | Sở B |", "sau"]


def test_merged_cells_keep_their_columns() -> None:
    def merged(document: Any) -> None:
        made = document.add_table(3, 3, style="Table Grid")
        for i, cell in enumerate(c for row in made.rows for c in row.cells):
            cell.text = str(i)
        made.cell(0, 0).merge(made.cell(0, 1)).text = "Nhóm"
        made.cell(1, 2).merge(made.cell(2, 2)).text = "Sở A"

    assert made(merged).text.split("\n") == ["| Nhóm |  | 2 |", "| 3 | 4 | Sở A |", "| 6 | 7 |  |"]


def test_bold_is_not_marked_in_rows_but_labels_are_kept() -> None:
    def labelled(document: Any) -> None:
        made = document.add_table(2, 2, style="Table Grid")
        made.cell(0, 0).paragraphs[0].add_run("TT").bold = True
        properties = f"<w:pPr {W}><w:numPr><w:ilvl w:val='1'/><w:numId w:val='50'/></w:numPr></w:pPr>"
        made.cell(1, 0)._tc.find(qn("w:p")).append(parse_xml(properties))
        made.cell(1, 0).paragraphs[0].add_run("x")
        made.cell(1, 1).text = "y"

    assert made(levels(*PLAN), labelled).text == "| TT |  |\n| 1. x | y |"


def test_empty_paragraphs_count_and_number_the_rows_of_a_table() -> None:
    def numbered(document: Any) -> None:
        made = document.add_table(2, 2, style="Table Grid")
        for n, row in enumerate(made.rows):
            properties = f"<w:pPr {W}><w:numPr><w:ilvl w:val='0'/><w:numId w:val='50'/></w:numPr></w:pPr>"
            row.cells[0]._tc.find(qn("w:p")).append(parse_xml(properties))
            row.cells[1].text = f"việc {n}"

    pages = made(levels("decimal:%1."), listed("a", 0), listed("", 0), listed("b", 0), numbered)
    assert pages.text.split("\n") == ["1. a", "3. b", "| 4. | việc 0 |", "| 5. | việc 1 |"]


def test_letterhead_and_signature_are_lines() -> None:
    head = [
        ["UBND TỈNH A\nSỞ B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 5/KH-SB", "A, ngày 5 tháng 6 năm 2023"],
    ]
    end = [["Nơi nhận:\n- Như trên;", "GIÁM ĐỐC\n\nNguyễn Văn An"]]
    pages = made(table(head, None), table(end, None))
    assert pages.text.split("\n") == [
        "UBND TỈNH A", "SỞ B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 5/KH-SB",
        "A, ngày 5 tháng 6 năm 2023", "Nơi nhận:", "- Như trên;", "GIÁM ĐỐC", "Nguyễn Văn An",
    ]  # fmt: skip


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
def test_a_cut_file_is_broken(share: float) -> None:
    document = Document()
    document.add_paragraph("Kế hoạch")
    data = saved(document)
    with pytest.raises(ReadError) as e:
        read_bytes(data[: int(len(data) * share)], "a.docx")
    assert e.value.key == "docx.broken"


def test_other_packages_are_broken_word_files() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "x")
    for data in (buffer.getvalue(), b"\xd0\xcf\x11\xe0" + bytes(600), "Kế hoạch".encode()):
        with pytest.raises(ReadError) as e:
            read_bytes(data, "a.docx")
        assert e.value.key == "docx.broken"


def test_a_file_without_text_is_blank() -> None:
    with pytest.raises(ReadError) as e:
        made(lambda d: d.add_paragraph(" "))
    assert e.value.key == "file.blank"
