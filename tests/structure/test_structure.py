"""Frames, section trees and units of small documents of every form."""

from __future__ import annotations

import pytest

from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.structure import structure
from kehoach.structure.issuer import tier
from kehoach.structure.labels import read_labels
from kehoach.structure.roles import role
from support.compose import pages


def read(text: str) -> Document:
    return structure(normalise(pages(text)))


def tree(doc: Document) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.label, s.title) for s in doc.sections]


STATE = """UBND TỈNH LÂM SƠN
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 27/KH-SNV

Lâm Sơn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH

Cải cách hành chính năm 2023

Căn cứ Kế hoạch số 48/KH-UBND ngày 15/02/2023 của UBND tỉnh, Sở Nội vụ ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao chất lượng phục vụ.

2. Yêu cầu

- Bảo đảm đúng tiến độ.

II. TỔ CHỨC THỰC HIỆN

1. Văn phòng Sở chủ trì, phối hợp với các phòng tham mưu thực hiện kế hoạch và báo cáo trước ngày 15/12/2023.

2. Các phòng thuộc Sở căn cứ nhiệm vụ được giao tổ chức thực hiện.

Trên đây là Kế hoạch cải cách hành chính năm 2023 của Sở Nội vụ./.

Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT, VP.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

(Đã ký)

Trần Văn Bình
"""


def test_frame_of_a_department() -> None:
    frame = read(STATE).frame
    assert {k: frame.get(k) for k in ("issuer", "number", "symbol", "place", "date", "type", "title", "signer", "signer_role", "authority")} == {
        "issuer": "UBND TỈNH LÂM SƠN | SỞ NỘI VỤ", "number": "27", "symbol": "KH-SNV", "place": "Lâm Sơn", "date": "2023-03-10", "type": "Kế hoạch",
        "title": "Cải cách hành chính năm 2023", "signer": "Trần Văn Bình", "signer_role": "PHÓ GIÁM ĐỐC", "authority": None,
    }  # fmt: skip
    assert [r.value for r in frame.recipients] == ["UBND tỉnh (b/c)", "Lưu: VT, VP"]
    assert (frame.draft, frame.level, frame.locality) == (False, "department", "Lâm Sơn")


def test_sections_and_units() -> None:
    doc = read(STATE)
    assert tree(doc) == [
        (1, "I", "MỤC ĐÍCH, YÊU CẦU"), (2, "1", "Mục đích"), (2, "2", "Yêu cầu"), (1, "II", "TỔ CHỨC THỰC HIỆN"), (2, "1", ""), (2, "2", ""),
    ]  # fmt: skip
    assert [doc.text.of(u.span)[:12] for u in doc.units] == ["- Nâng cao c", "- Bảo đảm đú", "1. Văn phòng", "2. Các phòng", "Trên đây là "]
    assert [s.role for s in doc.sections] == ["objective+requirement", "objective", "requirement", "duty", None, None]


def test_every_frame_value_stands_where_its_span_says() -> None:
    doc = read(STATE)
    for name in ("number", "symbol", "place", "title", "signer", "signer_role"):
        found = doc.frame.fields[name]
        assert found.span is not None
        assert doc.text.of(found.span) == found.value


def test_party_form() -> None:
    doc = read(
        "TỈNH ỦY TÂN GIANG\n*\nSố 87-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nTân Giang, ngày 18 tháng 10 năm 2022\n\nKẾ HOẠCH\n\n"
        "thực hiện Nghị quyết số 21-NQ/TW\n\nI- MỤC ĐÍCH\n\n1- Nâng cao nhận thức của cấp ủy, đảng viên về xây dựng tổ chức cơ sở đảng.\n\n"
        "2- Tạo chuyển biến trong lãnh đạo của các cấp ủy.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Thị Hoa"
    )
    assert (doc.frame.get("issuer"), doc.frame.get("number"), doc.frame.get("symbol")) == ("TỈNH ỦY TÂN GIANG", "87", "KH/TU")
    assert (doc.frame.get("authority"), doc.frame.get("signer_role")) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")
    assert tree(doc) == [(1, "I", "MỤC ĐÍCH"), (2, "1", ""), (2, "2", "")]


def test_a_draft_has_blanks() -> None:
    doc = read(
        "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố:        /KH-SYT\n\nLâm Sơn, ngày     tháng 01 năm 2023\n\nKẾ HOẠCH\n\nPhòng dịch\n\nI. NỘI DUNG\n\n- Việc."
    )
    assert (doc.frame.draft, doc.frame.get("number"), doc.frame.get("symbol"), doc.frame.get("date")) == (True, None, "KH-SYT", None)


def test_letters_and_numerals_are_told_apart() -> None:
    doc = read(
        "KẾ HOẠCH\n\nThử\n\nA. MỤC ĐÍCH\n\nNêu mục đích chung.\n\nB. NHIỆM VỤ\n\nI. TUYÊN TRUYỀN\n\n- Việc một.\n\nII. TẬP HUẤN\n\n- Việc hai.\n\n"
        "C. GIẢI PHÁP\n\n- Việc ba.\n\nD. TỔ CHỨC THỰC HIỆN\n\n- Việc bốn."
    )
    assert [(s.level, s.label) for s in doc.sections] == [(1, "A"), (1, "B"), (2, "I"), (2, "II"), (1, "C"), (1, "D")]


def test_decimals_letters_and_parts() -> None:
    doc = read(
        "KẾ HOẠCH\n\nThử\n\nPHẦN THỨ NHẤT\n\nTÌNH HÌNH CHUNG\n\nI. KẾT QUẢ\n\n1. Công tác phòng ngừa\n\n1.1. Tuyên truyền\n\n- Việc.\n\n1.2. Tập huấn\n\na) Đối với cán bộ\n\n- Việc.\n\n"
        "b) Đối với người dân\n\n- Việc.\n\n2. Công tác ứng phó\n\n- Việc.\n\nPHẦN THỨ HAI\n\nNHIỆM VỤ\n\nI. NỘI DUNG\n\n- Việc."
    )
    assert tree(doc) == [
        (1, "PHẦN THỨ NHẤT", "TÌNH HÌNH CHUNG"), (2, "I", "KẾT QUẢ"), (3, "1", "Công tác phòng ngừa"), (4, "1.1", "Tuyên truyền"), (4, "1.2", "Tập huấn"),
        (5, "a", "Đối với cán bộ"), (5, "b", "Đối với người dân"), (3, "2", "Công tác ứng phó"), (1, "PHẦN THỨ HAI", "NHIỆM VỤ"), (2, "I", "NỘI DUNG"),
    ]  # fmt: skip


def test_bold_lines_head_what_follows_and_run_in_headings_begin_paragraphs() -> None:
    doc = read(
        "KẾ HOẠCH\n\nThử\n\n**I. NỘI DUNG**\n\n**Mục tiêu cụ thể:**\n\n- Một.\n\n**2. Thời gian thực hiện: **Từ tháng 10.\n\n- **Tập thể:** Các tổ."
    )
    assert tree(doc) == [(1, "I", "NỘI DUNG"), (2, None, "Mục tiêu cụ thể"), (2, "2", "")]
    assert len(doc.units) == 3


def test_an_annex_with_a_title_of_its_own_is_no_post_of_the_signer() -> None:
    doc = read(
        "KẾ HOẠCH\n\nThử\n\nI. NỘI DUNG\n\n- Việc.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn An\n\nPHÂN CÔNG NHIỆM VỤ CỦA TỔ CÔNG TÁC\n\n"
        "| TT | Nội dung | Chủ trì |\n|---|---|---|\n| 1 | Mở lớp | Sở Nội vụ |"
    )
    assert doc.frame.get("signer_role") == "PHÓ GIÁM ĐỐC"
    assert [s.title for s in doc.sections] == ["NỘI DUNG", "PHÂN CÔNG NHIỆM VỤ CỦA TỔ CÔNG TÁC"]
    assert doc.units[-1].section == doc.sections[-1].id


def test_task_table_rows_are_units_with_their_columns() -> None:
    doc = read(
        "KẾ HOẠCH\n\nThử\n\nI. NỘI DUNG\n\n- Việc.\n\nNơi nhận:\n- Như trên.\n\nCHỦ TỊCH\n\nTrần Văn An\n\nPHỤ LỤC\n\nPHÂN CÔNG NHIỆM VỤ\n\n"
        "| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n|---|---|---|---|---|\n| 1 | Mở lớp | Sở Nội vụ | Các sở | Quý II |"
    )
    row = doc.units[-1]
    assert row.row
    assert [(kind, doc.text.of(span)) for kind, span in row.cells] == [
        ("label", "1"), ("task", "Mở lớp"), ("lead", "Sở Nội vụ"), ("with", "Các sở"), ("time", "Quý II"),
    ]  # fmt: skip
    assert doc.sections[-1].title == "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("I. MỤC ĐÍCH", ["I"]), ("C. GIẢI PHÁP", ["C", "C"]), ("1.1. Chỉ tiêu", ["1.1"]), ("đ) Tổ chức", ["đ"]), ("(2) Rà soát", ["2"]), ("Điều 3. Hiệu lực", ["Điều 3"]),
        ("20/11 hằng năm", []), ("1.817 hồ sơ", []), ("96/KH-UBND ngày", []), ("- Việc", []), ("Phần lớn", []), ("Chương trình", []),
    ],
)  # fmt: skip
def test_labels(line: str, labels: list[str]) -> None:
    assert [x.text for x in read_labels(line)] == labels


@pytest.mark.parametrize(
    ("issuer", "wanted"),
    [
        ("BỘ TÀI CHÍNH | CỤC THUẾ", "central"), ("ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", "province"), ("UBND TỈNH | SỞ Y TẾ", "department"),
        ("UBND HUYỆN TRÀ LÂM", "district"), ("ĐẢNG ỦY XÃ BÌNH AN", "commune"), ("TRƯỜNG THPT CHU VĂN HIỀN", "unit"), (None, None),
    ],
)  # fmt: skip
def test_tiers(issuer: str | None, wanted: str | None) -> None:
    assert tier(issuer) == wanted


def test_roles() -> None:
    assert role("III. KINH PHÍ THỰC HIỆN") == "funding"
    assert role("Đoàn kết") is None


def test_what_an_annex_goes_with_heads_nothing() -> None:
    annex = "**PHỤ LỤC: ĐỀ CƯƠNG BÁO CÁO**\n\n**(Kèm theo Kế hoạch số 27/KH-SNV của Sở Nội vụ)**\n\n1. Kết quả đạt được.\n\n2. Khó khăn."
    assert [(level, label) for level, label, _ in tree(read(f"{STATE}\n\n{annex}"))[-3:]] == [(1, None), (2, "1"), (2, "2")]
