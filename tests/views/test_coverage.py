"""What takes up what: links with their evidence, nothing linked by what all plans say, counts and rows of the tables."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from kehoach.views.coverage import CROWD, Coverage, Row, coverage, is_standing
from kehoach.views.matrix import COUNTS, LINKS, covered
from support.duties import due
from support.plans import Draft, hostile, numbered, plans

Q84 = numbered("Quyết định", "84", "QĐ-UBND", "2023-01-05", "UBND tỉnh", "urn:lex:vn;lam.son:uy.ban.nhan.dan:quyet.dinh:2023-01-05;84")


def filled(draft: Draft, *subtags: str) -> None:
    """Give the last unit its subtags."""
    draft.units[-1]["subtags"] = [{"value": s, "span": [0, 1], "rule": "test"} for s in subtags]


def plan() -> Draft:
    d = Draft("a.txt", {"number": "7", "symbol": "KH-UBND", "date": "2023-01-10", "level": "province"})
    d.heading("I", "MỤC TIÊU", "objective")
    d.unit("- 100% trẻ em học bơi trong bể bơi di động.", "objective")  # u1
    filled(d, "chỉ tiêu")
    d.unit("- Trồng 5.000 cây xanh chắn gió.", "objective")  # u2
    filled(d, "chỉ tiêu")
    d.unit(f"- Hoàn thành mọi việc nêu tại {Q84['text']}.", "objective", [Q84])  # u3
    filled(d, "mục tiêu")
    d.unit("Phấn đấu đến hết năm 2023 thắp sáng đường quê:", "objective")  # u4
    filled(d, "chỉ tiêu")
    d.unit("- Đường liên thôn sạch.", "objective")  # u5
    filled(d, "mục tiêu")
    d.heading("II", "NHIỆM VỤ", "content")
    d.unit("- Lắp 09 bể bơi di động tại các trường, kiểm tra, báo cáo kết quả thực hiện.", "content")  # u6
    d.unit(f"- Chi trả theo {Q84['text']} cho cộng tác viên.", "content", [Q84])  # u7
    d.unit("- Tiêu chí: thôn sạch, nhà sạch.", "content")  # u8
    filled(d, "tiêu chí")
    d.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    d.unit(
        "Sở Văn hóa kiểm tra, báo cáo kết quả thực hiện hằng năm.",
        "duty",
        duty={"actor": "Sở Văn hóa", "action": "kiểm tra, báo cáo kết quả"},
    )  # u9
    d.unit("Sở Giáo dục lắp đặt bể bơi di động.", "duty", duty={"actor": "Sở Giáo dục", "action": "lắp đặt bể bơi di động"})  # u10
    d.unit(
        "Sở Tài chính cấp vốn trong quý I.",
        "duty",
        duty={"actor": "Sở Tài chính", "action": "cấp vốn", "due": [due("quý I", start="2023-01-01")]},
    )  # u11
    return d


def rows(found: Coverage) -> dict[str, Row]:
    return {row.unit: row for row in (*found.objectives, *found.tasks)}


def test_links_go_to_content_and_duties_with_their_evidence() -> None:
    found = rows(coverage(plan().plan()))
    assert [link.unit for link in found["u1"].links] == ["u6", "u10"]
    assert ("words", "bể bơi") in found["u1"].links[0].evidence
    assert [link.score for link in found["u1"].links] == [pytest.approx(3 * log(11 / 3) / log(11 / 2), abs=0.001)] * 2
    assert [link.unit for link in found["u6"].links] == ["u10"]


def test_a_directive_that_two_alone_cite_links_them() -> None:
    (link,) = rows(coverage(plan().plan()))["u3"].links
    assert (link.unit, link.score, link.evidence) == ("u7", 1.0, (("directive", Q84["directive"]),))


def test_what_is_open_is_open_and_names_the_nearest() -> None:
    found = rows(coverage(plan().plan()))
    assert found["u2"].is_open
    assert found["u2"].nearest is None
    assert found["u7"].is_open
    assert not found["u4"].judged
    assert not found["u4"].is_open
    near = plan()
    for _ in range(3):
        near.unit("Cây xanh đầu ngõ.", "other")
    near.unit("- Chăm sóc cây xanh.", "content")
    row = rows(coverage(near.plan()))["u2"]
    assert row.is_open
    assert row.nearest is not None
    assert (row.nearest.unit, row.nearest.evidence) == ("u15", (("words", "cây xanh"),))
    assert 0 < row.nearest.score < 1


def test_words_of_all_plans_names_and_citations_link_nothing() -> None:
    d = Draft("a.txt")
    d.unit(f"Kiểm tra, báo cáo kết quả thực hiện {Q84['text']}; Sở Giáo dục tham gia.", "objective")
    d.unit(f"Sở Giáo dục kiểm tra, báo cáo kết quả thực hiện {Q84['text']}.", "duty", duty={"actor": "Sở Giáo dục", "action": "kiểm tra"})
    d.unit("Khác.", "other")
    d.unit("Khác nữa.", "other")
    d.cite(d.raw.index("Quyết"), "u1", **(Q84 | {"directive": None}))
    d.cite(d.raw.rindex("Quyết"), "u2", **(Q84 | {"directive": None}))
    (row,) = coverage(d.plan()).objectives
    assert (row.links, row.nearest) == ((), None)


@pytest.mark.parametrize(("below", "links"), [(True, ["u2"]), (False, [])])
def test_a_section_of_its_own_links_what_stands_under_it(below: bool, links: list[str]) -> None:
    d = Draft("a.txt")
    top = d.heading("II", "NHIỆM VỤ", "content")
    d.heading("1", "Dự án 2", None, parent=top if below else None)
    d.unit("- Nuôi dê nhốt chuồng.", "content")
    d.unit("- Cơ quan chủ trì: Phòng Kinh tế.", "duty", duty={"actor": "Phòng Kinh tế", "action": "chủ trì"})
    d.heading("2", "Dự án 3", None, parent=top)
    for n in range(6):
        d.unit(f"- Việc {'xyzabc'[n]}.", "other")
    (row,) = coverage(d.plan()).tasks
    assert [link.unit for link in row.links] == links


def test_headings_of_a_kind_link_what_stands_under_them() -> None:
    d = Draft("a.txt")
    for label, title, tag in (
        ("1", "Về hạ tầng viễn thông", "objective"),
        ("2", "Phát triển hạ tầng viễn thông", "content"),
        ("3", "Nhân lực", "content"),
    ):
        d.heading(label, title, None)
        d.unit(f"- Đoạn {label}.", tag)
    (row,) = coverage(d.plan()).objectives
    assert [(link.unit, {kind for kind, _ in link.evidence}) for link in row.links] == [("u2", {"heading"})]


def test_duties_without_a_deadline_but_standing_ones() -> None:
    found = coverage(plan().plan())
    assert found.undated == (1,)


@pytest.mark.parametrize(
    ("action", "standing"),
    [("Theo dõi, đôn đốc", True), ("KIỂM TRA việc thực hiện", True), ("lập danh sách", False), ("quản lý", True), ("quản lýx", False)],
)
def test_standing_actions(action: str, standing: bool) -> None:
    assert is_standing(action) is standing


def test_plans_of_every_kind_are_read() -> None:
    assert coverage(Draft("x").plan()) == Coverage((), (), ())
    assert [coverage(p) for p in plans()] == [coverage(p) for p in plans()]
    assert covered(hostile().plan()).links == ()
    one = Draft("x")
    one.unit("Mục tiêu duy nhất.", "objective")
    assert [r.links for r in coverage(one.plan()).objectives] == [()]


def test_the_counts_and_the_links() -> None:
    made = covered(plan().plan())
    counts: dict[str, Any] = dict(zip(COUNTS, made.counts, strict=True))
    assert (counts["objectives"], counts["objectives_taken"], counts["targets"], counts["targets_taken"]) == (5, 3, 3, 1)
    assert (counts["tasks"], counts["tasks_owned"]) == (2, 1)
    assert (counts["duties"], counts["duties_dated"], counts["duties_undated"], counts["duties_report"]) == (3, 1, 1, 0)
    links = [dict(zip(LINKS, row, strict=True)) for row in made.links]
    assert [(r["row"], r["unit"], r["link"], r["taker"]) for r in links] == [
        ("objective", "u1", "taken up", "u6"),
        ("objective", "u1", "taken up", "u10"),
        ("objective", "u2", None, None),
        ("objective", "u3", "taken up", "u7"),
        ("objective", "u4", None, None),
        ("objective", "u5", "taken up", "u8"),
        ("task", "u6", "taken up", "u10"),
        ("task", "u7", None, None),
    ]
    assert "words: bể bơi" in str(links[0]["evidence"])


def test_what_a_crowd_has_in_common_adds_to_a_link_but_makes_none() -> None:
    d = Draft("a.txt")
    d.unit("- Đường bê tông, nhà văn hóa, trồng cây.", "objective")
    for n in range(CROWD + 1):
        d.unit(f"- Đường bê tông, nhà văn hóa{', trồng cây' * (n == 0)}.", "content")
    for _ in range(500):
        d.unit("Khác.", "other")
    (row,) = coverage(d.plan()).objectives
    assert [link.unit for link in row.links] == ["u2"]
    assert len(row.links[0].evidence) == 5
