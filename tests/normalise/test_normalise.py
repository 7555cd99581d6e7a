"""Canonical text: what is joined, what is dropped, and that every span leads back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kehoach.normalise import normalise
from kehoach.normalise.unicode import clean
from kehoach.records.text import Edit, OffsetMap, Place, Span, edited
from support.compose import pages

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƠƯỲỹếạ̛́̂ 0123456789-/.,;:()|*#“”\n\u00a0\u2000\u2004\x1f\u200bÐ\r\ufeff"


def canonical(text: str) -> list[str]:
    return normalise(pages(text)).canonical.split("\n")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Quye\u0302\u0301t định", "Quyết định"),
        ("QÐ-TTg", "QĐ-TTg"),
        ("kế\u00a0hoạch\u200b năm", "kế hoạch năm"),
        ("QĐ\u2011TTg", "QĐ-TTg"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("kế\u2004hoạch\u2000năm", "kế hoạch năm"),
        ("QĐ\x1eTTg, Nhà nư\x1fớc", "QĐ-TTg, Nhà nước"),
    ],
)
def test_characters(raw: str, wanted: str) -> None:
    assert clean(raw)[0] == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("c\u1ee7\u0430 Chính phủ", "của Chính phủ"),
        ("cu\u0309\u0430 Chính phủ", "của Chính phủ"),
        ("Kế hoạch số 12/\u041a\u041d-UBND", "Kế hoạch số 12/KH-UBND"),
        ("Quyết định số 12/Q\u0110-\u0422\u0422g", "Quyết định số 12/QĐ-TTg"),
        ("Kế hoạch số 5-\u041a\u041d/\u0422U của Tỉnh ủy", "Kế hoạch số 5-KH/TU của Tỉnh ủy"),
        ("Sở \u039dội vụ", "Sở Nội vụ"),
        ("\u041aẾ HO\u1ea0\u0421H", "KẾ HOẠCH"),
    ],
)
def test_letters_that_look_latin(raw: str, wanted: str) -> None:
    text, back = clean(raw)
    assert text == wanted
    assert [back.span(Span(i, i + 1)).of(raw) for i in range(2)] == list(raw[:2]) or raw[2] == "\u0309"


@pytest.mark.parametrize(
    "raw",
    [
        "\u041c\u043e\u0441\u043a\u0432\u0430 và Hà Nội",  # a word of another script
        "tia \u03b1, \u0421\u0421\u0421\u0420 cũ",
        "Cổng TTĐ\u0422\u0421\u0420",  # an abbreviation that stands in no symbol
        "\u0420\u0435\u0448\u0435\u043d\u0438\u0435 12/\u0422\u0421\u0420 \u0441\u043e\u0432\u0435\u0442\u0430 a",  # a text of another script
    ],
)
def test_other_scripts_stay(raw: str) -> None:
    assert clean(raw)[0] == raw


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc", ["SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"]),
        ("UBND XÃ BÌNH AN <b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", ["UBND XÃ BÌNH AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        ("Số: 12/KH-UBND **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", ["Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        ("Phấn đấu vì Độc lập - Tự do - Hạnh phúc của nhân dân", ["Phấn đấu vì Độc lập - Tự do - Hạnh phúc của nhân dân"]),
    ],
)
def test_columns_that_have_run_together(raw: str, wanted: list[str]) -> None:
    assert canonical(f"ĐẢNG CỘNG SẢN VIỆT NAM\n\n{raw}\n\nI. NỘI DUNG\n\n- Việc.")[1:-2] == wanted


def test_a_paragraph_broken_by_the_page_is_one_line() -> None:
    text = "I. NỘI DUNG\n\n- Nâng cao ý thức của cán bộ trong các cơ quan, đơn\n\nvị, thu hút sự tham gia của mọi người.\n\n- Việc khác của đơn vị."
    assert canonical(text)[1] == "- Nâng cao ý thức của cán bộ trong các cơ quan, đơn vị, thu hút sự tham gia của mọi người."


WRAPPED = """KẾ HOẠCH

Cải cách hành chính năm 2023

Thực hiện Quyết định số 45/QĐ-
UBND ngày 12/01/2023 của Ủy ban nhân dân tỉnh về
việc giao chỉ tiêu cải cách hành chính cho các cơ quan, đơn

2

vị trong tỉnh, Sở Nội vụ xây dựng Kế hoạch như sau:

I. MỤC TIÊU

- Nâng cao chất lượng phục vụ tổ chức và công dân tại bộ
phận một cửa, giải quyết đúng hạn ít nhất 98% hồ sơ của
năm, kể cả hồ sơ tồn từ năm trước chuyển sang.

- Rà soát thủ tục, kiến nghị đơn giản hóa ít nhất ba thủ
tục trong quý II.

3

- Niêm yết công khai."""


def test_hard_wrapped_lines_are_joined_and_page_numbers_dropped() -> None:
    lines = canonical(WRAPPED)
    assert "Quyết định số 45/QĐ-UBND ngày 12/01/2023" in lines[2]
    assert "các cơ quan, đơn vị trong tỉnh" in lines[2]
    assert lines[4].endswith("chuyển sang.")
    assert lines[-1] == "- Niêm yết công khai."
    assert {"2", "3"}.isdisjoint(lines)


def test_what_is_dropped_is_on_record() -> None:
    text = normalise(pages(WRAPPED))
    assert [(text.raw[s.start : s.end], why) for s, why in text.removed] == [("2", "page number"), ("3", "page number")]


def test_marks_go_and_their_meaning_stays() -> None:
    text = normalise(pages("## I. MỤC TIÊU\n\n**1. Thời gian: **Từ tháng 01\n\n**2. Yêu cầu**\n\nCông văn số 7792/UBND-NC<sub>1</sub>"))
    assert text.canonical.split("\n") == ["I. MỤC TIÊU", "1. Thời gian: Từ tháng 01", "2. Yêu cầu", "Công văn số 7792/UBND-NC1"]
    assert [line.all_bold for line in normalise(pages("KẾ HOẠCH\n\n<b>I. Mục đích</b>\n\n<strong>Đợt 1:</strong> tháng 3")).lines] == [
        False,
        True,
        False,
    ]
    assert [(line.heading, line.all_bold, line.bold > 0) for line in text.lines] == [
        (2, False, False),
        (0, False, True),
        (0, True, True),
        (0, False, False),
    ]


def test_a_line_that_begins_with_a_rare_space_is_kept() -> None:
    assert canonical("KẾ HOẠCH\n\nI. NỘI DUNG\n\n\u2004c) Việc một.\n\u205fd) Việc hai.")[2:] == ["c) Việc một.", "d) Việc hai."]


@pytest.mark.parametrize("piece", ["a   b ", "A\na\n", "từ ngữ và\n", "a-\n", "|\n", "| a ", "* ", "(a "], ids=repr)
def test_every_word_of_a_hostile_text_is_kept(piece: str) -> None:
    text = piece * 500
    assert "".join(re.findall(r"\w", normalise(pages(text)).canonical)) == "".join(re.findall(r"\w", text))


def test_web_page_remains_are_left_out() -> None:
    body = "KẾ HOẠCH\n\nTập huấn\n\nI. NỘI DUNG\n\n- Một việc của đơn vị.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn An"
    text = normalise(pages(f"Trang chủ\n\n{body}\n\nGửi phản hồi\n\nLượt xem: 214\n\nTin liên quan\n\n- Hội nghị tổng kết"))
    assert text.canonical.split("\n")[0] == "KẾ HOẠCH"
    assert text.canonical.split("\n")[-1] == "Trần Văn An"
    assert "web page" in {why for _, why in text.removed}


def test_tabs_part_the_columns_of_a_signature_and_not_a_label_from_its_text() -> None:
    body = "KẾ HOẠCH\nTập huấn\n\nI.\tMỤC ĐÍCH\n1.\tNâng cao nhận thức.\n2.\tBảo đảm an toàn.\n3.\tPhối hợp các đơn vị.\n"
    closing = "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tPHÓ CHỦ TỊCH\n- Lưu: VT.\n\t\tLê Văn Ba"
    found = canonical(body + closing)
    assert found[2:4] == ["I. MỤC ĐÍCH", "1. Nâng cao nhận thức."]
    assert found[6:] == ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "- Như trên;", "PHÓ CHỦ TỊCH", "- Lưu: VT.", "Lê Văn Ba"]


def test_fields_to_be_filled_in_do_not_end_an_annex() -> None:
    annex = ["PHỤ LỤC II", "ĐỀ CƯƠNG BÁO CÁO", "a) Tên đơn vị:", "Điện thoại: …", "Email: …", "1. Kết quả", "2. Khó khăn", "3. Kiến nghị"]
    lines = ["KẾ HOẠCH", "Tập huấn", "I. MỤC ĐÍCH", "- Tuyên truyền.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn A", *annex]
    assert annex == normalise(pages("\n\n".join(lines))).canonical.split("\n")[-len(annex) :]


def test_a_file_with_places_is_the_document_and_nothing_else() -> None:
    text = "Trang chủ\nĐăng nhập\nKẾ HOẠCH\nTập huấn\nEmail: a\nĐiện thoại: 1"
    whole = replace(pages(text), places=((Span(0, len(text)), Place(page=1)),))
    assert normalise(whole).canonical == text


def test_the_post_that_decides_is_no_signature() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\n\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM SƠN\n\n"
    text = normalise(pages(f"{head}Căn cứ Luật Trẻ em;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Quy chế.\n\nĐiều 2. Hiệu lực thi hành."))
    assert text.canonical.endswith("Hiệu lực thi hành.")


BARS = """|
**ỦY BAN NHÂN DÂN**
TỈNH LÂM SƠN
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
|
|
Số: 12/KH-UBND
|
*Lâm Sơn, ngày 03
tháng 4 năm 2020*
|

**KẾ HOẠCH**

Tập huấn

**PHỤ LỤC**
|
**TT**
|
**Nội dung**
|
**Chủ trì**
|
|
1
|
Mở lớp tập huấn
cho công chức
|
Sở Nội vụ
|
"""


def test_tables_with_bars_on_lines_of_their_own() -> None:
    lines = canonical(BARS)
    assert lines[:5] == [
        "ỦY BAN NHÂN DÂN TỈNH LÂM SƠN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-UBND",
        "Lâm Sơn, ngày 03 tháng 4 năm 2020",
        "KẾ HOẠCH",
    ]
    assert lines[-2:] == ["TT | Nội dung | Chủ trì", "1 | Mở lớp tập huấn cho công chức | Sở Nội vụ"]


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT**\n\n**NAM**", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CỘNG HÒA XÃ HỘI\n\nCHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ĐẢNG CỘNG SẢN\n\nVIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_a_motto_that_its_column_broke_is_one_line_and_the_letterhead_stays(raw: str, whole: str) -> None:
    assert canonical(f"SỞ NỘI VỤ\n\n{raw}\n\nSố: 5/KH-SNV\n\nKẾ HOẠCH\n\nMột năm")[:3] == ["SỞ NỘI VỤ", whole, "Số: 5/KH-SNV"]


def test_a_whole_motto_joins_nothing() -> None:
    assert canonical("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nDỰ THẢO\n\nKẾ HOẠCH\n\nMột năm")[1] == "DỰ THẢO"


@example("A*\u0301")
@given(st.text(alphabet=LETTERS, max_size=400))
def test_every_canonical_character_leads_back(raw: str) -> None:
    text = normalise(pages(raw))
    assert unicodedata.is_normalized("NFC", text.canonical)
    assert "\n".join(text.of(line.span) for line in text.lines) == text.canonical
    last = 0
    for at, char in enumerate(text.canonical):
        span = text.source(Span(at, at + 1))
        assert last <= span.start <= span.end <= len(raw)
        last = span.start
        if char.isalnum():
            assert char in clean(raw[span.start : span.end])[0]


@given(st.text(alphabet=LETTERS, max_size=200))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once, _ = clean(raw)
    assert clean(once)[0] == once


@given(st.text(max_size=120))
def test_cleaning_gives_nfc_whatever_comes(raw: str) -> None:
    text, back = clean(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert back.length == len(text)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.text(max_size=3)), max_size=5))
def test_edits_map_copies_exactly(text: str, drawn: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    at = 0
    for start, length, new in sorted(drawn):
        start = max(start, at)
        if start + length <= len(text):
            edits.append(Edit(start, start + length, new))
            at = start + length
    new_text, back = edited(text, edits)
    assert back.length == len(new_text)
    for i, (a, is_copy) in enumerate(zip(back.new, back.copied, strict=True)):
        if is_copy and new_text:
            end = back.new[i + 1] if i + 1 < len(back.new) else back.length
            span = back.span(Span(a, end))
            assert text[span.start : span.end] == new_text[a:end]


@given(st.text(max_size=40), st.text(max_size=3))
def test_maps_compose(text: str, insert: str) -> None:
    middle, first = edited(text, [Edit(0, min(2, len(text)), insert)])
    last, second = edited(middle, [Edit(len(middle) // 2, len(middle) // 2, "…")])
    both = first.then(second)
    for at in range(len(last)):
        direct = first.span(second.span(Span(at, at + 1)))
        assert both.span(Span(at, at + 1)) == direct


def test_a_span_outside_raises() -> None:
    with pytest.raises(ValueError, match="outside"):
        OffsetMap.identity(3).span(Span(2, 4))
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="overlaps"):
        edited("abc", [Edit(1, 3, ""), Edit(2, 3, "")])


def test_a_span_of_years_and_an_item_go_on_over_the_end_of_a_line_and_a_page() -> None:
    prose = "Các xã ven sông tổ chức dạy bơi cho trẻ em trong dịp hè, bố trí người\ntrông coi ở bến đò và khu vực bãi tắm, cắm biển báo ở những nơi nước sâu.\n"
    raw = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nI. NỘI DUNG\n\n{prose * 3}\n- Thực hiện Chương trình phòng, chống tai nạn, thương tích giai đoạn 2016\n- 2020; treo 90 pa nô, thi an toàn viên; đưa tình\n\n2\n\nhuống vào mười phút đầu ca.\n\nTT     Mục chi                    780\n"
    lines = normalise(pages(raw)).canonical.split("\n")
    assert any("2016 - 2020; treo" in line and line.endswith("tình huống vào mười phút đầu ca.") for line in lines)
