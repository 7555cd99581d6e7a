"""Which duties are asked for: periods as people write them, actors by any of their names, directives by number or id."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kehoach.errors import KehoachError
from kehoach.rules.load import rules, toml
from kehoach.store.duties import duty_rows
from kehoach.views.asked import Asked, Period, sorted_rows
from support.duties import body, due, row
from support.plans import DIGITAL, K48, Q749, Draft, province

DAY = due("trước ngày 15/12/2023", end="2023-12-15", bound="before")
QUARTER = due("quý III/2023", start="2023-07-01", end="2023-09-30", kind="quarter", bound="in")
FROM = due("từ ngày 01/8/2023", start="2023-08-01", bound="from")
MONTHLY = due("ngày 20 hằng tháng", kind="recurrence", rrule="FREQ=MONTHLY;BYMONTHDAY=20")
YEARLY = due("hằng năm", kind="recurrence", rrule="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1")
EVENT = due("sau khi có hướng dẫn", kind="event", relative="có hướng dẫn", bound="after")
OPEN = due("trước ngày 30/6", candidates=[{"start": None, "end": "2023-06-30"}, {"start": None, "end": "2024-06-30"}])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-q4", "2023-10-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-07-15", "2023-07-15", "2023-07-15"),
        ("2023-07..2023-Q3", "2023-07-01", "2023-09-30"),
        (" 2023-07 .. 2024 ", "2023-07-01", "2024-12-31"),
        ("2023-07..", "2023-07-01", "9999-12-31"),
        ("..2023-07", "0001-01-01", "2023-07-31"),
    ],
)
def test_periods_as_people_write_them(text: str, first: str, last: str) -> None:
    assert Period.of(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "..", "2023-Q5", "2023-13", "2023-02-30", "Q3/2023", "2023-09..2023-07", "hôm nay", "2023..2024..2025", "0000"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(KehoachError, match="--period"):
        Period.of(text)


@pytest.mark.parametrize(
    ("time", "within", "outside"),
    [
        (DAY, ["2023-12-15", "2023-Q4", "..2023"], ["2023-12-14", "2023-12-16.."]),
        (QUARTER, ["2023-07-01", "2023-09-30", "2023-08", "2022..2024"], ["2023-06", "2023-Q4"]),
        (FROM, ["2023-08", "2023-08-01.."], ["2023-07", "2023-09"]),
        (MONTHLY, ["2023-02-20", "2023-05", "2030-01-20", "2024.."], ["2023-01", "2023-03-01..2023-03-19", "2023-05-21"]),
        (YEARLY, ["2023-06-01", "2024", "2090"], ["2023-02..2023-05", "2022"]),
        (MONTHLY | {"end": "2023-09-30"}, ["2023-09"], ["2023-10", "2024.."]),
        (EVENT, [], ["2023", "0001..9999"]),
        (OPEN, [], ["2023", "2024"]),
    ],
)
def test_what_a_period_holds(time: dict[str, Any], within: list[str], outside: list[str]) -> None:
    held = row("Sở Nội vụ", "báo cáo", time)
    assert [p for p in within if not Period.of(p).holds(held)] == []
    assert [p for p in outside if Period.of(p).holds(held)] == []


def test_a_recurring_duty_of_an_undated_plan_has_no_day() -> None:
    assert not Period.of("0001..9999").holds(row("Sở Nội vụ", "báo cáo", MONTHLY, frame={"date": None}))


@pytest.mark.parametrize(
    ("actor", "wanted", "not_wanted"),
    [
        (
            "Sở Giáo dục và Đào tạo",
            ["Sở Giáo dục và Đào tạo", "SGDĐT", "Sở GD&ĐT", "so giao duc va dao tao", "giáo dục"],
            ["Sở Gi", "dục và Đào tạo tỉnh", "Phòng Giáo dục và Đào tạo"],
        ),
        ("UBND các huyện", ["UBND", "Ủy ban nhân dân các huyện", "các huyện"], ["UBND các xã", "huyện Trà Lâm", "cá"]),
    ],
)
def test_actors_by_any_of_their_names(actor: str, wanted: list[str], not_wanted: list[str]) -> None:
    found = row(actor, "báo cáo")
    assert [name for name in wanted if not Asked(actor=name).wants(found)] == []
    assert [name for name in not_wanted if Asked(actor=name).wants(found)] == []


def test_actors_by_kind_place_and_whole_name() -> None:
    found = row("Sở", "báo cáo", bodies=[body("Sở Tài chính", "department", place="Lâm Sơn")])
    assert all(Asked(actor=name).wants(found) for name in ("department", "Sở Tài chính", "tài chính Lâm Sơn", "Sở"))
    assert not any(Asked(actor=name).wants(found) for name in ("depart", "school", "Sở Tư pháp"))


def test_directives_by_number_or_id() -> None:
    draft = province()
    draft.duties[0]["executes"] = [{"citation": next(c["id"] for c in draft.citations if c["symbol"] == "NQ-CP"), "rule": "test"}]
    (found,) = duty_rows(draft.plan())
    assert [number for _, number in found.executes] == ["76/NQ-CP"]
    assert found.mandates == ((DIGITAL, "749/QĐ-TTg"),)
    for name in ("76/NQ-CP", "749/QĐ-TTg", "749/qd-ttg", DIGITAL, Q749["directive"]):
        assert Asked(directive=name).wants(found), name
    for name in ("76", "1749/QĐ-TTg", K48["directive"], "1871-CV/TU"):
        assert not Asked(directive=name).wants(found), name


def test_plans_by_file_number_or_symbol() -> None:
    found = row(file="lam-son/kế hoạch 48.docx")
    assert all(Asked(plan=name).wants(found) for name in ("lam-son", "48/KH-UBND", "ke hoach 48.docx"))
    assert not Asked(plan="ha-giang").wants(found)


def test_deadlines_come_in_order_and_what_has_none_comes_last() -> None:
    rows = [
        row("E", "năm"),
        row("D", "bốn", EVENT),
        row("C", "ba", MONTHLY),
        row("B", "hai", DAY, QUARTER),
        row("A", "một", due("31/12/2023", end="2023-12-31")),
        row("B2", "hai", QUARTER, file="b.txt"),
    ]
    assert [r.actor for r in sorted_rows(rows, Asked())] == ["B", "B2", "A", "C", "D", "E"]
    assert rows[3].dates == ("2023-09-30", "2023-12-15")


def test_every_kind_of_body_has_a_word() -> None:
    kinds = {rule.value for rule in rules("body_kinds.toml", "kind")} | {"other"}
    assert {f"body.{kind}" for kind in kinds} == {key for key in toml("values.toml") if key.startswith("body.")}


def test_a_recurrence_of_an_undated_plan_counts_from_its_period() -> None:
    draft = Draft("a.txt")
    draft.unit("Sở báo cáo.", "duty", duty={"actor": "Sở", "action": "báo cáo", "due": [MONTHLY]})
    (found,) = duty_rows(draft.plan() | {"period": due("năm 2023", start="2023-01-01", end="2023-03-31")})
    assert [p for p in ("2022", "2023-01", "2023-03", "2023-04") if Period.of(p).holds(found)] == ["2023-01", "2023-03"]
