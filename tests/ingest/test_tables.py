"""Which tables lay out a page, and in which order their cells are read."""

from __future__ import annotations

import pytest

from kehoach.ingest.tables import is_layout, mark, motto_inside, reading_order

LETTERHEAD = [
    [["UBND TỈNH A"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]],
    [["SỞ B"], ["Độc lập - Tự do - Hạnh phúc"]],
    [["Số: 5/KH-SB"], ["A, ngày 5 tháng 6 năm 2023"]],
]
TASKS = [[["TT"], ["Việc"], ["Ai"]], [["1"], ["Rà soát"], ["Sở A", "Sở B"]], [["2"], ["Báo cáo"], ["Sở C"]], [["3"], ["Gửi"], ["Sở D"]]]


@pytest.mark.parametrize("ruled", [True, False, None])
def test_letterhead_and_signature_are_layout_with_and_without_rules(ruled: bool | None) -> None:
    assert is_layout(LETTERHEAD, ruled)
    assert is_layout([[["Nơi nhận:", "- Như trên;"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]]], ruled)
    assert is_layout([[["TỈNH ỦY A", "*"], ["ĐẢNG CỘNG SẢN VIỆT NAM"]]], ruled)


@pytest.mark.parametrize("ruled", [True, False, None])
def test_tasks_are_data(ruled: bool | None) -> None:
    assert not is_layout(TASKS, ruled)


def test_small_tables_without_rules_are_layout() -> None:
    assert is_layout([[["Người lập"], ["Người duyệt"]]], False)
    assert is_layout([[["Kính gửi:"], ["- Sở A;", "- Sở B."]]], None)
    assert not is_layout([[["Người lập"], ["Người duyệt"]], [["An"], ["Bình"]]], True)


def test_a_box_of_one_column_is_layout() -> None:
    assert is_layout([[["Ghi chú"]], [["a"]]], True)


def test_marks_are_known_at_the_start_of_a_line() -> None:
    assert all(map(mark, ("Số: 12/KH-UBND", "Số:      /KH-MNHM", "Số 87-KH/TU", "Noi nhận:", "T/M BAN THƯỜNG VỤ", "TL. GIÁM ĐỐC")))
    assert not any(map(mark, ("Số lượng: 5", "Số 165 Lý Thường Kiệt", "tm", "Nội dung", "Trên đây là kế hoạch")))
    assert mark("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto")
    assert not mark("Nơi nhận:", "motto")


def test_the_national_title_inside_a_line() -> None:
    assert motto_inside("UBND TỈNH A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert not motto_inside("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert not motto_inside("của nước Cộng hòa xã hội chủ nghĩa Việt Nam")


def test_a_letterhead_is_read_by_columns_down_to_its_number() -> None:
    found = [LETTERHEAD[i][c][0][:9] for i, c in reading_order(LETTERHEAD)]
    assert found == ["UBND TỈNH", "SỞ B", "CỘNG HÒA ", "Độc lập -", "Số: 5/KH-", "A, ngày 5"]


def test_other_tables_are_read_by_rows() -> None:
    assert list(reading_order([[["a"], ["b"]], [["c"]]])) == [(0, 0), (0, 1), (1, 0)]
