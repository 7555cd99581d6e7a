"""Duties as files: what is written is read back by other programs' rules, letters and places included."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kehoach.errors import KehoachError
from kehoach.store import Corpus, DutyRow
from kehoach.store.duties import COLUMNS, cells
from kehoach.views.icalendar import to_ics
from kehoach.views.sheet import write
from support.duties import body, due, midnight, row
from support.plans import drafts

DAY = due("trước ngày 15/12/2023", end="2023-12-15", bound="before")
DAYS = due("ngày 15-16/3/2023", start="2023-03-15", end="2023-03-16", bound="on", kind="period")
QUARTER = due("quý III/2023", start="2023-07-01", end="2023-09-30", kind="quarter", bound="in")
MONTHLY = due("ngày 20 hằng tháng", kind="recurrence", rrule="FREQ=MONTHLY;BYMONTHDAY=20")
WORDS = due("thường xuyên", kind="recurrence")
Component = dict[str, str]


def read_ics(data: bytes) -> list[Component]:
    """Read a calendar as RFC 5545 (3.1, 3.3.11) says: lines unfolded, properties with their parameters, text values unescaped."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} < set(lines)
    found: list[Component] = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            found.append({"": value})
        elif name == "END":
            assert value == found[-1][""]
        elif found:
            assert name not in found[-1]
            found[-1][name] = value
    return found


def unescaped(value: str) -> str:
    parts = value.split("\\\\")
    return "\\".join(p.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for p in parts)


def test_an_event_for_each_time_with_a_day() -> None:
    data, count = to_ics([row("Sở Y tế", "giám sát; báo cáo", DAY, DAYS, QUARTER, MONTHLY, WORDS), row("Sở Tư pháp", "rà soát")], "vi")
    events = read_ics(data)
    assert count == len(events) == 4
    assert [(e["DTSTART;VALUE=DATE"], e.get("DTEND;VALUE=DATE")) for e in events] == [
        ("20231215", "20231216"),
        ("20230315", "20230317"),
        ("20230930", "20231001"),
        ("20230220", None),
    ]
    assert {e[""] for e in events} == {"VEVENT"}
    assert {e["DTSTAMP"] for e in events} == {"20230220T000000Z"}
    assert unescaped(events[0]["SUMMARY"]) == "Sở Y tế: giám sát; báo cáo"
    assert "KH 48/KH-UBND (2023) (a.txt, u1)" in unescaped(events[0]["DESCRIPTION"])
    assert len({e["UID"] for e in events}) == 4


def test_to_dos_are_due() -> None:
    data, count = to_ics([row("Sở Y tế", "báo cáo", DAY, QUARTER, MONTHLY)], "vi", todo=True)
    todos = read_ics(data)
    assert count == 3
    assert [(t.get("DTSTART;VALUE=DATE"), t.get("DUE;VALUE=DATE")) for t in todos] == [
        (None, "20231215"),
        ("20230701", "20230930"),
        ("20230220", None),
    ]


def test_recurring_events_come_until_the_period_ends() -> None:
    frame_end = row("Sở Y tế", "báo cáo", MONTHLY | {"end": "2023-06-30"})
    (event,) = read_ics(to_ics([frame_end], "vi")[0])
    start = date.fromisoformat(event["DTSTART;VALUE=DATE"])
    days = [d.date() for d in rrulestr(event["RRULE"], dtstart=midnight(start))]
    assert days == [date(2023, m, 20) for m in range(2, 7)]
    assert "ngày cuối kỳ" not in event["DESCRIPTION"]


def test_a_day_that_the_paper_leaves_open_is_told() -> None:
    (event,) = read_ics(to_ics([row("Sở Y tế", "báo cáo", due("hàng quý", kind="recurrence", rrule="FREQ=MONTHLY;INTERVAL=3"))], "vi")[0])
    assert event["DTSTART;VALUE=DATE"] == "20230331"
    assert "ngày cuối kỳ" in event["DESCRIPTION"]


def test_no_day_to_count_from_no_event() -> None:
    rows = [
        row("A", "báo cáo", MONTHLY, frame={"date": None}),
        row("A", "báo cáo", due("30 phút một lần", kind="recurrence", rrule="FREQ=MINUTELY;INTERVAL=30")),
        row("A", "báo cáo", MONTHLY | {"end": "2023-01-31"}),
    ]
    assert to_ics(rows, "vi")[1] == 0


def test_names_of_events_stay_and_differ() -> None:
    same = [row("Sở Y tế", "báo cáo", DAY), row("Sở Y tế", "báo cáo", DAY, file="b.txt"), row("Sở Y tế", "báo cáo", DAY)]
    first, second = (to_ics(rows, "vi")[0] for rows in (same, [row("Sở Y", "mới", DAY), *same]))
    names = [e["UID"] for e in read_ics(first)]
    assert len(set(names)) == 3
    assert [e["UID"] for e in read_ics(second)][1:] == names
    assert to_ics(same, "vi")[0] == first


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_words_survive_the_calendar(actor: str, action: str) -> None:
    (event,) = read_ics(to_ics([row(actor, action, DAY)], "en")[0])
    kept = unescaped(event["DESCRIPTION"])
    plain = "".join(" " if (c < " " and c not in "\n\t") or c == "\x7f" else c for c in f"{actor}: {action}")
    assert kept.startswith(plain)


def rows() -> list[DutyRow]:
    return [
        row(
            "Sở Y tế",
            "=1+1 rà soát\n- hai dòng",
            DAY,
            MONTHLY,
            bodies=[body("Sở Y tế", "department", place="Lâm Sơn")],
            **{"with": ["Sở Tài chính", "Sở Nội vụ"]},
        ),
        row("Trường THCS Nguyễn Huệ", "thực hiện “Ngày \x0bhội”; 100 %", file="b.txt", target="100 % học sinh"),
    ]


def read_csv(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_tables_are_read_back(tmp_path: Path) -> None:
    assert write(tmp_path / "a.csv", rows(), "vi") == write(tmp_path / "a.xlsx", rows(), "vi") == 2
    head, *found = read_csv(tmp_path / "a.csv")
    assert head[COLUMNS.index("deadline")] == "Thời hạn theo văn bản"
    expected = [["" if c is None else str(c) for c in cells(r)] for r in rows()]
    assert [[c.removeprefix("'") for c in line] for line in found] == expected
    assert dict(zip(COLUMNS, expected[0], strict=True)) | {"rules": ""} == {
        "file": "a.txt", "plan": "KH 48/KH-UBND (2023)", "unit": "u1", "start": "24", "end": expected[0][4],
        "actor": "Sở Y tế", "bodies": "Sở Y tế (Lâm Sơn)", "kinds": "department", "action": "=1+1 rà soát\n- hai dòng",
        "task": "", "with": "Sở Tài chính; Sở Nội vụ", "report_to": "", "target": "", "funding": "",
        "deadline": "trước ngày 15/12/2023; ngày 20 hằng tháng", "dates": "2023-12-15", "recurs": "FREQ=MONTHLY;BYMONTHDAY=20",
        "executes": "", "mandates": "", "rules": "",
    }  # fmt: skip
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    shown = [[c.value for c in line] for line in sheet.iter_rows()]
    assert shown[0] == head
    assert [["" if c is None else str(c) for c in line] for line in shown[1:]] == [
        [c.replace("\x0b", " ") for c in line] for line in expected
    ]
    assert {c.data_type for line in sheet.iter_rows() for c in line if isinstance(c.value, str)} == {"s"}


def test_no_duty_is_a_table_of_heads_but_no_calendar(tmp_path: Path) -> None:
    assert write(tmp_path / "a.csv", [], "en") == write(tmp_path / "a.xlsx", [], "en") == 0
    assert len(read_csv(tmp_path / "a.csv")) == 1
    with pytest.raises(KehoachError, match="lịch"):
        write(tmp_path / "a.ics", [row("Sở Y tế", "rà soát")], "en")
    assert not (tmp_path / "a.ics").exists()


def test_the_corpus_gives_its_duties_in_order(tmp_path: Path) -> None:
    with Corpus.create(tmp_path, "0.1") as corpus:
        assert list(corpus.duties()) == []
        for d in drafts()[::-1]:
            corpus.add(d.plan(), d.raw, d.file)
        found = list(corpus.duties())
        raw = {d.file: d.raw for d in drafts()}
    assert [r.file for r in found] == ["lam-son/sgddt-512.txt", "lam-son/thpt-36.txt", "lam-son/ubnd-48.txt"]
    assert all(r.span.of(raw[r.file]).startswith(r.actor) for r in found)


def test_the_day_after_the_last_of_a_year() -> None:
    (event,) = read_ics(to_ics([row("A", "b", due("năm 2024", start="2024-01-01", end="2024-12-31"))], "vi")[0])
    assert event["DTEND;VALUE=DATE"] == (date(2024, 12, 31) + timedelta(1)).strftime("%Y%m%d")
