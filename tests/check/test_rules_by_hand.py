"""Rules that need a text or a catalogue that a table can't hold."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from kehoach.check import Settings, check
from kehoach.records.finding import Finding
from kehoach.resolve import Catalogue
from kehoach.resolve.catalogue import Entry
from kehoach.run import parse_text

TODAY = date(2026, 11, 1)
PARTS = ("number", "year", "symbol", "date", "issuer", "title", "status", "replaced_by", "since", "in_force", "sole_until", "checked")
GONE = Entry.of(
    dict.fromkeys(PARTS, "")
    | {
        "id": "urn:lex:vn:chinh.phu:nghi.dinh:2010;77",
        "type": "Nghị định",
        "number": "77",
        "year": "2010",
        "symbol": "NĐ-CP",
        "date": "2010-05-01",
        "issuer": "Chính phủ",
        "title": "việc thử nghiệm",
        "status": "repealed",
        "source": "test",
        "confidence": "high",
    }
)


def findings(text: str, rule: str, *known: Entry) -> list[Finding]:
    return [f for f in check(parse_text(text), Catalogue.of(known), TODAY, Settings()).findings if f.rule == rule]


def plan(line: str, year: int | str | None) -> str:
    day = f"Lâm Sơn, ngày {'20' if isinstance(year, int) else '   '} tháng 10 năm {year}\n" if year else ""
    return f"UBND TỈNH LÂM SƠN\nSố: 2/KH-UBND\n{day}\nKẾ HOẠCH\nThử\n\n{line}\n\nI. MỤC ĐÍCH\n\n- Nâng cao."


@pytest.mark.parametrize(("year", "found"), [("2026", 1), (2027, 1), (2015, 0), (None, 0)])
def test_an_end_without_its_day_holds_for_a_draft_of_today_alone(year: int | str | None, found: int) -> None:
    text = plan("Căn cứ Nghị định số 77/2010/NĐ-CP ngày 01/5/2010 của Chính phủ về việc thử nghiệm;", year)
    assert len(findings(text, "directive.ended", GONE)) == found


@pytest.mark.parametrize("relation", ["Kế hoạch này thay thế", "Bãi bỏ"])
def test_what_the_draft_itself_ends_may_be_named(relation: str) -> None:
    text = plan(f"{relation} Nghị định số 77/2010/NĐ-CP ngày 01/5/2010 của Chính phủ về việc thử nghiệm.", None)
    assert findings(text, "directive.ended", GONE) == []


def test_loose_accents_beside_composed_ones() -> None:
    loose = unicodedata.normalize("NFD", "trách")
    found = findings(plan(f"Nêu cao {loose} nhiệm của từng đơn vị.", 2026), "letter.mixed")
    assert [(f.quoted, f.suggestion) for f in found] == [(loose, "trách")]


def test_loose_accents_throughout_are_one_manner() -> None:
    assert findings(unicodedata.normalize("NFD", plan("Nêu cao trách nhiệm.", 2026)), "letter.mixed") == []


def test_a_symbol_parted_by_the_end_of_a_line_is_right() -> None:
    wrapped = "Thực hiện Kế hoạch số 178/\nKH-BGDĐT ngày 16/3/2017 của Bộ Giáo dục và Đào tạo về học tập và làm theo."
    assert findings(plan(wrapped, 2026), "symbol.spaces") == []
    assert len(findings(plan(wrapped.replace("\n", " "), 2026), "symbol.spaces")) == 1


def test_findings_stand_where_their_spans_say() -> None:
    text = plan("Thực hiện Quyết định số 749/QĐ-\u00a0TTg ngày 8/3/2022 và hành hành Quyết định số 12/QÐ-UBND.", 2026)
    plan_read = parse_text(text)
    found = check(plan_read, Catalogue.of(()), TODAY, Settings()).findings
    raw = plan_read.document.text.raw
    assert {f.rule for f in found} >= {"symbol.spaces", "date.zero", "word.doubled", "letter.eth"}
    assert [f.rule for f in found if plain(f.span.of(raw)) != plain(f.quoted)] == []


def plain(text: str) -> str:
    return " ".join(text.replace("Ð", "Đ").split())
