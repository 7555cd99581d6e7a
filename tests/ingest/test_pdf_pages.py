"""PDF pages: what is no text and where words stand on turned and cut pages."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes
from kehoach.records.text import Pages
from support.pdf import Note, Page, Rule, Text, grid, make_pdf

LEFT, INDENT = 85.0, 113.0
LONG = "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính"
"""A line that reaches from margin to margin when set at 85 in 13 points."""


def read(*pages: Page, **how: object) -> Pages:
    return read_bytes(make_pdf(*pages, **how), "a.pdf")  # type: ignore[arg-type]


def aside(pages: Pages, reason: str) -> list[str]:
    return [span.of(pages.raw) for span, why in pages.aside if why == reason]


def body(*lines: str, top: float = 700, left: float = LEFT) -> Page:
    return [Text(left, top - 16 * i, text) for i, text in enumerate(lines)]


NUMBER = [Text(100, 740, "Số:"), Text(150, 740, "/TB-UBND"), Text(260, 740, "Lâm Sơn, ngày"), Text(370, 740, "tháng 11 năm 2024")]


def test_number_and_day_that_a_signature_fills_in_are_text() -> None:
    notes = [Note((120, 735, 148, 755), ("542",)), Note((350, 735, 368, 755), ("06",))]
    pages = read([*NUMBER, *body(LONG, LONG)], notes={0: notes})
    assert pages.text.split("\n\n")[:2] == ["Số: 542/TB-UBND", "Lâm Sơn, ngày 06 tháng 11 năm 2024"]
    assert pages.aside == ()


@pytest.mark.parametrize(("size", "by", "low"), [(12.5, 0, 3.5), (13, -6, 3), (13, 3, 0), (13, -7, 0)])
def test_a_day_stamped_over_the_next_word_is_woven_into_no_word(size: float, by: float, low: float) -> None:
    """A signing program fills in number and day in another font, a little lower; what it sets too far right lies over the word there."""
    page: Page = [
        *body(LONG, LONG, top=600),
        Text(100, 740, "Số: "),
        Text(149, 740, "/TB-UBND"),
        Text(260, 740, "Lâm Sơn, ngày"),
        Text(360, 740, "tháng"),
        Text(410, 740, "năm 2026"),
        *(Text(x + by, 740 - low, day, size=size, bold=True) for x, day in ((352, "06"), (398, "02"))),
        Text(130, 740 - low, "542", size=size, bold=True),
    ]
    found = read(page).text.replace("**", "").split("\n\n")
    assert found[:2] == ["Số: 542/TB-UBND", "Lâm Sơn, ngày 06 tháng 02 năm 2026"]


def test_the_panel_of_a_signature_is_no_text() -> None:
    panel = ("TRUNG TÂM TIN HỌC", "vanthu@lamson.gov.vn", "06.11.2024 09:27:05", "+07:00")
    pages = read(body(LONG, LONG), notes={0: [Note((400, 770, 560, 830), panel, size=9)]})
    assert aside(pages, "signature stamp") == list(panel)
    assert pages.text == f"{LONG} {LONG}"
    [place] = [p for span, p in pages.places if span.of(pages.raw) == "+07:00"]
    assert place.page == 1 and place.box is not None and place.box[0] > 395 and place.box[1] > 770


def test_words_that_a_clerk_types_on_the_page_are_text() -> None:
    pages = read(body(LONG, LONG), notes={0: [Note((85, 600, 300, 620), ("Kính trình lãnh đạo xem xét",), signs=False)]})
    assert pages.text.endswith("Kính trình lãnh đạo xem xét")


def test_a_small_stamp_drawn_on_the_page_is_no_text() -> None:
    stamp = ("Ký bởi: Ủy ban nhân dân", "tỉnh Lâm Sơn", "Email: ubnd@lamson.gov.vn", "Thời gian ký: 05.03.2026 16:42:36 +07:00")
    small: Page = [Text(430, 830 - 7 * i, text, size=6) for i, text in enumerate(stamp)]
    received: Page = [Text(60, 828, "ĐẾN", size=9), Text(90, 828, "Số: 1234", size=9), Text(90, 817, "Ngày: 06/3/2026", size=9)]
    pages = read([*small, *received, *body(LONG, LONG)])
    assert sorted(aside(pages, "signature stamp")) == sorted([*stamp, "ĐẾN", "Số: 1234", "Ngày: 06/3/2026"])
    assert pages.text == f"{LONG} {LONG}"


def test_a_stamp_as_high_as_the_text_needs_two_lines() -> None:
    stamp = body("Người ký: Trần Văn Bình", "Ngày ký: 05/03/2026 16:42:36", top=800, left=350)
    assert aside(read([*stamp, *body(LONG, LONG)]), "signature stamp") == ["Người ký: Trần Văn Bình", "Ngày ký: 05/03/2026 16:42:36"]


def test_what_only_looks_like_a_stamp_stays() -> None:
    lines = ("Ký bởi người có thẩm quyền là điều kiện bắt buộc.", "Người ký: là Chủ tịch Ủy ban nhân dân, chịu trách nhiệm;")
    assert read(body(*lines)).aside == ()


def test_days_of_signature_in_a_table_of_small_type_stay() -> None:
    cells = [("Ngày ký: 05/06/2024", "Quyết định"), ("Ngày ký: 07/06/2024", "Kế hoạch"), ("Ngày ký: 09/06/2024", "Báo cáo")]
    words = [Text(x, 685 - 12 * i, text, size=9) for i, row in enumerate(cells) for x, text in zip((90, 250), row, strict=True)]
    pages = read([*words, *grid(85, 696, [160, 100], [12, 12, 12]), *body(LONG, LONG, top=600)])
    assert pages.text.count("Ngày ký") == 3
    assert pages.aside == ()


def test_a_framed_stamp_is_no_table() -> None:
    frame = [*grid(60, 830, [40, 120], [15, 15]), Text(65, 820, "ĐẾN", size=9), Text(105, 820, "Số: 1234", size=9)]
    pages = read([*frame, Text(105, 805, "Ngày: 06/3/2026", size=9), *body(LONG, LONG)])
    assert aside(pages, "signature stamp") == ["ĐẾN Số: 1234 Ngày: 06/3/2026"]


def test_running_heads_on_odd_and_even_pages_and_numbers_with_words() -> None:
    pages: list[Page] = [body(LONG, LONG, top=760)]
    for n in range(2, 6):
        head = Text(LEFT, 806, "UBND TỈNH LÂM SƠN") if n % 2 else Text(330, 806, "Kế hoạch năm 2026")
        pages.append([head, Text(270, 30, f"Trang {n}/5"), *body(LONG, LONG, top=760)])
    found = read(*pages)
    assert aside(found, "running head") == ["Kế hoạch năm 2026", "UBND TỈNH LÂM SƠN"] * 2
    assert aside(found, "page number") == [f"Trang {n}/5" for n in range(2, 6)]
    assert found.text == " ".join([LONG] * 10)


def test_a_running_head_with_the_number_in_it() -> None:
    pages: list[Page] = [[Text(LEFT, 30, f"Kế hoạch chuyển đổi số - {n}"), *body(LONG, LONG, top=760)] for n in range(1, 4)]
    assert aside(read(*pages), "running head") == [f"Kế hoạch chuyển đổi số - {n}" for n in range(1, 4)]


def test_a_running_head_whose_number_changes_its_side() -> None:
    head = "Ứng phó thiên tai năm 2026"
    odd = [Text(200, 810, head), Text(500, 810, "41")]
    even = [Text(85, 810, "42"), Text(200, 810, head)]
    pages = read([*odd, *body(LONG, LONG)], [*even, *body(LONG, LONG)])
    assert "Ứng phó" not in pages.text and len(aside(pages, "running head")) == 2


def test_the_head_of_a_single_page_of_the_gazette() -> None:
    pages = read([Text(200, 810, "CÔNG BÁO/Số 37 + 38/Ngày 15-3-2026"), Text(500, 810, "41"), *body(LONG, LONG)])
    assert pages.text == f"{LONG} {LONG}"


def test_titles_that_head_several_pages_are_no_running_heads() -> None:
    title = [Text(260, 770, "PHỤ LỤC"), Text(180, 754, "(Kèm theo Kế hoạch số 5/KH-UBND)")]
    found = read(body(LONG, LONG, top=770), [*title, *body(LONG, top=700)], [*title, *body(LONG, top=700)])
    assert found.aside == ()
    assert found.text.count("PHỤ LỤC") == 2


def test_words_as_high_as_text_elsewhere_are_no_running_heads() -> None:
    pages: list[Page] = [body("Nội dung khác hẳn ở đây.", top=770), *([*body("Mẫu báo cáo", LONG, top=770)] for _ in range(2))]
    assert read(*pages).aside == ()


def test_numbers_inside_the_page_and_years_are_no_page_numbers() -> None:
    found = read([*body("2026", top=800), *body("12", LONG, top=500)], body(LONG, "7", LONG, top=700))
    assert found.aside == ()


def test_page_numbers_of_an_annex_that_counts_anew() -> None:
    numbers: list[Page] = [[], [Text(290, 810, "2")], [Text(290, 810, "3")]]
    pages = [[*number, *body(LONG, LONG, top=760)] for number in numbers * 2]
    assert aside(read(*pages), "page number") == ["2", "3", "2", "3"]


def test_footnotes_leave_the_text_and_go_on_over_the_page() -> None:
    first: Page = [*body("Theo Nghị định số 30/2020/NĐ-CP"), Text(286.5, 705, "1", size=8), Text(293, 700, "về văn thư.")]
    first += [Rule(85, 110, 229, 110), Text(85, 98, "1", size=6), Text(90, 94, "Ban hành ngày 05 tháng 3 năm 2020 và", size=10)]
    second: Page = [*body(LONG, LONG), Rule(85, 110, 229, 110), Text(85, 94, "có hiệu lực kể từ ngày ký.", size=10)]
    pages = read(first, second)
    assert pages.text.startswith("Theo Nghị định số 30/2020/NĐ-CP về văn thư.")
    assert aside(pages, "footnote mark") == ["1"]
    assert aside(pages, "footnote") == ["1 Ban hành ngày 05 tháng 3 năm 2020 và", "có hiệu lực kể từ ngày ký."]


NOTED: Page = [*body(LONG, "3. Số lượng lớn."), Text(LEFT + 13 * 6.5 + 20, 688, "1", size=8), *body("1. Một việc khác.", top=660)]
NOTES = body("1 Theo báo cáo của Sở Y tế tại", "văn bản mới.", top=90)


def test_footnotes_as_large_as_the_text_stand_under_a_short_line() -> None:
    pages = read([*NOTED, *NOTES, Rule(LEFT, 106, 198, 106)])
    assert aside(pages, "footnote") == ["1 Theo báo cáo của Sở Y tế tại văn bản mới."]
    assert aside(pages, "footnote mark") == ["1"]
    assert pages.text.endswith("1. Một việc khác.")


def test_lines_as_large_as_the_text_without_a_line_over_them_are_text() -> None:
    assert aside(read([*NOTED, *NOTES]), "footnote") == aside(read([*NOTED, *NOTES, Rule(LEFT, 640, 198, 640)]), "footnote") == []


def test_raised_figures_without_a_footnote_stay() -> None:
    pages = read([*body("Diện tích 25 m"), Text(176, 705, "2", size=8), *body(LONG, LONG, top=600)])
    assert pages.text.startswith("Diện tích 25 m2")
    assert pages.aside == ()


def test_small_lines_at_the_foot_without_a_mark_are_text() -> None:
    page: Page = [*body(LONG, LONG, LONG), Text(85, 94, "1 Ghi chú của bảng.", size=10)]
    assert read(page).aside == ()


def test_hidden_words_are_kept_aside() -> None:
    page: Page = [*body(LONG, LONG), Text(85, 500, "chữ trắng", white=True), Text(85, 480, "chữ ẩn", mode=3), Text(700, 480, "ngoài trang")]
    pages = read(page)
    assert pages.text == f"{LONG} {LONG}"
    assert aside(pages, "hidden text") == ["chữ trắng chữ ẩn"]
    assert aside(pages, "outside the page") == ["ngoài trang"]


def test_a_watermark_is_no_text() -> None:
    assert aside(read([*body(LONG, LONG), Text(200, 300, "DỰ THẢO", turn=45)]), "watermark") == ["DỰ THẢO"]


def test_words_printed_twice_for_bold_stand_once() -> None:
    words = ("Mục đích", "Yêu cầu", "Nhiệm vụ", "Kinh phí")
    once = [Text(85 + 100 * i, 700, text) for i, text in enumerate(words)]
    assert read([*once, *(Text(x.x + 0.4, x.y, x.text) for x in once)]).text.replace("**", "").split() == " ".join(words).split()


def test_words_set_at_a_right_angle_are_read_as_they_stand() -> None:
    lines = [Text(300 + 16 * i, 100, text, turn=90) for i, text in enumerate(("Một dòng dọc trên trang", "và dòng sau nó;"))]
    pages = read([*lines, Text(290, 810, "1")])
    assert pages.text == "Một dòng dọc trên trang và dòng sau nó;"
    assert aside(pages, "page number") == ["1"]
    [box] = [p.box for span, p in pages.places if span.of(pages.raw).startswith("Một")]
    assert box is not None and box[2] - box[0] < 20 < 100 < box[3] - box[1] and box[1] == 100


def test_places_on_cut_and_turned_pages_are_those_of_the_page_as_shown() -> None:
    pages = read([Text(100, 700, "Một.")], box=(40, 50, 560, 830))
    assert pages.places[0][1].box == (60.0, 646.8, 86.0, 660.4)
    turned = read([Text(100, 700, "Một.", turn=90)], box=(40, 50, 560, 830), rotate=90)
    assert turned.text == "Một."
    assert turned.places[0][1].box == (650.0, 456.8, 676.0, 470.4)


def test_a_title_set_with_spaces_between_its_letters() -> None:
    assert read([Text(230, 700, "K Ế H O Ạ C H"), *body(LONG, LONG, top=650)]).text.startswith("KẾ HOẠCH\n\n")


def test_what_an_annex_goes_with_stands_apart_from_its_title() -> None:
    title: Page = [Text(180, 700, "DANH MỤC NHIỆM VỤ NĂM 2026", bold=True), Text(170, 684, "(Kèm theo Kế hoạch số 5/KH-UBND)", bold=True)]
    assert "**DANH MỤC NHIỆM VỤ NĂM 2026**\n\n**(Kèm theo" in read([*title, *body(LONG, LONG, top=650)]).text


def test_a_label_with_a_gap_behind_it_stays_with_its_words() -> None:
    assert "1. Mục tiêu chung" in read([Text(LEFT, 700, "1."), Text(140, 700, "Mục tiêu chung"), *body(LONG, LONG, top=650)]).text


def test_the_bullet_of_word_is_a_bullet() -> None:
    assert read([Text(INDENT, 700, "\uf0b7 Rà soát quy trình.")]).text == "• Rà soát quy trình."


def test_a_file_in_an_old_encoding_is_made_unicode() -> None:
    old = "C¨n cø ChØ thÞ cña Thñ t­íng ChÝnh phñ vÒ viÖc t¨ng c­êng"
    pages = read(body(old, old))
    assert pages.text.startswith("Căn cứ Chỉ thị của Thủ tướng Chính phủ về việc tăng cường")
    assert [n for n in pages.notes if n.startswith("converted from TCVN3")]
