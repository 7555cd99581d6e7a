"""What a plan is and what others call it: both come to one id."""

from __future__ import annotations

import pytest

from kehoach.records.document import Frame
from kehoach.records.link import Resolved
from kehoach.resolve import Catalogue, own, resolve
from resolve.hand import frame, mention

NOTHING = Catalogue.of(())

LAM_SON = frame(
    "province",
    "Lâm Sơn",
    issuer="ỦY BAN NHÂN DÂN TỈNH LÂM SƠN",
    number="48",
    symbol="KH-UBND",
    date="2023-02-15",
    type="Kế hoạch",
    title="Chuyển đổi số",
)
UNION = frame(
    "province", "Lai Châu", issuer="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM | LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
    number="117", symbol="KH-LĐLĐ", date="2019-09-13", type="Kế hoạch",
)  # fmt: skip
PARTY = frame("province", "Tân Giang", issuer="TỈNH ỦY TÂN GIANG", number="87", symbol="KH/TU", date="2022-10-18", type="Kế hoạch")
DEPARTMENT = frame(
    "department",
    "Lâm Sơn",
    issuer="ỦY BAN NHÂN DÂN TỈNH LÂM SƠN | SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    number="512",
    symbol="KH-SGDĐT",
    date="2023-03-20",
    type="Kế hoạch",
)
SCHOOL = frame(
    "unit",
    "Lâm Sơn",
    issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM SƠN | TRƯỜNG THPT CHU VĂN HIỀN",
    number="36",
    symbol="KH-THPTCVH",
    date="2023-09-05",
    type="Kế hoạch",
)
FRONT = frame(
    "province",
    "Hòa Giang",
    issuer="ỦY BAN MTTQ VIỆT NAM TỈNH HÒA GIANG | BAN THƯỜNG TRỰC",
    number="58",
    symbol="KH-MTTQ-BTT",
    date="2024-10-03",
    type="Kế hoạch",
)
DISTRICT = frame(
    "district", "Trà Lâm", issuer="ỦY BAN NHÂN DÂN HUYỆN TRÀ LÂM", number="92", symbol="KH-UBND", date="2021-10-22", type="Kế hoạch"
)
CITY = frame(
    "province",
    "Hồ Chí Minh",
    issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
    number="0172",
    symbol="KH-UBND",
    date="2025-11-18",
    type="Kế hoạch",
)
HEALTH = frame("department", "Tân Giang", issuer="SỞ Y TẾ TÂN GIANG", number="1", symbol="KH-SYT", date="2019-05-09", type="Kế hoạch")
NEIGHBOUR = frame("province", "Hòa Giang", issuer="ỦY BAN NHÂN DÂN TỈNH HÒA GIANG", date="2026-01-01")
MINISTRY = frame("central", "Hà Nội", issuer="BỘ NỘI VỤ", date="2026-01-01")

CALLED = [
    (LAM_SON, DEPARTMENT, "numbered type=Kế hoạch number=48 symbol=KH-UBND date=2023-02-15 issuer=UBND tỉnh Lâm Sơn"),
    (LAM_SON, DEPARTMENT, "numbered type=Kế hoạch number=48 symbol=KH-UBND date=2023-02-15 issuer=UBND tỉnh"),
    (LAM_SON, DEPARTMENT, "numbered type=Kế hoạch number=048 symbol=KH–UBND date=2023-02-15"),
    (LAM_SON, SCHOOL, "numbered type=Kế hoạch number=48 symbol=KH-UBND date=2023-02-15 issuer=Ủy ban nhân dân tỉnh"),
    (LAM_SON, MINISTRY, "numbered type=Kế hoạch number=48 symbol=KH-UBND date=2023-02-15 issuer=Chủ tịch UBND tỉnh Lâm Sơn"),
    (UNION, UNION, "numbered type=Kế hoạch number=117 symbol=KH-LĐLĐ date=2019-09-13 issuer=Ban Thường vụ LĐLĐ tỉnh"),
    (UNION, NEIGHBOUR, "numbered type=Kế hoạch number=117 symbol=KH-LĐLĐ date=2019-09-13 issuer=Liên đoàn Lao động (LĐLĐ) tỉnh Lai Châu"),
    (PARTY, NEIGHBOUR, "numbered type=Kế hoạch number=87 symbol=KH/TU date=2022-10-18 issuer=Tỉnh ủy Tân Giang"),
    (PARTY, HEALTH, "numbered type=Kế hoạch number=87 symbol=KH-TU date=2022-10-18 issuer=Ban Thường vụ Tỉnh ủy"),
    (DEPARTMENT, SCHOOL, "numbered type=Kế hoạch number=512 symbol=KH-SGDĐT date=2023-03-20 issuer=Sở GDĐT"),
    (DEPARTMENT, NEIGHBOUR, "numbered type=Kế hoạch number=512 symbol=KH-SGDĐT date=2023-03-20 issuer=Sở GD&ĐT Lâm Sơn"),
    (DEPARTMENT, LAM_SON, "numbered type=Kế hoạch number=512 symbol=KH-SGD&ĐT date=2023-03-20"),
    (SCHOOL, DEPARTMENT, "numbered type=Kế hoạch number=36 symbol=KH-THPTCVH date=2023-09-05 issuer=Trường THPT Chu Văn Hiền"),
    (
        FRONT,
        NEIGHBOUR,
        "numbered type=Kế hoạch number=58 symbol=KH-MTTQ-BTT date=2024-10-03 issuer=Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh",
    ),
    (
        FRONT,
        NEIGHBOUR,
        "numbered type=Kế hoạch number=58 symbol=KH-MTTQ-BTT date=2024-10-03 issuer=Mặt trận Tổ quốc Việt Nam tỉnh Hòa Giang",
    ),
    (DISTRICT, PARTY, "numbered type=Kế hoạch number=92 symbol=KH-UBND date=2021-10-22 issuer=UBND huyện Trà Lâm"),
    (CITY, NEIGHBOUR, "numbered type=Kế hoạch number=172 symbol=KH-UBND date=2025-11-18 issuer=UBND TP.HCM"),
    (HEALTH, NEIGHBOUR, "numbered type=Kế hoạch number=01 symbol=KH-SYT date=2019-05-09 issuer=Giám đốc Sở Y tế tỉnh Tân Giang"),
]


@pytest.mark.parametrize(("plan", "citing", "line"), CALLED, ids=[line for _, _, line in CALLED])
def test_a_plan_and_its_mentions_have_one_id(plan: Frame, citing: Frame, line: str) -> None:
    mine = own(plan)
    (link,) = resolve(citing, [mention(line)], NOTHING)
    assert mine
    assert isinstance(link, Resolved)
    assert link.directive.id == mine.id


@pytest.mark.parametrize("line", [line for plan, _, line in CALLED if plan is LAM_SON and "Lâm Sơn" not in line])
def test_the_same_words_elsewhere_name_another_plan(line: str) -> None:
    (link,) = resolve(NEIGHBOUR, [mention(line)], NOTHING)
    assert isinstance(link, Resolved)
    assert link.directive.id == "urn:lex:vn;hoa.giang:uy.ban.nhan.dan.tinh.hoa.giang:ke.hoach:2023-02-15;48"


def test_own_record() -> None:
    mine = own(LAM_SON)
    assert mine
    assert mine.id == "urn:lex:vn;lam.son:uy.ban.nhan.dan.tinh.lam.son:ke.hoach:2023-02-15;48"
    assert (mine.type, mine.number, mine.symbol, mine.date) == ("Kế hoạch", "48", "KH-UBND", "2023-02-15")
    assert (mine.issuer, mine.level, mine.title, mine.source) == ("Ủy ban nhân dân tỉnh Lâm Sơn", "province", "Chuyển đổi số", "corpus")


@pytest.mark.parametrize("missing", ["number", "symbol", "date", "issuer"])
def test_no_own_id_where_a_part_is_missing(missing: str) -> None:
    fields = {k: f.value for k, f in LAM_SON.fields.items() if k != missing}
    plan = frame("district", None, **fields) if missing == "issuer" else frame("province", "Lâm Sơn", **fields)
    assert own(plan) is None


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"issuer": "BỘ TÀI CHÍNH", "number": "111", "symbol": "TT-BTC", "type": "Thông tư"}, "urn:lex:vn:bo.tai.chinh:thong.tu:2025;111"),
        (
            {"issuer": "BỘ TÀI CHÍNH | CỤC THUẾ", "number": "5489", "symbol": "CT-CS", "type": "Công văn"},
            "urn:lex:vn:cuc.thue:cong.van:2025-11-24;5489",
        ),
        (
            {"issuer": "CHÍNH PHỦ", "number": "377", "symbol": "NQ-CP", "type": "Nghị quyết"},
            "urn:lex:vn:chinh.phu:nghi.quyet:2025-11-24;377",
        ),
        ({"issuer": "CHÍNH PHỦ", "number": "200/2025", "symbol": "NĐ-CP", "type": "Nghị định"}, "urn:lex:vn:chinh.phu:nghi.dinh:2025;200"),
        ({"issuer": "QUỐC HỘI", "number": "95", "symbol": "QH15", "type": "Luật"}, "urn:lex:vn:quoc.hoi:luat:2025;95"),
    ],
)
def test_own_ids_of_central_papers(fields: dict[str, str], name: str) -> None:
    mine = own(frame("central", "Hà Nội", date="2025-11-24", **fields))
    assert mine
    assert mine.id == name
