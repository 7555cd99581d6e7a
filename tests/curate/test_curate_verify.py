"""Contradictions in a catalogue."""

from __future__ import annotations

import pytest

from kehoach.curate import contradictions
from kehoach.curate.verify import verify
from kehoach.resolve.catalogue import COLUMNS, Entry

TODAY = "2026-06-30"
DECREE = {
    "id": "urn:lex:vn:chinh.phu:nghi.dinh:2017;91", "type": "Nghị định", "number": "91", "year": "2017", "symbol": "NĐ-CP",
    "date": "2017-07-31", "issuer": "Chính phủ", "in_force": "2017-10-01",
}  # fmt: skip
PLAN = {
    "id": "urn:lex:vn;lam.son:uy.ban.nhan.dan.tinh.lam.son:ke.hoach:2023-02-15;48", "type": "Kế hoạch", "number": "48",
    "symbol": "KH-UBND", "date": "2023-02-15", "issuer": "Ủy ban nhân dân tỉnh Lâm Sơn",
}  # fmt: skip
LAW = {
    "id": "urn:lex:vn:quoc.hoi:luat:2003;13", "type": "Luật", "number": "13", "year": "2003", "symbol": "QH11", "date": "2003-11-26",
    "issuer": "Quốc hội", "title": "Đất đai",
}  # fmt: skip


def entry(row: dict[str, str], **cells: str) -> Entry:
    return Entry.of(dict.fromkeys(COLUMNS, "") | row | cells)


def codes(*entries: Entry) -> list[str]:
    return [f.code for f in verify({"test": entries}, TODAY)]


@pytest.mark.parametrize("row", [DECREE, PLAN, LAW], ids=["decree", "plan", "law"])
def test_a_sound_row(row: dict[str, str]) -> None:
    assert codes(entry(row)) == []


NEXT = entry(DECREE, id="urn:lex:vn:chinh.phu:nghi.dinh:2023;98", number="98", year="2023", date="2023-12-31", in_force="2024-01-01")
OLDER = entry(DECREE, id="urn:lex:vn:chinh.phu:nghi.dinh:2010;42", number="42", year="2010", date="2010-04-15", in_force="")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"id": "urn:lex:vn:chinh.phu:nghi.dinh:2017:91"}, ["urn"]),
        ({"id": "urn:lex:vn:chinh.phu:nghi.dinh:2017;92"}, ["urn"]),
        ({"issuer": "Quốc hội"}, ["urn"]),
        ({"date": "2017-02-30"}, ["day"]),
        ({"date": "1917-07-31", "year": ""}, ["day", "urn"]),
        ({"date": "2016-07-31"}, ["year"]),
        ({"in_force": "2017-07-01"}, ["order"]),
        ({"status": "expired", "since": "2017-09-01"}, ["order"]),
        ({"status": "replaced"}, ["successor"]),
        ({"replaced_by": NEXT.directive.id}, ["successor"]),
        ({"status": "replaced", "replaced_by": NEXT.directive.id}, []),
        ({"status": "replaced", "replaced_by": OLDER.directive.id}, ["older_successor"]),
        ({"status": "replaced", "replaced_by": "urn:lex:vn:chinh.phu:nghi.dinh:2025;1"}, ["unknown_successor"]),
        ({"since": "2024-01-01"}, ["status"]),
        ({"symbol": "QĐ-CP"}, ["type"]),
    ],
)
def test_a_row(cells: dict[str, str], found: list[str]) -> None:
    assert codes(entry(DECREE, **cells), NEXT, OLDER) == found


def test_a_paper_to_come_is_no_paper() -> None:
    assert codes(entry(PLAN, date="2026-07-01", id=PLAN["id"].replace("2023-02-15", "2026-07-01"))) == ["day"]


def test_one_number_of_a_year_with_two_dates() -> None:
    other = entry(PLAN, date="2023-05-15", id=PLAN["id"].replace("02-15", "05-15"))
    assert codes(entry(PLAN), other) == ["dates"]
    assert codes(entry(PLAN), entry(PLAN, date="2024-02-15", id=PLAN["id"].replace("2023", "2024"))) == []


def test_a_number_of_the_party_with_two_dates_in_a_term() -> None:
    party = {"type": "Chỉ thị", "number": "34", "symbol": "CT/TW", "issuer": "Ban Bí thư"}
    first, second, third = (
        entry(party, date=day, id=f"urn:lex:vn:ban.bi.thu:chi.thi:{day};34") for day in ("2021-05-24", "2024-05-24", "2014-04-07")
    )
    assert codes(first, second) == ["dates"]
    assert codes(first, third) == []


def test_two_spellings_of_one_paper() -> None:
    other = entry(PLAN, issuer="Uỷ ban nhân dân  tỉnh Lâm Sơn", id=PLAN["id"].replace("tinh.lam.son:ke", "tinh.lam.son.:ke"))
    assert "spelling" in codes(entry(PLAN), other)


def test_a_name_that_stood_for_a_later_law_too() -> None:
    later = entry(LAW, id="urn:lex:vn:quoc.hoi:luat:2013;45", number="45", year="2013", symbol="QH13", date="2013-11-29")
    assert codes(entry(LAW, sole_until="2013-11-28"), later) == []
    assert codes(entry(LAW, sole_until="2013-11-29"), later) == ["sole"]


def test_tables_that_disagree() -> None:
    mine = entry(DECREE, date="2017-07-30", status="expired")
    found = verify({"core": [entry(DECREE, status="in force", checked="2025-01-01")], "user": [mine]}, TODAY)
    assert [(f.code, f.table, f.what) for f in found] == [
        ("tables", "user", "date: 2017-07-30 ≠ 2017-07-31"),
        ("tables", "user", "status: expired ≠ in force"),
    ]


def test_the_package_contradicts_itself_nowhere() -> None:
    counts, found = contradictions(None, "2026-12-31")
    assert list(counts) == ["core", "country", "binh.duong"]
    assert found == []
