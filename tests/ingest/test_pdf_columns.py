"""PDF pages: letterheads and signatures in columns, tables with and without lines."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes
from support.pdf import Page, Rule, Text, grid, make_pdf

LEFT = 85.0
LONG = "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính"


def read(*pages: Page) -> list[str]:
    return read_bytes(make_pdf(*pages), "a.pdf").text.replace("**", "").split("\n\n")


def centred(x: float, y: float, text: str, bold: bool = True, size: float = 12) -> Text:
    return Text(x - len(text) * size / 4, y, text, bold, size)


def block(x: float, top: float, *lines: str, name: str) -> Page:
    return [*(centred(x, top - 15 * i, text) for i, text in enumerate(lines)), centred(x, top - 15 * len(lines) - 70, name)]


BODY: Page = [Text(LEFT, 700, LONG), Text(LEFT, 684, LONG), Text(LEFT, 668, "phủ./.")]


def test_three_signatures_side_by_side_are_read_one_after_the_other() -> None:
    signed = [
        *block(140, 600, "KT. GIÁM ĐỐC", "SỞ Y TẾ", "PHÓ GIÁM ĐỐC", name="Trần Văn An"),
        *block(300, 600, "KT. GIÁM ĐỐC", "SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", name="Lê Thị Bình"),
        *block(460, 600, "GIÁM ĐỐC", "SỞ TÀI CHÍNH", "", name="Đỗ Quốc Cường"),
    ]
    recipients = [Text(LEFT, 440, "Nơi nhận:", size=11), Text(LEFT, 426, "- Như trên;", size=11), Text(LEFT, 412, "- Lưu: VT.", size=11)]
    assert read([*BODY, *(x for x in signed if isinstance(x, Text) and x.text), *recipients])[1:] == [
        "KT. GIÁM ĐỐC", "SỞ Y TẾ", "PHÓ GIÁM ĐỐC", "Trần Văn An",
        "KT. GIÁM ĐỐC", "SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Lê Thị Bình",
        "GIÁM ĐỐC", "SỞ TÀI CHÍNH", "Đỗ Quốc Cường",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
    ]  # fmt: skip


def test_text_in_two_columns_runs_on_in_each() -> None:
    """A signature opens the right column, so that both are read as such; capitals that begin a line begin no paragraph."""
    left = ["Thực hiện Chương trình số 34 của Tỉnh ủy,", "Ban Chấp hành Đảng bộ xã Phú Long giao", "Văn phòng theo dõi, báo cáo hằng quý."]
    right = ["TM. ĐẢNG ỦY", "BÍ THƯ"]
    page: Page = [Text(50 if i else 62, 700 - 13 * i, x, size=11) for i, x in enumerate(left)]
    page += [centred(430, 700 - 13 * i, x, size=11) for i, x in enumerate(right)] + [centred(430, 640, "Trần Văn Bình", size=11)]
    assert read(page)[0] == " ".join(left)


def test_rows_of_signatures_are_read_from_the_top() -> None:
    rows = [
        *block(170, 600, "BỘ TRƯỞNG", name="Trần Văn An"),
        *block(430, 600, "CHỦ TỊCH", name="Lê Thị Bình"),
        *block(170, 480, "KT. CHÁNH ÁN", name="Đỗ Quốc Cường"),
        *block(430, 480, "VIỆN TRƯỞNG", name="Mai Hoàng Dũng"),
    ]
    assert read([*BODY, *rows])[1:] == [
        "BỘ TRƯỞNG", "Trần Văn An", "CHỦ TỊCH", "Lê Thị Bình",
        "KT. CHÁNH ÁN", "Đỗ Quốc Cường", "VIỆN TRƯỞNG", "Mai Hoàng Dũng",
    ]  # fmt: skip


def test_recipients_that_go_on_on_the_next_page_stay_together() -> None:
    signed = block(430, 140, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", name="Trần Văn An")
    first = [Text(LEFT, y, text, size=11) for y, text in ((140, "Nơi nhận:"), (126, "- Tỉnh ủy;"), (112, "- Các tổ chức"))]
    second: Page = [
        Text(300, 810, "2"),
        *(Text(LEFT, y, t, size=11) for y, t in ((780, "xã hội;"), (766, "- Lưu: VT."))),
        centred(300, 700, "PHỤ LỤC"),
    ]
    found = read([*BODY, *signed, *first], second)
    assert found[1:] == [
        "Nơi nhận:",
        "- Tỉnh ủy;",
        "- Các tổ chức xã hội;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn An",
        "PHỤ LỤC",
    ]


def test_a_letterhead_whose_columns_touch_at_different_heights() -> None:
    page: Page = [
        centred(150, 785, "SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM SƠN", bold=False), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(170, 771, "TRƯỜNG TRUNG HỌC PHỔ THÔNG CHUYÊN"), centred(405, 768, "Độc lập - Tự do - Hạnh phúc"),
        centred(170, 757, "NGUYỄN BỈNH KHIÊM"),
        centred(160, 735, "Số: 22/KH-THPTC", bold=False), centred(405, 737, "Lâm Sơn, ngày 5 tháng 3 năm 2026", bold=False),
    ]  # fmt: skip
    assert read([*page, *BODY])[:5] == [
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM SƠN",
        "TRƯỜNG TRUNG HỌC PHỔ THÔNG CHUYÊN NGUYỄN BỈNH KHIÊM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 22/KH-THPTC",
    ]


def test_a_joint_letterhead_is_one_name_and_a_symbol_goes_on_after_its_hyphen() -> None:
    page: Page = [
        centred(160, 785, "BỘ Y TẾ - BỘ NỘI VỤ -"), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 771, "BỘ TÀI CHÍNH"), centred(405, 770, "Độc lập - Tự do - Hạnh phúc"),
        centred(160, 745, "Số: 24/KHLT-BYT-", bold=False), centred(405, 745, "Hà Nội, ngày 5 tháng 3 năm 2026", bold=False),
        centred(160, 731, "BNV-BTC", bold=False),
    ]  # fmt: skip
    found = read([*page, *BODY])
    assert (found[0], found[3]) == ("BỘ Y TẾ - BỘ NỘI VỤ - BỘ TÀI CHÍNH", "Số: 24/KHLT-BYT-BNV-BTC")


def test_parent_and_issuer_of_one_weight_stay_apart() -> None:
    page: Page = [
        centred(160, 785, "TRƯỜNG ĐẠI HỌC LÂM SƠN"), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 771, "PHÒNG ĐÀO TẠO"), centred(405, 770, "Độc lập - Tự do - Hạnh phúc"),
    ]  # fmt: skip
    assert read([*page, *BODY])[:2] == ["TRƯỜNG ĐẠI HỌC LÂM SƠN", "PHÒNG ĐÀO TẠO"]


def test_a_name_broken_before_one_word_is_one_body() -> None:
    page: Page = [
        centred(160, 785, "SỞ NÔNG NGHIỆP VÀ MÔI"), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 771, "TRƯỜNG"), centred(405, 770, "Độc lập - Tự do - Hạnh phúc"),
    ]  # fmt: skip
    assert read([*page, *BODY])[0] == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"


@pytest.mark.parametrize(
    ("first", "rest", "x"), [("CHỦ NGHĨA VIỆT", "NAM", 405), ("CHỦ NGHĨA VIỆT", "NAM", 95), ("CHỦ NGHĨA", "VIỆT NAM", 405)]
)
def test_a_national_title_whose_last_words_fall_onto_the_next_line(first: str, rest: str, x: float) -> None:
    page: Page = [
        centred(160, 785, "SỞ NỘI VỤ"), centred(405, 785, f"CỘNG HÒA XÃ HỘI {first}"), centred(x, 770, rest),
        centred(405, 755, "Độc lập - Tự do - Hạnh phúc"), centred(160, 740, "Số: 24/KH-SNV", bold=False),
    ]  # fmt: skip
    found = read([*page, *BODY])
    assert found[0] == "SỞ NỘI VỤ" and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found


def test_a_line_that_begins_with_and_is_the_rest_of_a_name() -> None:
    page: Page = [
        centred(160, 785, "ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", bold=False), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 771, "SỞ TÀI NGUYÊN"), centred(405, 770, "Độc lập - Tự do - Hạnh phúc"), centred(160, 757, "VÀ MÔI TRƯỜNG"),
    ]  # fmt: skip
    assert read([*page, *BODY])[:2] == ["ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"]


def test_place_and_date_on_two_lines_are_one() -> None:
    page: Page = [
        centred(160, 785, "SỞ NỘI VỤ"), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 755, "Số: 24/KH-SNV", bold=False), centred(405, 755, "Lâm Sơn, ngày 5 tháng 3", bold=False),
        centred(405, 740, "năm 2026", bold=False), centred(297, 715, "KẾ HOẠCH"),
    ]  # fmt: skip
    found = read([*page, *BODY])
    assert "Lâm Sơn, ngày 5 tháng 3 năm 2026" in found and "KẾ HOẠCH" in found


def test_the_address_below_a_letterhead_comes_after_it() -> None:
    page: Page = [
        centred(160, 785, "SỞ Y TẾ"), centred(405, 785, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(160, 745, "Số: 24/SYT", bold=False), centred(405, 745, "Lâm Sơn, ngày 5 tháng 3 năm 2026", bold=False),
        Text(120, 720, "Kính gửi:"),
    ]  # fmt: skip
    found = read([*page, *BODY])
    assert found.index("Kính gửi:") > found.index("Lâm Sơn, ngày 5 tháng 3 năm 2026")


TASKS = [
    ["TT", "Nội dung", "Chủ trì"],
    ["1", "Rà soát quy trình", "Sở Nội vụ"],
    ["2", "Tập huấn", "Sở Y tế"],
    ["3", "Sơ kết", "Sở Tài chính"],
]
XS = (85.0, 130.0, 340.0)


def set_out(rows: list[list[str]], top: float, pitch: float = 26) -> Page:
    return [Text(x, top - pitch * i, text) for i, row in enumerate(rows) for x, text in zip(XS, row, strict=True) if text]


def lines(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def test_a_table_without_lines() -> None:
    wrapped = [Text(130, 700 - 40, "và cập nhật dữ liệu")]
    found = read([Text(LEFT, 740, LONG), *set_out(TASKS, 700), *wrapped, Text(LEFT, 560, LONG), Text(LEFT, 544, LONG)])
    rows = [list(r) for r in TASKS]
    rows[1][1] += " và cập nhật dữ liệu"
    assert found == [LONG, lines(rows), f"{LONG} {LONG}"]


def test_a_table_with_lines_across_alone() -> None:
    rules = [Rule(80, 716 - 26 * i, 500, 716 - 26 * i) for i in range(5)]
    assert read([*set_out(TASKS, 700), *rules, Text(LEFT, 500, LONG), Text(LEFT, 484, LONG)])[0] == lines(TASKS)


def barred(top: float, *heights: float) -> Page:
    return [Rule(80, top - sum(heights[:i]), 510, top - sum(heights[:i])) for i in range(len(heights) + 1)]


CLOSE: Page = [
    Text(82, 700, "T"), Text(82, 686, "T"), Text(104, 700, "Nội dung"), Text(230, 700, "Cơ quan chủ trì thực hiện"), Text(400, 700, "Thời gian"),
    Text(82, 660, "I"), Text(104, 660, "Công tác phòng ngừa và ứng phó"),
    Text(82, 634, "1"), Text(104, 634, "Rà soát"), Text(104, 620, "quy trình"), Text(230, 634, "Sở Nội vụ"), Text(400, 634, "30/4/2026"),
    Text(82, 594, "2"), Text(104, 594, "Tập huấn"), Text(230, 594, "Sở Y tế, Sở Tài"), Text(230, 580, "chính"), Text(400, 594, "Quý II"),
]  # fmt: skip
CLOSE_ROWS = (
    "| TT | Nội dung | Cơ quan chủ trì thực hiện | Thời gian |\n| I | Công tác phòng ngừa và ứng phó |  |  |\n"
    "| 1 | Rà soát quy trình | Sở Nội vụ | 30/4/2026 |\n| 2 | Tập huấn | Sở Y tế, Sở Tài chính | Quý II |"
)


def test_narrow_columns_between_lines_across() -> None:
    """The number's column holds one letter a line, the columns stand closer than words may, a heading reaches over the next column."""
    page: Page = [*CLOSE, *barred(714, 40, 26, 40, 40)]
    assert read([Text(LEFT, 740, LONG), *page, Text(LEFT, 520, LONG), Text(LEFT, 504, LONG)]) == [LONG, CLOSE_ROWS, f"{LONG} {LONG}"]


def test_tables_with_lines_across_and_text_between_them() -> None:
    rules = [*barred(714, 40, 26, 40, 40), *barred(714 - 346, 26, 26, 26, 26)]
    page: Page = [*CLOSE, Text(LEFT, 520, LONG), Text(LEFT, 504, LONG), *set_out(TASKS, 352)]
    assert read([*page, *rules]) == [CLOSE_ROWS, f"{LONG} {LONG}", lines(TASKS)]


def test_lines_under_words_are_no_table() -> None:
    words = [Text(LEFT, 700 - 26 * i, "Họ và tên của người được cử đi học:") for i in range(5)]
    assert "|" not in "".join(read([*words, *barred(722, 26, 26, 26, 26, 26)]))


def test_a_table_without_lines_goes_on_over_the_page() -> None:
    more = [["4", "Tổng kết", "Văn phòng"], ["5", "Khen thưởng", "Sở Nội vụ"]]
    assert read(set_out(TASKS, 200), set_out(more, 780)) == [lines(TASKS + more)]


def test_two_tables_without_lines_are_two() -> None:
    found = read([*set_out(TASKS, 700), Text(LEFT, 560, "Bảng khác:"), *set_out(TASKS, 520)])
    assert found == [lines(TASKS), "Bảng khác:", lines(TASKS)]


def test_columns_of_words_without_a_head_are_no_table() -> None:
    assert "|" not in "".join(read(set_out([["Một", "hai", "ba"], ["bốn", "năm", "sáu"], ["bảy", "tám", "chín"]], 700)))


def boxes(rows: list[list[str]], top: float, height: float = 30) -> Page:
    cells = [Text(x + 3, top - height * i - 15, text) for i, row in enumerate(rows) for x, text in zip(XS, row, strict=True) if text]
    return [*cells, *grid(85, top, [45, 210, 150], [height] * len(rows))]


def test_merged_cells_stand_where_they_begin() -> None:
    page: Page = boxes([*TASKS[:2], ["2", "Tập huấn", ""]], 700)
    page = [x for x in page if not (isinstance(x, Rule) and x.y1 == x.y2 == 640)]
    page += [Rule(85, 640, 340, 640)]
    assert read(page) == ["| TT | Nội dung | Chủ trì |\n| 1 | Rà soát quy trình | Sở Nội vụ |\n| 2 | Tập huấn |  |"]


def test_words_set_upwards_in_a_cell_are_its_text() -> None:
    page = [x for x in boxes(TASKS, 700, height=60) if not (isinstance(x, Text) and x.text == "Chủ trì")]
    page += [Text(400, 645, "Cơ quan", turn=90), Text(416, 645, "chủ trì", turn=90)]
    assert read(page)[0].split("\n")[:2] == ["| TT | Nội dung | Cơ quan chủ trì |", "| 1 | Rà soát quy trình | Sở Nội vụ |"]


def test_a_table_without_lines_at_its_sides() -> None:
    page = [x for x in boxes(TASKS, 700) if not (isinstance(x, Rule) and x.x1 == x.x2 and x.x1 in (85, 490))]
    assert read(page) == [lines(TASKS)]


def test_a_head_of_two_rows_is_left_out_on_the_next_page() -> None:
    head = [["TT", "Nội dung", "Chủ trì"], ["(1)", "(2)", "(3)"]]
    assert read(boxes([*head, *TASKS[1:3]], 250), boxes([*head, TASKS[3]], 780)) == [lines([*head, *TASKS[1:]])]


def test_a_new_row_under_a_merged_number_is_no_rest_of_the_row_above() -> None:
    first = boxes([*TASKS[:2], ["2", "Tập huấn kỹ năng số.", "Sở Y tế."]], 200)
    assert read(first, boxes([["", "Sơ kết việc tập huấn.", "Sở Nội vụ."], TASKS[3]], 780))[0].split("\n")[2:4] == [
        "| 2 | Tập huấn kỹ năng số. | Sở Y tế. |",
        "|  | Sơ kết việc tập huấn. | Sở Nội vụ. |",
    ]
