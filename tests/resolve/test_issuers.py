"""Names of bodies and symbols: what they stand for."""

from __future__ import annotations

import pytest

from kehoach.resolve.symbols import kind, parse
from kehoach.rules.home import Body, Home, Open, Unit, locate
from kehoach.rules.issuers import Named, merged, ordinal, read
from resolve.hand import frame

NAMES = {
    "UBND tỉnh": "Ủy ban nhân dân/tỉnh/",
    "Chủ tịch Uỷ ban Nhân dân Tỉnh Lâm Sơn": "Ủy ban nhân dân/tỉnh/Lâm Sơn",
    "UBND TP. Hồ Chí Minh": "Ủy ban nhân dân/thành phố/Hồ Chí Minh",
    "Thường trực HĐND huyện Trà Lâm, tỉnh Tân Giang": "Hội đồng nhân dân/huyện/Trà Lâm",
    "UBND huyện Quan Hóa": "Ủy ban nhân dân/huyện/Quan Hóa",
    "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH BÀ RỊA - VŨNG TÀU": "Liên đoàn Lao động/tỉnh/Bà Rịa - Vũng Tàu",
    "Ban Thường vụ Tỉnh uỷ": "Tỉnh ủy//",
    "Ban Chấp hành Đảng bộ tỉnh Lâm Sơn": "Tỉnh ủy//Lâm Sơn",
    "Bộ trưởng Bộ Lao động - Thương binh và và Xã hội": "Bộ Lao động - Thương binh và Xã hội//",
    "Bộ LĐ-TB&XH": "Bộ Lao động - Thương binh và Xã hội//",
    "Bộ trưởng Bộ GD-ĐT": "Bộ Giáo dục và Đào tạo//",
    "Phòng GD&ĐT huyện Hóc Môn": "Phòng Giáo dục và Đào tạo/huyện/Hóc Môn",
    "Thủ tướng": "Thủ tướng Chính phủ//",
    "Ban Bí thư Trung ương Đảng khóa XII": "Ban Bí thư//",
    "Ban Bí thư Trung ương Đoàn": "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh//",
    "Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh": "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh//",
    "Đoàn Chủ tịch Tổng LĐLĐ Việt Nam": "Tổng Liên đoàn Lao động Việt Nam//",
    "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam//",
    "Ủy ban MTTQ tỉnh": "Ủy ban Mặt trận Tổ quốc Việt Nam/tỉnh/",
    "Hội LHPN Việt Nam tỉnh Tân Giang": "Hội Liên hiệp Phụ nữ/tỉnh/Tân Giang",
    "Bảo hiểm xã hội tỉnh": "Bảo hiểm xã hội/tỉnh/",
    "Liên minh Hợp tác xã tỉnh Lâm Sơn": "Liên minh Hợp tác xã/tỉnh/Lâm Sơn",
    "Giám đốc Công an tỉnh": "Công an tỉnh//",
    "Văn phòng HĐND và UBND huyện Trà Lâm": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân/huyện/Trà Lâm",
    "UBND TỈNH LÂM SƠN | SỞ NỘI VỤ": "Sở Nội vụ//",
    "ỦY BAN MTTQ VIỆT NAM TỈNH HÒA GIANG | BAN THƯỜNG TRỰC": "Ủy ban Mặt trận Tổ quốc Việt Nam/tỉnh/Hòa Giang",
    "Sở Văn hóa, Thể thao và Du lịch": "Sở Văn hóa, Thể thao và Du lịch//",
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_one_body(text: str, name: str) -> None:
    (body,) = read(text).bodies
    assert f"{body.name}/{body.kind or ''}/{body.place or ''}" == name
    assert body.known


def test_bodies_that_issue_together() -> None:
    assert [b.name for b in read("Bộ Y tế và Bộ Giáo dục và Đào tạo").bodies] == ["Bộ Y tế", "Bộ Giáo dục và Đào tạo"]
    assert [b.name for b in read("HĐND tỉnh, UBND tỉnh").bodies] == ["Hội đồng nhân dân", "Ủy ban nhân dân"]


@pytest.mark.parametrize("text", ["", "Ban Thường trực", "Tỉnh", "( )", " | "])
def test_no_body(text: str) -> None:
    assert read(text).bodies == ()


@pytest.mark.parametrize(
    ("text", "level"), [("Hội Xuất bản Việt Nam", "central"), ("Trường THPT Nguyễn Du", "unit"), ("Tổ công tác liên ngành", "unit")]
)
def test_bodies_that_no_table_names(text: str, level: str) -> None:
    (body,) = read(text).bodies
    assert not body.known
    assert body.level == level


@pytest.mark.parametrize(("text", "number"), [("I", 1), ("iv", 4), ("IX", 9), ("XIV", 14), ("XX", 20), ("7", 7)])
def test_ordinals(text: str, number: int) -> None:
    assert ordinal(text) == number


SYMBOLS = {
    "QĐ-TTg": ("Quyết định", "Thủ tướng Chính phủ", True),
    "TTBLĐTBXH": ("Thông tư", "Bộ Lao động - Thương binh và Xã hội", True),
    "TT_BGD&ĐT": ("Thông tư", "Bộ Giáo dục và Đào tạo", True),
    "NQ-UBTVQH15": ("Nghị quyết", "Ủy ban Thường vụ Quốc hội", True),
    "KH-UBND": ("Kế hoạch", "Ủy ban nhân dân", False),
    "CTr/TU": ("Chương trình", "Tỉnh ủy", False),
    "CT/TW": ("Chỉ thị", "", True),
    "TTr-STTTT": ("Tờ trình", "Sở Thông tin và Truyền thông", False),
    "KH-BTC": ("Kế hoạch", "", False),
    "TT-BTC": ("Thông tư", "Bộ Tài chính", True),
    "KH-BYT-BGDĐT": ("Kế hoạch", "Bộ Y tế + Bộ Giáo dục và Đào tạo", True),
    "KH-BNN-TCLN": ("Kế hoạch", "Bộ Nông nghiệp và Phát triển nông thôn", True),
    "KH-BCĐQG1237": ("Kế hoạch", "", False),
    "BGDĐT-GDTrH": ("Công văn", "Bộ Giáo dục và Đào tạo", True),
}


@pytest.mark.parametrize(("text", "wanted"), SYMBOLS.items())
def test_symbols(text: str, wanted: tuple[str, str, bool]) -> None:
    symbol = parse(text)
    assert (kind(None, symbol)[0] or symbol.types[0], " + ".join(b.name for b in symbol.issuer), symbol.national) == wanted


@pytest.mark.parametrize(("one", "other"), [("QĐ–Ttg", "QÐ/TTg"), ("QĐi/TW", "QĐ-TW"), ("TT-BGD&ĐT", "TT-BGDĐT"), ("NQ TW", "NQ/TW")])
def test_spellings_of_a_symbol_meet(one: str, other: str) -> None:
    assert parse(one).key == parse(other).key


@pytest.mark.parametrize(("one", "other"), [("CT/TW", "CTr/TU"), ("CT-TTg", "CT/TW"), ("TT-BYT", "TTr-BYT"), ("KH-UBND", "KH-HĐND")])
def test_other_symbols_stay_apart(one: str, other: str) -> None:
    assert parse(one).key != parse(other).key


def test_home_of_a_school_in_a_district() -> None:
    home = Home.of(frame("unit", "Sông Hinh Thượng", issuer="PHÒNG GD&ĐT HUYỆN SÔNG HINH THƯỢNG | TRƯỜNG MẦM NON HOA MAI"))
    assert home == Home("unit", None, Unit("huyện", "Sông Hinh Thượng"), None, "Sông Hinh Thượng")


def test_home_takes_the_kind_of_a_province_from_the_table() -> None:
    home = Home.of(frame("department", "Đà Nẵng", issuer="SỞ NỘI VỤ"))
    assert home.province == Unit("thành phố", "Đà Nẵng")
    assert locate(Named("Tỉnh ủy", "province"), home, coded=True)[0] == Body("Thành ủy Đà Nẵng", "Đà Nẵng", "province")
    assert isinstance(locate(Named("Tỉnh ủy", "province"), home)[0], Open)


def test_a_central_documents_seat_is_not_its_home() -> None:
    assert Home.of(frame("central", "Hà Nội", issuer="BỘ NỘI VỤ")) == Home("central")


def test_a_province_made_of_several_knows_them() -> None:
    assert merged("Hồ Chí Minh") == ("2025-07-01", (("Bà Rịa - Vũng Tàu", "tỉnh"), ("Bình Dương", "tỉnh"), ("Hồ Chí Minh", "thành phố")))
    assert merged("Hà Nội") is None
    assert merged("Kon Tum") is None
    assert merged("Huế") is None
