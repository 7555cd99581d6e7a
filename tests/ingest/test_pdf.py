"""PDF files: reading order, paragraphs, tables, and what can't be read."""

from __future__ import annotations

import re
import unicodedata

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.lines import Line
from kehoach.ingest.pdf.page import composed
from kehoach.ingest.pdf.paragraphs import Column, begins
from kehoach.ingest.pdf.words import mended
from kehoach.records.text import Pages, Place
from support.pdf import GAP, Page, Rule, Text, grid, make_locked_pdf, make_pdf

LETTERHEAD: Page = [
    Text(90, 780, "ỦY BAN NHÂN DÂN"), Text(230, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True),
    Text(105, 764, "TỈNH LÂM SƠN", bold=True), Text(260, 764, "Độc lập - Tự do - Hạnh phúc", bold=True),
    Text(100, 740, "Số: 5/KH-UBND"), Text(260, 740, "Lâm Sơn, ngày 5 tháng 6 năm 2023"),
]  # fmt: skip
LONG = "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính"
"""A line that reaches from margin to margin when set at 85 in 13 points."""

LEFT, INDENT = 85.0, 113.0


def read(*pages: Page) -> Pages:
    return read_bytes(make_pdf(*pages), "a.pdf")


def body(*lines: tuple[float, str], top: float = 700, pitch: float = 16) -> Page:
    return [Text(x, top - i * pitch, text) for i, (x, text) in enumerate(lines)]


def test_letterhead_columns_are_not_mixed() -> None:
    assert read(LETTERHEAD).text.split("\n\n") == [
        "ỦY BAN NHÂN DÂN",
        "**TỈNH LÂM SƠN**",
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**",
        "**Độc lập - Tự do - Hạnh phúc**",
        "Số: 5/KH-UBND",
        "Lâm Sơn, ngày 5 tháng 6 năm 2023",
    ]


def test_columns_whose_words_come_line_by_line_or_backwards() -> None:
    assert read(list(reversed(LETTERHEAD))).text == read(LETTERHEAD).text


def test_columns_close_together_are_parted_before_the_national_title() -> None:
    page: Page = [Text(90, 780, "SỞ GIÁO DỤC VÀ ĐÀO TẠO"), Text(242, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), *LETTERHEAD[2:]]
    assert read(page).text.startswith("SỞ GIÁO DỤC VÀ ĐÀO TẠO\n\n**TỈNH LÂM SƠN**\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def test_signature_columns_with_lines_at_different_heights() -> None:
    page: Page = body((INDENT, "Trên đây là Kế hoạch."), top=500)
    left = ((466, "Nơi nhận:"), (453, "- Như trên và các"), (440, "cơ quan khác;"), (427, "- Lưu: VT."))
    right = ((330, 470, "KT. CHỦ TỊCH"), (325, 454, "PHÓ CHỦ TỊCH"), (325, 370, "Trần Quốc Khải"))
    page += [Text(LEFT, y, text, size=11) for y, text in left] + [Text(x, y, text, bold=True) for x, y, text in right]
    assert read(page).text.split("\n\n") == [
        "Trên đây là Kế hoạch.",
        "Nơi nhận:",
        "- Như trên và các cơ quan khác;",
        "- Lưu: VT.",
        "**KT. CHỦ TỊCH**",
        "**PHÓ CHỦ TỊCH**",
        "**Trần Quốc Khải**",
    ]


def test_a_number_left_blank_keeps_its_gap() -> None:
    page: Page = [*LETTERHEAD[:4], Text(100, 740, "Số:"), Text(150, 740, "/KH-UBND"), LETTERHEAD[5]]
    assert re.search(r"^Số: {5,}/KH-UBND$", read(page).text, re.MULTILINE)


def test_wide_gaps_of_the_body_are_no_columns() -> None:
    page = [*body((LEFT, LONG), (LEFT, LONG), (LEFT, LONG)), Text(LEFT, 640, "Thời gian:"), Text(300, 640, "8 giờ")]
    assert "Thời gian:            8 giờ" in read(page).text


def test_paragraphs_by_indent_and_by_room() -> None:
    page = body((INDENT, LONG[:62]), (LEFT, LONG), (LEFT, "phủ;"), (INDENT, "- Một ý ngắn;"), (INDENT, LONG[:62]), (LEFT, "hết dòng."))
    assert read(page).text.split("\n\n") == [
        f"{LONG[:62]} {LONG} phủ;",
        "- Một ý ngắn;",
        f"{LONG[:62]} hết dòng.",
    ]


def test_paragraphs_by_distance_and_by_label() -> None:
    lines = body((LEFT, LONG), (LEFT, LONG), (LEFT, LONG[:-1] + ";"), (LEFT, "- " + LONG[2:]), top=700)
    far = body((LEFT, LONG), (LEFT, LONG), top=620)
    assert [p.count("749") for p in read(lines + far).text.split("\n\n")] == [3, 1, 2]


def test_the_text_begins_below_a_bold_title_and_with_each_reason() -> None:
    title = "Nâng cao chất lượng công tác văn thư, lưu trữ của tỉnh đến hết năm 2026"
    first, second = (
        "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024 của Quốc hội nước ta",
        "Thực hiện Quyết định số 458/QĐ-TTg ngày 03/4/2020 của Thủ tướng về văn;",
    )
    page = [Text(LEFT, 700, title, bold=True), *(Text(LEFT, 684 - 16 * i, x) for i, x in enumerate([first, second, second]))]
    assert read(page).text.split("\n\n") == [f"**{title}**", f"{first} {second}", second]


def test_hanging_lines_stay_with_their_item() -> None:
    item = "- " + LONG[2:62]
    page = body((LEFT, LONG), (INDENT, item), (INDENT + 12, LONG[:60]), (INDENT + 12, "hết ý."), (LEFT, LONG))
    assert f"{item} {LONG[:60]} hết ý." in read(page).text.split("\n\n")


def test_a_paragraph_goes_on_over_the_page_and_its_number() -> None:
    first, second = body((LEFT, LONG), (LEFT, LONG)), body((LEFT, "phủ."), (INDENT, "Hai."), top=780)
    assert read(first, second).text == f"{LONG} {LONG} phủ.\n\nHai."
    numbered: Page = [Text(300, 810, "2"), *second]
    pages = read(first, numbered)
    assert pages.text == f"{LONG} {LONG} phủ.\n\nHai."
    assert [(s.of(pages.raw), reason) for s, reason in pages.aside] == [("2", "page number")]


def test_lines_of_a_title_stay_together_and_apart_from_its_type() -> None:
    page: Page = [Text(273, 700, "KẾ HOẠCH", bold=True), Text(202, 684, "Chuyển đổi số của tỉnh Lâm Sơn", bold=True)]
    page += [Text(248, 668, "năm 2023 và 2024", bold=True), *body((INDENT, LONG[:62]), (LEFT, LONG), (LEFT, LONG), top=630)]
    assert read(page).text.split("\n\n")[:2] == ["**KẾ HOẠCH**", "**Chuyển đổi số của tỉnh Lâm Sơn năm 2023 và 2024**"]


def test_places_give_page_and_box() -> None:
    pages = read(body((LEFT, "Một.")), body((LEFT, "Hai."), top=600))
    assert [(s.of(pages.raw), p.page) for s, p in pages.places] == [("Một.", 1), ("Hai.", 2)]
    assert pages.places[1][1] == Place(page=2, box=(85.0, 596.8, 111.0, 610.4))
    assert pages.raw == pages.text
    assert pages.source.media_type == "application/pdf"


def test_words_of_two_fonts_stay_whole() -> None:
    letters = [Text(LEFT + 6.5 * i, 700, c, bold=not c.isascii()) for i, c in enumerate("Kế hoạch của Ủy ban") if c != " "]
    assert read(letters).text == "Kế hoạch của Ủy ban"


def test_letters_of_a_second_font_that_stand_in_the_gaps_of_the_first() -> None:
    words = "Các công trình giáo dân cho ngân hàng"
    first = "".join(c if c.isascii() else GAP for c in words)
    second = [Text(LEFT + 6.5 * i, 700, c, bold=True) for i, c in enumerate(words) if not c.isascii()]
    pages = read([Text(LEFT, 700, first), *second])
    assert (pages.text.replace("**", ""), pages.notes) == (words, ())


def test_letters_one_by_one_those_of_a_second_font_last() -> None:
    words = "Các công trình giáo dân cho ngân hàng"
    letters = [Text(LEFT + 6.5 * i, 700, c, bold=not c.isascii()) for i, c in enumerate(words) if c != " "]
    assert read(sorted(letters, key=lambda x: x.bold)).text.replace("**", "") == words


def test_the_same_word_elsewhere_in_another_size_is_no_second_print() -> None:
    share = 11 / 13  # places at which a grid that grows with the size counts the same steps
    page: Page = [
        Text(130, 650, "một", size=13),
        Text(130 * share, 650 * share, "một", size=11),
        Text(200, 700, "hai"),
        Text(200.5, 700, "hai"),
    ]
    assert read(page).text.replace("**", "").split() == ["hai", "một", "một"]


def test_a_line_whose_words_stand_equally_far_apart_has_no_blanks() -> None:
    words = ["bệ", "xí", "theo", "hướng", "dẫn", "tại"]
    starts = [LEFT + sum(6.5 * len(w) + 22 for w in words[:i]) for i in range(len(words))]
    line: Page = [Text(x, 700, w) for x, w in zip(starts, words, strict=True)]
    assert read(line).text == " ".join(words)
    line[-1] = Text(starts[-1] + 30, 700, words[-1])
    assert "dẫn    " in read(line).text


def test_capitals_need_more_room() -> None:
    def line(text: str, right: float, baseline: float) -> Line:
        return Line(text, (False,) * len(text), 91.0, right, baseline, 13.0)

    column = Column(91.0, 547.0, 20.0, 16.9)  # as set in Times at 13 points, ragged
    before = line("2021, đã được công bố công khai toàn tỉnh theo Quyết định số", 475.5, 700.0)
    assert not begins(line("318/QĐ-UBND ngày 21/02/2023 của UBND tỉnh công bố Chỉ số cải cách hành chính", 537.4, 683.1), before, column)
    assert begins(line("Các sở, ngành báo cáo kết quả thực hiện trước ngày 15 tháng 12 hằng năm", 537.4, 683.1), before, column)


def test_a_running_head_over_a_signature_is_left_aside() -> None:
    head = Text(330, 815, "Báo cáo chuyên đề của huyện", size=9)
    signature: Page = [head, Text(LEFT, 700, "Nơi nhận:"), Text(330, 700, "CHỦ TỊCH", bold=True), Text(330, 600, "Lê Văn An", bold=True)]
    pages = read([head, *body((LEFT, LONG), (LEFT, "phủ."))], [head, *body((INDENT, LONG[:62]), (LEFT, "hết."))], signature)
    assert "Báo cáo" not in pages.text
    assert [reason for _, reason in pages.aside] == ["running head"] * 3


def test_words_that_bad_metrics_break_are_put_together() -> None:
    sentence = "kế hoạch của tỉnh về trẻ em"
    page: Page = [Text(LEFT + 9.4 * i, 700, c) for i, c in enumerate(sentence)]
    pages = read(page)
    assert (pages.text, pages.notes) == (sentence, ("words put together by pdfplumber",))


def test_broken_words_are_put_together_by_the_spaces_of_the_file() -> None:
    sentence = "kế hoạch của tỉnh về trẻ em"
    letters = [Glyph(c, 9.4 * i, 9.4 * i + 6.5, 700, 13, False) for i, c in enumerate(sentence)]
    [page], note = mended([letters], b"")
    assert "".join(g.text for g in page) == sentence
    assert [g.text for g in page if g.text.strip()] == sentence.split()
    assert note == "words put together by their spaces"


def test_accents_as_characters_of_their_own() -> None:
    words = unicodedata.normalize("NFD", "kế hoạch của tỉnh Lâm Sơn")
    pages = read([Text(LEFT, 700, words)])
    assert (unicodedata.normalize("NFC", pages.text), pages.notes) == ("kế hoạch của tỉnh Lâm Sơn", ())


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("place", [0.5, 1.0])
def test_accents_drawn_apart_from_their_letters(first: bool, place: float) -> None:
    letters: list[Glyph] = []
    marks: list[Glyph] = []
    for c in unicodedata.normalize("NFD", "kế hoạch của tỉnh"):
        if unicodedata.combining(c):
            x = letters[-1].left + 7 * place
            marks.append(Glyph(c, x - 2, x + 2, 700, 13, False, (x - 2,)))
        else:
            x = 7.0 * len(letters)
            letters.append(Glyph(c, x, x + 7, 700, 13, False, (x,)))
    found = composed([*marks, *letters] if first else [*letters, *marks])
    assert unicodedata.normalize("NFC", "".join(g.text for g in found)) == "kế hoạch của tỉnh"


def test_hyphens_at_the_end_of_a_line() -> None:
    for hyphen in ("\u0002", "\ufffe", "-"):
        assert read(body((LEFT, f"Quyết định số 749/QĐ{hyphen}"), (LEFT, "TTg"))).text == "Quyết định số 749/QĐ-TTg"


TASKS = [["TT", "Việc", "Ai"], ["1", "Rà soát", "Sở A"], ["2", "Báo cáo", "Sở B"]]


def table(rows: list[list[str]], top: float, height: float = 30) -> Page:
    widths, lefts = [40.0, 200.0, 150.0], [LEFT + 3, LEFT + 43, LEFT + 243]
    cells = [Text(x, top - height * i - 15, text) for i, row in enumerate(rows) for x, text in zip(lefts, row, strict=True) if text]
    return [*cells, *grid(LEFT, top, widths, [height] * len(rows))]


def test_ruled_tables_are_rows_in_their_place() -> None:
    page = body((LEFT, "Trước:"), top=750) + table(TASKS, 700) + body((LEFT, "Sau."), top=560)
    assert read(page).text == "Trước:\n\n| TT | Việc | Ai |\n| 1 | Rà soát | Sở A |\n| 2 | Báo cáo | Sở B |\n\nSau."


def test_lines_of_a_cell_are_joined_and_hyphens_hold() -> None:
    page = table([["TT", "Việc", "Ai"], ["1", "Thực hiện Quyết định 749/QĐ-", "Sở A"], ["2", "x", "y"]], 700, height=40)
    page.append(Text(LEFT + 43, 633, "TTg của"))
    assert "| 1 | Thực hiện Quyết định 749/QĐ-TTg của | Sở A |" in read(page).text


def test_a_table_goes_on_over_the_page() -> None:
    more = [["TT", "Việc", "Ai"], ["", "quý và năm", ""], ["3", "Gửi", "Sở C"]]
    second: Page = [Text(300, 810, "2"), *table(more, 780)]
    assert read(table(TASKS, 200), second).text.split("\n") == [
        "| TT | Việc | Ai |", "| 1 | Rà soát | Sở A |", "| 2 | Báo cáo quý và năm | Sở B |", "| 3 | Gửi | Sở C |",
    ]  # fmt: skip


def test_a_table_after_text_on_the_next_page_is_another() -> None:
    second = body((LEFT, "Bảng khác:"), top=780) + table(TASKS, 700)
    assert read(table(TASKS, 200), second).text.count("| TT | Việc | Ai |") == 2


def test_underlines_and_frames_are_no_tables() -> None:
    page = [*LETTERHEAD, Rule(120, 735, 200, 735), Rule(280, 758, 400, 758), *grid(60, 800, [480], [100])]
    assert "|" not in read(page).text


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
def test_a_cut_file_is_broken(share: float) -> None:
    data = make_pdf(body((LEFT, "Một.")))
    with pytest.raises(ReadError) as e:
        read_bytes(data[: int(len(data) * share)], "a.pdf")
    assert e.value.key == "pdf.broken"


def test_no_pages() -> None:
    with pytest.raises(ReadError) as e:
        read()
    assert e.value.key == "pdf.no_pages"


def test_pages_without_any_ink_hold_no_text() -> None:
    with pytest.raises(ReadError) as e:
        read([Rule(0, 0, 5, 5)], [])
    assert (e.value.key, e.value.values["pages"]) == ("pdf.no_text", 2)


def test_a_page_without_text_is_noted() -> None:
    assert read(body((LEFT, "Một.")), []).notes == ("no text on page 2",)


def test_an_encrypted_file_asks_for_its_password() -> None:
    with pytest.raises(ReadError) as e:
        read_bytes(make_locked_pdf(), "a.pdf")
    assert e.value.key == "pdf.encrypted"


def test_a_bold_beginning_is_marked_over_the_lines_of_its_paragraph() -> None:
    page: Page = [
        Text(LEFT, 700, LONG, bold=True),
        Text(LEFT, 684, "phủ:", bold=True),
        Text(117.5, 684, LONG[:60]),
        Text(LEFT, 668, "hết."),
    ]
    pages = read(page)
    assert pages.text == f"**{LONG} phủ:** {LONG[:60]} hết."
    assert [s.of(pages.raw) for s, _ in pages.places] == [f"**{LONG}", f"phủ:** {LONG[:60]}", "hết."]
