"""Syllables that recognition gave wrong marks get the right ones; what is right stays."""

from __future__ import annotations

import pytest

from kehoach.ingest.ocr.spelling import respelt
from kehoach.records.text import edited


def _mended(text: str) -> str:
    return edited(text, respelt(text))[0]


@pytest.mark.parametrize(
    ("misread", "right"),
    [
        ("Đoàn kiêm tra làm việc với đơn vị", "Đoàn kiểm tra làm việc với đơn vị"),
        ("bảo quản vật liệu nỗ công nghiệp", "bảo quản vật liệu nổ công nghiệp"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("hoạt động sản xuât, kinh doanh", "hoạt động sản xuất, kinh doanh"),
        ("Giám đôc Sở Công Thương", "Giám đốc Sở Công Thương"),
        ("tổ chức thực hiên Kế hoạch", "tổ chức thực hiện Kế hoạch"),
        ("trên địa bản tỉnh", "trên địa bàn tỉnh"),
        ("Phòng Giáo dục và Đảo tạo", "Phòng Giáo dục và Đào tạo"),
    ],
)
def test_misread_marks_are_mended(misread: str, right: str) -> None:
    assert _mended(misread) == right


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn kiểm tra liên ngành do Sở Y tế chủ trì",
        "xã Nậm Có, huyện Mù Cang Chải",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/4/2024",
        "ông Hoàng Văn Thuân, Trưởng phòng",
        "hòa giải ở cơ sở; hoà giải viên",
        "Ủy ban nhân dân; Uỷ ban nhân dân",
        "Số: 15/KH-SGDĐT",
        "nhà tạm, nhà dột nát",
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert _mended(text) == text


def test_a_syllable_takes_its_case_along() -> None:
    assert [_mended(t) for t in ("SẢN XUÂT", "Sản xuât", "sản xuât")] == ["SẢN XUẤT", "Sản xuất", "sản xuất"]
