"""What duties mean: bodies, times, amounts, money, indicators, by tables of cases; and what must hold for any text."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kehoach.classify.duties import Calendar, find_duties, find_funding, find_indicators, plan_period
from kehoach.classify.duties.amounts import amounts
from kehoach.classify.duties.bodies import body_of, read_bodies
from kehoach.classify.duties.due import read_due
from kehoach.classify.duties.words import Prose
from kehoach.records.document import Document, Found, Frame, Section, Unit
from kehoach.records.duty import Amount, Due
from kehoach.records.label import Label
from kehoach.records.text import Line, OffsetMap, Span, Text
from kehoach.rules.home import Home
from kehoach.rules.load import rules, toml
from kehoach.run import parse_text

CASES = Path(__file__).parent.parent / "cases"
DUE = tomllib.loads((CASES / "due.toml").read_text("utf-8"))
BODIES = tomllib.loads((CASES / "bodies.toml").read_text("utf-8"))
AMOUNTS = tomllib.loads((CASES / "amounts.toml").read_text("utf-8"))

NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)


# ---------------------------------------------------------------- times
def calendar(plan: str) -> Calendar:
    """Build a calendar out of `2024-03-05 2024-01-01..2024-12-31`: day of issue, and the days that the plan is for."""
    issued, _, period = plan.partition(" ")
    first, _, last = period.partition("..")
    return Calendar(*(date.fromisoformat(d) if d else None for d in (issued, first, last)))


def due_words(d: Due) -> str:
    """Write a time as the cases do: `before ..2024-12-15`, `in FREQ=YEARLY x2`, `by 5 working day ~sau khi nhận`."""
    days = f"{d.start or ''}..{d.end or ''}" if d.start or d.end else ""
    times = f"x{d.times}" if d.times else ""
    length = f"{d.length} {d.unit}" if d.length else ""
    choice = "|".join(f"{c.start or ''}..{c.end or ''}" for c in d.candidates)
    parts = [d.kind, d.bound, days, d.rrule, times, length, f"~{d.relative}" if d.relative else "", f"?{choice}" if choice else ""]
    return " ".join(p for p in parts if p)


def dues(text: str, at: Calendar) -> tuple[Due, ...]:
    return read_due(text, Found(text, Span(0, len(text)), "test"), at)


@pytest.mark.parametrize("case", DUE["case"], ids=lambda c: c["text"])
def test_times(case: dict[str, Any]) -> None:
    found = dues(case["text"], calendar(case.get("plan", "")))
    assert [due_words(d) for d in found] == case["due"]
    assert sorted({i for d in found for i in d.inferred}) == case.get("inferred", [])


def test_there_are_many_cases_of_each_kind() -> None:
    assert len(DUE["case"]) >= 60
    assert len(BODIES["case"]) >= 60
    assert len(AMOUNTS["case"]) >= 40
    assert {d.split(" ")[0] for c in DUE["case"] for d in c["due"]} >= {
        "date",
        "period",
        "quarter",
        "month",
        "recurrence",
        "event",
        "duration",
    }


PIECES = [
    *(
        "trước ",
        "chậm nhất ",
        "từ ",
        "đến hết ",
        "trong ",
        "sau khi kết thúc ",
        "định kỳ ",
        "hằng ",
        "mỗi ",
        "cuối ",
        "đầu ",
        "tháng cuối ",
    ),
    *(
        "ngày 15/12",
        "31/02/2023",
        "ngày 20",
        "ngày 45",
        "tháng 6",
        "tháng 13",
        "tháng 9-10/2024",
        "quý III",
        "quý IV/2023",
        "quý, ",
        "6 tháng",
    ),
    *(
        "năm",
        "năm 2025",
        "2021-2025",
        "2025-2021",
        "năm học 2023-2024",
        "thứ Sáu",
        "tuần",
        "tháng",
        "quý",
        "05 ngày làm việc",
        "02 lần/năm",
    ),
    *(" và ", ", ", " - ", "; ", " (", ")", " ", "16h00 ", "thường xuyên", "0000", "/", "İ"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(["", "2023-03-10 2023-01-01..2023-12-31", "2021-01-05"])
)
@settings(deadline=None, max_examples=300, phases=[Phase.explicit, Phase.generate])
def test_any_deadline_gives_sound_times(text: str, plan: str) -> None:
    for due in dues(text, calendar(plan)):
        assert 0 <= due.span.start < due.span.end <= len(text)
        for reading in (due, *due.candidates):
            days = [date.fromisoformat(d) for d in (reading.start, reading.end) if d]
            assert days == sorted(days)
        if due.rrule:
            assert due.kind == "recurrence"
            assert "DTSTART" not in due.rrule
            assert rrulestr(due.rrule, dtstart=NEW_YEAR)[0] is not None


def test_the_rules_of_all_cases_come_again() -> None:
    found = [d.rrule for c in DUE["case"] for d in dues(c["text"], Calendar()) if d.rrule]
    assert len(found) > 20
    for rule in found:
        first, second = rrulestr(rule, dtstart=NEW_YEAR)[:2]
        assert first < second


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Chuyển đổi số năm 2024", "2024-01-01..2024-12-31"),
        ("Phát triển hợp tác xã giai đoạn 2021 - 2025", "2021-01-01..2025-12-31"),
        ("Chuyển đổi số năm 2023 thực hiện Chương trình giai đoạn 2021-2025", "2023-01-01..2023-12-31"),
        ("Công tác năm 2016, định hướng đến năm 2020", "2016-01-01..2016-12-31"),
        ("Xóa nhà tạm đến năm 2025", "..2025-12-31"),
        ("Nhiệm vụ năm học 2023-2024", "2023-09-01..2024-05-31"),
        ("Kiểm tra an toàn thực phẩm quý III năm 2024", "2024-07-01..2024-09-30"),
        ("Tháng hành động tháng 6/2024", "2024-06-01..2024-06-30"),
        ("Tổ chức Hội thi giáo viên dạy giỏi", None),
    ],
)
def test_the_title_says_for_which_time_a_plan_is(title: str, period: str | None) -> None:
    text = f"KẾ HOẠCH\n{title}"
    frame = Frame({"title": Found(title, Span(9, len(text)), "test")}, (), False, Span(0, 0))
    found = plan_period(Document(Text(text, text, OffsetMap.identity(len(text)), ()), frame, (), ()))
    assert (f"{found.start or ''}..{found.end or ''}" if found else None) == period


def test_the_year_of_a_cited_directive_is_not_the_plans() -> None:
    plan = parse_text("KẾ HOẠCH\nTriển khai Kế hoạch số 15/KH-UBND ngày 02/3/2023 của UBND tỉnh\n\nI. MỤC TIÊU\n\n- Nâng cao chất lượng.")
    assert plan.period is None


# ---------------------------------------------------------------- bodies
HOMES = {
    "province": Home.of(Frame({"issuer": Found("ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", None, "t")}, (), False, Span(0, 0), "province", "Lâm Sơn")),
    "department": Home.of(
        Frame({"issuer": Found("UBND TỈNH LÂM SƠN | SỞ NỘI VỤ", None, "t")}, (), False, Span(0, 0), "department", "Lâm Sơn")
    ),
    "district": Home.of(Frame({"issuer": Found("ỦY BAN NHÂN DÂN HUYỆN TRÀ LÂM", None, "t")}, (), False, Span(0, 0), "district", "Trà Lâm")),
    "commune": Home.of(Frame({"issuer": Found("ỦY BAN NHÂN DÂN XÃ BÌNH AN", None, "t")}, (), False, Span(0, 0), "commune", "Bình An")),
    "": Home(),
}


@pytest.mark.parametrize("case", BODIES["case"], ids=lambda c: f"{c['text']} {c.get('home', '')}")
def test_bodies(case: dict[str, Any]) -> None:
    body = body_of(case["text"], HOMES[case.get("home", "")])
    found = {"name": body.name, "kind": body.kind, "level": body.level, "place": body.place}
    assert found == {"level": None, "place": None} | {k: case[k] for k in ("name", "kind", "level", "place") if k in case}
    assert body.collective == case.get("collective", False)
    assert [i.split(" ")[0] for i in body.inferred] == case.get("inferred", [])


def test_a_joint_subject_gives_each_body_with_its_span() -> None:
    text = "Giao Sở Nội vụ, Sở GDĐT và các cơ quan, đơn vị liên quan"
    found = read_bodies(Prose.of(text), Found(text[5:], Span(5, len(text)), "test"), Home())
    assert [(text[b.span.start : b.span.end], b.name) for b in found] == [
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Sở GDĐT", "Sở Giáo dục và Đào tạo"),
        ("các cơ quan, đơn vị liên quan", "Các cơ quan, đơn vị liên quan"),
    ]


@given(st.text(alphabet="SởBanUBND xãtỉnhCôcágphòn ,-()12", max_size=40))
@settings(deadline=None)
def test_any_name_is_read(text: str) -> None:
    body = body_of(text, HOMES["district"])
    assert body.kind
    assert body.rule.startswith("kind:")


def test_every_kind_of_body_with_a_tier_is_a_row() -> None:
    table = toml("body_kinds.toml")
    rows = {r.id for r in rules("body_kinds.toml", "kind")}
    assert set(table["tiers"]) | set(table["of_issuer"]["kinds"]) <= rows


# ---------------------------------------------------------------- amounts, indicators, money
def amount_words(a: Amount) -> str:
    number = str(a.number) if a.number is not None else f"{a.low}..{a.high}"
    change = f"{a.change} " if a.change else ""
    before = f" from {a.before}" if a.before is not None else ""
    return f"{change}{a.comparator} {number} {a.unit}{before}" + (f" of {a.of.value}" if a.of else "")


@pytest.mark.parametrize("case", AMOUNTS["case"], ids=lambda c: c["text"])
def test_amounts(case: dict[str, Any]) -> None:
    text = case["text"]
    found = amounts(Prose.of(text), 0, len(text), loose=case.get("loose", False))
    assert [amount_words(a) for a in found] == case["amounts"]


@given(
    st.lists(
        st.sampled_from(
            [
                "ít nhất ",
                "80",
                "%",
                " cán bộ",
                "1.250.000",
                " đồng",
                "5-7",
                " lớp",
                "từ ",
                " đến ",
                ", ",
                "giảm ",
                "17/17",
                "3,5",
                "²",
                " xã",
            ]
        )
    ).map("".join)
)
@settings(deadline=None)
def test_amounts_stand_where_their_spans_say(text: str) -> None:
    for a in amounts(Prose.of(text), 0, len(text), loose=True):
        assert 0 <= a.span.start < a.span.end <= len(text)
        assert any(c.isdigit() for c in text[a.span.start : a.span.end])
        assert (a.number is None) == (a.comparator == "between")
        assert a.low is None or a.high is None or a.low <= a.high
        assert a.of is None or (a.of.span is not None and a.of.span.of(text) == a.of.value)


def objective(lines: str, title: str = "Mục tiêu cụ thể") -> Document:
    """Build a document of one objective section; rows start with `|`, the first row of a table is its head."""
    text = f"{title}\n{lines}"
    sections = (Section("s1", None, "1", title, 1, "objective", Span(0, len(title)), Span(0, len(text)), "test"),)
    units: list[Unit] = []
    shown: list[Line] = []
    at = len(title) + 1
    head = True
    for line in lines.split("\n"):
        row = " | " in line
        shown.append(Line(Span(at, at + len(line)), row=row))
        if not (row and head):
            units.append(Unit(f"u{len(units) + 1}", "s1", Span(at, at + len(line)), row))
        head = head and not row
        at += len(line) + 1
    frame = Frame({}, (), False, Span(0, len(text)))
    return Document(Text(text, text, OffsetMap.identity(len(text)), tuple(shown)), frame, sections, tuple(units))


@pytest.mark.parametrize("case", AMOUNTS["indicator"], ids=lambda c: c["text"][:60])
def test_indicators(case: dict[str, Any]) -> None:
    doc = objective(case["text"], case.get("title", "Mục tiêu cụ thể"))
    found = find_indicators(
        doc, [Label(u.id, "objective", 1.0, "test") for u in doc.units], calendar=calendar("2024-01-10 2024-01-01..2024-12-31")
    )
    read = [
        " | ".join([x.name.value, *map(amount_words, x.amounts), *(f"{d.start or ''}..{d.end or ''}{d.rrule or ''}" for d in x.due)])
        for x in found
    ]
    assert read == case["indicators"]
    assert [x.area.value if x.area else None for x in found] == [case.get("area")] * len(found)
    for x in found:
        assert x.name.span is not None
        assert doc.text.of(x.name.span) == x.name.value


def test_only_objectives_hold_indicators() -> None:
    doc = objective("- 100% hồ sơ được số hóa.")
    assert find_indicators(doc, [Label("u1", "content", 1.0, "test")]) == ()


@pytest.mark.parametrize("case", AMOUNTS["funding"], ids=lambda c: c["text"][:60])
def test_funding(case: dict[str, Any]) -> None:
    doc = objective(case["text"])
    found = find_funding(doc)
    assert [f.source.value for f in found] == case["source"]
    assert all(f.source.span is not None and doc.text.of(f.source.span) == f.source.value for f in found)


# ---------------------------------------------------------------- duties
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÂM SƠN
Số: 52/KH-UBND
Lâm Sơn, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phổ cập kỹ năng số năm 2024

I. TỔ CHỨC THỰC HIỆN

1. Sở GDĐT, Sở Nội vụ chủ trì, phối hợp với UBND các huyện tổ chức thực hiện Quyết định số 131/QĐ-TTg ngày 25/01/2022 của Thủ tướng Chính phủ cho ít nhất 80% giáo viên; báo cáo UBND tỉnh trước ngày 15/12.

2. Thực hiện Chỉ thị số 02/CT-TTg ngày 26/4/2022, Công an tỉnh tuyên truyền bằng nguồn ngân sách tỉnh.
"""


def test_a_duty_says_what_its_words_mean() -> None:
    plan = parse_text(PLAN)
    first, second, third = plan.duties
    assert [b.name for b in first.bodies] == ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"]
    assert {b.place for b in first.bodies} == {"Lâm Sơn"}
    assert [(b.name, b.level, b.collective) for b in first.partner_bodies] == [("Ủy ban nhân dân các huyện", "district", True)]
    assert first.verb and first.verb.value == "tổ chức thực hiện"
    assert first.object and first.object.value.startswith("Quyết định số 131/QĐ-TTg")
    assert [amount_words(a) for a in first.amounts] == ["≥ 80 % of giáo viên"]
    ids = {m.get("number"): m.id for m in plan.mentions}
    assert [(e.mention, e.rule) for e in first.executes] == [(ids["131"], "implements, in the action")]
    assert [due_words(d) for d in second.due] == ["date before ..2024-12-15"]
    assert second.due[0].inferred == ("year from the title: 2024",)
    assert [(b.name, b.place) for b in second.report_bodies] == [("Ủy ban nhân dân tỉnh", "Lâm Sơn")]
    assert second.executes == ()
    assert [(e.mention, e.rule) for e in third.executes] == [(ids["02"], "implements, in the opening")]
    assert third.funding and third.funding.value == "nguồn ngân sách tỉnh"
    assert plan.period and (plan.period.start, plan.period.end) == ("2024-01-01", "2024-12-31")


def test_all_spans_of_the_json_are_those_of_the_source() -> None:
    text = PLAN.replace("Sở GDĐT", "Sở  GDĐT")
    data = parse_text(text).to_dict()
    for duty in data["duties"]:
        for item in [*duty["bodies"], *duty["with_bodies"], *duty["report_to_bodies"], *duty["due"], *duty["amounts"]]:
            start, end = item["span"]
            assert re.sub(r"\s+", " ", text[start:end]) == item["text"]


# ---------------------------------------------------------------- tables
WHOLE = {"no_event"}
MATCHED = {"kind", "no_area", "measure", "name_column", "unit_column", "value_column", "after", "unit", "aim", "start", "first"}


@pytest.mark.parametrize("name", ["body_kinds.toml", "due.toml", "amounts.toml"])
def test_examples_match_and_counter_examples_do_not(name: str) -> None:
    for table, entries in toml(name).items():
        if not isinstance(entries, list):
            continue
        for rule in rules(name, table):
            search = rule.pattern.fullmatch if table in WHOLE else rule.pattern.match if table in MATCHED else rule.pattern.search
            assert rule.examples, (table, rule.id)
            assert [e for e in rule.examples if not search(e)] == [], (table, rule.id)
            assert [e for e in rule.counter if search(e)] == [], (table, rule.id)


@pytest.mark.parametrize("name", ["body_kinds.toml", "due.toml", "amounts.toml"])
def test_ids_are_unique_in_their_table(name: str) -> None:
    for table, entries in toml(name).items():
        if isinstance(entries, list):
            assert len({e["id"] for e in entries}) == len(entries), table


def test_no_body_is_of_a_kind_before_its_own_row() -> None:
    wrong = []
    for rule in rules("body_kinds.toml", "kind"):
        for example in rule.examples:
            first = next(r for r in rules("body_kinds.toml", "kind") if r.pattern.match(example))
            if first.id != rule.id:
                wrong.append((example, first.id, rule.id))
    assert wrong == []


def test_duties_without_a_frame_are_read() -> None:
    doc = objective("- Sở Y tế kiểm tra bếp ăn trước ngày 15/9.")
    (duty,) = find_duties(doc, [Label("u1", "duty", 1.0, "test")])
    assert [due_words(d) for d in duty.due] == ["date before"]
