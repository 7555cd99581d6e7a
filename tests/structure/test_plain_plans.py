"""Plans without the marks that most plans have: headings in small letters, quantities behind labels, heads of tables, no heading at all."""

from __future__ import annotations

import pytest

from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.structure import structure
from support.compose import pages

HEAD = """TRƯỜNG THPT LÂM SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-THPT

Lâm Sơn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH

Phòng, chống bạo lực học đường

"""
BASIS = "Căn cứ Luật Giáo dục, Trường THPT Lâm Sơn xây dựng kế hoạch như sau:\n\n"
SENTENCE = "Tuần sinh hoạt đầu năm dành sáu tiết cho nội quy của khu nội trú và kỹ năng kiềm chế nóng giận."


def read(body: str) -> Document:
    return structure(normalise(pages(HEAD + body)))


def tree(doc: Document) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.label, s.title) for s in doc.sections]


def texts(doc: Document) -> list[str]:
    return [doc.text.of(u.span) for u in doc.units]


def test_short_lines_without_end_mark_head_the_sentences_and_items_under_them() -> None:
    doc = read(f"{BASIS}NHỮNG VIỆC CẦN LÀM\n\nPhòng ngừa từ sớm\n\n{SENTENCE}\n\nKế toán\n\n- Chuẩn bị kinh phí trước ngày 15/4/2023.\n")
    assert tree(doc) == [(1, None, "NHỮNG VIỆC CẦN LÀM"), (2, None, "Phòng ngừa từ sớm"), (2, None, "Kế toán")]
    assert [s.role for s in doc.sections] == ["content", None, "actor"]
    assert len(doc.units) == 2


@pytest.mark.parametrize(
    "lines",
    [
        f"Mở hội thi cấp trường\n\nThi vẽ tranh\n\n{SENTENCE}",  # the line before is not closed: a list of short lines
        f"{SENTENCE}\n\nCác việc gồm:\n\n- Mở hội thi.",  # a colon leads in a list
        f"{SENTENCE}\n\n8 giờ 00 ngày 15/4\n\n{SENTENCE}",  # no capital
        f"{SENTENCE}\n\nMở hội thi cấp trường\n\nLớp 12A",  # nothing stands under it
    ],
)
def test_other_short_lines_are_units(lines: str) -> None:
    doc = read(f"I. NỘI DUNG\n\n- Việc đầu tiên.\n\n{lines}\n")
    assert [x for x in tree(doc) if x[1] is None and x[2] != "Thi vẽ tranh"] == []


def test_a_lone_heading_with_a_text_of_its_own_stands_beside_the_first_numeral() -> None:
    doc = read(f"{BASIS}ĐẶC ĐIỂM TÌNH HÌNH\n\n{SENTENCE}\n\nI. MỤC TIÊU\n\n- Không để xảy ra bạo lực.\n\nII. KINH PHÍ\n\n- Ngân sách.\n")
    assert tree(doc) == [(1, None, "ĐẶC ĐIỂM TÌNH HÌNH"), (1, "I", "MỤC TIÊU"), (1, "II", "KINH PHÍ")]


def test_a_heading_right_over_the_first_numeral_governs_it() -> None:
    doc = read(f"{BASIS}NỘI DUNG KẾ HOẠCH\n\nI. MỤC TIÊU\n\n- Không để xảy ra bạo lực.\n\nII. KINH PHÍ\n\n- Ngân sách.\n")
    assert tree(doc) == [(1, None, "NỘI DUNG KẾ HOẠCH"), (2, "I", "MỤC TIÊU"), (2, "II", "KINH PHÍ")]


def test_labels_before_quantities() -> None:
    doc = read(
        "II. CHỈ TIÊU\n\n1. 22/26 lớp ký cam kết trong quý II.\n\n2. Mỗi lớp có một tủ sách.\n\n3. 100% cán bộ được tập huấn.\n\n"
        "4. 8.000 lượt người xem.\n\n5- 95% học sinh được tham vấn.\n"
    )
    assert [s.label for s in doc.sections] == ["II", "1", "2", "3", "4", "5"]


def test_quantities_are_no_labels() -> None:
    doc = read("II. CHỈ TIÊU\n\n- Kinh phí:\n\n30.000 đồng mỗi em.\n\n5 - 10 em một nhóm.\n\n3 - 4 tháng một lần.\n")
    assert [s.label for s in doc.sections] == ["II"]


def test_half_brackets_stand_over_brackets() -> None:
    doc = read(
        "a) Nội dung thi\n\n1) Ba phần thi\n\n(1) Phần kiến thức dành cho các đội.\n\n(2) Phần năng khiếu của mỗi lớp.\n\n2) Cách chấm\n\n- Theo thang 100.\n"
    )
    assert tree(doc)[1:] == [(2, "1", "Ba phần thi"), (3, "1", ""), (3, "2", ""), (2, "2", "Cách chấm")]


@pytest.mark.parametrize("head", ["Khối | Số lớp | Học sinh", "Tháng | Việc làm | Cơ sở", "Xã | Hộ nghèo đầu năm | Số hộ giảm"])
def test_the_first_row_of_a_table_names_its_columns(head: str) -> None:
    doc = read(f"I. NỘI DUNG\n\n| {head} |\n| 1 | 5 | 187 |\n| 2 | 5 | 179 |\n")
    assert texts(doc) == ["1 | 5 | 187", "2 | 5 | 179"]


def test_a_first_row_that_names_a_thing_is_data_and_counted_columns_are_not() -> None:
    doc = read("I. NỘI DUNG\n\n| TT | Nội dung | Số lượng |\n| 1 | 2 | 3 |\n| Xã Phước Sơn | 412 | 66 |\n")
    assert texts(doc) == ["Xã Phước Sơn | 412 | 66"]
    assert texts(read("I. NỘI DUNG\n\n| Xã Phước Sơn | 412 | 66 |\n| Xã Lâm Sơn | 12 | 6 |\n"))[0] == "Xã Phước Sơn | 412 | 66"


def test_the_preamble_of_a_plan_without_headings_is_no_unit() -> None:
    doc = read(f"Căn cứ Luật Giáo dục;\n\nThực hiện nhiệm vụ năm học, Trường THPT Lâm Sơn xây dựng kế hoạch như sau:\n\n{SENTENCE}\n")
    assert (doc.sections, texts(doc)) == ((), [SENTENCE])
    assert texts(read(f"{SENTENCE}\n\nCăn cứ nội quy, các lớp ký cam kết như sau:\n"))[0] == SENTENCE
