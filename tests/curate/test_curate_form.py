"""The text by which a directive is cited (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW)."""

from __future__ import annotations

import pytest

from kehoach.curate.form import Citation, citation
from kehoach.records.link import Directive


def paper(**parts: str | None) -> Directive:
    empty = dict.fromkeys(("type", "number", "year", "symbol", "date", "issuer", "title"))
    return Directive(id="x", source="test", **(empty | parts))  # type: ignore[arg-type]


DECISION = {"type": "Quyết định", "number": "1847", "symbol": "QĐ-TTg", "date": "2018-12-27", "issuer": "Thủ tướng Chính phủ"}


@pytest.mark.parametrize(
    ("parts", "full", "short"),
    [
        (
            DECISION | {"title": "phê duyệt Đề án Văn hóa công vụ"},
            "Quyết định số 1847/QĐ-TTg ngày 27 tháng 12 năm 2018 của Thủ tướng Chính phủ phê duyệt Đề án Văn hóa công vụ",
            "Quyết định số 1847/QĐ-TTg",
        ),
        (
            DECISION | {"title": "Phê duyệt Đề án Văn hóa công vụ"},
            "Quyết định số 1847/QĐ-TTg ngày 27 tháng 12 năm 2018 của Thủ tướng Chính phủ phê duyệt Đề án Văn hóa công vụ",
            "Quyết định số 1847/QĐ-TTg",
        ),
        (
            {"type": "Nghị quyết", "number": "08", "symbol": "NQ/TU", "date": "2022-02-05", "issuer": "Tỉnh ủy Lâm Sơn", "title": "kinh tế rừng"},
            "Nghị quyết số 08-NQ/TU, ngày 05/02/2022 của Tỉnh ủy Lâm Sơn về kinh tế rừng",
            "Nghị quyết 08-NQ/TU",
        ),
        (
            {"type": "Thông tư liên tịch", "number": "13", "year": "2016", "symbol": "TTLT-BYT-BGDĐT", "date": "2016-05-12",
             "issuer": "Bộ Y tế + Bộ Giáo dục và Đào tạo", "title": "quy định y tế"},
            "Thông tư liên tịch số 13/2016/TTLT-BYT-BGDĐT ngày 12 tháng 5 năm 2016 của Bộ Y tế và Bộ Giáo dục và Đào tạo quy định y tế",
            "Thông tư liên tịch số 13/2016/TTLT-BYT-BGDĐT",
        ),
    ],
)  # fmt: skip
def test_forms(parts: dict[str, str], full: str, short: str) -> None:
    assert citation(paper(**parts)) == Citation(full, short)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("HƯỚNG DẪN LƯU HỒ SƠ", "hướng dẫn lưu hồ sơ"),
        ("QUẢN LÝ RỪNG THEO THÔNG TƯ SỐ 72/2015/TT-BTC", "về quản lý rừng theo thông tư số 72/2015/TT-BTC"),
        ("CTMTQG giảm nghèo", "về CTMTQG giảm nghèo"),
    ],
)
def test_a_title_in_capitals_is_cited_in_sentence_case(title: str, subject: str) -> None:
    assert citation(paper(**DECISION, title=title)).full.endswith(f" của Thủ tướng Chính phủ {subject}")


def test_what_is_not_known_is_left_out_and_told() -> None:
    found = citation(paper(type="Kế hoạch", number="12", symbol="KH-UBND", issuer="Ủy ban nhân dân tỉnh Lâm Sơn"))
    assert found.full == "Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh Lâm Sơn"
    assert found.missing == ("date", "title")


def test_a_law_without_its_date_and_number() -> None:
    found = citation(paper(type="Luật", title="Đất đai"))
    assert (found.full, found.short, found.numbered, found.missing) == ("Luật Đất đai", "Luật Đất đai", None, ("number", "date"))


def test_a_paper_that_is_named_and_not_numbered() -> None:
    assert (
        citation(paper(type="Nghị quyết", title="Nghị quyết Đại hội XIII", date="2021-02-01", issuer="Đảng")).full
        == "Nghị quyết Đại hội XIII"
    )
